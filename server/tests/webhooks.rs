//! Notices to a program that there is feedback, received by a listener of the test.

use crate::support::{Program, Register, a_moment};
use axum::{Router, extract::State, http::HeaderMap, routing::post};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::api::webhooks::{SIGNATURE, signed, tell_all};
use std::sync::{Arc, Mutex};

/// Who listens: what came, and what it answers.
#[derive(Clone, Default)]
struct Listener {
    came: Arc<Mutex<Vec<(String, String)>>>,
    refuses: Arc<Mutex<bool>>,
}

impl Listener {
    async fn start(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        let app = Router::new()
            .route("/hook", post(hear))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        format!("http://{address}/hook")
    }

    fn came(&self) -> Vec<(String, String)> {
        self.came.lock().expect("a lock").clone()
    }

    fn refuse(&self, refuses: bool) {
        *self.refuses.lock().expect("a lock") = refuses;
    }
}

async fn hear(
    State(listener): State<Listener>,
    headers: HeaderMap,
    body: String,
) -> axum::http::StatusCode {
    if *listener.refuses.lock().expect("a lock") {
        return axum::http::StatusCode::INTERNAL_SERVER_ERROR;
    }
    let signature = headers[SIGNATURE].to_str().expect("text").to_owned();
    listener
        .came
        .lock()
        .expect("a lock")
        .push((signature, body));
    axum::http::StatusCode::NO_CONTENT
}

struct Desk {
    register: Register,
    program: Program,
    listener: Listener,
    secret: String,
}

impl Desk {
    async fn new() -> Self {
        let register = Register::new().await;
        let program = Program::registered(&register).await;
        program.mandated(&register).await;
        let listener = Listener::default();
        let url = listener.start().await;
        let mut desk = Self {
            register,
            program,
            listener,
            secret: String::new(),
        };
        let (status, set) = desk
            .call("PUT", "/webhook", Some(json!({ "url": url })))
            .await;
        assert_eq!(status, 200, "{set}");
        set["geheim"]
            .as_str()
            .expect("a key")
            .clone_into(&mut desk.secret);
        desk
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let token = self.program.token(&self.register).await;
        Program::call(&self.register, &token, method, path, body.as_ref()).await
    }

    /// Delivers something that is refused, which is feedback too.
    async fn deliver(&self) {
        let path = "/benoemingen/41234/2026-1";
        let (status, _) = self.call("PUT", path, Some(json!({}))).await;
        assert_eq!(status, 422);
    }

    /// Tells until so many notices came. Feedback waits for every transaction that runs in the
    /// cluster, those of other tests too.
    async fn told(&self, count: usize) -> Vec<(String, String)> {
        let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
        loop {
            tell_all(&self.register.system).await.expect("told");
            if self.listener.came().len() >= count || std::time::Instant::now() > end {
                return self.listener.came();
            }
            a_moment().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_hears_once_that_there_is_feedback_signed_and_without_a_person() {
    let desk = Desk::new().await;
    desk.deliver().await;
    let came = desk.told(1).await;
    let (signature, body) = came.first().expect("a notice");
    let notice: Value = serde_json::from_str(body).expect("json");
    assert_eq!(notice["soort"], "terugkoppeling");
    let members: Vec<&String> = notice.as_object().expect("an object").keys().collect();
    assert_eq!(members, ["soort", "tot"]);
    let second = desk.register.now().as_second();
    let expected = signed(desk.secret.as_bytes(), second, body);
    assert_eq!(*signature, format!("t={second},v1={expected}"));

    let (_, feedback) = desk.call("GET", "/terugkoppelingen", None).await;
    assert_eq!(feedback["cursor"], notice["tot"], "up to what there is");
    tell_all(&desk.register.system).await.expect("told");
    assert_eq!(desk.listener.came().len(), 1, "once");
    let (_, webhook) = desk.call("GET", "/webhook", None).await;
    assert_eq!(webhook["status"], "actief");
    assert_eq!(webhook["geheim"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_does_not_come_through_is_tried_again_later_and_given_up_visibly() {
    let desk = Desk::new().await;
    desk.listener.refuse(true);
    desk.deliver().await;
    let failures = async || {
        tell_all(&desk.register.system).await.expect("told");
        let (_, webhook) = desk.call("GET", "/webhook", None).await;
        webhook["mislukt"].as_i64().expect("a number")
    };
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while failures().await == 0 && std::time::Instant::now() < end {
        a_moment().await;
    }
    assert_eq!(failures().await, 1, "not again at once");
    let clock = &desk.register.system.clock;
    for count in 2..=15 {
        clock.advance(SignedDuration::from_hours(6));
        assert_eq!(failures().await, count);
    }
    let (_, webhook) = desk.call("GET", "/webhook", None).await;
    assert_eq!(webhook["status"], "gestopt");
    assert_eq!(webhook["oorzaak"], "Het antwoord was 500");
    assert_eq!(desk.register.audited("webhook_stopped").await, 1);
    clock.advance(SignedDuration::from_hours(6));
    assert_eq!(failures().await, 15, "given up");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_failure_the_notice_still_comes() {
    let desk = Desk::new().await;
    desk.listener.refuse(true);
    desk.deliver().await;
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        tell_all(&desk.register.system).await.expect("told");
        let (_, webhook) = desk.call("GET", "/webhook", None).await;
        if webhook["status"] == "hapert" || std::time::Instant::now() > end {
            break;
        }
        a_moment().await;
    }
    desk.listener.refuse(false);
    desk.register
        .system
        .clock
        .advance(SignedDuration::from_mins(3));
    assert_eq!(desk.told(1).await.len(), 1);
    let (_, webhook) = desk.call("GET", "/webhook", None).await;
    assert_eq!(
        (&webhook["status"], &webhook["mislukt"]),
        (&json!("actief"), &json!(0))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none_or_not_open_to_all_is_refused_and_a_removed_one_is_gone() {
    let desk = Desk::new().await;
    for url in [
        "",
        "geen adres",
        "ftp://software.example/",
        "http://10.0.0.1/hook",
    ] {
        let (status, problem) = desk
            .call("PUT", "/webhook", Some(json!({ "url": url })))
            .await;
        assert_eq!(
            (status, &problem["errors"][0]["field"]),
            (422, &json!("url")),
            "{url}"
        );
    }
    assert_eq!(desk.call("DELETE", "/webhook", None).await.0, 204);
    assert_eq!(desk.call("GET", "/webhook", None).await.0, 404);
    assert_eq!(desk.register.audited("webhook_removed").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_shows_whether_the_receiver_looks_at_the_signature() {
    let desk = Desk::new().await;
    let (status, tried) = desk.call("POST", "/webhook/proef", None).await;
    // This listener takes everything.
    assert_eq!(status, 200);
    assert_eq!(tried, json!({ "verkeerd": 204, "goed": 204 }));
    let came = desk.listener.came();
    let second = desk.register.now().as_second();
    let right: Vec<bool> = came
        .iter()
        .map(|(signature, body)| {
            *signature
                == format!(
                    "t={second},v1={}",
                    signed(desk.secret.as_bytes(), second, body)
                )
        })
        .collect();
    assert_eq!(right, [false, true]);
}
