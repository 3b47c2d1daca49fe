//! What a course would do, before it is entered: at once while typing, and with a link of its own
//! for who has no JavaScript.

use super::effect::{EffectList, Typed};
use crate::design::{
    Actions, Button, Card, Choice, DateField, Gap, Paragraph, SelectField, Stack, TextField, Weight,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::{
    criteria::Inputs,
    portfolio::{ActivityForm, Category},
};

/// What the address asks: the activity as it was typed; empty when nothing is asked.
pub fn asked(query: &ParamsMap) -> ActivityForm {
    let value = |name| query.get(name).unwrap_or_default();
    ActivityForm {
        title: "-".to_owned(),
        hours: value("hours"),
        category: value("category"),
        from_day: value("from_day"),
        from_month: value("from_month"),
        from_year: value("from_year"),
        ..ActivityForm::default()
    }
}

/// The form, and what it says of what stands in it.
#[component]
pub fn TrialCard(
    /// What is there without it.
    inputs: Inputs,
    /// Today, in the Netherlands.
    today: Date,
    /// What was asked.
    asked: ActivityForm,
) -> impl IntoView {
    let last = inputs.term.last.max(today);
    let is_asked = !asked.hours.is_empty() || !asked.from_day.is_empty();
    let problem = is_asked.then(|| asked.parse(last).err()).flatten();
    let error = |field: &str| -> Signal<Option<String>> {
        let message = problem.as_ref().and_then(|problem| problem.at(field));
        Signal::stored(message.map(str::to_owned))
    };
    let errors = (error("hours"), error("category"), error("from"));
    let first_asked = if is_asked {
        asked.clone()
    } else {
        ActivityForm {
            from_day: today.day().to_string(),
            from_month: today.month().to_string(),
            from_year: today.year().to_string(),
            ..asked.clone()
        }
    };
    let typed = Typed::new(first_asked.clone(), last);
    let activity = typed.activity();
    let choices = std::iter::once(Choice::new("", "Dat weet ik nog niet"))
        .chain(
            Category::ALL
                .into_iter()
                .map(|category| Choice::new(category.code(), category.label())),
        )
        .collect::<Vec<_>>();
    view! {
        <Card title="Wat zou een cursus je opleveren?" id="proef">
            <Stack gap=Gap::Normal>
                <Paragraph small=true>
                    "Vul in wat je van plan bent. Er wordt niets bewaard."
                </Paragraph>
                <form
                    method="get"
                    action="/mijn/herregistratie#proef"
                    on:input=move |event| typed.hear(&event)
                    novalidate
                >
                    <Stack gap=Gap::Normal>
                        <TextField
                            name="hours"
                            label="Aantal uur"
                            hint="Bijvoorbeeld 6 of 7,5."
                            value=first_asked.hours.clone()
                            error=errors.0
                            inputmode="decimal"
                            narrow=true
                            unit="uur"
                        />
                        <SelectField
                            name="category"
                            label="Over welk onderwerp?"
                            value=first_asked.category.clone()
                            choices=choices
                            error=errors.1
                            optional=true
                        />
                        <DateField
                            name="from"
                            legend="Wanneer is het?"
                            value=(
                                first_asked.from_day.clone(),
                                first_asked.from_month.clone(),
                                first_asked.from_year.clone(),
                            )
                            error=errors.2
                        />
                        <Actions>
                            <Button weight=Weight::Secondary>"Reken uit"</Button>
                        </Actions>
                    </Stack>
                </form>
                <div role="status">
                    <EffectList inputs activity/>
                </div>
            </Stack>
        </Card>
    }
}
