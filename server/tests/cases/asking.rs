//! What a case worker asks on the way of a correction, of evidence or of a registration, and that the
//! answer comes later.

use super::{
    a_minute_later, add_evidence, days_later, last_message, offered, only_case, open, propose,
    propose_all, reported, staff, step, with_mila, workers,
};
use crate::{
    support::{Register, Visitor, deliver_file, status},
    teacher::messages::{go_electronic, register_with_mail},
};
use app::{
    actor::{CaseWorker, Teacher},
    staff::{
        cases::{CaseLine, Proposal},
        post::desk::PostDesk,
        procedure::{NewAsk, NewExtension, Settle, desk::HandlingDesk},
    },
    teacher::{
        desk::TeacherDesk,
        procedure::{AnswerForm, Copy, desk::ProcedureDesk},
    },
};
use jiff::civil::{Date, date};
use server::session::store;
use shared::{
    Problem,
    case::{CaseKind, Document, State, Told, Verdict, Wait},
};

const OF_REGISTER: &str = "In welk register ik sta";

/// A correction that a case worker has in hand, on Monday 23 November 2026.
async fn in_hand() -> (Register, Teacher, CaseWorker, CaseLine) {
    let (register, teacher) = with_mila().await;
    reported(&register, &teacher, OF_REGISTER).await;
    let (inge, _) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    (register, teacher, inge, case)
}

async fn ask(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    what: Wait,
) -> Result<(), Problem> {
    a_minute_later(register);
    let new = NewAsk {
        id: Some(case.id),
        seen: open(register, worker, case).await.line.seen,
        what: what.code().to_owned(),
        question: "Welk vak geef je nu?".to_owned(),
        ..NewAsk::default()
    };
    let shown = open(register, worker, case).await.letter_that_asks(&new);
    register.desk.ask(worker, new).await?;
    let (title, body, _) = last_message(register).await;
    assert_eq!(shown, Some(Told { title, body }));
    // The letter goes the same day.
    server::notices::give(&register.system)
        .await
        .expect("what goes by post is known");
    let post = register.desk.post(worker).await.expect("the letters");
    for letter in post.letters {
        let posted = register.desk.mark_posted(worker, letter.id).await;
        posted.expect("posted");
    }
    Ok(())
}

async fn answer(register: &Register, teacher: &Teacher, case: &CaseLine) -> Result<(), Problem> {
    let form = AnswerForm {
        id: Some(case.id),
        answer: "Ik geef nu Duits".to_owned(),
    };
    register.desk.answer(teacher, &form).await
}

async fn nothing_came(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
) -> Result<(), Problem> {
    let settle = Settle {
        id: Some(case.id),
        seen: open(register, worker, case).await.line.seen,
        nothing: "ja".to_owned(),
        ..Settle::default()
    };
    register.desk.settle(worker, settle).await
}

async fn later(
    register: &Register,
    worker: &CaseWorker,
    case: &CaseLine,
    agreed: Option<Date>,
) -> Result<(), Problem> {
    a_minute_later(register);
    let part = |part: Option<String>| part.unwrap_or_default();
    let new = NewExtension {
        id: Some(case.id),
        seen: open(register, worker, case).await.line.seen,
        kind: if agreed.is_some() {
            "agreed"
        } else {
            "adjourned"
        }
        .to_owned(),
        reason: "We zoeken het nog uit bij je school.".to_owned(),
        agreed_day: part(agreed.map(|day| day.day().to_string())),
        agreed_month: part(agreed.map(|day| day.month().to_string())),
        agreed_year: part(agreed.map(|day| day.year().to_string())),
    };
    let shown = open(register, worker, case)
        .await
        .letter_that_puts_off(&new);
    register.desk.extend(worker, new).await?;
    let (title, body, _) = last_message(register).await;
    assert_eq!(shown, Some(Told { title, body }));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn once_the_mail_of_a_question_came_back_no_term_stands_still_until_its_letter_goes() {
    let (register, mail, teacher) = register_with_mail().await;
    deliver_file(&register, &[&[]]).await;
    go_electronic(&register, &mail, &teacher, "elk").await;
    reported(&register, &teacher, OF_REGISTER).await;
    let (inge, _) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    step(&register, &inge, &case, "take").await.expect("taken");
    let due = async || open(&register, &inge, &case).await.due.date;
    let plain = due().await;
    let asked = ask(&register, &inge, &case, Wait::Completion).await;
    asked.expect("asked, by mail");
    assert!(due().await > plain, "it stands still");
    let back = register.desk.came_back(&inge, "mila@school.example").await;
    back.expect("noted");
    assert_eq!(due().await, plain, "nothing told the teacher");
    let post = register.desk.post(&inge).await.expect("the letters");
    for letter in post.letters {
        let posted = register.desk.mark_posted(&inge, letter.id).await;
        posted.expect("posted");
    }
    assert!(due().await > plain, "the letter did");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_letter_is_looked_at_beside_its_form_before_it_goes() {
    let (register, _, inge, case) = in_hand().await;
    let actor = staff(&register, "st-1", "behandelaar").await;
    let visitor = Visitor::with(&register, actor).await;
    let page = format!("/behandeling/zaken/{}", case.id);
    let html = visitor.page(&page).await;
    assert!(html.contains("Hier staat straks wat de leraar leest."));
    let id = case.id.to_string();
    let look = async |to: &str, fields: &[(&str, &str)]| {
        let mut all = vec![("id", id.as_str()), ("seen", "2"), ("bekijk", "ja")];
        all.extend(fields);
        let back = visitor
            .post(&page, &format!("/api/behandeling/zaak/{to}"), &all)
            .await;
        assert!(back.starts_with(&page), "{back}");
        visitor.page(&back).await
    };
    let asked = [("what", "completion"), ("question", "Welk vak geef je nu?")];
    let later = [("kind", "adjourned"), ("reason", "We zoeken het nog uit.")];
    for (to, fields, title, body) in [
        (
            "vraag",
            asked,
            "We missen nog iets in zaak",
            "Welk vak geef je nu? Je hebt daarvoor tot en met 7 december 2026.",
        ),
        (
            "verdagen",
            later,
            "komt later",
            "We zoeken het nog uit. Je hoort het nu uiterlijk op",
        ),
    ] {
        let html = look(to, &fields).await;
        for words in ["Zo leest de leraar het", title, body] {
            assert!(html.contains(words), "{words}");
        }
        assert!(!html.contains("Fout:"));
    }
    let seen = open(&register, &inge, &case).await;
    assert_eq!(seen.line.seen, 2, "nothing was done");
    assert!(seen.procedure.asked.is_empty() && !seen.procedure.adjourned);

    let asked = ask(&register, &inge, &case, Wait::Completion).await;
    asked.expect("asked");
    let letter = [
        ("report", "Ik geef nu Duits."),
        ("came_day", "23"),
        ("came_month", "11"),
        ("came_year", "2026"),
    ];
    let html = look("vraag/einde", &letter).await;
    assert!(html.contains("Hij kwam op 23 november 2026. Er stond: ‘Ik geef nu Duits.’"));
    days_later(&register, 120);
    let notice = [
        ("sequel", "default_notice"),
        ("received_day", "22"),
        ("received_month", "3"),
        ("received_year", "2027"),
    ];
    let visitor = Visitor::with(&register, staff(&register, "st-1", "behandelaar").await).await;
    let mut fields = vec![("id", id.as_str()), ("bekijk", "ja")];
    fields.extend(notice);
    let back = visitor
        .post(&page, "/api/behandeling/zaak/vervolg", &fields)
        .await;
    let html = visitor.page(&back).await;
    assert!(html.contains("We zijn te laat met beslissen. We hebben nog tot en met 5 april 2027."));
    let seen = open(&register, &inge, &case).await;
    assert!(seen.procedure.asked[0].open && seen.procedure.sequels.is_empty());
}

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

    let overview = register.desk.overview(&teacher).await.expect("overview");
    let [(id, number, last)] = overview.questions.as_slice() else {
        panic!("one question: {:?}", overview.questions)
    };
    assert_eq!(
        (*id, number, last.date),
        (case.id, &case.number, date(2026, 12, 7))
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
    let overview = register.desk.overview(&teacher).await.expect("overview");
    assert!(overview.questions.is_empty());
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
    let overview = register.desk.overview(&teacher).await.expect("overview");
    let [(id, number, last)] = overview.questions.as_slice() else {
        panic!("one question: {:?}", overview.questions)
    };
    assert_eq!(
        (*id, number, last.date),
        (case.id, &case.number, date(2026, 12, 7))
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
