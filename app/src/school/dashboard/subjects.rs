//! The share of qualified teachers by subject, as bars and as a table.

use super::SubjectShare;
use crate::design::{Bar, Cell, Column, Figure, Row, RowHead, StackedBars, Table};
use leptos::prelude::*;
use shared::notation;

/// Colour and name of each part of a bar.
const PARTS: [(&str, &str); 3] = [
    ("f1", "Bevoegd"),
    ("f4", "Nog niet bevestigd, in het voorportaal"),
    ("f2", "Nog niet bevestigd"),
];

/// The subjects with bars, or why there are none.
#[component]
pub fn SubjectChart(
    /// The subjects of which enough teachers are known.
    subjects: Vec<SubjectShare>,
    /// How many are left out.
    hidden: i64,
) -> impl IntoView {
    let left_out = (hidden > 0).then(|| left_out(hidden));
    if subjects.is_empty() {
        let none = "Er zijn nog geen vakken opgegeven.".to_owned();
        return view! {
            <section class="lr-card" aria-labelledby="vakken">
                <h2 class="utrecht-heading-2" id="vakken">"Bevoegd, per vak"</h2>
                <p class="utrecht-paragraph lr-muted">
                    "Hier zie je per vak welk deel van de leraren bevoegd is. Dat volgt uit de \
                     vakken die leraren zelf opgeven. " {left_out.unwrap_or(none)}
                </p>
            </section>
        }
        .into_any();
    }
    let bars = subjects.iter().map(bar).collect();
    let note =
        "Aantal leraren dat dit vak heeft opgegeven. Een leraar met 2 vakken telt 2 keer mee.";
    let in_table = subjects.clone();
    view! {
        <div class="lr-card">
            <Figure
                title="Bevoegd en nog niet bevestigd, per vak"
                note
                legend=PARTS.to_vec()
                table=ViewFn::from(move || table(in_table.clone()))
            >
                <StackedBars bars classes=PARTS.map(|(class, _)| class).to_vec()/>
            </Figure>
            {left_out.map(|text| view! { <p class="lr-small lr-muted">{text}</p> })}
        </div>
    }
    .into_any()
}

fn left_out(hidden: i64) -> String {
    format!(
        "{} niet: een groep van minder dan 5 leraren tonen we niet apart, want zo'n getal zegt \
         iets over één persoon.",
        if hidden == 1 {
            "1 vak staat hier".to_owned()
        } else {
            format!("{hidden} vakken staan hier")
        },
    )
}

fn bar(subject: &SubjectShare) -> Bar {
    let share = subject.share();
    let parts = [subject.qualified, subject.vestibule, subject.open]
        .map(|n| n as f64)
        .to_vec();
    Bar {
        label: subject.name.clone(),
        parts,
        share: format!("{}%", share.percent()),
        text: format!(
            "{} van {}",
            notation::number(share.part),
            notation::number(share.whole)
        ),
    }
}

fn table(subjects: Vec<SubjectShare>) -> impl IntoView {
    let rows = subjects
        .into_iter()
        .map(|subject| {
            let percent = format!("{}%", subject.share().percent());
            view! {
                <Row>
                    <RowHead>{subject.name}</RowHead>
                    <Cell label="Bevoegd" numeric=true>{notation::number(subject.qualified)}</Cell>
                    <Cell label="In het voorportaal" numeric=true>
                        {notation::number(subject.vestibule)}
                    </Cell>
                    <Cell label="Nog niet bevestigd" numeric=true>
                        {notation::number(subject.open)}
                    </Cell>
                    <Cell label="Deel bevoegd" numeric=true>{percent}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Vak"),
        Column::number("Bevoegd"),
        Column::number("In het voorportaal"),
        Column::number("Nog niet bevestigd"),
        Column::number("Deel bevoegd"),
    ];
    view! { <Table caption="Bevoegdheid per vak" caption_hidden=true columns>{rows}</Table> }
}
