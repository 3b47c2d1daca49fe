//! What a teacher shares of the portfolio with the board: that, and nothing else.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use crate::{
    design::{
        Breadcrumb, ButtonLink, Card, Cell, Column, Empty, Icons, PageHead, Paragraph, Row,
        RowHead, Stack, Table, Weight,
    },
    failure::Answer,
    page::Page,
    school::{loaded, waiting},
    teacher::portfolio::about,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use shared::portfolio::{NewActivity, Quarters};

/// What a teacher shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPortfolio {
    /// The name of the teacher.
    pub name: String,
    /// The activities, the newest first; without what was learned.
    pub activities: Vec<NewActivity>,
}

/// `/school/leraren/portfolio?benoeming=`
pub struct SchoolPortfolioPage {
    data: Resource<Option<Answer<SharedPortfolio>>>,
}

impl Page for SchoolPortfolioPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || query.read().get("benoeming").unwrap_or_default();
        Self {
            data: Resource::new(asked, |number| async move {
                match number.as_str() {
                    "" => None,
                    _ => Some(api::show_portfolio(number).await),
                }
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Gedeeld portfolio - Lerarenregister"/>
            <Breadcrumb parents=vec![("/school", "Overzicht"), ("/school/leraren", "Leraren")]/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Some(shared) => loaded(shared, page),
                        None => choose().into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn choose() -> impl IntoView {
    view! {
        <PageHead title="Gedeeld portfolio"/>
        <Empty icon=Icons::Users title="Kies eerst een leraar">
            <Paragraph muted=true>"Je ziet alleen wat een leraar zelf deelt."</Paragraph>
            <ButtonLink href="/school/leraren" weight=Weight::Secondary>"Naar de leraren"</ButtonLink>
        </Empty>
    }
}

fn page(shared: SharedPortfolio) -> impl IntoView {
    let list = if shared.activities.is_empty() {
        view! {
            <Empty icon=Icons::Lock title="Deze leraar deelt niets">
                <Paragraph muted=true>"Delen mag, maar hoeft niet. Een leraar kiest dat zelf."</Paragraph>
            </Empty>
        }
        .into_any()
    } else {
        let total: Quarters = shared.activities.iter().map(|one| one.hours).sum();
        let rows = shared.activities.into_iter().map(row).collect_view();
        let columns = vec![
            Column::text("Activiteit"),
            Column::text("Wanneer"),
            Column::text("Onderwerp"),
            Column::number("Uren"),
        ];
        view! {
            <Card title="Wat deze leraar deelt" id="gedeeld">
                <Stack>
                    <Paragraph muted=true>
                        {format!("Samen {total} uur. Dit hoeft niet alles te zijn wat de leraar deed.")}
                    </Paragraph>
                    <Table caption="Wat deze leraar deelt" caption_hidden=true columns>{rows}</Table>
                </Stack>
            </Card>
        }
        .into_any()
    };
    view! {
        <PageHead
            title=shared.name
            before="Gedeeld portfolio"
            lead="De leraar ziet dat je hier keek, en kan op elk moment stoppen met delen."
        />
        {list}
    }
}

fn row(activity: NewActivity) -> impl IntoView {
    let (when, about) = (activity.when(), about(&activity));
    let provider = activity.provider.map(|provider| {
        view! { <Paragraph small=true muted=true>{provider}</Paragraph> }
    });
    view! {
        <Row>
            <RowHead>{activity.title} {provider}</RowHead>
            <Cell label="Wanneer">{when}</Cell>
            <Cell label="Onderwerp">{about}</Cell>
            <Cell label="Uren" numeric=true>{activity.hours.to_string()}</Cell>
        </Row>
    }
}
