//! Steps on the way, and an outcome with its reasons, rule by rule.

use super::{Icon, Icons};
use leptos::prelude::*;

/// The steps of a task on several pages, with the one we are at.
#[component]
pub fn Steps(
    /// All steps.
    steps: &'static [&'static str],
    /// The step we are at, from 1.
    now: usize,
) -> impl IntoView {
    let label = format!("Voortgang, stap {now} van {}", steps.len());
    let items = steps
        .iter()
        .zip(1..)
        .map(|(title, number)| {
            let state = match number {
                n if n < now => "klaar",
                n if n == now => "nu",
                _ => "straks",
            };
            view! {
                <li data-s=state aria-current=(number == now).then_some("step")>
                    <span class="lr-steps__t">{format!("{number}. {title}")}</span>
                    {(number < now).then(|| view! { <span class="lr-vh">" (klaar)"</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="lr-steps" aria-label=label>{items}</ol> }
}

/// How well something fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It fits.
    Whole,
    /// It fits in part.
    Part,
    /// Nothing was found; never a warning.
    None,
}

/// An outcome, in one glance.
#[component]
pub fn OutcomeCard(
    /// How well it fits.
    fit: Fit,
    /// The outcome in a few words.
    #[prop(into)]
    title: String,
    /// What it means.
    children: Children,
) -> impl IntoView {
    let (class, icon) = match fit {
        Fit::Whole => ("lr-outcome lr-outcome--ok", Icons::CircleCheck),
        Fit::Part => ("lr-outcome lr-outcome--part", Icons::AlertCircle),
        Fit::None => ("lr-outcome lr-outcome--none", Icons::CircleMinus),
    };
    view! {
        <div class=class>
            <Icon icon/>
            <div>
                <h2 class="utrecht-heading-2">{title}</h2>
                {children()}
            </div>
        </div>
    }
}

/// The reasons of an outcome.
#[component]
pub fn Reasons(
    /// Each a [`Reason`].
    children: Children,
) -> impl IntoView {
    view! { <ul class="lr-why">{children()}</ul> }
}

/// What one rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is met.
    Yes,
    /// It is not met.
    No,
    /// It is met in part.
    Partly,
    /// It does not apply.
    NotApplicable,
}

/// One rule, what it says, and why.
#[component]
pub fn Reason(
    /// What it says.
    verdict: Verdict,
    /// The rule.
    #[prop(into)]
    title: String,
    /// Why.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let (state, icon, words) = match verdict {
        Verdict::Yes => ("ja", Icons::CircleCheck, "Voldoet: "),
        Verdict::No => ("nee", Icons::CircleX, "Voldoet niet: "),
        Verdict::Partly => ("deels", Icons::AlertCircle, "Voldoet deels: "),
        Verdict::NotApplicable => ("nvt", Icons::CircleMinus, "Niet van toepassing: "),
    };
    view! {
        <li data-r=state>
            <Icon icon/>
            <b><span class="lr-vh">{words}</span>{title}</b>
            <span>{text}</span>
        </li>
    }
}
