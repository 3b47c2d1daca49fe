//! Who asks for more than a person reads.

use crate::support::Register;
use app::staff::desk::StaffDesk;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use std::net::SocketAddr;
use tower::ServiceExt;

async fn ask(router: &axum::Router, peer: &str, path: &str) -> axum::response::Response {
    let mut request = Request::builder()
        .uri(path)
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .expect("request");
    let peer: SocketAddr = format!("{peer}:1").parse().expect("address");
    request.extensions_mut().insert(ConnectInfo(peer));
    router.clone().oneshot(request).await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_harvests_must_wait_and_staff_see_that_it_happened_but_not_who() {
    let register = Register::with(|config| config.limits.teachers_per_day = 3).await;
    let router = register.router();
    for number in 0..3 {
        let path = format!("/register/leraar/1000000{number}");
        let answer = ask(&router, "192.0.2.7", &path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "a guess counts too");
        assert_eq!(
            answer.headers()["x-robots-tag"],
            "noindex, nofollow, noarchive"
        );
    }
    for _ in 0..2 {
        let answer = ask(&router, "192.0.2.7", "/register/leraar/10000009").await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers()[header::RETRY_AFTER], "301");
        let page = to_bytes(answer.into_body(), usize::MAX)
            .await
            .expect("body");
        let page = String::from_utf8(page.to_vec()).expect("text");
        assert!(
            page.contains("Je zocht vandaag al veel leraren op"),
            "{page}"
        );
        assert!(page.contains("<html lang=\"nl\">"), "a page, for a person");
    }
    assert_eq!(
        ask(&router, "192.0.2.8", "/register/leraar/10000009")
            .await
            .status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        ask(&router, "192.0.2.7", "/register/zoeken?q=zand")
            .await
            .status(),
        StatusCode::OK
    );

    let days = register
        .desk
        .harvests(&register.officer())
        .await
        .expect("days");
    assert_eq!(days.len(), 1);
    assert_eq!((days[0].teachers, days[0].searches), (1, 0));
    let trail: Vec<String> = sqlx::query_scalar(
        "select audit_event::text from audit_event where event_type = 'harvest_noticed'",
    )
    .fetch_all(register.pool())
    .await
    .expect("the trail");
    assert_eq!(trail.len(), 1);
    assert!(!trail[0].contains("192.0.2.7"), "{trail:?}");

    register.system.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(
        ask(&router, "192.0.2.7", "/register/leraar/10000009")
            .await
            .status(),
        StatusCode::NOT_FOUND,
        "after the pause"
    );
}
