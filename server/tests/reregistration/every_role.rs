//! Every action on every state, by every role, at the desk itself: by calling the server functions, as
//! somebody could who leaves out the pages.

use super::{
    MILA, SOMEBODY_ELSE, confirmed, days_pass,
    people::{
        a_minute, advise, apply, ask, file, mandate, member, plan, refused, rule, sample, seated,
        staff, step, worker,
    },
};
use crate::support::{Register, Visitor};
use app::{
    actor::{CaseWorker, Teacher},
    staff::cases::Proposal,
    teacher::procedure::{ObjectionForm, desk::ProcedureDesk},
};
use axum::http::StatusCode;
use shared::{
    case::{Action, AdviceKind, By, CaseKind, Past, State, Verdict, Wait},
    identifier::CaseId,
};

/// A day for a hearing, in the summer of 2030.
const HEARING: [&str; 3] = ["1", "9", "2030"];

/// What is sent for an action, and where; nothing when there is no server function for it.
fn sent(action: &Action) -> Option<(&'static str, Vec<(&'static str, &'static str)>)> {
    let step = |step| Some(("/api/behandeling/zaak/stap", vec![("step", step)]));
    match action {
        Action::Take => step("take"),
        Action::Release => step("release"),
        Action::Confirm => step("confirm"),
        Action::SendBack => Some((
            "/api/behandeling/zaak/stap",
            vec![("step", "send_back"), ("note", "Kijk nog eens")],
        )),
        Action::HandOver { .. } => Some((
            "/api/behandeling/zaak/stap",
            vec![("step", "hand_over"), ("to", "st-2")],
        )),
        Action::Ask { what } => Some((
            "/api/behandeling/zaak/vraag",
            vec![
                ("what", what.code()),
                ("question", "Wat we vragen"),
                ("on_day", "1"),
                ("on_month", "9"),
                ("on_year", "2030"),
            ],
        )),
        Action::Propose { verdict } => Some((
            "/api/behandeling/zaak/voorstel",
            vec![
                ("verdict", verdict.code()),
                ("reasons", "Dit is waarom"),
                ("skip", "c"),
            ],
        )),
        // These come from the teacher or the committee, or by themselves.
        _ => None,
    }
}

async fn send(visitor: &Visitor<'_>, address: &str, form: &[(&str, &str)]) -> StatusCode {
    let body = serde_urlencoded::to_string(form).expect("a form");
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let answer = visitor.call("POST", address, &kind, body.into()).await;
    answer.status()
}

/// Whether it was refused for what it is; not because nobody was logged in any more.
fn is_refused(status: StatusCode) -> bool {
    status.is_client_error() && status != StatusCode::UNAUTHORIZED
}

fn actions() -> Vec<Action> {
    let mut all = vec![
        Action::Take,
        Action::Release,
        Action::Confirm,
        Action::SendBack,
        Action::HandOver {
            to: "st-2".to_owned(),
        },
    ];
    all.extend(Wait::ALL.map(|what| Action::Ask { what }));
    all.extend(Verdict::ALL.map(|verdict| Action::Propose { verdict }));
    all
}

/// What a teacher sends in a case, with the fields.
fn of_teacher() -> [(&'static str, Vec<(&'static str, &'static str)>); 2] {
    [
        ("/api/mijn/zaak/antwoord", vec![("answer", "Mijn antwoord")]),
        ("/api/mijn/zaak/intrekken", vec![]),
    ]
}

async fn application(register: &Register, teacher: &Teacher) -> CaseId {
    sample(register, true).await;
    apply(register, teacher).await
}

/// An objection against a decision of `st-1` and `st-2`.
async fn objection(register: &Register, teacher: &Teacher) -> CaseId {
    let form = ObjectionForm {
        decision: Some(refused(register, teacher).await),
        grounds: "Ik ben het er niet mee eens".to_owned(),
        ..ObjectionForm::default()
    };
    a_minute(register);
    let begun = register.desk.object(teacher, &form).await;
    begun.expect("received")
}

/// Brings a case this far, by who handles it and who decides it.
async fn bring(
    register: &Register,
    (case, kind): (CaseId, CaseKind),
    state: &str,
    (handler, decider): (&CaseWorker, &CaseWorker),
    teacher: &Teacher,
) {
    if state == "withdrawn" {
        a_minute(register);
        let withdrawn = register.desk.withdraw(teacher, case).await;
        return withdrawn.expect("taken back");
    }
    if state == "open" {
        return;
    }
    step(register, handler, case, "take").await.expect("taken");
    if matches!(state, "advised" | "advised_twice") {
        let today = register.system.clock.today();
        let today = [today.day(), today.month()].map(|part| part.to_string());
        let today = [today[0].as_str(), today[1].as_str(), "2030"];
        let members = seated(register, handler, case, today).await;
        advise(register, &members, case, AdviceKind::Insufficient).await;
        if state == "advised_twice" {
            ask(register, handler, case, Wait::Advice, HEARING)
                .await
                .expect("asked");
            plan(register, handler, today).await.expect("planned");
            advise(register, &members, case, AdviceKind::Negative).await;
        }
    }
    if let Some(what) = Wait::ALL.into_iter().find(|wait| wait.state() == state) {
        ask(register, handler, case, what, HEARING)
            .await
            .expect("asked");
    }
    if matches!(state, "proposed" | "decided") {
        let declined = Proposal {
            skip: "c".to_owned(),
            ..Proposal::default()
        };
        rule(register, handler, case, Verdict::Granted, declined)
            .await
            .expect("proposed");
    }
    if state == "decided" {
        mandate(register, decider.staff().subject(), kind).await;
        step(register, decider, case, "confirm")
            .await
            .expect("decided");
    }
}

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
    let unchanged = async |what: String| {
        let now = file(register, &looks, case).await.line;
        assert_eq!(now.state, line.state, "{what}");
        assert_eq!(now.seen, line.seen, "{what}");
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

/// What the register began as the term was over, without an application.
async fn own_motion(register: &Register) -> CaseId {
    days_pass(register, 159);
    server::signals::go_round(&register.system)
        .await
        .expect("a round");
    let id = sqlx::query_scalar("select id from case_file where kind = 'own_motion'")
        .fetch_one(register.pool())
        .await;
    CaseId(id.expect("a case"))
}

/// Brings a case of this kind this far, and lets everybody try everything.
async fn by_everybody(kind: CaseKind, state: &str) {
    let (register, teacher) = confirmed().await;
    days_pass(&register, 1302);
    let handler = worker(&register, "st-3").await;
    let decider = worker(&register, "st-4").await;
    let id = match kind {
        CaseKind::Objection => objection(&register, &teacher).await,
        CaseKind::OwnMotion => own_motion(&register).await,
        _ => application(&register, &teacher).await,
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
