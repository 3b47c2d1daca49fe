//! That the teacher may react first to what is intended (articles 4:7 and 4:8 Awb).

use super::super::{a_minute_later, days_later, last_message, open, propose_all, step, workers};
use super::{answer, ask, in_hand, questions};
use crate::support::{Register, Visitor};
use app::{
    actor::Teacher,
    staff::cases::{CaseLine, Proposal},
    teacher::{desk::TeacherDesk, procedure::desk::ProcedureDesk},
};
use jiff::civil::date;
use server::session::store;
use shared::case::{Document, State, Verdict, Wait};

/// That the correction is refused; because of what the teacher gave, with `ja`.
fn refused(own_facts: &str) -> Proposal {
    Proposal {
        verdict: "refused".to_owned(),
        reasons: "Het klopt zoals het er staat.".to_owned(),
        own_facts: own_facts.to_owned(),
        ..Proposal::default()
    }
}

/// A colleague confirms what was proposed; what the teacher reads.
async fn confirmed(register: &Register, teacher: &Teacher, case: &CaseLine) -> Document {
    let (_, peter) = workers(register).await;
    step(register, &peter, case, "confirm")
        .await
        .expect("confirmed");
    let told = register.desk.my_case(teacher, case.id).await.expect("mine");
    let decision = told.decision.expect("a decision");
    let decision = register.desk.decision(teacher, decision).await;
    decision.expect("its text").document
}

fn why_unasked(document: &Document) -> Option<&str> {
    let mut parts = document.parts();
    let found = parts.find(|(title, _)| *title == "Waarom we je niet eerst om een reactie vroegen");
    found.map(|(_, text)| text)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_not_refused_before_the_teacher_could_react() {
    let (register, teacher, inge, case) = in_hand().await;
    let hasty = propose_all(&register, &inge, &case, refused("")).await;
    let hasty = hasty.expect_err("the teacher is heard first");
    let said = hasty.at("verdict").expect("at the verdict");
    assert!(said.contains("Stuur eerst een voornemen"), "{said}");

    ask(&register, &inge, &case, Wait::View)
        .await
        .expect("asked");
    let (title, body, link) = last_message(&register).await;
    assert_eq!(
        title,
        format!("Wat we van plan zijn in zaak {}", case.number)
    );
    for words in [
        "Welk vak geef je nu?",
        "nog geen besluit",
        "7 december 2026",
    ] {
        assert!(body.contains(words), "{words}: {body}");
    }
    assert_eq!(link, Some(format!("/mijn/zaken/{}", case.id)));
    assert_eq!(
        questions(&register, &teacher).await,
        [(case.id, case.number.clone(), date(2026, 12, 7))]
    );
    let waits = open(&register, &inge, &case).await;
    let last = &waits.procedure.asked[0].last;
    assert!(last.steps.iter().any(|step| step.article.contains("4:7")));
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let page = visitor.page(&format!("/mijn/zaken/{}", case.id)).await;
    assert!(page.contains("Wat we van plan zijn") && page.contains("Jouw antwoord"));

    days_later(&register, 3);
    answer(&register, &teacher, &case).await.expect("answered");
    let back = open(&register, &inge, &case).await;
    assert!(matches!(back.line.state, State::InHand { .. }));
    assert_eq!(
        back.line.due, case.due,
        "a view gives the register no more time"
    );
    propose_all(&register, &inge, &case, refused(""))
        .await
        .expect("proposed");
    let document = confirmed(&register, &teacher, &case).await;
    assert_eq!(document.verdict, Verdict::Refused);
    assert_eq!(why_unasked(&document), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_react_in_time_was_heard() {
    let (register, teacher, inge, case) = in_hand().await;
    ask(&register, &inge, &case, Wait::View)
        .await
        .expect("asked");
    days_later(&register, 15);
    server::signals::go_round(&register.system)
        .await
        .expect("a round");
    a_minute_later(&register);
    propose_all(&register, &inge, &case, refused(""))
        .await
        .expect("proposed");
    let document = confirmed(&register, &teacher, &case).await;
    assert_eq!(why_unasked(&document), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn that_a_refusal_rests_on_what_the_teacher_gave_is_kept_with_the_decision() {
    let (register, teacher, inge, case) = in_hand().await;
    let actor = super::staff(&register, "st-1", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let address = format!("/behandeling/zaken/{}?deel=besluit", case.id);
    let page = visitor.page(&address).await;
    assert!(page.contains("Ik wijs alleen af om wat de leraar zelf opgaf"));
    let (id, seen) = (
        case.id.to_string(),
        open(&register, &inge, &case).await.line.seen.to_string(),
    );
    let form = |own_facts: &'static str| {
        [
            ("id", id.as_str()),
            ("seen", seen.as_str()),
            ("verdict", "refused"),
            ("reasons", "Het klopt zoals het er staat."),
            ("own_facts", own_facts),
        ]
    };
    let action = "/api/behandeling/zaak/voorstel";
    let back = visitor.post(&address, action, &form("")).await;
    let page = visitor.page(&back).await;
    assert!(page.contains("Stuur eerst een voornemen"));
    assert_eq!(visitor.post(&address, action, &form("ja")).await, address);
    assert_eq!(register.count("case_ruling where own_facts").await, 1);
    let (_, peter) = workers(&register).await;
    let preview = open(&register, &peter, &case).await.preview;
    let preview = preview.expect("who confirms it reads it whole");
    assert!(why_unasked(&preview).is_some());
    let document = confirmed(&register, &teacher, &case).await;
    let said = why_unasked(&document).expect("it is said why");
    assert!(said.contains("artikel 4:7, eerste lid, Awb"), "{said}");
}
