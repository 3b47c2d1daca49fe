//! `/aanbieders`: what the provider offers.

use super::api;
use crate::{
    catalogue::Offered,
    design::{
        Badge, ButtonLink, Empty, Found, FoundList, Icons, PageHead, Pagination, Paragraph, Tone,
    },
    failure::Answer,
    page::{Page, Paged, asked_page},
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::catalogue::OfferingState;

/// `/aanbieders`
pub struct OfferingsPage {
    data: Resource<Answer<Paged<Offered>>>,
}

impl Page for OfferingsPage {
    fn data() -> Self {
        let query = use_query_map();
        let page = move || asked_page(&query.read());
        Self {
            data: Resource::new(page, api::list_own_offerings),
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

fn list(offerings: Paged<Offered>) -> AnyView {
    if offerings.total == 0 {
        return view! {
            <Empty icon=Icons::Book title="Je biedt nog niets aan">
                <Paragraph muted=true>"Begin met een titel, de uren en wat een leraar doet."</Paragraph>
            </Empty>
        }
        .into_any();
    }
    let (current, pages) = (offerings.page, offerings.pages);
    let rows = offerings
        .rows
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
            <Pagination current pages address="/aanbieders?pagina="/>
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
