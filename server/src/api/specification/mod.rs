//! The published contract of the API: an `OpenAPI` document, made from what the code has.
//!
//! The messages come from the table of fields that the readers follow, the codes from the table of
//! rules. A test holds the operations beside the routes.

mod operations;
mod register;
mod schemas;

use super::{BASE, VERSION, webhooks::SIGNATURE};
use crate::{System, web::problem};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::header;
use operations::{Body, Operation};
use serde_json::{Map, Value, json};
use shared::{
    Problem,
    delivery::{json_schema, removal_json_schema, xsd},
};
use std::sync::Arc;

/// `GET /openapi.json`; open to everyone.
pub async fn publish(State(system): State<Arc<System>>) -> Response {
    match document(&system.config.public_url) {
        Some(document) => Json(document).into_response(),
        None => problem(&Problem::internal()),
    }
}

/// `GET /leveranciers/specificatie/1/benoeming.schema.json`
pub async fn appointment_schema() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "application/schema+json")],
        json_schema(),
    )
}

/// `GET /leveranciers/specificatie/1/verwijdering.schema.json`
pub async fn removal_schema() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "application/schema+json")],
        removal_json_schema(),
    )
}

/// `GET /leveranciers/specificatie/1/berichten.xsd`
pub async fn xml_schema() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/xml")], xsd())
}

/// The document for an API that stands at this origin; `None` when a schema of ours is no JSON,
/// which a test rules out.
pub fn document(origin: &str) -> Option<Value> {
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations::all() {
        let path = paths
            .entry(operation.path)
            .or_insert_with(|| json!({}))
            .as_object_mut()?;
        path.insert(operation.method.to_lowercase(), described(&operation));
    }
    Some(json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Aanleveren aan het Lerarenregister",
            "version": VERSION,
            "summary": "Lever benoemingen van leraren en lees wat ermee is gebeurd.",
            "description": INTRODUCTION,
            "contact": {
                "name": "Lerarenregister, hulp voor leveranciers",
                "url": format!("{origin}/hulp/contact"),
            },
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "externalDocs": {
            "description": "Berichtenboek, codelijsten en signaalcodes",
            "url": format!("{origin}/leveranciers/specificatie"),
        },
        "servers": [{ "url": format!("{origin}{BASE}"), "description": "Versie 1" }],
        "security": [{ "token": [] }],
        "tags": operations::TAGS.map(|(name, description)| {
            json!({ "name": name, "description": description })
        }),
        "paths": paths,
        "webhooks": { "terugkoppeling": { "post": {
            "operationId": "terugkoppelingGereed",
            "summary": "Er is nieuwe terugkoppeling",
            "description": SIGNED,
            "parameters": [{ "in": "header", "name": SIGNATURE, "required": true,
                "schema": { "type": "string", "examples": ["t=1795435200,v1=9f2c…"] } }],
            "requestBody": { "required": true, "content": {
                "application/json": { "schema": reference("schemas", "Bericht") },
            } },
            "responses": { "2XX": { "description": "Je hebt het bericht." } },
        } } },
        "components": {
            "schemas": schemas::all()?,
            "headers": {
                "API-Version": {
                    "description": "De versie van de API (semver).",
                    "schema": { "type": "string", "examples": [VERSION] },
                },
                "Retry-After": {
                    "description": "Na hoeveel seconden je het opnieuw kunt proberen.",
                    "schema": { "type": "integer", "minimum": 1 },
                },
            },
            "securitySchemes": {
                "token": {
                    "type": "oauth2",
                    "description": "OAuth 2.0 client credentials met private_key_jwt (RFC 7523). \
                                    Een token is 10 minuten geldig.",
                    "flows": { "clientCredentials": {
                        "tokenUrl": format!("{origin}/oauth/token"),
                        "scopes": {},
                    } },
                },
            },
        },
    }))
}

const INTRODUCTION: &str = "\
Deze API volgt de NLGov API Design Rules. Elk antwoord noemt in de header `API-Version` welke versie \
je spreekt. Wat niet kan, krijg je als `application/problem+json` (RFC 9457), met alles wat er mis \
is in 1 keer. Een BSN staat alleen in een bericht, nooit in een adres. Lees je een antwoord niet, \
stuur dan hetzelfde bericht opnieuw: je krijgt hetzelfde antwoord.";

const SIGNED: &str = "\
Antwoord binnen 5 seconden met 2xx; anders proberen we het later opnieuw, met steeds langere pauzes, \
15 keer. Controleer de handtekening: `v1` is de HMAC-SHA256 met je geheim over de tekst achter `t=`, \
een punt en de inhoud, in kleine hexadecimale cijfers. Weiger een bericht dat ouder is dan 5 minuten. \
Lees daarna zelf de terugkoppelingen.";

fn described(operation: &Operation) -> Value {
    let mut answers: Map<String, Value> = operation
        .answers
        .iter()
        .map(|answer| {
            let mut described = json!({
                "description": answer.description,
                "headers": { "API-Version": reference("headers", "API-Version") },
            });
            if let Some(schema) = answer.schema {
                described["content"] = json!({ "application/json": {
                    "schema": reference("schemas", schema),
                    "example": schemas::example_of_answer(schema, answer.status),
                } });
            }
            (answer.status.to_string(), described)
        })
        .collect();
    for (status, description) in refusals(operation) {
        let schema = if status == 422 && operation.refuses_records {
            "GeweigerdBericht"
        } else {
            "Probleem"
        };
        let mut refused = json!({
            "description": description,
            "headers": { "API-Version": reference("headers", "API-Version") },
            "content": { "application/problem+json": { "schema": reference("schemas", schema) } },
        });
        if [429, 503].contains(&status) {
            refused["headers"]["Retry-After"] = reference("headers", "Retry-After");
        }
        answers.insert(status.to_string(), refused);
    }
    let mut described = json!({
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "parameters": operation.parameters,
        "responses": answers,
    });
    if operation.open {
        described["security"] = json!([]);
    }
    if !operation.bodies.is_empty() {
        let content: Map<String, Value> = operation
            .bodies
            .iter()
            .map(|body| (body.kind.to_owned(), content(body)))
            .collect();
        described["requestBody"] = json!({ "required": true, "content": content });
    }
    described
}

/// What every operation of its kind can refuse, besides what it says itself.
fn refusals(operation: &Operation) -> Vec<(u16, &'static str)> {
    let mut refusals = operation.refusals.clone();
    refusals.push((
        429,
        "Je vraagt te vaak. Wacht zo lang als Retry-After zegt.",
    ));
    refusals.push((500, "Er ging iets mis bij ons."));
    if !operation.parameters.is_empty() || !operation.bodies.is_empty() {
        refusals.push((400, "We kunnen het verzoek niet lezen."));
    }
    if !operation.bodies.is_empty() {
        refusals.push((413, "Je stuurt meer dan we in 1 keer aannemen."));
        refusals.push((415, "We kennen dit soort bericht niet."));
    }
    if !operation.open {
        refusals.push((401, "Je stuurt geen token mee, of het is verlopen."));
        if refusals.iter().all(|(status, _)| *status != 403) {
            let told = "Het OIN in X-Intermediair-OIN is niet dat van jouw organisatie (LR-F003).";
            refusals.push((403, told));
        }
    }
    refusals
}

fn content(body: &Body) -> Value {
    match &body.example {
        Some(example) => json!({ "schema": body.schema, "example": example }),
        None => json!({ "schema": body.schema }),
    }
}

/// A `$ref` to a component.
fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}
