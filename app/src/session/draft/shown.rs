//! What a page tells of drafts.

use super::{Draft, Kept, Sending, store};
use crate::design::{
    Actions, Alert, Card, Entries, Paragraph, PressButton, TextLink, Tone, Weight,
};
use leptos::prelude::*;

/// What there is to tell of the draft of a form.
#[component]
pub fn DraftStatus(
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let discard = move |()| {
        draft.forget();
        let _ = location().set_href(&draft.page());
    };
    view! {
        {move || {
            (draft.sending.get() == Sending::Waiting)
                .then(|| {
                    view! {
                        <Alert tone=Tone::Warning live=true>
                            <p>
                                "Je hebt nu geen verbinding. Wat je typte, is bewaard in deze browser. We slaan het op zodra er weer verbinding is. Laat deze pagina open, of ga er later mee verder."
                            </p>
                        </Alert>
                    }
                })
        }}
        {move || {
            draft
                .back
                .get()
                .map(|at| {
                    view! {
                        <Alert live=true>
                            <p>
                                {format!("Dit typte je {}. Het is nog niet opgeslagen.", moment(at))}
                            </p>
                            <p>
                                <PressButton weight=Weight::Secondary on_press=discard>
                                    "Gooi weg wat ik typte"
                                </PressButton>
                            </p>
                        </Alert>
                    }
                })
        }}
        {move || {
            draft
                .lost
                .get()
                .then(|| {
                    view! {
                        <Alert tone=Tone::Warning>
                            <p>
                                "Je browser bewaart niet wat je hier typt. Sla het op voor je weggaat."
                            </p>
                        </Alert>
                    }
                })
        }}
    }
}

/// The drafts that wait to be gone on with; nothing when there are none.
#[component]
pub fn Drafts(
    /// The number of the form that is on this page, which has its own draft.
    #[prop(into)]
    here: String,
    /// What is typed about: `een activiteit`.
    what: &'static str,
    /// Whether a draft says the same as what was saved, so that nothing waits.
    #[prop(into)]
    is_saved: Callback<Kept, bool>,
) -> impl IntoView {
    let store = store();
    let waiting = RwSignal::new(Vec::<Kept>::new());
    Effect::new(move |_| {
        let Some(store) = store.get() else { return };
        let (saved, open): (Vec<Kept>, Vec<Kept>) = store
            .all()
            .into_iter()
            .filter(|kept| kept.number != here)
            .partition(|kept| is_saved.run(kept.clone()));
        for kept in saved {
            store.forget(&kept.number);
        }
        if !open.is_empty() {
            waiting.set(open);
        }
    });
    let discard = move |number: &str| {
        if let Some(store) = store.get_untracked() {
            store.forget(number);
        }
        waiting.update(|waiting| waiting.retain(|kept| kept.number != number));
    };
    let row = move |kept: Kept| {
        let title = match kept.value("title").trim() {
            "" => format!("{what} zonder titel"),
            title => format!("‘{title}’"),
        };
        let text = format!("{title}, {}", moment(kept.at));
        let number = kept.number;
        view! {
            <li>
                <p>{text}</p>
                <Actions>
                    <TextLink href=kept.page context=title.clone()>"Ga verder"</TextLink>
                    <PressButton
                        weight=Weight::Small
                        context=title
                        on_press=move |()| discard(&number)
                    >
                        "Gooi weg"
                    </PressButton>
                </Actions>
            </li>
        }
    };
    move || {
        let waiting = waiting.get();
        (!waiting.is_empty()).then(|| {
            view! {
                <Card title="Je was bezig met" id="concepten" quiet=true>
                    <Paragraph small=true>
                        "Dit is nog niet opgeslagen. Het staat alleen in deze browser."
                    </Paragraph>
                    <Entries>{waiting.into_iter().map(row).collect_view()}</Entries>
                </Card>
            }
        })
    }
}

/// Forgets the draft with this number, because what was typed is saved.
#[component]
pub fn Saved(
    /// The number.
    #[prop(into)]
    number: String,
) -> impl IntoView {
    let store = store();
    Effect::new(move |_| {
        if let Some(store) = store.get() {
            store.forget(&number);
        }
    });
}

/// `op 28 november om 14.32 uur`, by the clock of the browser.
fn moment(at: f64) -> String {
    // A value made from a number would be a conversion that only a part of the WebAssembly has, and
    // wasm-bindgen describes those of the first part alone.
    let date = js_sys::Date::new_0();
    date.set_time(at);
    let month = i8::try_from(date.get_month() + 1).unwrap_or(1);
    let month = jiff::civil::Date::new(2000, month, 1).map_or("", shared::notation::month);
    format!(
        "op {} {month} om {}.{:02} uur",
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}
