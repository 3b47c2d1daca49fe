//! The messages that a program sent one at a time, by day: each is a delivery of its own, and a
//! school wants to know what is wrong today, not what became of one message.

use super::{
    DayOfMessages, Messages,
    record::{noticed, refused},
};
use crate::page::Page;
use crate::{
    design::{
        Breadcrumb, ButtonLink, Card, Columns, Icons, KeyValue, KeyValues, PageHead, Section,
        Stack, TermExplained, Weight,
    },
    failure::Answer,
    school::{api, loaded, waiting},
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{delivery::repair_term, notation};

/// `/school/leveringen/berichten?dag=&programma=`: what became of the messages of a day.
pub struct SchoolMessagesPage {
    data: Resource<Answer<DayOfMessages>>,
}

impl Page for SchoolMessagesPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            let day = query.get("dag").and_then(|day| day.parse().ok());
            let program = query.get("programma").unwrap_or_default();
            day.map(|day| Messages { program, day })
        };
        Self {
            data: Resource::new(asked, api::show_messages),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move { loaded(data.await, page) })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(day: DayOfMessages) -> impl IntoView {
    let title = format!("Berichten van {}", notation::date(day.messages.day));
    let term = repair_term(day.messages.day);
    let lead = lead(&day, term.date);
    let (errors, notices, about) = (errors(&day), notices(&day), about(&day));
    let open = day.summary.counts.open() > 0;
    let explained = open.then(|| view! { <TermExplained computed=term/> });
    let download = open.then(|| {
        let href = day.messages.errors_file();
        view! {
            // Not a page: the browser itself must ask for it.
            <ButtonLink href icon=Icons::Download weight=Weight::Secondary external=true>
                "Download fouten (csv)"
            </ButtonLink>
        }
    });
    view! {
        <Title text=format!("{title} - Lerarenregister")/>
        <Breadcrumb parents=vec![("/school", "Overzicht"), ("/school/leveringen", "Leveringen")]/>
        <PageHead title lead>{download}</PageHead>
        <Columns>
            <Stack>{explained} {errors} {notices}</Stack>
            <aside aria-label="Over deze berichten">{about}</aside>
        </Columns>
    }
}

/// One sentence on how it stands.
fn lead(day: &DayOfMessages, before: Date) -> String {
    let counts = day.summary.counts;
    let taken = notation::count(
        counts.accepted(),
        "bericht is verwerkt.",
        "berichten zijn verwerkt.",
    );
    match counts.open() {
        0 => format!("{taken} Er zijn geen fouten open."),
        open => format!(
            "{taken} Bij {} klopt er iets niet. Herstel het voor {}: hier, of in je eigen systeem.",
            notation::count(open, "bericht", "berichten"),
            notation::date(before),
        ),
    }
}

fn errors(day: &DayOfMessages) -> Option<AnyView> {
    let open = day.summary.counts.open();
    if open == 0 {
        return None;
    }
    let cards = day
        .errors
        .iter()
        .cloned()
        .map(|(delivery, mut card)| {
            // Each came alone: its row says nothing.
            let row = std::mem::take(&mut card.row);
            refused(card, Some((delivery, row)))
        })
        .collect_view();
    let title = notation::count(
        open,
        "benoeming om te herstellen",
        "benoemingen om te herstellen",
    );
    let shown = day.errors.len();
    let more = open > i64::try_from(shown).unwrap_or(open);
    Some(
        view! {
            <Section title id="fouten">
                <Stack>
                    {cards}
                    {more
                        .then(|| {
                            view! {
                                <p>
                                    "Hier staan de eerste "{shown}
                                    ". Download de fouten om ze alle te zien."
                                </p>
                            }
                        })}
                </Stack>
            </Section>
        }
        .into_any(),
    )
}

/// The messages that were taken in with something to look at.
fn notices(day: &DayOfMessages) -> Option<AnyView> {
    if day.notice_count == 0 {
        return None;
    }
    let more = day.notice_count - i64::try_from(day.notices.len()).unwrap_or_default();
    let cards = day
        .notices
        .iter()
        .cloned()
        .map(|card| noticed(super::RecordCard { row: 0, ..card }))
        .collect_view();
    let more = (more > 0)
        .then(|| view! { <p class="lr-small">"En nog "{notation::number(more)}" andere."</p> });
    Some(
        view! {
            <Card title="Om na te kijken" id="meldingen">
                <p class="utrecht-paragraph">
                    "Deze benoemingen zijn verwerkt. Kijk of het klopt wat hier staat."
                </p>
                <Stack>{cards} {more}</Stack>
            </Card>
        }
        .into_any(),
    )
}

fn about(day: &DayOfMessages) -> impl IntoView + use<> {
    let counts = day.summary.counts;
    let figures = [
        ("Berichten", counts.total()),
        ("Nieuw", counts.new),
        ("Gewijzigd", counts.changed),
        ("Niet veranderd", counts.unchanged),
        ("Ouder bericht", counts.older),
        ("Niet verwerkt", counts.refused),
        ("Later hersteld", counts.repaired),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(name, count)| view! { <KeyValue name>{notation::number(count)}</KeyValue> })
    .collect_view();
    let (program, last) = (
        day.messages.program.clone(),
        notation::time(day.summary.received),
    );
    view! {
        <Card title="Over deze berichten" id="over" small=true>
            <KeyValues>
                <KeyValue name="Programma" identifier=true>{program}</KeyValue>
                <KeyValue name="Laatste bericht">{last}</KeyValue>
                {figures}
            </KeyValues>
        </Card>
    }
}
