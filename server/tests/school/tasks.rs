//! What waits for a board: signals, errors with their term, and that a board with a busy program
//! still sees what matters.

use crate::support::{Deliverer, Register, Visitor, appointment, contact_of, limit};
use app::{
    actor::{FromActor, Reach, SchoolContact},
    school::{
        contacts::NewContact,
        dashboard::{Dashboard, Place},
        delivery::{Messages, Progress, Source},
        desk::SchoolDesk,
        tasks::{Matter, Signal, Task},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::signals::go_round;

const BOARD: &str = "41234";
const OTHER_BOARD: &str = "41235";

/// Somebody who may replace for a year from the first day.
fn replacement(number: &str, first_day: &str) -> Value {
    let mut message = appointment(number, 1);
    message["benoeming"]["begindatum"] = first_day.into();
    message["arbeidsovereenkomst"]["begindatum"] = first_day.into();
    message["grondslag"] = json!({ "code": "VO-33.3V", "ingangsdatumGrond": first_day });
    message["onderwijs"]["onderwijsterreinen"] = json!(["WISKUNDE"]);
    message
}

pub(super) async fn put(register: &Register, program: &Deliverer, message: &Value) {
    let (status, answer) = program.json(register, "PUT", message).await;
    assert!(status.is_success(), "{answer}");
}

async fn days_pass(register: &Register, days: i64) {
    let clock = &register.system.clock;
    clock.advance(SignedDuration::from_hours(24 * days));
    go_round(&register.system).await.expect("a round");
}

async fn tasks(register: &Register) -> Vec<Task> {
    let contact = register.contact(BOARD);
    register.tasks(&contact).await
}

async fn signals(register: &Register) -> Vec<Signal> {
    let tasks = tasks(register).await.into_iter();
    tasks
        .filter_map(|task| match task.matter {
            Matter::Signal(signal) => Some(signal),
            _ => None,
        })
        .collect()
}

async fn codes(register: &Register) -> Vec<String> {
    let signals = signals(register).await.into_iter();
    signals.map(|signal| signal.code).collect()
}

/// Names somebody to reach, so that there is no task about that.
async fn with_contact(register: &Register) {
    let els = NewContact {
        role: "contact".to_owned(),
        name: "Els Dijkstede".to_owned(),
        email: "els@waterkant.example".to_owned(),
        phone: String::new(),
    };
    let contact = register.contact(BOARD);
    let added = register.desk.add_contact(&contact, els).await;
    added.expect("added");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_is_a_task_until_the_board_puts_it_away() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    with_contact(&register).await;
    // Today is 23 November 2026: the year ends on 30 June 2027.
    put(&register, &program, &replacement("2026-1", "2026-07-01")).await;
    days_pass(&register, 50).await;
    let told = signals(&register).await;
    let [signal] = &told[..] else {
        panic!("{told:?}")
    };
    assert_eq!(
        (signal.code.as_str(), signal.appointment.as_deref()),
        ("LR-S103", Some("2026-1"))
    );
    assert_eq!(signal.raised.to_string(), "2027-01-12");
    assert!(signal.message.contains("30 juni 2027"), "{signal:?}");
    assert!(signal.name.is_some(), "{signal:?}");
    let contact = register.contact(BOARD);
    let shown = register.desk.dashboard(&contact, None).await;
    let shown = shown.expect("dashboard");
    assert_eq!(shown.tasks, tasks(&register).await, "with the names too");

    let visitor = Visitor::of(&register, BOARD).await;
    for path in ["/school/taken", "/school"] {
        let (_, html) = visitor.get(path).await;
        for words in [
            signal.message.as_str(),
            "href=\"/leveranciers/codes?q=LR-S103\"",
            "benoeming=2026-1",
            "12 januari 2027",
        ] {
            assert!(html.contains(words), "{words} on {path}");
        }
    }
    let other = register.contact(OTHER_BOARD);
    let theirs = register.desk.handle_signal(&other, signal.id).await;
    assert_eq!(theirs.expect_err("not theirs").status, 404);
    let id = signal.id.to_string();
    for _ in 0..2 {
        let goal = visitor
            .post("/school/taken", "/api/school/signaal", &[("id", &id)])
            .await;
        assert_eq!(goal, "/school/taken");
    }
    assert!(signals(&register).await.is_empty());
    assert_eq!(register.audited("signal_handled").await, 1);
    let by: String = sqlx::query_scalar("select handled_by from signal where id = $1")
        .bind(signal.id)
        .fetch_one(register.pool())
        .await
        .expect("who");
    assert_eq!(by, "pseudoniem");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_with_more_tasks_than_fit_on_a_page_sees_each_of_them_once() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    with_contact(&register).await;
    for number in 1..=53 {
        let number = format!("2026-{number}");
        put(&register, &program, &replacement(&number, "2026-07-01")).await;
    }
    days_pass(&register, 50).await;
    let contact = register.contact(BOARD);
    let mut seen = Vec::new();
    for (page, here) in [(1, 50), (2, 3)] {
        let list = register.desk.tasks(&contact, page).await.expect("tasks");
        let tasks = list.tasks;
        assert_eq!((tasks.total, tasks.page, tasks.pages), (53, page, 2));
        assert_eq!(tasks.rows.len(), here, "on page {page}");
        seen.extend(tasks.rows.into_iter().filter_map(|task| match task.matter {
            Matter::Signal(signal) => signal.appointment,
            _ => None,
        }));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 53, "each of them once");
    let beyond = register.desk.tasks(&contact, 9).await.expect("tasks");
    assert_eq!(beyond.tasks.page, 2, "after the last page comes the last");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_steps_to_the_end_of_a_ground_the_last_is_shown_and_never_beside_the_task_about_it()
{
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    with_contact(&register).await;
    put(&register, &program, &replacement("2026-1", "2026-07-01")).await;
    days_pass(&register, 50).await;
    assert_eq!(codes(&register).await, ["LR-S103"]);
    // Within three months it is a task with a term.
    days_pass(&register, 90).await;
    let all = tasks(&register).await;
    assert!(
        all.iter()
            .any(|task| matches!(task.matter, Matter::Term { .. }))
    );
    assert!(!codes(&register).await.contains(&"LR-S103".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_that_is_over_is_no_task_any_more() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    put(&register, &program, &appointment("2026-1", 1)).await;
    days_pass(&register, 20).await;
    // The mandate of the test is for the year 2026.
    assert_eq!(
        codes(&register).await,
        ["LR-S112"],
        "whom to reach is a task of its own"
    );
    with_contact(&register).await;
    assert_eq!(codes(&register).await, ["LR-S112"]);
    days_pass(&register, 45).await;
    assert_eq!(codes(&register).await, ["LR-S107"], "the mandate has ended");
    let contact = register.contact(BOARD);
    let file = app::upload::File {
        field: "bestand".to_owned(),
        name: "januari.csv".to_owned(),
        bytes: include_bytes!("../../../end2end/demo/leveringen/levering-goed.csv").to_vec(),
    };
    let delivered = register.desk.deliver(&contact, file).await;
    delivered.expect("delivered");
    assert!(
        codes(&register).await.is_empty(),
        "the board delivers again"
    );
}

/// A message about a function that is none of a teacher.
fn wrong(number: &str) -> Value {
    let mut message = appointment(number, 1);
    message["benoeming"]["functiecategorie"] = 3.into();
    message
}

async fn refuse(register: &Register, program: &Deliverer, number: &str) {
    let (status, answer) = program.json(register, "PUT", &wrong(number)).await;
    assert_eq!(status.as_u16(), 422, "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_of_each_task_can_be_opened_to_see_how_it_was_reached() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    put(&register, &program, &replacement("2026-1", "2026-01-01")).await;
    let mut shorter = replacement("2026-2", "2026-01-01");
    shorter["benoeming"]["einddatum"] = "2026-12-15".into();
    put(&register, &program, &shorter).await;
    let terms: Vec<Task> = tasks(&register)
        .await
        .into_iter()
        .filter(|task| matches!(task.matter, Matter::Term { .. }))
        .collect();
    let [first, second] = terms.as_slice() else {
        panic!("{terms:?}")
    };
    let steps = |task: &Task| task.due.as_ref().map_or(0, |due| due.steps.len());
    assert_eq!(steps(first), 1, "the appointment ends before the ground");
    assert!(steps(second) > 1, "as the ground says");
    let visitor = Visitor::of(&register, BOARD).await;
    let html = visitor.page("/school/taken").await;
    assert_eq!(html.matches("Hoe komen we aan deze datum?").count(), 2);
}

/// Delivers a demo file of the board, as its contact.
async fn deliver_file(register: &Register, name: &str, bytes: &[u8]) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let file = app::upload::File {
        field: "bestand".to_owned(),
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    let contact = register.contact(BOARD);
    let delivered = register.desk.deliver(&contact, file).await;
    delivered.expect("delivered");
}

async fn errors(register: &Register) -> Vec<(Source, i64, Option<String>)> {
    let tasks = tasks(register).await.into_iter();
    tasks
        .filter_map(|task| match task.matter {
            Matter::Errors { source, count, .. } => {
                Some((source, count, task.due.map(|due| due.date.to_string())))
            }
            _ => None,
        })
        .collect()
}

pub(super) async fn dashboard(register: &Register, place: Option<Place>) -> Dashboard {
    let contact = register.contact(BOARD);
    let dashboard = register.desk.dashboard(&contact, place).await;
    dashboard.expect("a dashboard")
}

fn messages(day: &str) -> Messages {
    Messages {
        program: "voorbeeldhr".to_owned(),
        day: day.parse().expect("a day"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_messages_that_are_refused_on_a_day_are_one_task() {
    let register = Register::new().await;
    let mut program = Deliverer::with_mandate(&register).await;
    for number in 0..50 {
        refuse(&register, &program, &format!("2026-{number}")).await;
    }
    put(&register, &program, &appointment("2026-goed", 1)).await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24));
    program.log_in_again(&register).await;
    refuse(&register, &program, "2026-50").await;
    let first = Source::Messages(messages("2026-11-23"));
    let second = Source::Messages(messages("2026-11-24"));
    assert_eq!(
        errors(&register).await,
        [
            (first.clone(), 50, Some("2026-12-23".to_owned())),
            (second, 1, Some("2026-12-24".to_owned())),
        ]
    );
    let contact = register.contact(BOARD);
    let list = register.desk.deliveries(&contact, 1).await.expect("a list");
    let lines: Vec<(&str, i64, Progress)> = list
        .deliveries
        .iter()
        .map(|line| {
            (
                line.file_name.as_str(),
                line.counts.total(),
                line.progress(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("Berichten van Voorbeeldsoftware", 1, Progress::Refused),
            ("Berichten van Voorbeeldsoftware", 51, Progress::Partly),
        ]
    );
    assert_eq!(list.pages, 1);

    let day = register
        .desk
        .day_of_messages(&contact, messages("2026-11-23"))
        .await;
    let day = day.expect("the messages of a day");
    assert_eq!((day.summary.counts.open(), day.errors.len()), (50, 50));
    let other = register.contact(OTHER_BOARD);
    let theirs = register
        .desk
        .day_of_messages(&other, messages("2026-11-23"))
        .await;
    assert_eq!(theirs.expect_err("not theirs").status, 404);

    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get(&first.address()).await;
    let repair = format!("/school/leveringen/{}/herstellen/1", day.errors[0].0);
    for words in [
        "50 benoemingen om te herstellen",
        "LR-F027",
        repair.as_str(),
    ] {
        assert!(html.contains(words), "{words}");
    }
    let (_, file) = visitor.get(&messages("2026-11-23").errors_file()).await;
    assert_eq!(
        file.trim_end().lines().count(),
        51,
        "a header and 50 errors"
    );
    for unknown in ["dag=2026-11-23&programma=ander", "dag=gisteren", ""] {
        let (status, _) = visitor
            .get(&format!("/school/leveringen/berichten?{unknown}"))
            .await;
        assert_eq!(status.as_u16(), 404, "{unknown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_message_does_not_hide_what_was_refused_before() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let demo = include_bytes!("../../../end2end/demo/leveringen/levering-met-fouten.csv");
    deliver_file(&register, "november.csv", demo).await;
    let refused = errors(&register).await;
    let [(source, count, due)] = &refused[..] else {
        panic!("{refused:?}")
    };
    assert_eq!((*count, due.as_deref()), (6, Some("2026-12-23")));
    put(&register, &program, &appointment("2026-goed", 1)).await;
    assert_eq!(errors(&register).await, refused);
    let board = dashboard(&register, None).await;
    let open = board.errors.clone().expect("errors are open");
    assert_eq!((open.count, open.source.as_ref()), (6, Some(source)));
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get("/school").await;
    assert!(html.contains("Er staan 6 fouten open"));
    assert!(html.contains("Herstel dit voor 23 december 2026"));
    let explained = html.matches("Hoe komen we aan deze datum?").count();
    let dated = board.tasks.iter().filter(|task| task.due.is_some());
    assert_eq!(explained, 1 + dated.count(), "how it stands, and each task");
    assert!(html.contains("Herstel dat binnen een maand"));

    let right = include_bytes!("../../../end2end/demo/leveringen/levering-hersteld.csv");
    deliver_file(&register, "november-2.csv", right).await;
    assert_eq!(errors(&register).await, []);
    let (_, html) = visitor.get("/school").await;
    assert!(html.contains("Er staan geen fouten open"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_term_to_put_a_record_right_runs_from_its_first_refusal() {
    let register = Register::new().await;
    let mut program = Deliverer::with_mandate(&register).await;
    refuse(&register, &program, "2026-1").await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 20));
    program.log_in_again(&register).await;
    refuse(&register, &program, "2026-1").await;
    let today = Source::Messages(messages("2026-12-13"));
    assert_eq!(
        errors(&register).await,
        [(today, 1, Some("2026-12-23".to_owned()))],
        "sending it wrong again gives no more time"
    );
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get("/school/taken").await;
    assert!(html.contains("Nog 10 dagen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn twice_a_year_a_board_looks_at_who_has_access_and_whom_to_reach() {
    let register = Register::new().await;
    with_contact(&register).await;
    register
        .system
        .clock
        .advance(SignedDuration::from_hours(24 * 190));
    let visitor = Visitor::of(&register, BOARD).await;
    let (_, html) = visitor.get("/school/taken").await;
    assert!(html.contains("Kijk wie toegang heeft en of de contactpersonen nog kloppen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_of_one_school_reads_no_totals_of_the_others_in_the_messages_of_a_day() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    refuse(&register, &program, "2026-1").await;
    refuse(&register, &program, "2026-2").await;
    let mut elsewhere = appointment("2026-3", 1);
    elsewhere["school"] =
        serde_json::json!({ "instellingscode": "99QB", "vestigingscode": "99QB00" });
    elsewhere["grondslag"]["code"] = "VO-99.9".into();
    let (status, _) = program.json(&register, "PUT", &elsewhere).await;
    assert!(status.is_client_error());
    let of_school = async |brin: &str| {
        let schools = vec![brin.to_owned()];
        limit(&register, brin, &schools).await;
        contact_of(BOARD, brin, Reach::Schools(schools))
    };
    let day = messages("2026-11-23");
    for (brin, count) in [("99QA", 2), ("99QB", 1)] {
        let contact = SchoolContact::from_actor(of_school(brin).await).expect("a contact");
        let seen = register.desk.day_of_messages(&contact, day.clone()).await;
        let seen = seen.expect("some are of this school");
        assert_eq!(
            (
                seen.summary.counts.total(),
                seen.summary.records,
                seen.errors.len()
            ),
            (count, count, usize::try_from(count).expect("small")),
            "{brin}"
        );
        let visitor = Visitor::with(&register, of_school(brin).await).await;
        let (_, file) = visitor.get(&day.errors_file()).await;
        let own = |number: &str| file.contains(number);
        let expected = match brin {
            "99QA" => [true, true, false],
            _ => [false, false, true],
        };
        assert_eq!(
            ["2026-1", "2026-2", "2026-3"].map(own),
            expected,
            "{brin}: {file}"
        );
    }
    let visitor = Visitor::with(&register, of_school("99QX").await).await;
    let (status, _) = visitor.get(&day.errors_file()).await;
    assert_eq!(status.as_u16(), 404);
}
