//! The form that every answer of the API has, whatever made it: the version, problems as
//! `application/problem+json`, and what another site may read.

use super::{BASE, VERSION, reply};
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use shared::Problem;

/// When this version of the API was called old, and when it ends, once that is known
/// (`/core/deprecation-schedule`): the values of the headers `Deprecation` (RFC 9745) and `Sunset`
/// (RFC 8594).
const DEPRECATION: Option<(&str, &str)> = None;

/// What everyone may ask without a token, so that a page of another site may too.
const OPEN: [&str; 3] = ["/openapi.json", "/codelijsten/", "/grondslaghulp"];

/// Whether this is a path of the API that is for everyone.
pub fn is_open(path: &str) -> bool {
    path.strip_prefix(BASE)
        .is_some_and(|path| OPEN.iter().any(|open| path.starts_with(open)))
}

/// The method is not one of this address.
pub fn wrong_method() -> Problem {
    let mut problem = Problem::bad_request("Deze methode kan niet op dit adres");
    problem.status = 405;
    problem
}

/// Gives every answer the form of the design rules.
pub async fn by_the_rules(request: Request, next: Next) -> Response {
    let open = is_open(request.uri().path());
    let asks_first = request.method() == Method::OPTIONS;
    let mut response = if open && asks_first {
        StatusCode::NO_CONTENT.into_response()
    } else {
        as_problem(next.run(request).await)
    };
    let unauthorized = response.status() == StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("api-version"),
        HeaderValue::from_static(VERSION),
    );
    if let Some((since, ends)) = DEPRECATION {
        headers.insert("deprecation", HeaderValue::from_static(since));
        headers.insert("sunset", HeaderValue::from_static(ends));
    }
    if unauthorized {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if open {
        for (name, value) in [
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
            (header::ACCESS_CONTROL_EXPOSE_HEADERS, "api-version"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

/// A refusal of the framework says in English what it could not read: it becomes a problem.
fn as_problem(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let told = kind.is_some_and(|kind| kind == "application/problem+json");
    if told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut problem = match status {
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::too_large("Dit is meer dan we in 1 keer aannemen")
        }
        status if status.is_server_error() => Problem::internal(),
        _ => Problem::bad_request("We kunnen dit verzoek niet lezen. Kijk in de specificatie"),
    };
    problem.status = status.as_u16();
    reply::refused(&problem)
}
