//! Letting the school know that a diploma does not fit the ground that it delivered (signal LR-S110): what
//! the teacher agrees to, and nothing more than that they differ.

use super::locked;
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::teacher::compare,
    fault::Fault,
    signals::{self, Raised},
};
use jiff::civil::Date;
use shared::{
    Problem,
    authority::Outcome,
    delivery::signals::{DiplomaConflict, diploma_conflicts},
    identifier::{ClaimId, PersonId},
};
use sqlx::PgConnection;

/// Tells the school, once for each claim.
///
/// # Errors
/// 404 when it is not of this person; 409 when diploma and ground do not differ, or the school knows.
pub async fn tell_school(system: &System, person: PersonId, claim: ClaimId) -> Result<(), Fault> {
    let mut tx = system.pool.begin().await?;
    let stored = locked(&mut tx, person, claim).await?;
    if stored.outcome != Outcome::Conflicting {
        return Err(Problem::conflict("Je diploma en je school verschillen niet").into());
    }
    if told_on(&mut tx, claim).await?.is_some() {
        return Err(Problem::conflict("Je school weet dit al").into());
    }
    let (_, checked_at) = compare::last(&mut tx, claim)
        .await?
        .ok_or_else(|| Fault::broken("a claim without a comparison"))?;
    let today = system.clock.today();
    let conflict = DiplomaConflict {
        found_on: dutch(checked_at).date(),
        consented_on: Some(today),
    };
    let finding = diploma_conflicts(conflict, today)
        .ok_or_else(|| Fault::broken("a conflict that is none"))?;
    let board = sqlx::query_scalar!(
        "select board_number from appointment where id = $1",
        stored.appointment.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let raised = Raised {
        board,
        appointment: Some(stored.appointment.0),
        subject: claim.to_string(),
        finding,
    };
    let by = By::Teacher(person);
    signals::raise(&mut tx, system, by, &[raised]).await?;
    let act = Act::SchoolTold { claim };
    let now = system.clock.now_stored();
    audit::record(&mut tx, now, by, Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// When the teacher let the school know.
///
/// # Errors
/// When the database does not answer.
pub async fn told_on(conn: &mut PgConnection, claim: ClaimId) -> Result<Option<Date>, Fault> {
    let day = sqlx::query_scalar!(
        "select s.raised_on
         from subject_claim c
         join signal s on s.appointment_id = c.appointment_id
         where c.id = $1 and s.rule = 'LR-S110' and s.subject = $2",
        claim.0,
        claim.to_string(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(day.map(jiff_sqlx::Date::to_jiff))
}
