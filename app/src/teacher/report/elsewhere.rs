//! When there is nothing to report here, and where it is mended instead.

use crate::design::{Actions, Alert, Breadcrumb, ButtonLink, Narrow, PageHead, Stack, TextLink};
use leptos::prelude::*;
use leptos_meta::Title;

/// What comes from the BRP is not changed by a report (article 38k WPO): where it is.
#[component]
pub fn OfMunicipality() -> impl IntoView {
    view! {
        <Title text="Dit komt van je gemeente - Lerarenregister"/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Narrow>
            <PageHead
                title="Dit komt van je gemeente"
                lead="Naam, adres en geboortedatum staan in de Basisregistratie Personen. Je school en wij kunnen ze niet veranderen."
            />
            <Stack>
                <p>
                    "Klopt er iets niet? Geef het door aan de gemeente waar je woont. Verandert de gemeente het, dan komt het vanzelf hier. Je hoeft ons niets te sturen."
                </p>
                <Actions>
                    <ButtonLink href="/mijn/gegevens">"Terug naar mijn gegevens"</ButtonLink>
                    <TextLink href="/mijn/gegevens/correctie">"Er klopt iets anders niet"</TextLink>
                </Actions>
            </Stack>
        </Narrow>
    }
}

/// The school delivered nothing yet.
#[component]
pub fn NothingToReport() -> impl IntoView {
    view! {
        <Title text="Wat klopt er niet? - Lerarenregister"/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Narrow>
            <PageHead
                title="Wat klopt er niet?"
                lead="Je school heeft nog niets over je doorgegeven. Geef je al les? Vraag het na bij je school."
            />
            <Alert>
                <p>
                    "Naam, adres en geboortedatum komen van je gemeente. Verander je die daar, dan \
                     komen ze vanzelf hier."
                </p>
            </Alert>
            <p><ButtonLink href="/mijn">"Terug naar overzicht"</ButtonLink></p>
        </Narrow>
    }
}
