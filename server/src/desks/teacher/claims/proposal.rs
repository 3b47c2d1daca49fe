//! Subjects that the timetable of a school proposes. The teacher takes one over with one click, or
//! says that it is not right; the school does not hear which.

use super::save;
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::teacher::{ClaimTarget, Proposal};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    authority::{Claim, ClaimForm},
    identifier::{AppointmentId, ClaimId, PersonId},
    subject::SubjectTable,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// A proposal that waits for the teacher.
pub struct Proposed {
    id: Uuid,
    /// The appointment it is about.
    pub appointment: AppointmentId,
    /// The form as it would be filled in.
    pub form: ClaimForm,
    claim: Claim,
    complete: bool,
    school: String,
}

impl Proposed {
    /// What the teacher reads.
    pub fn view(self) -> Proposal {
        Proposal {
            id: self.id,
            subject: SubjectTable::current()
                .find(&self.claim.subject)
                .map_or_else(|| self.claim.subject.clone(), |found| found.name.clone()),
            extent: (!self.claim.school_types.is_empty()).then(|| self.claim.extent()),
            school: self.school,
            complete: self.complete,
        }
    }
}

/// The proposals that wait for a person, those of the first appointment first.
///
/// # Errors
/// When the database does not answer.
pub async fn open(
    conn: &mut PgConnection,
    person: PersonId,
    today: Date,
) -> Result<Vec<Proposed>, Fault> {
    let rows = sqlx::query!(
        r#"select proposal.id, proposal.appointment_id, proposal.subject, proposal.school_types,
                  proposal.years, lower(version.valid) as "since!", school.name as school
           from timetable_proposal proposal
           join appointment on appointment.id = proposal.appointment_id
           join appointment_version version
               on version.appointment_id = appointment.id
               and upper_inf(version.recorded)
               and not version.removed
           join school on school.brin = version.brin
           where appointment.person_id = $1
             and proposal.answer is null
             and not exists (select
                             from subject_claim claim
                             join subject_claim_version entered
                                 on entered.claim_id = claim.id and upper_inf(entered.recorded)
                             where claim.appointment_id = appointment.id
                               and entered.subject = proposal.subject
                               and entered.status <> 'removed')
           order by appointment.id, proposal.id"#,
        person.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let claim = Claim::of_codes(
                row.subject,
                &row.school_types,
                &row.years,
                row.since.to_jiff(),
            );
            let form = ClaimForm {
                // What the timetable does not say is left for the teacher to fill in.
                years: row.years,
                ..ClaimForm::of(&claim, &row.appointment_id.to_string())
            };
            Proposed {
                id: row.id,
                appointment: AppointmentId(row.appointment_id),
                complete: form.parse(today, SubjectTable::current()).is_ok(),
                form,
                claim,
                school: row.school,
            }
        })
        .collect())
}

/// The teacher entered this subject: what was proposed of it is answered.
///
/// # Errors
/// When the database does not answer.
pub async fn entered(
    conn: &mut PgConnection,
    appointment: AppointmentId,
    subject: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    sqlx::query!(
        "update timetable_proposal
         set answer = 'accepted', answered_at = $3
         where appointment_id = $1 and subject = $2 and answer is null",
        appointment.0,
        subject,
        now.to_sqlx(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The teacher takes a proposal over, which enters the subject, or says that it is not right.
///
/// # Errors
/// 404 when no such proposal waits for this person; 422 when it says too little to be taken over.
pub async fn answer(
    system: &System,
    person: PersonId,
    id: Uuid,
    is_right: bool,
) -> Result<Option<ClaimId>, Fault> {
    let mut conn = system.pool.acquire().await?;
    let proposed = open(&mut conn, person, system.clock.today())
        .await?
        .into_iter()
        .find(|proposed| proposed.id == id)
        .ok_or_else(Problem::not_found)?;
    drop(conn);
    if is_right {
        // Taken over under its own number, so that doing it twice enters one.
        let number = ClaimTarget::New(Some(ClaimId(id)));
        return Ok(Some(save(system, person, number, &proposed.form).await?));
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "update timetable_proposal
         set answer = 'declined', answered_at = $2
         where id = $1 and answer is null",
        id,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::ProposalDeclined { proposal: id };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(None)
}
