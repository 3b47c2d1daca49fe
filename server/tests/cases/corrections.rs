//! Corrections on which two people decide, and the decision.

use super::{
    BOARD, appointment, days_later, last_message, only_case, open, propose, report, reported, step,
    with_mila, workers,
};
use crate::support::{Register, Visitor, post_letters, status};
use app::{
    actor::Teacher,
    school::{desk::SchoolDesk, tasks::CorrectionAnswer, tasks::Matter as SchoolMatter},
    staff::{cases::Matter, post::desk::PostDesk},
    teacher::{Decision, desk::TeacherDesk},
};
use axum::http::StatusCode;
use jiff::civil::date;
use server::session::store;
use shared::{
    case::{CaseKind, Verdict},
    identifier::{CorrectionId, DecisionId},
};
use std::fmt::Write as _;

fn answered(id: CorrectionId) -> CorrectionAnswer {
    CorrectionAnswer {
        id: Some(id),
        outcome: "klopt".to_owned(),
        reason: "Zo staat het in het contract".to_owned(),
    }
}

async fn decision(
    register: &Register,
    teacher: &Teacher,
    id: CorrectionId,
) -> (DecisionId, Decision) {
    let receipt = register.desk.correction_receipt(teacher, id).await;
    let case = receipt.expect("receipt").case.expect("a case");
    let id = case.decision.expect("decided");
    let decision = register
        .desk
        .decision(teacher, id)
        .await
        .expect("a decision");
    (id, decision)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_decides_when_the_school_does_not_answer_in_time() {
    let (register, teacher) = with_mila().await;
    let id = reported(&register, &teacher, "Begin of einde van de benoeming").await;
    let early = register.desk.ask_decision(&teacher, id).await;
    let early = early.expect_err("the school has time");
    assert_eq!(early.status, 409);
    assert!(early.title.contains("21 december 2026"), "{}", early.title);
    // The last day of the school itself is still in time.
    days_later(&register, 28);
    assert_eq!(status(register.desk.ask_decision(&teacher, id).await), 409);
    days_later(&register, 1);
    let receipt = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert!(receipt.may_ask);
    register
        .desk
        .ask_decision(&teacher, id)
        .await
        .expect("asked");
    assert_eq!(
        status(register.desk.ask_decision(&teacher, id).await),
        409,
        "asked"
    );
    let (inge, peter) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    // Eight weeks from 22 December 2026.
    assert_eq!(
        (case.kind, case.due),
        (CaseKind::Correction, date(2027, 2, 16))
    );
    let stranger = register.teacher("999990020").await;
    assert_eq!(status(register.desk.ask_decision(&stranger, id).await), 404);

    step(&register, &inge, &case, "take").await.expect("taken");
    let reason = "In je contract staat 1 december.";
    propose(&register, &inge, &case, Verdict::Granted, reason)
        .await
        .expect("proposed");
    let waiting = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert_eq!(
        waiting.case.expect("a case").decision,
        None,
        "one person decides nothing"
    );
    assert_eq!(status(step(&register, &inge, &case, "confirm").await), 409);
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");

    let (_, decided) = decision(&register, &teacher, id).await;
    let document = decided.document;
    assert_eq!(document.verdict, Verdict::Granted);
    assert!(document.paragraphs.iter().any(|part| part.text == reason));
    // Six weeks after it is posted, on 22 December 2026: the teacher gets letters.
    assert_eq!(document.remedies.until, None);
    post_letters(&register, &inge).await;
    let (_, told) = decision(&register, &teacher, id).await;
    let until = told.document.remedies.until.expect("it was posted");
    assert_eq!(until.date, date(2027, 2, 2));
    assert_eq!(until.steps.len(), 3);
    // The school must change it: a task with a date.
    let tasks = register.tasks(&register.contact(BOARD)).await;
    assert!(tasks.iter().any(|task| {
        matches!(&task.matter, SchoolMatter::Correction(c) if c.message.contains(&document.number))
    }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_kept_as_it_was_and_says_how_to_object() {
    let (register, teacher) = with_mila().await;
    let id = reported(&register, &teacher, "Benoemingsgrondslag").await;
    let contact = register.contact(BOARD);
    let answer = register
        .desk
        .answer_correction(&contact, answered(id))
        .await;
    answer.expect("answered");
    let receipt = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert!(receipt.may_ask && receipt.answer.is_some());
    register
        .desk
        .ask_decision(&teacher, id)
        .await
        .expect("asked");
    let (inge, peter) = workers(&register).await;
    let case = only_case(&register, &inge).await;
    let file = open(&register, &inge, &case).await;
    let Matter::Correction(report) = file.matter else {
        panic!("a report")
    };
    assert!(
        report
            .school
            .expect("asked")
            .answer
            .expect("answered")
            .contains("contract")
    );
    step(&register, &inge, &case, "take").await.expect("taken");
    propose(
        &register,
        &inge,
        &case,
        Verdict::Refused,
        "Het contract is duidelijk.",
    )
    .await
    .expect("proposed");
    step(&register, &peter, &case, "confirm")
        .await
        .expect("confirmed");

    let (decision_id, decided) = decision(&register, &teacher, id).await;
    let (kept, hash): (String, Vec<u8>) = sqlx::query_as("select document, hash from decision")
        .fetch_one(register.pool())
        .await
        .expect("one decision");
    let digest = server::vault::sha256(&kept);
    assert_eq!(digest, hash);
    let shown = digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    assert_eq!(decided.hash, shown);
    for forged in [
        "update decision set document = replace(document, 'af', 'toe')",
        "delete from decision",
    ] {
        assert!(
            sqlx::query(forged).execute(register.pool()).await.is_err(),
            "{forged}"
        );
    }
    let other = register.teacher("999990020").await;
    assert_eq!(
        status(register.desk.decision(&other, decision_id).await),
        404
    );
    let (_, _, link) = last_message(&register).await;
    assert_eq!(link, Some(format!("/mijn/besluiten/{decision_id}")));

    let visitor = Visitor::with(&register, store::vouch_for_teacher(teacher.person())).await;
    let page = format!("/mijn/besluiten/{decision_id}");
    let html = visitor.page(&page).await;
    assert!(html.contains("tot 6 weken na verzending"));
    // The letter has no address, for it is kept as it was: a sheet with it goes in front.
    server::notices::give(&register.system)
        .await
        .expect("what goes by post is known");
    let letters = register.desk.post(&inge).await.expect("post").letters;
    let letter = letters.iter().find(|letter| letter.sheet);
    let letter = letter.expect("the decision").id;
    let clerk = store::vouch_for_staff("st-1".to_owned(), vec!["behandelaar".to_owned()]);
    let clerk = Visitor::with(&register, clerk).await;
    for part in ["adresblad", "brief"] {
        let address = format!("/behandeling/post/{letter}/{part}.pdf");
        let (status, printed) = clerk.get_bytes(&address).await;
        assert_eq!(status, StatusCode::OK, "{part}");
        assert!(printed.starts_with("%PDF"), "{part}");
    }
    post_letters(&register, &inge).await;
    let (status, html) = visitor.get(&page).await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        "BS-2026-0001",
        "We wijzen je verzoek af",
        "Het contract is duidelijk.",
        "tot en met 4 januari 2027",
        "Hoe komen we aan deze datum?",
        "artikel 6:7 Awb",
        shown.as_str(),
    ] {
        assert!(html.contains(words), "{words}");
    }

    // The letter is printed once, by the job of the decision, and is the same for everybody.
    register.run_jobs().await;
    assert_eq!(register.count("decision_letter").await, 1);
    let address = format!("/mijn/besluiten/{decision_id}/brief.pdf");
    let (status, letter) = visitor.get_bytes(&address).await;
    assert_eq!(status, StatusCode::OK);
    assert!(letter.starts_with("%PDF"));
    let html = visitor
        .page(&format!("/mijn/besluiten/{decision_id}"))
        .await;
    assert!(html.contains("Controlegetal van de brief"));
    let actor = store::vouch_for_staff("st-1".to_owned(), vec!["behandelaar".to_owned()]);
    let staff = Visitor::with(&register, actor).await;
    let case: uuid::Uuid = sqlx::query_scalar("select case_id from decision")
        .fetch_one(register.pool())
        .await
        .expect("a case");
    let (_, same) = staff
        .get_bytes(&format!("/behandeling/zaken/{case}/besluit.pdf"))
        .await;
    assert_eq!(letter, same);
    let stranger = Visitor::with(&register, store::vouch_for_teacher(other.person())).await;
    let (status, _) = stranger.get(&address).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    for forged in [
        "update decision_letter set content = ''",
        "delete from decision_letter",
        "insert into decision_letter (decision_id, made_at, content, hash)
         select id, now(), '', '' from decision",
    ] {
        let done = sqlx::query(forged).execute(register.pool()).await;
        assert!(done.is_err(), "{forged}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_of_the_register_becomes_a_case_and_what_is_of_the_brp_is_not_taken() {
    let (register, teacher) = with_mila().await;
    let form = report(appointment(&register, &teacher).await, "Naam of adres");
    let refused = register.desk.request_correction(&teacher, &form).await;
    let refused = refused.expect_err("the municipality changes it");
    assert!(
        refused
            .at("fact")
            .expect("at the fact")
            .contains("gemeente")
    );
    let id = reported(&register, &teacher, "In welk register ik sta").await;
    let receipt = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert_eq!((receipt.school, receipt.may_ask), (None, false));
    assert_eq!(receipt.case.expect("a case").due.date, date(2027, 1, 18));
    let tasks = register.tasks(&register.contact(BOARD)).await;
    assert!(
        tasks
            .iter()
            .all(|task| !matches!(task.matter, SchoolMatter::Correction(_))),
        "the school has nothing to do with it"
    );
    let (inge, _) = workers(&register).await;
    let file = open(&register, &inge, &only_case(&register, &inge).await).await;
    let Matter::Correction(report) = file.matter else {
        panic!("a report")
    };
    assert!(report.school.is_none() && report.appointment.is_some());
}
