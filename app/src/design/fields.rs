//! The fields of a form. Each shows its own error, and keeps what was typed.
//!
//! A field's `id` is its name; of a list (`years[]`) the name without brackets and the value. The
//! error summary links to it.

use super::{Icon, Icons};
use leptos::prelude::*;
use shared::Problem;

/// The problems of the whole form, at its top, each with a link to its field.
#[component]
pub fn ErrorSummary(
    /// What is wrong, if anything.
    #[prop(into)]
    problem: Signal<Option<Problem>>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if problem.read().is_some()
            && let Some(summary) = node.get()
        {
            let _ = summary.focus();
        }
    });
    move || {
        problem.get().map(|problem| {
            let items = problem
                .errors
                .iter()
                .map(|error| {
                    let href = format!("#{}", error.field);
                    view! { <li><a class="utrecht-link" href=href>{error.message.clone()}</a></li> }
                })
                .collect_view();
            view! {
                <div class="lr-errors" role="alert" tabindex="-1" node_ref=node>
                    <h2 class="utrecht-heading-3">{problem.title.clone()}</h2>
                    {problem.detail.clone().map(|detail| view! { <p>{detail}</p> })}
                    {(!problem.errors.is_empty()).then(|| view! { <ul>{items}</ul> })}
                    {problem.instance.clone().map(|code| view! { <p>"Hulpcode: "<span class="lr-id">{code}</span></p> })}
                </div>
            }
        })
    }
}

fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, "hint"), (error, "fout")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, what)| format!("{id}-{what}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
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
            {(!hint.is_empty())
                .then(|| {
                    view! {
                        <div
                            class="utrecht-form-field-description"
                            id=format!("{id}-hint")
                        >
                            {hint}
                        </div>
                    }
                })}
            <Message id=id.clone() error/>
            <div class="utrecht-form-field__input">{children()}</div>
        </div>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// The name, and the id.
    name: &'static str,
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
    /// What the browser may fill in, and which keys a phone shows: `numeric`, `decimal`.
    #[prop(into, optional)]
    inputmode: Option<String>,
    /// As narrow as a number.
    #[prop(optional)]
    narrow: bool,
    /// Hears what is typed.
    #[prop(optional)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let with_hint = !hint.is_empty();
    let class = move || match (error.read().is_some(), narrow) {
        (false, false) => "utrecht-textbox utrecht-textbox--html-input",
        (true, false) => {
            "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid"
        }
        (false, true) => "utrecht-textbox utrecht-textbox--html-input lr-narrow-input",
        (true, true) => {
            "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid lr-narrow-input"
        }
    };
    view! {
        <Field id=name label hint error optional>
            <input
                class=class
                type="text"
                id=name
                name=name
                value=value
                inputmode=inputmode
                autocomplete="off"
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by(name, with_hint, error.read().is_some())
                on:input=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.run(event_target_value(&event));
                    }
                }
            />
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The name, and the id.
    name: &'static str,
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
) -> impl IntoView {
    let with_hint = !hint.is_empty();
    view! {
        <Field id=name label hint error optional>
            <textarea
                class="utrecht-textarea lr-wide-input"
                id=name
                name=name
                rows=rows.to_string()
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by(name, with_hint, error.read().is_some())
            >
                {value}
            </textarea>
        </Field>
    }
}

/// What one can choose in a [`SelectField`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The group it belongs to; empty for none. Choices of a group stand together.
    pub group: String,
}

impl Choice {
    /// A choice without a group.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            group: String::new(),
        }
    }

    /// A choice in a group.
    pub fn grouped(
        value: impl Into<String>,
        label: impl Into<String>,
        group: impl Into<String>,
    ) -> Self {
        Self {
            group: group.into(),
            ..Self::new(value, label)
        }
    }
}

/// One out of many.
#[component]
pub fn SelectField(
    /// The name, and the id.
    name: &'static str,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// The value that is chosen.
    #[prop(into)]
    value: String,
    /// What one can choose.
    choices: Vec<Choice>,
    /// One sentence of help.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with it.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let with_hint = !hint.is_empty();
    let option = |choice: Choice, chosen: &str| {
        let selected = choice.value == chosen;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    };
    let mut groups: Vec<(String, Vec<Choice>)> = Vec::new();
    for choice in choices {
        match groups.last_mut() {
            Some((group, list)) if *group == choice.group => list.push(choice),
            _ => groups.push((choice.group.clone(), vec![choice])),
        }
    }
    let options = groups
        .into_iter()
        .map(|(group, list)| {
            let list = list
                .into_iter()
                .map(|choice| option(choice, &value))
                .collect_view();
            if group.is_empty() {
                list.into_any()
            } else {
                view! { <optgroup label=group>{list}</optgroup> }.into_any()
            }
        })
        .collect_view();
    view! {
        <Field id=name label hint error optional>
            <select
                class="utrecht-select utrecht-select--html-select"
                id=name
                name=name
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by(name, with_hint, error.read().is_some())
            >
                {options}
            </select>
        </Field>
    }
}

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
    let (fieldset, hint_id) = (id.clone(), format!("{id}-hint"));
    view! {
        <fieldset class=class id=fieldset tabindex="-1" aria-describedby=described>
            <legend class="utrecht-form-fieldset__legend">{legend}</legend>
            {(!hint.is_empty())
                .then(|| {
                    view! {
                        <div class="utrecht-form-field-description" id=hint_id>{hint}</div>
                    }
                })}
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

/// A box to tick.
#[component]
pub fn Check(
    /// The name; of a list with brackets: `years[]`.
    #[prop(into)]
    name: String,
    /// What is sent when it is ticked.
    #[prop(into)]
    value: String,
    /// What it says.
    #[prop(into)]
    label: String,
    /// A few words more.
    #[prop(into, optional)]
    note: String,
    /// Whether it is ticked.
    checked: bool,
    /// One of several, of which one can be chosen.
    #[prop(optional)]
    radio: bool,
) -> impl IntoView {
    let id = match name.strip_suffix("[]") {
        Some(list) => format!("{list}-{value}"),
        None if radio => format!("{name}-{value}"),
        None => name.clone(),
    };
    let target = id.clone();
    let (kind, class) = if radio {
        (
            "radio",
            "utrecht-radio-button utrecht-radio-button--html-input",
        )
    } else {
        (
            "checkbox",
            "utrecht-checkbox utrecht-checkbox--custom utrecht-checkbox--html-input",
        )
    };
    view! {
        <label class="lr-check" for=target>
            <input type=kind class=class id=id name=name value=value checked=checked/>
            <span>
                {label}
                {(!note.is_empty()).then(|| view! { <small>{note}</small> })}
            </span>
        </label>
    }
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
) -> impl IntoView {
    view! {
        <Field id=name label hint error optional>
            <div class="lr-drop">
                <input
                    type="file"
                    id=name
                    name=name
                    accept=accept
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=move || described_by(name, true, error.read().is_some())
                />
            </div>
        </Field>
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
