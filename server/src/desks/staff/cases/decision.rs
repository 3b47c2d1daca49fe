//! Decisions (*besluiten*): what one proposed and another confirmed, as it is written, kept and announced.

use super::{number, outcome::tell, remedy, steps::Case};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::{staff::mandates, teacher::registration},
    fault::Fault,
    jobs, messages,
    vault::sha256,
};
use app::actor::CaseWorker;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use shared::{
    case::{About, Document, Draft, Remedy, Verdict},
    identifier::{DecisionId, PersonId},
    notation,
    term::{Computed, TermCode},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the number of a decision begins with.
const PREFIX: &str = "BS";

/// What one proposed and another confirmed.
pub struct Proposed {
    /// By whom: the identifier of the organisation's login.
    pub by: String,
    /// The reasons.
    pub reasons: String,
    /// What becomes of a fact of the register.
    pub becomes: Option<Remedy>,
    /// The last day of that.
    pub until: Option<Date>,
}

/// What was proposed last.
///
/// # Errors
/// When the database does not answer, or nothing was proposed.
pub async fn proposed(conn: &mut PgConnection, case: &Case) -> Result<Proposed, Fault> {
    let row = sqlx::query!(
        r#"select actor as "actor!", note as "note!", becomes, until
           from case_event
           where case_id = $1 and action = 'propose'
           order by nr desc
           limit 1"#,
        case.id.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(Proposed {
        by: row.actor,
        reasons: row.note,
        becomes: row.becomes.as_deref().and_then(Remedy::parse),
        until: row.until.map(jiff_sqlx::Date::to_jiff),
    })
}

/// What the decision in a case is written from, under this number, as things stand today; with the
/// appointment that the school must change when the request is granted.
///
/// # Errors
/// When the database does not answer, or it is no case for a decision.
pub async fn draft(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    number: String,
) -> Result<(Draft, Option<Uuid>), Fault> {
    let date = system.clock.today();
    let (about, appointment) = match (case.registration, case.correction) {
        (Some(registration), _) => {
            let education = registration::one(conn, registration).await?.education();
            (About::Registration { education }, None)
        }
        (None, Some(correction)) => {
            let request = sqlx::query!(
                "select fact, message, answer, appointment_id
                 from correction_request
                 where id = $1",
                correction.0,
            )
            .fetch_one(&mut *conn)
            .await?;
            let about = About::Report {
                fact: request.fact,
                message: request.message,
                school: request.answer,
                change_by: change_by(date).date,
            };
            (about, request.appointment_id)
        }
        (None, None) => return Err(Fault::broken("a decision about nothing")),
    };
    let draft = Draft {
        number,
        case: case.number.clone(),
        date,
        to: super::file::name(conn, case.person).await?,
        asked: dutch(case.opened).date(),
        about,
    };
    Ok((draft, appointment))
}

/// The last day for a school to change what was decided on this day.
fn change_by(decided: Date) -> Computed {
    TermCode::SchoolAnswer.after(decided, "Het besluit is bekendgemaakt")
}

/// The letter of what was proposed.
///
/// # Errors
/// When the database does not answer.
pub async fn written(
    conn: &mut PgConnection,
    case: &Case,
    draft: &Draft,
    (verdict, proposed): (Verdict, &Proposed),
) -> Result<Document, Fault> {
    let changed = match (verdict, proposed.becomes) {
        (Verdict::Granted, Some(remedy)) => {
            Some(remedy::tells(conn, case, remedy, proposed.until, draft.date).await?)
        }
        _ => None,
    };
    Ok(draft.written(verdict, changed, &proposed.reasons))
}

/// Writes the decision, keeps it with its hash, lets it have its consequences, and announces it.
///
/// # Errors
/// 409 when what was proposed cannot be done any more.
pub async fn decide(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    case: &Case,
    (verdict, proposed): (Verdict, &Proposed),
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let today = system.clock.today();
    let number = number(conn, PREFIX, today.year()).await?;
    let (draft, appointment) = draft(conn, system, case, number).await?;
    let document = written(conn, case, &draft, (verdict, proposed)).await?;
    let confirmed_by = worker.staff().subject();
    let mandate = mandates::held(conn, confirmed_by, case.kind, today).await?;
    let text = serde_json::to_string(&document)?;
    let id = DecisionId(Uuid::now_v7());
    sqlx::query!(
        "insert into decision (id, number, case_id, person_id, announced_at, document, hash,
                               objection_until, proposed_by, confirmed_by, mandate_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.0,
        document.number,
        case.id.0,
        case.person.0,
        now.to_sqlx(),
        text,
        sha256(&text),
        document.remedies.until.date.to_sqlx() as jiff_sqlx::Date,
        proposed.by,
        confirmed_by,
        mandate,
    )
    .execute(&mut *conn)
    .await?;
    jobs::print_decision(conn, id).await?;
    // From now on nobody has to answer it any more.
    sqlx::query!(
        "update correction_request
         set answered_at = $2, answer = $3
         where id = $1 and answered_at is null",
        case.correction.map(|report| report.0),
        now.to_sqlx(),
        document.opening,
    )
    .execute(&mut *conn)
    .await?;
    if let (Verdict::Granted, Some(appointment), About::Report { fact, .. }) =
        (verdict, appointment, &draft.about)
    {
        let what = (appointment, fact.as_str());
        order(
            conn,
            system,
            case.person,
            what,
            &document,
            (id, &change_by(today)),
        )
        .await?;
    }
    if verdict == Verdict::Granted {
        let decision = (id, document.number.as_str());
        remedy::carry_out(conn, system, worker, case, proposed, decision).await?;
    }
    let told = document
        .change()
        .map_or_else(String::new, |change| format!(" {change}"));
    let body = format!(
        "{}{told} Je leest het hele besluit, met de redenen, in het register. Je kunt bezwaar maken tot en \
         met {}.",
        document.opening,
        notation::date(document.remedies.until.date)
    );
    let link = format!("/mijn/besluiten/{id}");
    let title = match case.registration {
        Some(_) => "Er is een besluit over je aanmelding",
        None => "Er is een besluit over je melding",
    };
    tell(conn, system, case.person, title, &body, &link).await?;
    let act = Act::DecisionAnnounced { decision: id.0 };
    let by = By::Staff(worker.staff());
    audit::record(conn, now, by, Some(case.person), None, &act).await
}

/// The school gets the decision as a task, with a date: only the school delivers the fact.
async fn order(
    conn: &mut PgConnection,
    system: &System,
    person: PersonId,
    (appointment, fact): (Uuid, &str),
    document: &Document,
    (decision, due): (DecisionId, &Computed),
) -> Result<(), Fault> {
    let said = document
        .paragraphs
        .first()
        .map_or("", |part| part.text.as_str());
    let message = format!(
        "Besluit {}: dit gegeven moet worden aangepast. Pas het aan en lever opnieuw. {said}",
        document.number
    );
    let now = system.clock.now_stored();
    let board = sqlx::query_scalar!(
        "select board_number from appointment where id = $1",
        appointment,
    )
    .fetch_one(&mut *conn)
    .await?;
    let body = format!(
        "In besluit {} staat dat een gegeven moet worden aangepast, uiterlijk op {}. Welk gegeven het \
         is, staat bij je taken.",
        document.number,
        notation::date(due.date)
    );
    let told = (
        "Er is een besluit over een gegeven dat je leverde",
        body.as_str(),
        "/school/taken",
    );
    messages::tell_board(conn, now, &board, told, &format!("besluit/{decision}")).await?;
    sqlx::query!(
        "insert into correction_request (id, person_id, appointment_id, fact, message, created_at,
                                         due_on, due_steps, ordered_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        person.0,
        appointment,
        fact,
        message,
        now.to_sqlx(),
        due.date.to_sqlx() as jiff_sqlx::Date,
        serde_json::to_value(due)?,
        decision.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
