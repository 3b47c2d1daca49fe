//! Forms that the browser posts itself: POST, redirect, GET, and nothing typed is lost.
//!
//! The WebAssembly in the page calls a server function and shows the answer. A plain form posts
//! to the same address; here its answer becomes a redirect. What could not be taken in is kept,
//! encrypted, and given back on the page (`?formulier=<id>`), also when the session ended in the
//! meantime: then after the next login of the same person.

use super::once;
use crate::{System, desks::session::keep, fault::Fault, session::visit::Ended, uploads};
use app::{desk::Visit, session::TAKEN_IN, upload::Posted as Files};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use futures::StreamExt;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use server_fn::codec::MultipartData;
use shared::Problem;
use std::sync::Arc;

/// The most that is kept of one request: the largest file we take, and the fields around it.
pub const MAX_BODY: usize = 25 * 1024 * 1024;

/// The most that is read of one request, so that the browser hears our answer instead of a broken line.
const MAX_DRAIN: usize = 256 * 1024 * 1024;

/// Answers a call of a server function; everything else passes.
///
/// # Errors
/// 500 when the database does not answer.
pub async fn answer(
    State(system): State<Arc<System>>,
    request: Request,
    next: Next,
) -> Result<Response, Fault> {
    if !request.uri().path().starts_with("/api/") {
        return Ok(next.run(request).await);
    }
    let posted_by_browser = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    let (mut parts, body) = request.into_parts();
    let Collected {
        bytes,
        too_large,
        broken,
    } = collect(body).await;
    // Half a form would be taken for a whole one. Only a part of a file is kept as far as it came.
    let in_parts = parts.method == Method::PATCH && parts.uri.path().starts_with(uploads::PATH);
    if broken && !in_parts {
        return Ok(super::reply::problem(&broken_off()));
    }
    if !posted_by_browser {
        if too_large {
            return Ok(super::reply::problem(&Problem::too_large(TOO_LARGE)));
        }
        let response = once::run(&system, parts, bytes, next).await;
        return Ok(with_status_of_problem(response).await);
    }

    let mut form = Posted {
        action: parts.uri.path().to_owned(),
        page: page_of(&parts.headers, &system.config.public_url),
        values: values(&parts, &bytes).await,
    };
    let by_link = super::guard::is_by_link(&form.action).then(|| form.stay_at_link());
    if let (Some(ended), None) = (parts.extensions.get::<Ended>(), &by_link) {
        let problem = Problem::not_logged_in().with_detail(
            "Je was te lang niet actief, daarom is dit nog niet opgeslagen. \
             Wat je had ingevuld staat er nog. Kijk het na en verstuur het opnieuw.",
        );
        let owner = ended.owner.clone();
        return form.give_back(&system, &owner, problem, Some(ENDED)).await;
    }
    let visitor = parts.extensions.get::<Visit>();
    let actor = visitor.and_then(|visit| visit.actor.as_ref());
    let Some(owner) = by_link.or_else(|| actor.map(app::actor::Actor::owner)) else {
        let page = form.page.clone();
        return Ok(to_login(ENDED, &page));
    };
    if too_large {
        return form
            .give_back(&system, &owner, Problem::too_large(TOO_LARGE), None)
            .await;
    }
    // From here on the server function need not know that a browser posted this itself.
    parts
        .headers
        .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let response = once::run(&system, parts, bytes, next).await;
    if let Some(goal) = response.headers().get(header::LOCATION) {
        let goal = goal.to_str().unwrap_or("/").to_owned();
        return Ok(Redirect::to(&goal).into_response());
    }
    if response.status().is_success() {
        if !SHOWN.contains(&form.action.as_str()) {
            return Ok(Redirect::to(&form.page).into_response());
        }
        let taken_in = Problem {
            status: TAKEN_IN,
            ..Problem::bad_request("")
        };
        let taken_in = taken_in.with_detail(text_of(response).await);
        return form.give_back(&system, &owner, taken_in, None).await;
    }
    let problem = problem_in(response).await;
    let again = problem.asks_login_again().then_some(AGAIN);
    form.give_back(&system, &owner, problem, again).await
}

/// The form with files that a browser posted to a page.
///
/// # Errors
/// 400 when it is no such form, or breaks off; 413 when it is too large.
pub async fn posted(headers: &HeaderMap, body: Body) -> Result<Files, Problem> {
    let kind = headers.get(header::CONTENT_TYPE);
    let boundary = kind
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| multer::parse_boundary(kind).ok())
        .ok_or_else(|| Problem::bad_request("Verstuur het bestand met het formulier"))?;
    let Collected {
        bytes,
        too_large,
        broken,
    } = collect(body).await;
    if broken {
        return Err(broken_off());
    }
    if too_large {
        return Err(Problem::too_large(TOO_LARGE));
    }
    let whole = futures::stream::once(async move { Ok::<_, std::io::Error>(bytes) });
    Files::read(MultipartData::Server(multer::Multipart::new(
        whole, boundary,
    )))
    .await
}

/// The addresses that take a file.
pub const UPLOADS: [&str; 11] = [
    "/mijn/portfolio/agenda",
    "/school/leveringen/vergelijken",
    "/api/school/levering",
    "/api/school/rooster",
    "/api/mijn/bewijsstuk",
    "/api/mijn/activiteit",
    "/api/mijn/portfolio/import/bestand",
    "/api/mijn/aanmelding",
    "/api/mijn/aanmelding/bewijs",
    "/api/mijn/correctie",
    "/api/mijn/diplomas/uittreksel",
];

/// The server functions of which the answer is shown beside what was typed.
const SHOWN: [&str; 6] = [
    "/api/leveranciers/testomgeving/controle",
    "/api/behandeling/zaak/voorstel",
    "/api/behandeling/zaak/vraag",
    "/api/behandeling/zaak/vraag/einde",
    "/api/behandeling/zaak/verdagen",
    "/api/behandeling/zaak/vervolg",
];

/// Refuses a call of an upload that is no upload: the codec would panic.
///
/// # Errors
/// 400 when the body is not of several parts.
pub async fn uploads(request: Request, next: Next) -> Result<Response, Fault> {
    let is_multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| multer::parse_boundary(value).is_ok());
    let uploads = *request.method() == Method::POST && UPLOADS.contains(&request.uri().path());
    if uploads && !is_multipart {
        return Err(Problem::bad_request("Verstuur het bestand met het formulier").into());
    }
    Ok(next.run(request).await)
}

/// The word for the login page: the session ended.
const ENDED: &str = "sessie";

/// The word for the login page: what is asked needs a fresh login.
const AGAIN: &str = "opnieuw";

const TOO_LARGE: &str = "Het bestand is te groot. Je kunt hier bestanden tot 20 MB versturen";

struct Posted {
    action: String,
    page: String,
    values: Vec<(String, String)>,
}

impl Posted {
    /// Who was invited by a link goes on at its page, logged in or not. Whose form it is.
    fn stay_at_link(&mut self) -> String {
        let key = self.values.iter().find(|(name, _)| name == "key");
        let key = key.map(|(_, key)| key.as_str()).unwrap_or_default();
        self.page = format!("/feedback/{}", app::page::encoded(key));
        crate::desks::teacher::owner_of_form(key)
    }

    async fn give_back(
        self,
        system: &System,
        owner: &str,
        problem: Problem,
        why_login: Option<&str>,
    ) -> Result<Response, Fault> {
        let id = keep(system, owner, &self.action, &self.values, &problem).await?;
        let separator = if self.page.contains('?') { '&' } else { '?' };
        let page = format!("{}{separator}formulier={id}", self.page);
        Ok(match why_login {
            Some(why) => to_login(why, &page),
            None => Redirect::to(&page).into_response(),
        })
    }
}

/// To the login, which tells why, and from there to this page.
fn to_login(why: &str, page: &str) -> Response {
    let query = serde_urlencoded::to_string([("melding", why), ("terug", page)]);
    Redirect::to(&format!("/inloggen?{}", query.unwrap_or_default())).into_response()
}

/// What came of a body.
struct Collected {
    bytes: Bytes,
    too_large: bool,
    /// The line broke before the end.
    broken: bool,
}

fn broken_off() -> Problem {
    Problem::bad_request("Het versturen is onderbroken. Probeer het opnieuw")
}

/// Reads a body into memory up to [`MAX_BODY`]; what is more is read and dropped.
async fn collect(body: Body) -> Collected {
    let mut kept = Vec::new();
    let mut seen = 0;
    let mut broken = false;
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.next().await {
        let Ok(chunk) = chunk else {
            broken = true;
            break;
        };
        seen += chunk.len();
        if seen <= MAX_BODY {
            kept.extend_from_slice(&chunk);
        } else if seen > MAX_DRAIN {
            break;
        }
    }
    Collected {
        bytes: Bytes::from(kept),
        too_large: seen > MAX_BODY,
        broken,
    }
}

/// The page that holds the form, without an earlier answer in its address.
fn page_of(headers: &HeaderMap, public_url: &str) -> String {
    let page = headers
        .get(header::REFERER)
        .and_then(|referer| referer.to_str().ok())
        .and_then(|referer| referer.strip_prefix(public_url))
        .filter(|path| path.starts_with('/') && !path.starts_with("//"))
        .unwrap_or("/");
    let Some((path, query)) = page.split_once('?') else {
        return page.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with("formulier="))
        .collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

/// The text fields of a posted form; files cannot be given back.
async fn values(parts: &Parts, bytes: &Bytes) -> Vec<(String, String)> {
    let content_type = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if content_type.starts_with("application/x-www-form-urlencoded") {
        return serde_urlencoded::from_bytes(bytes).unwrap_or_default();
    }
    let Ok(boundary) = multer::parse_boundary(content_type) else {
        return Vec::new();
    };
    let body = bytes.clone();
    let mut form = multer::Multipart::new(
        futures::stream::once(async move { Ok::<_, std::io::Error>(body) }),
        boundary,
    );
    let mut values = Vec::new();
    while let Ok(Some(field)) = form.next_field().await {
        let Some(name) = field.name().map(str::to_owned) else {
            continue;
        };
        if field.file_name().is_some() {
            continue;
        }
        match field.text().await {
            Ok(text) => values.push((name, text)),
            Err(_) => break,
        }
    }
    values
}

/// What a server function answered.
async fn text_of(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), MAX_BODY)
        .await
        .unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The problem that a server function answered with.
async fn problem_in(response: Response) -> Problem {
    let bytes = axum::body::to_bytes(response.into_body(), MAX_BODY)
        .await
        .unwrap_or_default();
    serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| Problem::internal().with_instance(crate::telemetry::help_code()))
}

/// A server function always fails with 500; its problem knows better.
async fn with_status_of_problem(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    super::reply::problem(&problem_in(response).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(referer: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::REFERER, referer.parse().expect("header"));
        page_of(&headers, "https://register.example")
    }

    #[test]
    fn the_visitor_goes_back_to_the_page_of_the_form() {
        assert_eq!(page("https://register.example/mijn?a=1"), "/mijn?a=1");
        assert_eq!(page("https://register.example/mijn?formulier=x"), "/mijn");
        assert_eq!(
            page("https://register.example/mijn?a=1&formulier=x"),
            "/mijn?a=1"
        );
    }

    #[test]
    fn a_page_of_another_site_is_not_gone_back_to() {
        assert_eq!(page("https://kwaad.example/mijn"), "/");
        assert_eq!(page("https://register.example//kwaad.example"), "/");
    }
}
