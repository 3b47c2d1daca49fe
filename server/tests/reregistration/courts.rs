//! What comes of an objection: what it is granted against, and what the courts do after it.

use super::{
    days_pass,
    lives::{NO_DAY, decision, near_the_end, recorded},
    people::{
        a_minute, advise, apply, ask, court, fields, file, follow_up, mandate, object, refused,
        rule, rule_with, sample, seated, settle, step, why, worker,
    },
    suspending::{in_hand, told},
};
use crate::support::{Register, post_letters};
use app::{
    actor::{CaseWorker, Teacher},
    staff::{
        cases::{Proposal, desk::CaseDesk},
        procedure::desk::HandlingDesk,
    },
    teacher::procedure::desk::ProcedureDesk,
};
use jiff::Span;
use server::signals::go_round;
use shared::{
    case::{AdviceKind, CaseKind, Document, Judgment, SequelKind, State, Verdict, Wait},
    identifier::{CaseId, DecisionId},
    term::TermCode,
};

/// Objects against this decision, and two others decide on that without a hearing.
async fn decided(
    register: &Register,
    teacher: &Teacher,
    against: DecisionId,
    verdict: Verdict,
) -> (CaseId, Document) {
    let objection = object(register, teacher, against).await;
    let (third, fourth) = (
        worker(register, "st-3").await,
        worker(register, "st-4").await,
    );
    step(register, &third, objection, "take")
        .await
        .expect("taken");
    let skip = Proposal {
        skip: "c".to_owned(),
        ..Proposal::default()
    };
    rule_with(register, &third, objection, verdict, skip)
        .await
        .expect("proposed");
    mandate(register, "st-4", CaseKind::Objection).await;
    step(register, &fourth, objection, "confirm")
        .await
        .expect("decided");
    let (_, text) = decision(register, teacher, objection).await;
    (objection, text.document)
}

fn says(document: &Document, words: &str) -> bool {
    document.parts().any(|(_, text)| text.contains(words))
}

/// A case that was left out of consideration, and is taken up again because that was wrong: with who handled
/// it, the first decision, and the one on the objection.
async fn wrongly_not_handled() -> (
    Register,
    Teacher,
    [CaseWorker; 2],
    CaseId,
    DecisionId,
    Document,
) {
    let (register, teacher, inge, case) = in_hand().await;
    ask(&register, &inge, case, Wait::Completion, NO_DAY)
        .await
        .expect("asked");
    days_pass(&register, 15);
    settle(&register, &inge, case, None)
        .await
        .expect("nothing came");
    rule(&register, &inge, case, Verdict::NotHandled)
        .await
        .expect("proposed");
    let peter = worker(&register, "st-2").await;
    mandate(&register, "st-2", CaseKind::Reregistration).await;
    step(&register, &peter, case, "confirm")
        .await
        .expect("decided");
    let (first, _) = decision(&register, &teacher, case).await;
    days_pass(&register, 7);
    let (_, text) = decided(&register, &teacher, first, Verdict::Granted).await;
    (register, teacher, [inge, peter], case, first, text)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_wrongly_not_handled_is_taken_up_again() {
    let (register, teacher, [inge, peter], case, first, text) = wrongly_not_handled().await;

    assert!(says(&text, "alsnog in behandeling"), "{text:?}");
    assert!(
        recorded(&register).await.is_empty(),
        "nothing is granted by it"
    );
    let again = file(&register, &inge, case).await;
    assert_eq!(again.line.state, State::Open);
    let today = register.system.clock.today();
    let whole = TermCode::ReregistrationDecision.after(today, "").date;
    assert_eq!(again.due.date, whole, "its whole term");
    assert!(again.due.steps[0].reason.contains("bezwaar was gegrond"));
    assert_eq!(again.procedure.past.incomplete, None, "that is asked anew");
    let mine = register.desk.my_case(&teacher, case).await.expect("mine");
    assert!(!mine.closed && mine.decision.is_none());
    let (_, last) = mine.moments.last().expect("a moment");
    assert_eq!(last, "Opnieuw in behandeling, na bezwaar");

    step(&register, &inge, case, "take").await.expect("taken");
    rule(&register, &inge, case, Verdict::Granted)
        .await
        .expect("proposed");
    step(&register, &peter, case, "confirm")
        .await
        .expect("decided");
    assert_eq!(recorded(&register).await, ["granted 2026-11-23 2030-11-23"]);
    let (second, text) = decision(&register, &teacher, case).await;
    assert_ne!(first, second);
    assert_eq!(text.document.verdict, Verdict::Granted);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_case_that_was_taken_up_again_the_first_decision_stops_no_penalty() {
    let (register, teacher, [inge, _], case, _, _) = wrongly_not_handled().await;
    let due = file(&register, &inge, case).await.due.date;
    days_pass(
        &register,
        i64::from((due - register.system.clock.today()).get_days()) + 1,
    );
    follow_up(&register, &inge, case, "default_notice")
        .await
        .expect("recorded");
    days_pass(&register, 21);
    let mine = register.desk.my_case(&teacher, case).await.expect("mine");
    let [notice] = mine.sequels.try_into().expect("one");
    assert!(notice.euros.is_some(), "there is no decision yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_against_what_was_granted_changes_nothing() {
    let (register, teacher) = near_the_end("170").await;
    sample(&register, false).await;
    let case = apply(&register, &teacher).await;
    let (granted, _) = decision(&register, &teacher, case).await;
    let (_, text) = decided(&register, &teacher, granted, Verdict::Granted).await;
    assert!(says(&text, "blijft gelden"), "{text:?}");
    assert!(!says(&text, "vervalt"), "{text:?}");
    assert_eq!(recorded(&register).await, ["granted 2026-11-23 2030-11-23"]);
    assert_eq!(register.count("reregistration").await, 1, "recorded once");
    let inge = worker(&register, "st-1").await;
    let first = file(&register, &inge, case).await.line.state;
    assert!(matches!(first, State::Decided { .. }), "{first:?}");
}

/// An objection that was refused, of which the letter was posted.
async fn in_vain(register: &Register, teacher: &Teacher) -> (CaseWorker, CaseId) {
    let first = refused(register, teacher).await;
    let (objection, _) = decided(register, teacher, first, Verdict::Refused).await;
    let third = worker(register, "st-3").await;
    post_letters(register, &third).await;
    (third, objection)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_courts_are_recorded_until_nobody_can_go_on() {
    let (register, teacher) = near_the_end("150").await;
    let (third, objection) = in_vain(&register, &teacher).await;
    let irrevocable = async || {
        let way = file(&register, &third, objection).await.procedure;
        way.irrevocable
    };
    let today = register.system.clock.today();
    let until = TermCode::Appeal.after(today, "").date;
    assert_eq!(irrevocable().await, until.tomorrow().ok());
    let record = async |kind, outcome| {
        days_pass(&register, 7);
        court(&register, &third, objection, (kind, outcome)).await
    };
    assert!(why(record("court_ruling", "founded").await).contains("Er loopt geen beroep"));
    assert!(why(record("higher_appeal", "").await).contains("Leg die eerst vast"));
    record("appeal", "").await.expect("recorded");
    assert!(told(&register, &teacher).await.0.contains("beroep"));
    assert_eq!(irrevocable().await, None);
    assert_eq!(fields(record("court_ruling", "").await), ["outcome"]);
    record("court_ruling", "unfounded").await.expect("recorded");
    let ruled = register.system.clock.today();
    let further = TermCode::HigherAppeal.after(ruled, "").date;
    assert_eq!(irrevocable().await, further.tomorrow().ok());
    record("higher_appeal", "").await.expect("recorded");
    assert_eq!(irrevocable().await, None);
    record("court_ruling", "founded").await.expect("recorded");
    let last = register.system.clock.today();
    assert_eq!(irrevocable().await, last.tomorrow().ok());
    assert!(why(record("higher_appeal", "").await).contains("Leg die eerst vast"));

    let mine = register.desk.my_case(&teacher, objection).await;
    let sequels = mine.expect("mine").sequels;
    let kinds: Vec<SequelKind> = sequels.iter().map(|sequel| sequel.kind).collect();
    assert_eq!(
        kinds,
        [
            SequelKind::Appeal,
            SequelKind::CourtRuling,
            SequelKind::HigherAppeal,
            SequelKind::CourtRuling
        ]
    );
    assert_eq!(sequels[3].judgment, Some(Judgment::Founded));
    assert_eq!(sequels[0].due.date, until);
    // Of the decision that was objected to, the last word is that on the objection.
    let first: uuid::Uuid =
        sqlx::query_scalar("select id from case_file where kind = 'reregistration'")
            .fetch_one(register.pool())
            .await
            .expect("a case");
    let first = file(&register, &third, CaseId(first)).await.procedure;
    assert_eq!(first.irrevocable, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_forgotten_while_a_court_has_it() {
    let (register, teacher) = near_the_end("150").await;
    let (third, objection) = in_vain(&register, &teacher).await;
    court(&register, &third, objection, ("appeal", ""))
        .await
        .expect("recorded");
    let left = async |years: i32| {
        let today = register.system.clock.today();
        let then = today + Span::new().years(years).days(60);
        days_pass(&register, i64::from((then - today).get_days()));
        // What was objected to goes after the objection.
        for _ in 0..2 {
            go_round(&register.system).await.expect("a round");
        }
        register.count("decision").await
    };
    assert_eq!(left(11).await, 2, "a court has it");
    court(&register, &third, objection, ("court_ruling", "unfounded"))
        .await
        .expect("recorded");
    assert_eq!(left(9).await, 2, "ten years from when it is irrevocable");
    assert_eq!(left(1).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_after_advice_tells_that_somebody_saw_it_came_with_care() {
    let (register, teacher, inge, case) = in_hand().await;
    let today = register.system.clock.today();
    let on = [today.day().to_string(), today.month().to_string()];
    let members = seated(&register, &inge, case, [&on[0], &on[1], "2030"]).await;
    advise(&register, &members, case, AdviceKind::Positive).await;
    a_minute(&register);
    let proposal = |careful: &str, seen| Proposal {
        id: Some(case),
        seen,
        verdict: Verdict::Granted.code().to_owned(),
        reasons: "Dit is waarom.".to_owned(),
        careful: careful.to_owned(),
        ..Proposal::default()
    };
    let seen = file(&register, &inge, case).await.line.seen;
    let careless = register.desk.propose(&inge, proposal("", seen)).await;
    assert_eq!(fields(careless), ["careful"]);
    register
        .desk
        .propose(&inge, proposal("ja", seen))
        .await
        .expect("proposed");
    let peter = worker(&register, "st-2").await;
    mandate(&register, "st-2", CaseKind::Reregistration).await;
    step(&register, &peter, case, "confirm")
        .await
        .expect("decided");
    let (_, text) = decision(&register, &teacher, case).await;
    assert!(says(&text.document, "artikel 3:9 Awb"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_objection_is_on_some_page_of_the_list() {
    let (register, teacher) = near_the_end("150").await;
    let decision = refused(&register, &teacher).await;
    for _ in 0..26 {
        let case = object(&register, &teacher, decision).await;
        let taken_back = register.desk.withdraw(&teacher, case).await;
        taken_back.expect("taken back");
    }
    let inge = worker(&register, "st-1").await;
    let page = async |page| register.desk.objections(&inge, page).await.expect("a page");
    let (first, second) = (page(1).await, page(2).await);
    assert_eq!(
        (first.lines.page, first.lines.pages, first.lines.rows.len()),
        (1, 2, 25)
    );
    assert_eq!((second.lines.page, second.lines.rows.len()), (2, 1));
    assert_eq!(page(9).await.lines.page, 2, "there are no more");
    assert!(
        first
            .lines
            .rows
            .iter()
            .all(|line| line.case.id != second.lines.rows[0].case.id)
    );
}
