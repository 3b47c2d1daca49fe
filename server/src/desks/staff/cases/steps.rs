//! What is done with a case: each step is checked by the machine of `shared::case`, kept as an
//! event, and has its consequences in the same transaction.

use super::{outcome, state};
use crate::{
    System,
    audit::{self, Act, By},
    desks::staff::mandates,
    fault::Fault,
};
use app::{actor::CaseWorker, staff::cases::NewStep};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    FieldError, Problem,
    case::{self, Action, CaseKind, Refusal, Remedy, State, Verdict},
    identifier::{CaseId, ClaimId, CorrectionId, PersonId, RegistrationId},
};
use sqlx::PgConnection;

/// Who did something that nobody did.
pub(super) const AUTOMATIC: &str = "het register, automatisch";

/// The most characters of a text.
const LONGEST: usize = 4_000;

/// A case, as far as its steps depend on it.
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: CaseKind,
    /// Whose it is about.
    pub person: PersonId,
    /// The subject, when it is about evidence.
    pub claim: Option<ClaimId>,
    /// The report, when it is about that.
    pub correction: Option<CorrectionId>,
    /// The registration, when it is about that.
    pub registration: Option<RegistrationId>,
    /// When it was opened.
    pub opened: jiff::Timestamp,
    /// When it was taken up again, because it was wrongly not handled.
    pub reopened: Option<jiff::Timestamp>,
    /// Where it stands.
    pub state: State,
    /// Who proposed the last verdict.
    pub proposed_by: Option<String>,
    /// How many events there are.
    pub events: i32,
}

/// Who does something with a case.
#[derive(Clone, Copy)]
pub enum Who<'a> {
    /// Of the staff.
    Worker(&'a CaseWorker),
    /// The teacher it is about.
    Teacher(PersonId),
    /// Somebody of the advisory committee.
    Adviser(&'a app::actor::CommitteeMember),
    /// Nobody: a job.
    Job(&'static str),
}

impl Who<'_> {
    /// The identifier of the organisation's login, when it is of the staff or the committee.
    fn subject(&self) -> Option<&str> {
        match self {
            Self::Worker(worker) => Some(worker.staff().subject()),
            Self::Adviser(member) => Some(member.staff().subject()),
            Self::Teacher(_) | Self::Job(_) => None,
        }
    }
}

/// The case, which nobody else changes until the transaction ends.
///
/// # Errors
/// 404 when there is none.
pub async fn locked(conn: &mut PgConnection, id: CaseId) -> Result<Case, Fault> {
    sqlx::query!("select from case_file where id = $1 for update", id.0)
        .execute(&mut *conn)
        .await?;
    find(conn, id).await
}

/// The case, to look at.
///
/// # Errors
/// 404 when there is none.
pub async fn find(conn: &mut PgConnection, id: CaseId) -> Result<Case, Fault> {
    let row = sqlx::query!(
        "select number, kind, person_id, claim_id, correction_id, registration_id, opened_at, reopened_at,
                state, worker, verdict, proposed_by, events
         from case_file
         where id = $1",
        id.0,
    )
    .fetch_optional(conn)
    .await?
    .ok_or_else(Problem::not_found)?;
    Ok(Case {
        id,
        number: row.number,
        kind: super::kind(&row.kind)?,
        person: PersonId(row.person_id),
        claim: row.claim_id.map(ClaimId),
        correction: row.correction_id.map(CorrectionId),
        registration: row.registration_id.map(RegistrationId),
        opened: row.opened_at.to_jiff(),
        reopened: row.reopened_at.map(jiff_sqlx::Timestamp::to_jiff),
        state: state(&row.state, row.worker, row.verdict.as_deref())?,
        proposed_by: row.proposed_by,
        events: row.events,
    })
}

/// What was done with a case.
pub struct Step<'a> {
    /// What.
    pub action: &'a Action,
    /// Where the case stands from then on.
    pub after: &'a State,
    /// By whom.
    pub who: Who<'a>,
    /// What was written.
    pub note: Option<&'a str>,
    /// The last day of what is granted.
    pub until: Option<Date>,
    /// What becomes of a fact of the register.
    pub becomes: Option<Remedy>,
}

impl<'a> Step<'a> {
    /// A step of which nothing more is to be said.
    pub fn new(action: &'a Action, after: &'a State, who: Who<'a>) -> Self {
        Self {
            action,
            after,
            who,
            note: None,
            until: None,
            becomes: None,
        }
    }
}

/// Keeps a step: how the case stands from now on, and the event.
///
/// # Errors
/// When the database does not answer, or does not allow it.
pub async fn keep(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    step: Step<'_>,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let (action, after, who) = (step.action, step.after, step.who);
    let actor = who.subject();
    let name = match (actor, who) {
        (Some(subject), _) => Some(super::colleagues::name(conn, subject).await?),
        (None, Who::Job(_)) => Some(AUTOMATIC.to_owned()),
        (None, _) => None,
    };
    let verdict = after.verdict().map(Verdict::code);
    let proposed_by = match action {
        Action::Propose { .. } => actor,
        _ => case.proposed_by.as_deref(),
    };
    let confirmed_by = matches!(action, Action::Confirm).then_some(actor).flatten();
    let nr = sqlx::query_scalar!(
        "update case_file
         set state = $2, worker = $3, verdict = $4, proposed_by = $5, confirmed_by = $6,
             events = events + 1, closed_at = $7
         where id = $1
         returning events",
        case.id.0,
        after.code(),
        after.worker(),
        verdict,
        proposed_by,
        confirmed_by,
        after.is_closed().then(|| now.to_sqlx()) as Option<jiff_sqlx::Timestamp>,
    )
    .fetch_one(&mut *conn)
    .await
    .map_err(refused)?;
    sqlx::query!(
        "insert into case_event (case_id, nr, at, action, actor, actor_name, state, verdict, note,
                                 until, becomes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        case.id.0,
        nr,
        now.to_sqlx(),
        action.code(),
        actor,
        name,
        after.code(),
        verdict,
        step.note,
        step.until.map(ToSqlx::to_sqlx) as Option<jiff_sqlx::Date>,
        step.becomes.map(Remedy::code),
    )
    .execute(&mut *conn)
    .await?;
    let act = Act::CaseChanged {
        case: case.id.0,
        action: action.code().to_owned(),
        state: after.code().to_owned(),
    };
    let by = match who {
        Who::Worker(worker) => By::Staff(worker.staff()),
        Who::Adviser(member) => By::Staff(member.staff()),
        Who::Teacher(person) => By::Teacher(person),
        Who::Job(name) => By::Job(name),
    };
    audit::record(conn, now, by, Some(case.person), None, &act).await
}

/// What the database itself does not allow, in words.
fn refused(error: sqlx::Error) -> Fault {
    match error {
        sqlx::Error::Database(error) if error.constraint() == Some("objection_is_for_another") => {
            Problem::conflict(Refusal::TookFirst.to_string()).into()
        }
        sqlx::Error::Database(error) if error.constraint() == Some("adviser_does_not_handle") => {
            Problem::conflict(Refusal::Advises.to_string()).into()
        }
        error => error.into(),
    }
}

/// Takes a case, puts it back, hands it over, confirms what a colleague proposed or sends it back.
///
/// # Errors
/// 404 when there is no such case; 409 when the step is not allowed, or the case was changed since
/// it was seen; 422 when something is missing.
pub async fn step(system: &System, worker: &CaseWorker, new: &NewStep) -> Result<(), Fault> {
    let id = new.id.ok_or_else(Problem::not_found)?;
    let note = text("note", &new.note)?;
    let mut tx = system.pool.begin().await?;
    let action = match new.step.as_str() {
        "take" => Action::Take,
        "release" => Action::Release,
        "confirm" => Action::Confirm,
        "send_back" if note.is_none() => {
            return Err(at("note", "Leg uit wat je collega nog moet doen"));
        }
        "send_back" => Action::SendBack,
        "hand_over" => {
            let to = new.to.clone();
            if !super::colleagues::is_one(&mut tx, &to).await? {
                return Err(at("to", "Kies een collega"));
            }
            Action::HandOver { to }
        }
        _ => return Err(Problem::bad_request("Deze stap kennen we niet").into()),
    };
    let case = locked(&mut tx, id).await?;
    is_as_seen(&case, new.seen)?;
    let after = next(&mut tx, system, &case, &action, worker).await?;
    let done = Step {
        note,
        ..Step::new(&action, &after, Who::Worker(worker))
    };
    keep(&mut tx, system, &case, done).await?;
    if matches!(action, Action::Confirm) {
        outcome::confirmed(&mut tx, system, worker, &case, &after).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The state after a step.
///
/// # Errors
/// 409 when it is not allowed, with the reason.
pub async fn next(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    action: &Action,
    worker: &CaseWorker,
) -> Result<State, Fault> {
    let subject = worker.staff().subject();
    not_who_took_first(&mut *conn, case, subject).await?;
    let mandate = mandates::held(conn, subject, case.kind, system.clock.today()).await?;
    let by = case::By {
        subject,
        may_decide: mandate.is_some(),
    };
    case.state
        .after(case.kind, action, by)
        .map_err(|refusal: Refusal| Problem::conflict(refusal.to_string()).into())
}

/// Nothing when somebody has no part in the decision that is objected to.
///
/// # Errors
/// 409 for who proposed or confirmed it: another handles the objection (article 10:3, third paragraph,
/// Awb). The database itself says so of who has the case, proposes and confirms.
pub async fn not_who_took_first(
    conn: &mut PgConnection,
    case: &Case,
    subject: &str,
) -> Result<(), Fault> {
    let took_first = sqlx::query_scalar!(
        r#"select exists (
               select
               from case_file c
               join objection o on o.id = c.objection_id
               join decision d on d.id = o.decision_id
               where c.id = $1 and $2 in (d.proposed_by, d.confirmed_by)
           ) as "took_first!""#,
        case.id.0,
        subject,
    )
    .fetch_one(conn)
    .await?;
    if took_first {
        return Err(Problem::conflict(Refusal::TookFirst.to_string()).into());
    }
    Ok(())
}

/// Whether the case is as it was seen.
///
/// # Errors
/// 409 when something was done with it since.
pub fn is_as_seen(case: &Case, seen: i32) -> Result<(), Problem> {
    if case.events == seen {
        return Ok(());
    }
    Err(Problem::conflict(
        "Deze zaak is intussen veranderd. Bekijk haar opnieuw",
    ))
}

pub(super) fn at(field: &str, message: &str) -> Fault {
    Problem::invalid(vec![FieldError::new(field, message)]).into()
}

/// A text that may stay empty.
///
/// # Errors
/// 422 at the field when it is too long.
pub fn text<'a>(field: &str, text: &'a str) -> Result<Option<&'a str>, Fault> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(at(field, "Maak de tekst korter: ten hoogste 4.000 tekens"));
    }
    Ok((!text.is_empty()).then_some(text))
}
