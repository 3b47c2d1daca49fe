//! One component for each type of parameter of a rule.

use super::Errors;
use crate::{
    design::{Check, Choice, Details, FieldGroup, Gap, SelectField, Stack, TextField},
    session::Form,
};
use leptos::prelude::*;
use shared::{
    criteria::{CARRIED, Number, Parameter, RuleForm, WORTH},
    portfolio::{ActivityKind, Category},
};

/// The place of a rule in the form, and what is known of it.
pub struct Place {
    /// Its place in the draft.
    pub at: usize,
    /// What came back, when something did.
    pub form: Form,
    /// The messages.
    pub error: Errors,
    /// The same rule in the version in force.
    pub before: Option<RuleForm>,
}

impl Place {
    /// The name of a field: `rules[2][code]`.
    pub fn name(&self, field: &str) -> String {
        format!("rules[{}][{field}]", self.at)
    }

    /// What was typed, else what was kept.
    pub fn value(&self, field: &str, kept: &str) -> String {
        self.form.value(&self.name(field), kept)
    }

    /// What was ticked, else what was kept.
    pub fn values(&self, field: &str, kept: &[String]) -> Vec<String> {
        self.form
            .listed(&format!("{}[]", self.name(field)), kept.to_vec())
    }

    /// The message at a field.
    pub fn error(&self, field: &str) -> Signal<Option<String>> {
        self.error.at(self.name(field))
    }

    /// The message at what has no field that one sees.
    pub fn message(&self, field: &str) -> impl IntoView + use<> {
        let (id, error) = (self.name(field), self.error(field));
        move || {
            error.get().map(|error| {
                view! {
                    <p id=id.clone() tabindex="-1" class="utrecht-form-field-error-message">{error}</p>
                }
            })
        }
    }
}

/// The field or fields of a parameter.
pub fn parameter(here: &Place, parameter: Parameter, rule: &RuleForm) -> AnyView {
    match parameter {
        Parameter::Number(one) => number(here, one, rule),
        Parameter::Flag { name, label } => {
            let checked = here
                .values("flags", &rule.flags)
                .iter()
                .any(|flag| flag == name);
            let field = format!("{}[]", here.name("flags"));
            view! { <Check name=field value=name label checked/> }.into_any()
        }
        Parameter::Selection => selection(here, rule),
        Parameter::Worth => {
            let choices = vec![
                Choice::new("", "Kies"),
                Choice::new("diploma", "Een aantal uren zodra er een diploma is"),
                Choice::new("per_credit", "Een aantal uren per studiepunt"),
                Choice::new("at_most", "De eigen uren, tot een maximum"),
            ];
            let number = number(here, WORTH, rule);
            view! {
                <SelectField
                    name=here.name("worth")
                    label="Hoe telt het?"
                    value=here.value("worth", &rule.worth)
                    choices
                    error=here.error("worth")
                />
                {number}
            }
            .into_any()
        }
        Parameter::Category => {
            let choices = std::iter::once(Choice::new("", "Kies"))
                .chain(Category::ALL.map(|one| Choice::new(one.code(), one.label())))
                .collect::<Vec<_>>();
            view! {
                <SelectField
                    name=here.name("as_category")
                    label="Waarvoor telt het?"
                    value=here.value("as_category", &rule.as_category)
                    choices
                    error=here.error("as_category")
                />
            }
            .into_any()
        }
        Parameter::Days => days(here, rule),
        Parameter::Codes => view! {
            <TextField
                name=here.name("lowers")
                label="Van welke regels wordt de norm lager?"
                hint="Codes van regels, met komma’s ertussen."
                value=here.value("lowers", &rule.lowers)
                error=here.error("lowers")
            />
        }
        .into_any(),
    }
}

/// A whole number, with what it is in the version in force.
fn number(here: &Place, number: Number, rule: &RuleForm) -> AnyView {
    let field = format!("numbers][{}", number.name);
    let now = here
        .before
        .as_ref()
        .map(|before| before.number(number.name));
    view! {
        <TextField
            name=here.name(&field)
            label=number.label
            value=here.value(&field, rule.number(number.name))
            error=here.error(&field)
            inputmode="numeric"
            narrow=true
            unit=number.unit.to_owned()
        />
        {now.map(|now| difference(now, rule.number(number.name)))}
    }
    .into_any()
}

/// The old number and how much the new one is more or less.
fn difference(old: &str, new: &str) -> AnyView {
    let (was, is) = (old.parse::<i32>(), new.trim().parse::<i32>());
    let change = match (was, is) {
        (Ok(was), Ok(is)) if was == is => None,
        (Ok(was), Ok(is)) if is > was => Some(format!("+{}", is - was)),
        (Ok(was), Ok(is)) => Some(format!("−{}", was - is)),
        _ => return ().into_any(),
    };
    match change {
        None => view! {
            <span class="lr-diff lr-small"><span class="lr-muted">"Gelijk aan nu"</span></span>
        }
        .into_any(),
        Some(change) => {
            let old = old.to_owned();
            view! {
                <span class="lr-diff lr-small">
                    <span class="lr-muted">"Nu "</span>
                    <del><span class="lr-vh">"oud: "</span>{old}</del>
                    " "
                    <ins><span class="lr-vh">"nieuw: "</span>{change}</ins>
                </span>
            }
            .into_any()
        }
    }
}

/// Which activities.
fn selection(here: &Place, rule: &RuleForm) -> AnyView {
    let boxes = |field: &str, kept: &[String], all: Vec<(&'static str, &'static str)>| {
        let chosen = here.values(field, kept);
        let name = format!("{}[]", here.name(field));
        all.into_iter()
            .map(|(value, label)| {
                let checked = chosen.iter().any(|code| code == value);
                view! { <Check name=name.clone() value label checked/> }
            })
            .collect_view()
    };
    let categories = Category::ALL.map(|one| (one.code(), one.label())).to_vec();
    let kinds = ActivityKind::ALL
        .map(|one| (one.code(), one.label()))
        .to_vec();
    let categories = boxes("categories", &rule.categories, categories);
    let kinds = boxes("kinds", &rule.kinds, kinds);
    let open = !rule.kinds.is_empty() || !rule.subjects.is_empty() || !rule.labels.is_empty();
    let subjects = listed(
        here,
        "subjects",
        &rule.subjects,
        "Welke vakken?",
        "Codes van vakken, met komma’s ertussen.",
    );
    let labels = listed(
        here,
        "labels",
        &rule.labels,
        "Welke vormen en thema’s?",
        "Met komma’s ertussen, zoals mentor, ondersteuning.",
    );
    let (about, of) = (here.name("categories"), here.name("kinds"));
    let (wrong_about, wrong_of) = (here.error("categories"), here.error("kinds"));
    view! {
        <FieldGroup
            id=about
            legend="Waar gaan de uren over?"
            hint="Kies er geen als het niet uitmaakt."
            error=wrong_about
        >
            {categories}
        </FieldGroup>
        <Details summary="Soort, vak, vorm en thema" open>
            <Stack gap=Gap::Normal>
                <FieldGroup
                    id=of
                    legend="Welke soorten activiteiten?"
                    hint="Kies er geen als het niet uitmaakt."
                    error=wrong_of
                >
                    {kinds}
                </FieldGroup>
                {subjects}
                {labels}
            </Stack>
        </Details>
    }
    .into_any()
}

/// Codes or words with commas between; none is all.
pub fn listed(
    here: &Place,
    field: &str,
    kept: &str,
    label: &'static str,
    hint: &'static str,
) -> AnyView {
    view! {
        <TextField
            name=here.name(field)
            label
            hint
            value=here.value(field, kept)
            error=here.error(field)
            optional=true
        />
    }
    .into_any()
}

/// Which days count.
fn days(here: &Place, rule: &RuleForm) -> AnyView {
    let choices = vec![
        Choice::new("", "Kies"),
        Choice::new("in_termijn", "Alleen wat in de periode viel"),
        Choice::new("meegenomen", "Ook wat over was van kort voor de periode"),
        Choice::new("tot_besluit", "Wat is ingevuld tot en met het besluit"),
    ];
    let carried = CARRIED
        .into_iter()
        .map(|one| number(here, one, rule))
        .collect_view();
    let open = rule.days == "meegenomen";
    view! {
        <SelectField
            name=here.name("days")
            label="Welke dagen tellen?"
            value=here.value("days", &rule.days)
            choices
            error=here.error("days")
        />
        <Details summary="Hoeveel mag je meenemen?" open>{carried}</Details>
    }
    .into_any()
}
