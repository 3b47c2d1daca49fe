//! Training plans as they are kept: entered by the school or the teacher, confirmed by the other. A
//! change is a new version, that is to be confirmed again; what was agreed before stays.

use crate::{
    audit::{self, Act, By},
    clock::dutch,
    fault::Fault,
};
use app::training::PlanView;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    identifier::{AppointmentId, BoardNumber, PersonId},
    training_plan::{Party, TrainingPlan},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The plans of these appointments.
///
/// # Errors
/// When the database does not answer.
pub async fn of(
    conn: &mut PgConnection,
    appointments: &[AppointmentId],
) -> Result<Vec<PlanView>, Fault> {
    let ids: Vec<Uuid> = appointments.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select appointment_id, lower(recorded) as "entered_at!", agreed_on, route, ends_on,
                  entered_by, confirmed_at
           from training_plan
           where appointment_id = any($1) and upper_inf(recorded)"#,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PlanView {
                appointment: AppointmentId(row.appointment_id),
                plan: TrainingPlan {
                    agreed_on: row.agreed_on.to_jiff(),
                    route: row.route,
                    ends_on: row.ends_on.to_jiff(),
                },
                entered_by: Party::parse(&row.entered_by)
                    .ok_or_else(|| Fault::broken("a plan was entered by nobody"))?,
                entered_at: dutch(row.entered_at.to_jiff()),
                confirmed_at: row.confirmed_at.map(|at| dutch(at.to_jiff())),
            })
        })
        .collect()
}

/// Whose plan it is, and who acts.
pub struct PlanAct<'a> {
    /// The appointment.
    pub appointment: AppointmentId,
    /// The teacher.
    pub person: PersonId,
    /// The board.
    pub board: &'a BoardNumber,
    /// Who enters or confirms it.
    pub party: Party,
    /// Who that is.
    pub by: By<'a>,
    /// When.
    pub now: Timestamp,
}

impl PlanAct<'_> {
    /// Enters a plan; whether it is another than it was.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn enter(&self, conn: &mut PgConnection, plan: &TrainingPlan) -> Result<bool, Fault> {
        let before = of(conn, &[self.appointment]).await?.pop();
        if before.is_some_and(|before| before.plan == *plan && before.entered_by == self.party) {
            return Ok(false);
        }
        sqlx::query!(
            "delete from training_plan where appointment_id = $1 and recorded = tstzrange($2, null)",
            self.appointment.0,
            self.now.to_sqlx(),
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "update training_plan set recorded = tstzrange(lower(recorded), $2)
             where appointment_id = $1 and upper_inf(recorded)",
            self.appointment.0,
            self.now.to_sqlx(),
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "insert into training_plan (appointment_id, recorded, agreed_on, route, ends_on, entered_by)
             values ($1, tstzrange($2, null), $3, $4, $5, $6)",
            self.appointment.0,
            self.now.to_sqlx(),
            plan.agreed_on.to_sqlx() as jiff_sqlx::Date,
            plan.route,
            plan.ends_on.to_sqlx() as jiff_sqlx::Date,
            self.party.code(),
        )
        .execute(&mut *conn)
        .await?;
        self.record(
            conn,
            Act::TrainingPlanEntered {
                appointment: self.appointment,
            },
        )
        .await?;
        Ok(true)
    }

    /// Confirms the plan that the other entered, as it was `seen`; whether it was not yet.
    ///
    /// # Errors
    /// 404 when there is no plan; 409 when it is another than was seen, or was entered by the one who
    /// confirms.
    pub async fn confirm(&self, conn: &mut PgConnection, seen: &str) -> Result<bool, Fault> {
        let plan = of(conn, &[self.appointment])
            .await?
            .pop()
            .ok_or_else(Problem::not_found)?;
        if plan.seen() != seen {
            let changed = "Het plan is intussen gewijzigd. Kijk het na en bevestig het dan";
            return Err(Problem::conflict(changed).into());
        }
        if plan.entered_by == self.party {
            let own = "Je hebt dit plan zelf ingevuld. De ander bevestigt het";
            return Err(Problem::conflict(own).into());
        }
        if plan.confirmed_at.is_some() {
            return Ok(false);
        }
        sqlx::query!(
            "update training_plan set confirmed_at = $2
             where appointment_id = $1 and upper_inf(recorded)",
            self.appointment.0,
            self.now.to_sqlx(),
        )
        .execute(&mut *conn)
        .await?;
        self.record(
            conn,
            Act::TrainingPlanConfirmed {
                appointment: self.appointment,
            },
        )
        .await?;
        Ok(true)
    }

    async fn record(&self, conn: &mut PgConnection, act: Act) -> Result<(), Fault> {
        audit::record(
            conn,
            self.now,
            self.by,
            Some(self.person),
            Some(self.board),
            &act,
        )
        .await
    }
}
