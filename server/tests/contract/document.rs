//! The document itself: whole, and with examples that are taken.

use super::{APPOINTMENT, JSON, Listener, ask, document, header, request};
use crate::support::{Program, Register, appointment, undocumented};
use axum::body::Body;
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::api;
use shared::delivery::{BatchFormat, BatchReader, parse_row};
use std::collections::BTreeSet;

#[test]
fn the_document_describes_every_route_and_no_other() {
    let routes: BTreeSet<(String, String)> = api::routes()
        .into_iter()
        .map(|(method, path, _)| (method.to_lowercase(), path.to_owned()))
        .collect();
    let document = document();
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().expect("methods");
            methods.keys().map(|method| (method.clone(), path.clone()))
        })
        .collect();
    assert_eq!(described, routes);
}

/// Every `$ref` in a value.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match (name.as_str(), value) {
                    ("$ref", Value::String(place)) => {
                        found.insert(place.clone());
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_parameter_of_a_path_is_described() {
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for place in found {
        let pointer = place.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{place}");
    }
    for (path, methods) in document["paths"].as_object().expect("paths") {
        assert!(!path.ends_with('/'), "{path}: no slash at the end");
        for operation in methods.as_object().expect("methods").values() {
            let parameters = operation["parameters"].as_array().expect("a list");
            for parameter in parameters {
                let name = parameter["name"].as_str().expect("a name");
                let is_camel = name.chars().all(|c| c.is_ascii_alphanumeric())
                    && name.starts_with(|c: char| c.is_ascii_lowercase());
                assert!(is_camel, "{path}: {name}");
            }
            let named = parameters.iter().filter(|one| one["in"] == "path").count();
            assert_eq!(named, path.matches('{').count(), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_example_of_a_message_is_taken_as_one() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    program.mandated(&register).await;
    let token = program.token(&register).await;
    let document = document();
    let content = &document["paths"]["/proefcontroles"]["post"]["requestBody"]["content"];
    for (kind, described) in content.as_object().expect("media types") {
        let example = match &described["example"] {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let mut request = request("POST", "/proefcontroles");
        *request.body_mut() = Body::from(example);
        request
            .headers_mut()
            .insert("content-type", kind.parse().expect("a header"));
        request.headers_mut().insert(
            "authorization",
            format!("Bearer {token}").parse().expect("a header"),
        );
        let (_, answer) = ask(&register, request).await;
        let findings = answer.to_string();
        assert!(
            answer["signalen"].is_array() || answer["fouten"].is_array(),
            "{findings}"
        );
        assert!(!findings.contains("LR-F001"), "{kind}: {findings}");
    }
}

#[test]
fn every_message_and_every_batch_is_shown_in_each_notation() {
    let document = document();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let content = operation["requestBody"]["content"].as_object();
            for (kind, described) in content.into_iter().flatten() {
                assert!(!described["example"].is_null(), "{method} {path} {kind}");
            }
        }
    }
    let batch = &document["paths"]["/batches"]["post"]["requestBody"]["content"];
    for (kind, described) in batch.as_object().expect("media types") {
        let format = BatchFormat::of_media_type(kind).expect("a notation");
        let mut reader = BatchReader::new(format);
        let mut records = reader.push(described["example"].as_str().expect("text").as_bytes());
        records.extend(reader.finish().expect("a whole batch"));
        let findings: Vec<_> = records
            .iter()
            .map(|one| parse_row(&one.row).err())
            .collect();
        assert_eq!(findings, [None], "{kind}");
    }
}

#[test]
fn the_answers_that_are_shown_are_what_the_document_says() {
    let document = document();
    let mut shown = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            for (status, answer) in operation["responses"].as_object().expect("responses") {
                for (kind, content) in answer["content"].as_object().into_iter().flatten() {
                    // What went well is shown at each answer, a refusal at its form.
                    let example = match content.get("example") {
                        Some(example) => example,
                        None if status.starts_with('2') => {
                            panic!("{method} {path} {status} shows no answer")
                        }
                        None => {
                            let reference = content["schema"]["$ref"].as_str().expect("a schema");
                            let place = format!("{}/examples/0", reference.trim_start_matches('#'));
                            document.pointer(&place).expect("an example")
                        }
                    };
                    assert!(!example.is_null(), "{method} {path} {status}");
                    shown += 1;
                    let heard = (status.parse().expect("a status"), kind.as_str());
                    let asked = (method.to_uppercase(), path.as_str());
                    let found = undocumented(&document, (&asked.0, asked.1), heard, example);
                    assert!(found.is_empty(), "{found:?}");
                }
            }
        }
    }
    assert!(shown > 0, "no answer is shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_must_be_mended_holds_no_notice_and_what_is_unreadable_misses_nothing() {
    let mut api = Listener::new().await;
    let place = "/benoemingen/41234/A-1";
    let mut message = appointment("A-1", 1);
    message["school"]["vestigingscode"] = json!("99QA77");
    message["arbeidsovereenkomst"]["begindatum"] = json!("2026-11-30");
    let sent = message.to_string();
    let (status, answer) = api.ask(("PUT", APPOINTMENT), place, (JSON, &sent)).await;
    assert_eq!(status, 422, "{answer}");
    let told = |list: &str, member: &str| -> Vec<String> {
        let found = answer[list].as_array().expect("a list").iter();
        found
            .map(|one| one[member].as_str().expect("text").to_owned())
            .collect()
    };
    assert_eq!(told("errors", "field"), ["vestigingscode"], "{answer}");
    assert_eq!(told("fouten", "code"), ["LR-F011"], "{answer}");

    let (_, answer) = api.ask(("PUT", APPOINTMENT), place, (JSON, "{")).await;
    let found = answer["fouten"].as_array().expect("a list");
    assert_eq!(found.len(), 1, "{answer}");
    assert_eq!(found[0]["code"], "LR-F001", "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_reads_the_document_also_from_another_site() {
    let register = Register::new().await;
    let (response, document) = ask(&register, request("GET", "/openapi.json")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "access-control-allow-origin"), "*");
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["version"], api::VERSION);
    let server = format!("{}{}", register.system.config.public_url, api::BASE);
    assert_eq!(document["servers"][0]["url"], server);
    assert!(document["info"]["contact"]["url"].is_string());
}
