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

/// The members of an object in JSON; what is no object is refused. The character zero, which no
/// database keeps, is replaced.
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
        let Ok(mut value) = serde_json::from_slice::<Value>(&bytes) else {
            return Err(refused(400, "Dit is geen JSON"));
        };
        if !value.is_object() {
            return Err(refused(422, "Stuur een object, volgens de specificatie"));
        }
        make_keepable(&mut value);
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

fn make_keepable(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => *text = text.replace('\0', "\u{FFFD}"),
        Value::Array(items) => items.iter_mut().for_each(make_keepable),
        Value::Object(members) => members.values_mut().for_each(make_keepable),
        _ => {}
    }
}
