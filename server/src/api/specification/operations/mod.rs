//! The operations in words: what each is for, what it takes and what it answers.

mod delivering;
mod register;

use super::{reference, schemas};
use serde_json::{Value, json};

/// The parts of the API.
pub const TAGS: [(&str, &str); 4] = [
    (
        "Leveren",
        "Benoemingen leveren, een voor een of veel tegelijk.",
    ),
    (
        "Terugkoppeling",
        "Lezen wat er met je berichten is gebeurd.",
    ),
    (
        "Register",
        "Wat het register van een bestuur heeft, en wat leraren melden.",
    ),
    ("Codes", "Codelijsten, grondslagen en deze beschrijving."),
];

/// One operation.
pub struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    pub id: &'static str,
    pub tag: &'static str,
    pub summary: &'static str,
    pub description: &'static str,
    /// Whether everyone may ask it, without a token.
    pub open: bool,
    pub parameters: Vec<Value>,
    pub bodies: Vec<Body>,
    pub answers: Vec<Answer>,
    /// What it can refuse besides what all operations do.
    pub refusals: Vec<(u16, &'static str)>,
    /// Whether 422 tells the findings of a record.
    pub refuses_records: bool,
}

/// What it takes, by media type.
pub struct Body {
    pub kind: &'static str,
    pub schema: Value,
    pub example: Option<Value>,
}

/// An answer that is no refusal.
pub struct Answer {
    pub status: u16,
    pub description: &'static str,
    /// The name of a component.
    pub schema: Option<&'static str>,
}

const fn answer(status: u16, description: &'static str, schema: &'static str) -> Answer {
    Answer {
        status,
        description,
        schema: Some(schema),
    }
}

fn json_body(schema: &'static str) -> Vec<Body> {
    vec![Body {
        kind: "application/json",
        schema: reference("schemas", schema),
        example: schemas::example(schema),
    }]
}

/// Many messages, in the three notations.
fn batch() -> Vec<Body> {
    vec![
        Body {
            kind: "text/csv",
            schema: json!({
                "type": "string",
                "description": "UTF-8 of Windows-1252, puntkomma tussen de velden, een kop met de namen.",
            }),
            example: Some(schemas::csv_example().into()),
        },
        Body {
            kind: "application/x-ndjson",
            schema: json!({
                "type": "string",
                "description": "Een bericht in JSON op elke regel, in UTF-8.",
            }),
            example: schemas::example("AanleverenBenoeming")
                .map(|message| format!("{message}\n").into()),
        },
        Body {
            kind: "application/xml",
            schema: json!({
                "type": "string",
                "description": "Berichten in een AanleverenBatch_Request, volgens de XSD.",
            }),
            example: schemas::xml_example_of_batch().map(Value::from),
        },
    ]
}

/// A message in JSON and XML.
fn message(schema: &'static str, xml_example: Option<String>) -> Vec<Body> {
    let mut bodies = json_body(schema);
    bodies.push(Body {
        kind: "application/xml",
        schema: json!({
            "type": "string",
            "description": "Volgens de XSD, met dezelfde gegevens als de JSON.",
        }),
        example: xml_example.map(Value::String),
    });
    bodies
}

fn appointment() -> Vec<Body> {
    message("AanleverenBenoeming", schemas::xml_example())
}

/// Where an appointment is.
fn place() -> Vec<Value> {
    vec![
        board("path"),
        parameter(
            "path",
            "benoemingvolgnummer",
            true,
            "Het nummer waaronder het bestuur de benoeming kent.",
            json!({ "type": "string", "pattern": "^[A-Za-z0-9._\\-]{1,20}$",
                    "examples": ["2026-000481"] }),
        ),
    ]
}

fn parameter(place: &str, name: &str, needed: bool, description: &str, schema: Value) -> Value {
    json!({
        "in": place,
        "name": name,
        "required": needed,
        "description": description,
        "schema": schema,
    })
}

fn board(place: &str) -> Value {
    let schema = json!({ "type": "string", "pattern": "^[0-9]{5}$", "examples": ["41234"] });
    parameter(
        place,
        "bevoegdGezag",
        true,
        "Het nummer van het bestuur.",
        schema,
    )
}

fn id(description: &str) -> Value {
    parameter(
        "path",
        "id",
        true,
        description,
        json!({ "type": "string", "format": "uuid" }),
    )
}

fn date(description: &str) -> Value {
    parameter(
        "query",
        "peildatum",
        false,
        description,
        json!({ "type": "string", "format": "date" }),
    )
}

const NO_MANDATE: (u16, &str) = (
    403,
    "Het bestuur gaf jouw organisatie geen machtiging die vandaag geldt (LR-F003).",
);
const BUSY: (u16, &str) = (
    503,
    "We verwerken nu een andere levering van dit bestuur, zoals een batch. Stuur je bericht opnieuw \
     na de tijd die Retry-After noemt.",
);
const NOT_FOUND: (u16, &str) = (
    404,
    "Dit is er niet, of het is niet van een bestuur dat jou machtigde.",
);

/// Every operation of the API.
pub fn all() -> Vec<Operation> {
    [
        delivering::delivering(),
        delivering::reading(),
        delivering::webhooks(),
        register::register(),
        register::codes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
