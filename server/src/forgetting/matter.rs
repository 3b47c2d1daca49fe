//! What is forgotten, and all that goes with it.

use shared::identifier::{EvidenceId, PersonId};
use sqlx::PgConnection;
use uuid::Uuid;

/// What is destroyed as a whole, or not at all.
#[derive(Clone, Copy)]
pub enum Matter {
    /// The case of a decision.
    Decided(Uuid),
    /// An appointment.
    Appointment(Uuid),
    /// The portfolio and the messages of a person.
    Portfolio(Uuid),
    /// Who a person is.
    Person(Uuid),
}

impl Matter {
    /// Destroys it.
    ///
    /// # Errors
    /// When the database does not answer, or something else still refers to it.
    pub async fn destroy(self, conn: &mut PgConnection) -> Result<Destroyed, sqlx::Error> {
        match self {
            Self::Decided(case) => decided(conn, case).await,
            Self::Appointment(id) => appointment(conn, id).await,
            Self::Portfolio(id) => portfolio(conn, id).await,
            Self::Person(id) => person(conn, PersonId(id)).await,
        }
    }
}

/// What was destroyed.
#[derive(Default)]
pub struct Destroyed {
    /// How many of each kind.
    pub counts: Vec<(&'static str, i64)>,
    /// The files that are to be removed from where they are kept.
    pub files: Vec<EvidenceId>,
}

impl Destroyed {
    fn add(&mut self, kind: &'static str, count: u64) {
        self.counts
            .push((kind, i64::try_from(count).unwrap_or(i64::MAX)));
    }
}

/// The case of a decision, with the report that it was about, and what the school was told to do. The
/// events go with it.
async fn decided(conn: &mut PgConnection, case: Uuid) -> Result<Destroyed, sqlx::Error> {
    let mut destroyed = Destroyed::default();
    sqlx::query!(
        "delete from correction_request
         where ordered_by in (select id from decision where case_id = $1)",
        case,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from reregistration
         where decision_id in (select id from decision where case_id = $1)",
        case,
    )
    .execute(&mut *conn)
    .await?;
    let decisions = sqlx::query!("delete from decision where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    destroyed.add("besluit", decisions.rows_affected());
    way(&mut *conn, case).await?;
    sqlx::query!("delete from case_event where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    let row = sqlx::query!(
        "delete from case_file where id = $1 returning correction_id, application_id, objection_id",
        case
    )
    .fetch_one(&mut *conn)
    .await?;
    let report = row.correction_id;
    let sent = sqlx::query!(
        "with application as (
             delete from reregistration_application where id = $1 returning id
         ), objected as (
             delete from objection where id = $2 returning id
         )
         select id from application union all select id from objected",
        row.application_id,
        row.objection_id,
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("aanvraag of bezwaar", sent.len() as u64);
    destroyed.add("zaak", 1);
    let reports = sqlx::query!("delete from correction_request where id = $1", report)
        .execute(&mut *conn)
        .await?;
    destroyed.add("melding", reports.rows_affected());
    Ok(destroyed)
}

/// What was asked and advised on the way of a case.
async fn way(conn: &mut PgConnection, case: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from committee_advice where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from committee_seat where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from committee_case where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from case_wait where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from case_ruling where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from case_extension where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from case_sequel where case_id = $1", case)
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// An appointment with its history, its subjects with their evidence and what was judged of that, its
/// training plan, and what was answered about it. Of what was decided about it the decision stays:
/// that has a term of its own.
async fn appointment(conn: &mut PgConnection, id: Uuid) -> Result<Destroyed, sqlx::Error> {
    let mut destroyed = Destroyed::default();
    let files = sqlx::query_scalar!(
        "delete from evidence
         where claim_id in (select id from subject_claim where appointment_id = $1)
         returning id",
        id,
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("bewijsstuk", files.len() as u64);
    destroyed.files = files.into_iter().map(EvidenceId).collect();
    sqlx::query!(
        "delete from claim_approval
         where claim_id in (select id from subject_claim where appointment_id = $1)",
        id,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from case_event
         where case_id in (
             select c.id
             from case_file c
             join subject_claim s on s.id = c.claim_id
             where s.appointment_id = $1 and c.closed_at is not null
         )",
        id,
    )
    .execute(&mut *conn)
    .await?;
    let cases = sqlx::query!(
        "delete from case_file
         where closed_at is not null
           and claim_id in (select id from subject_claim where appointment_id = $1)",
        id,
    )
    .execute(&mut *conn)
    .await?;
    destroyed.add("zaak", cases.rows_affected());
    sqlx::query!(
        "delete from claim_check
         where claim_id in (select id from subject_claim where appointment_id = $1)",
        id,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from subject_claim_version
         where claim_id in (select id from subject_claim where appointment_id = $1)",
        id,
    )
    .execute(&mut *conn)
    .await?;
    let claims = sqlx::query!("delete from subject_claim where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    destroyed.add("vak", claims.rows_affected());
    let plans = sqlx::query!("delete from training_plan where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    destroyed.add("scholingsplan", plans.rows_affected());
    sqlx::query!("delete from signal where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    let reports = sqlx::query!(
        "delete from correction_request r
         where $1 in (r.appointment_id, r.concerns)
           and r.answered_at is not null
           and r.ordered_by is null
           and not exists (select from case_file c where c.correction_id = r.id)",
        id,
    )
    .execute(&mut *conn)
    .await?;
    destroyed.add("melding", reports.rows_affected());
    sqlx::query!(
        "update correction_request
         set appointment_id = null, concerns = null
         where $1 in (appointment_id, concerns)",
        id,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from entry where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from placement where appointment_id = $1", id)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from current_appointment where id = $1", id)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "delete from appointment_version where appointment_id = $1",
        id
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from appointment where id = $1", id)
        .execute(&mut *conn)
        .await?;
    destroyed.add("benoeming", 1);
    Ok(destroyed)
}

/// The portfolio and the messages of a person of whom no appointment is left.
async fn portfolio(conn: &mut PgConnection, person: Uuid) -> Result<Destroyed, sqlx::Error> {
    let mut destroyed = Destroyed::default();
    let files = sqlx::query_scalar!(
        "delete from evidence where person_id = $1 returning id",
        person
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("bewijsstuk", files.len() as u64);
    destroyed.files = files.into_iter().map(EvidenceId).collect();
    sqlx::query!(
        "delete from activity_version
         where activity_id in (select id from activity where person_id = $1)",
        person,
    )
    .execute(&mut *conn)
    .await?;
    let activities = sqlx::query!("delete from activity where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("activiteit", activities.rows_affected());
    let extracts = sqlx::query!("delete from diploma_extract where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("uittreksel", extracts.rows_affected());
    let messages = sqlx::query!("delete from message where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("bericht", messages.rows_affected());
    sqlx::query!("delete from pension_choice where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    let interruptions = sqlx::query!("delete from interruption where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("onderbreking", interruptions.rows_affected());
    Ok(destroyed)
}

/// Who the person is.
async fn person(conn: &mut PgConnection, person: PersonId) -> Result<Destroyed, sqlx::Error> {
    let mut destroyed = Destroyed::default();
    let reports = sqlx::query!(
        "delete from correction_request r
         where r.person_id = $1
           and r.answered_at is not null
           and r.ordered_by is null
           and not exists (select from case_file c where c.correction_id = r.id)",
        person.0,
    )
    .execute(&mut *conn)
    .await?;
    destroyed.add("melding", reports.rows_affected());
    sqlx::query!("delete from session where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from person_details where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from person_lookup where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from bsn_vault where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from person where id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    destroyed.add("persoon", 1);
    Ok(destroyed)
}
