//! What a supplier can do on its own pages.

mod boards;
mod certificates;

use crate::support::{Program, Register};
use app::{
    actor::{Actor, Supplier},
    supplier::{CertificateRequest, NewProgram, desk::SupplierDesk},
};
use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use serde_json::json;
use server::session::{COOKIE, store};
use shared::{Problem, conformance::Notation};
use tower::ServiceExt;

const OIN: &str = "00000003123456780000";

async fn supplier(register: &Register) -> Supplier {
    match register.supplier().await {
        Actor::Supplier(supplier) => supplier,
        _ => unreachable!("a supplier was asked for"),
    }
}

fn program(client: &str) -> NewProgram {
    let pair = crate::support::ec_key_pair();
    NewProgram {
        client: client.to_owned(),
        keys: json!({ "keys": [pair.public_jwk] }).to_string(),
    }
}

/// A supplier with a program in the sandbox.
async fn enrolled(register: &Register) -> Supplier {
    let who = supplier(register).await;
    let enrolled = register.desk.enrol(&who, program("hr-pakket")).await;
    enrolled.expect("enrolled");
    who
}

fn field(problem: &Problem) -> &str {
    problem
        .errors
        .first()
        .map_or("", |error| error.field.as_str())
}

#[tokio::test]
async fn a_program_gets_boards_of_its_own_and_other_keys_leave_them() {
    let register = Register::with_sandbox().await;
    let who = enrolled(&register).await;
    let before = register.desk.sandbox(&who).await.expect("a sandbox");
    let [one] = &before.programs[..] else {
        panic!("{before:?}")
    };
    assert_eq!(one.client, "hr-pakket");
    assert_eq!(one.keys, ["een"]);
    let former: Vec<bool> = one.boards.iter().map(|board| board.former).collect();
    assert_eq!(former, [false, true]);
    assert_eq!(one.boards[0].schools.len(), 5, "a school in every sector");

    register
        .desk
        .enrol(&who, program("hr-pakket"))
        .await
        .expect("other keys");
    let after = register.desk.sandbox(&who).await.expect("a sandbox");
    assert_eq!(after.programs[0].boards, one.boards);
    assert_eq!(register.audited("program_enrolled").await, 2);
}

#[tokio::test]
async fn the_name_of_another_and_a_secret_key_are_refused() {
    let register = Register::with_sandbox().await;
    Program::in_sandbox(&register, "van-een-ander", "00000003876543210000").await;
    let who = supplier(&register).await;
    let taken = register.desk.enrol(&who, program("van-een-ander")).await;
    assert_eq!(field(&taken.expect_err("refused")), "client");
    let mut secret = program("hr-pakket");
    secret.keys = secret.keys.replace("\"kid\"", "\"d\":\"AAAA\",\"kid\"");
    let refused = register
        .desk
        .enrol(&who, secret)
        .await
        .expect_err("refused");
    assert_eq!(field(&refused), "keys");
    assert!(
        register
            .desk
            .sandbox(&who)
            .await
            .expect("a sandbox")
            .programs
            .is_empty()
    );
}

#[tokio::test]
async fn a_message_is_checked_as_in_the_sandbox_and_nothing_is_kept() {
    let register = Register::with_sandbox().await;
    let who = enrolled(&register).await;
    let sandbox = register.desk.sandbox(&who).await.expect("a sandbox");
    let example = sandbox.examples[0].message.clone();
    let remarks = register
        .desk
        .check(&who, &example)
        .await
        .expect("the example is right");
    assert!(
        remarks
            .iter()
            .all(|remark| !remark.code.starts_with("LR-F"))
    );
    let wrong = example
        .replace("VO-33.1B1", "VO-99")
        .replace("\"functiecategorie\": 9", "\"functiecategorie\": 3");
    let problem = register
        .desk
        .check(&who, &wrong)
        .await
        .expect_err("refused");
    let told: Vec<&str> = problem
        .errors
        .iter()
        .map(|error| &error.message[..7])
        .collect();
    assert!(told.contains(&"LR-F014"), "{told:?}");
    assert!(told.len() >= 2, "everything at once: {told:?}");
    let real = example.replace("999990019", "123456782");
    let problem = register.desk.check(&who, &real).await.expect_err("refused");
    assert!(!format!("{problem:?}").contains("123456782"));
    let sandbox = register.system.sandbox.as_ref().expect("a sandbox");
    let kept: i64 = sqlx::query_scalar("select count(*) from delivery")
        .fetch_one(&sandbox.pool)
        .await
        .expect("a count");
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn the_cases_count_from_where_the_examination_began_and_a_certificate_needs_all() {
    let register = Register::with_sandbox().await;
    let who = supplier(&register).await;
    let program = Program::in_sandbox(&register, "hr-pakket", OIN).await;
    let token = program.token_at(&register, server::sandbox::BASE).await;
    Program::call_at(
        &register,
        server::sandbox::BASE,
        &token,
        "GET",
        "/openapi.json",
    )
    .await;
    let seen = async |number: usize| {
        let examination = register.desk.examination(&who, Notation::Json).await;
        let case = &examination.expect("an examination").cases[number - 1];
        case.steps.iter().filter(|(_, call)| call.is_some()).count()
    };
    assert_eq!(
        seen(39).await,
        1,
        "the first step of the case about versions"
    );
    register.desk.begin_anew(&who).await.expect("anew");
    assert_eq!(seen(39).await, 0);
    let asked = CertificateRequest {
        notation: "json".to_owned(),
        product: "Pakket".to_owned(),
        release: "1.0".to_owned(),
        released: String::new(),
    };
    let refused = register
        .desk
        .certify(&who, asked)
        .await
        .expect_err("refused");
    assert_eq!(refused.status, 409);
    assert!(register.desk.packages().await.expect("packages").is_empty());
}

#[tokio::test]
async fn every_example_says_what_it_shows_also_without_a_program() {
    let register = Register::with_sandbox().await;
    let who = supplier(&register).await;
    let sandbox = register.desk.sandbox(&who).await.expect("a sandbox");
    assert!(sandbox.programs.is_empty());
    assert!(sandbox.examples.len() >= 6);
    for example in &sandbox.examples {
        let outcome = register.desk.check(&who, &example.message).await;
        let wrong = example.code.starts_with("fout-");
        assert_eq!(outcome.is_err(), wrong, "{}: {outcome:?}", example.code);
    }
    register
        .desk
        .enrol(&who, program("hr-pakket"))
        .await
        .expect("enrolled");
    let own = register.desk.sandbox(&who).await.expect("a sandbox");
    assert_ne!(own.board, sandbox.board);
    for example in sandbox.examples.iter().chain(&own.examples) {
        let outcome = register.desk.check(&who, &example.message).await;
        let wrong = example.code.starts_with("fout-");
        assert_eq!(outcome.is_err(), wrong, "{}: {outcome:?}", example.code);
    }
    let of_another = own.examples[0].message.replace(&own.board, "90777");
    let problem = register.desk.check(&who, &of_another).await;
    assert!(
        problem.expect_err("refused").errors[0]
            .message
            .contains("LR-F003")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_javascript_the_outcome_of_a_check_stands_beside_the_message() {
    let register = Register::with_sandbox().await;
    let who = register.supplier().await;
    let mut conn = register.pool().acquire().await.expect("connection");
    let new = store::NewSession {
        actor: who,
        display_name: "Iemand".to_owned(),
    };
    let token = store::begin(&mut conn, &new, register.now()).await;
    let cookie = format!("{COOKIE}={}", token.expect("session"));
    let place = "/leveranciers/testomgeving";
    let page = async |path: &str| {
        let request = Request::get(path)
            .header("cookie", &cookie)
            .header("accept", "text/html")
            .body(Body::empty())
            .expect("a request");
        let response = register.router().oneshot(request).await.expect("an answer");
        let bytes = to_bytes(response.into_body(), 1 << 20)
            .await
            .expect("a body");
        String::from_utf8(bytes.to_vec()).expect("text")
    };
    let sandbox = register.desk.sandbox(&supplier(&register).await).await;
    let example = sandbox.expect("a sandbox").examples[0].message.clone();
    let typed = example.replace("Voorbeeldpakket", "Mijnpakket");
    for (message, outcome) in [
        (typed.clone(), "Dit bericht klopt"),
        (typed.replace("VO-33.1B1", "VO-99"), "LR-F014"),
    ] {
        let form = serde_urlencoded::to_string([("bericht", &message)]).expect("a form");
        let request = Request::post("/api/leveranciers/testomgeving/controle")
            .header("cookie", &cookie)
            .header("accept", "text/html")
            .header("origin", &register.system.config.public_url)
            .header(
                "referer",
                format!("{}{place}", register.system.config.public_url),
            )
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .expect("a request");
        let response = register.router().oneshot(request).await.expect("an answer");
        let goal = response.headers()["location"]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(goal.starts_with(&format!("{place}?formulier=")), "{goal}");
        let html = page(&goal).await;
        assert!(html.contains(outcome), "{outcome}");
        assert!(html.contains("Mijnpakket"), "what was typed stands there");
    }
    let other = page(&format!("{place}?voorbeeld=verwijdering")).await;
    assert!(other.contains("Verkeerde leraar gekozen"));
}
