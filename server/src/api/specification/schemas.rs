//! The forms of what is sent and answered, as JSON Schema 2020-12.

use super::reference;
use crate::api::{VERSION, code_lists};
use serde_json::{Map, Value, json};
use shared::delivery::{
    self, COLUMNS, RemovalDraft, fields, json_schema, read_json, removal_json_schema,
};

/// The names of the code lists.
pub const CODE_LISTS: [&str; 3] = code_lists::NAMES;

/// Every schema by its name; `None` when one of the messages is no JSON.
pub fn all() -> Option<Map<String, Value>> {
    let mut schemas = answers();
    for (name, example) in examples() {
        schemas.get_mut(name)?["examples"] = json!([example]);
    }
    schemas.insert("AanleverenBenoeming".to_owned(), message(&json_schema())?);
    schemas.insert(
        "AanleverenVerwijderingBenoeming".to_owned(),
        message(&removal_json_schema())?,
    );
    Some(schemas)
}

/// A message as a component: the document says which dialect it is in.
fn message(schema: &str) -> Option<Value> {
    let mut schema: Value = serde_json::from_str(schema).ok()?;
    let members = schema.as_object_mut()?;
    members.remove("$schema");
    members.remove("$id");
    Some(schema)
}

/// An example of what a component describes, from the examples of its members.
pub fn example(name: &str) -> Option<Value> {
    let schemas = all()?;
    Some(example_of(schemas.get(name)?, &schemas))
}

/// An example of what is answered with this status.
pub fn example_of_answer(name: &str, status: u16) -> Option<Value> {
    let mut example = example(name)?;
    match (name, status) {
        ("Uitkomst", 200) => example["uitkomst"] = "gewijzigd".into(),
        ("Uitkomst", 202) => {
            example["signalen"] = json!([{
                "code": "LR-S101",
                "ernst": "signaal",
                "veld": "burgerservicenummer",
                "gestuurd": "",
                "melding": "We vinden de leraar niet in de BRP. We zoeken dit uit.",
                "oplossing": "Kijk of het bsn klopt. Woont de leraar niet in Nederland? Lever dan ook naam en adres.",
            }]);
        }
        _ => {}
    }
    Some(example)
}

fn example_of(schema: &Value, schemas: &Map<String, Value>) -> Value {
    if let Some(example) = schema["examples"].get(0) {
        return example.clone();
    }
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|place| place.rsplit('/').next())
    {
        return schemas
            .get(name)
            .map_or(Value::Null, |schema| example_of(schema, schemas));
    }
    match &schema["properties"] {
        Value::Object(members) => members
            .iter()
            .map(|(name, schema)| (name.clone(), example_of(schema, schemas)))
            .collect(),
        _ => Value::Null,
    }
}

/// The example of the message in XML.
pub fn xml_example() -> Option<String> {
    let json = example("AanleverenBenoeming")?.to_string();
    let message = delivery::parse_row(&read_json(json.as_bytes()).row).ok()?;
    Some(delivery::to_xml(&message))
}

/// The example of the message that deletes, in XML.
pub fn xml_example_of_removal() -> Option<String> {
    let json = example("AanleverenVerwijderingBenoeming")?.to_string();
    let message = RemovalDraft::read(&read_json(json.as_bytes()).row).message()?;
    Some(delivery::removal_to_xml(&message))
}

/// The example of a batch in XML, of one message.
pub fn xml_example_of_batch() -> Option<String> {
    let message = xml_example()?;
    let message = message.split_once("?>").map_or(&*message, |(_, rest)| rest);
    let name = delivery::BATCH_ELEMENT;
    Some(format!(
        "<{name} xmlns=\"{}\">{}</{name}>",
        delivery::NAMESPACE,
        message.trim()
    ))
}

/// The example of a batch: the names of the columns, and a line.
pub fn csv_example() -> String {
    let cells = COLUMNS.map(|column| {
        fields()
            .iter()
            .find(|field| field.column == column.name)
            .map_or("", |field| field.example)
    });
    let names = COLUMNS.map(|column| column.name);
    format!("{}\r\n{}\r\n", names.join(";"), cells.join(";"))
}

pub(super) fn object(members: Value) -> Value {
    let required: Vec<&String> = members
        .as_object()
        .into_iter()
        .flat_map(Map::keys)
        .collect();
    json!({ "type": "object", "required": required, "properties": members })
}

pub(super) fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

pub(super) fn count(meaning: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": meaning })
}

pub(super) fn uuid(meaning: &str) -> Value {
    json!({ "type": "string", "format": "uuid", "description": meaning })
}

pub(super) fn day(meaning: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": meaning })
}

pub(super) fn moment(meaning: &str) -> Value {
    json!({ "type": "string", "format": "date-time", "description": meaning })
}

pub(super) fn or_nothing(mut schema: Value) -> Value {
    schema["type"] = json!([schema["type"], "null"]);
    schema
}

fn list(name: &str) -> Value {
    json!({ "type": "array", "items": reference("schemas", name) })
}

/// The words for what became of a record.
const OUTCOMES: [&str; 6] = [
    "nieuw",
    "gewijzigd",
    "ongewijzigd",
    "ouder",
    "geweigerd",
    "signaal",
];

/// An answer of each form.
fn examples() -> Vec<(&'static str, Value)> {
    let found = json!({
        "code": "LR-F011",
        "ernst": "fout",
        "veld": "vestigingscode",
        "gestuurd": "99QA77",
        "melding": "Vestiging 99QA77 hoort niet bij school 99QA.",
        "oplossing": "Zoek de vestigingscode op bij DUO. Hij begint met de instellingscode.",
    });
    let error = json!({ "field": "vestigingscode", "message": found["melding"] });
    let refused = json!({
        "type": "/problemen/ongeldige-invoer",
        "status": 422,
        "title": "Er is 1 ding dat je nog moet aanpassen",
        "errors": [error],
    });
    let mut refused_message = refused.clone();
    refused_message["fouten"] = json!([found]);
    let delivery = "01a211d0-0bcb-771c-8218-e7594b099298";
    let mut examples = super::register::examples();
    examples.extend([
        (
            "Codelijst",
            json!({
                "naam": "onderwijsterreinen", "peildatum": "2026-11-23",
                "codes": [{
                    "code": "WISKUNDE", "naam": "Wiskunde", "sectoren": ["vo"],
                    "geldigVanaf": "2016-08-01", "geldigTotEnMet": null,
                }],
            }),
        ),
        (
            "Document",
            json!({
                "openapi": "3.1.0",
                "info": { "title": "Aanleveren aan het Lerarenregister", "version": VERSION },
                "paths": {},
            }),
        ),
        ("Probleem", refused),
        ("GeweigerdBericht", refused_message),
        (
            "Uitkomst",
            json!({ "kenmerk": delivery, "uitkomst": "nieuw", "signalen": [] }),
        ),
        (
            "Batch",
            json!({
                "kenmerk": delivery, "bevoegdGezag": "41234", "status": "bezig", "regels": 412,
                "bekeken": 300, "nieuw": 280, "gewijzigd": 12, "ongewijzigd": 6, "ouder": 0,
                "geweigerd": 2,
            }),
        ),
        (
            "Terugkoppelingen",
            json!({
                "terugkoppelingen": [{
                    "kenmerk": delivery, "regel": 14, "bevoegdGezag": "41234",
                    "benoemingvolgnummer": "2026-000481",
                    "identificatiecodeBedrijfsdocument": null, "uitkomst": "geweigerd",
                    "signalen": [found],
                }],
                "cursor": "2380.217",
                "meer": false,
            }),
        ),
        (
            "Vergelijking",
            json!({
                "kenmerk": delivery, "bevoegdGezag": "41234", "regels": 412,
                "verschillen": [
                    { "benoemingvolgnummer": "2019-000014", "soort": "toegevoegd", "velden": [] },
                    { "benoemingvolgnummer": "2026-000481", "soort": "gewijzigd",
                      "velden": ["/benoeming/einddatum"] },
                ],
            }),
        ),
    ]);
    examples
}

fn answers() -> Map<String, Value> {
    let outcome = json!({ "type": "string", "enum": OUTCOMES });
    let problem = json!({
        "type": "object",
        "required": ["type", "status", "title"],
        "properties": {
            "type": text("De soort, als adres dat niet verandert."),
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "title": text("Wat er is, in 1 zin."),
            "detail": text("Meer uitleg."),
            "instance": text("De code om te noemen als je ons belt."),
            "errors": {
                "type": "array",
                "description": "Alles wat je moet aanpassen.",
                "items": object(json!({
                    "field": text("De naam van het veld."),
                    "message": text("Wat je moet doen."),
                })),
            },
        },
    });
    let schemas = [
        ("Probleem", problem),
        (
            "Signaal",
            object(json!({
                "code": { "type": "string", "pattern": "^LR-[FMS][0-9]{3}$", "examples": ["LR-F006"] },
                "ernst": { "type": "string", "enum": ["fout", "melding", "signaal"] },
                "veld": text("De naam van het veld, leeg bij het hele bericht."),
                "gestuurd": text("Wat je stuurde, zonder BSN."),
                "melding": text("Wat er is."),
                "oplossing": text("Wat je kunt doen."),
            })),
        ),
        (
            "GeweigerdBericht",
            json!({
                "allOf": [reference("schemas", "Probleem")],
                "properties": { "fouten": list("Signaal") },
            }),
        ),
        (
            "Uitkomst",
            object(json!({
                "kenmerk": or_nothing(uuid("Het kenmerk van de levering; niets bij een proefcontrole.")),
                "uitkomst": outcome,
                "signalen": list("Signaal"),
            })),
        ),
        (
            "Batch",
            object(json!({
                "kenmerk": uuid("Het kenmerk van de batch."),
                "bevoegdGezag": text("Het bestuur."),
                "status": { "type": "string", "enum": ["bezig", "klaar"] },
                "regels": count("Hoeveel regels de batch heeft."),
                "bekeken": count("Hoeveel we er bekeken."),
                "nieuw": count("Nieuwe benoemingen."),
                "gewijzigd": count("Gewijzigde benoemingen."),
                "ongewijzigd": count("Regels die niets veranderden."),
                "ouder": count("Regels die ouder waren dan wat we hadden."),
                "geweigerd": count("Regels met een fout."),
            })),
        ),
        (
            "Terugkoppeling",
            object(json!({
                "kenmerk": uuid("De levering of batch."),
                "regel": count("De regel in de batch."),
                "bevoegdGezag": text("Het bestuur."),
                "benoemingvolgnummer": or_nothing(text("Het nummer van de benoeming.")),
                "identificatiecodeBedrijfsdocument": or_nothing(uuid("Het nummer van je bericht.")),
                "uitkomst": outcome,
                "signalen": list("Signaal"),
            })),
        ),
        (
            "Terugkoppelingen",
            object(json!({
                "terugkoppelingen": list("Terugkoppeling"),
                "cursor": or_nothing(text("Voor de volgende vraag.")),
                "meer": { "type": "boolean", "description": "Of er nu nog meer is." },
            })),
        ),
        (
            "Codelijst",
            object(json!({
                "naam": { "type": "string", "enum": CODE_LISTS },
                "peildatum": day("De dag waarop de codes gelden."),
                "codes": { "type": "array", "items": {
                    "type": "object",
                    "required": ["code", "naam", "geldigVanaf", "geldigTotEnMet"],
                    "properties": {
                        "code": text("De code."),
                        "naam": text("Wat de code betekent."),
                        "geldigVanaf": day("De eerste dag."),
                        "geldigTotEnMet": or_nothing(day("De laatste dag.")),
                    },
                } },
            })),
        ),
        (
            "Document",
            json!({ "type": "object", "required": ["openapi", "info", "paths"] }),
        ),
    ];
    schemas
        .into_iter()
        .chain(super::register::all())
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}
