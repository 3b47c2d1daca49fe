//! The way to a teaching authority, of an appointment in the vestibule: how much time there is,
//! and what is done and still to do.

use super::{Appointment, ClaimView};
use crate::design::{Card, Ruler, Series, Stack, Strand, TextLink, VStep, VSteps, When};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::notation;

/// The way of one appointment; shows nothing when the law sets no end to it.
#[component]
pub fn Way(
    /// The appointment.
    appointment: Appointment,
    /// The subjects that were entered.
    claims: Vec<ClaimView>,
    /// Today, in the Netherlands.
    today: Date,
) -> impl IntoView {
    let last = appointment.maximum.as_ref()?.date;
    let start = appointment.ground_since.unwrap_or(appointment.starts);
    let confirmed = !appointment.waits();
    let entered = claims
        .iter()
        .any(|claim| claim.recorded && claim.appointment == appointment.id);
    // What is to be done now is the first that was not done.
    let state = |done: bool, before: bool| match (done, before) {
        (true, _) => When::Past,
        (false, true) => When::Now,
        (false, false) => When::Future,
    };
    let confirming = state(confirmed, true);
    let entering = state(entered, confirmed);
    let qualifying = state(false, confirmed && entered);
    let ground = format!(
        "Met grondslag ‘{}’, sinds {}.",
        appointment.ground_name,
        notation::date(start)
    );
    let id = format!("weg-{}", appointment.id);
    let strand = ViewFn::from(|| view! { <Strand vestibule=true/> });
    Some(view! {
        <Card title="Je weg naar een bevoegdheid" id aside=strand>
            <Stack>
                <TimeLeft start last today/>
                <VSteps>
                    <VStep number=1 when=When::Past title="Je school heeft je opgegeven">
                        {ground}
                    </VStep>
                    <VStep number=2 when=confirming title="Bevestig je benoeming">
                        {if confirmed {
                            "Dat heb je gedaan."
                        } else {
                            "Kijk hieronder na of alles klopt."
                        }}
                    </VStep>
                    <VStep number=3 when=entering title="Geef op welk vak je geeft">
                        {if entered {
                            "Dat heb je gedaan.".into_any()
                        } else {
                            view! {
                                "We vergelijken het met je diploma. "
                                <TextLink href="/mijn/vakken/toevoegen">"Nu opgeven"</TextLink>
                            }
                                .into_any()
                        }}
                    </VStep>
                    <VStep number=4 when=qualifying title="Haal je bevoegdheid">
                        {format!("Uiterlijk {}.", notation::date(last))}
                    </VStep>
                    <VStep number=5 title="Je gaat naar het lerarenregister">
                        "Dat gebeurt als je school doorgeeft dat je bevoegd bent."
                    </VStep>
                </VSteps>
            </Stack>
        </Card>
    })
}

/// How much of the time that the law allows is used.
#[component]
fn TimeLeft(start: Date, last: Date, today: Date) -> impl IntoView {
    // The day after the last one makes whole years whole months.
    let end = last.tomorrow().unwrap_or(last);
    let total = months(start, end).max(1);
    let used = months(start, today.clamp(start, end));
    let foot = move || {
        view! {
            <span>{format!("Gestart op {}", notation::date(start))}</span>
            <span>{format!("Uiterlijk {}", notation::date(last))}</span>
        }
    };
    view! {
        <Ruler
            label="Tijd die je hebt op deze grondslag"
            now=f64::from(used)
            now_text=used.to_string()
            need=f64::from(total)
            unit="maanden"
            series=Series::Third
            foot
        />
    }
}

/// Whole months from one day to another.
fn months(from: Date, to: Date) -> i32 {
    from.until((jiff::Unit::Month, to))
        .map_or(0, |span| span.get_months())
}
