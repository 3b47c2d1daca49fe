//! The sandbox beside the register: apart from it, for test persons only, and every call is kept.

use crate::support::{Program, Register, appointment};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use serde_json::{Value, json};
use server::sandbox;
use shared::conformance::{Notation, judge};
use tower::ServiceExt;

const CLIENT: &str = "proefprogramma";
const OIN: &str = "00000003123456780000";

/// A register with a sandbox in which one program is enrolled, and its token there.
struct Place {
    register: Register,
    token: String,
    board: String,
    former: String,
    school: String,
}

impl Place {
    async fn new() -> Self {
        let register = Register::with_sandbox().await;
        let program = Program::in_sandbox(&register, CLIENT, OIN).await;
        let token = program.token_at(&register, sandbox::BASE).await;
        let place = Self {
            register,
            token,
            board: String::new(),
            former: String::new(),
            school: String::new(),
        };
        let (_, _, boards) = place
            .call("GET", "/proefhulp/besturen", Body::empty())
            .await;
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        assert_eq!(boards[0]["machtigingVoorbij"], false);
        assert_eq!(boards[1]["machtigingVoorbij"], true);
        Self {
            board: text(&boards[0]["bevoegdGezag"]),
            former: text(&boards[1]["bevoegdGezag"]),
            school: text(&boards[0]["scholen"]["vo"]),
            ..place
        }
    }

    async fn call(
        &self,
        method: &str,
        path: &str,
        body: impl Into<Body>,
    ) -> (StatusCode, HeaderMap, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{}{path}", sandbox::BASE, server::api::BASE))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .body(body.into())
            .expect("a request");
        let answer = self.register.router().oneshot(request).await;
        let (head, body) = answer.expect("an answer").into_parts();
        let bytes = to_bytes(body, 1 << 22).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        (head.status, head.headers, body)
    }

    /// Delivers for this board.
    async fn put(&self, board: &str, bsn: &str) -> (StatusCode, HeaderMap, Value) {
        let mut message = appointment("P-1", 1);
        message["bevoegdGezag"] = board.into();
        message["persoon"]["burgerservicenummer"] = bsn.into();
        message["school"] = json!({ "instellingscode": self.school });
        let path = format!("/benoemingen/{board}/P-1");
        self.call("PUT", &path, message.to_string()).await
    }

    /// What the register and the sandbox answer to a question about a number of rows.
    async fn count(&self, query: &'static str) -> (i64, i64) {
        let sandbox = self.register.system.sandbox.as_ref().expect("a sandbox");
        let of = async |pool| sqlx::query_scalar(query).fetch_one(pool).await;
        let register: i64 = of(self.register.pool()).await.expect("a count");
        let sandbox: i64 = of(&sandbox.pool).await.expect("a count");
        (register, sandbox)
    }
}

#[tokio::test]
async fn what_is_delivered_there_never_reaches_the_register() {
    let place = Place::new().await;
    let (status, _, answer) = place.put(&place.board, "999990019").await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(
        place.count("select count(*) from appointment").await,
        (0, 1)
    );
    assert_eq!(place.count("select count(*) from bsn_vault").await, (0, 1));
    assert_eq!(place.count("select count(*) from sandbox_call").await.0, 0);
}

#[tokio::test]
async fn a_token_of_one_is_no_token_of_the_other() {
    let place = Place::new().await;
    let (status, _) = Program::call(
        &place.register,
        &place.token,
        "GET",
        "/terugkoppelingen",
        None,
    )
    .await;
    assert_eq!(status, 401);
}

#[tokio::test]
async fn a_real_person_does_not_come_in_and_leaves_nothing() {
    let place = Place::new().await;
    let before = place.count("select count(*) from sandbox_call").await;
    let (status, _, answer) = place.put(&place.board, "123456782").await;
    assert_eq!(status, 422);
    assert!(!answer.to_string().contains("123456782"));
    assert_eq!(answer["errors"][0]["field"], "burgerservicenummer");
    assert_eq!(
        place.count("select count(*) from sandbox_call").await,
        before
    );
    assert_eq!(place.count("select count(*) from delivery").await, (0, 0));
}

#[tokio::test]
async fn every_call_is_kept_and_judged() {
    let place = Place::new().await;
    place.put(&place.board, "999990019").await;
    let (status, _, _) = place.put(&place.former, "999990019").await;
    assert_eq!(status, 403);
    let sandbox = place.register.system.sandbox.as_ref().expect("a sandbox");
    let clients = [CLIENT.to_owned()];
    let calls = sandbox::calls(sandbox, &clients, 0).await.expect("calls");
    let passed = |calls: &[_]| -> Vec<u8> {
        judge(calls, Notation::Json)
            .iter()
            .filter(|verdict| verdict.passed())
            .map(|verdict| verdict.case.number)
            .collect()
    };
    assert_eq!(passed(&calls), [1, 23]);
    // A new examination looks at what comes after.
    let last = sandbox::last_call(sandbox, &clients).await.expect("a call");
    let calls = sandbox::calls(sandbox, &clients, last)
        .await
        .expect("calls");
    assert!(calls.is_empty());
}

#[tokio::test]
async fn who_asks_for_it_hears_once_that_it_is_busy() {
    let place = Place::new().await;
    place.call("POST", "/proefhulp/drukte", Body::empty()).await;
    let (status, headers, _) = place.call("GET", "/terugkoppelingen", Body::empty()).await;
    assert_eq!(status, 429);
    assert_eq!(headers["retry-after"], "2");
    let (status, _, _) = place.call("GET", "/terugkoppelingen", Body::empty()).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn an_address_that_is_not_there_says_so_as_the_api_does() {
    let place = Place::new().await;
    let (status, headers, _) = place.call("PUT", "/onzin", Body::empty()).await;
    assert_eq!(status, 404);
    assert_eq!(headers["content-type"], "application/problem+json");
}
