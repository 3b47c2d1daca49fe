//! The deletion of an appointment that was sent by mistake, over HTTP and on a real database.

use crate::support::{Deliverer, Register, Visitor, appointment, removal};
use app::{
    public::{SearchQuery, desk::PublicDesk},
    school::{appointment::Occasion, desk::SchoolDesk},
    teacher::{CorrectionForm, Overview, desk::TeacherDesk},
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::identifier::DeliveryId;
use uuid::Uuid;

const MILA: &str = "999990019";
const NUMBER: &str = "2026-000481";

/// A register in which Mila confirmed one appointment, delivered as version 1.
async fn with_confirmed() -> (Register, Deliverer) {
    let register = Register::new().await;
    register
        .stand_ins
        .add_person(MILA, "Mila", "van der", "Zandlicht", "1987-04-02");
    let program = Deliverer::with_mandate(&register).await;
    let (status, answer) = program
        .json(&register, "PUT", &appointment(NUMBER, 1))
        .await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    register.run_jobs().await;
    register.system.clock.advance(SignedDuration::from_secs(1));
    let teacher = register.teacher(MILA).await;
    for appointment in overview(&register).await.appointments {
        register
            .desk
            .confirm(&teacher, appointment.id, appointment.version)
            .await
            .expect("confirmed");
    }
    register.system.clock.advance(SignedDuration::from_secs(1));
    (register, program)
}

async fn overview(register: &Register) -> Overview {
    let teacher = register.teacher(MILA).await;
    register.desk.overview(&teacher).await.expect("overview")
}

/// On how many places the appointment is seen: by the public, by the teacher, by the school.
async fn seen(register: &Register) -> (usize, usize, i64) {
    let query = SearchQuery {
        q: "zandlicht".to_owned(),
        ..SearchQuery::default()
    };
    let public = register.desk.search(&query).await.expect("searched");
    let contact = register.contact("41234");
    let dashboard = register.desk.dashboard(&contact, None).await;
    let dashboard = dashboard.expect("dashboard");
    (
        public.found.len(),
        overview(register).await.appointments.len(),
        dashboard.grounds.iter().map(|ground| ground.count).sum(),
    )
}

async fn versions(register: &Register) -> Vec<(i32, bool)> {
    sqlx::query_as("select version, removed from appointment_version order by recorded")
        .fetch_all(register.pool())
        .await
        .expect("versions")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_appointment_is_gone_for_everybody_and_stays_in_the_history() {
    let (register, program) = with_confirmed().await;
    assert_eq!(seen(&register).await, (1, 1, 1));

    let message = removal(NUMBER, 2, Some("Verkeerd verzonden"));
    let (status, first) = program.json(&register, "DELETE", &message).await;
    assert_eq!(
        (status, &first["uitkomst"]),
        (StatusCode::OK, &json!("gewijzigd")),
        "{first}"
    );
    assert_eq!(seen(&register).await, (0, 0, 0));
    assert_eq!(versions(&register).await, [(1, false), (2, true)]);
    assert_eq!(register.audited("appointment_removed").await, 1);

    let (_, again) = program.json(&register, "DELETE", &message).await;
    assert_eq!(
        again, first,
        "after a lost answer the first answer comes again"
    );
    assert_eq!(register.audited("appointment_removed").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_higher_version_brings_it_back_and_the_teacher_confirms_again() {
    let (register, program) = with_confirmed().await;
    program
        .json(&register, "DELETE", &removal(NUMBER, 3, None))
        .await;

    for late in [2, 3] {
        let (_, answer) = program
            .json(&register, "PUT", &appointment(NUMBER, late))
            .await;
        assert_eq!(answer["uitkomst"], "ouder", "{answer}");
        assert_eq!(seen(&register).await, (0, 0, 0));
    }
    let (_, answer) = program
        .json(&register, "PUT", &appointment(NUMBER, 4))
        .await;
    assert_eq!(answer["uitkomst"], "gewijzigd", "{answer}");
    assert_eq!(
        seen(&register).await,
        (0, 1, 1),
        "not public before the teacher confirms"
    );
    let overview = overview(&register).await;
    assert!(!overview.appointments[0].confirmed);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_deletion_of_what_never_came_keeps_earlier_versions_out() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let (status, answer) = program
        .json(&register, "DELETE", &removal(NUMBER, 2, None))
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (_, higher) = program
        .json(&register, "DELETE", &removal(NUMBER, 5, None))
        .await;
    assert_eq!(higher["uitkomst"], "ongewijzigd");

    let (_, late) = program
        .json(&register, "PUT", &appointment(NUMBER, 4))
        .await;
    assert_eq!(late["uitkomst"], "ouder", "{late}");
    assert_eq!(versions(&register).await, []);
    let (_, back) = program
        .json(&register, "PUT", &appointment(NUMBER, 6))
        .await;
    assert_eq!(back["uitkomst"], "gewijzigd", "{back}");
    assert_eq!(versions(&register).await, [(6, false)]);
}

/// The teacher reports that the first day is not right.
async fn report(register: &Register) {
    let teacher = register.teacher(MILA).await;
    let form = CorrectionForm {
        appointment: overview(register).await.appointments[0].id.to_string(),
        fact: "begin".to_owned(),
        message: "Ik begon een maand later.".to_owned(),
    };
    let reported = register.desk.request_correction(&teacher, &form).await;
    reported.expect("reported");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_report_of_the_teacher_a_deletion_needs_a_reason() {
    let (register, program) = with_confirmed().await;
    report(&register).await;

    let (status, problem) = program
        .json(&register, "DELETE", &removal(NUMBER, 2, None))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(codes(&problem), ["LR-F024"]);
    assert_eq!(seen(&register).await, (1, 1, 1));
    let with_reason = removal(NUMBER, 2, Some("Dubbel geleverd"));
    let (status, answer) = program.json(&register, "DELETE", &with_reason).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_in_xml_means_the_same() {
    let (register, program) = with_confirmed().await;
    let message = serde_json::from_value(removal(NUMBER, 2, None)).expect("a message");
    let xml = shared::delivery::removal_to_xml(&message);
    let path = format!("/benoemingen/41234/{NUMBER}");
    let (status, answer) = program
        .send(&register, ("DELETE", &path), "application/xml", xml)
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(seen(&register).await, (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_is_for_its_own_address_and_with_a_document() {
    let (register, program) = with_confirmed().await;
    let xml = ("DELETE", "/benoemingen/41234/2026-000999");
    let body = removal(NUMBER, 2, None).to_string();
    let (status, _) = program.send(&register, xml, "application/json", body).await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another number in the address"
    );
    let not_ours = ("DELETE", "/benoemingen/41235/2026-000481");
    let body = removal(NUMBER, 2, None).to_string();
    let (status, _) = program
        .send(&register, not_ours, "application/json", body)
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = program
        .json(&register, "DELETE", &appointment(NUMBER, 2))
        .await;
    assert_eq!(
        status,
        StatusCode::BAD_REQUEST,
        "a message that does not delete"
    );
    let mut nameless = removal(NUMBER, 2, None);
    nameless["bedrijfsdocument"] = json!({});
    let (_, problem) = program.json(&register, "DELETE", &nameless).await;
    assert_eq!(codes(&problem), ["LR-F002"]);
    assert_eq!(seen(&register).await, (1, 1, 1));
}

fn codes(problem: &Value) -> Vec<&str> {
    let faults = problem["fouten"].as_array().expect("a list");
    faults
        .iter()
        .filter_map(|fault| fault["code"].as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_deletion_is_sent_again_at_the_appointment_and_only_a_deletion_puts_it_right() {
    let (register, program) = with_confirmed().await;
    report(&register).await;
    let (status, _) = program
        .json(&register, "DELETE", &removal(NUMBER, 2, None))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (delivery, row): (Uuid, i32) = sqlx::query_as(
        "select delivery_id, row_number from delivery_record where outcome = 'refused'",
    )
    .fetch_one(register.pool())
    .await
    .expect("the record");

    let contact = register.contact("41234");
    let repair = Occasion::Repair(DeliveryId(delivery), row);
    let repair = register.desk.appointment(&contact, repair).await;
    assert_eq!(repair.expect_err("it delivers nothing").status, 404);
    let visitor = Visitor::of(&register, "41234").await;
    let html = visitor
        .page(&format!("/school/leveringen/{delivery}"))
        .await;
    assert!(html.contains("Ga naar de benoeming om haar te verwijderen"));
    assert!(html.contains(&format!("/school/leveringen/invoeren?benoeming={NUMBER}")));
    assert!(!html.contains("Herstel deze benoeming"));

    let open = async || -> i64 {
        sqlx::query_scalar(
            "select count(*) from delivery_record where outcome = 'refused' and repaired_by is null",
        )
        .fetch_one(register.pool())
        .await
        .expect("a count")
    };
    let (_, same) = program
        .json(&register, "PUT", &appointment(NUMBER, 2))
        .await;
    assert_eq!(same["uitkomst"], "ongewijzigd", "{same}");
    assert_eq!(open().await, 1, "it is there still");
    let with_reason = removal(NUMBER, 3, Some("Dubbel geleverd"));
    program.json(&register, "DELETE", &with_reason).await;
    assert_eq!(open().await, 0);
}
