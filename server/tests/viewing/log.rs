//! What the teacher reads of who looked.

use super::{MILA, OTHER, logged, seen, views};
use crate::support::{Deliverer, Register, Visitor, deliver_file};
use app::school::{desk::SchoolDesk, teachers::TeacherFilter};
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::signals::go_round;
use shared::viewing::Viewing;

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_reads_which_board_looked_why_and_how_often() {
    let register = Register::new().await;
    let other = [
        ("burgerservicenummer", OTHER),
        ("benoemingvolgnummer", "2014-000122"),
        ("geboortedatum", "1990-01-01"),
    ];
    deliver_file(&register, &[&[], &other]).await;
    let teacher = register.teacher(MILA).await;
    assert!(seen(&register, &teacher).await.is_empty());

    let contact = register.contact("41234");
    for _ in 0..2 {
        let filter = TeacherFilter::default();
        register
            .desk
            .teachers(&contact, filter)
            .await
            .expect("teachers");
    }
    assert_eq!(
        logged(&register).await,
        4,
        "a row for each person, each time"
    );
    let board = || "Stichting Onderwijs Zuiderveen".to_owned();
    assert_eq!(
        seen(&register, &teacher).await,
        [(board(), Viewing::Teachers, 2)]
    );

    let visitor = Visitor::of(&register, "41234").await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let (status, _) = visitor.get("/school/leraren.csv?naam=niemand").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        logged(&register).await,
        4,
        "who was not in the file was not seen"
    );
    visitor.get("/school/leveringen/overzicht.csv").await;
    visitor
        .get("/school/leveringen/invoeren?benoeming=2014-000121")
        .await;
    let kinds: Vec<Viewing> = seen(&register, &teacher)
        .await
        .into_iter()
        .map(|(_, kind, _)| kind)
        .collect();
    assert!(kinds.contains(&Viewing::OverviewFile) && kinds.contains(&Viewing::Appointment));

    let somebody = register.teacher(OTHER).await;
    let kinds: Vec<Viewing> = seen(&register, &somebody)
        .await
        .into_iter()
        .map(|(_, kind, _)| kind)
        .collect();
    assert!(!kinds.contains(&Viewing::Appointment), "that was of Mila");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_fetches_an_overview_is_named_with_its_supplier() {
    let register = Register::new().await;
    deliver_file(&register, &[&[]]).await;
    let program = Deliverer::with_mandate(&register).await;
    let asked = serde_json::json!({ "bevoegdGezag": "41234" }).to_string();
    let made = program
        .send(
            &register,
            ("POST", "/registratieoverzichten"),
            "application/json",
            asked,
        )
        .await;
    let id = made.1["kenmerk"].as_str().expect("an overview").to_owned();
    let path = format!("/registratieoverzichten/{id}");
    let (status, _) = program.send(&register, ("GET", &path), "", "").await;
    assert_eq!(status, StatusCode::OK);
    let teacher = register.teacher(MILA).await;
    let days = views(&register, &teacher).await.days;
    let view = &days[0].views[0];
    assert_eq!(view.viewing, Some(Viewing::ProgramOverview));
    assert_eq!(view.organisation, "Stichting Onderwijs Zuiderveen");
    assert!(view.through.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_investigation_hides_is_not_shown_and_what_is_old_is_forgotten() {
    let register = Register::new().await;
    deliver_file(&register, &[&[]]).await;
    let contact = register.contact("41234");
    register
        .desk
        .teachers(&contact, TeacherFilter::default())
        .await
        .expect("teachers");
    let teacher = register.teacher(MILA).await;
    assert_eq!(views(&register, &teacher).await.days.len(), 1);
    sqlx::query("update access_log set hidden = true")
        .execute(register.pool())
        .await
        .expect("hidden");
    assert!(views(&register, &teacher).await.days.is_empty());

    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 365 * 4));
    go_round(&register.system).await.expect("a round");
    assert_eq!(logged(&register).await, 1);
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 370));
    go_round(&register.system).await.expect("a round");
    assert_eq!(logged(&register).await, 0, "after five years");
}
