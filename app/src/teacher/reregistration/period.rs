//! The period of a teacher: its last day with how it was reached, and the interruptions.

use super::{Deeds, Entered};
use crate::{
    design::{
        Actions, AskFirst, Button, Card, Choice, DateField, Details, Fact, Facts, FileRow, Files,
        Gap, Hidden, Icons, Paragraph, SelectField, Stack, VStep, VSteps, Weight,
    },
    session::Form,
};
use leptos::{form::ActionForm, prelude::*};
use shared::{
    criteria::{ExtendedTerm, InterruptionKind},
    notation,
};
use uuid::Uuid;

/// The period, and what made it longer.
#[component]
pub fn PeriodCard(
    /// The term.
    term: ExtendedTerm,
    /// What the teacher entered.
    interruptions: Vec<Entered>,
    /// A number for the next one.
    fresh: Uuid,
    /// The form with which one adds one.
    form: Form,
    /// What one can do.
    deeds: Deeds,
) -> impl IntoView {
    let steps = term
        .steps
        .iter()
        .zip(1..)
        .map(|(step, number)| {
            let title = notation::date(step.last);
            let reason = format!("{}.", step.reason);
            view! { <VStep number title>{reason}</VStep> }
        })
        .collect_view();
    let longer = (term.extra_days > 0).then(|| {
        let norm = notation::date(term.norm_last);
        view! { <Fact name="Zonder onderbrekingen">{norm}</Fact> }
    });
    let entered = (!interruptions.is_empty()).then(|| {
        let rows = interruptions
            .into_iter()
            .map(|entered| row(entered, deeds))
            .collect_view();
        view! { <Files>{rows}</Files> }
    });
    view! {
        <Card title="Je periode" id="periode">
            <Stack gap=Gap::Normal>
                <Facts>
                    <Fact name="Begin">{notation::date(term.term.first)}</Fact>
                    {longer}
                    <Fact name="Laatste dag">{notation::date(term.term.last)}</Fact>
                </Facts>
                <Details summary="Hoe komen we aan de laatste dag?">
                    <VSteps>{steps}</VSteps>
                </Details>
                {entered}
                <Details
                    summary="Was je er een tijd niet? Geef het op"
                    open=form.problem().get_untracked().is_some()
                >
                    <InterruptionFields form fresh deeds/>
                </Details>
            </Stack>
        </Card>
    }
}

fn row(entered: Entered, deeds: Deeds) -> impl IntoView {
    let interruption = entered.interruption;
    let last = interruption.until.yesterday().unwrap_or(interruption.until);
    let note = format!(
        "{} tot en met {}",
        notation::date(interruption.from),
        notation::date(last)
    );
    let name = interruption.kind.label();
    view! {
        <FileRow name=name note=note.clone()>
            <AskFirst label="Verwijder" context=format!("{name}, {note}")>
                <p>"Dan wordt je periode weer korter."</p>
                <ActionForm action=deeds.remove>
                    <Hidden name="number" value=entered.id.to_string()/>
                    <Button weight=Weight::Secondary icon=Icons::Trash context=format!("{name}, {note}")>
                        "Ja, verwijder"
                    </Button>
                </ActionForm>
            </AskFirst>
        </FileRow>
    }
}

#[component]
fn InterruptionFields(form: Form, fresh: Uuid, deeds: Deeds) -> impl IntoView {
    let choices = std::iter::once(Choice::new("", "Kies wat het was"))
        .chain(
            InterruptionKind::ALL
                .into_iter()
                .map(|kind| Choice::new(kind.code(), kind.label())),
        )
        .collect::<Vec<_>>();
    let date = move |name: &str| {
        let part = |part: &str| form.value(&format!("{name}_{part}"), "");
        (part("day"), part("month"), part("year"))
    };
    view! {
        <ActionForm action=deeds.save>
            <Stack gap=Gap::Normal>
                <Paragraph small=true>
                    "Je periode wordt dan langer. We bewaren alleen de soort en de dagen, nooit een medische reden. Alleen jij ziet dit."
                </Paragraph>
                <Hidden name="number" value=form.value("number", fresh.to_string())/>
                <SelectField
                    name="kind"
                    label="Wat was het?"
                    value=form.value("kind", "")
                    choices
                    error=form.error("kind")
                />
                <DateField
                    name="begins"
                    legend="Eerste dag"
                    value=date("begins")
                    error=form.error("begins")
                />
                <DateField name="ends" legend="Laatste dag" value=date("ends") error=form.error("ends")/>
                <Actions>
                    <Button weight=Weight::Secondary>"Onderbreking opslaan"</Button>
                </Actions>
            </Stack>
        </ActionForm>
    }
}
