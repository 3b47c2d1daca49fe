//! The published contract of the API beside what the API does.

mod support;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
    response::Response,
};
use serde_json::{Value, json};
use server::api;
use std::collections::BTreeSet;
use support::{Program, Register};
use tower::ServiceExt;

async fn ask(register: &Register, request: Request<Body>) -> (Response<()>, Value) {
    let response = register.router().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 1 << 22).await.expect("a body");
    let value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    (Response::from_parts(parts, ()), value)
}

fn request(method: &str, path: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(format!("{}{path}", api::BASE))
        .body(Body::empty())
        .expect("a request")
}

fn header<'a>(response: &'a Response<()>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn document() -> Value {
    api::specification::document("https://register.example").expect("a document")
}

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

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_a_problem_and_names_the_version() {
    let register = Register::new().await;
    for (method, path, status) in [
        ("GET", "/bestaat-niet", StatusCode::NOT_FOUND),
        ("GET", "/terugkoppelingen", StatusCode::UNAUTHORIZED),
        ("GET", "/terugkoppelingen/", StatusCode::NOT_FOUND),
        ("DELETE", "/proefcontroles", StatusCode::METHOD_NOT_ALLOWED),
        (
            "GET",
            "/codelijsten/vakken?peildatum=morgen",
            StatusCode::BAD_REQUEST,
        ),
        ("GET", "/codelijsten/planeten", StatusCode::NOT_FOUND),
    ] {
        let (response, problem) = ask(&register, request(method, path)).await;
        assert_eq!(response.status(), status, "{method} {path}: {problem}");
        assert_eq!(
            header(&response, "content-type"),
            "application/problem+json"
        );
        assert_eq!(header(&response, "api-version"), api::VERSION);
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(problem["status"], json!(status.as_u16()));
        assert!(problem["title"].is_string(), "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_calls_too_often_is_told_when_to_come_back_and_another_is_not() {
    let register = Register::with(|config| config.limits.api_per_minute = 2).await;
    let busy = Program::registered(&register).await;
    let quiet = Program::named(&register, "rustig").await;
    let (busy, quiet) = (busy.token(&register).await, quiet.token(&register).await);
    let call = async |token: &str| {
        let mut request = request("GET", "/terugkoppelingen");
        let value = format!("Bearer {token}").parse().expect("a header");
        request.headers_mut().insert("authorization", value);
        ask(&register, request).await
    };
    for _ in 0..2 {
        assert_eq!(call(&busy).await.0.status(), StatusCode::OK);
    }
    let (response, problem) = call(&busy).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = header(&response, "retry-after").parse().expect("seconds");
    assert!((1..=31).contains(&wait), "{wait}");
    assert_eq!(problem["type"], "/problemen/te-vaak");
    assert_eq!(call(&quiet).await.0.status(), StatusCode::OK);
}
