//! Somebody who works for some schools of a board only.

use super::{BOARD, VESTIBULE, fields, row, until_taken_in};
use crate::support::{Register, Row, Visitor, contact_of, csv, deliver_file, limit, status};
use app::{
    actor::{BoardContact, Colleague, FromActor, Reach},
    school::{
        appointment::{Entered, Occasion},
        comparison::Kind,
        dashboard::Place,
        desk::SchoolDesk,
        tasks::Matter,
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

    let tasks = register.tasks(&contact).await;
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
    let schools = || Some(vec!["99QB".to_owned()]);
    let own = desk.set_reach(&boss, id_of(true), schools()).await;
    assert_eq!(fields(&own.expect_err("oneself")), ["login"]);
    let strange = desk
        .set_reach(&boss, id_of(false), Some(vec!["99QC".to_owned()]))
        .await;
    assert_eq!(fields(&strange.expect_err("not theirs")), ["scholen"]);
    let none = desk.set_reach(&boss, id_of(false), Some(Vec::new())).await;
    assert_eq!(fields(&none.expect_err("none chosen")), ["scholen"]);
    for (bereik, wrong) in [("", "bereik-fout"), ("deze", "scholen-fout")] {
        let form = [("login", id_of(false)), ("bereik", bereik.to_owned())];
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        let back = visitor.post("/school/toegang", "/api/school/bereik", &form);
        let (_, html) = visitor.get(&back.await).await;
        assert!(html.contains(wrong), "nothing chosen is not all: {wrong}");
    }
    assert_eq!(register.count("contact_reach").await, 0);

    let goal = visitor
        .post(
            "/school/toegang",
            "/api/school/bereik",
            &[
                ("login", &id_of(false)),
                ("bereik", "deze"),
                ("scholen[]", "99QB"),
            ],
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
    desk.set_reach(&boss, id_of(false), None)
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

#[tokio::test(flavor = "multi_thread")]
async fn what_a_colleague_sent_before_the_limit_is_seen_for_the_own_schools_only() {
    let register = Register::new().await;
    let there: Row<'_> = &THERE[4..];
    let newer = |fields: Row<'static>| [&[("versie", "2")][..], fields].concat();
    deliver_file(&register, &[&newer(&[]), &newer(&THERE[4..])]).await;
    let wrong = [
        ("benoemingvolgnummer", "2026-000902"),
        ("burgerservicenummer", "999990044"),
        ("functiecategorie", "3"),
    ];
    let actor = contact_of(BOARD, WHO, Reach::Board);
    let before = Colleague::from_actor(actor).expect("a colleague");
    let both = csv(&[row(&[]), row(there), row(&wrong)]);
    let both = register.desk.deliver(&before, both).await.expect("sent");
    until_taken_in(&register, BOARD).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    let elsewhere = csv(&[row(&wrong)]);
    let elsewhere = register.desk.deliver(&before, elsewhere).await;
    let elsewhere = elsewhere.expect("sent");
    until_taken_in(&register, BOARD).await;
    let all = register.desk.delivery(&before, both).await.expect("found");
    assert_eq!((all.errors.len(), all.notice_count), (1, 2));

    let now = of_school("99QB");
    let detail = register
        .desk
        .delivery(&now, both)
        .await
        .expect("its school");
    assert!(detail.errors.is_empty(), "{:?}", detail.errors);
    assert_eq!((detail.notices.len(), detail.notice_count), (1, 1));
    assert_eq!(
        detail.notices[0].appointment.as_deref(),
        Some("2026-000900")
    );
    assert_eq!(status(register.desk.delivery(&now, elsewhere).await), 404);
    let page = register.desk.deliveries(&now, 1).await.expect("a page");
    assert!(page.deliveries.is_empty());
    let tasks = register.tasks(&now).await;
    let errors = |matter: &Matter| matches!(matter, Matter::Errors { .. });
    assert!(!tasks.iter().any(|task| errors(&task.matter)));
    let repair = Occasion::Repair(elsewhere, 2);
    assert_eq!(status(register.desk.appointment(&now, repair).await), 404);

    limit(&register, WHO, &["99QB".to_owned()]).await;
    let visitor = Visitor::with(&register, contact_of(BOARD, WHO, Reach::Board)).await;
    let file = |id| format!("/school/leveringen/{id}/fouten.csv");
    assert_eq!(visitor.get(&file(elsewhere)).await.0, 404);
    assert!(visitor.get(&file(both)).await.0.is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_own_list_has_at_another_school_differs_and_is_not_missing() {
    let register = with_one_at_each().await;
    let moved = [
        &THERE[..6],
        &[("instellingscode", "99QA"), ("vestigingscode", "99QA00")],
    ]
    .concat();
    let list = csv(&[row(&moved), row(&VESTIBULE)]);
    let contact = of_school("99QB");
    let compared = register.desk.compare(&contact, list).await;
    let found = compared.expect("compared").differences;
    let numbers: Vec<&str> = found.iter().map(|one| one.number.as_str()).collect();
    assert_eq!(numbers, ["2026-000900"]);
    let Kind::Facts(facts) = &found[0].kind else {
        panic!("{found:?}");
    };
    let columns: Vec<&str> = facts.iter().map(|fact| fact.column.as_str()).collect();
    assert!(columns.contains(&"instellingscode"), "{columns:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_of_one_school_deletes_nothing_of_another_by_its_number() {
    let register = with_one_at_each().await;
    let removal: Entered = [
        ("benoemingvolgnummer", "2026-000481".to_owned()),
        ("versie", "2".to_owned()),
        (
            "identificatiecodeBedrijfsdocument",
            uuid::Uuid::now_v7().to_string(),
        ),
        ("verwijderingReden", "Verkeerde leraar gekozen".to_owned()),
    ]
    .into_iter()
    .collect();
    let (desk, other) = (&register.desk, of_school("99QB"));
    let strange = desk.remove_appointment(&other, removal.clone());
    let problem = strange.await.expect_err("of another school");
    assert_eq!((problem.status, problem.errors.len()), (422, 1));
    let message = &problem.errors[0].message;
    assert!(
        message.starts_with("Je levert niet voor school 99QA"),
        "{message}"
    );
    assert_eq!(numbers(&register, &of_school("99QA")).await.len(), 1);
    let own = of_school("99QA");
    let own = desk.remove_appointment(&own, removal).await;
    own.expect("of the own school");
}

#[test]
fn who_is_of_one_school_is_no_contact_of_the_whole_board() {
    let number = shared::identifier::BoardNumber::parse(BOARD).expect("a board");
    let reach = Reach::Schools(vec!["99QB".to_owned()]);
    let actor = store::vouch_for_school_contact(number, WHO.to_owned(), reach);
    assert!(BoardContact::from_actor(actor).is_none());
}
