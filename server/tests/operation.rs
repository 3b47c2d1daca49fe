//! What whoever runs the register relies on: limits, metrics, and a code that a person can name.

mod support;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, Response, StatusCode, header},
};
use metrics_exporter_prometheus::PrometheusBuilder;
use std::{
    io::Write,
    net::SocketAddr,
    sync::{Arc, LazyLock, Mutex},
};
use support::{Deliverer, Register, appointment, removal};
use tower::ServiceExt;

/// Asks for a page as a browser at this address does.
async fn ask(router: &Router, path: &str, peer: &str) -> Response<Body> {
    let mut request = Request::get(path)
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .expect("a request");
    let peer: SocketAddr = peer.parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    router.clone().oneshot(request).await.expect("an answer")
}

async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), 1 << 20)
        .await
        .expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_is_told_when_to_come_back_and_others_are_not_slowed() {
    let register = Register::with(|config| config.limits.search_per_minute = 3).await;
    let router = register.router();
    let search = "/register/zoeken?q=zandlicht";
    for _ in 0..3 {
        let response = ask(&router, search, "192.0.2.1:1").await;
        assert_eq!(response.status(), StatusCode::OK);
    }
    let response = ask(&router, search, "192.0.2.1:1").await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u32 = response.headers()[header::RETRY_AFTER]
        .to_str()
        .expect("text")
        .parse()
        .expect("seconds");
    assert!((1..=21).contains(&wait), "{wait}");
    assert!(text(response).await.contains("Wacht een minuut"));
    let other = ask(&router, search, "192.0.2.2:1").await;
    assert_eq!(other.status(), StatusCode::OK, "another visitor");
    let home = ask(&router, "/", "192.0.2.1:1").await;
    assert_eq!(home.status(), StatusCode::OK, "another page");
}

#[tokio::test(flavor = "multi_thread")]
async fn logging_in_is_limited_too() {
    let register = Register::with(|config| config.limits.login_per_minute = 1).await;
    let router = register.router();
    ask(&router, "/auth/digid", "192.0.2.1:1").await;
    let response = ask(&router, "/auth/digid", "192.0.2.1:1").await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_for_the_inside_only() {
    let register = Register::new().await;
    let site = ask(&register.router(), "/metrics", "127.0.0.1:1").await;
    assert_eq!(site.status(), StatusCode::NOT_FOUND);
    let recorder = PrometheusBuilder::new().build_recorder();
    let watch = server::web::watch(recorder.handle());
    let inside = ask(&watch, "/metrics", "127.0.0.1:1").await;
    assert_eq!(inside.status(), StatusCode::OK);
}

/// What is written to the log, in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// The log of this test program. For the whole program: a place in the code that was passed while
    /// nobody listened stays silent for a listener of one thread.
    fn kept() -> Self {
        static LOG: LazyLock<Log> = LazyLock::new(|| {
            let log = Log::default();
            let writer = log.clone();
            let subscriber = tracing_subscriber::fmt()
                .json()
                .with_writer(move || writer.clone())
                .finish();
            tracing::subscriber::set_global_default(subscriber).expect("the first listener");
            log
        });
        LOG.clone()
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("the log").clone()).expect("text")
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_fault_has_one_code_on_the_page_in_the_header_and_in_the_log_and_is_counted() {
    let log = Log::kept();
    let recorder = PrometheusBuilder::new().build_recorder();
    let metrics = recorder.handle();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let (status, code, page) = metrics::with_local_recorder(&recorder, || {
        runtime.block_on(async {
            let register = Register::new().await;
            let router = register.router();
            register.pool().close().await;
            let response = ask(&router, "/register/zoeken?q=geheim", "192.0.2.1:1").await;
            let status = response.status();
            let code = response.headers()["x-correlation-id"]
                .to_str()
                .expect("text")
                .to_owned();
            (status, code, text(response).await)
        })
    });
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.contains(&code), "the page names {code}");
    assert!(
        !page.contains("PoolClosed"),
        "the page tells nothing of the inside"
    );
    let log = log.text();
    let about = log.lines().filter(|line| line.contains(&code)).count();
    assert!(
        about >= 2,
        "the fault and the answer are in the log under {code}:\n{log}"
    );
    assert!(!log.contains("geheim"), "the log keeps no query");
    let counted = metrics.render();
    assert!(
        counted.contains("http_requests_total{area=\"register\",status=\"500\"} 1"),
        "{counted}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_of_a_person_in_an_address_of_the_api_is_refused_and_not_logged() {
    const BSN: &str = "123456782";
    let log = Log::kept();
    let register = Register::with_sandbox().await;
    let router = register.router();
    let program = Deliverer::with_mandate(&register).await;
    for (method, message) in [
        ("PUT", appointment(BSN, 1)),
        ("DELETE", removal(BSN, 1, None)),
    ] {
        let (status, problem) = program.json(&register, method, &message).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{method}");
        assert_eq!(problem["fouten"][0]["code"], "LR-F001", "{problem}");
        assert_eq!(problem["fouten"][0]["veld"], "benoemingvolgnummer");
        assert!(!problem.to_string().contains(BSN), "{problem}");
    }
    for path in [
        "/api/aanleveren/v1/benoemingen/41234/123456782",
        "/api/aanleveren/v1/onzin/123456782",
        "/proef/api/aanleveren/v1/benoemingen/90001/123456782",
        "/proef/api/aanleveren/v1/123456782",
        "/benoemingen/41234/123456782",
        "/register/leraar/%3123456782",
    ] {
        ask(&router, path, "192.0.2.9:1").await;
    }
    let log = log.text();
    assert!(log.contains("/benoemingen/{bevoegdGezag}/{benoemingvolgnummer}"));
    for secret in [BSN, "%3123456782"] {
        let told = log.lines().find(|line| line.contains(secret));
        assert_eq!(told, None);
    }
    let kept: i64 = sqlx::query_scalar(
        "select count(*) from delivery_record where delivery_record::text like '%' || $1 || '%'",
    )
    .bind(BSN)
    .fetch_one(register.pool())
    .await
    .expect("a count");
    assert_eq!(kept, 0, "nor is it kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silence_that_is_too_long_is_an_outage() {
    let register = Register::new().await;
    let begin = register.now();
    for minutes in [0, 1, 6, 7, 13, 12] {
        let now = begin + jiff::SignedDuration::from_mins(minutes);
        server::outages::beat(register.pool(), now)
            .await
            .expect("a beat");
    }
    let outages = server::outages::ledger(register.pool())
        .await
        .expect("outages");
    let [one] = outages.0.try_into().expect("six minutes, and not five");
    let format = "%H.%M";
    let times = (one.from.strftime(format), one.until.strftime(format));
    assert_eq!(
        (times.0.to_string(), times.1.to_string()),
        ("13.07".to_owned(), "13.13".to_owned())
    );
}
