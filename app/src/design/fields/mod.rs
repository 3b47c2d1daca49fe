//! The fields of a form. Each shows its own error, and keeps what was typed.
//!
//! A field's `id` is its name; of a list (`years[]`) the name without brackets and the value. The
//! error summary links to it.

mod choice;
mod combobox;
mod group;
mod matching;
mod summary;
mod text;

pub use choice::*;
pub use combobox::*;
pub use group::*;
pub use summary::*;
pub use text::*;

use super::{Icon, Icons};
use leptos::prelude::*;

/// The ids of the hint and the error of a field, as far as they are there.
fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, "hint"), (error, "fout")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, what)| format!("{id}-{what}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[component]
fn Hint(id: String, hint: String) -> impl IntoView {
    (!hint.is_empty()).then(|| {
        view! {
            <div class="utrecht-form-field-description" id=format!("{id}-hint")>{hint}</div>
        }
    })
}

#[component]
fn Message(id: String, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        error.get().map(|error| {
            view! {
                <div class="utrecht-form-field-error-message" id=format!("{id}-fout")>
                    <Icon icon=Icons::AlertCircle/>
                    <span>{error}</span>
                </div>
            }
        })
    }
}

/// A field: its label, hint and error around a control.
#[component]
pub fn Field(
    /// The id of the control.
    #[prop(into)]
    id: String,
    /// What to fill in.
    #[prop(into)]
    label: String,
    /// One sentence of help.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with it.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// It may stay empty, and the label says so.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let class = move || {
        if error.read().is_some() {
            "utrecht-form-field utrecht-form-field--invalid"
        } else {
            "utrecht-form-field"
        }
    };
    view! {
        <div class=class>
            <label class="utrecht-form-label utrecht-form-field__label" for=id.clone()>
                {label}
                {optional
                    .then(|| {
                        view! { " "<span class="lr-muted lr-regular">"(niet verplicht)"</span> }
                    })}
            </label>
            <Hint id=id.clone() hint/>
            <Message id error/>
            <div class="utrecht-form-field__input">{children()}</div>
        </div>
    }
}

/// A value that is sent along unseen.
#[component]
pub fn Hidden(
    /// The name.
    #[prop(into)]
    name: String,
    /// The value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}
