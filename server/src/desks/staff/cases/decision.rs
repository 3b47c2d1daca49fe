//! Decisions (*besluiten*): what one proposed and another confirmed, as it is written, kept and announced.

use super::{announced, number, outcome::tell, procedure, remedy, steps::Case};
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
    case::{About, CaseKind, Document, Draft, Motivation, Remedies, Remedy, Ruling, Skip, Verdict},
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
    /// What was said of an advice, of hearing the teacher, and of asking a view.
    pub ruling: Ruling,
}

/// What was proposed last.
///
/// # Errors
/// When the database does not answer, or nothing was proposed.
pub async fn proposed(conn: &mut PgConnection, case: &Case) -> Result<Proposed, Fault> {
    let row = sqlx::query!(
        r#"select e.actor as "actor!", e.note as "note!", e.becomes, e.until, r.deviation, r.skip,
                  coalesce(r.own_facts, false) as "own_facts!",
                  coalesce(r.careful, false) as "careful!"
           from case_event e
           left join case_ruling r on r.case_id = e.case_id and r.nr = e.nr
           where e.case_id = $1 and e.action = 'propose'
           order by e.nr desc
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
        ruling: Ruling {
            deviation: row.deviation,
            skip: row.skip.as_deref().and_then(Skip::parse),
            own_facts: row.own_facts,
            careful: row.careful,
        },
    })
}

/// What the decision in a case is written from, under this number, as things stand today.
///
/// # Errors
/// When the database does not answer, or it is no case for a decision.
pub async fn draft(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    number: String,
) -> Result<Draft, Fault> {
    let date = system.clock.today();
    let about = match (case.registration, case.correction) {
        (Some(registration), _) => {
            let education = registration::one(conn, registration).await?.education();
            About::Registration { education }
        }
        (None, Some(correction)) => {
            let request = sqlx::query!(
                "select fact, message, answer
                 from correction_request
                 where id = $1",
                correction.0,
            )
            .fetch_one(&mut *conn)
            .await?;
            About::Report {
                fact: request.fact,
                message: request.message,
                school: request.answer,
                change_by: change_by(date).date,
            }
        }
        (None, None) => procedure::decide::about(conn, system, case).await?,
    };
    Ok(Draft {
        number,
        case: case.number.clone(),
        date,
        announced: announced::on(conn, case.person, date).await?,
        to: super::file::name(conn, case.person).await?,
        asked: dutch(case.opened).date(),
        about,
    })
}

/// What a school must change when this is granted: the fact that it delivered, and of which appointment.
///
/// # Errors
/// When the database does not answer.
pub async fn of_school(
    conn: &mut PgConnection,
    case: &Case,
) -> Result<Option<(Uuid, String)>, Fault> {
    let report = remedy::report(&mut *conn, case).await?;
    let row = sqlx::query!(
        r#"select appointment_id as "appointment!", fact
           from correction_request
           where id = $1 and appointment_id is not null"#,
        report.map(|report| report.0),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.appointment, row.fact)))
}

/// The last day for a school to change what was decided on this day.
pub fn change_by(decided: Date) -> Computed {
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
    let motivation = Motivation {
        reasons: proposed.reasons.clone(),
        changed,
        ruling: proposed.ruling.clone(),
        automatic: false,
    };
    Ok(draft.written(verdict, motivation))
}

/// Takes the decision that one proposed and another confirmed.
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
    let today = system.clock.today();
    let number = number(conn, PREFIX, today.year()).await?;
    let draft = draft(conn, system, case, number).await?;
    let document = written(conn, case, &draft, (verdict, proposed)).await?;
    let confirmed_by = worker.staff().subject();
    let taken = Taken {
        proposed_by: &proposed.by,
        confirmed_by,
        mandate: mandates::held(conn, confirmed_by, case.kind, today).await?,
    };
    let id = keep(conn, system, case, &document, Some(taken)).await?;
    // From now on nobody has to answer it any more.
    sqlx::query!(
        "update correction_request
         set answered_at = $2, answer = $3
         where id = $1 and answered_at is null",
        case.correction.map(|report| report.0),
        system.clock.now_stored().to_sqlx(),
        document.opening,
    )
    .execute(&mut *conn)
    .await?;
    if verdict == Verdict::Granted {
        if let Some((appointment, fact)) = of_school(conn, case).await? {
            let what = (appointment, fact.as_str());
            let by_then = (id, &change_by(today));
            order(conn, system, case.person, what, &document, by_then).await?;
        }
        let decision = (id, document.number.as_str());
        remedy::carry_out(conn, system, worker, case, proposed, decision).await?;
    }
    let taken = (id, By::Staff(worker.staff()));
    procedure::decide::follow(conn, system, case, verdict, taken).await?;
    announce(conn, system, case, &document, taken).await
}

/// Takes the decision to grant what meets every rule: nobody looked at it.
///
/// # Errors
/// When the database does not answer.
pub async fn grant_at_once(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    (reasons, by): (&str, By<'_>),
) -> Result<(), Fault> {
    let number = number(conn, PREFIX, system.clock.today().year()).await?;
    let draft = draft(conn, system, case, number).await?;
    let motivation = Motivation {
        reasons: reasons.to_owned(),
        automatic: true,
        ..Motivation::default()
    };
    let document = draft.written(Verdict::Granted, motivation);
    let id = keep(conn, system, case, &document, None).await?;
    procedure::decide::follow(conn, system, case, Verdict::Granted, (id, by)).await?;
    announce(conn, system, case, &document, (id, by)).await
}

/// By whom a decision was taken.
struct Taken<'a> {
    proposed_by: &'a str,
    confirmed_by: &'a str,
    mandate: Option<Uuid>,
}

/// Keeps a decision with its hash, and has its letter printed; by nobody when it was taken at once.
async fn keep(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    document: &Document,
    taken: Option<Taken<'_>>,
) -> Result<DecisionId, Fault> {
    let text = serde_json::to_string(document)?;
    let id = DecisionId(Uuid::now_v7());
    sqlx::query!(
        "insert into decision (id, number, case_id, person_id, announced_at, document, hash,
                               objection_until, proposed_by, confirmed_by, mandate_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.0,
        document.number,
        case.id.0,
        case.person.0,
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
        text,
        sha256(&text),
        document
            .remedies
            .until
            .as_ref()
            .map(|until| until.date.to_sqlx()) as Option<jiff_sqlx::Date>,
        taken.as_ref().map(|taken| taken.proposed_by),
        taken.as_ref().map(|taken| taken.confirmed_by),
        taken.as_ref().and_then(|taken| taken.mandate),
    )
    .execute(&mut *conn)
    .await?;
    jobs::print_decision(conn, id).await?;
    Ok(id)
}

/// Tells the teacher of a decision, and until when one can go against it.
async fn announce(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    document: &Document,
    (id, by): (DecisionId, By<'_>),
) -> Result<(), Fault> {
    let told = document
        .change()
        .map_or_else(String::new, |change| format!(" {change}"));
    let against = match case.kind {
        CaseKind::Objection => "in beroep gaan",
        _ => "bezwaar maken",
    };
    let body = format!(
        "{}{told} Je leest het hele besluit, met de redenen, in het register. Je kunt {against} \
         {}.",
        document.opening,
        Remedies::until_when(
            document.remedies.until.as_ref(),
            case.kind == CaseKind::Objection,
            document.date
        )
    );
    let link = format!("{}{id}", announced::LINK);
    let title = match case.kind {
        CaseKind::Registration => "Er is een besluit over je aanmelding",
        CaseKind::Reregistration | CaseKind::OwnMotion => {
            "Er is een besluit over je herregistratie"
        }
        CaseKind::Objection => "Er is een beslissing op je bezwaar",
        CaseKind::Correction | CaseKind::Evidence => "Er is een besluit over je melding",
    };
    tell(conn, system, case.person, title, &body, &link).await?;
    let act = Act::DecisionAnnounced { decision: id.0 };
    let now = system.clock.now_stored();
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
