//! "Wat stond er op 1 oktober?": the question, and what the register held then.

use super::{AsOf, PastAppointment, PastOwn};
use crate::{
    design::{
        Actions, Button, Card, Check, ErrorSummary, Fact, Facts, FieldGroup, Identifier, Inset,
        Paragraph, Stack, Strand, TextField, Weight,
    },
    failure::Answer,
    teacher::{List, correction::period},
};
use leptos::prelude::*;
use shared::notation;

/// The question, with the answer when there was one.
#[component]
pub fn AsOfCard(
    /// What was typed as the day; nothing when nothing was asked.
    asked: String,
    /// Whether what is known now was asked for.
    now: bool,
    /// The answer.
    answer: Option<Answer<AsOf>>,
) -> impl IntoView {
    let (told, problem) = match answer {
        None => (None, None),
        Some(Ok(told)) => (Some(told), None),
        Some(Err(failure)) => (None, Some(failure.0)),
    };
    let wrong = problem
        .as_ref()
        .and_then(|problem| problem.at("op").map(str::to_owned));
    let day = told.as_ref().map_or(asked, |told| {
        format!("{}-{}-{}", told.on.day(), told.on.month(), told.on.year())
    });
    let told = told.map(|told| view! { <Told told/> });
    view! {
        <Card title="Wat stond er op een dag?" id="op-een-dag">
            <Stack>
                <ErrorSummary problem=Signal::stored(problem)/>
                <form method="get" action="/mijn/gegevens" class="lr-stack lr-stack--m">
                    <TextField
                        name="op"
                        label="Op welke dag?"
                        hint="Bijvoorbeeld 1-10-2026"
                        value=day
                        error=Signal::stored(wrong)
                        maxlength=10
                        narrow=true
                    />
                    <FieldGroup id="bekend" legend="Zoals we het wanneer wisten?">
                        <Check
                            name="bekend"
                            value="toen"
                            label="Zoals we het toen wisten"
                            note="Dit zag je zelf ook op die dag."
                            checked=!now
                            radio=true
                        />
                        <Check
                            name="bekend"
                            value="nu"
                            label="Zoals we het nu weten"
                            note="Met alles wat later is verbeterd."
                            checked=now
                            radio=true
                        />
                    </FieldGroup>
                    <Actions>
                        <Button weight=Weight::Secondary>"Toon deze dag"</Button>
                    </Actions>
                </form>
                {told}
            </Stack>
        </Card>
    }
}

#[component]
fn Told(told: AsOf) -> impl IntoView {
    let day = notation::date(told.on);
    let words = if told.is_now {
        format!(
            "Dit gold op {day}, zoals het register het nu weet. Ook wat je school er later over doorgaf, telt mee."
        )
    } else {
        format!(
            "Dit gold op {day}, zoals het register het aan het eind van die dag wist. Wat je school er later over doorgaf, staat er niet bij."
        )
    };
    let name = told
        .name
        .map(|name| view! { <Facts><Fact name="Naam">{name}</Fact></Facts> });
    let nothing = (told.appointments.is_empty() && told.own.is_none())
        .then(|| view! { <Paragraph>"Er stond die dag geen benoeming van je in het register."</Paragraph> });
    let own = told.own.map(|own| view! { <PastOwnFacts own/> });
    let cards = told
        .appointments
        .into_iter()
        .map(|appointment| view! { <Past appointment/> })
        .collect_view();
    view! {
        <Inset><p role="status">{words}</p></Inset>
        {name}
        {nothing}
        {own}
        {cards}
    }
}

/// Being in the register without an appointment, as it was on a day.
#[component]
pub fn PastOwnFacts(
    /// What it was.
    own: PastOwn,
) -> impl IntoView {
    view! {
        <Facts wide=true>
            <Fact name="Opname zonder benoeming">{own.entry}</Fact>
            <Fact name="Bevoegd voor">{own.education}</Fact>
        </Facts>
    }
}

/// An appointment as it was on a day.
#[component]
pub fn Past(
    /// The appointment.
    appointment: PastAppointment,
) -> impl IntoView {
    let a = appointment;
    let list = match a.list {
        List::None => "Geen van beide lijsten".into_any(),
        list => view! { <Strand vestibule=list == List::Vestibule/> }.into_any(),
    };
    let maximum = a.maximum.map(|day| {
        view! { <Fact name="Toegestaan tot en met">{notation::date(day)}</Fact> }
    });
    let subjects =
        (!a.subjects.is_empty()).then(|| view! { <Fact name="Vak">{a.subjects.join(", ")}</Fact> });
    let table = format!(" Tabel van grondslagen, versie {}.", a.table_version);
    view! {
        <Facts wide=true>
            <Fact name="School">{a.school}</Fact>
            <Fact name="Bestuur">{a.board}</Fact>
            <Fact name="Benoeming">{period(a.starts, a.ends)}</Fact>
            <Fact name="Stond in">{list}</Fact>
            <Fact name="Waarom">{a.reason}{table}</Fact>
            <Fact name="Benoemingsgrondslag">{a.ground_name}" "<Identifier value=a.ground_code/></Fact>
            {maximum}
            {subjects}
            <Fact name="Opname">{a.entry}</Fact>
        </Facts>
    }
}
