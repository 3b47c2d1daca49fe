//! What a supplier can do on its own pages.

mod support;

use app::{
    actor::{Actor, Supplier},
    supplier::{CertificateRequest, NewProgram, desk::SupplierDesk},
};
use serde_json::json;
use shared::{Problem, conformance::Notation};
use support::{Program, Register};

const OIN: &str = "00000003123456780000";

async fn supplier(register: &Register) -> Supplier {
    match register.supplier().await {
        Actor::Supplier(supplier) => supplier,
        _ => unreachable!("a supplier was asked for"),
    }
}

fn program(client: &str) -> NewProgram {
    let pair = support::ec_key_pair();
    NewProgram {
        client: client.to_owned(),
        keys: json!({ "keys": [pair.public_jwk] }).to_string(),
    }
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
    let who = supplier(&register).await;
    register
        .desk
        .enrol(&who, program("hr-pakket"))
        .await
        .expect("enrolled");
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
    let who = supplier(&register).await;
    register
        .desk
        .enrol(&who, program("hr-pakket"))
        .await
        .expect("enrolled");
    let example = register
        .desk
        .sandbox(&who)
        .await
        .expect("a sandbox")
        .example;
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
    };
    let refused = register
        .desk
        .certify(&who, asked)
        .await
        .expect_err("refused");
    assert_eq!(refused.status, 409);
    assert!(register.desk.packages().await.expect("packages").is_empty());
}
