//! A program of a supplier that delivers.

use super::{Program, Register};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A program that has a mandate of the board 41234 and a token.
pub struct Deliverer {
    program: Program,
    token: String,
}

impl Deliverer {
    /// Registers it.
    pub async fn with_mandate(register: &Register) -> Self {
        let program = Program::registered(register).await;
        program.mandated(register).await;
        Self {
            token: program.token(register).await,
            program,
        }
    }

    /// Asks for another token, when time went by.
    pub async fn log_in_again(&mut self, register: &Register) {
        self.token = self.program.token(register).await;
    }

    /// Sends a body of this media type.
    pub async fn send(
        &self,
        register: &Register,
        (method, path): (&str, &str),
        media_type: &str,
        body: impl Into<Body>,
    ) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/aanleveren/v1{path}"))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", media_type)
            .body(body.into())
            .expect("a request");
        answer(register, request).await
    }

    /// Sends a message in JSON; a moment passes after it.
    pub async fn json(
        &self,
        register: &Register,
        method: &str,
        message: &Value,
    ) -> (StatusCode, Value) {
        let number = message["benoemingvolgnummer"].as_str().expect("a number");
        let path = format!("/benoemingen/41234/{number}");
        let body = message.to_string();
        let answered = self
            .send(register, (method, &path), "application/json", body)
            .await;
        let moment = jiff::SignedDuration::from_millis(1);
        register.system.clock.advance(moment);
        answered
    }

    /// The feedback once it holds so many outcomes: it waits for every transaction that runs in
    /// the cluster, those of other tests too.
    pub async fn feedback(&self, register: &Register, count: usize) -> Vec<Value> {
        let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
        loop {
            let (_, feedback) = self
                .send(register, ("GET", "/terugkoppelingen"), "", Body::empty())
                .await;
            let there = feedback["terugkoppelingen"].as_array().cloned();
            let there = there.unwrap_or_default();
            if there.len() >= count || std::time::Instant::now() > end {
                return there;
            }
            super::a_moment().await;
        }
    }
}

async fn answer(register: &Register, request: Request<Body>) -> (StatusCode, Value) {
    let response = register.router().oneshot(request).await.expect("an answer");
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 8 << 20)
        .await
        .expect("a body");
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    (status, body)
}

/// A message about a qualified teacher.
pub fn appointment(number: &str, version: u32) -> Value {
    json!({
        "bedrijfsdocument": {
            "identificatiecodeBedrijfsdocument": uuid::Uuid::now_v7(),
            "datumTijdBedrijfsdocument": "2026-11-23T11:00:00Z",
            "berichtversie": "1.0",
            "softwarepakket": "VoorbeeldHR 12.3",
        },
        "bevoegdGezag": "41234",
        "benoemingvolgnummer": number,
        "versie": version,
        "persoon": { "burgerservicenummer": "999990019", "geboortedatum": "1987-04-02" },
        "school": { "instellingscode": "99QA", "vestigingscode": "99QA01" },
        "benoeming": { "begindatum": "2026-11-01", "soort": "BENOEMING", "functiecategorie": 9 },
        "arbeidsovereenkomst": { "begindatum": "2026-11-01" },
        "grondslag": { "code": "VO-33.1B1" },
        "onderwijs": { "aanduiding": "LERAAR_VO" },
    })
}

/// A message that deletes.
pub fn removal(number: &str, version: u32, reason: Option<&str>) -> Value {
    json!({
        "bedrijfsdocument": {
            "identificatiecodeBedrijfsdocument": uuid::Uuid::now_v7(),
            "datumTijdBedrijfsdocument": "2026-11-23T11:00:00Z",
            "berichtversie": "1.0",
            "softwarepakket": "VoorbeeldHR 12.3",
        },
        "bevoegdGezag": "41234",
        "benoemingvolgnummer": number,
        "versie": version,
        "verwijdering": { "reden": reason },
    })
}
