//! What the register holds of a board on a day, and that the board says that this is all.

use super::api;
use crate::{
    design::{
        Actions, Button, Card, ErrorSummary, Hidden, Icons, Inset, Paragraph, Stack, TextField,
        TextLink, Weight,
    },
    failure::Answer,
    session::{Form, FormState},
};
use jiff::civil::{Date, DateTime};
use leptos::{form::ActionForm, prelude::*};
use serde::{Deserialize, Serialize};
use shared::notation;

/// How complete a board is on a day (*peildatum*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// The day.
    pub day: Date,
    /// How many appointments the register has of the board that hold on it.
    pub count: i64,
    /// What the board declared of that day.
    pub declared: Option<Declaration>,
    /// What it declared of the last day of which it declared anything.
    pub last: Option<Declaration>,
}

/// That a board delivered everything that held on a day (*volledigheidsverklaring*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The day that it is about.
    pub day: Date,
    /// How many appointments the register had then.
    pub count: i64,
    /// When it was declared, in Dutch time.
    pub at: DateTime,
}

/// The part of the page about it.
#[component]
pub(super) fn CompletenessCard(
    /// How it stands on the chosen day, or what is wrong with that day.
    standing: Answer<Completeness>,
    /// The day as it stands in the address.
    asked: String,
    /// Declares it.
    declare: ServerAction<api::DeclareComplete>,
    /// A form that came back.
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::new(declare, returned);
    let (known, wrong) = match standing {
        Ok(known) => (Some(known), None),
        Err(failure) => {
            let problem = failure.0;
            let message = problem
                .at("peildatum")
                .map_or(problem.title.clone(), str::to_owned);
            (None, Some(message))
        }
    };
    let day = match &known {
        Some(known) => notation_of(known.day),
        None => asked,
    };
    let told = known.map(|known| told(known, declare));
    view! {
        <Card title="Wat het register van je heeft" id="volledig">
            <Stack>
                <ErrorSummary problem=form.problem()/>
                <form method="get" action="/school/leveringen" class="lr-stack lr-stack--m">
                    <TextField
                        name="peildatum"
                        label="Op welke dag?"
                        hint="Vandaag of een dag die is geweest, bijvoorbeeld 01-10-2026"
                        value=day
                        error=Signal::stored(wrong)
                        maxlength=10
                    />
                    <Actions>
                        <Button weight=Weight::Secondary>"Toon deze dag"</Button>
                    </Actions>
                </form>
                {told}
            </Stack>
        </Card>
    }
}

/// A day as one types it.
fn notation_of(day: Date) -> String {
    format!("{:02}-{:02}-{}", day.day(), day.month(), day.year())
}

fn told(known: Completeness, declare: ServerAction<api::DeclareComplete>) -> impl IntoView {
    let day = notation::date(known.day);
    let count = notation::count(known.count, "benoeming", "benoemingen");
    let file = format!("/school/leveringen/overzicht.csv?peildatum={}", known.day);
    let is_same = known.last == known.declared;
    let last = (!is_same).then_some(known.last).flatten().map(|last| {
        let words = format!(
            "De laatste verklaring van je bestuur is van {}, over {}: {}.",
            notation::date_time(last.at),
            notation::date(last.day),
            notation::count(last.count, "benoeming", "benoemingen"),
        );
        view! { <Paragraph small=true muted=true>{words}</Paragraph> }
    });
    let declared = match known.declared {
        Some(declared) => {
            let words = format!(
                "Je bestuur verklaarde op {} dat dit volledig is. Toen waren het {}.",
                notation::date_time(declared.at),
                notation::count(declared.count, "benoeming", "benoemingen"),
            );
            view! { <Inset><Paragraph>{words}</Paragraph></Inset> }.into_any()
        }
        None => view! {
            <ActionForm action=declare>
                <Hidden name="peildatum" value=known.day.to_string()/>
                <Stack>
                    <Paragraph>
                        "Zijn dit alle benoemingen die je bestuur op die dag had? Verklaar dat dan. \
                         Wat je later nog wijzigt, lever je gewoon."
                    </Paragraph>
                    <Actions>
                        <Button weight=Weight::Secondary>"Verklaar dat dit volledig is"</Button>
                    </Actions>
                </Stack>
            </ActionForm>
        }
        .into_any(),
    };
    view! {
        <Paragraph>
            "Op "{day}" heeft het register "<strong>{count}</strong>" van je bestuur. "
            <TextLink href=file external=true>
                <crate::design::Icon icon=Icons::Download/>
                " Download dit overzicht als CSV"
            </TextLink>
        </Paragraph>
        {declared} {last}
    }
}
