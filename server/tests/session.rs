//! Sessions, logins in progress, and forms that come back.

use crate::support::{Register, Visitor};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, Response, StatusCode, header},
};
use jiff::SignedDuration;
use leptos::prelude::LeptosOptions;
use server::{
    session::{
        COOKIE,
        store::{self, Attempt, Found, NewSession},
    },
    web::{self, Built},
};
use std::net::SocketAddr;
use tower::ServiceExt;

async fn log_in(register: &Register, bsn: &str) -> String {
    let person = register.person(bsn).await;
    let new = NewSession {
        actor: store::vouch_for_teacher(person),
        display_name: "M. Zandlicht".to_owned(),
    };
    let mut conn = register.pool().acquire().await.expect("connection");
    store::begin(&mut conn, &new, register.now())
        .await
        .expect("session")
}

async fn is_active(register: &Register, token: &str) -> bool {
    let found = store::find(register.pool(), token, register.now())
        .await
        .expect("find");
    matches!(found, Found::Active { .. })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_fifteen_minutes_without_action() {
    let register = Register::new().await;
    let token = log_in(&register, "999990019").await;
    register
        .system
        .clock
        .advance(SignedDuration::from_secs(14 * 60 + 59));
    assert!(is_active(&register, &token).await, "and this was action");
    register
        .system
        .clock
        .advance(SignedDuration::from_secs(14 * 60 + 59));
    assert!(is_active(&register, &token).await);
    register.system.clock.advance(SignedDuration::from_mins(15));
    assert!(!is_active(&register, &token).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_twelve_hours_whatever_happens() {
    let register = Register::new().await;
    let token = log_in(&register, "999990019").await;
    for _ in 0..71 {
        register.system.clock.advance(SignedDuration::from_mins(10));
        assert!(is_active(&register, &token).await);
    }
    register.system.clock.advance(SignedDuration::from_mins(10));
    assert!(!is_active(&register, &token).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_can_be_finished_once_in_the_browser_that_began_it_and_in_time() {
    let register = Register::new().await;
    let attempt = || Attempt {
        provider: "digid".to_owned(),
        nonce: "nonce".to_owned(),
        pkce_verifier: "verifier".to_owned(),
        return_to: "/mijn".to_owned(),
    };
    let pool = register.pool();
    for state in ["a", "b"] {
        store::keep_attempt(pool, state, "browser", &attempt(), register.now())
            .await
            .expect("keep");
    }
    let take = |state, browser| store::take_attempt(pool, state, browser, register.now());
    assert!(take("a", "another browser").await.expect("take").is_none());
    assert!(take("a", "browser").await.expect("take").is_some());
    assert!(
        take("a", "browser").await.expect("take").is_none(),
        "only once"
    );
    register.system.clock.advance(SignedDuration::from_mins(16));
    assert!(
        store::take_attempt(pool, "b", "browser", register.now())
            .await
            .expect("take")
            .is_none(),
        "too late"
    );
}

async fn ask(register: &Register, request: Request<Body>) -> Response<Body> {
    let built = Built {
        leptos: LeptosOptions::builder().output_name("lr").build(),
        links: app::Links::default(),
    };
    let router = web::router(register.system.clone(), &built);
    let mut request = request;
    let peer: SocketAddr = "127.0.0.1:1".parse().expect("address");
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await.expect("answer")
}

fn post(path: &str, token: &str, body: &str) -> Request<Body> {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::ORIGIN, "http://127.0.0.1:3000")
        .header(
            header::REFERER,
            "http://127.0.0.1:3000/mijn/portfolio/activiteit/nieuw",
        )
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("{COOKIE}={token}"))
        .body(Body::from(body.to_owned()))
        .expect("request")
}

fn goal(headers: &HeaderMap) -> String {
    headers
        .get(header::LOCATION)
        .and_then(|goal| goal.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_posted_after_the_session_ended_waits_for_its_owner_and_for_nobody_else() {
    let register = Register::new().await;
    let token = log_in(&register, "999990019").await;
    register.system.clock.advance(SignedDuration::from_mins(20));
    let response = ask(
        &register,
        post("/api/sessie/bewaren", &token, "title=Lesbezoek"),
    )
    .await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let goal = goal(response.headers());
    assert!(
        goal.starts_with("/inloggen?melding=sessie&terug="),
        "{goal}"
    );
    let (_, id) = goal
        .split_once("formulier%3D")
        .expect("the number of the form");

    let desk = &register.desk;
    let give_back = |actor| {
        let visit = app::desk::Visit {
            actor: Some(actor),
            display_name: String::new(),
        };
        let id = id.parse().expect("number");
        async move {
            use app::session::desk::SessionDesk;
            desk.form_state(&visit, id).await.expect("form")
        }
    };
    let owner = store::vouch_for_teacher(register.person("999990019").await);
    let form = give_back(owner).await.expect("kept");
    assert_eq!(form.values, [("title".to_owned(), "Lesbezoek".to_owned())]);
    assert_eq!(form.problem.status, 401);
    let somebody_else = store::vouch_for_teacher(register.person("999990020").await);
    assert!(give_back(somebody_else).await.is_none());

    let stored: Vec<u8> = sqlx::query_scalar("select values_encrypted from form_state")
        .fetch_one(register.pool())
        .await
        .expect("row");
    assert!(
        !stored.windows(9).any(|window| window == b"Lesbezoek"),
        "kept unreadable"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_event_cannot_be_changed_or_removed() {
    let register = Register::new().await;
    let mut conn = register.pool().acquire().await.expect("connection");
    server::audit::record(
        &mut conn,
        register.now(),
        server::audit::By::Job("test"),
        None,
        None,
        &server::audit::Act::LoggedIn,
    )
    .await
    .expect("recorded");
    for sql in [
        "update audit_event set actor = 'x'",
        "delete from audit_event",
        "truncate audit_event",
    ] {
        let outcome = sqlx::query(sql).execute(&mut *conn).await;
        assert!(outcome.is_err(), "{sql}");
    }
    assert_eq!(register.audited("logged_in").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_one_however_often_they_come_and_their_bsn_is_unreadable() {
    let register = Register::new().await;
    let person = register.person("999990019").await;
    assert_eq!(person, register.person("999990019").await);
    assert_ne!(person, register.person("999990020").await);
    let sealed: Vec<u8> =
        sqlx::query_scalar("select bsn_encrypted from bsn_vault where person_id = $1")
            .bind(person.0)
            .fetch_one(register.pool())
            .await
            .expect("row");
    assert!(!sealed.windows(9).any(|window| window == b"999990019"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_brp_names_a_person_and_is_asked_again_when_it_did_not_answer() {
    let register = Register::new().await;
    register.stand_ins.add_person(
        "999990019",
        "Mila Johanna",
        "van der",
        "Zandlicht",
        "1987-04-02",
    );
    register.stand_ins.set_mood(crate::support::Mood::Failing);
    let person = register.person("999990019").await;
    register.run_jobs().await;
    let name = || async {
        let mut conn = register.pool().acquire().await.expect("connection");
        server::people::display_name(&mut conn, person)
            .await
            .expect("name")
    };
    assert_eq!(name().await, None);

    register.stand_ins.set_mood(crate::support::Mood::Well);
    sqlx::query("update graphile_worker._private_jobs set run_at = now()")
        .execute(register.pool())
        .await
        .expect("due now");
    register.run_jobs().await;
    assert_eq!(name().await.as_deref(), Some("M. van der Zandlicht"));
    assert_eq!(register.audited("person_looked_up").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_no_upload_is_refused_and_not_a_crash() {
    let register = Register::new().await;
    let token = log_in(&register, "999990019").await;
    let mut request = post("/api/mijn/bewijsstuk", &token, "claim=x");
    request
        .headers_mut()
        .insert(header::ACCEPT, "application/json".parse().expect("header"));
    assert_eq!(
        ask(&register, request).await.status(),
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_outside_a_page_is_shown_as_a_page_with_a_help_code() {
    let register = Register::new().await;
    let token = log_in(&register, "999990019").await;
    register.pool().close().await;
    let request = Request::builder()
        .uri("/mijn")
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, format!("{COOKIE}={token}"))
        .body(Body::empty())
        .expect("request");
    let response = ask(&register, request).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let body = axum::body::to_bytes(response.into_body(), 64 * 1024)
        .await
        .expect("body");
    let page = String::from_utf8_lossy(&body);
    assert!(
        page.contains("Er ging iets mis bij ons") && page.contains("noem code"),
        "{page}"
    );
    assert!(
        !page.contains("PoolClosed") && !page.contains("sqlx"),
        "{page}"
    );
}

/// What one should not do at a computer that somebody else left (handbook, 7.4): nothing happens, and
/// after the login one is back at the form.
#[tokio::test(flavor = "multi_thread")]
async fn who_logged_in_a_while_ago_logs_in_again_before_applying_leaving_or_another_address() {
    let register = Register::new().await;
    let teacher = Visitor::teacher(&register, "999990019").await;
    register.system.clock.advance(SignedDuration::from_mins(5));
    for (page, action) in [
        (
            "/mijn/herregistratie/aanvragen",
            "/api/mijn/aanvraag/indienen",
        ),
        ("/mijn/bewaard", "/api/mijn/uitschrijven"),
        ("/mijn/contact", "/api/mijn/contact/kiezen"),
    ] {
        let fields = [
            ("number", "0198f3a2-0000-7000-8000-000000000001"),
            ("agreed", "ja"),
            ("akkoord", "ja"),
            ("email", "mila@leraren.example"),
            ("hoevaak", "elk"),
        ];
        let goal = teacher.post(page, action, &fields).await;
        let back = format!(
            "/inloggen?melding=opnieuw&terug={}",
            page.replace('/', "%2F")
        );
        assert!(goal.starts_with(&back), "{action} went to {goal}");
    }
    assert_eq!(register.count("contact_choice").await, 0);
}
