//! The decision on an application or an objection: what it is written from, and what follows from it.

use super::{
    find::{self, About},
    own_motion, reckon,
};
use crate::{
    System,
    audit::By,
    clock::dutch,
    desks::{
        staff::cases::{
            decision, remedy,
            steps::{self, Case, Step, Who},
        },
        teacher::{next_term, registration},
    },
    fault::Fault,
};
use jiff_sqlx::ToSqlx;
use shared::{
    Problem,
    case::{self, Action, CaseKind, Topic, Verdict},
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
    let objected = steps::find(&mut *conn, first).await?;
    match objected.state.verdict() {
        Some(Verdict::Granted) => {
            return Ok(
                "Het eerdere besluit blijft gelden: daarin kreeg je al wat je vroeg.".to_owned(),
            );
        }
        Some(Verdict::NotHandled) => return again(&mut *conn, system, &objected).await,
        Some(Verdict::Refused) | None => {}
    }
    if let Some(About::Application { term, .. }) = find::about(&mut *conn, first).await? {
        return Ok(format!(
            "Het eerdere besluit vervalt. Je bent alsnog geherregistreerd na je periode tot en met \
             {}. Een aantekening over die periode vervalt.",
            notation::date(term.last)
        ));
    }
    let first = objected;
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

/// What changes when what was wrongly not handled is taken up again.
async fn again(conn: &mut PgConnection, system: &System, first: &Case) -> Result<String, Fault> {
    if !is_taken_up(conn, system, first).await? {
        return Ok(
            "Het eerdere besluit vervalt. Je vroeg het intussen opnieuw aan: daarop beslissen we."
                .to_owned(),
        );
    }
    let due = case::decided_by(first.kind, system.clock.today(), false, &[]);
    Ok(format!(
        "Het eerdere besluit vervalt. We nemen zaak {} alsnog in behandeling en beslissen uiterlijk op \
         {}.",
        first.number,
        notation::date(due.date)
    ))
}

/// Whether what was not handled can be taken up again: not when the teacher asked the same anew.
async fn is_taken_up(
    conn: &mut PgConnection,
    system: &System,
    first: &Case,
) -> Result<bool, Fault> {
    if first.registration.is_some() {
        return Ok(admissible(conn, system, first).await?.is_some());
    }
    Ok(sqlx::query_scalar!(
        r#"select not exists (
               select
               from case_file c
               join reregistration_application mine on mine.id = c.application_id
               join reregistration_application other
                   on other.person_id = mine.person_id
                   and other.term && mine.term
                   and other.id <> mine.id
               join case_file again on again.application_id = other.id
               where c.id = $1
                 and again.kind = 'reregistration'
                 and again.state <> 'withdrawn'
                 and again.opened_at > c.opened_at
                 and again.verdict is distinct from 'not_handled'
           ) as "is!""#,
        first.id.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Takes a case up again, with the whole term from today; what the register began itself about the same term
/// is over.
async fn take_up(conn: &mut PgConnection, system: &System, first: &Case) -> Result<(), Fault> {
    if !is_taken_up(&mut *conn, system, first).await? {
        return Ok(());
    }
    let by = Who::Job("objection");
    if first.kind == CaseKind::Reregistration {
        own_motion::end(&mut *conn, system, first.person, by).await?;
    }
    let action = Action::Reopen;
    let after = first
        .state
        .after(first.kind, &action, case::By::TEACHER)
        .map_err(|refusal| Problem::conflict(refusal.to_string()))?;
    steps::keep(&mut *conn, system, first, Step::new(&action, &after, by)).await?;
    sqlx::query!(
        "update case_file set reopened_at = $2 where id = $1",
        first.id.0,
        system.clock.now_stored().to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *conn)
    .await?;
    reckon(conn, first.id).await?;
    Ok(())
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
            let first = steps::locked(&mut *conn, first_case).await?;
            match first.state.verdict() {
                Some(Verdict::NotHandled) => return take_up(conn, system, &first).await,
                Some(Verdict::Refused) => {}
                // What was granted stays so.
                Some(Verdict::Granted) | None => return Ok(()),
            }
            match find::about(&mut *conn, first_case).await? {
                Some(About::Application { term, .. }) => (term, "granted"),
                _ => {
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
