//! On the overview: being in the register without an appointment, and the way to it.

use super::{OwnEntry, api::EnterOwn};
use crate::design::{Button, Card, Fact, Facts, Paragraph, Source, Stack, TextLink, Weight};
use leptos::{form::ActionForm, prelude::*};
use shared::{entry::Entry, notation};

/// Being in the register without an appointment, or having been.
#[component]
pub fn OwnCard(
    /// The entry.
    own: OwnEntry,
) -> impl IntoView {
    let enter = ServerAction::<EnterOwn>::new();
    let standing = own.standing();
    let why = match own.entry {
        Entry::Removed(cause) => Some(cause.reason()),
        _ => None,
    };
    let kept = own.kept_until.map(notation::date);
    let text = if own.entry.counts() {
        "Je hebt nu geen benoeming nodig om in het register te staan. Krijg je er een? Dan geeft je \
         school die door, en bevestig jij haar."
    } else {
        "Je staat nu niet zonder benoeming in het register."
    };
    let back = own.can_return().then(|| {
        view! {
            <ActionForm action=enter>
                <Button weight=Weight::Secondary>"Neem mij weer op"</Button>
            </ActionForm>
        }
    });
    view! {
        <Card title="In het register zonder benoeming" id="eigen-aanmelding">
            <Stack>
                <Facts wide=true>
                    <Fact name="Opname" source=Source::Register>{standing}</Fact>
                    <Fact name="Bevoegd voor" source=Source::Register>{own.education}</Fact>
                    {why.map(|why| view! { <Fact name="Waarom" source=Source::Register>{why}</Fact> })}
                    {kept
                        .map(|day| {
                            view! { <Fact name="Bewaard tot en met" source=Source::Register>{day}</Fact> }
                        })}
                </Facts>
                <Paragraph small=true muted=true>{text}</Paragraph>
                {back}
            </Stack>
        </Card>
    }
}

/// The way in for who has no appointment, or to the registration that waits.
#[component]
pub fn WayIn(
    /// Whether a registration waits for a decision.
    waits: bool,
) -> impl IntoView {
    let (text, link) = if waits {
        (
            "Je hebt je zelf aangemeld. Wij nemen daar een besluit over.",
            "Bekijk je aanmelding",
        )
    } else {
        (
            "Ben je bevoegd, maar sta je nu niet voor de klas? Dan kun je je zelf aanmelden. Het hoeft \
             niet.",
            "Meld je aan zonder benoeming",
        )
    };
    view! {
        <Card title="Geen benoeming?" id="zonder-benoeming" small=true quiet=true>
            <Stack>
                <Paragraph>{text}</Paragraph>
                <p><TextLink href="/mijn/aanmelden">{link}</TextLink></p>
            </Stack>
        </Card>
    }
}
