//! The portfolio as a list, with the hours beside it.

use super::{
    Entry, Portfolio, about,
    api::{self, RestoreActivity},
    hours::{CategoryCard, HoursCard, PortfolioHead, status, summary},
    take_out::InAndOut,
    waiting, when,
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Aside, Bullet, Bullets, Button, ButtonLink, Columns, Details, Empty, Found,
        FoundList, Hidden, Icons, PageHead, Paragraph, SearchBox, Stack, TextLink, Tone, Weight,
    },
    failure::Answer,
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{criteria::Term, identifier::ActivityId, notation};

/// `/mijn/portfolio?q=`; with `verwijderd=` the way back for what was just removed.
pub struct PortfolioPage {
    data: Resource<Answer<Portfolio>>,
    restore: ServerAction<RestoreActivity>,
    just_removed: Signal<Option<ActivityId>>,
}

impl Page for PortfolioPage {
    fn data() -> Self {
        let query = use_query_map();
        let search = Memo::new(move |_| query.read().get("q").unwrap_or_default());
        let removed = Memo::new(move |_| query.read().get("verwijderd"));
        Self {
            data: Resource::new(
                move || (search.get(), removed.get()),
                |(search, _)| api::open_portfolio(search),
            ),
            restore: ServerAction::new(),
            just_removed: Signal::derive(move || removed.get()?.parse().ok()),
        }
    }

    fn view(this: Self) -> AnyView {
        let PortfolioPage {
            data,
            restore,
            just_removed,
        } = this;
        view! {
            <Title text="Portfolio - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(portfolio) => page(portfolio, just_removed.get(), restore).into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(
    portfolio: Portfolio,
    just_removed: Option<ActivityId>,
    restore: ServerAction<RestoreActivity>,
) -> impl IntoView {
    let undo = just_removed
        .and_then(|id| {
            portfolio
                .removed
                .iter()
                .find(|entry| entry.id == id)
                .cloned()
        })
        .map(|entry| view! { <Undo entry restore/> });
    let bin = (!portfolio.removed.is_empty()).then(|| {
        let removed = portfolio.removed.clone();
        view! { <Removed removed/> }
    });
    if portfolio.count == 0 {
        return view! {
            <PageHead
                title="Portfolio"
                lead="Bewaar hier wat je doet om je vak bij te houden. Alleen jij ziet dit."
            />
            <Stack>
                {undo}
                <Empty icon=Icons::Notebook title="Je hebt nog geen activiteiten">
                    <Paragraph muted=true>
                        "Voeg je eerste activiteit toe. Een cursus, intervisie of het begeleiden van een collega: het telt allemaal mee. Je hebt 4 jaar de tijd."
                    </Paragraph>
                    <Actions>
                        <ButtonLink href="/mijn/portfolio/activiteit/nieuw" icon=Icons::Plus>
                            "Eerste activiteit toevoegen"
                        </ButtonLink>
                    </Actions>
                </Empty>
                {bin}
                <InAndOut/>
            </Stack>
        }
        .into_any();
    }
    let term = portfolio.term;
    view! {
        <PortfolioHead timeline=false/>
        <Stack>
            {undo}
            <Columns>
                <section aria-labelledby="lijst" class="lr-stack">
                    <SearchBox
                        action="/mijn/portfolio"
                        label="Zoek in je activiteiten"
                        value=portfolio.search.clone()
                    />
                    <h2 class="lr-small lr-muted lr-regular" id="lijst" aria-live="polite">
                        {summary(&portfolio)}
                    </h2>
                    <Entries portfolio=portfolio.clone() term/>
                    {bin}
                </section>
                <Aside label="Samenvatting">
                    <HoursCard progress=portfolio.progress.clone() term begun=portfolio.begun/>
                    <CategoryCard progress=portfolio.progress/>
                    <InAndOut/>
                </Aside>
            </Columns>
        </Stack>
    }
    .into_any()
}

#[component]
fn Entries(portfolio: Portfolio, term: Term) -> impl IntoView {
    if portfolio.found.is_empty() {
        return view! {
            <Empty icon=Icons::Search title="Geen activiteiten gevonden">
                <Paragraph muted=true>
                    "We zoeken in de titel, de aanbieder en wat je leerde. Probeer een ander woord."
                </Paragraph>
                <p><TextLink href="/mijn/portfolio">"Toon alle activiteiten"</TextLink></p>
            </Empty>
        }
        .into_any();
    }
    let rows = portfolio
        .found
        .into_iter()
        .map(|entry| {
            let activity = &entry.activity;
            let evidence = match entry.evidence {
                0 => "geen bewijs".to_owned(),
                n => notation::count(n, "bewijs", "bewijzen"),
            };
            let what = format!("{} · {} · {evidence}", when(activity), about(activity));
            let (href, title) = (entry.href(), activity.title.clone());
            let aside = move || {
                view! {
                    <span class="lr-strong">{format!("{} uur", entry.activity.hours)}</span>
                    {status(&entry, term)}
                }
            };
            view! { <Found href title aside=ViewFn::from(aside)>{what}</Found> }
        })
        .collect_view();
    view! { <FoundList card=true>{rows}</FoundList> }.into_any()
}

/// The way back, right after an activity was removed.
#[component]
fn Undo(entry: Entry, restore: ServerAction<RestoreActivity>) -> impl IntoView {
    view! {
        <Alert tone=Tone::Ok live=true>
            <p>{format!("Je hebt ‘{}’ verwijderd.", entry.activity.title)}</p>
            <ActionForm action=restore>
                <Hidden name="id" value=entry.id.to_string()/>
                <Button weight=Weight::Secondary icon=Icons::ArrowBackUp>"Zet terug"</Button>
            </ActionForm>
        </Alert>
    }
}

/// What was removed, in case one wants it back later.
#[component]
fn Removed(removed: Vec<Entry>) -> impl IntoView {
    let count = i64::try_from(removed.len()).unwrap_or(i64::MAX);
    let summary = notation::count(count, "verwijderde activiteit", "verwijderde activiteiten");
    let rows = removed
        .into_iter()
        .map(|entry| {
            let date = format!(", {}", when(&entry.activity));
            view! {
                <Bullet>
                    <TextLink href=entry.href()>{entry.activity.title}</TextLink>
                    {date}
                </Bullet>
            }
        })
        .collect_view();
    view! {
        <Details summary>
            <Bullets>{rows}</Bullets>
        </Details>
    }
}
