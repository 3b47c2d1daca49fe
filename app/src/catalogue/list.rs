//! `/aanbod?q=`: what is in the catalogue.

use super::{Offered, api};
use crate::{
    design::{Empty, Found, FoundList, Icons, PageHead, Paragraph, SearchBox, Stack},
    failure::Answer,
    page::Page,
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

/// `/aanbod?q=`
pub struct CataloguePage {
    data: Resource<(String, Answer<Vec<Offered>>)>,
}

impl Page for CataloguePage {
    fn data() -> Self {
        let query = use_query_map();
        let words = move || query.read().get("q").unwrap_or_default();
        Self {
            data: Resource::new(words, |words| async move {
                let found = api::search_catalogue(words.clone()).await;
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

fn list(words: String, found: Vec<Offered>) -> impl IntoView {
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let summary = notation::count(count, "aanbod gevonden", "keer aanbod gevonden");
    let rows = if found.is_empty() {
        view! {
            <Empty icon=Icons::Search title="Geen aanbod gevonden">
                <Paragraph muted=true>"We zoeken in de titel, de aanbieder en de beschrijving. Probeer een ander woord."</Paragraph>
            </Empty>
        }
        .into_any()
    } else {
        let rows = found
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
        </Stack>
    }
}
