//! All data of the teacher, with source.

use super::{
    appointment::AppointmentCard,
    overview::{Data, PersonFacts, data},
};
use crate::page::Page;
use crate::{
    design::{Card, ErrorSummary, Gap, Narrow, PageHead, Stack, TextLink},
    public::FailureView,
    session::Form,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/mijn/gegevens`
pub struct DetailsPage(Data);

impl Page for DetailsPage {
    fn data() -> Self {
        Self(data())
    }

    fn view(this: Self) -> AnyView {
        let (confirm, loaded) = this.0;
        view! {
            <Title text="Mijn gegevens - Lerarenregister"/>
            <Transition>
                {move || Suspend::new(async move {
                    match loaded.await {
                        (Ok(overview), returned) => {
                            let form = Form::new(confirm, returned);
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
                                    <ErrorSummary problem=form.problem()/>
                                    <Card title="Jij" id="jij">
                                        <Stack gap=Gap::Normal>
                                            <PersonFacts overview wide=true/>
                                            <p>
                                                <TextLink href="/mijn/gegevens/correctie" small=true>"Iets klopt niet"</TextLink>
                                            </p>
                                        </Stack>
                                    </Card>
                                    {cards}
                                    <p>
                                        <TextLink href="/mijn/inzage">"Wie heeft mijn gegevens bekeken?"</TextLink>
                                    </p>
                                </Narrow>
                            }
                                .into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}
