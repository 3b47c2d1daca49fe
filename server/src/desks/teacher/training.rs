//! The training plans of a teacher, of appointments in the vestibule.

use super::overview;
use crate::{
    System,
    audit::By,
    fault::Fault,
    training::{self, PlanAct},
};
use app::training::{PlanInput, PlanView, TrainingPlanForm};
use jiff::civil::Date;
use shared::{
    Problem,
    identifier::{AppointmentId, BoardNumber, PersonId},
    training_plan::Party,
};
use sqlx::PgConnection;

/// The training plans of a teacher.
///
/// # Errors
/// When the database does not answer.
pub async fn all(
    conn: &mut PgConnection,
    appointments: &[app::teacher::Appointment],
) -> Result<Vec<PlanView>, Fault> {
    let ids: Vec<AppointmentId> = appointments
        .iter()
        .map(|appointment| appointment.id)
        .collect();
    training::of(conn, &ids).await
}

/// An appointment in the vestibule, as the teacher has it.
struct InVestibule {
    input: PlanInput,
    board: BoardNumber,
    since: Date,
}

async fn in_vestibule(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
) -> Result<InVestibule, Fault> {
    let found = overview::appointments(system, person)
        .await?
        .into_iter()
        .find(|a| a.id == appointment && a.list == app::teacher::List::Vestibule)
        .ok_or_else(Problem::not_found)?;
    let mut conn = system.pool.acquire().await?;
    let board = sqlx::query_scalar!(
        "select board_number from appointment where id = $1",
        appointment.0
    )
    .fetch_one(&mut *conn)
    .await?;
    Ok(InVestibule {
        board: BoardNumber::parse(&board).map_err(Fault::broken)?,
        since: found.ground_since.unwrap_or(found.starts),
        input: PlanInput {
            other: found.school,
            number: found.number,
            ground: found.ground_name,
            maximum: found.maximum.map(|maximum| maximum.date),
            appointment,
            plan: training::of(&mut conn, &[appointment]).await?.pop(),
        },
    })
}

/// See [`app::teacher::entry::desk::EntryDesk::training_plan`].
pub async fn input(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
) -> Result<PlanInput, Fault> {
    Ok(in_vestibule(system, person, appointment).await?.input)
}

/// See [`app::teacher::entry::desk::EntryDesk::save_training_plan`].
pub async fn save(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
    form: &TrainingPlanForm,
) -> Result<(), Fault> {
    let found = in_vestibule(system, person, appointment).await?;
    let plan = form.parse(found.since, system.clock.today())?;
    let mut tx = system.pool.begin().await?;
    act(system, person, appointment, &found.board)
        .enter(&mut tx, &plan)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// See [`app::teacher::entry::desk::EntryDesk::confirm_training_plan`].
pub async fn confirm(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
    seen: &str,
) -> Result<(), Fault> {
    let found = in_vestibule(system, person, appointment).await?;
    let mut tx = system.pool.begin().await?;
    act(system, person, appointment, &found.board)
        .confirm(&mut tx, seen)
        .await?;
    tx.commit().await?;
    Ok(())
}

fn act<'a>(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
    board: &'a BoardNumber,
) -> PlanAct<'a> {
    PlanAct {
        appointment,
        person,
        board,
        party: Party::Teacher,
        by: By::Teacher(person),
        now: system.clock.now_stored(),
    }
}
