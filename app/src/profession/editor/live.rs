//! The draft while somebody types, read by the same code as on the server.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use shared::criteria::SetForm;
use web_sys::{Element, FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement};

/// The form of a draft as it stands in the browser.
#[derive(Clone, Copy)]
pub struct Typed(RwSignal<SetForm>);

impl Typed {
    /// Of the page, which stays while the draft is loaded again: who types is heard by what is shown.
    pub fn new() -> Self {
        Self(RwSignal::new(SetForm::default()))
    }

    /// Begins with what was kept.
    pub fn begin(self, form: SetForm) {
        self.0.set(form);
    }

    /// Hears that something was typed or chosen: the field, by its name, has another value.
    pub fn hear(self, event: &ev::Event) {
        let target = event.target();
        let Some(field) = target.and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        let name = field
            .dyn_ref::<HtmlInputElement>()
            .map(HtmlInputElement::name)
            .or_else(|| {
                field
                    .dyn_ref::<HtmlSelectElement>()
                    .map(HtmlSelectElement::name)
            })
            .or_else(|| field.get_attribute("name"));
        let form = field
            .closest("form")
            .ok()
            .flatten()
            .and_then(|form| form.dyn_into::<HtmlFormElement>().ok())
            .and_then(|form| FormData::new_with_form(&form).ok());
        let (Some(name), Some(data)) = (name, form) else {
            return;
        };
        let values = data.get_all(&name);
        let values = values
            .iter()
            .filter_map(|value| value.as_string())
            .collect();
        self.0.update(|form| form.put(&name, values));
    }

    /// What a rule asks now in a sentence; nothing while it cannot be read.
    pub fn words(self, place: usize) -> Option<String> {
        self.0
            .with(|form| form.rule(place).map(|rule| rule.in_words()))
    }
}
