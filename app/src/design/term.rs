//! How a date was reached: each step of a term, for whoever wants to check it.

use super::{Details, VStep, VSteps};
use leptos::prelude::*;
use shared::{notation, term::Computed};

/// The steps of a date that the law sets, behind a question that one opens.
#[component]
pub fn TermExplained(
    /// The date, with its steps.
    computed: Computed,
) -> impl IntoView {
    let steps = computed
        .steps
        .into_iter()
        .zip(1..)
        .map(|(step, number)| {
            let title = notation::date(step.date);
            view! { <VStep number title>{format!("{} ({}).", step.reason, step.article)}</VStep> }
        })
        .collect_view();
    view! {
        <Details summary="Hoe komen we aan deze datum?">
            <VSteps>{steps}</VSteps>
        </Details>
    }
}
