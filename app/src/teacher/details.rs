//! All data of the teacher, with source; and what it was on a day.

use super::{
    appointment::AppointmentCard,
    entry::{AsOf, AsOfCard, api::my_data_as_of},
    overview::{Data, data},
    person::PersonFacts,
};
use crate::page::Page;
use crate::{
    design::{Card, ErrorSummary, Gap, Narrow, PageHead, Paragraph, Stack, TextLink},
    failure::Answer,
    public::FailureView,
    session::Form,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

/// `/mijn/gegevens?op=&bekend=`
pub struct DetailsPage {
    data: Data,
    past: Resource<Past>,
}

/// The day as it was typed, whether what is known now was asked for, and the answer.
type Past = (String, bool, Option<Answer<AsOf>>);

impl Page for DetailsPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            (
                query.get("op").unwrap_or_default(),
                query.get("bekend").unwrap_or_default(),
            )
        };
        Self {
            data: data(),
            past: Resource::new(asked, |(day, known)| async move {
                let now = known == "nu";
                if day.trim().is_empty() {
                    return (day, now, None);
                }
                let answer = my_data_as_of(day.clone(), known).await;
                (day, now, Some(answer))
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data: (does, loaded),
            past,
        } = this;
        view! {
            <Title text="Mijn gegevens - Lerarenregister"/>
            <Transition>
                {move || Suspend::new(async move {
                    let (asked, now, answer) = past.await;
                    match loaded.await {
                        (Ok(overview), returned) => {
                            let form = Form::new(does.confirm, returned);
                            let cards = overview
                                .appointments
                                .iter()
                                .cloned()
                                .map(|appointment| view! { <AppointmentCard appointment confirm=does.confirm/> })
                                .collect_view();
                            let kept = kept(overview.kept);
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
                                    <AsOfCard asked now answer/>
                                    {kept}
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

/// The way to what is kept, and to leaving.
fn kept(count: u32) -> impl IntoView {
    let words = match count {
        0 => {
            "Je kunt je laten uitschrijven. Wat uit het register gaat, bewaren we 5 jaar voor jou."
                .to_owned()
        }
        count => format!(
            "We bewaren {} die uit het register is gehaald. Wat je zelf invulde, kan alleen jij lezen.",
            notation::count(i64::from(count), "benoeming", "benoemingen")
        ),
    };
    view! {
        <Card title="Uitschrijven en bewaren" id="bewaard" quiet=true>
            <Stack gap=Gap::Normal>
                <Paragraph>{words}</Paragraph>
                <p><TextLink href="/mijn/bewaard">"Wat er van je bewaard wordt"</TextLink></p>
            </Stack>
        </Card>
    }
}
