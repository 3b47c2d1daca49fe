//! A fault as an answer: `application/problem+json` for programs, a plain page for people.

use crate::{fault::Fault, telemetry};
use app::Links;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use http::{StatusCode, header};
use shared::Problem;

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        problem(&Problem::from(self))
    }
}

/// After how many seconds to come back when something does not answer now.
const PAUSE: u64 = 10;

/// A problem as `application/problem+json` (RFC 9457).
pub fn problem(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_string(problem).unwrap_or_default();
    let mut response = (
        status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        body,
    )
        .into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, PAUSE.into());
    }
    response
}

/// What is answered when something panics: no trace of it but in the log, under the help code.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    let code = telemetry::help_code();
    tracing::error!(help_code = %code, "something panicked");
    problem(&Problem::internal().with_instance(code))
}

/// Turns a problem that no page could show into a page, for whoever asked for one.
pub async fn for_people(State(links): State<Links>, request: Request, next: Next) -> Response {
    let wants_page = request.method() == http::Method::GET
        && request
            .headers()
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
    let response = next.run(request).await;
    let is_problem = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/problem+json");
    if !wants_page || !is_problem {
        return response;
    }
    let status = response.status();
    let retry_after = response.headers().get(header::RETRY_AFTER).cloned();
    let bytes = axum::body::to_bytes(response.into_body(), 64 * 1024)
        .await
        .unwrap_or_default();
    let problem: Problem = serde_json::from_slice(&bytes).unwrap_or_else(|_| Problem::internal());
    let policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; frame-ancestors 'none'";
    let mut response = (
        status,
        [(header::CONTENT_SECURITY_POLICY, policy)],
        Html(page(&problem, &links)),
    )
        .into_response();
    if let Some(retry_after) = retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, retry_after);
    }
    response
}

fn page(problem: &Problem, links: &Links) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let detail = problem.detail.as_deref().map_or_else(
        || "Je hebt niets verkeerd gedaan. Probeer het over een paar minuten opnieuw.".to_owned(),
        escape,
    );
    let code = problem.instance.as_deref().map(escape).map_or(String::new(), |code| {
        format!("<p class=\"lr-small\">Blijft het misgaan? Bel ons en noem code <span class=\"lr-id\">{code}</span></p>")
    });
    format!(
        "<!DOCTYPE html><html lang=\"nl\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} - Lerarenregister</title>\
         <link rel=\"stylesheet\" href=\"{css}\"><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\"></head>\
         <body class=\"utrecht-document\"><main class=\"lr-main\"><div class=\"lr-wrap\">\
         <div class=\"lr-narrow lr-stack lr-stack--l\"><h1 class=\"utrecht-heading-1\">{title}</h1>\
         <p class=\"lr-lead\">{detail}</p>{code}\
         <p><a class=\"utrecht-link\" href=\"/\">Naar de startpagina</a></p>\
         </div></div></main></body></html>",
        title = escape(&problem.title),
        css = links.css,
    )
}
