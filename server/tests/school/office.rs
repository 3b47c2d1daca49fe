//! An office (administratiekantoor) of which people deliver for boards.

use super::{BOARD, OTHER_BOARD, row};
use crate::support::{Register, Visitor, contact_of, csv, deliver_file};
use app::{
    actor::{Actor, Reach},
    school::{access::Login, desk::SchoolDesk},
    teacher::desk::TeacherDesk,
};
use axum::http::StatusCode;
use jiff::SignedDuration;

const CHOOSE: &str = "/leveranciers/besturen/kiezen";

/// Lets the first supplier deliver for the board from now on, with or without its people.
async fn mandate(register: &Register, people: bool) -> String {
    let Actor::Supplier(office) = register.supplier().await else {
        unreachable!("a supplier was asked for");
    };
    let supplier = office.id().to_string();
    let mut fields = vec![("supplier", supplier.as_str())];
    if people {
        fields.push(("people", "true"));
    }
    let contact = contact_of(BOARD, "bestuur", Reach::Board);
    let contact = Visitor::with(register, contact).await;
    let goal = contact
        .post("/school/toegang", "/api/school/machtiging", &fields)
        .await;
    assert_eq!(goal, "/school/toegang", "given");
    supplier
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_of_an_office_delivers_for_a_board_that_lets_it_and_the_teacher_reads_who_did() {
    let register = Register::new().await;
    mandate(&register, true).await;
    let mut person = Visitor::with(&register, register.supplier().await).await;
    let html = person.page("/leveranciers/besturen").await;
    assert!(html.contains(CHOOSE), "the board can be chosen");
    let other = person.follow(CHOOSE, &[("bestuur", OTHER_BOARD)]).await;
    assert_eq!(other.0, StatusCode::NOT_FOUND, "that one gave no mandate");
    let (_, goal) = person.follow(CHOOSE, &[("bestuur", BOARD)]).await;
    assert_eq!(goal, "/school/leveringen");
    let html = person.page(&goal).await;
    assert!(html.contains("Bestand leveren") && html.contains("Kies een ander bestuur"));
    assert!(!html.contains("href=\"/school/leraren\""));
    assert!(!html.contains("href=\"/school/leveringen/vergelijken\""));

    let wrong = row(&[("functiecategorie", "3")]);
    let goal = person
        .post_file(
            "/school/leveringen",
            "/api/school/levering",
            &[],
            &csv(&[wrong]),
        )
        .await;
    let html = person.page(&goal).await;
    assert!(html.contains("LR-F027"), "it sees what is wrong");
    register.system.clock.advance(SignedDuration::from_mins(1));
    person
        .post_file(
            "/school/leveringen",
            "/api/school/levering",
            &[],
            &csv(&[row(&[])]),
        )
        .await;
    let form = "/school/leveringen/invoeren?benoeming=2014-000121";
    assert!(person.get(form).await.0.is_success(), "it can correct");

    let (role, who): (String, String) = sqlx::query_as(
        "select actor_role, actor from audit_event where event_type = 'delivered' limit 1",
    )
    .fetch_one(register.pool())
    .await
    .expect("a trace");
    assert_eq!(role, "office");
    assert!(
        who.starts_with("office:") && who.ends_with(":41234:pseudoniem"),
        "{who}"
    );
    let teacher = register.teacher("999990019").await;
    let overview = register.desk.overview(&teacher).await.expect("an overview");
    assert_eq!(
        overview.appointments[0].delivered_by.as_deref(),
        Some("Voorbeeldsoftware")
    );
    let views = register.desk.views(&teacher, 1).await.expect("views");
    let view = &views.days[0].views[0];
    assert!(view.by_office);
    assert_eq!(view.through.as_deref(), Some("Voorbeeldsoftware"));
    let html = Visitor::teacher(&register, "999990019").await;
    let html = html.page("/mijn/inzage").await;
    assert!(html.contains("Voorbeeldsoftware, het administratiekantoor van"));
    let logins = register.desk.access(&register.contact(BOARD)).await;
    let logins = logins.expect("logins").logins;
    let of_office = |login: &Login| login.office.as_deref() == Some("Voorbeeldsoftware");
    assert!(logins.iter().any(of_office), "the board sees who was here");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_reaches_the_deliveries_and_no_further_and_only_while_the_mandate_holds() {
    let register = Register::new().await;
    deliver_file(&register, &[&[]]).await;
    let id = mandate(&register, true).await;
    let mut person = Visitor::with(&register, register.supplier().await).await;
    person.follow(CHOOSE, &[("bestuur", BOARD)]).await;
    for page in [
        "/school/leraren",
        "/school/taken",
        "/school/toegang",
        "/school/rooster",
        "/school/leraren.csv",
        "/school/leveringen/vergelijken",
    ] {
        let (status, _) = person.get(page).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{page}");
    }
    let compare = "/school/leveringen/vergelijken";
    let (status, html) = person
        .show_file(compare, &csv(&[row(&[("versie", "2")])]))
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(!html.contains("2014-000121"), "it lists no appointment");
    let (status, _) = person.get("/school").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "it begins at the deliveries");

    let contact = register.contact(BOARD);
    let today = register.system.clock.today().to_string();
    let ended = register.desk.end_mandate(&contact, id, today).await;
    ended.expect("ended");
    let (status, _) = person.get("/school/leveringen").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "it is a supplier again");
    assert!(person.get("/leveranciers/besturen").await.0.is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supplier_of_software_delivers_with_its_programs_only() {
    let register = Register::new().await;
    mandate(&register, false).await;
    let mut person = Visitor::with(&register, register.supplier().await).await;
    assert!(!person.page("/leveranciers/besturen").await.contains(CHOOSE));
    let (status, _) = person.follow(CHOOSE, &[("bestuur", BOARD)]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (_, goal) = person.follow("/school/ander-bestuur", &[]).await;
    assert_ne!(goal, "/school/leveringen");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_of_an_office_goes_back_and_chooses_again() {
    let register = Register::new().await;
    mandate(&register, true).await;
    let mut person = Visitor::with(&register, register.supplier().await).await;
    person.follow(CHOOSE, &[("bestuur", BOARD)]).await;
    let (_, goal) = person.follow("/school/ander-bestuur", &[]).await;
    assert_eq!(goal, "/leveranciers/besturen");
    assert!(person.get(&goal).await.0.is_success());
    assert_eq!(register.audited("board_chosen").await, 1);
    assert_eq!(register.audited("board_left").await, 1);
}
