//! The delivery API for software: `/api/aanleveren/v1`, by the `NLGov` API Design Rules.
//!
//! Everything here is for programs: no session, no cookie, no page. A program proves who it is with
//! a signed assertion (`private_key_jwt`), gets a token for ten minutes, and may deliver for the
//! boards that gave its supplier a mandate. What each route takes and answers is published as
//! [`specification`].

mod aid;
mod batches;
mod code_lists;
mod completeness;
mod corrections;
mod feedback;
mod form;
pub mod login;
mod mandates;
mod messages;
mod overviews;
mod own_list;
pub(crate) mod read;
pub(crate) mod reply;
pub mod specification;
pub mod webhooks;

pub use form::is_open;
pub use login::{admit, register};

use crate::web::AppState;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn,
    routing::{MethodRouter, delete, get, post, put},
};
use shared::Problem;

/// Where the API begins.
pub const BASE: &str = "/api/aanleveren/v1";

/// The version that every answer and the specification name (`/core/version-header`).
pub const VERSION: &str = "1.0.0";

/// Every route below [`BASE`], so that a test can hold them beside the specification.
pub fn routes() -> Vec<(&'static str, &'static str, MethodRouter<AppState>)> {
    vec![
        (
            "POST",
            "/batches",
            post(batches::receive).layer(DefaultBodyLimit::max(crate::delivery::MAX_BYTES)),
        ),
        ("GET", "/batches/{id}", get(batches::progress)),
        (
            "PUT",
            "/benoemingen/{bevoegdGezag}/{benoemingvolgnummer}",
            put(messages::put),
        ),
        (
            "DELETE",
            "/benoemingen/{bevoegdGezag}/{benoemingvolgnummer}",
            delete(messages::delete),
        ),
        ("POST", "/proefcontroles", post(messages::check)),
        ("GET", "/terugkoppelingen", get(feedback::since)),
        ("POST", "/registratieoverzichten", post(overviews::make)),
        ("GET", "/registratieoverzichten/{id}", get(overviews::read)),
        (
            "GET",
            "/registratieoverzichten/{id}/verschillen",
            get(overviews::differences),
        ),
        (
            "POST",
            "/registratieoverzichten/{id}/verschillen",
            post(own_list::compare),
        ),
        (
            "POST",
            "/volledigheidsverklaringen",
            post(completeness::declare),
        ),
        ("GET", "/machtigingen", get(mandates::list)),
        ("GET", "/verbeterverzoeken", get(corrections::list)),
        (
            "POST",
            "/verbeterverzoeken/{id}/reacties",
            post(corrections::answer),
        ),
        ("GET", "/webhook", get(webhooks::show)),
        ("PUT", "/webhook", put(webhooks::set)),
        ("DELETE", "/webhook", delete(webhooks::remove)),
        ("POST", "/webhook/proef", post(webhooks::try_out)),
        ("POST", "/grondslaghulp", post(aid::follow)),
        ("GET", "/codelijsten/{naam}", get(code_lists::list)),
        ("GET", "/openapi.json", get(specification::publish)),
    ]
}

/// The routes of the API with these more, and the one for tokens.
pub fn router(more: Router<AppState>) -> Router<AppState> {
    let api = routes()
        .into_iter()
        .fold(more, |router, (_, path, handler)| {
            router.route(path, handler)
        })
        .method_not_allowed_fallback(|| async { reply::refused(&form::wrong_method()) })
        .fallback(|| async { reply::refused(&Problem::not_found()) });
    Router::new()
        .nest(BASE, api)
        .layer(from_fn(form::by_the_rules))
        .route("/oauth/token", post(login::token))
}
