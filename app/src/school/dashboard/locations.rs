//! How the locations of a board stand beside each other.

use super::LocationFigures;
use crate::design::{Card, Cell, Column, Row, RowHead, Table, TextLink};
use leptos::prelude::*;
use shared::notation;

/// A row for each location; nothing when there is only one.
#[component]
pub(super) fn LocationTable(
    /// How they stand.
    by_location: Vec<LocationFigures>,
) -> impl IntoView {
    if by_location.is_empty() {
        return ().into_any();
    }
    let rows = by_location.into_iter().map(row).collect_view();
    let columns = vec![
        Column::text("Vestiging"),
        Column::number("Leraren"),
        Column::number("Bevestigd"),
        Column::number("Verloopt"),
    ];
    view! {
        <Card title="Per vestiging" id="vestigingen">
            <Table caption="Hoe de vestigingen ervoor staan" caption_hidden=true columns>
                {rows}
            </Table>
        </Card>
    }
    .into_any()
}

fn row(figures: LocationFigures) -> impl IntoView {
    let code = figures.location.code.to_string();
    let expiring = format!("/school/leraren?vestiging={code}&status=verloopt");
    let context = format!("die verlopen bij {}", figures.location.name);
    view! {
        <Row>
            <RowHead>
                <TextLink href=format!("/school?vestiging={code}")>{figures.location.name}</TextLink>
                " "
                <span class="lr-id lr-muted">{code}</span>
            </RowHead>
            <Cell label="Leraren" numeric=true>{notation::number(figures.teachers)}</Cell>
            <Cell label="Bevestigd" numeric=true>
                {format!(
                    "{} van {}",
                    notation::number(figures.confirmed),
                    notation::number(figures.appointments),
                )}
            </Cell>
            <Cell label="Verloopt" numeric=true>
                {if figures.expiring > 0 {
                    view! {
                        <TextLink href=expiring context>{notation::number(figures.expiring)}</TextLink>
                    }
                    .into_any()
                } else {
                    "0".into_any()
                }}
            </Cell>
        </Row>
    }
}
