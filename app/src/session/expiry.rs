//! The end of a session: a warning two minutes before, and nothing typed is lost.
//!
//! Only in the browser: without WebAssembly the server does the same when the next request comes
//! (see the forms of the web layer). Time is read from the clock of the machine and never
//! counted, so that a laptop that slept does not think that it is still early.

use super::{Visitor, api};
use crate::failure::Answer;
use leptos::{ev, leptos_dom::helpers::set_interval_with_handle, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, FormData, HtmlDialogElement, HtmlFormElement, RequestInit, RequestRedirect, Storage,
};

/// How long before the end the warning comes.
const WARNING: f64 = 120_000.0;

/// How long before the end the page is left: as long as it takes to keep a form on a slow line.
const MARGIN: f64 = 10_000.0;

/// How often at most the session is extended while somebody works without a request.
const MINUTE: f64 = 60_000.0;

/// Where the tabs of one browser tell each other when a request was made.
const SHARED: &str = "lr-laatste-verzoek";

/// Warns that the session is about to end, for whoever is logged in.
#[component]
pub fn SessionExpiry() -> impl IntoView {
    let visitor = use_context::<Resource<Answer<Option<Visitor>>>>();
    let idle = RwSignal::new(None::<u32>);
    // An effect never runs on the server: the page that it sends has no dialog, and neither has
    // the page that takes it over.
    Effect::new(move |_| {
        let known = visitor.and_then(|visitor| visitor.get());
        let seconds = match known {
            Some(Ok(Some(visitor))) => Some(visitor.idle_seconds),
            _ => None,
        };
        if idle.get_untracked() != seconds {
            idle.set(seconds);
        }
    });
    move || idle.get().map(|seconds| view! { <Warning idle_seconds=seconds/> })
}

/// When what happened, in milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
struct Watch {
    /// How long a session lasts without a request.
    idle: f64,
    /// The last request that we know of.
    requested: f64,
    /// The last key or pointer.
    acted: f64,
    /// The last time that we asked to stay, answered or not.
    asked: f64,
    /// Whether the page is being left.
    leaving: bool,
}

/// What to do at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Nothing.
    Rest,
    /// Extend the session, because somebody is working.
    Extend,
    /// Say that so many half minutes are left.
    Warn(u8),
    /// Leave the page before the session ends.
    Leave,
}

impl Watch {
    fn begin(requested: f64, idle_seconds: u32) -> Self {
        Self {
            idle: f64::from(idle_seconds) * 1000.0,
            requested,
            acted: requested,
            asked: requested,
            leaving: false,
        }
    }

    fn step(&self, now: f64) -> Step {
        let left = self.requested + self.idle - now;
        if self.leaving {
            Step::Rest
        } else if left <= MARGIN {
            Step::Leave
        } else if left <= WARNING {
            Step::Warn(match left {
                ..=30_000.0 => 1,
                ..=60_000.0 => 2,
                ..=90_000.0 => 3,
                _ => 4,
            })
        } else if self.acted > self.requested && now - self.requested.max(self.asked) >= MINUTE {
            Step::Extend
        } else {
            Step::Rest
        }
    }
}

#[component]
fn Warning(idle_seconds: u32) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let stay_button = NodeRef::<leptos::html::Button>::new();
    let left = RwSignal::new(None::<u8>);
    let typed = StoredValue::new_local(None::<HtmlFormElement>);
    let watch = StoredValue::new(Watch::begin(now() - age_of_page(), idle_seconds));
    share(watch.with_value(|watch| watch.requested));

    let leave = move || {
        watch.update_value(|watch| watch.leaving = true);
        spawn_local(async move {
            let form = typed.get_value().filter(|form| form.is_connected());
            if leave_page(form).await.is_err() {
                watch.update_value(|watch| watch.leaving = false);
            }
        });
    };
    let stay = move || {
        let asked = now();
        watch.update_value(|watch| watch.asked = asked);
        spawn_local(async move {
            match api::stay().await {
                Ok(()) => {
                    watch.update_value(|watch| watch.requested = asked);
                    share(asked);
                    left.set(None);
                }
                Err(failure) if failure.0.status == 401 => leave(),
                Err(_) => {}
            }
        });
    };

    let acted = move || {
        // The dialog asks; only its own buttons answer.
        if left.get_untracked().is_none() {
            watch.update_value(|watch| watch.acted = now());
        }
    };
    let listeners = [
        window_event_listener(ev::keydown, move |_| acted()),
        window_event_listener(ev::pointerdown, move |_| acted()),
        window_event_listener(ev::input, move |event| {
            if let Some(form) = posted_form(&event) {
                typed.set_value(Some(form));
            }
        }),
    ];
    let timer = set_interval_with_handle(
        move || {
            if let Some(requested) = shared() {
                watch.update_value(|watch| {
                    if requested <= now() {
                        watch.requested = watch.requested.max(requested);
                    }
                });
            }
            let step = watch.with_value(|watch| watch.step(now()));
            let half_minutes = match step {
                Step::Warn(half_minutes) => Some(half_minutes),
                Step::Leave => left.get_untracked(),
                Step::Rest | Step::Extend => None,
            };
            if left.get_untracked() != half_minutes {
                left.set(half_minutes);
            }
            match step {
                Step::Extend => stay(),
                Step::Leave => leave(),
                Step::Rest | Step::Warn(_) => {}
            }
        },
        Duration::from_secs(1),
    );
    on_cleanup(move || {
        for listener in listeners {
            listener.remove();
        }
        if let Ok(timer) = timer {
            timer.clear();
        }
    });

    let warned = Memo::new(move |_| left.get().is_some());
    Effect::new(move |_| {
        let warned = warned.get();
        if let (Some(dialog), Some(button)) = (dialog.get(), stay_button.get()) {
            open_or_close(&dialog, warned);
            if warned && button.focus().is_err() {
                leptos::logging::warn!("the button to stay cannot take the focus");
            }
        }
    });

    view! {
        <dialog
            class="lr-dialog"
            node_ref=dialog
            aria-labelledby="sessie-titel"
            aria-describedby="sessie-uitleg"
            on:cancel=move |event: Event| {
                event.prevent_default();
                stay();
            }
        >
            <div class="lr-stack">
                <h2 class="utrecht-heading-2" id="sessie-titel">"Ben je er nog?"</h2>
                <p id="sessie-uitleg">
                    "Je hebt een tijdje niets gedaan. Straks loggen we je uit. Wat je hebt ingevuld, bewaren we voor je."
                </p>
                <p class="lr-small lr-muted" role="status">{move || left.get().map(time_left)}</p>
                <div class="utrecht-action-group utrecht-action-group--row">
                    <button
                        class="utrecht-button utrecht-button--primary-action"
                        r#type="button"
                        node_ref=stay_button
                        on:click=move |_| stay()
                    >
                        "Blijf ingelogd"
                    </button>
                    <form method="post" action="/uitloggen">
                        <button class="utrecht-button utrecht-button--secondary-action" r#type="submit">
                            "Uitloggen"
                        </button>
                    </form>
                </div>
            </div>
        </dialog>
    }
}

/// Changes every half minute only: a screen reader says each change aloud.
fn time_left(half_minutes: u8) -> &'static str {
    match half_minutes {
        1 => "Nog 30 seconden",
        2 => "Nog 1 minuut",
        3 => "Nog anderhalve minuut",
        _ => "Nog 2 minuten",
    }
}

fn open_or_close(dialog: &HtmlDialogElement, open: bool) {
    if !open {
        dialog.close();
    } else if !dialog.open() && dialog.show_modal().is_err() {
        leptos::logging::warn!("the warning cannot be shown");
    }
}

/// Keeps what was typed, ends the session and goes to the login.
///
/// # Errors
/// When the form could not be kept because there is no connection: then try again, for a page
/// that is left has lost it.
async fn leave_page(form: Option<HtmlFormElement>) -> Result<(), ()> {
    let mut goal = path_without_form();
    if let Some(form) = form {
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
    if JsFuture::from(window().fetch_with_str_and_init("/uitloggen", &post)).await.is_err() {
        leptos::logging::warn!("no connection to log out");
    }
    let goal = js_sys::encode_uri_component(&goal);
    location()
        .set_href(&format!("/inloggen?melding=sessie&terug={goal}"))
        .map_err(|_| ())
}

/// The form in which this event happened, when it is one that is posted.
fn posted_form(event: &Event) -> Option<HtmlFormElement> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    let form: HtmlFormElement = element.closest("form").ok()??.dyn_into().ok()?;
    form.get_attribute("method")
        .is_some_and(|method| method.eq_ignore_ascii_case("post"))
        .then_some(form)
}

/// The fields of a form by name; files are left out.
fn values(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else {
        return Vec::new();
    };
    data.entries()
        .into_iter()
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let pair: js_sys::Array = entry.dyn_into().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect()
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
    if kept.is_empty() { path } else { format!("{path}?{}", kept.join("&")) }
}

fn now() -> f64 {
    js_sys::Date::now()
}

/// How long ago the request for this page was made; at most a minute, in case the page comes
/// from the memory of the browser.
fn age_of_page() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now().clamp(0.0, MINUTE))
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn shared() -> Option<f64> {
    storage()?.get_item(SHARED).ok()??.parse().ok()
}

fn share(requested: f64) {
    let kept: Option<Result<(), JsValue>> =
        storage().map(|storage| storage.set_item(SHARED, &requested.to_string()));
    if !matches!(kept, Some(Ok(()))) {
        leptos::logging::warn!("other tabs cannot hear of this one");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: f64 = 1000.0;

    #[test]
    fn a_session_without_action_is_warned_about_two_minutes_before_and_left_in_time() {
        let watch = Watch::begin(0.0, 900);
        assert_eq!(watch.step(779.0 * SECOND), Step::Rest);
        assert_eq!(watch.step(780.0 * SECOND), Step::Warn(4));
        assert_eq!(watch.step(811.0 * SECOND), Step::Warn(3));
        assert_eq!(watch.step(841.0 * SECOND), Step::Warn(2));
        assert_eq!(watch.step(871.0 * SECOND), Step::Warn(1));
        assert_eq!(watch.step(890.0 * SECOND), Step::Leave);
    }

    #[test]
    fn a_laptop_that_slept_leaves_at_once_whatever_is_pressed() {
        let mut watch = Watch::begin(0.0, 900);
        watch.acted = 5000.0 * SECOND;
        assert_eq!(watch.step(5000.0 * SECOND), Step::Leave);
    }

    #[test]
    fn work_extends_the_session_once_a_minute_at_most() {
        let mut watch = Watch::begin(0.0, 900);
        watch.acted = 10.0 * SECOND;
        assert_eq!(watch.step(30.0 * SECOND), Step::Rest);
        assert_eq!(watch.step(60.0 * SECOND), Step::Extend);
        watch.asked = 60.0 * SECOND;
        assert_eq!(watch.step(90.0 * SECOND), Step::Rest, "no answer yet: not asked again");
        assert_eq!(watch.step(120.0 * SECOND), Step::Extend);
        watch.requested = 120.0 * SECOND;
        assert_eq!(watch.step(240.0 * SECOND), Step::Rest, "nobody did anything since");
    }

    #[test]
    fn a_page_that_is_being_left_is_left_once() {
        let mut watch = Watch::begin(0.0, 900);
        watch.leaving = true;
        assert_eq!(watch.step(900.0 * SECOND), Step::Rest);
    }
}
