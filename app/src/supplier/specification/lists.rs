//! The code lists: all codes with their periods, or those of a reference date.

use super::{address, period};
use crate::design::{Alert, Cell, Column, Paragraph, Row, RowHead, Table, TextLink};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::{
    delivery::TeachingField,
    ground::{Ground, GroundTable, Target},
    notation,
    sector::Sector,
    subject::SubjectTable,
};

/// A code as the page shows it.
struct Code {
    word: String,
    name: String,
    /// For which sectors or kinds of school.
    scope: String,
    from: Date,
    to: Option<Date>,
    /// Of a ground: where an appointment on it is listed, how long it lasts, and whether it needs a
    /// statement.
    terms: Vec<(&'static str, String)>,
    /// What else to know.
    remark: Option<String>,
}

/// What the page tells of a ground besides.
const TERMS: [&str; 3] = ["Waar", "Hoe lang", "Verklaring"];

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
    let terms = codes.iter().any(|code| !code.terms.is_empty());
    let rows = codes.into_iter().map(row).collect_view();
    let wrong = (on.is_none() && !date.trim().is_empty()).then(|| {
        view! { <Alert>"Vul een datum in als 1-8-2026. Je ziet nu alle codes."</Alert> }
    });
    let columns: Vec<Column> = ["Code", "Betekenis", "Voor"]
        .into_iter()
        .chain(TERMS.into_iter().filter(|_| terms))
        .chain(["Geldig"])
        .map(Column::text)
        .collect();
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
    let remark = code
        .remark
        .map(|remark| view! { <p class="lr-small lr-muted">{remark}</p> });
    let terms = code
        .terms
        .into_iter()
        .map(|(label, text)| view! { <Cell label>{text}</Cell> })
        .collect_view();
    view! {
        <Row>
            <RowHead><code class="utrecht-code">{code.word}</code></RowHead>
            <Cell label="Betekenis">{code.name} {remark}</Cell>
            <Cell label="Voor">{code.scope}</Cell>
            {terms}
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
                terms: terms(ground),
                remark: ground.remark.clone(),
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
                terms: Vec::new(),
                remark: None,
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
                terms: Vec::new(),
                remark: None,
            })
            .collect(),
    }
}

/// What [`TERMS`] are of a ground.
fn terms(ground: &Ground) -> Vec<(&'static str, String)> {
    let listed = match ground.target {
        Target::Register => "Lerarenregister",
        Target::Vestibule => "Registervoorportaal",
        Target::NotDelivered => "Lever je niet",
    };
    let statement = match ground.statement_from {
        None => "Niet nodig".to_owned(),
        Some(0) => "Vanaf het begin".to_owned(),
        Some(times) => format!("Vanaf verlenging {times}"),
    };
    let texts = [listed.to_owned(), ground.maximum_text(), statement];
    TERMS.into_iter().zip(texts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ground_is_told_with_its_list_its_maximum_its_extensions_and_its_statement() {
        let codes = codes("grondslagen");
        let terms = |word: &str| -> Vec<String> {
            let code = codes.iter().find(|code| code.word == word);
            let terms = code.expect("a ground").terms.iter();
            terms.map(|(_, text)| text.clone()).collect()
        };
        assert_eq!(
            terms("VO-33.3V"),
            [
                "Registervoorportaal",
                "12 maanden, 2 keer te verlengen met 2 jaar",
                "Vanaf verlenging 1"
            ]
        );
        assert_eq!(
            terms("PO-3.1B1"),
            ["Lerarenregister", "Geen einddatum", "Niet nodig"]
        );
        assert!(codes.iter().any(|code| code.remark.is_some()));
    }
}
