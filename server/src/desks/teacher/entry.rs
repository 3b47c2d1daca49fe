//! The desk of the entry: what stood when, what is kept, leaving and coming back.

use super::{claims, overview, registration, training};
use crate::{
    System,
    as_of::{self, Reader},
    audit::{self, Act, By},
    clock::{dutch, end_of},
    desks::Desk,
    entry::{self, Change},
    fault::Fault,
    leaving,
};
use app::{
    actor::{FreshTeacher, Teacher},
    teacher::entry::{AsOf, Kept, KeptAppointment, Pension, PensionChoice, desk::EntryDesk},
    training::{PlanInput, TrainingPlanForm},
};
use async_trait::async_trait;
use jiff::{Span, civil::Date};
use shared::{
    Problem,
    entry::{Entry, Event, KEPT_YEARS},
    identifier::{AppointmentId, PersonId},
};
use sqlx::PgConnection;

#[async_trait]
impl EntryDesk for Desk {
    async fn as_of(&self, teacher: &Teacher, on: Date, known_now: bool) -> Result<AsOf, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let now = self.0.clock.now();
        let known_at = match end_of(on)? {
            end if known_now || end > now => now,
            end => end,
        };
        let person = teacher.person();
        let is_now = known_at == now;
        Ok(as_of::of_person(&mut conn, Reader::Teacher, person, on, known_at, is_now).await?)
    }

    async fn kept(&self, teacher: &Teacher) -> Result<Kept, Problem> {
        Ok(kept(&self.0, teacher.person()).await?)
    }

    async fn remove(&self, teacher: &FreshTeacher, is_meant: bool) -> Result<(), Problem> {
        Ok(leaving::remove(&self.0, teacher.person(), is_meant).await?)
    }

    async fn enter_again(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
        version: i32,
    ) -> Result<(), Problem> {
        Ok(enter_again(&self.0, teacher.person(), appointment, version).await?)
    }

    async fn choose_pension(&self, teacher: &Teacher, choice: &str) -> Result<(), Problem> {
        Ok(leaving::choose(&self.0, teacher.person(), choice).await?)
    }

    async fn training_plan(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
    ) -> Result<PlanInput, Problem> {
        Ok(training::input(&self.0, teacher.person(), appointment).await?)
    }

    async fn save_training_plan(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
        form: &TrainingPlanForm,
    ) -> Result<(), Problem> {
        Ok(training::save(&self.0, teacher.person(), appointment, form).await?)
    }

    async fn confirm_training_plan(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
        seen: &str,
    ) -> Result<(), Problem> {
        Ok(training::confirm(&self.0, teacher.person(), appointment, seen).await?)
    }
}

async fn kept(system: &System, person: PersonId) -> Result<Kept, Fault> {
    let entered = overview::appointments(system, person).await?.len();
    let mut conn = system.pool.acquire().await?;
    let own = registration::own_entry(&mut conn, person).await?;
    drop(conn);
    let removed = overview::removed(system, person).await?;
    let mut kept = Vec::new();
    let claims = claims::of_appointments(system, person, &removed).await?;
    for appointment in removed {
        let Entry::Removed(cause) = appointment.entry else {
            continue;
        };
        let removed_at = appointment.entered_at;
        kept.push(KeptAppointment {
            claims: claims
                .iter()
                .filter(|claim| claim.appointment == appointment.id)
                .cloned()
                .collect(),
            cause,
            removed_at,
            kept_until: removed_at
                .date()
                .saturating_add(Span::new().years(KEPT_YEARS)),
            appointment,
        });
    }
    kept.sort_by_key(|kept| std::cmp::Reverse(kept.removed_at));
    Ok(Kept {
        removed: kept,
        entered: u32::try_from(entered).unwrap_or(u32::MAX),
        own,
    })
}

/// How many appointments are kept.
///
/// # Errors
/// When the database does not answer.
pub async fn count_kept(conn: &mut PgConnection, person: PersonId) -> Result<u32, Fault> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from appointment a
           join entry e
               on e.appointment_id = a.id
               and upper_inf(e.recorded)
               and e.status = 'removed'
           where a.person_id = $1"#,
        person.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

async fn enter_again(
    system: &System,
    person: PersonId,
    appointment: AppointmentId,
    version: i32,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let row = sqlx::query!(
        r#"select version.version, entry.status, entry.cause
           from appointment
           join appointment_version version
               on version.appointment_id = appointment.id
               and upper_inf(version.recorded)
           join entry on entry.appointment_id = appointment.id and upper_inf(entry.recorded)
           where appointment.id = $1 and appointment.person_id = $2
           for update of appointment, entry"#,
        appointment.0,
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    let before = entry::named(&row.status, row.cause.as_deref())?;
    let after = entry::after(Some(before), Event::Reentered)?;
    if row.version != version {
        let changed = "Je school heeft dit intussen gewijzigd. Kijk de nieuwe gegevens na en laat ze dan opnemen";
        return Err(Problem::conflict(changed).into());
    }
    let change = Change {
        appointment: appointment.0,
        entry: after,
        version: Some(version),
    };
    entry::write(&mut tx, now, &[change]).await?;
    let act = Act::EntryChanged {
        appointment,
        event: Event::Reentered,
    };
    audit::record(&mut tx, now, By::Teacher(person), Some(person), None, &act).await?;
    tx.commit().await?;
    Ok(())
}

/// The choice at the pension age, once the teacher was asked and has not left.
///
/// # Errors
/// When the database does not answer.
pub async fn pension(conn: &mut PgConnection, person: PersonId) -> Result<Option<Pension>, Fault> {
    let row = sqlx::query!(
        "select pension_on, choice, chosen_at, carried_out_at
         from pension_choice
         where person_id = $1
         order by proposed_at desc
         limit 1",
        person.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row
        .filter(|row| row.carried_out_at.is_none())
        .map(|row| Pension {
            on: row.pension_on.to_jiff(),
            chosen: row.choice.zip(row.chosen_at).map(|(choice, at)| {
                let choice = match choice.as_str() {
                    "stay" => PensionChoice::Stay,
                    _ => PensionChoice::Leave,
                };
                (choice, dutch(at.to_jiff()))
            }),
        }))
}
