//! `/aanbieders`: what the provider offers.

use super::api;
use crate::{
    catalogue::Offered,
    design::{Badge, ButtonLink, Empty, Found, FoundList, Icons, PageHead, Paragraph, Tone},
    failure::Answer,
    page::Page,
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use shared::catalogue::OfferingState;

/// `/aanbieders`
pub struct OfferingsPage {
    data: Resource<Answer<Vec<Offered>>>,
}

impl Page for OfferingsPage {
    fn data() -> Self {
        Self {
            data: Resource::new(|| (), |()| api::list_own_offerings()),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Je aanbod - Lerarenregister"/>
            <PageHead
                title="Je aanbod"
                lead="Wat je aanbiedt, komt in de catalogus nadat de beroepsgroep het heeft getoetst."
            >
                <ButtonLink href="/aanbieders/aanbod/nieuw" icon=Icons::Plus>"Nieuw aanbod"</ButtonLink>
            </PageHead>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(offerings) => list(offerings).into_any(),
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn list(offerings: Vec<Offered>) -> AnyView {
    if offerings.is_empty() {
        return view! {
            <Empty icon=Icons::Book title="Je biedt nog niets aan">
                <Paragraph muted=true>"Begin met een titel, de uren en wat een leraar doet."</Paragraph>
            </Empty>
        }
        .into_any();
    }
    let rows = offerings
        .into_iter()
        .map(|offered| {
            let href = format!("/aanbieders/aanbod/{}", offered.id);
            let (title, text) = (offered.offering.title.clone(), offered.summary());
            let state = offered.state;
            let aside = move || view! { <Badge tone=tone(state)>{state.label()}</Badge> };
            view! { <Found href title aside=ViewFn::from(aside)>{text}</Found> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="aanbod">
            <h2 class="lr-vh" id="aanbod">"Alles wat je aanbiedt"</h2>
            <FoundList card=true>{rows}</FoundList>
        </section>
    }
    .into_any()
}

/// The tone of a state.
pub const fn tone(state: OfferingState) -> Tone {
    match state {
        OfferingState::Validated => Tone::Ok,
        OfferingState::Offered => Tone::Info,
        OfferingState::Refused => Tone::Warning,
        OfferingState::Concept | OfferingState::Withdrawn => Tone::Neutral,
    }
}
