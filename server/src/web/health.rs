//! For the machine that watches: is the server alive, can it work, how does it do.

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

/// The metrics in the format of Prometheus, for the machine that asks from the inside only.
///
/// # Errors
/// 404 for a request that came through the public address.
pub async fn metrics(
    State(state): State<AppState>,
    axum::extract::ConnectInfo(peer): axum::extract::ConnectInfo<std::net::SocketAddr>,
    headers: http::HeaderMap,
) -> Result<String, StatusCode> {
    if peer.ip().is_loopback() && !headers.contains_key("x-forwarded-for") {
        Ok(state.metrics.render())
    } else {
        Err(StatusCode::NOT_FOUND)
    }
}
