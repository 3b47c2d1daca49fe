//! All data of the teacher, with source.

use super::{
    Overview,
    api::{ConfirmAppointment, my_overview},
    appointment::AppointmentCard,
    overview::PersonFacts,
};
use crate::{
    design::{Card, Narrow, PageHead, TextLink},
    failure::Answer,
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// `/mijn/gegevens`
pub struct DetailsPage {
    confirm: ServerAction<ConfirmAppointment>,
    overview: Resource<Answer<Overview>>,
}

#[lazy_route]
impl LazyRoute for DetailsPage {
    fn data() -> Self {
        let confirm = ServerAction::<ConfirmAppointment>::new();
        Self {
            confirm,
            overview: Resource::new(move || confirm.version().get(), |_| my_overview()),
        }
    }

    fn view(this: Self) -> AnyView {
        let (confirm, overview) = (this.confirm, this.overview);
        view! {
            <Title text="Mijn gegevens - Lerarenregister"/>
            <Transition>
                {move || Suspend::new(async move {
                    match overview.await {
                        Ok(overview) => {
                            let cards = overview
                                .appointments
                                .iter()
                                .cloned()
                                .map(|appointment| view! { <AppointmentCard appointment confirm/> })
                                .collect_view();
                            view! {
                                <PageHead
                                    title="Mijn gegevens"
                                    lead="Alles wat het register van je weet, en van wie het komt."
                                />
                                <Narrow>
                                    <Card title="Jij" id="jij">
                                        <PersonFacts overview/>
                                        <p>
                                            <TextLink href="/mijn/gegevens/correctie" small=true>"Iets klopt niet"</TextLink>
                                        </p>
                                    </Card>
                                    {cards}
                                </Narrow>
                            }
                                .into_any()
                        }
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}
