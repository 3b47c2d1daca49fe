//! The end of a session: a warning two minutes before, and nothing typed is lost.
//!
//! Only in the browser: without WebAssembly the server does the same when the next request comes
//! (see the forms of the web layer). Time is read from the clock of the machine and never
//! counted, so that a laptop that slept does not think that it is still early.

mod leave;
mod watch;

use super::{Visitor, api, sent, typed::posted_form};
use crate::{
    design::{Actions, Button, Dialog, Weight},
    failure::Answer,
};
use leave::leave_page;
pub use leave::to_login;
use leptos::{ev, leptos_dom::helpers::set_interval_with_handle, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::JsValue;
use watch::{MINUTE, Step, Watch};
use web_sys::{HtmlFormElement, Storage};

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
    move || {
        idle.get()
            .map(|seconds| view! { <Warning idle_seconds=seconds/> })
    }
}

#[component]
fn Warning(idle_seconds: u32) -> impl IntoView {
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
                // No connection: the next second asks again.
                Err(_) => left.set(None),
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
        window_event_listener(ev::submit, |event| {
            if let Some(form) = posted_form(&event) {
                sent::note(form);
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

    let warned = Memo::new(move |_| left.read().is_some());
    // Closed by its first button or with Escape; not when it closes because there is time again.
    let on_close = Callback::new(move |()| {
        if left.read_untracked().is_some() {
            stay();
        }
    });
    view! {
        <Dialog id="sessie" title="Ben je er nog?" open=warned on_close>
            <p>
                "Je hebt een tijdje niets gedaan. Straks loggen we je uit. Wat je hebt ingevuld, bewaren we voor je."
            </p>
            <p class="lr-small lr-muted" role="status">{move || left.get().map(time_left)}</p>
            <Actions>
                <form method="dialog">
                    <Button attr:autofocus=true>"Blijf ingelogd"</Button>
                </form>
                <form method="post" action="/uitloggen">
                    <Button weight=Weight::Secondary>"Uitloggen"</Button>
                </form>
            </Actions>
        </Dialog>
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
