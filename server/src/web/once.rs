//! A form that is sent twice is handled once, and to its end.
//!
//! Who clicks twice sends the same form again before the page changes, and gets the answer to the first. Who leaves
//! before there is an answer does not undo what was asked. Of each session the last form is remembered, and only as
//! long as a second click takes: the same form later is a new wish. Each server remembers its own, as it does limits.
//! See docs/decisions/0002.

use super::reply;
use crate::{System, session::COOKIE, telemetry};
use app::desk::Visit;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use http::{HeaderMap, Method, StatusCode, header, request::Parts};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use shared::Problem;
use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// How long after its answer the same form is taken for a second click.
const CLICK: SignedDuration = SignedDuration::from_secs(2);

type Hash = [u8; 32];

/// The last form of each session, by the hash of its cookie.
#[derive(Default)]
pub struct LastForms(Mutex<HashMap<Hash, Sent>>);

struct Sent {
    form: Hash,
    answer: Shared<BoxFuture<'static, Answer>>,
    /// When it was taken in, if it was; not set while there is no answer.
    taken_in: Arc<OnceLock<Option<Timestamp>>>,
}

impl Sent {
    /// Whether the same form would be a second click now. What was refused may be tried again at once.
    fn counts(&self, now: Timestamp) -> bool {
        self.taken_in.get().is_none_or(|taken_in| {
            taken_in.is_some_and(|then| now.duration_since(then).abs() < CLICK)
        })
    }
}

#[derive(Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// Handles a form, or waits for the answer to the same form that is being handled. What is no such form,
/// or comes from nobody who is logged in, just passes.
pub async fn run(system: &Arc<System>, parts: Parts, bytes: Bytes, next: Next) -> Response {
    let hashes = hashes(&parts, &bytes);
    let request = Request::from_parts(parts, Body::from(bytes));
    let Some((session, form)) = hashes else {
        return next.run(request).await;
    };
    let answer = {
        let last = system.last_forms.0.lock();
        let mut last = last.unwrap_or_else(PoisonError::into_inner);
        let now = system.clock.now();
        last.retain(|_, sent| sent.counts(now));
        match last.get(&session) {
            Some(sent) if sent.form == form => sent.answer.clone(),
            _ => {
                let sent = handle(system.clone(), form, request, next);
                let answer = sent.answer.clone();
                last.insert(session, sent);
                answer
            }
        }
    };
    answer.await.into_response()
}

/// Begins to handle a form, in a task that goes on when nobody waits for it.
fn handle(system: Arc<System>, form: Hash, request: Request, next: Next) -> Sent {
    let taken_in = Arc::new(OnceLock::new());
    let ended = taken_in.clone();
    let work = tokio::spawn(telemetry::of_request(async move {
        let working = AssertUnwindSafe(next.run(request)).catch_unwind();
        let answer = match tokio::time::timeout(super::LIMIT, working).await {
            Ok(answered) => Answer::of(answered.unwrap_or_else(reply::panicked)).await,
            Err(_) => Answer::of(StatusCode::REQUEST_TIMEOUT.into_response()).await,
        };
        let accepted = answer.status.is_success() || answer.status.is_redirection();
        ended.get_or_init(|| accepted.then(|| system.clock.now()));
        answer
    }));
    let answer = async move {
        match work.await {
            Ok(answer) => answer,
            // The server stops.
            Err(_) => Answer::of(reply::problem(&Problem::unavailable("De server stopt"))).await,
        }
    };
    Sent {
        form,
        answer: answer.boxed().shared(),
        taken_in,
    }
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await;
        Self {
            status: match body {
                Ok(_) => parts.status,
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
            headers: parts.headers,
            body: body.unwrap_or_default(),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// What is not remembered. A file that a school delivers again is compared with what it delivered before, and the
/// school is told; the others are calls of the page itself, and would take the place of the form in hand.
const PASSES: [&str; 5] = [
    "/api/school/levering",
    "/api/sessie/verlengen",
    "/api/sessie/bewaren",
    "/api/mijn/collegas/uitnodiging",
    "/api/feedback/lezen",
];

/// The hash of the session and that of the form; nothing when this is no form, or of nobody who is logged in.
fn hashes(parts: &Parts, bytes: &Bytes) -> Option<(Hash, Hash)> {
    let jar = CookieJar::from_headers(&parts.headers);
    let session = jar.get(COOKIE)?.value();
    let kind = parts.headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let visit = parts.extensions.get::<Visit>()?;
    if parts.method != Method::POST || PASSES.contains(&parts.uri.path()) || visit.actor.is_none() {
        return None;
    }
    let mut form = Sha256::new();
    form.update(parts.uri.to_string());
    form.update([0]);
    match multer::parse_boundary(kind) {
        // Chosen anew each time that the form is sent.
        Ok(boundary) => {
            let mut from = 0;
            for at in memchr::memmem::find_iter(bytes, boundary.as_bytes()) {
                form.update(&bytes[from..at]);
                from = at + boundary.len();
            }
            form.update(&bytes[from..]);
        }
        Err(_) if kind.starts_with("application/x-www-form-urlencoded") => form.update(bytes),
        Err(_) => return None,
    }
    Some((Sha256::digest(session).into(), form.finalize().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::store::vouch_for_staff;

    fn request(address: &str, kind: &str, body: &str) -> (Parts, Bytes) {
        let request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(header::COOKIE, format!("{COOKIE}=een"))
            .header(header::CONTENT_TYPE, kind);
        let (mut parts, ()) = request.body(()).expect("request").into_parts();
        parts.extensions.insert(Visit {
            actor: Some(vouch_for_staff("st-1".to_owned(), Vec::new())),
            display_name: String::new(),
        });
        (parts, Bytes::from(body.to_owned()))
    }

    fn sent(kind: &str, body: &str) -> Option<(Hash, Hash)> {
        let (parts, bytes) = request("/api/mijn/correctie", kind, body);
        hashes(&parts, &bytes)
    }

    fn with_file(boundary: &str, file: &str) -> Option<(Hash, Hash)> {
        let body = format!("--{boundary}\r\n\r\n{file}\r\n--{boundary}--\r\n");
        sent(&format!("multipart/form-data; boundary={boundary}"), &body)
    }

    #[test]
    fn a_form_with_a_file_is_the_same_when_it_is_sent_again() {
        assert!(with_file("abc", "brief").is_some());
        assert_eq!(with_file("abc", "brief"), with_file("defg", "brief"));
        assert_ne!(with_file("abc", "brief"), with_file("abc", "foto"));
    }

    /// Whether a form counts that was taken in so many seconds ago, or refused.
    fn counts(taken_in: Option<i64>) -> bool {
        let now = Timestamp::UNIX_EPOCH;
        let taken_in = taken_in.map(|ago| now - SignedDuration::from_secs(ago));
        let answer = async { Answer::of(StatusCode::OK.into_response()).await };
        let sent = Sent {
            form: Hash::default(),
            answer: answer.boxed().shared(),
            taken_in: Arc::new(OnceLock::from(taken_in)),
        };
        sent.counts(now)
    }

    #[test]
    fn a_second_click_comes_soon_and_what_was_refused_may_be_tried_again() {
        assert!(counts(Some(0)) && counts(Some(1)));
        assert!(!counts(Some(2)));
        assert!(!counts(Some(-60)), "the clock was put back");
        assert!(!counts(None));
    }

    #[test]
    fn what_a_school_delivers_again_is_told_to_it() {
        let (parts, bytes) = request(
            "/api/school/levering",
            "multipart/form-data; boundary=abc",
            "--abc--",
        );
        assert_eq!(hashes(&parts, &bytes), None);
    }

    #[test]
    fn what_is_no_form_just_passes() {
        assert_eq!(sent("application/offset+octet-stream", "deel"), None);
        assert_eq!(sent("application/json", "{}"), None);
        let form = "application/x-www-form-urlencoded";
        assert_ne!(sent(form, "a=1"), sent(form, "a=2"));
    }
}
