//! Fields that together are one question.

use super::{Hint, Message, described_by};
use leptos::prelude::*;

/// Several fields that are one question.
#[component]
pub fn FieldGroup(
    /// The id that the error summary leads to.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// One sentence of help.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// The question is the title of the page, an `h1`: one question per page.
    #[prop(optional)]
    first: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let class = move || {
        if error.read().is_some() {
            "utrecht-form-fieldset utrecht-form-fieldset--invalid"
        } else {
            "utrecht-form-fieldset"
        }
    };
    let described = {
        let id = id.clone();
        let with_hint = !hint.is_empty();
        move || described_by(&id, with_hint, error.read().is_some())
    };
    let fieldset = id.clone();
    let question = if first {
        view! { <h1 class="utrecht-heading-1">{legend}</h1> }.into_any()
    } else {
        legend.into_any()
    };
    view! {
        <fieldset class=class id=fieldset tabindex="-1" aria-describedby=described>
            <legend class="utrecht-form-fieldset__legend">{question}</legend>
            <Hint id=id.clone() hint/>
            <Message id error/>
            {children()}
        </fieldset>
    }
}

/// A date in three fields: `{name}_day`, `{name}_month`, `{name}_year`.
#[component]
pub fn DateField(
    /// The name that the three begin with, and the id.
    name: &'static str,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Day, month and year as typed.
    value: (String, String, String),
    /// One sentence of help.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with it.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let (day, month, year) = value;
    let part = move |suffix: &str, label: &'static str, value: String| {
        let id = format!("{name}_{suffix}");
        let wrapper = if suffix == "year" { "lr-date__y" } else { "" };
        let class = move || {
            if error.read().is_some() {
                "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid"
            } else {
                "utrecht-textbox utrecht-textbox--html-input"
            }
        };
        view! {
            <div class=wrapper>
                <label for=id.clone()>{label}</label>
                <input
                    type="text"
                    class=class
                    inputmode="numeric"
                    autocomplete="off"
                    id=id.clone()
                    name=id
                    value=value
                    aria-invalid=move || error.read().is_some().then_some("true")
                />
            </div>
        }
    };
    view! {
        <FieldGroup id=name legend hint error>
            <div class="lr-date">
                {part("day", "Dag", day)} {part("month", "Maand", month)}
                {part("year", "Jaar", year)}
            </div>
        </FieldGroup>
    }
}
