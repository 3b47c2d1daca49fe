//! A decision as the teacher will read it, beside the form in which it is made.

use crate::design;
use leptos::prelude::*;
use shared::{case::Document, notation};

/// The whole text of a decision, on paper.
#[component]
pub fn Letter(
    /// The decision.
    document: Document,
) -> impl IntoView {
    let parts = document
        .parts()
        .map(|(title, text)| (title.to_owned(), text.to_owned()))
        .collect();
    let facts = vec![
        ("Datum", notation::date(document.date)),
        ("Nummer", document.number),
        ("Zaak", document.case),
        ("Onderwerp", document.subject),
    ];
    view! {
        <design::Letter
            facts
            to=document.to
            opening=document.opening
            parts
            signed=document.signed
        />
    }
}
