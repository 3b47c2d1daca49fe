//! The sandbox (*testomgeving*): the delivery API on a database of its own, with invented schools
//! and test persons, where a supplier tries its software and is examined (handbook, 6.5).
//!
//! It is a second [`System`], so nothing in it can reach the register. What is different stands
//! here: real persons are refused, every call is kept, and a few routes help to play a case.

mod enrol;
mod help;
mod watch;

pub use enrol::{FOR_EVERYONE, board_for_everyone, enrol};
pub use watch::names_somebody_real;

use crate::{
    System, api,
    clock::Clock,
    config::{Config, SandboxConfig},
    fault::Fault,
    web::{AppState, limits},
};
use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{MethodRouter, get, post},
};
use shared::{
    Problem,
    conformance::{Call, Notation, Verdict, judge},
};
use sqlx::PgPool;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Where the sandbox begins.
pub const BASE: &str = "/proef";

/// The most calls that are looked at; earlier ones do not count.
const MOST_CALLS: i64 = 3000;

/// The most text of calls and answers that is looked at, in bytes; earlier ones do not count.
const MOST_TEXT: i64 = 32 * 1024 * 1024;

/// How many examinations are judged at the same time; the rest of the server goes on meanwhile.
static JUDGES: Semaphore = Semaphore::const_new(2);

/// The system of the sandbox, beside a register with this configuration.
///
/// # Errors
/// As [`System::new`].
pub fn system(
    register: &Config,
    sandbox: SandboxConfig,
    pool: PgPool,
    clock: Clock,
) -> anyhow::Result<Arc<System>> {
    let config = Config {
        public_url: format!("{}{BASE}", register.public_url),
        database_url: sandbox.database_url,
        keys: sandbox.keys,
        brp: sandbox.brp,
        sandbox: None,
        ..register.clone()
    };
    System::new(config, pool, clock, None)
}

/// What the sandbox has beside the routes of the API, below its base; so that a test can walk it.
pub fn help_routes() -> Vec<(&'static str, &'static str, MethodRouter<AppState>)> {
    vec![
        ("GET", "/proefhulp/besturen", get(help::boards)),
        ("POST", "/proefhulp/drukte", post(help::make_busy)),
        ("GET", "/proefhulp/keuring", get(help::verdicts)),
        ("POST", "/proefhulp/verbeterverzoeken", post(help::report)),
    ]
}

/// The routes of the sandbox, below [`BASE`].
pub fn router(state: AppState) -> Router<AppState> {
    let system = state.system().clone();
    let help = help_routes()
        .into_iter()
        .fold(Router::new(), |router, (_, path, handler)| {
            router.route(path, handler)
        });
    let routes = api::router(help)
        .fallback(|| async { api::reply::refused(&Problem::not_found()) })
        .layer(from_fn_with_state(system.clone(), watch::watch))
        .layer(from_fn_with_state(system, limits::slow_down))
        .with_state(state);
    Router::new().nest(BASE, routes)
}

/// What these programs did after this call, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn calls(sandbox: &System, clients: &[String], after: i64) -> Result<Vec<Call>, Fault> {
    let rows = sqlx::query!(
        r#"with newest as (
               select id, at, method, path, media_type, sent, status, retry_after, answer
               from sandbox_call
               where client_id = any($1) and id > $2
               order by id desc
               limit $3
           ),
           measured as (
               select *,
                      sum(octet_length(sent) + octet_length(answer)) over (order by id desc) as text
               from newest
           )
           select id, at, method, path, media_type, sent, status, retry_after, answer
           from measured
           where text <= $4
           order by id"#,
        clients,
        after,
        MOST_CALLS,
        MOST_TEXT,
    )
    .fetch_all(&sandbox.pool)
    .await?;
    beside(move || {
        let calls = rows.into_iter().map(|row| {
            Call::new(
                row.id,
                row.at.to_jiff(),
                (row.method, row.path),
                Notation::of_media_type(&row.media_type),
                &row.sent,
                u16::try_from(row.status).unwrap_or_default(),
                row.retry_after.map(i64::from),
                serde_json::from_str(&row.answer).unwrap_or_default(),
            )
        });
        calls.collect()
    })
    .await
}

/// What somebody makes of how every case stands. It is judged beside the requests: it may take a
/// while.
///
/// # Errors
/// When it cannot be judged.
pub async fn judged<T: Send + 'static>(
    calls: Vec<Call>,
    notation: Notation,
    look: impl FnOnce(&[Verdict<'_>]) -> T + Send + 'static,
) -> Result<T, Fault> {
    beside(move || look(&judge(&calls, notation))).await
}

/// Does what takes long on a thread of its own.
///
/// # Errors
/// When it cannot be done.
pub async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    let turn = JUDGES.acquire().await.map_err(Fault::broken)?;
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(Fault::broken)?;
    drop(turn);
    Ok(done)
}

/// The last call of these programs; 0 when they made none. A new examination begins after it.
///
/// # Errors
/// When the database does not answer.
pub async fn last_call(sandbox: &System, clients: &[String]) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(max(id), 0) as "last!" from sandbox_call where client_id = any($1)"#,
        clients,
    )
    .fetch_one(&sandbox.pool)
    .await?)
}
