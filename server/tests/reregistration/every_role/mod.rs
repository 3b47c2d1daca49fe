//! Every action on every state, by every role, at the desk itself: by calling the server functions, as
//! somebody could who leaves out the pages.

mod sent;
mod states;

use self::{
    sent::{actions, beside, is_refused, of_teacher, send, sent},
    states::{application, bring, objection, only_case, own_motion, registration},
};
use super::{
    MILA, SOMEBODY_ELSE, confirmed, days_pass,
    people::{file, member, staff, worker},
};
use crate::{
    cases,
    support::{Register, Visitor},
};
use shared::{
    case::{Action, By, CaseKind, Past, State},
    identifier::CaseId,
};

/// Everybody who can log in, with the role. Who has a case is `st-3`.
async fn everybody(register: &Register) -> Vec<(&'static str, Visitor<'_>)> {
    let mut all = vec![
        ("teacher", Visitor::teacher(register, MILA).await),
        ("stranger", Visitor::teacher(register, SOMEBODY_ELSE).await),
        ("school", Visitor::of(register, "41234").await),
    ];
    for (subject, role) in [
        ("st-1", "behandelaar"),
        ("st-2", "beslisser"),
        ("st-3", "behandelaar"),
        ("st-5", "beslisser"),
        ("co-1", "commissielid"),
        ("st-6", "beheerder"),
        ("st-7", "inspecteur"),
        ("st-8", "auditor"),
    ] {
        let actor = staff(register, subject, role).await;
        all.push((subject, Visitor::with(register, actor).await));
    }
    all
}

/// Whether somebody may do this, so that it is not for this test to see that nothing happens.
fn may(who: &str, (kind, state, past): (CaseKind, &State, &Past), action: &Action) -> bool {
    let handles = matches!(who, "st-1" | "st-2" | "st-3" | "st-5");
    let took_first = kind == CaseKind::Objection && matches!(who, "st-1" | "st-2");
    // To `st-2`, who took the decision that is objected to.
    let to_who_took = kind == CaseKind::Objection && matches!(action, Action::HandOver { .. });
    let by = By {
        subject: who,
        may_decide: false,
    };
    let again = match action {
        Action::Ask { what } => past.may_ask(*what).is_ok(),
        _ => true,
    };
    handles && !took_first && !to_who_took && again && state.after(kind, action, by).is_ok()
}

/// How a case stands: its state, who has it, what was proposed, and how much happened.
async fn stands_as(
    register: &Register,
    case: CaseId,
) -> (String, Option<String>, Option<String>, i32) {
    sqlx::query_as("select state, worker, verdict, events from case_file where id = $1")
        .bind(case.0)
        .fetch_one(register.pool())
        .await
        .expect("a case")
}

/// Sends everything, as everybody, in a case that stands like this: nothing of it changes but by who may.
async fn try_everything(register: &Register, (case, kind): (CaseId, CaseKind), state: &str) {
    let looks = worker(register, "st-3").await;
    let found = file(register, &looks, case).await;
    let (line, past) = (found.line, found.procedure.past);
    let stands = match state {
        "advised" | "advised_twice" => "in_hand",
        state => state,
    };
    assert_eq!(line.state.code(), stands);
    if past.advices.is_empty() {
        member(register, "co-1", "chair", "", "").await;
    }
    let visitors = everybody(register).await;
    let (id, seen) = (case.to_string(), line.seen.to_string());
    let before = stands_as(register, case).await;
    let unchanged = async |what: String| {
        assert_eq!(stands_as(register, case).await, before, "{what}");
    };
    for action in actions() {
        let (address, fields) = sent(&action).expect("a server function");
        let mut form = vec![("id", id.as_str()), ("seen", seen.as_str())];
        form.extend(fields);
        for (who, visitor) in &visitors {
            if may(who, (kind, &line.state, &past), &action) {
                // Other tests show that what is allowed happens.
                continue;
            }
            let status = send(visitor, address, &form).await;
            let what = format!("{who} does {action:?} on {state} of {kind:?}");
            assert!(is_refused(status), "{what}: {status}");
            unchanged(what).await;
        }
    }
    beside(register, &visitors, (&id, &seen)).await;
    unchanged(format!("what is no step, on {state} of {kind:?}")).await;
    let put_off = "/api/behandeling/zaak/verdagen";
    let later = [
        ("id", &*id),
        ("seen", &*seen),
        ("kind", "adjourned"),
        ("reason", "Het is druk"),
    ];
    for (who, visitor) in visitors.iter().filter(|(who, _)| *who != "st-3") {
        let status = send(visitor, put_off, &later).await;
        assert!(
            status.is_client_error(),
            "{who} puts off {state} of {kind:?}: {status}"
        );
    }
    assert_eq!(register.count("case_extension").await, 0, "{state}");
    let holds = line.state.worker() == Some("st-3") && !line.state.is_closed();
    let handler = visitors.iter().find(|(who, _)| *who == "st-3");
    let (_, handler) = handler.expect("who has it");
    // The same road leads somewhere for who may take it.
    send(handler, put_off, &later).await;
    let put_off = register.count("case_extension").await;
    assert_eq!(put_off, i64::from(holds), "{state} of {kind:?}");
    let answers = matches!(line.state, State::Waiting { on, .. } if on.is_for_teacher());
    for (address, fields) in of_teacher() {
        let allowed = if address.ends_with("antwoord") {
            answers
        } else {
            // What the register began is not for the teacher to take back.
            kind != CaseKind::OwnMotion && !line.state.is_closed()
        };
        let mut form = vec![("id", id.as_str())];
        form.extend(fields);
        for (who, visitor) in &visitors {
            if *who == "teacher" && allowed {
                continue;
            }
            let status = send(visitor, address, &form).await;
            let what = format!("{who} posts to {address} on {state} of {kind:?}");
            assert!(is_refused(status), "{what}: {status}");
            unchanged(what).await;
        }
    }
}

/// Brings a case of this kind this far, and lets everybody try everything.
async fn by_everybody(kind: CaseKind, state: &str) {
    let (register, teacher) = match kind {
        CaseKind::Evidence | CaseKind::Correction => cases::with_mila().await,
        CaseKind::Registration => cases::resting(0).await,
        _ => {
            let (register, teacher) = confirmed().await;
            days_pass(&register, 1302);
            (register, teacher)
        }
    };
    let handler = worker(&register, "st-3").await;
    let decider = worker(&register, "st-4").await;
    let id = match kind {
        CaseKind::Objection => objection(&register, &teacher).await,
        CaseKind::OwnMotion => own_motion(&register).await,
        CaseKind::Evidence => {
            cases::offered(&register, &teacher).await;
            only_case(&register).await
        }
        CaseKind::Correction => {
            cases::reported(&register, &teacher, "Inschrijving of datum van levering").await;
            only_case(&register).await
        }
        CaseKind::Registration => registration(&register, &teacher).await,
        CaseKind::Reregistration => application(&register, &teacher).await,
    };
    let case = (id, kind);
    bring(&register, case, state, (&handler, &decider), &teacher).await;
    try_everything(&register, case, state).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_application_the_machine_decides_who_does_what_and_the_desk_keeps_to_it() {
    for state in [
        "open",
        "in_hand",
        "completing",
        "advising",
        "viewing",
        "advised",
        "advised_twice",
        "proposed",
        "decided",
        "withdrawn",
    ] {
        by_everybody(CaseKind::Reregistration, state).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_register_began_is_decided_by_people_as_an_application_is() {
    for state in [
        "open", "in_hand", "advising", "viewing", "advised", "proposed", "decided",
    ] {
        by_everybody(CaseKind::OwnMotion, state).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_objection_neither_does_who_took_the_decision() {
    for state in [
        "open",
        "in_hand",
        "completing",
        "advising",
        "hearing",
        "proposed",
        "decided",
        "withdrawn",
    ] {
        by_everybody(CaseKind::Objection, state).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_judged_by_who_has_it_and_refused_by_two() {
    for state in ["open", "in_hand", "completing", "proposed", "decided"] {
        by_everybody(CaseKind::Evidence, state).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_correction_and_a_registration_two_people_decide() {
    let states = ["open", "in_hand", "completing", "proposed", "decided"];
    for kind in [CaseKind::Correction, CaseKind::Registration] {
        for state in states {
            by_everybody(kind, state).await;
        }
    }
    by_everybody(CaseKind::Correction, "viewing").await;
}
