//! What is forgotten, and all that goes with it.

use crate::evidence::Kept;
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
    /// Being in the register without an appointment, of a person.
    Own(Uuid),
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
            Self::Own(id) => own(conn, id).await,
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
    pub files: Vec<Kept>,
}

impl Destroyed {
    fn add(&mut self, kind: &'static str, count: u64) {
        self.counts
            .push((kind, i64::try_from(count).unwrap_or(i64::MAX)));
    }
}

fn evidence(id: Uuid) -> Kept {
    Kept::Evidence(EvidenceId(id))
}

/// Being in the register without an appointment, with the proof. What was asked and decided stays: that
/// has a term of its own.
async fn own(conn: &mut PgConnection, person: Uuid) -> Result<Destroyed, sqlx::Error> {
    let mut destroyed = Destroyed::default();
    let files = sqlx::query_scalar!(
        "delete from evidence where person_id = $1 and registration_id is not null returning id",
        person,
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("bewijsstuk", files.len() as u64);
    destroyed.files = files.into_iter().map(evidence).collect();
    sqlx::query!("delete from own_entry where person_id = $1", person)
        .execute(conn)
        .await?;
    destroyed.add("eigen aanmelding", 1);
    Ok(destroyed)
}

/// The case of a decision, with the report or the registration that it was about, their files, or
/// the application or the objection, and what the school was told to do. What happened on the way goes
/// with it.
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
        "delete from decision_letter
         where decision_id in (select id from decision where case_id = $1)",
        case,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from decision_posting
         where decision_id in (select id from decision where case_id = $1)",
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
    let about = sqlx::query!(
        "delete from case_file
         where id = $1
         returning correction_id, registration_id, application_id, objection_id",
        case
    )
    .fetch_one(&mut *conn)
    .await?;
    let sent = sqlx::query!(
        "with application as (
             delete from reregistration_application where id = $1 returning id
         ), objected as (
             delete from objection where id = $2 returning id
         )
         select id from application union all select id from objected",
        about.application_id,
        about.objection_id,
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("aanvraag of bezwaar", sent.len() as u64);
    destroyed.add("zaak", 1);
    let files = sqlx::query_scalar!(
        "delete from evidence where correction_id = $1 or registration_id = $2 returning id",
        about.correction_id,
        about.registration_id,
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("bewijsstuk", files.len() as u64);
    destroyed.files = files.into_iter().map(evidence).collect();
    let reports = sqlx::query!(
        "delete from correction_request where id = $1",
        about.correction_id
    )
    .execute(&mut *conn)
    .await?;
    destroyed.add("melding", reports.rows_affected());
    sqlx::query!(
        "delete from registration where id = $1",
        about.registration_id
    )
    .execute(&mut *conn)
    .await?;
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
    destroyed.files = files.into_iter().map(evidence).collect();
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
    let files = sqlx::query_scalar!(
        "delete from evidence
         where correction_id in (
             select r.id
             from correction_request r
             where $1 in (r.appointment_id, r.concerns)
               and r.answered_at is not null
               and r.ordered_by is null
               and not exists (select from case_file c where c.correction_id = r.id)
         )
         returning id",
        id,
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("bewijsstuk", files.len() as u64);
    destroyed.files.extend(files.into_iter().map(evidence));
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
    // What came with a report or a registration that was decided on, goes with the decision.
    let files = sqlx::query_scalar!(
        "delete from evidence
         where person_id = $1
           and not exists (
               select
               from case_file c
               where evidence.correction_id = c.correction_id
                  or evidence.registration_id = c.registration_id
           )
         returning id",
        person
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("bewijsstuk", files.len() as u64);
    destroyed.files = files.into_iter().map(evidence).collect();
    sqlx::query!("delete from activity_origin where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    let brought = sqlx::query_scalar!(
        "delete from portfolio_import where person_id = $1 returning id",
        person
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("origineel portfolio", brought.len() as u64);
    destroyed
        .files
        .extend(brought.into_iter().map(Kept::Original));
    let taken_out = sqlx::query_scalar!(
        "delete from take_out where person_id = $1 returning id",
        person
    )
    .fetch_all(&mut *conn)
    .await?;
    destroyed.add("portfolio om mee te nemen", taken_out.len() as u64);
    destroyed
        .files
        .extend(taken_out.into_iter().map(Kept::TakeOut));
    let shares = sqlx::query!("delete from sharing where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("toestemming", shares.rows_affected());
    // What colleagues said of it goes along; what this person said of others stays with them.
    let invitations = sqlx::query!("delete from invitation where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("uitnodiging", invitations.rows_affected());
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
    let proofs = sqlx::query!("delete from proof where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("bewijs van registratie", proofs.rows_affected());
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
    let choices = sqlx::query!("delete from criteria_choice where person_id = $1", person)
        .execute(&mut *conn)
        .await?;
    destroyed.add("keuze van criteria", choices.rows_affected());
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
    let reactions = sqlx::query!(
        "delete from criteria_reaction where person_id = $1",
        person.0
    )
    .execute(&mut *conn)
    .await?;
    destroyed.add("reactie", reactions.rows_affected());
    // What a vote came to stays with the vote.
    sqlx::query!("delete from criteria_ballot where person_id = $1", person.0,)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from delegate where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from contact_choice where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
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
