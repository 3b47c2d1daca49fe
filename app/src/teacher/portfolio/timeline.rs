//! The portfolio as a timeline, by school year.

use super::{
    Entry, Filter, Portfolio, about, api,
    filter::FilterForm,
    hours::{PortfolioHead, status, summary},
    waiting,
};
use crate::page::Page;
use crate::{
    design::{
        Empty, Gap, Icons, Moment, Narrow, Pagination, Paragraph, Section, Stack, TextLink,
        Timeline, When,
    },
    failure::Answer,
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{
    criteria::Term,
    portfolio::{Quarters, school_year},
};

const HERE: &str = "/mijn/portfolio/tijdlijn";

/// `/mijn/portfolio/tijdlijn?q=&onderwerp=&soort=&vak=&jaar=&bewijs=&pagina=`.
pub struct TimelinePage {
    data: Resource<Answer<Portfolio>>,
}

impl Page for TimelinePage {
    fn data() -> Self {
        let query = use_query_map();
        let filter = Memo::new(move |_| Filter::read(&query.read()));
        Self {
            data: Resource::new(move || filter.get(), api::open_portfolio),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Tijdlijn van je portfolio - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(portfolio) => page(portfolio).into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(portfolio: Portfolio) -> impl IntoView {
    let term = portfolio.term;
    let filter = portfolio.filter.clone();
    if portfolio.count == 0 {
        return view! {
            <PortfolioHead timeline=true filter/>
            <Narrow>
                <Empty icon=Icons::Timeline title="Je hebt nog geen activiteiten">
                    <Paragraph muted=true>
                        "Hier komt per schooljaar wat je deed. Voeg je eerste activiteit toe."
                    </Paragraph>
                </Empty>
            </Narrow>
        }
        .into_any();
    }
    let summary = summary(&portfolio);
    let content = if portfolio.found.is_empty() {
        view! {
            <Empty icon=Icons::Search title="Geen activiteiten gevonden">
                <p><TextLink href=HERE>"Toon alle activiteiten"</TextLink></p>
            </Empty>
        }
        .into_any()
    } else {
        let hours = portfolio.school_years;
        by_school_year(portfolio.found)
            .into_iter()
            .map(|(year, entries)| {
                // Of the whole year, also when the rest of it is on another page.
                let of_year = hours.iter().find(|(of, _)| *of == year);
                let hours = of_year.map_or(Quarters::ZERO, |(_, hours)| *hours);
                view! { <SchoolYear year hours entries term/> }
            })
            .collect_view()
            .into_any()
    };
    let address = format!("{HERE}?{}pagina=", filter.address());
    view! {
        <PortfolioHead timeline=true filter=filter.clone()/>
        <Narrow>
            <FilterForm action=HERE filter years=portfolio.years subjects=portfolio.subjects/>
            <Paragraph small=true muted=true>{summary}</Paragraph>
            <Stack gap=Gap::ExtraLarge>{content}</Stack>
            <Pagination current=portfolio.page pages=portfolio.pages address/>
        </Narrow>
    }
    .into_any()
}

#[component]
fn SchoolYear(year: i16, hours: Quarters, entries: Vec<Entry>, term: Term) -> impl IntoView {
    let moments = entries
        .into_iter()
        .map(|entry| {
            let (href, status) = (entry.href(), status(&entry, term));
            let activity = entry.activity;
            let (at, hours, about) = (activity.when(), activity.hours, about(&activity));
            view! {
                <Moment when=When::Past at>
                    <p class="lr-strong"><TextLink href>{activity.title}</TextLink></p>
                    <p class="lr-small lr-muted lr-cluster">
                        <span>{format!("{hours} uur")}</span>
                        <span>{about}</span>
                    </p>
                    <p>{status}</p>
                </Moment>
            }
        })
        .collect_view();
    let aside = move || view! { <span class="lr-muted">{format!("{hours} uur")}</span> };
    view! {
        <Section
            title=format!("Schooljaar {year}-{}", year + 1)
            id=format!("schooljaar-{year}")
            aside=ViewFn::from(aside)
        >
            <Timeline>{moments}</Timeline>
        </Section>
    }
}

/// The activities by the year in which their school year began, which is on 1 August.
fn by_school_year(entries: Vec<Entry>) -> Vec<(i16, Vec<Entry>)> {
    let mut years: Vec<(i16, Vec<Entry>)> = Vec::new();
    for entry in entries {
        let year = school_year(entry.activity.from);
        match years.last_mut() {
            Some((current, list)) if *current == year => list.push(entry),
            _ => years.push((year, vec![entry])),
        }
    }
    years
}
