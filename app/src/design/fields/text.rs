//! Fields that one types in, and files.

use super::{Field, described_by};
use leptos::prelude::*;

/// A line of text.
#[component]
pub fn TextField(
    /// The name, and the id.
    #[prop(into)]
    name: String,
    /// What to fill in.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// One sentence of help.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with it.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// What the browser makes of it: `text`, `email`, `tel`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keys a phone shows: `numeric`, `decimal`.
    #[prop(into, optional)]
    inputmode: Option<String>,
    /// What the browser may fill in: `email`, `name`; nothing when not given.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// As narrow as a number.
    #[prop(optional)]
    narrow: bool,
    /// The unit, behind it: `uur`.
    #[prop(into, optional)]
    unit: Option<String>,
    /// How many characters fit.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Hears what is typed.
    #[prop(optional)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let with_hint = !hint.is_empty();
    let described = name.clone();
    let class = move || match (error.read().is_some(), narrow) {
        (false, false) => "utrecht-textbox utrecht-textbox--html-input",
        (true, false) => "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid",
        (false, true) => "utrecht-textbox utrecht-textbox--html-input lr-narrow-input",
        (true, true) => {
            "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid lr-narrow-input"
        }
    };
    let id = name.clone();
    let input = view! {
        <input
            class=class
            type=kind
            id=name.clone()
            name=name
            value=value
            inputmode=inputmode
            autocomplete=autocomplete
            maxlength=maxlength.map(|characters| characters.to_string())
            aria-invalid=move || error.read().is_some().then_some("true")
            aria-describedby=move || described_by(&described, with_hint, error.read().is_some())
            on:input=move |event| {
                if let Some(on_input) = on_input {
                    on_input.run(event_target_value(&event));
                }
            }
        />
    };
    let control = match unit {
        Some(unit) => {
            view! { <div class="lr-inputrow">{input}<span>{unit}</span></div> }.into_any()
        }
        None => input.into_any(),
    };
    view! { <Field id label hint error optional>{control}</Field> }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The name, and the id.
    #[prop(into)]
    name: String,
    /// What to fill in.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// One sentence of help.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with it.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// How many lines one sees.
    #[prop(default = 4)]
    rows: u32,
    /// It holds code: letters of one width, and lines as they were typed.
    #[prop(optional)]
    code: bool,
) -> impl IntoView {
    let with_hint = !hint.is_empty();
    let described = name.clone();
    // One value for the whole attribute: a class that stands beside it is gone once it changes.
    let class = move || match (error.read().is_some(), code) {
        (false, false) => "utrecht-textarea lr-wide-input",
        (false, true) => "utrecht-textarea lr-wide-input lr-codearea",
        (true, false) => "utrecht-textarea utrecht-textarea--invalid lr-wide-input",
        (true, true) => "utrecht-textarea utrecht-textarea--invalid lr-wide-input lr-codearea",
    };
    view! {
        <Field id=name.clone() label hint error optional>
            <textarea
                class=class
                id=name.clone()
                name=name
                rows=rows.to_string()
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by(&described, with_hint, error.read().is_some())
                inner_html=escaped(&value)
            ></textarea>
        </Field>
    }
}

/// Text as it may stand in a `textarea`. The framework writes the text of that element as it is,
/// so that whoever types `</textarea>` would leave the field.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A file to send along.
#[component]
pub fn FileField(
    /// The name, and the id.
    name: &'static str,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// Which kinds, and how large.
    #[prop(into)]
    hint: String,
    /// The kinds that the browser offers: `.csv,text/csv`.
    #[prop(into)]
    accept: String,
    /// What is wrong with it.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// More than one at a time.
    #[prop(optional)]
    multiple: bool,
    /// With JavaScript each file goes up at once, in parts, before the form is sent: `public/uploads.js`.
    #[prop(optional)]
    in_parts: bool,
) -> impl IntoView {
    let drop = if multiple {
        "Of sleep je bestanden op de knop"
    } else {
        "Of sleep je bestand op de knop"
    };
    view! {
        <Field id=name label hint error optional>
            <div class="lr-drop">
                <input
                    type="file"
                    id=name
                    name=name
                    accept=accept
                    multiple=multiple
                    data-in-parts=in_parts.then_some("ja")
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=move || described_by(name, true, error.read().is_some())
                />
                <span class="lr-small lr-muted">{drop}</span>
            </div>
            // The script fills it; nothing else ever changes it.
            {in_parts.then(|| view! { <div data-parts-of=name></div> })}
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_is_typed_in_a_textarea_cannot_leave_it() {
        assert_eq!(
            escaped("</textarea><b> & co"),
            "&lt;/textarea&gt;&lt;b&gt; &amp; co"
        );
    }
}
