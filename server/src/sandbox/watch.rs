//! Every call of a program in the sandbox is kept, with its answer. A real person does not come in.

use crate::{
    System, api, delivery::MAX_BYTES, fault::Fault, telemetry::plain_digits, vault::sha256, web,
};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, header};
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use shared::{FieldError, Problem, identifier::Bsn};
use std::sync::Arc;

/// The longest text that is kept of a call or of an answer, in bytes.
const LONGEST: usize = 64 * 1024;

/// The largest answer of the API.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// After how many seconds a program that asked for it may come back.
const PAUSE: u16 = 2;

/// With what a BSN of a test person begins.
const TEST_PERSON: &str = "9999";

/// Keeps the call and its answer.
///
/// # Errors
/// 500 when the database does not answer.
pub async fn watch(
    State(system): State<Arc<System>>,
    request: Request,
    next: Next,
) -> Result<Response, Fault> {
    let (parts, body) = request.into_parts();
    let Ok(sent) = to_bytes(body, MAX_BYTES).await else {
        let problem = Problem::too_large("Dit is meer dan we in 1 keer aannemen");
        return Ok(web::problem(&problem));
    };
    let target = parts
        .uri
        .path_and_query()
        .map_or("", |target| target.as_str());
    if names_somebody_real(&sent) || names_somebody_real(plain_digits(target).as_bytes()) {
        return Ok(web::problem(&only_test_persons()));
    }
    let call = target
        .strip_prefix(api::BASE)
        .map(|path| (parts.method.to_string(), path.to_owned()));
    let client = client(&system, &parts.headers).await?;
    let media_type = text_of(&parts.headers, header::CONTENT_TYPE);
    let (Some((method, path)), Some(client)) = (call, client) else {
        return Ok(next.run(Request::from_parts(parts, Body::from(sent))).await);
    };
    let busy = !path.starts_with("/proefhulp/") && was_busy(&system, &client).await?;
    let response = if busy {
        let pause = (header::RETRY_AFTER, HeaderValue::from(PAUSE));
        ([pause], web::problem(&Problem::too_many())).into_response()
    } else {
        next.run(Request::from_parts(parts, Body::from(sent.clone())))
            .await
    };
    let (mut head, body) = response.into_parts();
    let answer = to_bytes(body, LARGEST_ANSWER)
        .await
        .map_err(Fault::broken)?;
    let retry_after: Option<i32> = text_of(&head.headers, header::RETRY_AFTER).parse().ok();
    sqlx::query!(
        "insert into sandbox_call
             (client_id, at, method, path, media_type, sent, status, retry_after, answer)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        client,
        system.clock.now_stored().to_sqlx(),
        method,
        path,
        media_type,
        kept(&sent),
        i16::try_from(head.status.as_u16()).unwrap_or_default(),
        retry_after,
        kept_answer(&answer),
    )
    .execute(&system.pool)
    .await?;
    stay_here(&mut head.headers);
    Ok(Response::from_parts(head, Body::from(answer)))
}

/// The program whose token this is.
async fn client(system: &System, headers: &HeaderMap) -> Result<Option<String>, Fault> {
    let authorization = text_of(headers, header::AUTHORIZATION);
    let Some(token) = authorization.strip_prefix("Bearer ") else {
        return Ok(None);
    };
    Ok(sqlx::query_scalar!(
        "select client_id from api_token where token_hash = $1 and expires_at > $2",
        sha256(token),
        system.clock.now().to_sqlx(),
    )
    .fetch_optional(&system.pool)
    .await?)
}

/// Whether the program asked to be told now that it is busy.
async fn was_busy(system: &System, client: &str) -> Result<bool, Fault> {
    let asked = sqlx::query!("delete from sandbox_busy where client_id = $1", client)
        .execute(&system.pool)
        .await?;
    Ok(asked.rows_affected() == 1)
}

/// Whether a number of nine digits stands here by itself that can be a BSN, and not of a test person.
/// In a UUID or a longer number it says nothing.
pub fn names_somebody_real(sent: &[u8]) -> bool {
    sent.split(|byte| !(byte.is_ascii_alphanumeric() || b"-._".contains(byte)))
        .filter_map(|word| std::str::from_utf8(word).ok())
        .any(|word| word.len() == 9 && !word.starts_with(TEST_PERSON) && Bsn::parse(word).is_ok())
}

fn only_test_persons() -> Problem {
    let message = "Hier staat een getal van 9 cijfers dat een echt burgerservicenummer kan zijn. \
                   Gebruik in de testomgeving alleen testnummers: die beginnen met 9999.";
    let mut problem = Problem::invalid(vec![FieldError::new("burgerservicenummer", message)]);
    problem.detail = Some("We hebben niets van dit bericht bewaard.".to_owned());
    problem
}

/// As it is kept: PostgreSQL has no text with a null byte.
fn kept(text: &[u8]) -> String {
    if text.len() > LONGEST {
        return String::new();
    }
    String::from_utf8_lossy(text).replace('\0', "\u{fffd}")
}

/// As it is kept: of a long answer only what is no list.
fn kept_answer(answer: &[u8]) -> String {
    if answer.len() <= LONGEST {
        return kept(answer);
    }
    match serde_json::from_slice(answer) {
        Ok(Value::Object(mut members)) => {
            members.retain(|_, value| !value.is_array());
            Value::Object(members).to_string()
        }
        _ => String::new(),
    }
}

/// An address in an answer is of the sandbox too.
fn stay_here(headers: &mut HeaderMap) {
    let place = text_of(headers, header::LOCATION);
    if place.starts_with(api::BASE)
        && let Ok(place) = HeaderValue::try_from(format!("{}{place}", super::BASE))
    {
        headers.insert(header::LOCATION, place);
    }
}

fn text_of(headers: &HeaderMap, name: header::HeaderName) -> String {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::names_somebody_real;

    #[test]
    fn only_a_number_that_can_be_of_somebody_is_refused() {
        let real = |text: &'static str| names_somebody_real(text.as_bytes());
        assert!(real(r#"{"burgerservicenummer":"123456782"}"#));
        assert!(real("111222333;1980-01-01"));
        assert!(
            !real(r#"{"burgerservicenummer":"999990019"}"#),
            "a test person"
        );
        assert!(!real("123456789"), "fails the eleven test");
        assert!(!real("00000003900012340000"), "an OIN");
        assert!(!real("6f0c1a9e-6f0b-4c0e-9a52-a123456782bc"), "in a UUID");
    }
}
