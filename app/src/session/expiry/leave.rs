//! Leaving a page before the session ends, with what was typed kept.

use crate::session::{api, draft, typed::values};
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlFormElement, RequestInit, RequestRedirect};

/// Keeps what was typed, ends the session and goes to the login.
///
/// # Errors
/// When the form could not be kept because there is no connection: then try again, for a page
/// that is left has lost it.
pub async fn leave_page(form: Option<HtmlFormElement>) -> Result<(), ()> {
    let mut goal = path_without_form();
    if let Some(page) = form.as_ref().and_then(draft::page_of) {
        // What was typed is in this browser already, and waits there.
        goal = page;
    } else if let Some(form) = form {
        let action = form.get_attribute("action").unwrap_or_default();
        match api::keep_form(action, values(&form)).await {
            Ok(id) => {
                let separator = if goal.contains('?') { '&' } else { '?' };
                goal = format!("{goal}{separator}formulier={id}");
            }
            // Too late: the session is over. The server then keeps the form that is posted, and
            // does nothing else with it.
            Err(failure) if failure.0.status == 401 => return form.submit().map_err(|_| ()),
            Err(failure) if failure.0.status == 413 => {}
            Err(_) => return Err(()),
        }
    }
    // Going to the login is a request too, and would extend the session.
    let post = RequestInit::new();
    post.set_method("POST");
    post.set_redirect(RequestRedirect::Manual);
    if JsFuture::from(window().fetch_with_str_and_init("/uitloggen", &post))
        .await
        .is_err()
    {
        leptos::logging::warn!("no connection to log out");
    }
    to_login(&goal)
}

/// Goes to the login, and from there to this page.
///
/// # Errors
/// When the browser does not go.
pub fn to_login(goal: &str) -> Result<(), ()> {
    let goal = js_sys::encode_uri_component(goal);
    location()
        .set_href(&format!("/inloggen?melding=sessie&terug={goal}"))
        .map_err(|_| ())
}

/// The address of this page, without a form that was given back in it before.
fn path_without_form() -> String {
    let location = location();
    let path = location.pathname().unwrap_or_else(|_| "/".to_owned());
    let query = location.search().unwrap_or_default();
    let kept: Vec<&str> = query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("formulier="))
        .collect();
    if kept.is_empty() {
        path
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}
