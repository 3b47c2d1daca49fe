//! The published contract of the API beside what the API does.

mod answers;
mod document;
mod refusals;

use crate::support::{Program, Register, undocumented};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::response::Response;
use serde_json::Value;
use server::api;
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
