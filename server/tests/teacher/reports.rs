//! What the teacher reports.

use super::{BOARD, OTHER, only_appointment};
use crate::support::{Register, status};
use app::{
    school::{desk::SchoolDesk, tasks::Matter},
    teacher::{CorrectionForm, desk::TeacherDesk},
};
use jiff::civil::date;

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
    let tasks = register
        .desk
        .tasks(&register.contact(BOARD))
        .await
        .expect("tasks")
        .tasks;
    assert!(
        tasks.iter().any(
            |task| matches!(&task.matter, Matter::Correction(c) if c.message == report.message)
        )
    );
    assert_eq!(register.audited("correction_requested").await, 1);
}
