//! What the teachers of a board did to keep up the profession, in groups of which nobody can be told.

use crate::design::{Card, KeyValue, KeyValues, Paragraph, Stack};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{notation, portfolio::Category};

/// What teachers did in a school year, each figure in tens; nothing where too few could be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Development {
    /// The first day of the year.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// How many teachers have an activity.
    pub active: Option<i64>,
    /// How many have hours in each category.
    pub categories: Vec<(Category, Option<i64>)>,
}

/// The figures, as a card.
#[component]
pub fn DevelopmentCard(
    /// The figures.
    development: Development,
) -> impl IntoView {
    let Development {
        first,
        last,
        active,
        categories,
    } = development;
    let about = |count: Option<i64>| match count {
        Some(count) => format!("ongeveer {} leraren", notation::number(count)),
        None => "te weinig om te tonen".to_owned(),
    };
    let rows = categories
        .into_iter()
        .map(
            |(category, count)| view! { <KeyValue name=category.label()>{about(count)}</KeyValue> },
        )
        .collect_view();
    let year = format!("{}-{}", first.year(), last.year());
    view! {
        <Card title=format!("Vak bijhouden in {year}") id="vak-bijhouden">
            <Stack>
                <KeyValues>
                    <KeyValue name="Met een activiteit">{about(active)}</KeyValue>
                    {rows}
                </KeyValues>
                <Paragraph small=true muted=true>
                    "Afgerond op tientallen. Groepen van minder dan 10 leraren tonen we niet, en ook niet als er minder dan 10 overblijven. Van een leraar zie je alleen wat die zelf deelt."
                </Paragraph>
            </Stack>
        </Card>
    }
}
