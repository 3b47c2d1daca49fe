//! Who may come where, before anything is looked up.
//!
//! A desk asks for its actor anyway; this layer makes that a visitor is sent to the login, or to
//! a page that says what is wrong, and that no other site can post in a visitor's name.

use crate::{System, fault::Fault, session::login::start_page};
use app::{
    actor::{Actor, Role},
    desk::Visit,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, Method};
use shared::Problem;
use std::sync::Arc;

/// The parts of the site that are for one role.
pub const AREAS: [(&str, Role); 7] = [
    ("/mijn", Role::Teacher),
    ("/school", Role::School),
    ("/aanbieders", Role::Provider),
    ("/leveranciers/testomgeving", Role::Supplier),
    ("/leveranciers/keuring", Role::Supplier),
    ("/leveranciers/besturen", Role::Supplier),
    ("/behandeling", Role::Staff),
];

/// The role that the page or server function at this path is for; nothing when it is for everyone.
pub fn role_of(path: &str) -> Option<Role> {
    let path = path.strip_prefix("/api").unwrap_or(path);
    // Everyone reads criteria; the staff of the profession writes them.
    if path.starts_with("/criteria/") && path.ends_with("/bewerken") {
        return Some(Role::Staff);
    }
    AREAS
        .into_iter()
        .find(|(area, _)| {
            path.strip_prefix(area)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
        .map(|(_, role)| role)
}

/// Whether the page or server function at this path is reached by a link with a secret in it.
pub fn is_by_link(path: &str) -> bool {
    let path = path.strip_prefix("/api").unwrap_or(path);
    path.starts_with("/feedback/")
}

/// Sends a visitor who is not logged in to the login, and one in another role to where they may
/// be. A server function is told 401 or 403, before anything of the request is read.
///
/// # Errors
/// 401 or 403 for a server function that is for another.
pub async fn roles(request: Request, next: Next) -> Result<Response, Fault> {
    let path = request.uri().path();
    let Some(role) = role_of(path) else {
        return Ok(next.run(request).await);
    };
    let is_function = path.starts_with("/api/");
    let actor = request
        .extensions()
        .get::<Visit>()
        .and_then(|visit| visit.actor.as_ref());
    if let Some(Actor::School(contact)) = actor
        && contact.reach().office().is_some()
        && path == "/school"
    {
        return Ok(Redirect::to("/school/leveringen").into_response());
    }
    // Who has no cases begins where their roles do.
    if let Some(staff @ Actor::Staff(_)) = actor
        && path == "/behandeling"
        && start_page(staff) != path
    {
        return Ok(Redirect::to(start_page(staff)).into_response());
    }
    match actor {
        Some(known) if known.role() == role => Ok(next.run(request).await),
        Some(_) if is_function => Err(Problem::forbidden().into()),
        None if is_function => Err(Problem::not_logged_in().into()),
        Some(known) => {
            let goal = start_page(known);
            Ok(Redirect::to(&format!("/geen-toegang?terug={goal}")).into_response())
        }
        None => {
            let wish = request
                .uri()
                .path_and_query()
                .map_or("/", http::uri::PathAndQuery::as_str);
            let query = serde_urlencoded::to_string([("terug", wish)]).unwrap_or_default();
            Ok(Redirect::to(&format!("/inloggen?{query}")).into_response())
        }
    }
}

/// Refuses a change that another site asks for. Browsers name the origin of every post.
///
/// # Errors
/// 403 when the request comes from elsewhere, or does not say where it comes from.
pub async fn same_origin(
    State(system): State<Arc<System>>,
    request: Request,
    next: Next,
) -> Result<Response, Fault> {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return Ok(next.run(request).await);
    }
    let same = is_same_origin(request.headers(), &system.config.public_url);
    if !same {
        tracing::warn!("a change asked for by another site is refused");
        return Err(Problem::forbidden().into());
    }
    Ok(next.run(request).await)
}

fn is_same_origin(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("origin"), text("sec-fetch-site")) {
        (Some(origin), _) => origin == public_url,
        (None, Some(site)) => site == "same-origin",
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_a_whole_word_of_the_path() {
        assert_eq!(role_of("/mijn"), Some(Role::Teacher));
        assert_eq!(role_of("/mijn/portfolio"), Some(Role::Teacher));
        assert_eq!(role_of("/mijnheer"), None);
        assert_eq!(role_of("/criteria/2018-1"), None);
        assert_eq!(role_of("/criteria/2018-1/bewerken"), Some(Role::Staff));
        assert_eq!(role_of("/school/leveringen"), Some(Role::School));
        assert_eq!(role_of("/register/zoeken"), None);
        assert_eq!(role_of("/api/mijn/vak"), Some(Role::Teacher));
        assert_eq!(role_of("/api/sessie/bezoeker"), None);
    }
}
