//! The worker of the jobs goes on when the database did not answer for a moment, does many jobs without
//! waiting in between, and first what cannot wait.

use crate::support::Register;
use server::jobs;
use shared::identifier::Bsn;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn run(register: &Register, sql: &'static str) {
    sqlx::raw_sql(sql)
        .execute(register.pool())
        .await
        .expect("sql");
}

/// Adds a person, which gives the job to ask the BRP who that is, and waits until it is done.
async fn is_done(register: &Register) -> bool {
    register.person("999990019").await;
    let asked = async {
        while register.count("person_details").await == 0 {
            sleep(Duration::from_millis(200)).await;
        }
    };
    timeout(Duration::from_secs(30), asked).await.is_ok()
}

async fn started(register: &Register) -> jobs::RunningWorker {
    let worker = jobs::start(register.system.clone()).await;
    worker.expect("a worker")
}

/// The database refuses what the queue asks.
async fn hide_queue(register: &Register) {
    run(
        register,
        "alter table graphile_worker._private_jobs rename to away",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_given_after_the_database_did_not_answer_is_done() {
    let register = Register::new().await;
    let worker = started(&register).await;

    // Its queue is gone, and so are its connections: longer than it waits to look again.
    hide_queue(&register).await;
    run(
        &register,
        "select pg_terminate_backend(pid)
         from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()",
    )
    .await;
    sleep(Duration::from_secs(3)).await;
    run(
        &register,
        "alter table graphile_worker.away rename to _private_jobs",
    )
    .await;

    assert!(is_done(&register).await, "nobody works any more");
    let stopped = timeout(Duration::from_secs(20), worker.stop()).await;
    stopped.expect("it stops when it is told to");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_waits_to_begin_again_stops_when_it_is_told_to() {
    let register = Register::new().await;
    let worker = started(&register).await;
    hide_queue(&register).await;
    sleep(Duration::from_secs(3)).await;
    let stopped = timeout(Duration::from_secs(20), worker.stop()).await;
    stopped.expect("it stops when it is told to");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_refuses_the_queue_asks_now_and_then_and_not_all_the_time() {
    let register = Register::new().await;
    let worker = started(&register).await;
    hide_queue(&register).await;
    let before = refused(&register).await;
    sleep(Duration::from_secs(4)).await;
    let refused = refused(&register).await - before;
    assert!(
        (1..60).contains(&refused),
        "it asked {refused} times in 4 seconds"
    );
    let stopped = timeout(Duration::from_secs(20), worker.stop()).await;
    stopped.expect("it stops when it is told to");
}

/// How often the database could not do what it was asked.
async fn refused(register: &Register) -> i64 {
    // Told by each connection when it is left, or once a second.
    sqlx::query_scalar(
        "select xact_rollback from pg_stat_database where datname = current_database()",
    )
    .fetch_one(register.pool())
    .await
    .expect("sql")
}

/// As many people as one board may deliver in a moment, of whom the BRP is to be asked.
async fn many(register: &Register) -> i64 {
    let bsns = (999_990_000_u32..).map(|number| number.to_string());
    let bsns = bsns.filter(|number| Bsn::parse(number).is_ok());
    for bsn in bsns.take(60) {
        register.person(&bsn).await;
    }
    waiting(register, "ask_brp").await
}

async fn waiting(register: &Register, kind: &str) -> i64 {
    sqlx::query_scalar(
        "select count(*)
         from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = $1",
    )
    .bind(kind)
    .fetch_one(register.pool())
    .await
    .expect("count")
}

#[tokio::test(flavor = "multi_thread")]
async fn many_jobs_are_done_without_waiting_in_between_and_first_what_a_person_waits_for() {
    let register = Register::new().await;
    assert_eq!(many(&register).await, 60);
    let person = register.person("999990019").await;
    let mut conn = register.pool().acquire().await.expect("connection");
    let queued = jobs::confirm_address(&mut conn, person).await;
    queued.expect("queued");
    drop(conn);

    let worker = started(&register).await;
    let done = async |kind| {
        while waiting(&register, kind).await > 0 {
            sleep(Duration::from_millis(2)).await;
        }
    };
    let first = timeout(Duration::from_secs(15), done("confirm_address")).await;
    first.expect("the address is asked about");
    assert!(waiting(&register, "ask_brp").await > 0, "before the rest");
    // A job a second would be a minute.
    let all = timeout(Duration::from_secs(15), done("ask_brp")).await;
    all.expect("all are asked about");
    worker.stop().await;
}
