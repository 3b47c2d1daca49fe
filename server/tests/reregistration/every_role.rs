//! Every action on every state, by every role, at the desk itself: by calling the server functions, as
//! somebody could who leaves out the pages.

use super::{
    confirmed, days_pass,
    people::{apply, ask, file, mandate, member, rule, sample, staff, step, worker},
};
use crate::support::{Register, Visitor};
use app::{
    actor::{CaseWorker, Teacher},
    staff::cases::Proposal,
};
use axum::http::StatusCode;
use shared::{
    case::{Action, By, CaseKind, State, Verdict, Wait},
    identifier::CaseId,
};

const NO_DAY: [&str; 3] = ["", "", ""];

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

/// Whether nothing else must have happened before it.
fn is_plain(action: &Action) -> bool {
    let granted = Verdict::Granted;
    !matches!(action, Action::Propose { verdict } if *verdict != granted)
}

/// Sends it as a script does; what the answer is.
async fn send(visitor: &Visitor<'_>, address: &str, form: &[(&str, &str)]) -> StatusCode {
    let body = serde_urlencoded::to_string(form).expect("a form");
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let answer = visitor.call("POST", address, &kind, body.into()).await;
    answer.status()
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

async fn of_mila(register: &Register, teacher: &Teacher) -> CaseId {
    sample(register, true).await;
    apply(register, teacher).await
}

/// A case of which `inge` has come this far.
async fn case_in(
    state: &str,
    register: &Register,
    teacher: &Teacher,
    (inge, peter): (&CaseWorker, &CaseWorker),
) -> CaseId {
    let case = of_mila(register, teacher).await;
    if state == "open" {
        return case;
    }
    step(register, inge, case, "take").await.expect("taken");
    let what = match state {
        "completing" => Some(Wait::Completion),
        "advising" => Some(Wait::Advice),
        "viewing" => Some(Wait::View),
        _ => None,
    };
    if let Some(what) = what {
        ask(register, inge, case, what, NO_DAY)
            .await
            .expect("asked");
    }
    if matches!(state, "proposed" | "decided") {
        rule(register, inge, case, Verdict::Granted, Proposal::default())
            .await
            .expect("proposed");
    }
    if state == "decided" {
        mandate(register, "st-2", CaseKind::Reregistration).await;
        step(register, peter, case, "confirm")
            .await
            .expect("decided");
    }
    case
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_machine_refuses_the_desk_refuses_and_other_roles_do_nothing() {
    for state in [
        "open",
        "in_hand",
        "completing",
        "advising",
        "viewing",
        "proposed",
        "decided",
    ] {
        let (register, teacher) = confirmed().await;
        days_pass(&register, 1302);
        let (inge, peter) = (
            worker(&register, "st-1").await,
            worker(&register, "st-2").await,
        );
        let case = case_in(state, &register, &teacher, (&inge, &peter)).await;
        let line = file(&register, &inge, case).await.line;
        assert_eq!(line.state.code(), state);
        let mut allowed = None;
        member(&register, "co-1", "chair", "", "").await;
        let mut visitors = vec![("teacher", Visitor::teacher(&register, super::MILA).await)];
        for (subject, role) in [
            ("st-1", "behandelaar"),
            ("st-5", "beslisser"),
            ("co-1", "commissielid"),
            ("st-6", "beheerder"),
            ("st-7", "inspecteur"),
            ("st-8", "auditor"),
        ] {
            let actor = staff(&register, subject, role).await;
            visitors.push((role, Visitor::with(&register, actor).await));
        }
        for action in actions() {
            let (address, fields) = sent(&action).expect("a server function");
            let (id, seen) = (case.to_string(), line.seen.to_string());
            let mut form = vec![("id", id.as_str()), ("seen", seen.as_str())];
            form.extend(fields);
            for (role, visitor) in &visitors {
                let subject = match *role {
                    "behandelaar" => "st-1",
                    "beslisser" => "st-5",
                    _ => "",
                };
                let by = By {
                    subject,
                    may_decide: false,
                };
                let after = line.state.after(line.kind, &action, by);
                if !subject.is_empty() && after.is_ok() {
                    // What is asked before a refusal or a hearing, other tests show.
                    if after.is_ok_and(|after| after != line.state) && is_plain(&action) {
                        allowed.get_or_insert((visitor, action.clone()));
                    }
                    continue;
                }
                let status = send(visitor, address, &form).await;
                let refused = match (&action, subject) {
                    (_, "") => status == StatusCode::FORBIDDEN,
                    // What is missing is said first.
                    (Action::Propose { .. }, _) => {
                        [StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY].contains(&status)
                    }
                    _ => status == StatusCode::CONFLICT,
                };
                assert!(refused, "{role} does {action:?} on {state}: {status}");
                let now = file(&register, &inge, case).await.line;
                assert_eq!(now.state, line.state, "{role} does {action:?} on {state}");
                assert_eq!(now.seen, line.seen, "{role} does {action:?} on {state}");
            }
        }
        assert!(matches!(line.state, State::Decided { .. }) == (state == "decided"));
        // The same road leads somewhere for who may take it.
        assert_eq!(allowed.is_none(), state == "decided");
        if let Some((visitor, action)) = allowed {
            let (address, fields) = sent(&action).expect("a server function");
            let (id, seen) = (case.to_string(), line.seen.to_string());
            let mut form = vec![("id", id.as_str()), ("seen", seen.as_str())];
            form.extend(fields);
            let status = send(visitor, address, &form).await;
            assert!(status.is_success() || status.is_redirection(), "{status}");
            let now = file(&register, &inge, case).await.line;
            assert_eq!(now.seen, line.seen + 1, "{action:?} on {state}");
        }
    }
}
