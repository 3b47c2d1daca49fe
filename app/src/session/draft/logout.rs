//! Logging out while something is not saved: what becomes of it is asked, and told.

use super::{Kept, store};
use crate::{
    design::{Actions, Bullet, Bullets, Button, Dialog, Weight},
    session::typed::posted_form,
};
use leptos::{ev, prelude::*};

/// Where one logs out.
const LOGOUT: &str = "/uitloggen";

/// The attribute of the form that logs out and throws the drafts away.
const AWAY: &str = "data-weggooien";

/// Asks what is to become of the drafts of who logs out. Without drafts it asks nothing.
#[component]
pub fn AskAtLogout() -> impl IntoView {
    let store = store();
    let asked = RwSignal::new(Vec::<Kept>::new());
    Effect::new(move |_| {
        let listener = window_event_listener(ev::submit, move |event| {
            let Some(form) = posted_form(&event) else {
                return;
            };
            let Some(store) = store.get_untracked() else {
                return;
            };
            if form.get_attribute("action").as_deref() != Some(LOGOUT) {
                return;
            }
            if asked.read_untracked().is_empty() {
                let waiting = store.all();
                if !waiting.is_empty() {
                    event.prevent_default();
                    asked.set(waiting);
                }
            } else if form.has_attribute(AWAY) {
                for kept in store.all() {
                    store.forget(&kept.number);
                }
            }
        });
        on_cleanup(move || listener.remove());
    });
    // There is a dialog only once it asks: the page that the server sends has none.
    move || {
        let waiting = asked.get();
        (!waiting.is_empty()).then(|| {
            let titles = waiting
                .iter()
                .map(|kept| match kept.value("title").trim() {
                    "" => "Iets zonder titel".to_owned(),
                    title => title.to_owned(),
                })
                .map(|title| view! { <Bullet>{title}</Bullet> })
                .collect_view();
            view! {
                <Dialog
                    id="uitloggen"
                    title="Je hebt nog iets niet opgeslagen"
                    open=Signal::stored(true)
                    on_close=Callback::new(move |()| asked.set(Vec::new()))
                >
                    <Bullets>{titles}</Bullets>
                    <p>
                        "Bewaar je het, dan staat het in deze browser klaar als je weer inlogt. Niemand anders kan het lezen. Is dit niet je eigen computer? Gooi het dan weg, of sla het eerst op."
                    </p>
                    <Actions>
                        <form method="post" action=LOGOUT>
                            <Button>"Bewaar het en log uit"</Button>
                        </form>
                        <form method="post" action=LOGOUT data-weggooien="ja">
                            <Button weight=Weight::Secondary>"Gooi het weg en log uit"</Button>
                        </form>
                        <form method="dialog">
                            <Button weight=Weight::Subtle>"Blijf ingelogd"</Button>
                        </form>
                    </Actions>
                </Dialog>
            }
        })
    }
}
