//! Somebody who works for some schools of a board only.

use super::{BOARD, VESTIBULE, fields, row};
use crate::support::{Register, Row, Visitor, contact_of, csv, deliver_file, status};
use app::{
    actor::{BoardContact, Colleague, FromActor, Reach},
    school::{
        appointment::Occasion, dashboard::Place, desk::SchoolDesk, tasks::Matter,
        teachers::TeacherFilter,
    },
};
use jiff::SignedDuration;
use server::session::store;
use shared::identifier::Brin;

const WHO: &str = "eh-veencollege";

/// A vestibule appointment at the other school of the board.
const THERE: [(&str, &str); 8] = [
    VESTIBULE[1],
    VESTIBULE[2],
    VESTIBULE[3],
    VESTIBULE[4],
    ("benoemingvolgnummer", "2026-000900"),
    ("burgerservicenummer", "999990020"),
    ("instellingscode", "99QB"),
    ("vestigingscode", "99QB00"),
];

fn of_school(brin: &str) -> Colleague {
    let reach = Reach::Schools(vec![brin.to_owned()]);
    Colleague::from_actor(contact_of(BOARD, WHO, reach)).expect("a colleague")
}

/// One appointment at each school, both in the vestibule.
async fn with_one_at_each() -> Register {
    let register = Register::new().await;
    deliver_file(&register, &[&VESTIBULE, &THERE]).await;
    register
}

async fn numbers(register: &Register, contact: &Colleague) -> Vec<String> {
    let page = register
        .desk
        .teachers(contact, TeacherFilter::default())
        .await;
    let rows = page.expect("teachers").rows;
    rows.into_iter().map(|row| row.appointment).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_of_one_school_sees_and_gets_tasks_of_that_school_only() {
    let register = with_one_at_each().await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 680));
    let (whole, contact) = (register.contact(BOARD), of_school("99QB"));
    assert_eq!(numbers(&register, &whole).await.len(), 2);
    assert_eq!(numbers(&register, &contact).await, ["2026-000900"]);

    let dashboard = register.desk.dashboard(&contact, None).await.expect("it");
    assert_eq!((dashboard.teachers, dashboard.schools.len()), (1, 1));
    let strange = Place::School(Brin::parse("99QA").expect("a code"));
    let refused = register.desk.dashboard(&contact, Some(strange)).await;
    assert_eq!(status(refused), 404);

    let tasks = register.desk.tasks(&contact).await.expect("tasks").tasks;
    let terms: Vec<&str> = tasks
        .iter()
        .filter_map(|task| match &task.matter {
            Matter::Term { appointment, .. } => Some(appointment.as_str()),
            Matter::Contacts { .. } => panic!("that is for who reaches the whole board"),
            _ => None,
        })
        .collect();
    assert_eq!(terms, ["2026-000900"]);

    let form = |number: &str| Occasion::Change(number.to_owned());
    let theirs = register.desk.appointment(&contact, form("2026-000900"));
    assert!(theirs.await.is_ok());
    let other = register.desk.appointment(&contact, form("2026-000481"));
    assert_eq!(status(other.await), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_of_one_school_delivers_for_it_and_takes_nothing_from_another() {
    let register = with_one_at_each().await;
    let contact = of_school("99QB");
    register.system.clock.advance(SignedDuration::from_mins(1));
    let new: Row<'_> = &[
        ("benoemingvolgnummer", "2026-000901"),
        ("burgerservicenummer", "999990032"),
        ("instellingscode", "99QB"),
        ("vestigingscode", "99QB00"),
    ];
    let elsewhere: Row<'_> = &[
        ("benoemingvolgnummer", "2026-000902"),
        ("burgerservicenummer", "999990044"),
    ];
    let taken = [
        &VESTIBULE[..],
        &[
            ("versie", "2"),
            ("instellingscode", "99QB"),
            ("vestigingscode", "99QB00"),
        ],
    ]
    .concat();
    let file = csv(&[row(new), row(elsewhere), row(&taken)]);
    let id = register.desk.deliver(&contact, file).await.expect("sent");
    let detail = register.desk.delivery(&contact, id).await.expect("found");
    assert_eq!(detail.summary.counts.new, 1);
    let codes: Vec<(i32, &str)> = detail
        .errors
        .iter()
        .map(|card| (card.row, card.findings[0].code.as_str()))
        .collect();
    assert_eq!(
        codes,
        [(3, "LR-F003"), (4, "LR-F003")],
        "{:?}",
        detail.errors
    );

    let own = register.desk.deliveries(&contact, 1).await.expect("a page");
    assert_eq!(own.deliveries.len(), 1, "the first was of a colleague");
    let whole = register.contact(BOARD);
    let all = register.desk.deliveries(&whole, 1).await.expect("a page");
    assert_eq!(all.deliveries.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_of_the_whole_board_sets_it_from_now_on_and_not_for_itself() {
    let register = with_one_at_each().await;
    let (boss, desk) = (register.contact(BOARD), &register.desk);
    let visitor = Visitor::of(&register, BOARD).await;
    let colleague = Visitor::with(&register, contact_of(BOARD, WHO, Reach::Board)).await;
    assert!(
        colleague
            .page("/school/leraren")
            .await
            .contains("2026-000481")
    );
    let access = desk.access(&boss).await.expect("logins");
    let id_of = |you: bool| {
        let mut logins = access.logins.iter();
        let login = logins.find(|login| login.you == you);
        login.expect("a login").id.to_string()
    };
    let schools = || vec!["99QB".to_owned()];
    let own = desk.set_reach(&boss, id_of(true), schools()).await;
    assert_eq!(fields(&own.expect_err("oneself")), ["login"]);
    let strange = desk
        .set_reach(&boss, id_of(false), vec!["99QC".to_owned()])
        .await;
    assert_eq!(fields(&strange.expect_err("not theirs")), ["scholen"]);

    let goal = visitor
        .post(
            "/school/toegang",
            "/api/school/bereik",
            &[("login", &id_of(false)), ("scholen[]", "99QB")],
        )
        .await;
    assert_eq!(goal, "/school/toegang");
    let html = visitor.page("/school/toegang").await;
    assert!(html.contains("Het Veencollege, sinds 23 november 2026"));
    assert_eq!(register.audited("reach_changed").await, 1);

    let html = colleague.page("/school/leraren").await;
    assert!(html.contains("2026-000900") && !html.contains("2026-000481"));
    assert_eq!(colleague.get("/school/toegang").await.0, 403);
    let menu = colleague.page("/school/leveringen").await;
    assert!(!menu.contains("href=\"/school/toegang\""));

    register.system.clock.advance(SignedDuration::from_mins(1));
    desk.set_reach(&boss, id_of(false), Vec::new())
        .await
        .expect("all again");
    assert!(
        colleague
            .page("/school/leraren")
            .await
            .contains("2026-000481")
    );
    assert_eq!(register.count("contact_reach").await, 1, "it stays known");
}

#[test]
fn who_is_of_one_school_is_no_contact_of_the_whole_board() {
    let number = shared::identifier::BoardNumber::parse(BOARD).expect("a board");
    let reach = Reach::Schools(vec!["99QB".to_owned()]);
    let actor = store::vouch_for_school_contact(number, WHO.to_owned(), reach);
    assert!(BoardContact::from_actor(actor).is_none());
}
