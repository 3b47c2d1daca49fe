//! The code finder (*signaalcodezoeker*): what a code means and what to do.

use super::{BOOK, rules::explained};
use crate::{
    design::{Breadcrumb, Empty, Icons, PageHead, SearchBox},
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::delivery::Rule;

/// `/leveranciers/codes`
pub struct CodesPage;

impl Page for CodesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        (move || {
            let asked = query.read().get("q").unwrap_or_default();
            let found = found(&asked);
            let result = match found.len() {
                0 => view! {
                    <Empty icon=Icons::Search title="We vinden geen code">
                        <p class="utrecht-paragraph">
                            "Zoek op een code, zoals LR-F006, of op een woord, zoals einddatum."
                        </p>
                    </Empty>
                }
                .into_any(),
                count => {
                    let words = if count == 1 { "1 code" } else { "codes" };
                    let title = if count == 1 {
                        words.to_owned()
                    } else {
                        format!("{count} {words}")
                    };
                    let rules = found.into_iter().map(explained).collect_view();
                    view! {
                        <section class="lr-section lr-stack lr-stack--l">
                            <h2 class="utrecht-heading-2">{title}</h2>
                            {rules}
                        </section>
                    }
                    .into_any()
                }
            };
            view! {
                <Title text="Signaalcode zoeken - Lerarenregister"/>
                <Breadcrumb parents=vec![
                    ("/", "Home"),
                    ("/leveranciers", "Voor leveranciers"),
                    (BOOK, "Berichtenboek"),
                ]/>
                <div class="lr-stack lr-stack--l">
                    <PageHead
                        title="Signaalcode zoeken"
                        lead="Lees wat een code betekent en wat je kunt doen."
                    />
                    <SearchBox action="/leveranciers/codes" label="Code of woord" value=asked/>
                    {result}
                </div>
            }
        })
        .into_any()
    }
}

/// The rules in which every word that was typed stands; all when nothing was.
fn found(asked: &str) -> Vec<&'static Rule> {
    let asked = asked.to_lowercase();
    let words: Vec<&str> = asked.split_whitespace().collect();
    Rule::all()
        .iter()
        .filter(|rule| {
            let text = [
                rule.code.as_str(),
                rule.title.as_str(),
                rule.message.as_str(),
                rule.cause.as_str(),
                rule.field.as_deref().unwrap_or_default(),
            ]
            .join(" ")
            .to_lowercase();
            words.iter().all(|word| text.contains(word))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(asked: &str) -> Vec<&'static str> {
        found(asked).iter().map(|rule| rule.code.as_str()).collect()
    }

    #[test]
    fn a_code_is_found_as_somebody_types_it() {
        assert_eq!(codes("lr-f006"), ["LR-F006"]);
        assert_eq!(codes(" F006 "), ["LR-F006"]);
        assert!(codes("einddatum arbeidsovereenkomst").contains(&"LR-F026"));
        assert!(codes("bestaat niet xyz").is_empty());
        assert_eq!(codes("").len(), Rule::all().len());
    }
}
