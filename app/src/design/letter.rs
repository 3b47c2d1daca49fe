//! A letter, as it reads on paper.

use leptos::prelude::*;

/// A letter with its facts on top, its parts under their titles, and who signs it.
#[component]
pub fn Letter(
    /// What stands above it: date and number.
    facts: Vec<(&'static str, String)>,
    /// To whom.
    to: String,
    /// It in one or two sentences.
    opening: String,
    /// The title and the text of each part.
    parts: Vec<(String, String)>,
    /// In whose name.
    signed: String,
) -> impl IntoView {
    let facts = facts
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> })
        .collect_view();
    let parts = parts
        .into_iter()
        .map(|(title, text)| view! { <div><h3 class="utrecht-heading-4">{title}</h3> <p>{text}</p></div> })
        .collect_view();
    view! {
        <div class="lr-letter">
            <dl>{facts}</dl>
            <p>{format!("Beste {to},")}</p>
            <p class="lr-strong">{opening}</p>
            {parts}
            <p>{signed}</p>
        </div>
    }
}

/// A message as the teacher will read it, beside the form in which it is written.
#[component]
pub fn Drafted(
    /// What it is about.
    title: String,
    /// What it says.
    body: String,
) -> impl IntoView {
    view! {
        <div class="lr-letter">
            <h3 class="utrecht-heading-4">"Zo leest de leraar het"</h3>
            <p class="lr-strong">{title}</p>
            <p>{body}</p>
        </div>
    }
}
