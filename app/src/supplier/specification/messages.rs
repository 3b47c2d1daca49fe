//! A message: its fields, what form each has, and what is checked about it.

use super::{address, schema_link, xsd_link};
use crate::design::{Cell, Column, Paragraph, Row, RowHead, Table, TextLink};
use leptos::prelude::*;
use shared::delivery::{FieldSpec, Form, LONGEST_TEXT, MessageKind, NAMESPACE, Rule};

/// The parts that have a page with the codes.
const WITH_PAGE: [&str; 2] = ["grondslagen", "onderwijsterreinen"];

/// The page of a message.
pub(super) fn shown(kind: MessageKind) -> AnyView {
    let rows = kind.fields().iter().map(row).collect_view();
    let columns = [
        "Veld",
        "Vorm",
        "Verplicht",
        "Uitleg",
        "Voorbeeld",
        "Controles",
    ]
    .map(Column::text)
    .to_vec();
    let (notations, columns_too) = match kind {
        MessageKind::Appointment => ("JSON, XML of csv", " In csv is elk veld een kolom."),
        MessageKind::Removal => (
            "JSON of XML",
            " In csv kun je niet verwijderen: een bestand heeft alleen benoemingen.",
        ),
    };
    view! {
        <div class="lr-stack lr-narrow">
            <Paragraph>
                {format!("Je stuurt het in {notations}. De plaats van een veld is die in JSON en XML. ")}
                "In XML heet het bericht " <code class="utrecht-code">{kind.element()}</code>
                " in de naamruimte " <code class="utrecht-code">{NAMESPACE}</code> "." {columns_too}
            </Paragraph>
            <Paragraph>{schema_link(kind)} " · " {xsd_link()}</Paragraph>
        </div>
        <Table caption="Velden" columns>{rows}</Table>
    }
    .into_any()
}

fn row(field: &FieldSpec) -> impl IntoView + use<> {
    let rules = Rule::all()
        .iter()
        .filter(|rule| rule.field.as_deref() == Some(field.column))
        .map(|rule| {
            let href = format!("{}#{}", address("controles"), rule.anchor());
            view! { <TextLink href>{rule.code.clone()}</TextLink> " " }
        })
        .collect_view();
    let list = field
        .code_list
        .filter(|list| WITH_PAGE.contains(list))
        .map(|list| {
            view! { " " <TextLink href=address(list)>{format!("Codelijst {list}")}</TextLink> }
        });
    let place = field.path.join(" / ");
    let (form, example) = (form(field.form), field.example);
    let (required, meaning) = (field.required, field.meaning);
    let column =
        (field.path.last() != Some(&field.column)).then(|| format!("kolom {}", field.column));
    view! {
        <Row>
            <RowHead>
                <code class="utrecht-code">{place}</code>
                {column.map(|column| view! { <div class="lr-small lr-muted">{column}</div> })}
            </RowHead>
            <Cell label="Vorm">{form}</Cell>
            <Cell label="Verplicht">{required}</Cell>
            <Cell label="Uitleg">{meaning} {list}</Cell>
            <Cell label="Voorbeeld"><code class="utrecht-code">{example}</code></Cell>
            <Cell label="Controles">{rules}</Cell>
        </Row>
    }
}

/// The form of a value in words.
fn form(form: Form) -> String {
    match form {
        Form::Text => format!("tekst, ten hoogste {LONGEST_TEXT} tekens"),
        Form::Pattern(pattern) => format!("tekst volgens {pattern}"),
        Form::OneOf(words) => words.join(", "),
        Form::Whole(least, most) => format!("heel getal van {least} tot en met {most}"),
        Form::Date => "datum".to_owned(),
        Form::Moment => "datum en tijd met tijdzone".to_owned(),
        Form::YesNo => "ja of nee (true of false)".to_owned(),
        Form::Uuid => "UUID".to_owned(),
        Form::Codes(pattern) => format!("lijst van codes volgens {pattern}"),
        Form::Numbers(least, most) => format!("lijst van getallen van {least} tot en met {most}"),
    }
}
