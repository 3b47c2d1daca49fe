//! The way to a teaching authority, of an appointment in the vestibule: how much time there is,
//! and what is done and still to do.

use super::{Appointment, ClaimView, entry::api::ConfirmTrainingPlan, training::PlanCard};
use crate::{
    design::{
        Alert, Card, Paragraph, Ruler, Series, Stack, Strand, TermExplained, TextLink, Tone, VStep,
        VSteps, When,
    },
    training::PlanView,
};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::{ground::horizon, notation};

/// The way of one appointment in the vestibule, with its training plan.
#[component]
pub fn Way(
    /// The appointment.
    appointment: Appointment,
    /// The subjects that were entered.
    claims: Vec<ClaimView>,
    /// The training plan, if there is one.
    plan: Option<PlanView>,
    /// Today, in the Netherlands.
    today: Date,
    /// What confirms the plan.
    confirm: ServerAction<ConfirmTrainingPlan>,
) -> impl IntoView {
    let last = appointment.maximum.as_ref().map(|maximum| maximum.date);
    let explained = appointment.maximum.clone();
    let start = appointment.ground_since.unwrap_or(appointment.starts);
    let confirmed = !appointment.waits();
    let entered = claims
        .iter()
        .any(|claim| claim.recorded && claim.appointment == appointment.id);
    let planned = plan
        .as_ref()
        .is_some_and(|plan| plan.confirmed_at.is_some());
    // What is to be done now is the first that was not done.
    let state = |done: bool, before: bool| match (done, before) {
        (true, _) => When::Past,
        (false, true) => When::Now,
        (false, false) => When::Future,
    };
    let confirming = state(confirmed, true);
    let entering = state(entered, confirmed);
    let planning = state(planned, confirmed && entered);
    let qualifying = state(false, confirmed && entered && planned);
    let ground = format!(
        "Met grondslag ‘{}’, sinds {}.",
        appointment.ground_name,
        notation::date(start)
    );
    let soon = last.filter(|last| *last <= horizon(today)).map(|last| {
        let words = if last < today {
            format!(
                "Je uiterste datum was {}. Praat met je school.",
                notation::date(last)
            )
        } else {
            format!(
                "Je uiterste datum is al op {}. Praat met je school.",
                notation::date(last)
            )
        };
        view! { <Alert tone=Tone::Warning><p>{words}</p></Alert> }
    });
    let until = match last {
        Some(last) => format!("Uiterlijk {}. ", notation::date(last)),
        None => String::new(),
    };
    let plan_page = format!(
        "/mijn/voorportaal/scholingsplan?benoeming={}",
        appointment.id
    );
    let how = match &plan {
        Some(_) if planned => {
            view! { "Dat is afgesproken en door jullie allebei bevestigd." }.into_any()
        }
        Some(_) => view! { "Het staat hieronder. Nog niet allebei bevestigd." }.into_any(),
        None => view! {
            "Met je school: welke opleiding, en wanneer klaar. "
            <TextLink href=plan_page>"Nu invullen"</TextLink>
        }
        .into_any(),
    };
    let extension = appointment.extension.clone().map(|words| {
        view! { <Paragraph small=true muted=true>{words}</Paragraph> }
    });
    let id = format!("weg-{}", appointment.id);
    let strand = ViewFn::from(|| view! { <Strand vestibule=true/> });
    let school = appointment.school.clone();
    let plan = plan.map(|plan| view! { <PlanCard plan maximum=last school confirm/> });
    view! {
        <Card title="Je weg naar een bevoegdheid" id aside=strand>
            <Stack>
                {soon}
                {last.map(|last| view! { <TimeLeft start last today/> })}
                {explained.map(|computed| view! { <TermExplained computed/> })}
                {extension}
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
                    <VStep number=4 when=planning title="Spreek een scholingsplan af">{how}</VStep>
                    <VStep number=5 when=qualifying title="Haal je bevoegdheid">
                        {until}"Je hebt een diploma, erkenning of ontheffing nodig die bij je vak past. Geef het aan je school door zodra je het hebt."
                    </VStep>
                    <VStep number=6 title="Je gaat naar het lerarenregister">
                        "Je school geeft door dat je bevoegd bent. Jij krijgt een bericht en hoeft niets te doen."
                    </VStep>
                </VSteps>
            </Stack>
        </Card>
        {plan}
    }
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
