//! One rule of a draft as a form: its code, what it asks, of whom, and in words.

use super::{
    Errors,
    fields::{Place, listed, parameter},
    live::Typed,
};
use crate::{
    design::{
        Actions, Button, Card, Check, Choice, Details, FieldGroup, Gap, Hidden, Icons, Paragraph,
        SelectField, Stack, TextArea, TextField, Weight,
    },
    session::Form,
};
use leptos::prelude::*;
use shared::{
    criteria::{CriteriaSet, Parameter, Rule, RuleForm, RuleKind, SetForm},
    sector::Sector,
};

/// The form of a rule.
#[component]
pub fn RuleFields(
    /// Its place in the draft.
    place: usize,
    /// The draft as it was kept.
    draft: SetForm,
    /// The version in force, with which it is compared.
    in_force: CriteriaSet,
    /// What came back, when something did.
    form: Form,
    /// The messages.
    error: Errors,
    /// What is typed now.
    typed: Typed,
) -> impl IntoView {
    let rule = draft.rules[place].clone();
    let here = Place {
        at: place,
        form,
        error,
        before: before(&in_force, &rule),
    };
    let fields = Parameter::of(&rule.kind)
        .iter()
        .map(|one| parameter(&here, *one, &rule))
        .collect_view();
    let part = match rule.inside.as_str() {
        "" => String::new(),
        above => format!(" (deel van {above})"),
    };
    let title = format!("{}: {}{part}", rule.code, RuleKind::title(&rule.kind));
    let words = move || {
        let words = typed.words(place);
        words.unwrap_or_else(|| "Nog niet te lezen.".to_owned())
    };
    let explanation = here.name("explanation");
    let subjects = listed(
        &here,
        "for_subjects",
        &rule.for_subjects,
        "Alleen voor deze vakken",
        "Codes van vakken, met komma’s ertussen.",
    );
    let code = rule.code.clone();
    let button = |value: &str, icon: Option<Icons>, label: &'static str| {
        let (value, context) = (format!("{value}:{place}"), code.clone());
        match icon {
            Some(icon) => view! {
                <Button weight=Weight::Small icon name="knop" value context>{label}</Button>
            }
            .into_any(),
            None => {
                view! { <Button weight=Weight::Small name="knop" value context>{label}</Button> }
                    .into_any()
            }
        }
    };
    let buttons = [
        button("omhoog", None, "Omhoog"),
        button("omlaag", None, "Omlaag"),
        button("weg", Some(Icons::Trash), "Verwijder"),
    ];
    let buttons = view! { <Actions>{buttons.into_iter().collect_view()}</Actions> };
    view! {
        <Card title id=format!("regel-{place}") small=true>
            <Stack>
                <Hidden name=here.name("kind") value=rule.kind.clone()/>
                <Hidden name=here.name("source") value=rule.source.clone()/>
                {here.message("kind")}
                {fields}
                <Paragraph small=true muted=true>
                    <strong>"In woorden: "</strong>
                    <span aria-live="polite">{words}</span>
                </Paragraph>
                <TextArea
                    name=explanation
                    label="Uitleg voor leraren"
                    hint="Laat het leeg voor de woorden hierboven."
                    value=here.value("explanation", &rule.explanation)
                    error=here.error("explanation")
                    rows=2
                    optional=true
                />
                <Details summary="Code en voor wie">
                    <Stack gap=Gap::Normal>
                        <TextField
                            name=here.name("code")
                            label="Code"
                            value=here.value("code", &rule.code)
                            error=here.error("code")
                            narrow=true
                        />
                        {inside(&here, &rule, &draft)}
                        {sectors(&here, &rule)}
                        {subjects}
                    </Stack>
                </Details>
                {buttons}
            </Stack>
        </Card>
    }
}

/// The rule of this code in the version in force, as a form.
fn before(in_force: &CriteriaSet, rule: &RuleForm) -> Option<RuleForm> {
    let known: Vec<&Rule> = in_force.every_rule();
    known.iter().find(|known| known.code == rule.code)?;
    let forms = SetForm::of(in_force, "").rules;
    forms
        .into_iter()
        .find(|form| form.code == rule.code && form.kind == rule.kind)
}

/// Of which rule it is a part.
fn inside(here: &Place, rule: &RuleForm, draft: &SetForm) -> impl IntoView + use<> {
    let choices = std::iter::once(Choice::new("", "Staat op zichzelf"))
        .chain(
            draft
                .rules
                .iter()
                .filter(|other| RuleKind::has_parts(&other.kind) && other.code != rule.code)
                .map(|other| {
                    let label = format!("{}: {}", other.code, RuleKind::title(&other.kind));
                    Choice::new(other.code.clone(), label)
                }),
        )
        .collect::<Vec<_>>();
    view! {
        <SelectField
            name=here.name("inside")
            label="Deel van"
            value=here.value("inside", &rule.inside)
            choices
            error=here.error("inside")
        />
    }
}

fn sectors(here: &Place, rule: &RuleForm) -> impl IntoView + use<> {
    let chosen = here.values("sectors", &rule.sectors);
    sector_boxes(here.name("sectors"), &chosen, here.error("sectors"))
}

/// For which sectors something is; none is all.
pub fn sector_boxes(
    field: String,
    chosen: &[String],
    error: Signal<Option<String>>,
) -> impl IntoView + use<> {
    let name = format!("{field}[]");
    let boxes = Sector::ALL
        .into_iter()
        .map(|sector| {
            let checked = chosen.iter().any(|code| code == sector.code());
            view! { <Check name=name.clone() value=sector.code() label=sector.name() checked/> }
        })
        .collect_view();
    view! {
        <FieldGroup
            id=field
            legend="Alleen voor deze sectoren"
            hint="Kies er geen voor iedereen."
            error
        >
            {boxes}
        </FieldGroup>
    }
}
