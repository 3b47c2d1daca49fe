//! The decision on an application or an objection: what it is written from, and what follows from it.

use super::find::{self, About};
use crate::{
    System,
    audit::By,
    clock::dutch,
    desks::{
        staff::cases::{
            decision, remedy,
            steps::{self, Case},
        },
        teacher::{next_term, registration},
    },
    fault::Fault,
};
use jiff_sqlx::ToSqlx;
use shared::{
    case::{self, Topic, Verdict},
    criteria::Term,
    identifier::{CaseId, DecisionId, RegistrationId},
    notation,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Why an application that meets every rule is granted.
const MET: &str = "Je voldoet aan elke regel die voor jou geldt.";

/// What the decision is written from.
///
/// # Errors
/// When the database does not answer, or it is a case of another kind.
pub async fn about(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
) -> Result<case::About, Fault> {
    let (topic, asked) = match find::about(&mut *conn, case.id).await? {
        Some(About::Application { sent, term, .. }) => {
            let on = notation::date(dutch(case.opened).date());
            let last = notation::date(term.last);
            let next = next_term(&mut *conn, case.person, term).await?;
            let told = match sent.remark.as_str() {
                "" => String::new(),
                remark => format!(" Je schreef: ‘{remark}’"),
            };
            let applied = case.kind.is_asked();
            let asked = if applied {
                format!(
                    "Op {on} vroeg je herregistratie aan na je periode tot en met {last}.{told}"
                )
            } else {
                format!(
                    "Je periode liep tot en met {last}. Je vroeg geen herregistratie aan. Daarom \
                     begonnen we er op {on} zelf aan."
                )
            };
            let topic = Topic::Term {
                last: term.last,
                next: next.last,
                applied,
            };
            (topic, asked)
        }
        Some(About::Objection {
            sent,
            received,
            first_case,
            ..
        }) => {
            let change = change(&mut *conn, system, case, first_case).await?;
            let grounds = match sent.grounds.as_str() {
                "" => String::new(),
                grounds => format!(" Je schreef: ‘{grounds}’"),
            };
            let asked = format!(
                "Op {} ontvingen we je bezwaar tegen besluit {}.{grounds}",
                notation::date(received),
                sent.decision
            );
            let topic = Topic::Decision {
                number: sent.decision,
                change: Some(change),
            };
            (topic, asked)
        }
        None => return Err(Fault::broken("a decision about nothing")),
    };
    let past = Box::new(find::past(conn, case).await?);
    Ok(case::About::Procedure { topic, asked, past })
}

/// What changes when an objection against the decision of this case is granted.
async fn change(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    first: CaseId,
) -> Result<String, Fault> {
    if let Some(About::Application { term, .. }) = find::about(&mut *conn, first).await? {
        return Ok(format!(
            "Het eerdere besluit vervalt. Je bent alsnog geherregistreerd na je periode tot en met \
             {}. Een aantekening over die periode vervalt.",
            notation::date(term.last)
        ));
    }
    let first = steps::find(&mut *conn, first).await?;
    if remedy::report(&mut *conn, case).await?.is_some() {
        // What the register itself changes is told with what is proposed.
        let school = decision::of_school(conn, case).await?.map(|_| {
            let by_then = decision::change_by(system.clock.today()).date;
            let by_then = notation::date(by_then);
            format!(" Je school past het gegeven aan, uiterlijk op {by_then}.")
        });
        return Ok(format!(
            "Het eerdere besluit vervalt.{}",
            school.unwrap_or_default()
        ));
    }
    Ok(match (first.registration, admissible(conn, system, &first).await?) {
        (Some(_), Some(_)) => format!(
            "Het eerdere besluit vervalt. Je staat vanaf {} alsnog in het lerarenregister, zonder \
             benoeming.",
            notation::date(system.clock.today())
        ),
        (Some(_), None) => "Het eerdere besluit vervalt.".to_owned(),
        (None, _) => {
            "Het eerdere besluit vervalt. We passen het gegeven aan en laten je weten wanneer dat \
              klaar is."
                .to_owned()
        }
    })
}

/// The registration that was decided on, when the teacher can be entered by it now.
async fn admissible(
    conn: &mut PgConnection,
    system: &System,
    first: &Case,
) -> Result<Option<RegistrationId>, Fault> {
    let why = registration::refusal(conn, system, first.person).await?;
    Ok(first.registration.filter(|_| why.is_none()))
}

/// Every rule was met: the decision is taken by the system, and announced.
///
/// # Errors
/// When the database does not answer.
pub async fn at_once(conn: &mut PgConnection, system: &System, case: &Case) -> Result<(), Fault> {
    let how = (MET, By::Job("reregistration"));
    decision::grant_at_once(conn, system, case, how).await
}

/// What the register holds from now on.
///
/// # Errors
/// When the database does not answer.
pub async fn follow(
    conn: &mut PgConnection,
    system: &System,
    case: &Case,
    verdict: Verdict,
    (decision, by): (DecisionId, By<'_>),
) -> Result<(), Fault> {
    let about = find::about(&mut *conn, case.id).await?;
    let (term, outcome) = match (about, verdict) {
        (Some(About::Application { term, .. }), Verdict::Granted) => (term, "granted"),
        (Some(About::Application { term, .. }), Verdict::Refused) => (term, "annotated"),
        (Some(About::Objection { first_case, .. }), Verdict::Granted) => {
            match find::about(&mut *conn, first_case).await? {
                Some(About::Application { term, .. }) => (term, "granted"),
                _ => {
                    let first = steps::find(&mut *conn, first_case).await?;
                    return match admissible(&mut *conn, system, &first).await? {
                        Some(asked) => remedy::admit(conn, system, by, case.person, asked).await,
                        None => Ok(()),
                    };
                }
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
