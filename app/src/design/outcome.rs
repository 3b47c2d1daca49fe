//! Steps on the way, and an outcome with its reasons, rule by rule.

use super::{Icon, Icons, When};
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

/// Steps with an explanation each, below each other. Each is a [`VStep`].
#[component]
pub fn VSteps(
    /// The steps.
    children: Children,
) -> impl IntoView {
    view! { <ol class="lr-vsteps">{children()}</ol> }
}

/// One of [`VSteps`].
#[component]
pub fn VStep(
    /// Its number, from 1.
    number: u8,
    /// Done, now or to come.
    #[prop(default = When::Future)]
    when: When,
    /// What happens.
    #[prop(into)]
    title: String,
    /// When, and what it takes.
    children: Children,
) -> impl IntoView {
    let state = match when {
        When::Past => "klaar",
        When::Now => "nu",
        When::Future => "straks",
    };
    let mark = if when == When::Past {
        view! { <Icon icon=Icons::Check/><span class="lr-vh">"klaar"</span> }.into_any()
    } else {
        number.into_any()
    };
    view! {
        <li data-s=state aria-current=(when == When::Now).then_some("step")>
            <span class="lr-vsteps__n">{mark}</span>
            <span class="lr-vsteps__t">{title}</span>
            <span class="lr-small">{children()}</span>
        </li>
    }
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

/// What stands below the first glance of an [`OutcomeCard`]: the comparison, the reasons.
#[slot]
pub struct OutcomeBody {
    /// Sections.
    children: Children,
}

/// An outcome, in one glance; what it rests on below it, in a slot:
/// `<OutcomeBody slot>...</OutcomeBody>`.
#[component]
pub fn OutcomeCard(
    /// How well it fits.
    fit: Fit,
    /// The outcome in a few words.
    #[prop(into)]
    title: String,
    /// It is the title of the page, an `h1`: what was done succeeded.
    #[prop(optional)]
    first: bool,
    /// Another icon than that of the fit.
    #[prop(optional)]
    icon: Option<Icons>,
    /// What it rests on.
    #[prop(optional)]
    outcome_body: Option<OutcomeBody>,
    /// What it means, in a sentence.
    children: Children,
) -> impl IntoView {
    let (class, own) = match fit {
        Fit::Whole => ("lr-outcome lr-outcome--ok", Icons::CircleCheck),
        Fit::Part => ("lr-outcome lr-outcome--part", Icons::AlertCircle),
        Fit::None => ("lr-outcome lr-outcome--none", Icons::FileSearch),
    };
    let heading = if first {
        view! { <h1 class="utrecht-heading-2">{title}</h1> }.into_any()
    } else {
        view! { <h2 class="utrecht-heading-2">{title}</h2> }.into_any()
    };
    view! {
        <div class=class>
            <div class="lr-outcome__top">
                <Icon icon=icon.unwrap_or(own)/>
                {heading}
                <div>{children()}</div>
            </div>
            {outcome_body
                .map(|body| view! { <div class="lr-outcome__body">{(body.children)()}</div> })}
        </div>
    }
}

/// A part of what an outcome rests on, in an [`OutcomeBody`].
#[component]
pub fn Part(
    /// What it is about.
    #[prop(into)]
    title: String,
    /// The outcome is the title of the page, so this is an `h2`.
    #[prop(optional)]
    first: bool,
    /// What there is.
    children: Children,
) -> impl IntoView {
    let heading = if first {
        view! { <h2 class="utrecht-heading-3">{title}</h2> }.into_any()
    } else {
        view! { <h3 class="utrecht-heading-3">{title}</h3> }.into_any()
    };
    view! { <section class="lr-section">{heading}{children()}</section> }
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
    /// Nothing was found; says nothing against anybody, and has no warning colour.
    NotFound,
    /// It is not met, and there is time: no warning colour either.
    NotYet,
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
        Verdict::NotFound => ("nvt", Icons::CircleMinus, "Niet gevonden: "),
        Verdict::NotYet => ("nvt", Icons::CircleMinus, "Nog niet: "),
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
