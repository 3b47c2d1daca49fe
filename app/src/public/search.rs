//! Searching the public register.

use super::{FailureView, FoundTeacher, Narrowed, Narrowing, SearchPage, SearchQuery, api};
use crate::page::Page;
use crate::{
    design::{
        Alert, Badge, Breadcrumb, Cluster, Columns, Details, Division, Empty, FilterBox, Found,
        FoundList, Hidden, Icon, Icons, PageHead, Pagination, TextLink, Tone,
    },
    failure::Answer,
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_query_map;
use shared::{notation, sector::Sector};

/// `/register/zoeken`
pub struct SearchingPage {
    query: Memo<SearchQuery>,
    page: Resource<Answer<SearchPage>>,
}

impl Page for SearchingPage {
    fn data() -> Self {
        let map = use_query_map();
        let query = Memo::new(move |_| {
            let map = map.read();
            let get = |key| map.get(key).unwrap_or_default();
            // Each box that is ticked comes by itself.
            let several = |key| map.get_all(key).unwrap_or_default().join(",");
            SearchQuery {
                q: get("q"),
                sector: get("sector"),
                vak: several("vak"),
                plaats: several("plaats"),
                pagina: get("pagina"),
            }
        });
        let page = Resource::new(move || query.get(), api::find_teachers);
        Self { query, page }
    }

    fn view(this: Self) -> AnyView {
        let (query, page) = (this.query, this.page);
        view! {
            <Title text="Zoek een leraar - Lerarenregister"/>
            <Meta name="robots" content="noindex"/>
            <Breadcrumb parents=vec![("/", "Home")]/>
            <PageHead title="Zoek een leraar"/>
            {move || view! { <SearchForm query=query.get()/> }}
            <Suspense>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Results page query=query.get_untracked()/> }.into_any(),
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

/// The form with which one searches.
#[component]
pub fn SearchForm(
    /// What was searched for already.
    #[prop(optional)]
    query: SearchQuery,
) -> impl IntoView {
    let sectors = Sector::ALL
        .into_iter()
        .map(|sector| {
            let selected = query.sector == sector.code();
            let name = sector.name();
            view! { <option value=sector.code() selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <form class="lr-searchbox lr-searchbox--flat" role="search" action="/register/zoeken" method="get">
            <div class="lr-searchrow">
                <div class="utrecht-form-field">
                    <label class="utrecht-form-label utrecht-form-field__label" for="q">
                        "Naam of registratienummer"
                    </label>
                    <div class="utrecht-form-field__input">
                        <input
                            class="utrecht-textbox utrecht-textbox--html-input"
                            type="text"
                            id="q"
                            name="q"
                            value=query.q
                            autocomplete="off"
                        />
                    </div>
                </div>
                <div class="utrecht-form-field">
                    <label class="utrecht-form-label utrecht-form-field__label" for="sector">
                        "Soort onderwijs"
                    </label>
                    <div class="utrecht-form-field__input">
                        <select class="utrecht-select utrecht-select--html-select" id="sector" name="sector">
                            <option value="">"Alle soorten"</option>
                            {sectors}
                        </select>
                    </div>
                </div>
                <button class="utrecht-button utrecht-button--primary-action" type="submit">
                    <Icon icon=Icons::Search/>
                    " Zoeken"
                </button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Results(page: SearchPage, query: SearchQuery) -> impl IntoView {
    if !page.is_public {
        return view! {
            <div class="lr-above">
                <Alert>
                    <p>
                        "Het register is nog niet openbaar. Je kunt hier nog geen leraren opzoeken. "
                        <TextLink href="/over">"Lees waarom"</TextLink>
                    </p>
                </Alert>
            </div>
        }
        .into_any();
    }
    if !query.is_enough() {
        return view! {
            <div class="lr-above">
                <Empty icon=Icons::Search title="Typ een naam of nummer">
                    <p class="utrecht-paragraph lr-muted">
                        "Vul ten minste 2 letters in van de naam, of het hele registratienummer. Alleen een voorvoegsel, zoals ‘van der’, is te weinig. Je kunt er een school bij zetten."
                    </p>
                </Empty>
            </div>
        }
        .into_any();
    }
    let found = view! { <FoundTeachers page=page.clone() query=query.clone()/> };
    if page.narrowed.subjects.is_empty() && page.narrowed.places.is_empty() {
        return view! { <div class="lr-above">{found}</div> }.into_any();
    }
    view! {
        <div class="lr-above">
            <Columns division=Division::AsideMain>
                <Filters narrowed=page.narrowed query/>
                {found}
            </Columns>
        </div>
    }
    .into_any()
}

/// How many choices of a filter are shown at once; the chosen ones come first.
const SHOWN: usize = 8;

/// The choices of one filter.
fn group(title: &'static str, name: &'static str, choices: Vec<Narrowing>) -> AnyView {
    if choices.is_empty() {
        return ().into_any();
    }
    let all = format!("Toon alle {}", choices.len());
    let mut checks: Vec<AnyView> = choices
        .into_iter()
        .enumerate()
        .map(|(at, choice)| narrowing(format!("{name}-{at}"), name, choice).into_any())
        .collect();
    let rest = checks.split_off(checks.len().min(SHOWN));
    let more = (!rest.is_empty()).then(|| view! { <Details summary=all>{rest}</Details> });
    view! {
        <fieldset class="utrecht-form-fieldset">
            <legend class="utrecht-form-fieldset__legend">{title}</legend>
            {checks}
            {more}
        </fieldset>
    }
    .into_any()
}

/// What narrows the results down: a form with boxes to tick, that works without script.
#[component]
fn Filters(narrowed: Narrowed, query: SearchQuery) -> impl IntoView {
    let chosen = [&narrowed.subjects, &narrowed.places]
        .into_iter()
        .flatten()
        .filter(|choice| choice.is_chosen)
        .count();
    view! {
        <FilterBox action="/register/zoeken" chosen>
            <Hidden name="q" value=query.q/>
            <Hidden name="sector" value=query.sector/>
            {group("Vak", "vak", narrowed.subjects)}
            {group("Plaats", "plaats", narrowed.places)}
        </FilterBox>
    }
}

fn narrowing(id: String, name: &'static str, choice: Narrowing) -> impl IntoView {
    let target = id.clone();
    let count = choice.count.map(|count| {
        view! { " "<span class="lr-check__n">{format!("({count})")}</span> }
    });
    view! {
        <label class="lr-check" for=target>
            <input
                type="checkbox"
                class="utrecht-checkbox utrecht-checkbox--custom utrecht-checkbox--html-input"
                id=id
                name=name
                value=choice.value
                checked=choice.is_chosen
            />
            <span>{choice.name} {count}</span>
        </label>
    }
}

#[component]
fn FoundTeachers(page: SearchPage, query: SearchQuery) -> impl IntoView {
    let address = format!("/register/zoeken?{}pagina=", query.to_query());
    let count = notation::count(i64::from(page.total), "leraar", "leraren");
    let (title, order) = match page.total {
        0 if page.is_more => ("Te veel leraren gevonden".to_owned(), ""),
        0 => ("Geen leraren gevonden".to_owned(), ""),
        _ if page.is_more => (format!("De eerste {count}"), "Op volgorde van achternaam"),
        _ if page.is_alike => (
            format!("{count} met een naam die erop lijkt"),
            "Wat het meest lijkt staat bovenaan",
        ),
        _ => (format!("{count} gevonden"), "Op volgorde van achternaam"),
    };
    let advice = if page.is_more {
        "Er zijn er meer dan we hier laten zien. Vul meer van de naam in, of zet er een voornaam of school bij."
    } else if page.is_alike {
        "Niemand in het register heet precies zo. Bedoelde je misschien een van deze leraren?"
    } else if page.total == 0 {
        "Kijk of de naam goed gespeld is, of zoek op een deel ervan. Accenten en voorvoegsels zoals ‘van der’ maken niet uit."
    } else {
        ""
    };
    let has_education = !page.narrowed.subjects.is_empty();
    let results = page
        .found
        .into_iter()
        .map(|found| view! { <Result found has_education/> })
        .collect_view();
    view! {
        <section aria-labelledby="res" class="lr-stack lr-stack--m">
            <div class="lr-section__head">
                <h2 class="utrecht-heading-2" id="res" aria-live="polite">{title}</h2>
                {(!order.is_empty()).then(|| view! { <p class="lr-small lr-muted">{order}</p> })}
            </div>
            <ChosenFilters narrowed=page.narrowed query/>
            {(!advice.is_empty()).then(|| view! { <p class="utrecht-paragraph">{advice}</p> })}
            <FoundList>{results}</FoundList>
            <Pagination current=page.page pages=page.pages address/>
            <Details summary="Staat een leraar er niet bij?">
                <p class="utrecht-paragraph">
                    "Dat kan verschillende redenen hebben. De leraar staat misschien in het registervoorportaal. Dat deel is niet openbaar. Of de school heeft de gegevens nog niet aangeleverd, of de leraar heeft ze nog niet bevestigd."
                </p>
                <p class="utrecht-paragraph">"Heb je een nummer? Zoek dan op het hele nummer."</p>
            </Details>
        </section>
    }
}

/// The filters that are chosen, each a link to the results without it.
#[component]
fn ChosenFilters(narrowed: Narrowed, query: SearchQuery) -> impl IntoView {
    let without = |list: &str, value: &str| {
        let rest: Vec<&str> = list.split(',').filter(|one| *one != value).collect();
        rest.join(",")
    };
    let link = |name: String, query: SearchQuery| {
        let href = format!("/register/zoeken?{}", query.to_query());
        view! {
            <a class="utrecht-link lr-small" href=href>
                <Icon icon=Icons::X/>
                " "
                {name}
                <span class="lr-vh">" verwijderen"</span>
            </a>
        }
    };
    let mut links = Vec::new();
    for choice in narrowed.subjects.into_iter().filter(|c| c.is_chosen) {
        let vak = without(&query.vak, &choice.value);
        links.push(link(
            choice.name,
            SearchQuery {
                vak,
                ..query.clone()
            },
        ));
    }
    for choice in narrowed.places.into_iter().filter(|c| c.is_chosen) {
        let plaats = without(&query.plaats, &choice.value);
        links.push(link(
            choice.name,
            SearchQuery {
                plaats,
                ..query.clone()
            },
        ));
    }
    if let Some(sector) = Sector::parse(&query.sector) {
        let sector = capitalised(sector.name());
        links.push(link(
            sector,
            SearchQuery {
                sector: String::new(),
                ..query.clone()
            },
        ));
    }
    let bare = SearchQuery {
        q: query.q,
        ..SearchQuery::default()
    };
    let all = format!("/register/zoeken?{}", bare.to_query());
    (!links.is_empty()).then(|| {
        view! {
            <Cluster>
                <span class="lr-small lr-muted">"Gekozen:"</span>
                {links}
                <TextLink href=all small=true>"Wis alle filters"</TextLink>
            </Cluster>
        }
    })
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[component]
fn Result(
    found: FoundTeacher,
    /// Whether subjects are public: then also that there is none yet.
    has_education: bool,
) -> impl IntoView {
    let subjects = if found.subjects.is_empty() && has_education {
        "Vak nog niet opgegeven".to_owned()
    } else {
        found.subjects.join(", ")
    };
    let what = [subjects, found.schools.join(", ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let number = found.number.grouped();
    let aside = ViewFn::from(move || {
        view! {
            <Badge tone=Tone::Ok>"Geregistreerd"</Badge>
            <span class="lr-xs lr-muted lr-id">{number.clone()}</span>
        }
    });
    view! {
        <Found href=format!("/register/leraar/{}", found.number) title=found.name aside>
            {what}
        </Found>
    }
}
