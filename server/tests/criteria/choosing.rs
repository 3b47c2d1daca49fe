//! Which version holds for a teacher.

use super::{adopted, days_pass};
use crate::support::{Register, Visitor};
use app::{
    actor::Teacher,
    teacher::{desk::TeacherDesk, reregistration::desk::ReregistrationDesk},
};

/// A register in which Mila confirmed her appointment, on 23 November 2026.
async fn confirmed() -> (Register, Teacher) {
    let (register, teacher) = Register::with_mila().await;
    let overview = register.desk.overview(&teacher).await.expect("overview");
    for appointment in overview.appointments.iter().filter(|a| a.waits()) {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
    (register, teacher)
}

async fn version(register: &Register, teacher: &Teacher) -> String {
    let standing = register.desk.standing(teacher).await.expect("standing");
    standing.inputs.set.version
}

#[tokio::test(flavor = "multi_thread")]
async fn the_version_of_the_start_holds_until_a_newer_one_is_chosen_and_that_can_be_taken_back() {
    let (register, teacher) = confirmed().await;
    adopted(&register, "2027-1", 200, "2027-08-01").await;
    assert_eq!(version(&register, &teacher).await, "2018-1");
    let refused = register
        .desk
        .choose_criteria(&teacher, Some("2027-1"))
        .await;
    assert_eq!(refused.expect_err("not in force yet").status, 404);

    days_pass(&register, 300);
    let standing = register.desk.standing(&teacher).await.expect("standing");
    assert_eq!(standing.inputs.set.version, "2018-1");
    assert_eq!(standing.newer.len(), 1);
    assert!(standing.may_choose);
    register
        .desk
        .choose_criteria(&teacher, Some("2027-1"))
        .await
        .expect("chosen");
    assert_eq!(version(&register, &teacher).await, "2027-1");

    days_pass(&register, 1);
    register
        .desk
        .choose_criteria(&teacher, None)
        .await
        .expect("taken back");
    assert_eq!(version(&register, &teacher).await, "2018-1");
    for unknown in ["2022-1", "9999-1"] {
        let refused = register.desk.choose_criteria(&teacher, Some(unknown)).await;
        assert_eq!(refused.expect_err(unknown).status, 404);
    }
    let acts: i64 =
        sqlx::query_scalar("select count(*) from audit_event where event_type = 'criteria_chosen'")
            .fetch_one(register.pool())
            .await
            .expect("a count");
    assert_eq!(acts, 2);

    // After the last day of the term what holds is certain.
    days_pass(&register, 4 * 366);
    let refused = register
        .desk
        .choose_criteria(&teacher, Some("2027-1"))
        .await;
    assert_eq!(refused.expect_err("the term is over").status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_version_that_one_fulfils_holds_by_itself() {
    let (register, teacher) = confirmed().await;
    adopted(&register, "2027-1", 0, "2027-08-01").await;
    assert_eq!(version(&register, &teacher).await, "2018-1");
    days_pass(&register, 300);
    assert_eq!(version(&register, &teacher).await, "2027-1");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_chooses_on_the_page_without_javascript() {
    let (register, teacher) = confirmed().await;
    adopted(&register, "2027-1", 200, "2027-08-01").await;
    days_pass(&register, 300);
    let visitor = Visitor::teacher(&register, super::MILA).await;
    let page = visitor.page("/mijn/herregistratie").await;
    assert!(page.contains("Kies deze versie"), "{page}");
    assert!(page.contains("de laatste dag van je periode"));
    let goal = visitor
        .post(
            "/mijn/herregistratie",
            "/api/mijn/criteria",
            &[("version", "2027-1")],
        )
        .await;
    assert!(
        goal.contains("/mijn/herregistratie?melding=criteria"),
        "{goal}"
    );
    let page = visitor.page("/mijn/herregistratie").await;
    assert!(page.contains("Je koos zelf voor deze nieuwere versie."));
    assert!(page.contains("Maak je keuze ongedaan"));
    assert_eq!(version(&register, &teacher).await, "2027-1");
}
