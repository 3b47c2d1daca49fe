//! The training plans of teachers in the vestibule, for their board.

use super::grounds;
use crate::{
    System,
    audit::By,
    desks::Desk,
    fault::Fault,
    messages::{self, News},
    training::{self, PlanAct},
    viewing,
};
use app::{
    actor::{Colleague, SchoolContact},
    school::training::desk::TrainingDesk,
    training::{PlanInput, TrainingPlanForm},
};
use async_trait::async_trait;
use jiff::{Timestamp, civil::Date};
use shared::{
    Problem,
    identifier::{AppointmentId, PersonId},
    training_plan::Party,
    viewing::Viewing,
};
use sqlx::PgConnection;

#[async_trait]
impl TrainingDesk for Desk {
    async fn plan(&self, contact: &Colleague, number: &str) -> Result<PlanInput, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        let found = find(&mut conn, contact, number).await?;
        drop(conn);
        let of = [number.to_owned()];
        viewing::by_school(&self.0, contact, Viewing::TrainingPlan, &of).await?;
        Ok(found.input)
    }

    async fn save_plan(
        &self,
        contact: &Colleague,
        number: &str,
        form: &TrainingPlanForm,
    ) -> Result<(), Problem> {
        Ok(save(&self.0, contact, number, form).await?)
    }

    async fn confirm_plan(
        &self,
        contact: &Colleague,
        number: &str,
        seen: &str,
    ) -> Result<(), Problem> {
        Ok(confirm(&self.0, contact, number, seen).await?)
    }
}

/// An appointment of the board in the vestibule.
struct Found {
    person: PersonId,
    since: Date,
    input: PlanInput,
}

async fn find(
    conn: &mut PgConnection,
    contact: &SchoolContact,
    number: &str,
) -> Result<Found, Fault> {
    let row = sqlx::query!(
        r#"select a.id, a.number, a.person_id, a.ground_code, a.maximum_date,
                  coalesce(v.ground_start, lower(v.valid)) as "since!",
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as name
           from current_appointment a
           join appointment_version v on v.appointment_id = a.id and upper_inf(v.recorded)
           join entry e
               on e.appointment_id = a.id
               and upper_inf(e.recorded)
               and e.status <> 'removed'
           left join person_details d on d.person_id = a.person_id and upper_inf(d.recorded)
           where a.board_number = $1
             and a.number = $2
             and a.target = 'vestibule'
             and ($3::text[] is null or a.brin = any($3))"#,
        contact.board().as_str(),
        number,
        contact.schools() as Option<&[String]>,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    let appointment = AppointmentId(row.id);
    Ok(Found {
        person: PersonId(row.person_id),
        since: row.since.to_jiff(),
        input: PlanInput {
            other: row.name.unwrap_or_else(|| "Naam volgt".to_owned()),
            number: row.number,
            ground: grounds::name(&row.ground_code),
            maximum: row.maximum_date.map(jiff_sqlx::Date::to_jiff),
            appointment,
            plan: training::of(conn, &[appointment]).await?.pop(),
        },
    })
}

async fn save(
    system: &System,
    contact: &SchoolContact,
    number: &str,
    form: &TrainingPlanForm,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let found = find(&mut tx, contact, number).await?;
    let plan = form.parse(found.since, system.clock.today())?;
    if act(contact, &found, now).enter(&mut tx, &plan).await? {
        let news = News {
            person: found.person,
            title: "Je school heeft je scholingsplan ingevuld".to_owned(),
            body: format!(
                "Er staat: {}. Kijk of dit is wat jullie afspraken, en bevestig het.",
                plan.route
            ),
            link: "/mijn/voorportaal",
            once: format!("plan/{}/{now}", found.input.appointment),
        };
        messages::tell(&mut tx, now, &[news]).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn confirm(
    system: &System,
    contact: &SchoolContact,
    number: &str,
    seen: &str,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let found = find(&mut tx, contact, number).await?;
    if act(contact, &found, now).confirm(&mut tx, seen).await? {
        let news = News {
            person: found.person,
            title: "Je school heeft je scholingsplan bevestigd".to_owned(),
            body: "Jij en je school zijn het eens over je scholingsplan.".to_owned(),
            link: "/mijn/voorportaal",
            once: format!("plan/{}/{now}", found.input.appointment),
        };
        messages::tell(&mut tx, now, &[news]).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn act<'a>(contact: &'a SchoolContact, found: &Found, now: Timestamp) -> PlanAct<'a> {
    PlanAct {
        appointment: found.input.appointment,
        person: found.person,
        board: contact.board(),
        party: Party::School,
        by: By::School(contact),
        now,
    }
}
