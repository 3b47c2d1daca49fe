//! The published contract of the API beside what the API does.

mod support;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
    response::Response,
};
use serde_json::{Value, json};
use server::api;
use shared::delivery::{BatchFormat, BatchReader, parse_row};
use std::collections::BTreeSet;
use support::{Program, Register, appointment, removal, undocumented};
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
                    let reference = content["schema"]["$ref"].as_str().expect("a schema");
                    let schema = document
                        .pointer(reference.trim_start_matches('#'))
                        .expect("a schema");
                    let Some(example) = schema["examples"].get(0) else {
                        continue;
                    };
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

/// A program with a mandate, and what it hears that the document does not say.
struct Listener {
    register: Register,
    token: String,
    document: Value,
    wrong: Vec<String>,
}

impl Listener {
    async fn new() -> Self {
        let register = Register::new().await;
        let program = Program::registered(&register).await;
        program.mandated(&register).await;
        Self {
            token: program.token(&register).await,
            document: document(),
            wrong: Vec::new(),
            register,
        }
    }

    /// Asks, and holds the answer beside the document.
    async fn ask(
        &mut self,
        (method, route): (&str, &str),
        path: &str,
        (kind, body): (&str, &str),
    ) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", api::BASE))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", kind)
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let (response, answer) = ask(&self.register, request).await;
        let status = response.status().as_u16();
        let heard = (status, header(&response, "content-type"));
        let found = undocumented(&self.document, (method, route), heard, &answer);
        let shown: String = path.chars().take(80).collect();
        self.wrong
            .extend(found.into_iter().map(|one| format!("{shown}: {one}")));
        (status, answer)
    }

    fn all_is_documented(&self) {
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
    }
}

const JSON: &str = "application/json";
const APPOINTMENT: &str = "/benoemingen/{bevoegdGezag}/{benoemingvolgnummer}";

#[tokio::test(flavor = "multi_thread")]
async fn what_the_api_answers_is_what_the_document_says() {
    let mut api = Listener::new().await;
    let put = ("PUT", APPOINTMENT);
    let message = appointment("A-1", 1).to_string();
    let place = "/benoemingen/41234/A-1";
    assert_eq!(api.ask(put, place, (JSON, &message)).await.0, 201);
    let later = jiff::SignedDuration::from_millis(1);
    api.register.system.clock.advance(later);
    let (_, overview) = api
        .ask(
            ("POST", "/registratieoverzichten"),
            "/registratieoverzichten",
            (JSON, r#"{"bevoegdGezag":"41234"}"#),
        )
        .await;
    let before = overview["kenmerk"].as_str().expect("an id").to_owned();
    api.register.system.clock.advance(later);
    let mut changed = appointment("A-1", 2);
    changed["benoeming"]["einddatum"] = json!("2027-01-31");
    for (status, message) in [
        (201, message),
        (200, changed.to_string()),
        (422, r#"{"bevoegdGezag":"41234"}"#.to_owned()),
        (422, "geen json".to_owned()),
        (400, removal("A-1", 3, None).to_string()),
    ] {
        let (actual, answer) = api.ask(put, place, (JSON, &message)).await;
        assert_eq!(actual, status, "{answer}");
    }
    assert_eq!(api.ask(put, place, ("text/plain", "iets")).await.0, 415);
    let elsewhere = "/benoemingen/41235/A-1";
    let stranger = appointment("A-1", 1).to_string();
    assert_eq!(api.ask(put, elsewhere, (JSON, &stranger)).await.0, 403);
    let check = ("POST", "/proefcontroles");
    let tried = appointment("A-2", 1).to_string();
    assert_eq!(
        api.ask(check, "/proefcontroles", (JSON, &tried)).await.0,
        200
    );
    api.register.system.clock.advance(later);
    let (_, overview) = api
        .ask(
            ("POST", "/registratieoverzichten"),
            "/registratieoverzichten",
            (JSON, r#"{"bevoegdGezag":"41234"}"#),
        )
        .await;
    let after = overview["kenmerk"].as_str().expect("an id").to_owned();
    let differences = format!("/registratieoverzichten/{after}/verschillen?met={before}");
    let gone = removal("A-1", 3, None).to_string();
    for (method, route, path, body, status) in [
        ("GET", "/terugkoppelingen", "/terugkoppelingen", "", 200),
        (
            "GET",
            "/terugkoppelingen",
            "/terugkoppelingen?na=x",
            "",
            400,
        ),
        ("GET", "/machtigingen", "/machtigingen", "", 200),
        ("GET", "/machtigingen", "/machtigingen?na=x", "", 400),
        (
            "GET",
            "/registratieoverzichten/{id}",
            &format!("/registratieoverzichten/{after}"),
            "",
            200,
        ),
        (
            "GET",
            "/registratieoverzichten/{id}",
            &format!("/registratieoverzichten/{after}?na=%00"),
            "",
            400,
        ),
        (
            "GET",
            "/registratieoverzichten/{id}/verschillen",
            &differences,
            "",
            200,
        ),
        (
            "GET",
            "/registratieoverzichten/{id}/verschillen",
            &format!("{differences}&na=%00"),
            "",
            400,
        ),
        (
            "POST",
            "/registratieoverzichten/{id}/verschillen",
            &format!("/registratieoverzichten/{after}/verschillen"),
            "{}",
            415,
        ),
        (
            "GET",
            "/verbeterverzoeken",
            "/verbeterverzoeken?bevoegdGezag=41234",
            "",
            200,
        ),
        (
            "GET",
            "/verbeterverzoeken",
            "/verbeterverzoeken?bevoegdGezag=41235",
            "",
            403,
        ),
        (
            "POST",
            "/volledigheidsverklaringen",
            "/volledigheidsverklaringen",
            r#"{"bevoegdGezag":"41234","peildatum":"2026-11-01"}"#,
            201,
        ),
        (
            "POST",
            "/volledigheidsverklaringen",
            "/volledigheidsverklaringen",
            r#"{"bevoegdGezag":"41234","peildatum":"2026-11-01"}"#,
            200,
        ),
        (
            "POST",
            "/volledigheidsverklaringen",
            "/volledigheidsverklaringen",
            r#"{"bevoegdGezag":"41234","peildatum":"2026-13-01"}"#,
            422,
        ),
        ("GET", "/webhook", "/webhook", "", 404),
        ("POST", "/webhook/proef", "/webhook/proef", "", 404),
        (
            "PUT",
            "/webhook",
            "/webhook",
            r#"{"url":"http://127.0.0.1:9/"}"#,
            200,
        ),
        (
            "PUT",
            "/webhook",
            "/webhook",
            r#"{"url":"ftp://127.0.0.1/"}"#,
            422,
        ),
        (
            "PUT",
            "/webhook",
            "/webhook",
            r#"["http://127.0.0.1:9/"]"#,
            422,
        ),
        ("GET", "/webhook", "/webhook", "", 200),
        ("POST", "/webhook/proef", "/webhook/proef", "", 422),
        ("DELETE", "/webhook", "/webhook", "", 204),
        ("GET", "/codelijsten/{naam}", "/codelijsten/vakken", "", 200),
        (
            "GET",
            "/codelijsten/{naam}",
            "/codelijsten/grondslagen?peildatum=0001-01-01",
            "",
            200,
        ),
        (
            "GET",
            "/codelijsten/{naam}",
            "/codelijsten/onderwijsterreinen",
            "",
            200,
        ),
        ("POST", "/grondslaghulp", "/grondslaghulp", "{}", 200),
        (
            "POST",
            "/grondslaghulp",
            "/grondslaghulp",
            r#"{"antwoorden":{"sector":"x\u0000"}}"#,
            200,
        ),
        (
            "POST",
            "/grondslaghulp",
            "/grondslaghulp",
            r#"{"peildatum":"0001-01-01"}"#,
            404,
        ),
        ("POST", "/grondslaghulp", "/grondslaghulp", "[]", 422),
        ("POST", "/grondslaghulp", "/grondslaghulp", "{", 400),
        ("GET", "/openapi.json", "/openapi.json", "", 200),
        ("DELETE", APPOINTMENT, place, "geen json", 422),
        ("DELETE", APPOINTMENT, place, &gone, 200),
    ] {
        let (actual, answer) = api.ask((method, route), path, (JSON, body)).await;
        assert_eq!(actual, status, "{method} {path}: {answer}");
    }
    api.all_is_documented();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_the_decision_aid_is_what_the_document_says() {
    let mut api = Listener::new().await;
    let place = ("POST", "/grondslaghulp");
    for sector in ["po", "so", "vso", "vo", "mbo"] {
        // The last choice of every question, then the first one: two walks to an end.
        for last in [true, false] {
            let mut answers = serde_json::Map::new();
            answers.insert("sector".to_owned(), json!(sector));
            loop {
                let body = json!({ "antwoorden": answers }).to_string();
                let (status, step) = api.ask(place, place.1, (JSON, &body)).await;
                assert_eq!(status, 200, "{step}");
                let question = &step["vraag"];
                let choices = question["antwoorden"].as_array();
                let (Some(code), Some(choices)) = (question["code"].as_str(), choices) else {
                    assert!(step["uitkomst"].is_object(), "{step}");
                    break;
                };
                assert!(!answers.contains_key(code), "{code} is asked again: {step}");
                let choice = if last {
                    choices.last()
                } else {
                    choices.first()
                };
                let choice = choice.expect("a choice")["code"].clone();
                answers.insert(code.to_owned(), choice);
            }
        }
    }
    api.all_is_documented();
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
