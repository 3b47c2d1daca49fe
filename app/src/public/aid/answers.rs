//! The answers that were given, each with a link that changes it.

use super::address;
use crate::design::{Fact, Facts, TextLink};
use leptos::prelude::*;
use shared::aid::{Given, Walk};

/// `Je antwoorden`, beside the question or below the outcome.
pub(super) fn aside(given: Vec<Given>, walk: &Walk) -> AnyView {
    let facts = given
        .into_iter()
        .map(|given| {
            let href = address::of(&walk.back_to(&given.id));
            let context = format!("antwoord op vraag {}", given.nr);
            let action = move || {
                let (href, context) = (href.clone(), context.clone());
                view! { <TextLink href context>"Wijzig"</TextLink> }
            };
            view! { <Fact name=given.question action=action>{given.answer}</Fact> }
        })
        .collect_view();
    view! {
        <aside class="lr-card lr-card--quiet lr-stack lr-stack--m lr-noprint" aria-labelledby="antwoorden">
            <h2 class="utrecht-heading-3" id="antwoorden">"Je antwoorden"</h2>
            <Facts>{facts}</Facts>
        </aside>
    }
    .into_any()
}

/// The link to the question before, when there is one.
pub(super) fn back_link(given: &[Given], walk: &Walk) -> Option<AnyView> {
    let href = address::of(&walk.back_to(&given.last()?.id));
    Some(view! { <TextLink href>"Vorige vraag"</TextLink> }.into_any())
}
