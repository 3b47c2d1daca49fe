//! Until when the chosen ground holds, computed and explained while the form is filled in.

use super::live::Live;
use crate::design::{Inset, Paragraph, VStep, VSteps};
use leptos::prelude::*;
use shared::{
    ground::{Computed, Ground, Target},
    notation,
};

/// Where the appointment comes to stand, and the last day on its ground.
#[component]
pub(super) fn EndOfGround(
    /// The form.
    live: Live,
) -> impl IntoView {
    let explained = move || {
        let ground = live.ground()?;
        let computed = live
            .since()
            .and_then(|(since, extensions)| ground.maximum_date(since, extensions));
        Some(explanation(ground, computed))
    };
    view! { <div aria-live="polite">{explained}</div> }
}

fn explanation(ground: &Ground, computed: Option<Computed>) -> AnyView {
    let shelf = match ground.target {
        Target::Register => "Deze benoeming komt in het lerarenregister.",
        Target::Vestibule => "Deze benoeming komt in het registervoorportaal.",
        Target::NotDelivered => "Deze benoeming hoef je niet te leveren.",
    };
    let last = computed.as_ref().map_or_else(
        || format!("Hoe lang: {}.", ground.maximum_text()),
        |computed| {
            format!(
                "De laatste dag op deze grondslag is {}.",
                notation::date(computed.date)
            )
        },
    );
    let steps = computed.map(|computed| {
        let steps = computed
            .steps
            .into_iter()
            .zip(1..)
            .map(|(step, number)| {
                let title = notation::date(step.date);
                let text = format!("{} ({})", step.reason, step.article);
                view! { <VStep number title>{text}</VStep> }
            })
            .collect_view();
        view! { <VSteps>{steps}</VSteps> }
    });
    let is_register = ground.target == Target::Register;
    view! {
        <Inset>
            <Paragraph>{shelf} {(!is_register).then(|| format!(" {last}"))}</Paragraph>
            {steps}
        </Inset>
    }
    .into_any()
}
