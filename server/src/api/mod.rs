//! The delivery API for software: `/api/aanleveren/v1`, by the `NLGov` API Design Rules.
//!
//! Everything here is for programs: no session, no cookie, no page. A program proves who it is with
//! a signed assertion (`private_key_jwt`), gets a token for ten minutes, and may deliver for the
//! boards that gave its supplier a mandate.

mod batches;
mod code_lists;
mod feedback;
pub mod login;
mod messages;
mod reply;

pub use login::register;

use crate::web::AppState;
use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn},
    response::Response,
    routing::{get, post, put},
};
use http::{HeaderName, HeaderValue};
use shared::Problem;

/// Where the API begins.
pub const BASE: &str = "/api/aanleveren/v1";

/// The version that every answer names (`/core/version-header`).
const VERSION: &str = "1.0.0";

/// The routes of the API, and the one for tokens.
pub fn router() -> Router<AppState> {
    let api = Router::new()
        .route("/batches", post(batches::receive))
        .route(
            "/benoemingen/{bevoegd_gezag}/{benoemingvolgnummer}",
            put(messages::put).delete(messages::delete),
        )
        .route("/proefcontroles", post(messages::check))
        .route("/batches/{id}", get(batches::progress))
        .route("/terugkoppelingen", get(feedback::since))
        .route("/codelijsten/{name}", get(code_lists::list))
        .fallback(|| async { reply::refused(&Problem::not_found()) })
        .layer(from_fn(versioned));
    Router::new()
        .nest(BASE, api)
        .route("/oauth/token", post(login::token))
}

async fn versioned(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(
        HeaderName::from_static("api-version"),
        HeaderValue::from_static(VERSION),
    );
    response
}
