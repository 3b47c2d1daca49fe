//! A subject compared with the Diplomaregister, and the answer kept with everything that led to it,
//! so that it can be made again.

use super::{
    claims::{Stored, find},
    diplomas::{self, Asked},
    extract, unclear,
};
use crate::{
    System,
    audit::{self, Act, By},
    desks::staff::cases::approval,
    fault::Fault,
    jobs,
};
use app::teacher::Reason;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    authority::{
        AuthorityTable, Check, Claim, Inputs, Notice, Outcome, PersonFacts, Phase, Revision,
        SchoolGround, Source,
    },
    ground::{GroundTable, Target},
    identifier::{AppointmentId, ClaimId, PersonId},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What else the comparison depends on; nothing when the person has no such appointment.
///
/// # Errors
/// When the database does not answer.
pub async fn facts(
    conn: &mut PgConnection,
    person: PersonId,
    appointment: AppointmentId,
) -> Result<Option<PersonFacts>, Fault> {
    let row = sqlx::query!(
        r#"select person.birth_date, version.ground_code as "ground_code?",
                  lower(version.valid) as begins, version.teaching_fields as "teaching_fields?",
                  version.school_years as "school_years?", placement.target as "target?"
           from appointment
           join person on person.id = appointment.person_id
           left join appointment_version version
               on version.appointment_id = appointment.id
               and upper_inf(version.recorded)
               and not version.removed
           left join placement
               on placement.appointment_id = appointment.id
               and upper_inf(placement.recorded)
           where appointment.id = $1 and appointment.person_id = $2"#,
        appointment.0,
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let ground = match (row.ground_code, row.begins) {
        (Some(code), Some(begins)) => Some(SchoolGround {
            name: GroundTable::current()
                .find(&code, begins.to_jiff())
                .map_or_else(|| code.clone(), |ground| ground.name.clone()),
            code,
            target: Target::of(row.target.as_deref().unwrap_or_default()),
            fields: row.teaching_fields.unwrap_or_default(),
            years: row
                .school_years
                .unwrap_or_default()
                .into_iter()
                .filter_map(|year| u8::try_from(year).ok())
                .collect(),
        }),
        _ => None,
    };
    Ok(Some(PersonFacts {
        birth_date: row.birth_date.map(jiff_sqlx::Date::to_jiff),
        ground,
        approval: None,
    }))
}

/// Compares a claim and keeps the whole explanation, as the teacher reads it. When the
/// Diplomaregister did not answer, a job is queued that compares again.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    (id, claim): (ClaimId, &Claim),
    (facts, asked): (PersonFacts, Asked),
    by: By<'_>,
) -> Result<Check, Fault> {
    let table = AuthorityTable::current();
    let inputs = Inputs {
        claim: claim.clone(),
        source: asked.source,
        facts: PersonFacts {
            approval: approval::of(conn, id, claim).await?,
            ..facts
        },
        on: system.clock.today(),
    };
    let found = inputs.answer(table);
    let result = CheckRow::new(system, &inputs, asked.phase, &found)?;
    unclear::note(conn, asked.phase, &found, inputs.on).await?;
    store(conn, system, person, id, &result, by).await?;
    if found.outcome == Outcome::SourceUnreachable {
        jobs::check_claim(&mut *conn, id).await?;
    }
    Ok(found)
}

/// A result with all that it depends on, as it is stored.
pub struct CheckRow {
    /// The code of the outcome.
    pub outcome: String,
    /// The whole [`Check`].
    pub explanation: serde_json::Value,
    /// The version of the table.
    pub table_version: String,
    /// The hash of the [`Inputs`].
    pub inputs_hash: Vec<u8>,
    /// What the source said: the code of a [`Source`].
    pub source: Option<String>,
    /// The number of the phase.
    pub phase: Option<i16>,
    /// The [`Inputs`], sealed; nothing in a result from before they were kept.
    pub inputs: Option<Vec<u8>>,
}

/// What the inputs of a result are sealed for.
const SEAL: &str = "inputs";

impl CheckRow {
    /// The row of a result.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn new(
        system: &System,
        inputs: &Inputs,
        phase: Phase,
        found: &Check,
    ) -> Result<Self, Fault> {
        Ok(Self {
            outcome: found.outcome.code().to_owned(),
            explanation: serde_json::to_value(found)?,
            table_version: found.table_version.clone(),
            inputs_hash: inputs.hash(&found.table_version).as_bytes().to_vec(),
            source: Some(inputs.source.code().to_owned()),
            phase: Some(phase.number().into()),
            inputs: Some(system.vault.seal(SEAL, &serde_json::to_vec(inputs)?)?),
        })
    }

    /// The result as the teacher read it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn check(&self) -> Result<Check, Fault> {
        Ok(serde_json::from_value(self.explanation.clone())?)
    }

    /// What it depends on; nothing in a result from before that was kept.
    ///
    /// # Errors
    /// When it cannot be opened, or is not what the result was made of.
    pub fn inputs(&self, system: &System) -> Result<Option<Inputs>, Fault> {
        let Some(sealed) = &self.inputs else {
            return Ok(None);
        };
        let inputs: Inputs = serde_json::from_slice(&system.vault.open(SEAL, sealed)?)?;
        if inputs.hash(&self.table_version).as_bytes().as_slice() != self.inputs_hash {
            return Err(Fault::broken("the inputs of a result have another hash"));
        }
        Ok(Some(inputs))
    }
}

/// The last result of a claim, and when it was made.
///
/// # Errors
/// When the database does not answer.
pub async fn last(
    conn: &mut PgConnection,
    claim: ClaimId,
) -> Result<Option<(CheckRow, Timestamp)>, Fault> {
    let row = sqlx::query!(
        "select outcome, explanation, table_version, inputs_hash, source, phase, inputs,
                checked_at
         from claim_check
         where claim_id = $1
         order by checked_at desc
         limit 1",
        claim.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let stored = CheckRow {
            outcome: row.outcome,
            explanation: row.explanation,
            table_version: row.table_version,
            inputs_hash: row.inputs_hash,
            source: row.source,
            phase: row.phase,
            inputs: row.inputs,
        };
        (stored, row.checked_at.to_jiff())
    }))
}

/// The last result of a claim as it was told, and the same made again from what is stored: nothing
/// when there is no result, it is from before its inputs were kept, or the program does not carry
/// its version of the table any more.
///
/// # Errors
/// When the database does not answer, or what is stored was changed.
pub async fn reproduce(system: &System, claim: ClaimId) -> Result<Option<(Check, Check)>, Fault> {
    let mut conn = system.pool.acquire().await?;
    let Some((told, _)) = last(&mut conn, claim).await? else {
        return Ok(None);
    };
    let Some(inputs) = told.inputs(system)? else {
        return Ok(None);
    };
    match inputs.reproduce(&told.table_version) {
        Some(again) => Ok(Some((told.check()?, again))),
        None => Ok(None),
    }
}

/// Whether the last result of a claim comes out again as it was told, in a few words without the person.
///
/// # Errors
/// As [`reproduce`].
pub async fn made_again(system: &System, claim: ClaimId) -> Result<String, Fault> {
    Ok(match reproduce(system, claim).await? {
        None => "Niet na te rekenen: er is geen uitkomst, of ze is van voor haar gegevens werden bewaard"
            .to_owned(),
        Some((told, again)) => {
            let outcome = told.outcome.code();
            let version = &told.table_version;
            let same = if told == again {
                "gelijk".to_owned()
            } else if (told.outcome, &told.limit, &told.bases)
                == (again.outcome, &again.limit, &again.bases)
            {
                "dezelfde uitkomst, in andere woorden".to_owned()
            } else {
                format!("anders, {}", again.outcome.code())
            };
            format!("{outcome} met tabel {version}. Nagerekend: {same}")
        }
    })
}

/// Stores the result that counts from now on. A question about the one before has no meaning then.
///
/// # Errors
/// When the database does not answer.
pub async fn store(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    id: ClaimId,
    result: &CheckRow,
    by: By<'_>,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    withdraw_question(&mut *conn, system, id).await?;
    sqlx::query!(
        "insert into claim_check (claim_id, checked_at, outcome, explanation, table_version,
                                  inputs_hash, source, phase, inputs)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0,
        now.to_sqlx(),
        result.outcome,
        result.explanation,
        result.table_version,
        result.inputs_hash,
        result.source,
        result.phase,
        result.inputs,
    )
    .execute(&mut *conn)
    .await?;
    let act = Act::ClaimChecked {
        claim: id,
        outcome: result.outcome.clone(),
    };
    audit::record(conn, now, by, Some(person), None, &act).await
}

/// Ends the open question about a claim without an answer.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw_question(
    conn: &mut PgConnection,
    system: &System,
    id: ClaimId,
) -> Result<(), Fault> {
    sqlx::query!(
        "update claim_question
         set answer = 'withdrawn', answered_at = $2
         where claim_id = $1 and answer is null",
        id.0,
        system.clock.now_stored().to_sqlx(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Compares a claim again when there is reason to: the Diplomaregister did not answer before, or the
/// teacher changed the consent to ask it. Tells the teacher what came of it. A claim that was
/// removed or compared in the meantime is left alone.
///
/// # Errors
/// When the Diplomaregister still does not answer, so that the queue tries again later.
pub async fn check_again(system: &System, claim: ClaimId) -> Result<(), Fault> {
    let by = By::Job("check_claim");
    let mut conn = system.pool.acquire().await?;
    let Some((person, stored)) = due(&mut conn, system, claim).await? else {
        return Ok(());
    };
    drop(conn);
    let asked = diplomas::ask_for(system, person, stored.appointment, Reason::Claim, by).await?;
    if asked.source == Source::Unreachable {
        return Err(Fault::broken("the Diplomaregister still does not answer"));
    }
    let mut tx = system.pool.begin().await?;
    // The teacher may have changed it while we were asking.
    sqlx::query!(
        "select id from subject_claim where id = $1 for update",
        claim.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some((person, stored)) = due(&mut tx, system, claim).await? else {
        return Ok(());
    };
    let facts = facts(&mut tx, person, stored.appointment)
        .await?
        .unwrap_or_default();
    let was_asked = asked.source != Source::NotAsked;
    let found = keep(
        &mut tx,
        system,
        person,
        (claim, &stored.claim),
        (facts, asked),
        by,
    )
    .await?;
    if was_asked && let Some(notice) = Revision::First.notice(&stored.subject(), &found) {
        tell(&mut tx, system, person, claim, &notice).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The claim and whose it is, when it waits for the Diplomaregister or for an extract, or rests on
/// diplomas that the teacher does not let us use any more.
async fn due(
    conn: &mut PgConnection,
    system: &System,
    claim: ClaimId,
) -> Result<Option<(PersonId, Stored)>, Fault> {
    let person = sqlx::query_scalar!("select person_id from subject_claim where id = $1", claim.0)
        .fetch_optional(&mut *conn)
        .await?
        .map(PersonId);
    let Some(person) = person else {
        return Ok(None);
    };
    let Some(stored) = find(&mut *conn, person, claim).await? else {
        return Ok(None);
    };
    let permission = diplomas::permission(conn, system, person, Some(stored.appointment)).await?;
    let is_due = match stored.outcome {
        Outcome::SourceUnreachable => true,
        Outcome::NotChecked => {
            permission.may_ask()
                || permission.phase.takes_extract()
                    && extract::counting(&mut *conn, system, person)
                        .await?
                        .is_some()
        }
        Outcome::Evidenced => false,
        // It rests on what may not be used any more, or on an extract that may be followed by a newer.
        _ => !permission.may_ask(),
    };
    Ok(is_due.then_some((person, stored)))
}

/// Compares the subjects again that rest on evidence that was accepted until a day that has passed, and
/// tells their teachers what came of it; that it would end was told when it was accepted.
///
/// # Errors
/// When the database does not answer.
pub async fn end_approvals(system: &System) -> Result<(), Fault> {
    let claims = sqlx::query!(
        "select distinct claim.id, claim.person_id
         from claim_approval approval
         join subject_claim claim on claim.id = approval.claim_id
         join subject_claim_version version
             on version.claim_id = claim.id
             and upper_inf(version.recorded)
             and version.status = 'recorded'
         join lateral (
             select outcome
             from claim_check
             where claim_id = claim.id
             order by checked_at desc
             limit 1
         ) last on last.outcome = $2
         where approval.until < $1",
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
        Outcome::Evidenced.code(),
    )
    .fetch_all(&system.pool)
    .await?;
    for row in claims {
        let (person, claim) = (PersonId(row.person_id), ClaimId(row.id));
        // One that cannot be read does not keep the others from it.
        if let Err(error) = end_approval(system, person, claim).await {
            tracing::error!(%claim, %error, "evidence that is over still counts");
        }
    }
    Ok(())
}

async fn end_approval(system: &System, person: PersonId, claim: ClaimId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "select id from subject_claim where id = $1 for update",
        claim.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let stored = find(&mut tx, person, claim).await?;
    let Some(stored) = stored.filter(|s| s.recorded && s.outcome == Outcome::Evidenced) else {
        return Ok(());
    };
    // What was accepted later, or without an end, goes first.
    let approval = approval::of(&mut tx, claim, &stored.claim).await?;
    let until = approval.and_then(|approval| approval.until);
    let Some(last) = until.filter(|last| *last < system.clock.today()) else {
        return Ok(());
    };
    let facts = facts(&mut tx, person, stored.appointment)
        .await?
        .unwrap_or_default();
    let asked = diplomas::said_before(&mut tx, system, person, &stored).await?;
    let checked = (claim, &stored.claim);
    let by = By::Job("end_approvals");
    let found = keep(&mut tx, system, person, checked, (facts, asked), by).await?;
    let notice = Notice::evidence_ended(&stored.subject(), last, &found);
    tell(&mut tx, system, person, claim, &notice).await?;
    tx.commit().await?;
    Ok(())
}

/// Leaves a message about a claim, with the way to it.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    claim: ClaimId,
    notice: &Notice,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into message (id, person_id, created_at, title, body, link)
         values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        person.0,
        system.clock.now_stored().to_sqlx(),
        notice.title,
        notice.body,
        format!("/mijn/vakken/toevoegen/uitkomst?vak={claim}"),
    )
    .execute(conn)
    .await?;
    Ok(())
}
