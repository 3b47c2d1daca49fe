//! For the machine that watches: is the server alive, can it work.

use super::AppState;
use axum::extract::State;
use http::StatusCode;

/// The process runs.
pub async fn live() -> &'static str {
    "live"
}

/// The database answers, so requests can be served.
///
/// # Errors
/// 503 when the database does not answer.
pub async fn ready(State(state): State<AppState>) -> Result<&'static str, StatusCode> {
    sqlx::query_scalar!("select 1 as one")
        .fetch_one(&state.system.pool)
        .await
        .map(|_| "ready")
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)
}
