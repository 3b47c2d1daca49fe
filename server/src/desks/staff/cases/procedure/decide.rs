//! The decision on an application or an objection: its text, and what follows from it.

use super::find::{self, About};
use crate::{
    System,
    audit::{self, Act, By},
    clock::dutch,
    desks::{
        staff::{
            cases::{
                file, number,
                outcome::{self, tell},
                steps::Case,
            },
            mandates,
        },
        teacher::next_term,
    },
    fault::Fault,
    vault::sha256,
};
use app::actor::CaseWorker;
use jiff_sqlx::ToSqlx;
use shared::{
    case::{self, CaseKind, Document, Matter, Ruling, Skip, Verdict},
    criteria::Term,
    identifier::{CaseId, DecisionId},
    notation,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the number of a decision begins with.
const PREFIX: &str = "BS";

/// Why an application that meets every rule is granted.
const MET: &str = "Je voldoet aan elke regel die voor jou geldt.";

/// The decision that was proposed, as it reads today under this number.
///
/// # Errors
/// When the database does not answer, or nothing was proposed.
pub async fn draft(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    verdict: Verdict,
    number: String,
) -> Result<Document, Fault> {
    let proposed = outcome::proposed(&mut *conn, case).await?;
    let row = sqlx::query!(
        "select deviation, skip
         from case_ruling
         where case_id = $1
         order by nr desc
         limit 1",
        case.id.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let ruling = Ruling {
        deviation: row.deviation,
        skip: row.skip.as_deref().and_then(Skip::parse),
    };
    let what = (verdict, proposed.reasons.as_str(), &ruling);
    write(conn, system, case, what, (number, false)).await
}

async fn write(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    (verdict, reasons, ruling): (Verdict, &str, &Ruling),
    (number, automatic): (String, bool),
) -> Result<Document, Fault> {
    let past = find::past(&mut *conn, case).await?;
    let on = notation::date(dutch(case.opened).date());
    let (about, asked) = match find::about(&mut *conn, case.id).await? {
        Some(About::Application { sent, term, .. }) => {
            let next = next_term(&mut *conn, case.person, term).await?;
            let told = match sent.remark.as_str() {
                "" => String::new(),
                remark => format!(" Je schreef: ‘{remark}’"),
            };
            let asked = format!(
                "Op {on} vroeg je herregistratie aan na je periode tot en met {}.{told}",
                notation::date(term.last)
            );
            let about = case::About::Term {
                last: term.last,
                next: next.last,
            };
            (about, asked)
        }
        Some(About::Objection {
            sent,
            received,
            first_case,
            ..
        }) => {
            let change = change(&mut *conn, first_case).await?;
            let grounds = match sent.grounds.as_str() {
                "" => String::new(),
                grounds => format!(" Je schreef: ‘{grounds}’"),
            };
            let asked = format!(
                "Op {} ontvingen we je bezwaar tegen besluit {}.{grounds}",
                notation::date(received),
                sent.decision
            );
            let about = case::About::Decision {
                number: sent.decision,
                change: Some(change),
            };
            (about, asked)
        }
        None => return Err(Fault::broken("a case about nothing")),
    };
    Ok(Matter {
        number,
        case: &case.number,
        date: system.clock.today(),
        to: file::name(&mut *conn, case.person).await?,
        verdict,
        about,
        asked,
        past: &past,
        ruling,
        reasons,
        automatic,
    }
    .document())
}

/// What changes when an objection against the decision of this case is granted.
async fn change(conn: &mut PgConnection, first: CaseId) -> Result<String, Fault> {
    Ok(match find::about(conn, first).await? {
        Some(About::Application { term, .. }) => format!(
            "Het eerdere besluit vervalt. Je bent alsnog geherregistreerd na je periode tot en met \
             {}. Een aantekening over die periode vervalt.",
            notation::date(term.last)
        ),
        _ => {
            "Het eerdere besluit vervalt. We passen het gegeven aan en laten je weten wanneer dat \
              klaar is."
                .to_owned()
        }
    })
}

/// A colleague with a mandate confirmed what was proposed: the decision is kept and announced.
///
/// # Errors
/// When the database does not answer.
pub async fn confirmed(
    conn: &mut PgConnection,
    system: &System,
    worker: &CaseWorker,
    case: &Case,
    verdict: Verdict,
) -> Result<(), Fault> {
    let proposed = outcome::proposed(&mut *conn, case).await?;
    let today = system.clock.today();
    let number = number(&mut *conn, PREFIX, today.year()).await?;
    let document = draft(&mut *conn, system, case, verdict, number).await?;
    let me = worker.staff().subject();
    let mandate = mandates::held(&mut *conn, me, case.kind, today).await?;
    let people = Some((proposed.by.as_str(), me, mandate));
    announce(
        conn,
        system,
        case,
        &document,
        people,
        By::Staff(worker.staff()),
    )
    .await
}

/// Every rule was met: the decision is taken by the system, and announced.
///
/// # Errors
/// When the database does not answer.
pub async fn at_once(conn: &mut PgConnection, system: &System, case: &Case) -> Result<(), Fault> {
    let number = number(&mut *conn, PREFIX, system.clock.today().year()).await?;
    let ruling = Ruling::default();
    let what = (Verdict::Granted, MET, &ruling);
    let document = write(&mut *conn, system, case, what, (number, true)).await?;
    announce(
        conn,
        system,
        case,
        &document,
        None,
        By::Job("reregistration"),
    )
    .await
}

async fn announce(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    document: &Document,
    people: Option<(&str, &str, Option<Uuid>)>,
    by: By<'_>,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
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
        now.to_sqlx() as jiff_sqlx::Timestamp,
        text,
        sha256(&text),
        document.remedies.until.date.to_sqlx() as jiff_sqlx::Date,
        people.map(|(proposed, ..)| proposed),
        people.map(|(_, confirmed, _)| confirmed),
        people.and_then(|(.., mandate)| mandate),
    )
    .execute(&mut *conn)
    .await?;
    follow(&mut *conn, system, case, document.verdict, id).await?;
    let change = document
        .change()
        .map_or_else(String::new, |change| format!(" {change}"));
    let until = notation::date(document.remedies.until.date);
    let (title, remedy) = match case.kind {
        CaseKind::Objection => (
            "Er is een beslissing op je bezwaar",
            format!("Je kunt in beroep gaan tot en met {until}."),
        ),
        _ => (
            "Er is een besluit over je herregistratie",
            format!("Je kunt bezwaar maken tot en met {until}."),
        ),
    };
    let body = format!(
        "{}{change} Je leest het hele besluit, met de redenen, in het register. {remedy}",
        document.opening
    );
    let link = format!("/mijn/besluiten/{id}");
    tell(&mut *conn, system, case.person, title, &body, &link).await?;
    let act = Act::DecisionAnnounced { decision: id.0 };
    audit::record(conn, now, by, Some(case.person), None, &act).await
}

/// What the register holds from now on.
async fn follow(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    verdict: Verdict,
    decision: DecisionId,
) -> Result<(), Fault> {
    let about = find::about(&mut *conn, case.id).await?;
    let (term, outcome) = match (about, verdict) {
        (Some(About::Application { term, .. }), Verdict::Granted) => (term, "granted"),
        (Some(About::Application { term, .. }), Verdict::Refused) => (term, "annotated"),
        (Some(About::Objection { first_case, .. }), Verdict::Granted) => {
            match find::about(&mut *conn, first_case).await? {
                Some(About::Application { term, .. }) => (term, "granted"),
                _ => return Ok(()),
            }
        }
        _ => return Ok(()),
    };
    record(conn, system, case, (term, outcome), decision).await
}

async fn record(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    (term, outcome): (Term, &str),
    decision: DecisionId,
) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    sqlx::query!(
        "update reregistration
         set recorded = tstzrange(lower(recorded), $3)
         where person_id = $1 and upper_inf(recorded) and lower(term) = $2",
        case.person.0,
        term.first.to_sqlx() as jiff_sqlx::Date,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into reregistration (id, person_id, term, outcome, decision_id, recorded)
         values ($1, $2, daterange($3, $4, '[]'), $5, $6, tstzrange($7, null))",
        Uuid::now_v7(),
        case.person.0,
        term.first.to_sqlx() as jiff_sqlx::Date,
        term.last.to_sqlx() as jiff_sqlx::Date,
        outcome,
        decision.0,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(conn)
    .await?;
    Ok(())
}
