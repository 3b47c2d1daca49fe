//! The portfolio as a timeline, by school year.

use super::{
    Entry, Portfolio, about, api,
    hours::{PortfolioHead, status},
    waiting, when,
};
use crate::page::Page;
use crate::{
    design::{
        Empty, Gap, Icons, Moment, Narrow, Paragraph, Section, Stack, TextLink, Timeline, When,
    },
    failure::Answer,
    public::FailureView,
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use shared::{criteria::Term, portfolio::Quarters};

/// `/mijn/portfolio/tijdlijn`.
pub struct TimelinePage {
    data: Resource<Answer<Portfolio>>,
}

impl Page for TimelinePage {
    fn data() -> Self {
        Self {
            data: Resource::new(|| (), |()| api::open_portfolio(String::new())),
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
    let content = if portfolio.found.is_empty() {
        view! {
            <Empty icon=Icons::Timeline title="Je hebt nog geen activiteiten">
                <Paragraph muted=true>
                    "Hier komt per schooljaar wat je deed. Voeg je eerste activiteit toe."
                </Paragraph>
            </Empty>
        }
        .into_any()
    } else {
        by_school_year(portfolio.found)
            .into_iter()
            .map(|(year, entries)| view! { <SchoolYear year entries term/> })
            .collect_view()
            .into_any()
    };
    view! {
        <PortfolioHead timeline=true/>
        <Stack><Narrow><Stack gap=Gap::ExtraLarge>{content}</Stack></Narrow></Stack>
    }
}

#[component]
fn SchoolYear(year: i16, entries: Vec<Entry>, term: Term) -> impl IntoView {
    let hours: Quarters = entries.iter().map(|entry| entry.activity.hours).sum();
    let moments = entries
        .into_iter()
        .map(|entry| {
            let (href, status) = (entry.href(), status(&entry, term));
            let activity = entry.activity;
            let (at, hours, about) = (when(&activity), activity.hours, about(&activity));
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

fn school_year(day: Date) -> i16 {
    if day.month() >= 8 {
        day.year()
    } else {
        day.year() - 1
    }
}
