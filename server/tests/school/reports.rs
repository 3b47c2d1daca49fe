//! What a teacher reports to the school.

use super::{BOARD, OTHER_BOARD, deliver, row};
use crate::support::{Register, Visitor, csv};
use app::school::{
    desk::SchoolDesk,
    tasks::{CorrectionAnswer, Matter},
};
use axum::http::StatusCode;
use shared::identifier::CorrectionId;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_a_teacher_is_answered_once_and_the_teacher_is_told() {
    let register = Register::new().await;
    let visitor = Visitor::of(&register, BOARD).await;
    deliver(&register, BOARD, csv(&[row(&[])])).await;
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into correction_request (id, person_id, appointment_id, fact, message, created_at, due_on)
         select $1, person_id, id, 'begindatum', 'Ik begon een maand later', now(), '2026-12-21'
         from appointment",
    )
    .bind(id)
    .execute(register.pool())
    .await
    .expect("report");
    let contact = register.contact(BOARD);
    let answer = |outcome: &str, reason: &str| CorrectionAnswer {
        id: Some(CorrectionId(id)),
        outcome: outcome.to_owned(),
        reason: reason.to_owned(),
    };
    let other = register.contact(OTHER_BOARD);
    let refused = register
        .desk
        .answer_correction(&other, answer("aangepast", ""))
        .await;
    assert_eq!(refused.expect_err("not theirs").status, 404);
    let bare = register
        .desk
        .answer_correction(&contact, answer("klopt", " "))
        .await;
    assert!(bare.expect_err("no reason").at("reason").is_some());
    let (status, html) = visitor.get(&format!("/school/taken/{id}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Ik begon een maand later") && html.contains("21 december 2026"));
    assert!(html.contains("Hoe komen we aan deze datum?"));
    let reason = answer("klopt", "De begindatum staat zo in het contract");
    register
        .desk
        .answer_correction(&contact, reason)
        .await
        .expect("answered");
    let left = register.tasks(&contact).await;
    assert!(
        left.iter()
            .all(|task| !matches!(task.matter, Matter::Correction(_)))
    );
    let told: String = sqlx::query_scalar("select body from message")
        .fetch_one(register.pool())
        .await
        .expect("message");
    assert!(told.contains("staat zo in het contract"));
    assert_eq!(register.audited("correction_answered").await, 1);
    let again = register
        .desk
        .answer_correction(&contact, answer("aangepast", ""))
        .await;
    assert_eq!(again.expect_err("answered").status, 409);
    assert_eq!(
        visitor.get(&format!("/school/taken/{id}")).await.0,
        StatusCode::NOT_FOUND
    );
}
