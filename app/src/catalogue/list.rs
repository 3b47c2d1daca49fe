//! `/aanbod?q=&pagina=`: what is in the catalogue.

use super::{Offered, api};
use crate::{
    design::{Empty, Found, FoundList, Icons, PageHead, Pagination, Paragraph, SearchBox, Stack},
    failure::Answer,
    page::{Page, Paged, asked_page, query as to_query},
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

/// `/aanbod?q=&pagina=`
pub struct CataloguePage {
    data: Resource<(String, Answer<Paged<Offered>>)>,
}

impl Page for CataloguePage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            (query.get("q").unwrap_or_default(), asked_page(&query))
        };
        Self {
            data: Resource::new(asked, |(words, page)| async move {
                let found = api::search_catalogue(words.clone(), page).await;
                (words, found)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Aanbod voor leraren - Lerarenregister"/>
            <PageHead
                title="Aanbod voor leraren"
                lead="Cursussen en studiedagen die leraren zelf hebben getoetst. Je zet ze met twee klikken in je portfolio."
            />
            <Suspense>
                {move || Suspend::new(async move {
                    let (words, found) = data.await;
                    match found {
                        Ok(found) => list(words, found).into_any(),
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn list(words: String, found: Paged<Offered>) -> impl IntoView {
    let summary = notation::count(found.total, "aanbod gevonden", "keer aanbod gevonden");
    let address = format!("/aanbod?{}pagina=", to_query([("q", &words)]));
    let (current, pages) = (found.page, found.pages);
    let rows = if found.rows.is_empty() {
        view! {
            <Empty icon=Icons::Search title="Geen aanbod gevonden">
                <Paragraph muted=true>"We zoeken in de titel, de aanbieder en de beschrijving. Probeer een ander woord."</Paragraph>
            </Empty>
        }
        .into_any()
    } else {
        let rows = found
            .rows
            .into_iter()
            .map(|offered| {
                let (href, title) = (
                    format!("/aanbod/{}", offered.id),
                    offered.offering.title.clone(),
                );
                let text = format!(
                    "{} · {}",
                    offered.summary(),
                    offered.offering.category.label()
                );
                view! { <Found href title>{text}</Found> }
            })
            .collect_view();
        view! { <FoundList card=true>{rows}</FoundList> }.into_any()
    };
    view! {
        <Stack>
            <SearchBox action="/aanbod" label="Zoek aanbod" value=words/>
            <h2 class="lr-small lr-muted lr-regular" aria-live="polite">{summary}</h2>
            {rows}
            <Pagination current pages address/>
        </Stack>
    }
}
