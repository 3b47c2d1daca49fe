//! The portfolio as a list, with the hours beside it.

use super::{
    Entry, Filter, Portfolio, about,
    api::{self, AddActivity, RestoreActivity},
    calendar::Taken,
    drafts::says_the_same,
    filter::FilterForm,
    hours::{CategoryCard, HoursCard, PortfolioHead, status, summary},
    quick::QuickAdd,
    take_out::InAndOut,
    waiting,
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Aside, Bullet, Bullets, Button, ButtonLink, Columns, Details, Empty, Found,
        FoundList, Hidden, Icons, PageHead, Pagination, Paragraph, Stack, TextLink, Tone, Weight,
    },
    failure::Answer,
    public::FailureView,
    session::{
        FormState,
        draft::{Drafts, Kept, Saved},
        returned_form,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{criteria::Term, identifier::ActivityId, notation};

const HERE: &str = "/mijn/portfolio";

type Loaded = (Portfolio, Option<FormState>);

/// What was just done, of which the address tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Just {
    removed: Option<ActivityId>,
    taken: Option<u32>,
}

/// `/mijn/portfolio?q=&onderwerp=&soort=&vak=&jaar=&bewijs=&pagina=`; with `verwijderd=` the way back for
/// what was just removed, with `toegevoegd=` and `overgenomen=` that it is there.
pub struct PortfolioPage {
    data: Resource<Answer<Loaded>>,
    restore: ServerAction<RestoreActivity>,
    add: ServerAction<AddActivity>,
    just: Memo<Just>,
}

impl Page for PortfolioPage {
    fn data() -> Self {
        let query = use_query_map();
        let filter = Memo::new(move |_| Filter::read(&query.read()));
        let just = Memo::new(move |_| {
            let query = query.read();
            let number = |name| query.get(name)?.parse().ok();
            Just {
                removed: number("verwijderd"),
                taken: query
                    .get("overgenomen")
                    .and_then(|count| count.parse().ok()),
            }
        });
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || (filter.get(), just.get(), returned()),
                |(filter, _, returned)| async move {
                    Ok((
                        api::open_portfolio(filter).await?,
                        FormState::load(returned).await,
                    ))
                },
            ),
            restore: ServerAction::new(),
            add: ServerAction::new(),
            just,
        }
    }

    fn view(this: Self) -> AnyView {
        let PortfolioPage {
            data,
            restore,
            add,
            just,
        } = this;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok((portfolio, returned)) => {
                            let just = just.get_untracked();
                            page(portfolio, returned, just, restore, add).into_any()
                        }
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
    returned: Option<FormState>,
    just: Just,
    restore: ServerAction<RestoreActivity>,
    add: ServerAction<AddActivity>,
) -> impl IntoView {
    let undo = just
        .removed
        .and_then(|id| {
            portfolio
                .removed
                .iter()
                .find(|entry| entry.id == id)
                .cloned()
        })
        .map(|entry| view! { <Undo entry restore/> });
    let next = portfolio.added.is_some();
    let added = portfolio
        .added
        .clone()
        .map(|entry| view! { <Added entry/> });
    let taken = just.taken.map(|count| view! { <Taken count/> });
    let bin = (!portfolio.removed.is_empty()).then(|| {
        let removed = portfolio.removed.clone();
        view! { <Removed removed/> }
    });
    let (saved, today) = (portfolio.found.clone(), portfolio.today);
    let drafts = view! {
        <Drafts
            here=portfolio.fresh.to_string()
            what="een activiteit"
            is_saved=Callback::new(move |kept: Kept| says_the_same(&kept, &saved, today))
        />
    };
    let head = match &returned {
        Some(_) => "Fout: Portfolio - Lerarenregister",
        None => "Portfolio - Lerarenregister",
    };
    let in_and_out = view! { <InAndOut returned=returned.clone()/> };
    let quick = view! {
        <QuickAdd add returned fresh=portfolio.fresh today=portfolio.today next/>
        <p>
            <TextLink href="/mijn/portfolio/agenda" small=true>
                "Haal activiteiten uit je agenda"
            </TextLink>
        </p>
    };
    if portfolio.count == 0 {
        return view! {
            <Title text=head/>
            <PageHead
                title="Portfolio"
                lead="Bewaar hier wat je doet om je vak bij te houden. Alleen jij ziet dit."
            />
            <Stack>
                {undo}
                {taken}
                {drafts}
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
                {quick}
                {bin}
                {in_and_out}
            </Stack>
        }
        .into_any();
    }
    let term = portfolio.term;
    let filter = portfolio.filter.clone();
    let address = format!("{HERE}?{}pagina=", filter.address());
    view! {
        <Title text=head/>
        <PortfolioHead timeline=false filter=filter.clone()/>
        <Stack>
            {undo}
            {added}
            {taken}
            {drafts}
            <Columns>
                <section aria-labelledby="lijst" class="lr-stack">
                    {quick}
                    <FilterForm action=HERE filter years=portfolio.years.clone() subjects=portfolio.subjects.clone()/>
                    <h2 class="lr-small lr-muted lr-regular" id="lijst" aria-live="polite">
                        {summary(&portfolio)}
                    </h2>
                    <Entries found=portfolio.found term/>
                    <Pagination current=portfolio.page pages=portfolio.pages address/>
                    {bin}
                </section>
                <Aside label="Samenvatting">
                    <HoursCard progress=portfolio.progress.clone() term begun=portfolio.begun/>
                    <CategoryCard progress=portfolio.progress/>
                    {in_and_out}
                </Aside>
            </Columns>
        </Stack>
    }
    .into_any()
}

/// That an activity was just added, and the way to the rest of it.
#[component]
fn Added(entry: Entry) -> impl IntoView {
    let href = format!("{}/wijzigen", entry.href());
    view! {
        <Saved number=entry.id.to_string()/>
        <Alert tone=Tone::Ok live=true>
            <p>
                {format!(
                    "‘{}’ staat in je portfolio, met {} uur. ",
                    entry.activity.title,
                    entry.activity.hours,
                )}
                <TextLink href context=entry.activity.title.clone()>"Vul meer in"</TextLink>
            </p>
        </Alert>
    }
}

#[component]
fn Entries(found: Vec<Entry>, term: Term) -> impl IntoView {
    if found.is_empty() {
        return view! {
            <Empty icon=Icons::Search title="Geen activiteiten gevonden">
                <Paragraph muted=true>
                    "We zoeken in de titel, de aanbieder en wat je leerde. Probeer een ander woord, of kies minder."
                </Paragraph>
                <p><TextLink href="/mijn/portfolio">"Toon alle activiteiten"</TextLink></p>
            </Empty>
        }
        .into_any();
    }
    let rows = found
        .into_iter()
        .map(|entry| {
            let activity = &entry.activity;
            let evidence = match entry.evidence {
                0 => "geen bewijs".to_owned(),
                n => notation::count(n, "bewijs", "bewijzen"),
            };
            let what = format!("{} · {} · {evidence}", activity.when(), about(activity));
            let (href, title) = (entry.href(), activity.title.clone());
            let again = entry.again();
            let aside = move || {
                view! {
                    <span class="lr-strong">{format!("{} uur", entry.activity.hours)}</span>
                    {status(&entry, term)}
                    <TextLink href=again.clone() context=entry.activity.title.clone() small=true>
                        "Herhaal"
                    </TextLink>
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
            let date = format!(", {}", entry.activity.when());
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
