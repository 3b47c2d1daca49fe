//! How the schools of a board and their locations stand beside each other.

use super::{Figures, SchoolFigures};
use crate::design::{Card, Cell, Column, Row, RowHead, Table, TextLink};
use leptos::prelude::*;
use shared::notation;

/// A row for each school and below it one for each of its locations; nothing when there is nothing to
/// set beside each other.
#[component]
pub(super) fn PlaceTable(
    /// How they stand.
    by_school: Vec<SchoolFigures>,
) -> impl IntoView {
    if by_school.is_empty() {
        return ().into_any();
    }
    let rows = by_school.into_iter().map(rows).collect_view();
    let columns = vec![
        Column::text("School of vestiging"),
        Column::number("Leraren"),
        Column::number("Bevestigd"),
        Column::number("Verloopt"),
    ];
    view! {
        <Card title="Per school en vestiging" id="vestigingen">
            <Table caption="Hoe de scholen en vestigingen ervoor staan" caption_hidden=true columns>
                {rows}
            </Table>
        </Card>
    }
    .into_any()
}

fn rows(school: SchoolFigures) -> impl IntoView {
    let has_parts = school.locations.len() > 1 || school.without_location.is_some();
    let head = {
        let (code, name) = (school.brin.to_string(), school.name.clone());
        view! { <strong><PlaceLink code name=name.clone()/></strong> }
    };
    let whole = row(
        head,
        school.whole,
        Some((school.brin.to_string(), school.name.clone())),
    );
    let locations = has_parts.then(|| {
        school
            .locations
            .into_iter()
            .map(|(location, figures)| {
                let (code, name) = (location.code.to_string(), location.name);
                let head = view! { <PlaceLink code=code.clone() name=name.clone()/> };
                row(head, figures, Some((code, name)))
            })
            .collect_view()
    });
    let rest = school.without_location.map(|figures| {
        let head = view! {
            "Zonder vestiging "
            <span class="lr-vh">"bij "{school.name}</span>
        };
        row(head, figures, None)
    });
    view! { {whole} {locations} {rest} }
}

/// The name of a place with the way to its own figures.
#[component]
fn PlaceLink(code: String, name: String) -> impl IntoView {
    view! {
        <TextLink href=format!("/school?vestiging={code}")>{name}</TextLink>
        " "
        <span class="lr-id lr-muted lr-regular">{code}</span>
    }
}

/// A row; of a place with a code and a name, what ends soon leads to the list.
fn row(
    head: impl IntoView + 'static,
    figures: Figures,
    place: Option<(String, String)>,
) -> impl IntoView {
    let expiring = match place {
        Some((code, name)) if figures.expiring > 0 => {
            let href = format!("/school/leraren?vestiging={code}&status=verloopt");
            let context = format!("die verlopen bij {name}");
            view! { <TextLink href context>{notation::number(figures.expiring)}</TextLink> }
                .into_any()
        }
        _ => notation::number(figures.expiring).into_any(),
    };
    view! {
        <Row>
            <RowHead>{head}</RowHead>
            <Cell label="Leraren" numeric=true>{notation::number(figures.teachers)}</Cell>
            <Cell label="Bevestigd" numeric=true>
                {format!(
                    "{} van {}",
                    notation::number(figures.confirmed),
                    notation::number(figures.appointments),
                )}
            </Cell>
            <Cell label="Verloopt" numeric=true>{expiring}</Cell>
        </Row>
    }
}
