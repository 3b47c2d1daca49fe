//! A program of a supplier that calls the API.

use super::Register;
use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A program with a key pair, registered.
pub struct Program {
    key: EncodingKey,
    client: String,
}

impl Program {
    /// A program of the first supplier.
    pub async fn registered(register: &Register) -> Self {
        Self::named(register, "voorbeeldhr").await
    }

    /// Another program of the first supplier.
    pub async fn named(register: &Register, client: &str) -> Self {
        let pair = super::ec_key_pair();
        server::api::register(
            register.pool(),
            "Voorbeeldsoftware",
            "00000003123456780000",
            client,
            json!({ "keys": [pair.public_jwk] }).to_string().as_bytes(),
        )
        .await
        .expect("registered");
        Self {
            key: EncodingKey::from_ec_der(&pair.private_pkcs8),
            client: client.to_owned(),
        }
    }

    /// A program of a supplier in the sandbox.
    pub async fn in_sandbox(register: &Register, client: &str, oin: &str) -> Self {
        let pair = super::ec_key_pair();
        let sandbox = register.system.sandbox.as_ref().expect("a sandbox");
        let keys = json!({ "keys": [pair.public_jwk] }).to_string();
        server::sandbox::enrol(sandbox, "Voorbeeldsoftware", oin, client, keys.as_bytes())
            .await
            .expect("enrolled");
        Self {
            key: EncodingKey::from_ec_der(&pair.private_pkcs8),
            client: client.to_owned(),
        }
    }

    /// Gives the supplier a mandate of board 41234 for this year.
    pub async fn mandated(&self, register: &Register) {
        sqlx::query(
            "insert into mandate (board_number, supplier_id, valid, granted_by, granted_at)
             select '41234', supplier_id, daterange('2026-01-01', '2027-01-01'),
                    'school:41234:test', now()
             from supplier_client where client_id = $1",
        )
        .bind(&self.client)
        .execute(register.pool())
        .await
        .expect("a mandate");
    }

    /// A token.
    pub async fn token(&self, register: &Register) -> String {
        self.token_at(register, "").await
    }

    /// A token of the register, or of what is below this path of it.
    pub async fn token_at(&self, register: &Register, base: &str) -> String {
        let claims = json!({
            "iss": self.client,
            "sub": self.client,
            "aud": format!("{}{base}/oauth/token", register.system.config.public_url),
            "exp": register.system.clock.now().as_second() + 120,
            "jti": uuid::Uuid::now_v7(),
        });
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some("een".to_owned());
        let assertion = encode(&header, &claims, &self.key).expect("signed");
        let form = serde_urlencoded::to_string([
            ("grant_type", "client_credentials"),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", &assertion),
        ])
        .expect("a form");
        let request = Request::post(format!("{base}/oauth/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .expect("a request");
        let response = register.router().oneshot(request).await.expect("an answer");
        let bytes = to_bytes(response.into_body(), 1 << 16)
            .await
            .expect("a body");
        let answer: Value = serde_json::from_slice(&bytes).expect("json");
        answer["access_token"].as_str().expect("a token").to_owned()
    }

    /// Asks below this path of the register, with a token.
    pub async fn call_at(register: &Register, base: &str, token: &str, method: &str, path: &str) {
        let request = Request::builder()
            .method(method)
            .uri(format!("{base}{}{path}", server::api::BASE))
            .header("authorization", format!("Bearer {token}"))
            .body(Body::empty())
            .expect("a request");
        let response = register.router().oneshot(request).await.expect("an answer");
        assert!(response.status().is_success(), "{}", response.status());
    }

    /// Sends JSON, or asks, with a token; the status and the answer.
    pub async fn call(
        register: &Register,
        token: &str,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", server::api::BASE))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .expect("a request");
        let response = register.router().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), 1 << 22)
            .await
            .expect("a body");
        (
            status,
            serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        )
    }
}
