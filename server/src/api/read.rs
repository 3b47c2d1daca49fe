//! What a program sends as JSON, apart from the messages themselves.

use super::reply::Refusal;
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::Problem;

/// The members of an object in JSON. What is no object, or holds a character that no text may have,
/// is refused.
pub struct Sent<T>(pub T);

impl<T, S> FromRequest<S> for Sent<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request(request: Request<Body>, state: &S) -> Result<Self, Self::Rejection> {
        if !is_json(request.headers()) {
            return Err(refused(415, "Stuur application/json"));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Ok(value) = serde_json::from_slice::<Value>(&bytes) else {
            return Err(refused(400, "Dit is geen JSON"));
        };
        if !value.is_object() || has_null_character(&value) {
            return Err(refused(422, "Stuur een object, volgens de specificatie"));
        }
        serde_json::from_value(value)
            .map(Self)
            .map_err(|_| refused(422, "Een veld heeft een andere vorm dan in de specificatie"))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn refused(status: u16, title: &str) -> Response {
    let mut problem = Problem::bad_request(title);
    problem.status = status;
    Refusal::from(problem).into_response()
}

/// Whether a text in it has the character zero, which the database cannot keep.
fn has_null_character(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_null_character),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| name.contains('\0') || has_null_character(value)),
        _ => false,
    }
}
