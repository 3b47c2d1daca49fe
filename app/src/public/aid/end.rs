//! When a ground ends, with each step of the computation.

use crate::design::{Cell, Column, Row, RowHead, Table, VStep, VSteps};
use leptos::prelude::*;
use shared::{
    aid::{End, SizedEnd},
    ground::Computed,
    notation,
};

/// How the end was computed; nothing when there is nothing to compute.
pub(super) fn computation(end: &End) -> Option<AnyView> {
    match end {
        End::On(computed) => Some(steps(computed).into_any()),
        End::BySize(ends) => Some(by_size(ends).into_any()),
        End::Never | End::AsDecided | End::Length(_) => None,
    }
}

fn steps(computed: &Computed) -> impl IntoView + use<> {
    let steps = computed
        .steps
        .iter()
        .zip(1..)
        .map(|(step, number)| {
            let title = notation::date(step.date);
            let text = format!("{} ({})", step.reason, step.article);
            view! { <VStep number title>{text}</VStep> }
        })
        .collect_view();
    view! { <VSteps>{steps}</VSteps> }
}

fn by_size(ends: &[SizedEnd]) -> impl IntoView + use<> {
    let rows = ends
        .iter()
        .map(|sized| {
            let size = format!("{} procent", sized.percent);
            let last = notation::date(sized.end.date);
            let reason = sized.end.steps.last().map(|step| step.reason.clone());
            view! {
                <Row>
                    <RowHead>{size}</RowHead>
                    <Cell label="Uiterlijk">{last}</Cell>
                    <Cell label="Zo rekenen we">{reason}</Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Omvang van de baan"),
        Column::text("Uiterlijk"),
        Column::text("Zo rekenen we"),
    ];
    view! {
        <Table caption="Einddatum naar de omvang van de baan" caption_hidden=true columns>
            {rows}
        </Table>
    }
}
