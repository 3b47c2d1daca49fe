//! What is refused, in words.

use super::{APPOINTMENT, JSON, Listener, ask, header, request};
use crate::support::{Program, Register, appointment};
use axum::http::StatusCode;
use serde_json::json;
use server::api;

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

/// What stands in an address in place of a parameter.
fn odd_values() -> Vec<String> {
    let long = "x".repeat(4000);
    [
        "%2F",
        "%00",
        "%FF",
        "..",
        "%2e%2e",
        "%C3%A9%F0%9F%98%80",
        "%20",
        "a;b=c",
        "{x}",
        "-1",
        &long,
    ]
    .map(str::to_owned)
    .to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_values_in_an_address_are_refused_in_words() {
    let mut api = Listener::new().await;
    let whole = json!({
        "bevoegdGezag": "41234", "uitkomst": "aangepast", "peildatum": "2026-11-01",
    });
    for (method, route, _) in server::api::routes() {
        for odd in odd_values().iter().filter(|_| route.contains('{')) {
            let filled = route
                .split('/')
                .map(|part| if part.starts_with('{') { odd } else { part })
                .collect::<Vec<_>>()
                .join("/");
            let filled = filled.replace('{', "%7B").replace('}', "%7D");
            let path = if route.ends_with("/verschillen") {
                format!("{filled}?met=%00")
            } else {
                filled
            };
            let body = whole.to_string();
            let (status, answer) = api.ask((method, route), &path, (JSON, &body)).await;
            assert!((400..500).contains(&status), "{method} {path}: {answer}");
            assert!(answer["title"].is_string(), "{method} {path}: {answer}");
        }
    }
    api.all_is_documented();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_character_zero_is_told_and_breaks_nothing() {
    let mut api = Listener::new().await;
    let mut named = appointment("A-1", 1);
    named["onderwijs"]["aanduiding"] = json!("LERAAR\u{0}VO");
    let mut unknown = appointment("A-1", 1);
    unknown["benoeming"]["kleur\u{0}"] = json!("blauw");
    let mut software = appointment("A-1", 1);
    software["bedrijfsdocument"]["softwarepakket"] = json!("\u{0}");
    for message in [named, unknown, software] {
        let body = message.to_string();
        let place = "/benoemingen/41234/A-1";
        let (status, answer) = api.ask(("PUT", APPOINTMENT), place, (JSON, &body)).await;
        assert_eq!(status, 422, "{answer}");
        assert_eq!(answer["fouten"][0]["code"], "LR-F001", "{answer}");
    }
    api.all_is_documented();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_an_address_does_not_have_is_refused_with_those_that_it_has() {
    let register = Register::new().await;
    for (_, route, _) in server::api::routes() {
        let path = route.replace('{', "%7B").replace('}', "%7D");
        for method in ["PATCH", "TRACE", "QUERY"] {
            let (response, problem) = ask(&register, request(method, &path)).await;
            assert_eq!(
                response.status(),
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {route}"
            );
            assert_eq!(problem["status"], 405, "{method} {route}");
            assert!(!header(&response, "allow").is_empty(), "{method} {route}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_no_token_is_told_how_to_prove_who_it_is() {
    let register = Register::new().await;
    let (response, _) = ask(&register, request("GET", "/terugkoppelingen")).await;
    assert_eq!(header(&response, "www-authenticate"), "Bearer");
}
