//! Every action on every state, by every role, at the desk itself: by calling the server functions, as
//! somebody could who leaves out the pages.

use super::{
    MILA, SOMEBODY_ELSE, confirmed, days_pass,
    people::{
        a_minute, advise, apply, ask, file, mandate, member, plan, refused, rule, sample, seated,
        staff, step, worker,
    },
};
use crate::{
    cases,
    support::{self, Register, Visitor},
};
use app::{
    actor::{CaseWorker, Teacher},
    staff::cases::Proposal,
    teacher::{
        procedure::{ObjectionForm, desk::ProcedureDesk},
        registration::{RegistrationForm, desk::RegistrationDesk},
    },
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
        // What one person grants alone, or grants by choosing what becomes of it, is refused here.
        let (verdict, more) = match kind {
            CaseKind::Evidence | CaseKind::Correction | CaseKind::Registration => {
                let own_facts = "ja".to_owned();
                let more = Proposal {
                    own_facts,
                    ..Proposal::default()
                };
                (Verdict::Refused, more)
            }
            _ => {
                let skip = "c".to_owned();
                let more = Proposal {
                    skip,
                    ..Proposal::default()
                };
                (Verdict::Granted, more)
            }
        };
        rule(register, handler, case, verdict, more)
            .await
            .expect("proposed");
    }
    if state == "decided" {
        if kind.is_decision() {
            mandate(register, decider.staff().subject(), kind).await;
        }
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

/// Whether this is somebody who works on cases.
fn works(who: &str) -> bool {
    matches!(who, "st-1" | "st-2" | "st-3" | "st-5")
}

/// Everything that is no step of the machine, sent by everybody for whom it is not: it does nothing.
async fn beside(
    register: &Register,
    visitors: &[(&'static str, Visitor<'_>)],
    (id, seen): (&str, &str),
) {
    let known = async |query: &'static str| {
        let id: Option<uuid::Uuid> = sqlx::query_scalar(query)
            .fetch_optional(register.pool())
            .await
            .expect("an answer");
        id.unwrap_or_default().to_string()
    };
    let member = known("select id from committee_member limit 1").await;
    let notice = known("select id from message_notice limit 1").await;
    let (member, notice) = (member.as_str(), notice.as_str());
    let handler: fn(&str) -> bool = |who| who == "st-3";
    let adviser: fn(&str) -> bool = |who| who == "co-1";
    let keeper: fn(&str) -> bool = |who| who == "st-6";
    let works: fn(&str) -> bool = works;
    let today = register.system.clock.today().to_string();
    let day: Vec<&str> = today.split('-').rev().collect();
    let [day, month, year] = day[..] else {
        panic!("a day: {today}")
    };
    let tables = [
        "case_sequel",
        "case_extension",
        "objection",
        "committee_member where ended_at is null",
        "committee_tie",
        "committee_session",
        "committee_seat where opinion is not null or excused_at is not null",
        "committee_advice",
        "staff_absence",
        "message_notice where posted_at is not null",
    ];
    let count = async || {
        let mut counts = Vec::new();
        for table in tables {
            counts.push(register.count(table).await);
        }
        counts
    };
    let before = count().await;
    let id = ("id", id);
    let seen = ("seen", seen);
    for (address, form, may) in [
        (
            "/api/behandeling/zaak/vraag/einde",
            vec![
                id,
                seen,
                ("report", "Wat er kwam"),
                ("came_day", day),
                ("came_month", month),
                ("came_year", year),
            ],
            handler,
        ),
        (
            "/api/behandeling/zaak/vraag/einde",
            vec![id, seen, ("nothing", "ja")],
            handler,
        ),
        (
            "/api/behandeling/zaak/verdagen",
            vec![
                id,
                seen,
                ("kind", "agreed"),
                ("reason", "De leraar vindt het goed"),
                ("agreed_day", "1"),
                ("agreed_month", "12"),
                ("agreed_year", "2032"),
            ],
            handler,
        ),
        (
            "/api/behandeling/zaak/vervolg",
            vec![
                id,
                ("kind", "default_notice"),
                ("content", "Beslis nu"),
                ("received_day", day),
                ("received_month", month),
                ("received_year", year),
            ],
            works,
        ),
        (
            "/api/behandeling/bezwaar",
            vec![
                ("decision", "HR-2030-0001"),
                ("grounds", "Ik ben het er niet mee eens"),
                ("on_day", day),
                ("on_month", month),
                ("on_year", year),
            ],
            works,
        ),
        (
            "/api/behandeling/commissie/advies",
            vec![
                id,
                ("kind", "negative"),
                ("reasons", "Er ontbreken uren"),
                ("last", "ja"),
            ],
            adviser,
        ),
        (
            "/api/behandeling/commissie/afmelden",
            vec![id, ("session", member)],
            adviser,
        ),
        (
            "/api/behandeling/commissie/plannen",
            vec![
                ("place", "Online"),
                ("on_day", day),
                ("on_month", month),
                ("on_year", year),
            ],
            works,
        ),
        (
            "/api/behandeling/commissie/lid",
            vec![("subject", "co-1"), ("part", "external")],
            keeper,
        ),
        (
            "/api/behandeling/commissie/lid/einde",
            vec![("id", member)],
            keeper,
        ),
        (
            "/api/behandeling/commissie/band",
            vec![("member", member), ("board", "41234")],
            keeper,
        ),
        (
            "/api/behandeling/afwezig",
            vec![
                ("subject", "st-3"),
                ("until_day", day),
                ("until_month", month),
                ("until_year", year),
            ],
            works,
        ),
        (
            "/api/behandeling/afwezig/einde",
            vec![("id", member)],
            works,
        ),
        (
            "/api/behandeling/post/verstuurd",
            vec![("id", notice)],
            works,
        ),
    ] {
        for (who, visitor) in visitors.iter().filter(|(who, _)| !may(who)) {
            let status = send(visitor, address, &form).await;
            assert!(is_refused(status), "{who} posts to {address}: {status}");
        }
    }
    assert_eq!(count().await, before, "nothing came of it: {tables:?}");
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

async fn only_case(register: &Register) -> CaseId {
    let id = sqlx::query_scalar("select id from case_file")
        .fetch_one(register.pool())
        .await;
    CaseId(id.expect("a case"))
}

/// The teacher asks to be entered, with a scan of the diploma.
async fn registration(register: &Register, teacher: &Teacher) -> CaseId {
    let form = RegistrationForm {
        subject: "Duits".to_owned(),
        school_types: vec!["havo_vwo".to_owned()],
        years: vec!["lower".to_owned()],
        uitleg: String::new(),
    };
    let files = vec![support::file("diploma.pdf", support::pdf("diploma"))];
    let asked = register.desk.register(teacher, &form, files).await;
    asked.expect("asked");
    only_case(register).await
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
