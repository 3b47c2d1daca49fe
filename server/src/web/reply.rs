//! A fault as an answer: `application/problem+json` for programs, a plain page for people.

use crate::fault::Fault;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use shared::Problem;

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        problem(&Problem::from(self))
    }
}

/// A problem as `application/problem+json` (RFC 9457).
pub fn problem(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_string(problem).unwrap_or_default();
    (
        status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        body,
    )
        .into_response()
}
