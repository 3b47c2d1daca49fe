//! Subjects: entered by the teacher, compared with the Diplomaregister, recorded.

mod change;
mod form;
mod proposal;
mod revise;
mod telling;

pub use change::{add_evidence, narrow, record, remove, remove_evidence, save};
pub use form::input;
pub use proposal::answer as answer_proposal;
pub use revise::{answer as answer_question, compare_anew, compare_with_school, facts_changed};
pub use telling::tell_school;

use super::{
    compare, diplomas,
    overview::appointments,
    portfolio::files::{self, Explained, With},
};
use crate::{System, clock::dutch, desks::staff::cases, fault::Fault};
use app::teacher::{Appointment, ClaimDetail, ClaimView, List};
use jiff::Timestamp;
use shared::{
    Problem,
    authority::{Claim, Outcome},
    identifier::{AppointmentId, ClaimId, PersonId},
    subject::SubjectTable,
};
use sqlx::PgConnection;

/// A claim as it stands now.
pub struct Stored {
    /// Its number.
    pub id: ClaimId,
    /// The appointment it is about.
    pub appointment: AppointmentId,
    /// Whether the last step was done.
    pub recorded: bool,
    /// When it got that state.
    pub changed_at: Timestamp,
    /// What the teacher says.
    pub claim: Claim,
    /// The outcome of the last comparison.
    pub outcome: Outcome,
    /// Whether the teacher has a question to answer about it.
    pub asks: bool,
}

impl Stored {
    /// The name of its subject.
    pub fn subject(&self) -> String {
        let id = &self.claim.subject;
        SubjectTable::current()
            .find(id)
            .map_or_else(|| id.clone(), |subject| subject.name.clone())
    }
}

/// The claims of a person, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(system: &System, person: PersonId) -> Result<Vec<ClaimView>, Fault> {
    let appointments = appointments(system, person).await?;
    of_appointments(system, person, &appointments).await
}

/// The claims about these appointments of a person, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_appointments(
    system: &System,
    person: PersonId,
    appointments: &[Appointment],
) -> Result<Vec<ClaimView>, Fault> {
    let mut conn = system.pool.acquire().await?;
    let stored = all(&mut conn, person, None).await?;
    Ok(stored
        .into_iter()
        .filter(|stored| appointments.iter().any(|a| a.id == stored.appointment))
        .map(|stored| view(stored, appointments))
        .collect())
}

fn view(stored: Stored, appointments: &[Appointment]) -> ClaimView {
    ClaimView {
        id: stored.id,
        appointment: stored.appointment,
        subject: stored.subject(),
        extent: stored.claim.extent(),
        since: stored.claim.since,
        school: appointments
            .iter()
            .find(|appointment| appointment.id == stored.appointment)
            .map(|appointment| appointment.school.clone())
            .unwrap_or_default(),
        recorded: stored.recorded,
        changed_at: dutch(stored.changed_at),
        outcome: stored.outcome,
        asks: stored.asks,
    }
}

/// The claims of a person as they stand, oldest first; all, or only this one.
///
/// # Errors
/// When the database does not answer.
pub async fn all(
    conn: &mut PgConnection,
    person: PersonId,
    only: Option<ClaimId>,
) -> Result<Vec<Stored>, Fault> {
    let rows = sqlx::query!(
        r#"select claim.id, claim.appointment_id, version.status, version.subject,
                  version.school_types, version.years, version.since,
                  lower(version.recorded) as "changed_at!",
                  (select outcome
                   from claim_check
                   where claim_id = claim.id
                   order by checked_at desc
                   limit 1) as outcome,
                  exists (select
                          from claim_question
                          where claim_id = claim.id and answer is null) as "asks!"
           from subject_claim claim
           join subject_claim_version version
               on version.claim_id = claim.id
               and upper_inf(version.recorded)
           where claim.person_id = $1
             and ($2::uuid is null or claim.id = $2)
             and version.status <> 'removed'
           order by claim.id"#,
        person.0,
        only.map(|id| id.0),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Stored {
            id: ClaimId(row.id),
            appointment: AppointmentId(row.appointment_id),
            recorded: row.status == "recorded",
            changed_at: row.changed_at.to_jiff(),
            claim: Claim::of_codes(
                row.subject,
                &row.school_types,
                &row.years,
                row.since.to_jiff(),
            ),
            outcome: row
                .outcome
                .and_then(|code| Outcome::parse(&code))
                .unwrap_or(Outcome::NotChecked),
            asks: row.asks,
        })
        .collect())
}

/// The claim of this person with this number; nothing when there is none or it was removed.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    conn: &mut PgConnection,
    person: PersonId,
    claim: ClaimId,
) -> Result<Option<Stored>, Fault> {
    Ok(all(conn, person, Some(claim)).await?.pop())
}

async fn one(conn: &mut PgConnection, person: PersonId, claim: ClaimId) -> Result<Stored, Fault> {
    find(conn, person, claim)
        .await?
        .ok_or_else(|| Problem::not_found().into())
}

/// The claim, which nobody else changes until the transaction ends.
async fn locked(
    conn: &mut PgConnection,
    person: PersonId,
    claim: ClaimId,
) -> Result<Stored, Fault> {
    sqlx::query!(
        "select id from subject_claim where id = $1 and person_id = $2 for update",
        claim.0,
        person.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    one(conn, person, claim).await
}

/// A claim with its explanation as it was stored, and its evidence.
///
/// # Errors
/// 404 when it is not of this person.
pub async fn detail(
    system: &System,
    person: PersonId,
    claim: ClaimId,
) -> Result<ClaimDetail, Fault> {
    let appointments = appointments(system, person).await?;
    let mut conn = system.pool.acquire().await?;
    let stored = one(&mut conn, person, claim).await?;
    let (result, checked_at) = compare::last(&mut conn, claim)
        .await?
        .ok_or_else(|| Fault::broken("a claim without a comparison"))?;
    let permission =
        diplomas::permission(&mut conn, system, person, Some(stored.appointment)).await?;
    let question = if stored.asks {
        revise::open_question(&mut conn, claim).await?
    } else {
        None
    };
    let list = appointments
        .iter()
        .find(|a| a.id == stored.appointment)
        .map_or(List::None, |a| a.list);
    Ok(ClaimDetail {
        claim: view(stored, &appointments),
        check: result.check()?,
        checked_at: dutch(checked_at),
        question,
        phase: permission.phase,
        consents: permission.consents,
        list,
        evidence: files::of(&mut conn, person, With::Claim(claim, Explained::default())).await?,
        review: cases::review(&mut conn, claim).await?,
        told_school: telling::told_on(&mut conn, claim).await?,
    })
}
