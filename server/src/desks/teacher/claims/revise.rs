//! What a new version of the table, or a school that says something else, changes for the subjects that
//! teachers entered: an improvement is applied and told, a worsening becomes a question (handbook, 3.5).

use super::{
    super::{
        compare::{self, CheckRow},
        diplomas::{self, Asked},
        unclear,
    },
    Stored, find, locked,
};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::staff::cases::approval,
    fault::Fault,
    jobs,
};
use app::teacher::{Question, QuestionAnswer, Reason};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    authority::{AuthorityTable, Inputs, PersonFacts, Phase, Revision, Source},
    identifier::{ClaimId, PersonId},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How many claims are looked at before the next job begins.
const BATCH: i64 = 200;

/// The name under which the job is in the audit trail.
const JOB: By<'static> = By::Job("compare_anew");

/// Compares recorded claims again that were last compared by another version of the table than
/// this, those after `after` first. Returns the last one when there may be more.
///
/// # Errors
/// When the database does not answer.
pub async fn compare_anew(
    system: &System,
    table: &AuthorityTable,
    after: Option<ClaimId>,
) -> Result<Option<ClaimId>, Fault> {
    let claims = sqlx::query!(
        r#"select claim.id, claim.person_id
           from subject_claim claim
           join subject_claim_version version
               on version.claim_id = claim.id
               and upper_inf(version.recorded)
               and version.status = 'recorded'
           join lateral (
               select table_version
               from claim_check
               where claim_id = claim.id
               order by checked_at desc
               limit 1
           ) last on last.table_version <> $1
           where claim.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000'::uuid)
             and not exists (select
                             from claim_question
                             where claim_id = claim.id and table_version = $1)
           order by claim.id
           limit $3"#,
        table.version(),
        after.map(|id| id.0),
        BATCH,
    )
    .fetch_all(&system.pool)
    .await?;
    let full = i64::try_from(claims.len()).is_ok_and(|count| count == BATCH);
    let last = claims.last().map(|row| ClaimId(row.id));
    for row in claims {
        let (person, claim) = (PersonId(row.person_id), ClaimId(row.id));
        // One that cannot be read does not keep the others from it.
        if let Err(error) = compare_one(system, table, person, claim).await {
            tracing::error!(%claim, %error, "a subject could not be compared again");
        }
    }
    Ok(last.filter(|_| full))
}

async fn compare_one(
    system: &System,
    table: &AuthorityTable,
    person: PersonId,
    claim: ClaimId,
) -> Result<(), Fault> {
    let mut conn = system.pool.acquire().await?;
    let Some(seen) = find(&mut conn, person, claim).await? else {
        return Ok(());
    };
    let Some((before, checked_at)) = compare::last(&mut conn, claim).await? else {
        return Ok(());
    };
    let asked = known(&mut conn, system, person, &seen, &before).await?;
    drop(conn);
    let asked = match asked {
        Some(asked) => asked,
        None => diplomas::ask_for(system, person, seen.appointment, Reason::Table, JOB).await?,
    };
    let mut tx = system.pool.begin().await?;
    let stored = match locked(&mut tx, person, claim).await {
        Err(Fault::Refused(problem)) if problem.status == 404 => return Ok(()),
        stored => stored?,
    };
    // The teacher may have changed it while we were asking; then it was compared by that.
    let unchanged = compare::last(&mut tx, claim)
        .await?
        .is_some_and(|(_, at)| at == checked_at);
    if !unchanged {
        return Ok(());
    }
    let phase = asked.phase;
    let inputs = inputs(&mut tx, system, person, &stored, asked.source).await?;
    let answered = (&inputs, phase, table);
    revise(&mut tx, system, person, &stored, &before, answered).await?;
    tx.commit().await?;
    Ok(())
}

/// What a subject is compared with, as it is known now.
async fn inputs(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    stored: &Stored,
    source: Source,
) -> Result<Inputs, Fault> {
    let facts = compare::facts(&mut *conn, person, stored.appointment).await?;
    Ok(Inputs {
        facts: PersonFacts {
            approval: approval::of(conn, stored.id, &stored.claim).await?,
            ..facts.unwrap_or_default()
        },
        source,
        claim: stored.claim.clone(),
        on: system.clock.today(),
    })
}

/// Lets the recorded subjects with these appointments be compared again: their ground, their list, or
/// what is taught with them is another than it was.
///
/// # Errors
/// When the database does not answer.
pub async fn facts_changed(conn: &mut PgConnection, appointments: &[Uuid]) -> Result<(), Fault> {
    if appointments.is_empty() {
        return Ok(());
    }
    let claims = sqlx::query_scalar!(
        "select claim.id
         from subject_claim claim
         join subject_claim_version version
             on version.claim_id = claim.id
             and upper_inf(version.recorded)
             and version.status = 'recorded'
         where claim.appointment_id = any($1)",
        appointments,
    )
    .fetch_all(&mut *conn)
    .await?;
    let claims: Vec<ClaimId> = claims.into_iter().map(ClaimId).collect();
    jobs::compare_with_school(conn, &claims).await
}

/// Compares a recorded subject again with what the school says now and what the Diplomaregister said
/// before. The version of the table stays the one of the answer that stands, so that only the school can
/// make another answer; but a question that is open about another version is asked anew.
///
/// # Errors
/// When the database does not answer.
pub async fn compare_with_school(system: &System, claim: ClaimId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let person = sqlx::query_scalar!(
        "select person_id from subject_claim where id = $1 for update",
        claim.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(person) = person.map(PersonId) else {
        return Ok(());
    };
    let stored = find(&mut tx, person, claim).await?;
    let Some(stored) = stored.filter(|stored| stored.recorded) else {
        return Ok(());
    };
    let Some((before, _)) = compare::last(&mut tx, claim).await? else {
        return Ok(());
    };
    let asked = diplomas::said_before(&mut tx, system, person, &stored).await?;
    let phase = asked.phase;
    let inputs = inputs(&mut tx, system, person, &stored, asked.source).await?;
    let known = before.inputs(system)?;
    if known.is_some_and(|known| known.facts.ground == inputs.facts.ground) {
        return Ok(());
    }
    let stands = AuthorityTable::of_version(&before.table_version).filter(|_| !stored.asks);
    let answered = (
        &inputs,
        phase,
        stands.unwrap_or_else(AuthorityTable::current),
    );
    revise(&mut tx, system, person, &stored, &before, answered).await?;
    tx.commit().await?;
    Ok(())
}

/// What the Diplomaregister said before, so that it is not asked for what we know; nothing when it
/// has to be asked.
async fn known(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    claim: &Stored,
    before: &CheckRow,
) -> Result<Option<Asked>, Fault> {
    let Some(inputs) = before.inputs(system)? else {
        return Ok(None);
    };
    let permission = diplomas::permission(conn, system, person, Some(claim.appointment)).await?;
    let answered = matches!(inputs.source, Source::Answered { .. });
    Ok((answered && permission.may_ask()).then_some(Asked {
        phase: permission.phase,
        source: inputs.source,
    }))
}

/// Answers again, and applies the new answer or asks the teacher about it.
async fn revise(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    stored: &Stored,
    before: &CheckRow,
    (inputs, phase, table): (&Inputs, Phase, &AuthorityTable),
) -> Result<(), Fault> {
    let before = before.check()?;
    let found = inputs.answer(table);
    let result = CheckRow::new(system, inputs, phase, &found)?;
    unclear::note(&mut *conn, phase, &found, inputs.on).await?;
    let says_nothing = found.outcome.favour().is_none();
    if says_nothing && before.outcome != found.outcome {
        // What was told stays; the next round tries again.
        return Ok(());
    }
    let revision = Revision::of(&before, &found);
    if revision.applies() {
        compare::store(&mut *conn, system, person, stored.id, &result, JOB).await?;
    } else {
        ask_teacher(&mut *conn, system, person, stored.id, &result).await?;
    }
    if let Some(notice) = revision.notice(&stored.subject(), &found) {
        compare::tell(conn, system, person, stored.id, &notice).await?;
    }
    Ok(())
}

async fn ask_teacher(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    claim: ClaimId,
    result: &CheckRow,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    compare::withdraw_question(&mut *conn, system, claim).await?;
    sqlx::query!(
        "insert into claim_question (id, claim_id, asked_at, outcome, explanation, table_version,
                                     inputs_hash, source, phase, inputs)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        Uuid::now_v7(),
        claim.0,
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
    let act = Act::ClaimQuestioned {
        claim,
        outcome: result.outcome.clone(),
    };
    audit::record(conn, now, JOB, Some(person), None, &act).await
}

/// The question that waits for the teacher.
///
/// # Errors
/// When the database does not answer.
pub async fn open_question(
    conn: &mut PgConnection,
    claim: ClaimId,
) -> Result<Option<Question>, Fault> {
    let row = sqlx::query!(
        "select explanation, asked_at
         from claim_question
         where claim_id = $1 and answer is null",
        claim.0,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Question {
        check: serde_json::from_value(row.explanation)?,
        asked_at: dutch(row.asked_at.to_jiff()),
    }))
}

/// The teacher answers the question: when the new outcome is right it takes the place of the old
/// one, else the old one stays.
///
/// # Errors
/// 404 when the claim is not of this person; 409 when there is no question any more.
pub async fn answer(
    system: &System,
    person: PersonId,
    claim: ClaimId,
    answer: QuestionAnswer,
) -> Result<(), Fault> {
    let by = By::Teacher(person);
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    locked(&mut tx, person, claim).await?;
    let row = sqlx::query!(
        "update claim_question
         set answer = $2, answered_at = $3
         where claim_id = $1 and answer is null
         returning outcome, explanation, table_version, inputs_hash, source, phase, inputs",
        claim.0,
        answer.kept_as(),
        now.to_sqlx(),
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| Problem::conflict("Deze vraag is al beantwoord"))?;
    let act = Act::ClaimQuestionAnswered {
        claim,
        answer: answer.kept_as().to_owned(),
    };
    audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    if answer == QuestionAnswer::Right {
        let result = CheckRow {
            outcome: row.outcome,
            explanation: row.explanation,
            table_version: row.table_version,
            inputs_hash: row.inputs_hash,
            source: Some(row.source),
            phase: Some(row.phase),
            inputs: Some(row.inputs),
        };
        compare::store(&mut tx, system, person, claim, &result, by).await?;
    }
    tx.commit().await?;
    Ok(())
}
