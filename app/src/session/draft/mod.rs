//! What is typed in a form, kept in this browser until it is saved: it survives a closed browser, a
//! session that ended and a broken line.
//!
//! Only in a browser with WebAssembly; without it the server keeps what is sent and cannot be taken
//! in (see [`super::form`]). What is kept is closed with a key of the person, so that on a computer
//! that people share it is offered to nobody else.

mod logout;
mod sealed;
mod shown;
mod store;

pub use logout::AskAtLogout;
pub use shown::{DraftStatus, Drafts, Saved};
pub use store::{Kept, Store};

use super::{
    Visitor, api,
    expiry::to_login,
    typed::{fill, values},
};
use crate::failure::{Answer, Failure};
use leptos::{
    ev::SubmitEvent, html, leptos_dom::helpers::set_interval_with_handle, prelude::*,
    task::spawn_local,
};
use server_fn::ServerFn;
use std::time::Duration;
use web_sys::HtmlFormElement;

/// How often a form that could not be sent is tried again, besides when the browser says that there
/// is a network again.
const AGAIN: Duration = Duration::from_secs(15);

/// The attribute of a form with a draft: the page where one goes on with it.
const PAGE: &str = "data-concept";

/// The page where one goes on with the draft of this form, when it has one.
pub fn page_of(form: &HtmlFormElement) -> Option<String> {
    form.get_attribute(PAGE)
}

/// The drafts of who is logged in; nothing as long as that is not known, and on the server.
pub fn store() -> Signal<Option<Store>> {
    let visitor = use_context::<Resource<Answer<Option<Visitor>>>>();
    let store = RwSignal::new(None);
    Effect::new(move |_| {
        let known = match visitor.and_then(|visitor| visitor.get()) {
            Some(Ok(visitor)) => visitor.as_ref().map(Store::of),
            _ => None,
        };
        if store.get_untracked() != known {
            store.set(known);
        }
    });
    store.into()
}

/// How it is with the sending of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sending {
    /// Nobody sends it.
    #[default]
    Rest,
    /// It is being sent.
    Busy,
    /// It could not be sent; it is tried again.
    Waiting,
}

/// A form of which what is typed is kept. Put `node_ref`, `data-concept`, `on:input` and `on:submit`
/// on the form, and a [`DraftStatus`] in it.
#[derive(Clone, Copy)]
pub struct Draft {
    number: StoredValue<String>,
    page: StoredValue<String>,
    store: Signal<Option<Store>>,
    /// The form.
    pub node: NodeRef<html::Form>,
    sending: RwSignal<Sending>,
    /// Whether what was typed earlier was put back, and of when it is.
    back: RwSignal<Option<f64>>,
    /// Whether the browser keeps nothing.
    lost: RwSignal<bool>,
}

impl Draft {
    /// The draft with this number, with which one goes on at this page. What was kept of it is put
    /// back in the form, unless it `stands` there already because the server gave it back.
    pub fn new(number: String, page: String, stands: bool) -> Self {
        let draft = Self {
            number: StoredValue::new(number),
            page: StoredValue::new(page),
            store: store(),
            node: NodeRef::new(),
            sending: RwSignal::new(Sending::Rest),
            back: RwSignal::new(None),
            lost: RwSignal::new(false),
        };
        let looked = StoredValue::new(stands);
        Effect::new(move |_| {
            let (Some(store), Some(form)) = (draft.store.get(), draft.node.get()) else {
                return;
            };
            if looked.get_value() {
                return;
            }
            looked.set_value(true);
            if let Some(kept) = store.find(&draft.number.get_value()) {
                fill(&form, &kept.values);
                // Putting it back was heard as typing: it is still of then.
                draft.lost.set(!store.keep(&kept));
                draft.back.set(Some(kept.at));
            }
        });
        let again = move || {
            let form = draft.node.get_untracked();
            if draft.sending.get_untracked() == Sending::Waiting
                && let Some(form) = form
            {
                // Fails only for a button of another form, and none is named.
                let _ = form.request_submit();
            }
        };
        Effect::new(move |_| {
            let online = window_event_listener_untyped("online", move |_| again());
            let timer = set_interval_with_handle(again, AGAIN);
            on_cleanup(move || {
                online.remove();
                if let Ok(timer) = timer {
                    timer.clear();
                }
            });
        });
        draft
    }

    /// The page where one goes on with it.
    pub fn page(self) -> String {
        self.page.get_value()
    }

    /// Hears that something was typed or chosen.
    pub fn hear(self) {
        if let Some(form) = self.node.get_untracked() {
            self.keep(&form);
        }
    }

    fn keep(self, form: &HtmlFormElement) {
        let Some(store) = self.store.get_untracked() else {
            return;
        };
        let kept = Kept {
            number: self.number.get_value(),
            page: self.page.get_value(),
            at: js_sys::Date::now(),
            values: values(form),
        };
        let lost = !store.keep(&kept);
        if self.lost.get_untracked() != lost {
            self.lost.set(lost);
        }
    }

    /// Sends the form with `send`, once it is sure that there is a line and a session; else what was
    /// typed waits here, and is sent when there is a line again.
    pub fn submit(self, event: &SubmitEvent, send: impl Fn(&HtmlFormElement) + 'static) {
        event.prevent_default();
        let Some(form) = self.node.get_untracked() else {
            return;
        };
        self.keep(&form);
        if self.sending.get_untracked() == Sending::Busy {
            return;
        }
        self.sending.set(Sending::Busy);
        spawn_local(async move {
            let after = match api::stay().await {
                Ok(()) => {
                    send(&form);
                    Sending::Rest
                }
                Err(Failure(problem)) if problem.status == 401 => {
                    // When the browser does not go, one can press the button again.
                    let _ = to_login(&self.page.get_value());
                    Sending::Rest
                }
                Err(_) => Sending::Waiting,
            };
            // The form may be gone by now, and its state with it.
            let _ = self.sending.try_set(after);
        });
    }

    /// Follows an action that sends the form: what was saved is forgotten, what could not be sent waits.
    pub fn follow<S, T>(self, action: ServerAction<S>)
    where
        S: ServerFn<Output = T, Error = Failure> + Clone + Send + Sync + 'static,
        T: Clone + Send + Sync + 'static,
    {
        Effect::new(move |_| match &*action.value().read() {
            Some(Ok(_)) => self.forget(),
            Some(Err(failure)) if failure.0.status == 503 => self.sending.set(Sending::Waiting),
            _ => {}
        });
    }

    fn forget(self) {
        if let Some(store) = self.store.get_untracked() {
            store.forget(&self.number.get_value());
        }
    }
}
