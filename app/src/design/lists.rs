//! Lists: of words, of short facts, of links that lead far, of what was found.

use super::{Icon, Icons};
use leptos::prelude::*;

/// A list of points. Each item is a [`Bullet`].
#[component]
pub fn Bullets(
    /// In small letters.
    #[prop(optional)]
    small: bool,
    /// The points.
    children: Children,
) -> impl IntoView {
    let class = if small {
        "utrecht-unordered-list lr-small"
    } else {
        "utrecht-unordered-list"
    };
    view! { <ul class=class>{children()}</ul> }
}

/// One point of [`Bullets`].
#[component]
pub fn Bullet(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <li class="utrecht-unordered-list__item">{children()}</li> }
}

/// A list of steps, with their numbers. Each item is a [`Bullet`].
#[component]
pub fn Ordered(
    /// The steps.
    children: Children,
) -> impl IntoView {
    view! { <ol class="utrecht-ordered-list">{children()}</ol> }
}

/// A list of things with much about each, one below the other. Each item is an `li`, often with a
/// [`super::Card`] in it.
#[component]
pub fn Entries(
    /// The things.
    children: Children,
) -> impl IntoView {
    view! { <ul class="lr-stack lr-stack--m lr-plain">{children()}</ul> }
}

/// Short facts in two columns, of which nothing can be changed here.
#[component]
pub fn KeyValues(
    /// Each a [`KeyValue`].
    children: Children,
) -> impl IntoView {
    view! { <dl class="lr-kv">{children()}</dl> }
}

/// One of [`KeyValues`].
#[component]
pub fn KeyValue(
    /// What it is.
    #[prop(into)]
    name: String,
    /// It is an identifier, in letters that cannot be mistaken.
    #[prop(optional)]
    identifier: bool,
    /// The fact.
    children: Children,
) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd class=identifier.then_some("lr-id")>{children()}</dd>
    }
}

/// Links with a sentence each: what one can do here.
#[component]
pub fn BigLinks(
    /// Each a [`BigLink`].
    children: Children,
) -> impl IntoView {
    view! { <ul class="lr-links">{children()}</ul> }
}

/// One of [`BigLinks`].
#[component]
pub fn BigLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What one does there.
    #[prop(into)]
    title: String,
    /// One sentence more.
    #[prop(into)]
    note: String,
) -> impl IntoView {
    view! {
        <li>
            <a href=href>
                <strong>{title}</strong>
                <span>{note}</span>
                <Icon icon=Icons::ChevronRight/>
            </a>
        </li>
    }
}

/// A large link: a choice of who you are.
#[component]
pub fn Door(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// A picture of who goes there.
    icon: Icons,
    /// Who you are.
    #[prop(into)]
    title: String,
    /// How you get in, and what is there.
    #[prop(into)]
    note: String,
    /// It leaves the site, or the server must answer it: the browser goes there itself.
    #[prop(optional)]
    external: bool,
) -> impl IntoView {
    view! {
        <a class="lr-door" href=href rel=external.then_some("external")>
            <span class="lr-door__ic"><Icon icon/></span>
            <strong>{title}</strong>
            <span>{note}</span>
            <Icon icon=Icons::ChevronRight/>
        </a>
    }
}

/// What was found, one below the other.
#[component]
pub fn FoundList(
    /// Each a [`Found`].
    children: Children,
    /// On a card.
    #[prop(optional)]
    card: bool,
) -> impl IntoView {
    let list = view! { <ul class="lr-results">{children()}</ul> };
    if card {
        view! { <div class="lr-card lr-card--list">{list}</div> }.into_any()
    } else {
        list.into_any()
    }
}

/// One of a [`FoundList`].
#[component]
pub fn Found(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Its name, an `h3`.
    #[prop(into)]
    title: String,
    /// What stands at the other end: a status, a number.
    #[prop(into, optional)]
    aside: Option<ViewFn>,
    /// What it is, in small letters.
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <h3><a class="utrecht-link" href=href>{title}</a></h3>
            <p class="lr-results__m">{children()}</p>
            {aside.map(|aside| view! { <div class="lr-results__s">{aside.run()}</div> })}
        </li>
    }
}

/// What narrows a list down: a form, closed on a narrow screen and always open beside the list on
/// a wide one.
#[component]
pub fn FilterBox(
    /// The address of the page that shows the list.
    #[prop(into)]
    action: String,
    /// How many filters are chosen.
    #[prop(optional)]
    chosen: usize,
    /// The fields: [`super::FieldGroup`]s with [`super::Check`]s.
    children: Children,
) -> impl IntoView {
    let words = match chosen {
        0 => " Filters".to_owned(),
        n => format!(" Filters ({n} gekozen)"),
    };
    view! {
        <details class="lr-filterbox">
            <summary><Icon icon=Icons::AdjustmentsHorizontal/>{words}</summary>
            <form class="lr-filter" method="get" action=action aria-label="Resultaten beperken">
                {children()}
                <div class="utrecht-action-group utrecht-action-group--row">
                    <button class="utrecht-button utrecht-button--secondary-action" type="submit">
                        "Filters toepassen"
                    </button>
                </div>
            </form>
        </details>
    }
}
