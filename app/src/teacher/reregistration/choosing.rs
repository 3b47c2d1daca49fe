//! Choosing a newer set of criteria than the one of the start of the term, and taking that back.

use super::{Newer, api};
use crate::design::{Button, Gap, Hidden, Paragraph, Stack, TextLink, Weight};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use shared::notation;

/// The newer sets that one may choose, with a button for each.
#[component]
pub fn Choosing(
    /// The sets.
    newer: Vec<Newer>,
    /// The version that was chosen.
    chosen: Option<String>,
    /// Whether it is still possible.
    may_choose: bool,
    /// The last day of the term.
    last: Date,
    /// Chooses.
    choose: ServerAction<api::ChooseCriteria>,
) -> impl IntoView {
    if newer.is_empty() {
        return ().into_any();
    }
    let until = notation::date(last);
    let rule = if may_choose {
        format!(
            "Er is een nieuwere versie. Je mag die kiezen. Je kunt je keuze veranderen tot en met {until}, \
             de laatste dag van je periode. Daarna beoordelen we je aanvraag, en dan moet vaststaan welke regels gelden."
        )
    } else {
        format!("Kiezen kon tot en met {until}, de laatste dag van je periode.")
    };
    let sets = newer
        .into_iter()
        .map(|set| {
            let is_chosen = chosen.as_deref() == Some(set.version.as_str());
            let stands = format!(
                "Versie {}: {}. Geldt voor periodes vanaf {}. Je voldoet nu aan {} van de {} regels.",
                set.version,
                set.name,
                notation::date(set.valid_from),
                set.fulfilled,
                set.rules,
            );
            let read = format!("/criteria/{}", set.version);
            let (value, label) = if is_chosen {
                (String::new(), "Maak je keuze ongedaan")
            } else {
                (set.version.clone(), "Kies deze versie")
            };
            let button = may_choose.then(|| {
                view! {
                    <ActionForm action=choose>
                        <Hidden name="version" value/>
                        <Button weight=Weight::Small context=set.version.clone()>{label}</Button>
                    </ActionForm>
                }
            });
            view! {
                <Stack gap=Gap::Small>
                    <Paragraph small=true>
                        {stands} " " <TextLink href=read small=true>"Lees de regels"</TextLink>
                    </Paragraph>
                    {button}
                </Stack>
            }
        })
        .collect_view();
    view! {
        <Stack gap=Gap::Normal>
            <Paragraph>{rule}</Paragraph>
            {sets}
        </Stack>
    }
    .into_any()
}
