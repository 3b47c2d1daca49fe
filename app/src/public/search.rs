//! Searching the public register.

use super::{FailureView, FoundTeacher, SearchPage, SearchQuery, api};
use crate::page::Page;
use crate::{
    design::{Alert, Breadcrumb, Details, Empty, Icon, Icons, PageHead, Pagination, TextLink},
    failure::Answer,
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use shared::{notation, sector::Sector, subject::SubjectTable};

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
            SearchQuery {
                q: get("q"),
                sector: get("sector"),
                vak: get("vak"),
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
    let subjects = SubjectTable::current()
        .all()
        .iter()
        .map(|subject| {
            let selected = query.vak == subject.id;
            view! {
                <option value=subject.id.clone() selected=selected>{subject.name.clone()}</option>
            }
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
                <div class="utrecht-form-field">
                    <label class="utrecht-form-label utrecht-form-field__label" for="vak">"Vak"</label>
                    <div class="utrecht-form-field__input">
                        <select class="utrecht-select utrecht-select--html-select" id="vak" name="vak">
                            <option value="">"Alle vakken"</option>
                            {subjects}
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
    if !query.is_long_enough() {
        return view! {
            <div class="lr-above">
                <Empty icon=Icons::Search title="Typ een naam of nummer">
                    <p class="utrecht-paragraph lr-muted">
                        "Vul minstens 2 letters in van de naam, of het hele registratienummer. Je kunt er een school bij zetten."
                    </p>
                </Empty>
            </div>
        }
        .into_any();
    }
    let asked = ParamsMap::from_iter([
        ("q", query.q.clone()),
        ("sector", query.sector.clone()),
        ("vak", query.vak.clone()),
    ]);
    let address = format!("/register/zoeken{}&pagina=", asked.to_query_string());
    let title = match page.total {
        0 => "Geen leraren gevonden".to_owned(),
        n => format!(
            "{} gevonden",
            notation::count(i64::from(n), "leraar", "leraren")
        ),
    };
    view! {
        <section aria-labelledby="res" class="lr-above lr-stack lr-stack--m">
            <div class="lr-section__head">
                <h2 class="utrecht-heading-2" id="res" aria-live="polite">{title}</h2>
                {(page.total > 0)
                    .then(|| view! { <p class="lr-small lr-muted">"Op volgorde van achternaam"</p> })}
            </div>
            {(page.total == 0)
                .then(|| {
                    view! {
                        <p class="utrecht-paragraph">
                            "Kijk of de naam goed gespeld is, of zoek op een deel ervan. Accenten en voorvoegsels zoals ‘van der’ maken niet uit."
                        </p>
                    }
                })}
            <ul class="lr-results">
                {page.found.into_iter().map(|found| view! { <Result found/> }).collect_view()}
            </ul>
            <Pagination current=page.page pages=page.pages address/>
            <Details summary="Staat een leraar er niet bij?">
                <p class="utrecht-paragraph">
                    "Dat kan verschillende redenen hebben. De leraar staat misschien in het registervoorportaal. Dat deel is niet openbaar. Of de school heeft de gegevens nog niet aangeleverd, of de leraar heeft ze nog niet bevestigd."
                </p>
            </Details>
        </section>
    }
    .into_any()
}

#[component]
fn Result(found: FoundTeacher) -> impl IntoView {
    let what = [found.subjects.join(", "), found.schools.join(", ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <li>
            <h3>
                <a class="utrecht-link" href=format!("/register/leraar/{}", found.number)>
                    {found.name}
                </a>
            </h3>
            <p class="lr-results__m">{what}</p>
            <div class="lr-results__s">
                <span class="lr-xs lr-muted lr-id">{found.number.grouped()}</span>
            </div>
        </li>
    }
}
