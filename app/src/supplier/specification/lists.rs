//! The code lists: all codes with their periods, or those of a reference date.

use super::{address, period};
use crate::design::{Alert, Cell, Column, Paragraph, Row, RowHead, Table, TextLink};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::{
    delivery::TeachingField, ground::GroundTable, notation, sector::Sector, subject::SubjectTable,
};

/// A code as the page shows it.
struct Code {
    word: String,
    name: String,
    /// For which sectors or kinds of school.
    scope: String,
    from: Date,
    to: Option<Date>,
}

/// The page of a list; with a day only what holds on it.
pub(super) fn shown(list: &str, date: &str) -> AnyView {
    let on = notation::parse_date(date);
    let codes: Vec<Code> = codes(list)
        .into_iter()
        .filter(|code| on.is_none_or(|on| code.from <= on && code.to.is_none_or(|last| on <= last)))
        .collect();
    let caption = match on {
        Some(on) => format!("{} codes op {}", codes.len(), notation::date(on)),
        None => format!("{} codes", codes.len()),
    };
    let rows = codes.into_iter().map(row).collect_view();
    let wrong = (on.is_none() && !date.trim().is_empty()).then(|| {
        view! { <Alert>"Vul een datum in als 1-8-2026. Je ziet nu alle codes."</Alert> }
    });
    let columns = ["Code", "Betekenis", "Voor", "Geldig"]
        .map(Column::text)
        .to_vec();
    let api = format!("/api/aanleveren/v1/codelijsten/{list}");
    view! {
        {wrong}
        <form class="lr-searchbox lr-searchbox--flat" method="get" action=address(list)>
            <div class="lr-searchrow">
                <div class="utrecht-form-field">
                    <label class="utrecht-form-label utrecht-form-field__label" for="peildatum">
                        "Peildatum"
                    </label>
                    <div class="utrecht-form-field__input">
                        <input
                            class="utrecht-textbox utrecht-textbox--html-input"
                            type="text"
                            id="peildatum"
                            name="peildatum"
                            value=date.to_owned()
                            placeholder="1-8-2026"
                            autocomplete="off"
                        />
                    </div>
                </div>
                <button class="utrecht-button utrecht-button--primary-action" type="submit">
                    "Toon deze dag"
                </button>
            </div>
        </form>
        <Table caption columns>{rows}</Table>
        <Paragraph>
            <TextLink href=api external=true>"Deze lijst als JSON, zoals die vandaag geldt"</TextLink>
        </Paragraph>
    }
    .into_any()
}

fn row(code: Code) -> impl IntoView {
    let valid = period(code.from, code.to);
    view! {
        <Row>
            <RowHead><code class="utrecht-code">{code.word}</code></RowHead>
            <Cell label="Betekenis">{code.name}</Cell>
            <Cell label="Voor">{code.scope}</Cell>
            <Cell label="Geldig">{valid}</Cell>
        </Row>
    }
}

fn codes(list: &str) -> Vec<Code> {
    let names = |sectors: &[Sector]| {
        let names: Vec<&str> = sectors.iter().map(|sector| sector.name()).collect();
        names.join(", ")
    };
    match list {
        "grondslagen" => GroundTable::current()
            .all()
            .iter()
            .map(|ground| Code {
                word: ground.code.clone(),
                name: format!("{} ({})", ground.name, ground.article),
                scope: names(&ground.sectors),
                from: ground.valid_from,
                to: ground.valid_to,
            })
            .collect(),
        "onderwijsterreinen" => TeachingField::all()
            .iter()
            .map(|field| Code {
                word: field.code.clone(),
                name: field.name.clone(),
                scope: names(&field.sectors),
                from: field.valid_from,
                to: field.valid_to,
            })
            .collect(),
        _ => SubjectTable::current()
            .all()
            .iter()
            .map(|subject| Code {
                word: subject.id.clone(),
                name: subject.name.clone(),
                scope: subject
                    .school_types
                    .iter()
                    .map(|kind| kind.code())
                    .collect::<Vec<_>>()
                    .join(", "),
                from: subject.valid_from,
                to: subject.valid_to,
            })
            .collect(),
    }
}
