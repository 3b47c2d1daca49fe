//! Who looked at the data of the teacher.

use super::api::my_views;
use crate::page::Page;
use crate::{
    design::{
        Breadcrumb, Card, Details, Empty, Entries, Fact, Facts, Gap, Icons, Narrow, PageHead,
        Pagination, Paragraph, Stack, TextLink,
    },
    failure::Answer,
    public::FailureView,
};
use jiff::civil::{Date, Time};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use shared::{notation, viewing::Viewing};

/// A page of days on which somebody looked, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Views {
    /// The days.
    pub days: Vec<DayOfViews>,
    /// This page, from 1.
    pub page: u32,
    /// The last page.
    pub pages: u32,
}

/// What was looked at on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOfViews {
    /// The day in the Netherlands.
    pub day: Date,
    /// The views, the newest first.
    pub views: Vec<View>,
}

/// That somebody looked; all times of one day that they did for the same reason are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// For which organisation.
    pub organisation: String,
    /// The software through which, of which supplier; or the office that did it for the board.
    pub through: Option<String>,
    /// Whether it was somebody of that office, and no software.
    pub by_office: bool,
    /// On what occasion; nothing for one that this version does not know any more.
    pub viewing: Option<Viewing>,
    /// How often.
    pub times: i64,
    /// When last, in Dutch time.
    pub last: Time,
}

/// `/mijn/inzage`
pub struct ViewsPage {
    views: Resource<Answer<Views>>,
}

impl Page for ViewsPage {
    fn data() -> Self {
        let map = use_query_map();
        let page = move || map.read().get("pagina").unwrap_or_default();
        Self {
            views: Resource::new(page, my_views),
        }
    }

    fn view(this: Self) -> AnyView {
        let views = this.views;
        view! {
            <Title text="Wie heeft mijn gegevens bekeken? - Lerarenregister"/>
            <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
            <PageHead
                title="Wie heeft mijn gegevens bekeken?"
                lead="Elke keer dat iemand anders jouw gegevens ziet, schrijven we dat op. We bewaren het 5 jaar."
            />
            <Suspense>
                {move || Suspend::new(async move {
                    match views.await {
                        Ok(views) => view! { <List views/> }.into_any(),
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn List(views: Views) -> impl IntoView {
    let list = if views.days.is_empty() {
        view! {
            <Empty icon=Icons::Eye title="Nog niemand heeft je gegevens bekeken">
                <Paragraph muted=true>
                    "Zodra je school of iemand van het register je gegevens opent, zie je dat hier."
                </Paragraph>
            </Empty>
        }
        .into_any()
    } else {
        let days = views.days.into_iter().map(day).collect_view();
        view! { <Entries>{days}</Entries> }.into_any()
    };
    view! {
        <Narrow>
            {list}
            <Pagination current=views.page pages=views.pages address="/mijn/inzage?pagina="/>
            <Paragraph>
                "Wil je zelf alles hebben wat in je portfolio staat? "
                <TextLink href="/mijn/portfolio/meenemen">"Neem je portfolio mee"</TextLink>"."
            </Paragraph>
            <Details summary="Wat staat hier niet bij?">
                <Paragraph>
                    "De namen van de medewerkers. Die kent het register wel, maar we laten ze niet zien. Denk je dat iemand zonder goede reden heeft gekeken? Vraag het dan aan je school, of aan ons."
                </Paragraph>
                <Paragraph>
                    "Ook wie jou opzoekt in het openbare deel van het register schrijven we niet per persoon op. Daar staat alleen wat iedereen mag zien."
                </Paragraph>
            </Details>
        </Narrow>
    }
}

fn day(day: DayOfViews) -> impl IntoView {
    let views = day.views.into_iter().map(view_of_me).collect_view();
    view! {
        <li>
            <Card title=notation::date(day.day) id=format!("dag-{}", day.day) small=true>
                <Stack gap=Gap::Normal>{views}</Stack>
            </Card>
        </li>
    }
}

fn view_of_me(view: View) -> impl IntoView {
    let last = format!("{:02}.{:02} uur", view.last.hour(), view.last.minute());
    let when = match view.times {
        1 => format!("Om {last}"),
        times => format!("{times} keer, het laatst om {last}"),
    };
    let who = match view.through {
        Some(office) if view.by_office => {
            format!(
                "{office}, het administratiekantoor van {}",
                view.organisation
            )
        }
        Some(supplier) => format!("{}, met software van {supplier}", view.organisation),
        None => view.organisation,
    };
    let why = view.viewing.map_or("Onbekend", Viewing::why);
    let what = view.viewing.map_or("Onbekend", Viewing::what);
    view! {
        <Facts>
            <Fact name="Wie">{who}</Fact>
            <Fact name="Waarom">{why}</Fact>
            <Fact name="Wat">{what}</Fact>
            <Fact name="Wanneer">{when}</Fact>
        </Facts>
    }
}
