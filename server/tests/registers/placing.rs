//! Where an appointment is listed, and what was listed when.

use super::{MILA, OLDER, Place, other_subject};
use crate::support::{Visitor, appointment, logged_in_now};
use app::teacher::{List, entry::desk::EntryDesk};
use jiff::civil::{Date, date};
use serde_json::json;
use server::placing::place_again;
use shared::ground::GroundTable;

#[tokio::test(flavor = "multi_thread")]
async fn another_table_of_grounds_places_again_tells_the_teacher_and_keeps_what_was() {
    let place = Place::new().await;
    place
        .deliver(&[appointment("2026-1", 1), other_subject("2026-2", 1)])
        .await;
    place.confirm_all(MILA).await;
    let system = &place.register.system;
    place_again(system, GroundTable::current())
        .await
        .expect("placed");
    assert_eq!(
        place.register.audited("placed_again").await,
        0,
        "the table is the same"
    );

    place.minutes_pass(24 * 60 * 7);
    let text = include_str!("../../../shared/data/grounds.csv")
        .replace("# versie: 2026-1", "# versie: 2026-2")
        .replace(
            "volgt scholing;V;24 months;1;24;0;",
            "volgt scholing;R;none;0;;;",
        );
    let table = GroundTable::parse(&text).expect("a table");
    place_again(system, &table).await.expect("placed");
    place.minutes_pass(1);
    assert_eq!(place.register.audited("placed_again").await, 2);
    let messages = place.messages(MILA).await;
    let [told] = messages.as_slice() else {
        panic!("one message: {messages:?}");
    };
    assert_eq!(told.title, "Je benoeming staat nu in het lerarenregister");
    assert!(told.body.contains("versie 2026-2"), "{}", told.body);
    assert!(
        told.body.contains("omdat je school grondslag"),
        "{}",
        told.body
    );
    place_again(system, &table).await.expect("placed");
    assert_eq!(place.register.audited("placed_again").await, 2, "once");
    // The teacher reads where it stood, since when and why, without asking for a day.
    let appointments = place.overview(MILA).await.appointments;
    let other = appointments
        .into_iter()
        .find(|a| a.ground_code == "VO-33.4");
    let history = other.expect("the other subject").history;
    let stood: Vec<(&str, Date)> = history
        .iter()
        .map(|past| (past.what.as_str(), past.since.date()))
        .collect();
    let first = date(2026, 11, 23);
    assert_eq!(
        stood,
        [
            ("Registervoorportaal", first),
            ("Klaargezet", first),
            ("Bevestigd", first),
            ("Lerarenregister", place.register.system.clock.today()),
        ]
    );
    assert!(
        history[0]
            .why
            .as_ref()
            .is_some_and(|why| why.contains("grondslag"))
    );
    let visitor = Visitor::teacher(&place.register, MILA).await;
    let (_, html) = visitor.get("/mijn/gegevens").await;
    assert!(
        html.contains("Zo stond deze benoeming er eerder")
            && html.contains(": Registervoorportaal")
    );

    // What stood there on the 26th, before: as it was known then, and as it is known now.
    let teacher = place.register.teacher(MILA).await;
    let on = date(2026, 11, 26);
    let list = async |known_now: bool| {
        let told = place.register.desk.as_of(&teacher, on, known_now).await;
        let told = told.expect("what stood there");
        assert_eq!(told.is_now, known_now);
        let other = told
            .appointments
            .into_iter()
            .find(|a| a.ground_code == "VO-33.4");
        let other = other.expect("the other subject");
        (other.list, other.table_version, other.maximum)
    };
    let then = (
        List::Vestibule,
        "2026-1".to_owned(),
        Some(date(2028, 7, 31)),
    );
    assert_eq!(list(false).await, then);
    assert_eq!(
        list(true).await,
        (List::Register, "2026-2".to_owned(), None)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stood_there_on_a_day_is_told_as_it_was_known_then_and_as_it_is_known_now() {
    let place = Place::new().await;
    // Delivered on 23 November, about what began on 1 August.
    place.deliver(&[other_subject("2026-1", 1)]).await;
    let teacher = place.register.teacher(MILA).await;
    let stood = async |day, known_now| {
        let told = place.register.desk.as_of(&teacher, day, known_now).await;
        told.expect("what stood there").appointments
    };
    let october = date(2026, 10, 1);
    assert!(
        stood(october, false).await.is_empty(),
        "nobody knew it then"
    );
    let known = stood(october, true).await;
    assert_eq!(known[0].entry, "Klaargezet");
    assert_eq!(known[0].list, List::Vestibule);
    assert!(
        known[0].reason.contains("omdat je school grondslag"),
        "{}",
        known[0].reason
    );
    assert!(
        stood(date(2026, 7, 31), true).await.is_empty(),
        "it had not begun"
    );
    place.confirm_all(MILA).await;
    assert_eq!(stood(date(2026, 11, 23), false).await[0].entry, "Bevestigd");
    place.minutes_pass(24 * 60);
    place
        .register
        .desk
        .remove(&logged_in_now(&teacher), true)
        .await
        .expect("removed");
    place.minutes_pass(24 * 60);
    assert_eq!(
        stood(date(2026, 11, 23), false).await[0].entry,
        "Bevestigd",
        "as it was then"
    );
    assert_eq!(
        stood(date(2026, 11, 23), true).await[0].entry,
        "Uitgeschreven"
    );
    let stranger = place.register.teacher(OLDER).await;
    let told = place.register.desk.as_of(&stranger, october, true).await;
    assert!(told.expect("nothing").appointments.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_that_finds_the_teacher_qualified_moves_the_appointment_and_the_teacher_hears_it()
{
    let place = Place::new().await;
    place.deliver(&[other_subject("2026-1", 1)]).await;
    place.confirm_all(MILA).await;
    let mut qualified = other_subject("2026-1", 2);
    qualified["grondslag"] = json!({ "code": "VO-33.1B1" });
    qualified["onderwijs"]["onderwijsterreinen"] = json!([]);
    place.deliver(&[qualified]).await;
    let messages = place.messages(MILA).await;
    assert_eq!(messages.len(), 1);
    assert_eq!(
        messages[0].title,
        "Je benoeming staat nu in het lerarenregister"
    );
    let [moved] = place
        .overview(MILA)
        .await
        .appointments
        .try_into()
        .expect("one");
    assert_eq!(moved.list, List::Register);
    assert!(
        moved.confirmed,
        "the teacher need not do anything to get there"
    );
}
