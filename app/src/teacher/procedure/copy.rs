//! What was sent, as both the teacher and who handles it read it.

use super::{Sent, SentActivity};
use crate::design::{
    Bullet, Bullets, Cell, Column, Paragraph, Reason, Reasons, Row, RowHead, Table, Verdict,
};
use leptos::prelude::*;
use shared::{criteria::Evaluation, notation};

/// Each rule, with what there is and what is missing.
pub fn rules(evaluation: &Evaluation) -> impl IntoView + use<> {
    let rules = evaluation
        .rules
        .iter()
        .map(|rule| {
            let verdict = if rule.fulfilled {
                Verdict::Yes
            } else {
                Verdict::Partly
            };
            let stands = format!("{} van {}.", rule.value, rule.norm);
            let text = match &rule.missing {
                Some(missing) => format!("{stands} {missing}"),
                None => stands,
            };
            let title = rule.explanation.clone();
            view! { <Reason verdict title text/> }
        })
        .collect_view();
    view! { <Reasons>{rules}</Reasons> }
}

/// The activities of an application.
pub fn activities(sent: &Sent) -> AnyView {
    table(&sent.activities)
}

/// Activities in a table.
pub fn table(activities: &[SentActivity]) -> AnyView {
    if activities.is_empty() {
        return view! { <Paragraph>"Geen activiteiten in deze periode."</Paragraph> }.into_any();
    }
    let rows = activities
        .iter()
        .map(|activity| {
            let SentActivity {
                title,
                from,
                hours,
                evidence,
            } = activity.clone();
            let files = notation::count(i64::from(evidence), "bestand", "bestanden");
            view! {
                <Row>
                    <RowHead>{title}</RowHead>
                    <Cell label="Begonnen">{notation::date(from)}</Cell>
                    <Cell label="Uren">{hours.to_string()}</Cell>
                    <Cell label="Bewijs">{files}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = ["Activiteit", "Begonnen", "Uren", "Bewijs"]
        .map(Column::text)
        .to_vec();
    view! {
        <Table caption="Activiteiten in deze periode" caption_hidden=true columns>
            {rows}
        </Table>
    }
    .into_any()
}

/// What of an application is not met yet, as a list; nothing when all is.
pub fn unmet(evaluation: &Evaluation) -> Option<impl IntoView + use<>> {
    let unmet: Vec<_> = evaluation
        .rules
        .iter()
        .filter(|rule| !rule.fulfilled)
        .map(|rule| {
            rule.missing
                .clone()
                .unwrap_or_else(|| rule.explanation.clone())
        })
        .map(|text| view! { <Bullet>{text}</Bullet> })
        .collect();
    (!unmet.is_empty()).then(|| view! { <Bullets>{unmet}</Bullets> })
}
