//! What the teacher reports.

use super::{BOARD, OTHER, only_appointment};
use crate::support::{Register, Visitor, contact_of, file, limit, office, pdf, status};
use app::{
    actor::{Actor, FromActor, Reach, SchoolContact},
    school::{desk::SchoolDesk, tasks::Matter},
    teacher::{CorrectionForm, desk::TeacherDesk},
};
use axum::http::StatusCode;
use jiff::civil::date;
use server::session::store;

#[tokio::test(flavor = "multi_thread")]
async fn a_report_becomes_a_task_of_the_school_with_a_date_and_a_receipt() {
    let (register, teacher) = Register::with_mila().await;
    let report = CorrectionForm {
        appointment: only_appointment(&register, &teacher).await.id.to_string(),
        fact: "school".to_owned(),
        message: "Ik werk op de andere vestiging".to_owned(),
    };
    let empty = CorrectionForm {
        message: "  ".to_owned(),
        ..report.clone()
    };
    assert_eq!(
        status(register.desk.request_correction(&teacher, &empty).await),
        422
    );
    let id = register
        .desk
        .request_correction(&teacher, &report)
        .await
        .expect("received");
    let receipt = register
        .desk
        .correction_receipt(&teacher, id)
        .await
        .expect("receipt");
    assert_eq!(receipt.message, report.message);
    assert_eq!(receipt.due, date(2026, 12, 21), "four weeks");
    let other = register.teacher(OTHER).await;
    assert_eq!(
        status(register.desk.correction_receipt(&other, id).await),
        404
    );
    let tasks = register.tasks(&register.contact(BOARD)).await;
    assert!(
        tasks.iter().any(
            |task| matches!(&task.matter, Matter::Correction(c) if c.message == report.message)
        )
    );
    assert_eq!(register.audited("correction_requested").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_along_with_a_report_for_who_answers_it_and_nobody_else() {
    let (register, teacher) = Register::with_mila().await;
    let appointment = only_appointment(&register, &teacher).await.id.to_string();
    let report = |fact: &str| CorrectionForm {
        appointment: appointment.clone(),
        fact: fact.to_owned(),
        message: "Zie de brief".to_owned(),
    };
    let letter = || vec![file("brief.pdf", pdf("brief"))];
    let desk = &register.desk;
    let (school_fact, own_fact) = (report("School"), report("In welk register ik sta"));
    let program = vec![file("brief.pdf", "MZ geen brief")];
    let refused = desk
        .request_correction_with(&teacher, &school_fact, program)
        .await
        .expect_err("not a kind that is taken");
    assert!(refused.at("bestand").is_some());
    assert_eq!(
        register.count("correction_request").await,
        0,
        "all or nothing"
    );
    let empty = desk
        .request_correction_with(&teacher, &CorrectionForm::default(), letter())
        .await
        .expect_err("empty");
    assert!(
        empty
            .at("bestand")
            .is_some_and(|again| again.contains("brief.pdf"))
    );

    let to_school = desk
        .request_correction_with(&teacher, &school_fact, letter())
        .await
        .expect("received");
    let receipt = desk.correction_receipt(&teacher, to_school).await;
    let evidence = receipt.expect("receipt").evidence;
    let [one] = &evidence[..] else {
        panic!("{evidence:?}")
    };
    let contact = register.contact(BOARD);
    let seen = desk
        .correction(&contact, to_school)
        .await
        .expect("a report");
    assert_eq!(seen.evidence, evidence);
    let address = format!("/school/taken/{to_school}/bewijs/{}", one.id);
    let school = Visitor::of(&register, BOARD).await;
    let (status, page) = school.get(&format!("/school/taken/{to_school}")).await;
    assert!(status.is_success() && page.contains(&address), "{page}");
    let before = register.audited("evidence_changed").await;
    let (status, bytes) = school.get_bytes(&address).await;
    assert!(status.is_success() && bytes.contains("brief"));
    assert_eq!(register.audited("evidence_changed").await, before + 1);
    let mine = Visitor::with(&register, Actor::Teacher(teacher.clone())).await;
    let (status, _) = mine
        .get_bytes(&format!("/mijn/bewijsstukken/{}", one.id))
        .await;
    assert!(status.is_success());
    let views = desk.views(&teacher, 1).await.expect("views");
    let told = serde_json::to_string(&views).expect("JSON");
    assert!(told.contains("\"Correction\""), "{told}");

    limit(&register, "collega", &["99QB".to_owned()]).await;
    let elsewhere = Actor::School(
        SchoolContact::from_actor(contact_of(
            BOARD,
            "collega",
            Reach::Schools(vec!["99QB".to_owned()]),
        ))
        .expect("a contact"),
    );
    let other = Visitor::of(&register, "41235").await;
    let limited = Visitor::with(&register, elsewhere).await;
    for visitor in [other, limited] {
        assert_eq!(visitor.get_bytes(&address).await.0, StatusCode::NOT_FOUND);
    }
    let office = Visitor::with(&register, office(&register).await).await;
    assert_ne!(office.get_bytes(&address).await.0, StatusCode::OK);

    // What is of the register itself is for the register.
    let to_register = desk
        .request_correction_with(&teacher, &own_fact, letter())
        .await
        .expect("received");
    let receipt = desk.correction_receipt(&teacher, to_register).await;
    let theirs = receipt.expect("receipt").evidence[0].id;
    let address = format!("/school/taken/{to_register}/bewijs/{theirs}");
    assert_eq!(school.get_bytes(&address).await.0, StatusCode::NOT_FOUND);
    let case: uuid::Uuid = sqlx::query_scalar("select id from case_file")
        .fetch_one(register.pool())
        .await
        .expect("a case");
    let roles = vec!["behandelaar".to_owned()];
    let worker = store::vouch_for_staff("st-1".to_owned(), roles);
    let worker = Visitor::with(&register, worker).await;
    let address = format!("/behandeling/zaken/{case}/bewijs/{theirs}");
    let page = worker.page(&format!("/behandeling/zaken/{case}")).await;
    assert!(page.contains(&address));
    let (status, bytes) = worker.get_bytes(&address).await;
    assert!(status.is_success() && bytes.contains("brief"));
}
