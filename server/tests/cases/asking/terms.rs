//! The terms of it: what stands still, what lapses, and what comes later.

use super::super::{
    add_evidence, days_later, last_message, offered, only_case, open, propose, step, with_mila,
    workers,
};
use super::{answer, ask, in_hand, later, nothing_came, questions};
use crate::support::{Visitor, status};
use app::teacher::{
    desk::TeacherDesk,
    procedure::{Copy, desk::ProcedureDesk},
};
use jiff::civil::date;
use server::session::store;
use shared::case::{CaseKind, State, Verdict, Wait};

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_completes_a_report_and_the_term_stands_still_meanwhile() {
    let (register, teacher, inge, case) = in_hand().await;
    assert_eq!(case.due, date(2027, 1, 18), "eight weeks");
    let (_, peter) = workers(&register).await;
    let others = ask(&register, &peter, &case, Wait::Completion).await;
    assert_eq!(status(others), 409, "only who has the case");
    for what in [Wait::Advice, Wait::Hearing] {
        assert!(
            ask(&register, &inge, &case, what).await.is_err(),
            "{what:?}"
        );
    }
    let asked = ask(&register, &inge, &case, Wait::Completion).await;
    asked.expect("asked");
    let (title, body, link) = last_message(&register).await;
    assert!(title.contains(&case.number), "{title}");
    assert!(
        body.contains("Welk vak geef je nu?") && body.contains("7 december 2026"),
        "{body}"
    );
    assert_eq!(link, Some(format!("/mijn/zaken/{}", case.id)));
    let waits = open(&register, &inge, &case).await;
    assert!(matches!(
        waits.line.state,
        State::Waiting {
            on: Wait::Completion,
            ..
        }
    ));
    let early = nothing_came(&register, &inge, &case).await;
    assert_eq!(status(early), 409, "the teacher still has time");
    let hasty = propose(&register, &inge, &case, Verdict::Refused, "Nee").await;
    assert_eq!(status(hasty), 409);

    assert_eq!(
        questions(&register, &teacher).await,
        [(case.id, case.number.clone(), date(2026, 12, 7))]
    );
    let own = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    assert!(
        own.page("/mijn")
            .await
            .contains("Hoe komen we aan deze datum?")
    );
    let stranger = register.teacher("999990020").await;
    assert_eq!(status(register.desk.my_case(&stranger, case.id).await), 404);
    assert_eq!(status(answer(&register, &stranger, &case).await), 404);
    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let page = visitor.page("/mijn").await;
    assert!(page.contains(&format!("Beantwoord onze vraag in zaak {}", case.number)));
    let page = visitor.page(&format!("/mijn/zaken/{}", case.id)).await;
    assert!(page.contains("Vul dit nog aan") && page.contains("Welk vak geef je nu?"));
    assert!(page.contains("Je melding over: In welk register ik sta"));
    assert!(!page.contains("Trek in"), "a report is not taken back here");

    days_later(&register, 7);
    answer(&register, &teacher, &case).await.expect("answered");
    assert_eq!(
        status(answer(&register, &teacher, &case).await),
        409,
        "once"
    );
    let back = open(&register, &inge, &case).await;
    assert!(matches!(back.line.state, State::InHand { .. }));
    // Six days do not count: from Monday 18 January to Sunday 24, and so to Monday.
    assert_eq!(back.line.due, date(2027, 1, 25));
    assert!(
        back.due
            .steps
            .iter()
            .any(|step| step.article.contains("4:15"))
    );
    assert_eq!(
        back.procedure.asked[0].answer.as_deref(),
        Some("Ik geef nu Duits")
    );
    assert_eq!(questions(&register, &teacher).await, []);
    let told = register
        .desk
        .my_case(&teacher, case.id)
        .await
        .expect("mine");
    let titles: Vec<&str> = told
        .moments
        .iter()
        .map(|(_, title)| title.as_str())
        .collect();
    let expected = [
        "Ontvangen",
        "Een medewerker is begonnen",
        "Om aanvulling gevraagd",
        "Aangevuld",
    ];
    assert_eq!(titles, expected);
    assert!(!told.takes_back);
    assert_eq!(status(register.desk.withdraw(&teacher, case.id).await), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stays_incomplete_need_not_be_looked_into_and_only_then() {
    let (register, teacher, inge, case) = in_hand().await;
    let (_, peter) = workers(&register).await;
    let why = "Je vertelde niet welk vak je geeft.";
    let hasty = propose(&register, &inge, &case, Verdict::NotHandled, why).await;
    assert!(
        hasty
            .expect_err("nothing was asked")
            .at("verdict")
            .is_some()
    );
    let asked = ask(&register, &inge, &case, Wait::Completion).await;
    asked.expect("asked");
    days_later(&register, 15);
    nothing_came(&register, &inge, &case).await.expect("over");
    propose(&register, &inge, &case, Verdict::NotHandled, why)
        .await
        .expect("proposed");
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");
    let told = register
        .desk
        .my_case(&teacher, case.id)
        .await
        .expect("mine");
    let decision = told.decision.expect("a decision");
    let document = register.desk.decision(&teacher, decision).await;
    let document = document.expect("a decision").document;
    assert!(
        document.opening.contains("niet in behandeling"),
        "{}",
        document.opening
    );
    assert!(
        document
            .paragraphs
            .iter()
            .any(|part| part.text.contains("Artikel 4:5"))
    );
    assert_eq!(document.change(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_comes_later_once_or_when_the_teacher_agrees() {
    let (register, teacher, inge, case) = in_hand().await;
    later(&register, &inge, &case, None).await.expect("put off");
    let put_off = open(&register, &inge, &case).await;
    assert_eq!(put_off.line.due, date(2027, 3, 1), "six weeks more");
    assert!(put_off.procedure.adjourned);
    assert!(
        put_off
            .due
            .steps
            .iter()
            .any(|step| step.article.contains("4:14"))
    );
    let (_, body, link) = last_message(&register).await;
    assert!(
        body.contains("We zoeken het nog uit") && body.contains("1 maart 2027"),
        "{body}"
    );
    assert_eq!(link, Some(format!("/mijn/zaken/{}", case.id)));
    let told = register
        .desk
        .my_case(&teacher, case.id)
        .await
        .expect("mine");
    assert_eq!(told.due, put_off.due);
    assert_eq!(
        status(later(&register, &inge, &case, None).await),
        409,
        "once"
    );

    let before = later(&register, &inge, &case, Some(date(2027, 2, 1))).await;
    assert!(before.expect_err("that is earlier").at("agreed").is_some());
    later(&register, &inge, &case, Some(date(2027, 3, 15)))
        .await
        .expect("agreed");
    let agreed = open(&register, &inge, &case).await;
    assert_eq!(agreed.line.due, date(2027, 3, 15));
    assert_eq!(register.count("case_extension").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_not_put_off_when_the_term_is_over() {
    let (register, _, inge, case) = in_hand().await;
    days_later(&register, 8 * 7 + 1);
    assert_eq!(status(later(&register, &inge, &case, None).await), 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_completed_and_its_term_is_no_term_of_the_law() {
    let (register, teacher) = with_mila().await;
    let claim = offered(&register, &teacher).await;
    let (inge, _) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    assert_eq!(
        (case.kind, case.due),
        (CaseKind::Evidence, date(2026, 12, 21))
    );
    step(&register, &inge, &case, "take").await.expect("taken");
    let asked = ask(&register, &inge, &case, Wait::Completion).await;
    asked.expect("asked");
    add_evidence(&register, &teacher, claim, "lijst.pdf").await;
    let waits = open(&register, &inge, &case).await;
    assert!(
        matches!(waits.line.state, State::Waiting { .. }),
        "the teacher says when it is all there"
    );
    days_later(&register, 3);
    answer(&register, &teacher, &case).await.expect("answered");
    let back = open(&register, &inge, &case).await;
    assert_eq!(back.line.due, date(2026, 12, 23), "two days did not count");
    assert_eq!(back.matter.evidence().len(), 2);
    let agreed = later(&register, &inge, &case, Some(date(2027, 2, 1))).await;
    assert_eq!(status(agreed), 409, "there is no term to agree to");
    later(&register, &inge, &case, None).await.expect("put off");
    let put_off = open(&register, &inge, &case).await;
    assert_eq!(put_off.line.due, date(2027, 1, 20), "four weeks more");
    assert!(
        put_off
            .due
            .steps
            .iter()
            .all(|step| !step.article.contains("Awb"))
    );
    let told = register
        .desk
        .my_case(&teacher, case.id)
        .await
        .expect("mine");
    let Copy::Elsewhere { what, href } = told.copy else {
        panic!("it has a page of its own")
    };
    assert_eq!(what, "Je bewijs bij Nederlands");
    assert!(href.ends_with(&format!("?vak={claim}")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_case_asks_and_puts_off_without_scripts() {
    let (register, _, inge, case) = in_hand().await;
    let visitor = Visitor::with(
        &register,
        super::staff(&register, "st-1", "behandelaar").await,
    )
    .await;
    let address = format!("/behandeling/zaken/{}", case.id);
    let page = visitor.page(&address).await;
    assert!(
        page.contains("Een aanvulling") && page.contains("Een reactie op wat je van plan bent")
    );
    assert!(page.contains("Verleng de termijn"));
    assert!(page.contains("Stel het 6 weken uit") && page.contains("artikel 4:14, derde lid, Awb"));
    let id = case.id.to_string();
    let seen = open(&register, &inge, &case).await.line.seen.to_string();
    let fields = |question: &'static str| {
        [
            ("id", id.as_str()),
            ("seen", seen.as_str()),
            ("what", "completion"),
            ("question", question),
        ]
    };
    let refused = visitor
        .post(&address, "/api/behandeling/zaak/vraag", &fields(""))
        .await;
    let page = visitor.page(&refused).await;
    assert!(page.contains("Schrijf wat je vraagt. De leraar leest dit"));
    let asked = visitor
        .post(
            &address,
            "/api/behandeling/zaak/vraag",
            &fields("Welk vak geef je?"),
        )
        .await;
    assert_eq!(asked, address);
    let page = visitor.page(&address).await;
    assert!(page.contains("Wacht op aanvulling") && page.contains("Welk vak geef je?"));
    let seen = open(&register, &inge, &case).await.line.seen.to_string();
    let fields = [
        ("id", id.as_str()),
        ("seen", seen.as_str()),
        ("kind", "adjourned"),
        ("reason", "Het is druk."),
    ];
    let put_off = visitor
        .post(&address, "/api/behandeling/zaak/verdagen", &fields)
        .await;
    assert_eq!(put_off, address);
    let page = visitor.page(&address).await;
    assert!(page.contains("1 maart 2027"));
}
