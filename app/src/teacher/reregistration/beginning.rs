//! For who is at the beginning: no term yet, or nothing in it.

use super::{Period, Reregistration, rules::SetCard};
use crate::design::{ButtonLink, Columns, Division, Empty, Icons, Paragraph, Weight};
use leptos::prelude::*;

/// For who has a term and no activity in it.
#[component]
pub fn NoActivities() -> impl IntoView {
    view! {
        <Empty icon=Icons::Notebook title="Je hebt nog geen activiteiten in deze periode">
            <Paragraph muted=true>
                "Een cursus, intervisie of het begeleiden van een collega: het telt allemaal mee. Je hebt de tijd."
            </Paragraph>
            <ButtonLink href="/mijn/portfolio/activiteit/nieuw" icon=Icons::Plus>
                "Eerste activiteit toevoegen"
            </ButtonLink>
        </Empty>
    }
}

/// For who has no term yet: why, and what it takes.
#[component]
pub fn NotBegun(
    /// The way, of which the term has not begun.
    way: Reregistration,
) -> impl IntoView {
    let (title, text, href, link) = waiting_for(&way.period);
    let evaluation = way.inputs.evaluate();
    let inputs = way.inputs;
    let reason = "Dit zijn de regels van nu. Welke versie voor jou geldt, staat vast zodra je periode begint.";
    view! {
        <Columns division=Division::Two>
            <Empty icon=Icons::Calendar title>
                <Paragraph muted=true>{text}</Paragraph>
                <ButtonLink href weight=Weight::Secondary>{link}</ButtonLink>
            </Empty>
            <SetCard inputs evaluation reason=reason.to_owned() title="De regels van nu"/>
        </Columns>
    }
}

/// Why a term has not begun: in a few words, in a sentence, and where one goes with it.
fn waiting_for(period: &Period) -> (&'static str, &'static str, &'static str, &'static str) {
    match period {
        Period::Vestibule => (
            "In het registervoorportaal geldt geen herregistratie",
            "Je periode van 4 jaar begint op de dag dat je in het lerarenregister komt. Wat je nu al doet, kun je wel bewaren.",
            "/mijn/voorportaal",
            "Naar het registervoorportaal",
        ),
        Period::NoAppointment => (
            "Je periode is nog niet begonnen",
            "Je periode van 4 jaar begint als je school je heeft doorgegeven en jij dat bevestigt.",
            "/mijn/portfolio",
            "Naar je portfolio",
        ),
        Period::ToConfirm | Period::Begun(_) => (
            "Je periode is nog niet begonnen",
            "Je periode van 4 jaar begint op de dag dat je je benoeming bevestigt.",
            "/mijn",
            "Naar je benoeming",
        ),
    }
}
