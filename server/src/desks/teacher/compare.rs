//! A subject compared with the Diplomaregister: asked outside any transaction, and the answer
//! kept with everything that led to it.

use super::claims::{Stored, find};
use crate::{
    System,
    audit::{self, Act, By},
    desks::staff::cases::approval,
    fault::Fault,
    jobs, people,
    vault::sha256,
};
use jiff_sqlx::ToSqlx;
use shared::{
    authority::{AuthorityTable, Check, Claim, Outcome, PersonFacts, SchoolGround, Source, check},
    ground::{GroundTable, Target},
    identifier::{AppointmentId, ClaimId, PersonId},
    subject::SubjectTable,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the Diplomaregister says of a person; may take as long as its time limit.
///
/// # Errors
/// When the database does not answer. That the Diplomaregister does not, is an answer too.
pub async fn ask(system: &System, person: PersonId) -> Result<Source, Fault> {
    let mut conn = system.pool.acquire().await?;
    let bsn = people::bsn(&mut conn, system, person).await?;
    drop(conn);
    Ok(match system.diplomas.of(&bsn).await {
        Ok(diplomas) => Source::Answered {
            diplomas,
            asked_at: system.clock.now_stored(),
        },
        Err(_) => Source::Unreachable,
    })
}

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
            target: match row.target.as_deref() {
                Some("register") => Target::Register,
                Some("vestibule") => Target::Vestibule,
                _ => Target::NotDelivered,
            },
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
    (facts, source): (&PersonFacts, &Source),
    by: By<'_>,
) -> Result<Check, Fault> {
    let table = AuthorityTable::current();
    let today = system.clock.today();
    let now = system.clock.now_stored();
    let facts = &PersonFacts {
        approval: approval::of(conn, id, claim).await?,
        ..facts.clone()
    };
    let found = check(claim, source, facts, table, today);
    let diplomas = match source {
        Source::Answered { diplomas, .. } => Some(diplomas),
        Source::Unreachable | Source::NotAsked => None,
    };
    let inputs = serde_json::to_vec(&(claim, diplomas, facts, today))?;
    sqlx::query!(
        "insert into claim_check (claim_id, checked_at, outcome, explanation, table_version,
                                  inputs_hash)
         values ($1, $2, $3, $4, $5, $6)",
        id.0,
        now.to_sqlx(),
        found.outcome.code(),
        serde_json::to_value(&found)?,
        found.table_version,
        sha256(inputs),
    )
    .execute(&mut *conn)
    .await?;
    if found.outcome == Outcome::SourceUnreachable {
        jobs::check_claim(&mut *conn, id).await?;
    }
    let act = Act::ClaimChecked {
        claim: id,
        outcome: found.outcome.code().to_owned(),
    };
    audit::record(conn, now, by, Some(person), None, &act).await?;
    Ok(found)
}

/// Compares a claim again, because the Diplomaregister did not answer before, and tells the
/// teacher what came of it. A claim that was removed or compared in the meantime is left alone.
///
/// # Errors
/// When it still does not answer, so that the queue tries again later.
pub async fn check_again(system: &System, claim: ClaimId) -> Result<(), Fault> {
    let mut conn = system.pool.acquire().await?;
    let Some((person, _)) = waiting(&mut conn, claim).await? else {
        return Ok(());
    };
    drop(conn);
    let source = ask(system, person).await?;
    if source == Source::Unreachable {
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
    let Some((person, stored)) = waiting(&mut tx, claim).await? else {
        return Ok(());
    };
    let facts = facts(&mut tx, person, stored.appointment)
        .await?
        .unwrap_or_default();
    let by = By::Job("check_claim");
    let found = keep(
        &mut tx,
        system,
        person,
        (claim, &stored.claim),
        (&facts, &source),
        by,
    )
    .await?;
    tell(&mut tx, system, person, &stored, &found).await?;
    tx.commit().await?;
    Ok(())
}

/// The claim and whose it is, when it still waits for the Diplomaregister.
async fn waiting(
    conn: &mut PgConnection,
    claim: ClaimId,
) -> Result<Option<(PersonId, Stored)>, Fault> {
    let person = sqlx::query_scalar!("select person_id from subject_claim where id = $1", claim.0)
        .fetch_optional(&mut *conn)
        .await?
        .map(PersonId);
    let Some(person) = person else {
        return Ok(None);
    };
    let stored = find(conn, person, claim).await?;
    Ok(stored
        .filter(|stored| stored.outcome == Outcome::SourceUnreachable)
        .map(|stored| (person, stored)))
}

async fn tell(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    stored: &Stored,
    found: &Check,
) -> Result<(), Fault> {
    let subject = SubjectTable::current()
        .find(&stored.claim.subject)
        .map_or(stored.claim.subject.as_str(), |subject| {
            subject.name.as_str()
        });
    sqlx::query!(
        "insert into message (id, person_id, created_at, title, body, link)
         values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        person.0,
        system.clock.now_stored().to_sqlx(),
        format!("We hebben {subject} vergeleken met je diploma"),
        format!(
            "Het Diplomaregister antwoordde eerder niet. Nu wel. {}. {}",
            found.outcome.title(),
            found.summary
        ),
        format!("/mijn/vakken/toevoegen/uitkomst?vak={}", stored.id),
    )
    .execute(conn)
    .await?;
    Ok(())
}
