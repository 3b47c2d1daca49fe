//! One message at a time: it is taken in whole or not at all, and who waits keeps nobody from working.

use crate::support::{Deliverer, Program, Register, appointment};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::json;
use server::delivery::{Sender, take_one};
use shared::{
    delivery::{Record, read_json},
    identifier::BoardNumber,
};
use sqlx::{Connection, PgConnection};
use std::time::{Duration, Instant};
use tower::ServiceExt;

fn record(number: &str) -> Record {
    read_json(appointment(number, 1).to_string().as_bytes())
}

fn sender() -> Sender {
    let board = BoardNumber::parse("41234").expect("a board");
    Sender::program(board, "voorbeeldhr".to_owned())
}

/// A connection that is not one of the register's.
async fn outsider(register: &Register) -> PgConnection {
    let url = register.system.config.database_url.expose();
    PgConnection::connect(url).await.expect("a connection")
}

async fn run(conn: &mut PgConnection, sql: &'static str) {
    sqlx::query(sql).execute(conn).await.expect(sql);
}

async fn count(conn: &mut PgConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(conn).await.expect(sql)
}

/// Takes and gives back the turn of the board: then everything that was busy is over.
async fn until_over(conn: &mut PgConnection) {
    run(
        conn,
        "select pg_advisory_lock(hashtextextended('delivery:41234', 0))",
    )
    .await;
    run(
        conn,
        "select pg_advisory_unlock(hashtextextended('delivery:41234', 0))",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_hangs_up_half_way_leaves_nothing() {
    let register = Register::new().await;
    let mut outside = outsider(&register).await;
    // The database stops half-way, at the record, until the gate is opened.
    sqlx::raw_sql(
        "create function gate() returns trigger language plpgsql as
             $$ begin perform pg_advisory_xact_lock(4711); return new; end $$;
         create trigger gate before insert on delivery_record
             for each row execute function gate()",
    )
    .execute(&mut outside)
    .await
    .expect("a gate");
    run(&mut outside, "select pg_advisory_lock(4711)").await;
    let system = register.system.clone();
    let sending = tokio::spawn(async move { take_one(&system, sender(), &record("2026-1")).await });
    let end = Instant::now() + Duration::from_secs(30);
    let waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted
                   and database = (select oid from pg_database where datname = current_database())";
    while count(&mut outside, waiting).await == 0 {
        assert!(Instant::now() < end, "nobody came to the gate");
    }
    sending.abort();
    assert!(sending.await.expect_err("hung up").is_cancelled());
    run(&mut outside, "select pg_advisory_unlock(4711)").await;
    until_over(&mut outside).await;
    for table in [
        "select count(*) from delivery",
        "select count(*) from person",
        "select count(*) from audit_event where event_type in ('delivered', 'appointment_recorded')",
    ] {
        assert_eq!(count(&mut outside, table).await, 0, "{table}");
    }
    let again = take_one(&register.system, sender(), &record("2026-1")).await;
    assert_eq!(again.expect("taken in").outcome.code(), "new");
    let open = "select count(*) from delivery where processed_at is null";
    assert_eq!(count(&mut outside, open).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_of_the_database_leaves_nothing() {
    let register = Register::new().await;
    let mut outside = outsider(&register).await;
    sqlx::raw_sql(
        "create function stop() returns trigger language plpgsql as
             $$ begin raise exception 'stopped'; end $$;
         create trigger stop before update of processed_at on delivery
             for each row execute function stop()",
    )
    .execute(&mut outside)
    .await
    .expect("a trigger");
    let fault = take_one(&register.system, sender(), &record("2026-1")).await;
    assert!(fault.is_err());
    assert_eq!(
        count(&mut outside, "select count(*) from delivery").await,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_a_batch_is_told_to_come_back_and_keeps_no_connection() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    program.mandated(&register).await;
    let token = program.token(&register).await;
    // A batch of the board is being taken in by another server.
    let mut outside = outsider(&register).await;
    run(
        &mut outside,
        "select pg_advisory_lock(hashtextextended('delivery:41234', 0))",
    )
    .await;

    // More than there are connections.
    let waiting = (0..12).map(|at| {
        let message = appointment(&format!("2026-{at}"), 1);
        let request = Request::put(format!("/api/aanleveren/v1/benoemingen/41234/2026-{at}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(message.to_string()))
            .expect("a request");
        register.router().oneshot(request)
    });
    let answers = tokio::spawn(futures::future::join_all(waiting));
    let began = Instant::now();
    while !answers.is_finished() {
        let asked = Instant::now();
        let one: i32 = sqlx::query_scalar("select 1")
            .fetch_one(register.pool())
            .await
            .expect("a connection");
        assert_eq!(one, 1);
        assert!(
            asked.elapsed() < Duration::from_secs(2),
            "nobody else can work"
        );
        tokio::task::yield_now().await;
    }
    assert!(began.elapsed() < Duration::from_secs(20));
    for answer in answers.await.expect("answers") {
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        let wait = answer.headers()[header::RETRY_AFTER]
            .to_str()
            .expect("text");
        assert!(wait.parse::<u32>().expect("seconds") > 0);
    }
    let kept = count(&mut outside, "select count(*) from delivery").await;
    assert_eq!(kept, 0, "nothing stays half-way");
}

#[tokio::test(flavor = "multi_thread")]
async fn that_nothing_changed_is_told_in_the_answer_to_a_message() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    program
        .json(&register, "PUT", &appointment("2026-1", 1))
        .await;
    let (status, same) = program
        .json(&register, "PUT", &appointment("2026-1", 2))
        .await;
    assert_eq!(
        (status, &same["uitkomst"]),
        (StatusCode::OK, &json!("ongewijzigd"))
    );
    assert_eq!(same["signalen"][0]["code"], "LR-M052", "{same}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_hears_what_comes_late_once_its_first_month_is_over() {
    let register = Register::new().await;
    let mut program = Deliverer::with_mandate(&register).await;
    let begun = |number: &str, begins: &str, version: u32| {
        let mut message = appointment(number, version);
        message["benoeming"]["begindatum"] = json!(begins);
        message["arbeidsovereenkomst"]["begindatum"] = json!("2020-08-01");
        message
    };
    let told = |answer: &serde_json::Value| -> Vec<String> {
        let signals = answer["signalen"].as_array().expect("a list");
        let codes = signals.iter().filter_map(|one| one["code"].as_str());
        codes
            .filter(|code| *code != "LR-M056")
            .map(str::to_owned)
            .collect()
    };
    for number in ["2026-1", "2026-2"] {
        let (_, answer) = program
            .json(&register, "PUT", &begun(number, "2024-08-01", 1))
            .await;
        assert!(told(&answer).is_empty(), "its first days: {answer}");
    }
    register
        .system
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 31));
    program.log_in_again(&register).await;
    // It is 24 December 2026.
    let (_, answer) = program
        .json(&register, "PUT", &begun("2026-3", "2026-11-01", 1))
        .await;
    assert_eq!(told(&answer), ["LR-M053"], "{answer}");
    let mut ended = begun("2026-1", "2024-08-01", 2);
    ended["benoeming"]["einddatum"] = json!("2026-10-31");
    let (_, answer) = program.json(&register, "PUT", &ended).await;
    assert_eq!(told(&answer), ["LR-M053"], "a late end: {answer}");
    let (_, answer) = program
        .json(&register, "PUT", &begun("2026-2", "2022-08-01", 2))
        .await;
    assert_eq!(told(&answer), ["LR-M054"], "far back: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_could_be_a_bsn_can_be_sent_again() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let message = appointment("2026-1", 123_456_782);
    let (status, first) = program.json(&register, "PUT", &message).await;
    assert_eq!(status, StatusCode::CREATED, "{first}");
    let (status, again) = program.json(&register, "PUT", &message).await;
    assert_eq!((status, &again), (StatusCode::CREATED, &first), "{again}");

    // As it was kept before: masked.
    let masked = r#"update delivery_record set sent = sent || '{"versie": "•••••• 782"}'"#;
    sqlx::query(masked)
        .execute(register.pool())
        .await
        .expect("masked");
    let (status, again) = program.json(&register, "PUT", &message).await;
    assert_eq!((status, &again), (StatusCode::CREATED, &first), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_answer_comes_again_also_when_something_stands_in_its_way_now() {
    let register = Register::new().await;
    let program = Deliverer::with_mandate(&register).await;
    let message = appointment("2026-1", 1);
    let (_, first) = program.json(&register, "PUT", &message).await;
    assert_eq!(first["uitkomst"], "nieuw", "{first}");
    sqlx::query(
        "update school_board set valid = daterange(lower(valid), '2026-10-01') where brin = '99QA'",
    )
    .execute(register.pool())
    .await
    .expect("the school closed");
    let (status, again) = program.json(&register, "PUT", &message).await;
    assert_eq!((status, &again), (StatusCode::CREATED, &first), "{again}");
    let (_, newer) = program
        .json(&register, "PUT", &appointment("2026-1", 2))
        .await;
    assert_eq!(newer["fouten"][0]["code"], "LR-F010", "{newer}");
    let mut reused = appointment("2026-1", 3);
    reused["bedrijfsdocument"] = message["bedrijfsdocument"].clone();
    let (_, reused) = program.json(&register, "PUT", &reused).await;
    let told = reused["fouten"].as_array().expect("a list");
    assert!(told.iter().any(|one| one["code"] == "LR-F002"), "{reused}");
    let errors = "select count(*) from delivery_record where outcome = 'refused'";
    let mut outside = outsider(&register).await;
    assert_eq!(
        count(&mut outside, errors).await,
        2,
        "no error for the board"
    );
}
