//! The fields of a training plan.

use super::{PlanInput, TrainingPlanForm};
use crate::{
    design::{Actions, Button, DateField, Stack, TextField, TextLink},
    session::Form,
};
use leptos::prelude::*;
use shared::notation;

/// The fields, and the button; goes in a form.
#[component]
pub fn PlanForm(
    /// What was typed, when it came back.
    form: Form,
    /// The appointment and the plan.
    input: PlanInput,
    /// Where one goes who does not want it.
    cancel: &'static str,
) -> impl IntoView {
    let known = input
        .plan
        .as_ref()
        .map(|plan| TrainingPlanForm::from(&plan.plan))
        .unwrap_or_default();
    let ends_hint = match input.maximum {
        Some(maximum) => format!("Uiterlijk {}.", notation::date(maximum)),
        None => "De dag waarop de bevoegdheid er moet zijn.".to_owned(),
    };
    view! {
        <Stack>
            <TextField
                name="route"
                label="Welke opleiding, en waar?"
                hint="Bijvoorbeeld ‘Tweedegraads Maatschappijleer, Hogeschool Noorderzijl, deeltijd’."
                value=form.value("route", known.route)
                error=form.error("route")
            />
            <DateField
                name="agreed"
                legend="Wanneer is dit afgesproken?"
                hint="De dag waarop school en leraar het eens werden."
                value=form.date("agreed", (known.agreed_day, known.agreed_month, known.agreed_year))
                error=form.error("agreed")
            />
            <DateField
                name="ends"
                legend="Wanneer is de opleiding klaar?"
                hint=ends_hint
                value=form.date("ends", (known.ends_day, known.ends_month, known.ends_year))
                error=form.error("ends")
            />
            <Actions>
                <Button>"Scholingsplan opslaan"</Button>
                <TextLink href=cancel>"Annuleren"</TextLink>
            </Actions>
        </Stack>
    }
}
