//! Activities from a calendar file.

use super::{MILA, SOMEBODY_ELSE, titles};
use crate::support::{Register, Visitor, file};
use app::teacher::portfolio::{calendar::Calendar, desk::PortfolioDesk};
use axum::http::StatusCode;
use shared::portfolio::{PickedEvent, Source};

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:proef\r\n\
BEGIN:VEVENT\r\nUID:reeks@voorbeeld.example\r\nSUMMARY:Intervisie\r\n\
DTSTART;TZID=Europe/Amsterdam:20261102T160000\r\nDTEND;TZID=Europe/Amsterdam:20261102T173000\r\n\
RRULE:FREQ=WEEKLY;COUNT=3\r\nATTENDEE:mailto:collega@voorbeeld.example\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:dag\r\nSUMMARY:Studiedag <taal>\r\n\
DTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261002\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

const PAGE: &str = "/mijn/portfolio/agenda";
const TAKE: &str = "/api/mijn/agenda/overnemen";

fn all(calendar: &Calendar) -> Vec<PickedEvent> {
    calendar
        .events
        .iter()
        .map(|event| PickedEvent {
            chosen: "ja".to_owned(),
            key: event.key.clone(),
            title: event.title.clone(),
            from: event.from.to_string(),
            to: event.to.map(|to| to.to_string()).unwrap_or_default(),
            hours: event
                .hours
                .map_or("6".to_owned(), |hours| hours.to_string()),
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_becomes_an_activity_once_also_when_it_was_removed_since() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let read = async || {
        let file = file("agenda.ics", CALENDAR.as_bytes());
        register
            .desk
            .read_calendar(&teacher, file)
            .await
            .expect("read")
    };
    let first = read().await;
    assert_eq!(
        register.count("activity_origin").await,
        0,
        "reading keeps nothing"
    );
    let events = all(&first);
    assert_eq!(events.len(), 4);
    assert_eq!(
        register.desk.take_events(&teacher, &events[..3]).await,
        Ok(3)
    );
    let found = titles(&register, &teacher, "").await;
    assert_eq!(found, ["Intervisie"; 3]);
    let known: Vec<bool> = read()
        .await
        .events
        .iter()
        .map(|event| event.is_known)
        .collect();
    assert_eq!(known, [true, true, true, false]);

    let portfolio = register
        .desk
        .portfolio(&teacher, &app::teacher::portfolio::Filter::default())
        .await
        .expect("portfolio");
    let id = portfolio.found[0].id;
    let detail = register.desk.activity(&teacher, id).await.expect("detail");
    assert_eq!(detail.source, Source::Calendar);
    register
        .system
        .clock
        .advance(jiff::SignedDuration::from_mins(1));
    register
        .desk
        .remove_activity(&teacher, id)
        .await
        .expect("removed");
    assert_eq!(register.desk.take_events(&teacher, &events).await, Ok(1));
    assert_eq!(register.count("activity").await, 4);

    let other = register.teacher(SOMEBODY_ELSE).await;
    assert_eq!(
        register.desk.take_events(&other, &events).await,
        Ok(4),
        "who was there too has it in the own portfolio"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_take_the_same_at_the_same_moment_add_it_once() {
    let register = Register::new().await;
    let teacher = register.teacher(MILA).await;
    let file = file("agenda.ics", CALENDAR.as_bytes());
    let events = all(&register
        .desk
        .read_calendar(&teacher, file)
        .await
        .expect("read"));
    let (one, other) = tokio::join!(
        register.desk.take_events(&teacher, &events),
        register.desk.take_events(&teacher, &events),
    );
    assert_eq!(one.expect("taken") + other.expect("taken"), 4);
    assert_eq!(register.count("activity").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_one_reads_picks_and_fills_in_what_is_missing() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    assert!(visitor.page(PAGE).await.contains("Kies je agenda"));
    let (status, page) = visitor
        .show_file(PAGE, &file("agenda.ics", b"%PDF-1.7"))
        .await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Dit is geen agenda die we kunnen lezen"),
        "{page}"
    );
    let (_, page) = visitor
        .show_file(PAGE, &file("agenda.ics", CALENDAR.as_bytes()))
        .await;
    for shown in [
        "Intervisie",
        "16 november 2026",
        "Studiedag &lt;taal&gt;",
        "value=\"1,5\"",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    assert!(!page.contains("collega@"), "only what is needed");

    let key = "ab".repeat(32);
    let mut fields = vec![
        ("events[0][key]", key.as_str()),
        ("events[0][title]", "Studiedag taal"),
        ("events[0][from]", "2026-10-01"),
        ("events[0][to]", ""),
        ("events[0][chosen]", "ja"),
        ("events[0][hours]", ""),
    ];
    let goal = visitor.post(PAGE, TAKE, &fields).await;
    let page = visitor.page(&goal).await;
    for shown in ["Vul in hoeveel uur het was", "Studiedag taal", key.as_str()] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    fields[5].1 = "6";
    let goal = visitor.post(PAGE, TAKE, &fields).await;
    assert_eq!(goal, "/mijn/portfolio?overgenomen=1");
    let page = visitor.page(&goal).await;
    assert!(page.contains("1 activiteit uit je agenda staat nu in je portfolio"));
}
