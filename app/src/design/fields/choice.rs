//! Fields that one chooses in.

use super::{Field, described_by};
use leptos::prelude::*;

/// What one can choose in a [`SelectField`] or a [`super::Combobox`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The group it belongs to; empty for none. Choices of a group stand together.
    pub group: String,
    /// Other words by which it is found: `ckv`.
    pub also: String,
}

impl Choice {
    /// A choice without a group.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
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

    /// Found by these words too.
    #[must_use]
    pub fn also(self, also: impl Into<String>) -> Self {
        Self {
            also: also.into(),
            ..self
        }
    }
}

/// The choices as `option`s, in their groups.
pub(super) fn options(choices: &[Choice], chosen: &str) -> impl IntoView + use<> {
    choices
        .chunk_by(|a, b| a.group == b.group)
        .map(|chunk| {
            let list = chunk
                .iter()
                .map(|choice| {
                    let selected = choice.value == chosen;
                    view! {
                        <option value=choice.value.clone() selected=selected>
                            {choice.label.clone()}
                        </option>
                    }
                })
                .collect_view();
            match chunk.first().map(|choice| choice.group.clone()) {
                Some(group) if !group.is_empty() => {
                    view! { <optgroup label=group>{list}</optgroup> }.into_any()
                }
                _ => list.into_any(),
            }
        })
        .collect_view()
}

/// One out of many.
#[component]
pub fn SelectField(
    /// The name, and the id.
    #[prop(into)]
    name: String,
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
    /// Hears what is chosen.
    #[prop(optional)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let with_hint = !hint.is_empty();
    let described = name.clone();
    view! {
        <Field id=name.clone() label hint error optional>
            <select
                class=move || select_class(error.read().is_some())
                id=name.clone()
                name=name
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || described_by(&described, with_hint, error.read().is_some())
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_value(&event));
                    }
                }
            >
                {options(&choices, &value)}
            </select>
        </Field>
    }
}

pub(super) const fn select_class(invalid: bool) -> &'static str {
    if invalid {
        "utrecht-select utrecht-select--html-select utrecht-select--invalid"
    } else {
        "utrecht-select utrecht-select--html-select"
    }
}

/// The id of one of several choices with the same name.
fn id_of(name: &str, value: &str, radio: bool) -> String {
    match name.strip_suffix("[]") {
        Some(list) => format!("{list}-{value}"),
        None if radio => format!("{name}-{}", value.replace(' ', "-")),
        None => name.to_owned(),
    }
}

/// One out of many, in a cell of a table: the row and the column say what it is to who sees them.
#[component]
pub fn CellSelect(
    /// The name.
    #[prop(into)]
    name: String,
    /// What to choose, for who does not see the row.
    #[prop(into)]
    label: String,
    /// The value that is chosen.
    #[prop(into)]
    value: String,
    /// What one can choose.
    choices: Vec<Choice>,
) -> impl IntoView {
    view! {
        <select
            class="utrecht-select utrecht-select--html-select lr-select--cell"
            name=name
            aria-label=label
        >
            {options(&choices, &value)}
        </select>
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
    /// How many there are of it, in a filter.
    #[prop(optional)]
    count: Option<u32>,
    /// Whether it is ticked.
    checked: bool,
    /// One of several, of which one can be chosen.
    #[prop(optional)]
    radio: bool,
) -> impl IntoView {
    let id = id_of(&name, &value, radio);
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
                {count
                    .map(|count| {
                        view! { " "<span class="lr-check__n">{format!("({count})")}</span> }
                    })}
                {(!note.is_empty()).then(|| view! { <small>{note}</small> })}
            </span>
        </label>
    }
}

/// Choices with an explanation each, of which one can be chosen: [`ChoiceCard`]s in a
/// [`super::FieldGroup`].
#[component]
pub fn ChoiceCards(
    /// Hears what is chosen.
    #[prop(optional)]
    on_choose: Option<Callback<String>>,
    /// The choices.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="lr-choices"
            on:change=move |event| {
                if let Some(on_choose) = on_choose {
                    on_choose.run(event_target_value(&event));
                }
            }
        >
            {children()}
        </div>
    }
}

/// One choice with an explanation.
#[component]
pub fn ChoiceCard(
    /// The name, the same for all of them.
    #[prop(into)]
    name: String,
    /// What is sent when it is chosen.
    #[prop(into)]
    value: String,
    /// The choice.
    #[prop(into)]
    label: String,
    /// What it means.
    #[prop(into, optional)]
    note: Signal<String>,
    /// Whether it is chosen.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    let id = id_of(&name, &value, true);
    let target = id.clone();
    view! {
        <label class="lr-choice" for=target>
            <input
                type="radio"
                class="utrecht-radio-button utrecht-radio-button--html-input"
                id=id
                name=name
                value=value
                checked=checked
            />
            <b>{label}</b>
            {move || note.with(|note| (!note.is_empty()).then(|| view! { <span>{note.clone()}</span> }))}
        </label>
    }
}
