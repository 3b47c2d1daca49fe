//! The list of teachers.

use super::{BOARD, deliver, row};
use crate::support::{Register, Visitor, contact_of, csv, logged_in_now};
use app::{
    actor::Reach,
    school::{desk::SchoolDesk, tasks::Matter, teachers::TeacherFilter},
    teacher::entry::desk::EntryDesk,
};

async fn numbers(register: &Register, filter: TeacherFilter) -> Vec<String> {
    let contact = register.contact(BOARD);
    let list = register
        .desk
        .teachers(&contact, filter)
        .await
        .expect("a list");
    list.rows.into_iter().map(|row| row.appointment).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_limited_to_what_has_errors_or_ends_soon_with_the_first_on_top() {
    let register = Register::new().await;
    let temporary = |number: &'static str, bsn: &'static str, ends: &'static str| {
        row(&[
            ("benoemingvolgnummer", number),
            ("burgerservicenummer", bsn),
            ("grondslag", "VO-33.4"),
            ("ingangsdatumGrond", "2026-11-01"),
            ("verklaringInspanning", "ja"),
            ("onderwijsterreinen", "NEDERLANDS"),
            ("vestigingscode", "99QA01"),
            ("einddatum", ends),
        ])
    };
    deliver(
        &register,
        BOARD,
        csv(&[
            row(&[]),
            temporary("later", "999990020", "2027-01-31"),
            temporary("eerst", "999990032", "2026-12-31"),
        ]),
    )
    .await;
    deliver(
        &register,
        BOARD,
        csv(&[row(&[("versie", "2"), ("functiecategorie", "3")])]),
    )
    .await;
    let with = |status: &str, location: &str| TeacherFilter {
        status: status.to_owned(),
        location: location.to_owned(),
        ..TeacherFilter::default()
    };
    assert_eq!(
        numbers(&register, with("verloopt", "")).await,
        ["eerst", "later"]
    );
    assert_eq!(
        numbers(&register, with("fouten", "")).await,
        ["2014-000121"]
    );
    let visitor = Visitor::of(&register, BOARD).await;
    let elsewhere = "nog niet in het register, en dus niet in deze lijst";
    let html = visitor.page("/school/leraren?status=fouten").await;
    assert!(!html.contains(elsewhere));
    let unknown = [
        ("benoemingvolgnummer", "onbekend"),
        ("burgerservicenummer", "999990044"),
        ("functiecategorie", "3"),
    ];
    deliver(&register, BOARD, csv(&[row(&unknown)])).await;
    let html = visitor.page("/school/leraren?status=fouten").await;
    assert!(html.contains("1 benoeming met een fout staat") && html.contains(elsewhere));
    assert_eq!(numbers(&register, with("", "99QA")).await.len(), 3);
    assert_eq!(
        numbers(&register, with("", "99QA00")).await,
        ["2014-000121"]
    );
    assert!(numbers(&register, with("", "99QB")).await.is_empty());

    let leaver = register.teacher("999990032").await;
    register
        .desk
        .remove(&logged_in_now(&leaver), true)
        .await
        .expect("removed");
    assert_eq!(
        numbers(&register, with("verloopt", "")).await,
        ["later"],
        "who left waits for no end, as the overview counts it"
    );
    let tasks = register.tasks(&register.contact(BOARD)).await;
    let terms: Vec<&str> = tasks
        .iter()
        .filter_map(|task| match &task.matter {
            Matter::Term { appointment, .. } => Some(appointment.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(terms, ["later"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exported_list_has_the_filters_of_the_page_and_leaves_a_trace() {
    use app::desk::Visit;
    use axum::{
        Extension,
        extract::{Query, State},
    };
    let register = Register::new().await;
    let second = [
        ("benoemingvolgnummer", "2015-000077"),
        ("burgerservicenummer", "999990020"),
        ("vestigingscode", "99QA01"),
    ];
    deliver(&register, BOARD, csv(&[row(&[]), row(&second)])).await;
    let seen = register.audited("teacher_viewed").await;
    let visit = Visit {
        actor: Some(contact_of(BOARD, "pseudoniem", Reach::Board)),
        display_name: "Iemand".to_owned(),
    };
    let query = vec![("vestiging".to_owned(), "99QA01".to_owned())];
    let answer = server::desks::school::csv_of_teachers(
        State(register.system.clone()),
        Extension(visit),
        Query(query),
    )
    .await
    .expect("a file");
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX)
        .await
        .expect("bytes");
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("2015-000077") && !text.contains("2014-000121"),
        "{text}"
    );
    assert!(!text.contains("99999"), "no BSN in the file");
    assert_eq!(register.audited("teacher_viewed").await - seen, 1);
}
