//! What the teacher will read, beside the form in which it is made: as one types, and without JavaScript when
//! one asks for it.

use crate::{
    design::{Button, Paragraph, Weight},
    staff::cases::CaseFile,
};
use leptos::{ev, form::FromFormData, prelude::*, wasm_bindgen::JsCast};
use serde::de::DeserializeOwned;
use web_sys::{Element, FormData, HtmlFormElement};

/// What stands beside the fields of a form.
pub(in crate::staff) struct Beside<F> {
    /// Hears what is typed.
    pub hear: F,
    /// The letter.
    pub letter: AnyView,
    /// The button that asks for it, as long as no script shows it by itself.
    pub look: AnyView,
}

/// The letter that `write` makes of what stands in a form, which begins with this; `empty` stands there as long
/// as nothing can be written.
pub(in crate::staff) fn beside<T>(
    file: &CaseFile,
    now: T,
    empty: &'static str,
    write: fn(&CaseFile, &T) -> Option<AnyView>,
) -> Beside<impl Fn(ev::Event) + Clone + 'static + use<T>>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let typed = RwSignal::new(now);
    let file = StoredValue::new(file.clone());
    let hear = move |event: ev::Event| {
        if let Some(now) = typed_in(&event) {
            typed.set(now);
        }
    };
    // With a script the letter follows by itself.
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let look = move || {
        (!scripted.get()).then(|| {
            view! {
                <Button weight=Weight::Secondary name="bekijk" value="ja">"Bekijk de brief"</Button>
            }
        })
    };
    let letter = move || {
        let letter = typed.with(|typed| file.with_value(|file| write(file, typed)));
        letter.unwrap_or_else(|| view! { <Paragraph muted=true>{empty}</Paragraph> }.into_any())
    };
    Beside {
        hear,
        letter: letter.into_any(),
        look: look.into_any(),
    }
}

/// What stands in the form around a field.
fn typed_in<T: DeserializeOwned>(event: &ev::Event) -> Option<T> {
    let field: Element = event.target()?.dyn_into().ok()?;
    let form: HtmlFormElement = field.closest("form").ok()??.dyn_into().ok()?;
    T::from_form_data(&FormData::new_with_form(&form).ok()?).ok()
}
