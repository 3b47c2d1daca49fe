//! What a supplier can do on its own pages.

use crate::support::{Deliverer, Program, Register, appointment};
use app::{
    actor::{Actor, Supplier},
    supplier::{CaseOutcome, CertificateRequest, NewProgram, desk::SupplierDesk},
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

/// Who asks which certificate.
fn certificate(product: &str, release: &str) -> CertificateRequest {
    CertificateRequest {
        notation: "json".to_owned(),
        product: product.to_owned(),
        release: release.to_owned(),
        released: "01-10-2026".to_owned(),
    }
}

/// A supplier of whom the sandbox saw every case pass, with messages of `Pakket 1.0`.
async fn examined(register: &Register) -> Supplier {
    Program::in_sandbox(register, "hr-pakket", OIN).await;
    crate::support::pass_every_case(register, "hr-pakket", "Pakket 1.0").await;
    supplier(register).await
}

#[tokio::test]
async fn a_certificate_is_for_the_package_that_the_messages_name_and_keeps_what_showed_it() {
    let register = Register::with_sandbox().await;
    let who = examined(&register).await;
    let before = register.desk.examination(&who, Notation::Json).await;
    let before = before.expect("an examination");
    let missing: Vec<_> = before
        .cases
        .iter()
        .filter(|case| case.outcome != CaseOutcome::Passed)
        .map(|case| case.number)
        .collect();
    assert_eq!(missing, [0_u8; 0]);
    assert_eq!(before.packages, ["Pakket 1.0"]);
    let other = register.desk.certify(&who, certificate("Pakket", "2.0"));
    let problem = other.await.expect_err("another release");
    assert_eq!(field(&problem), "product");
    assert!(
        problem.errors[0].message.contains("‘Pakket 1.0’"),
        "{problem:?}"
    );

    let tomorrow = CertificateRequest {
        released: "01-10-2036".to_owned(),
        ..certificate("Pakket", "1.0")
    };
    let problem = register.desk.certify(&who, tomorrow).await;
    assert_eq!(field(&problem.expect_err("not out yet")), "released");
    let id = register
        .desk
        .certify(&who, certificate(" Pakket ", "1.0"))
        .await
        .expect("a certificate");
    let passed = async |notation| {
        let examination = register.desk.examination(&who, notation).await;
        examination.expect("an examination").passed()
    };
    assert_eq!(passed(Notation::Json).await, 0, "it begins anew");
    assert_eq!(
        passed(Notation::Xml).await,
        9,
        "what counts for both stays for the other"
    );

    // The sandbox forgets; the certificate does not.
    let sandbox = register.system.sandbox.as_ref().expect("a sandbox");
    sqlx::query("delete from sandbox_call")
        .execute(&sandbox.pool)
        .await
        .expect("forgotten");
    let read = async |reader| {
        let report = register.desk.certificate(reader, id).await;
        report.expect("a report")
    };
    let (mine, theirs) = (read(Some(&who)).await, read(None).await);
    assert_eq!(mine.certificate.product, "Pakket");
    assert_eq!(mine.certificate.released.to_string(), "2026-10-01");
    assert_eq!((mine.cases.len(), theirs.cases.len()), (40, 40));
    assert!(mine.own && !theirs.own);
    let seen = mine.cases[3].steps[1].1.as_ref().expect("a call");
    assert_eq!(seen.call, "PUT /benoemingen/90001/a");
    assert!(seen.answer.contains("gewijzigd"));
    assert!(theirs.cases.iter().all(|case| case.steps.is_empty()));
    let nobody = register.desk.certificate(None, uuid::Uuid::nil()).await;
    assert_eq!(nobody.expect_err("none").status, 404);
    assert_eq!(register.audited("certificate_issued").await, 1);
}

#[tokio::test]
async fn a_case_with_messages_of_another_package_is_named() {
    let register = Register::with_sandbox().await;
    let who = examined(&register).await;
    let sandbox = register.system.sandbox.as_ref().expect("a sandbox");
    sqlx::query(
        "update sandbox_call set sent = replace(sent, 'Pakket 1.0', 'Ander pakket')
         where path like '%/f'",
    )
    .execute(&sandbox.pool)
    .await
    .expect("changed");
    let refused = register.desk.certify(&who, certificate("Pakket", "1.0"));
    let problem = refused.await.expect_err("refused");
    let told = &problem.errors[0].message;
    assert!(told.starts_with("Bij geval 10 staat"), "{told}");
    assert!(told.contains("‘Ander pakket’"), "{told}");
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

/// Gives the first supplier a mandate.
async fn mandate(register: &Register, board: &str, period: &str) {
    sqlx::query(
        "insert into mandate (board_number, supplier_id, valid, granted_by, granted_at)
         select $1, id, $2::daterange, 'school:test', now() from supplier where oin = $3",
    )
    .bind(board)
    .bind(period)
    .bind(OIN)
    .execute(register.pool())
    .await
    .expect("a mandate");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supplier_and_its_program_see_who_mandated_it_and_what_is_open_there() {
    let register = Register::new().await;
    let deliverer = Deliverer::with_mandate(&register).await;
    mandate(&register, "41235", "[2026-12-01,)").await;
    let (status, _) = deliverer
        .json(&register, "PUT", &appointment("A-1", 1))
        .await;
    assert_eq!(status.as_u16(), 201);
    let mut wrong = appointment("A-2", 1);
    wrong["grondslag"]["code"] = json!("VO-99");
    for _ in 0..2 {
        let (status, _) = deliverer.json(&register, "PUT", &wrong).await;
        assert_eq!(status.as_u16(), 422);
    }
    let (_, answer) = deliverer
        .send(&register, ("GET", "/machtigingen"), "", Body::empty())
        .await;
    let (one, two) = (&answer["machtigingen"][0], &answer["machtigingen"][1]);
    assert_eq!(one["bevoegdGezag"], "41234");
    assert_eq!(one["naam"], "Stichting Onderwijs Zuiderveen");
    assert_eq!(
        (&one["vanaf"], &one["totEnMet"]),
        (&json!("2026-01-01"), &json!("2026-12-31"))
    );
    assert_eq!(
        one["openFouten"], 1,
        "one appointment, however often it was sent"
    );
    assert!(
        one["laatsteLevering"]
            .as_str()
            .is_some_and(|at| at.starts_with("2026-11-23T12:00"))
    );
    assert_eq!(
        (&two["vanaf"], &two["totEnMet"]),
        (&json!("2026-12-01"), &json!(null))
    );
    assert_eq!(two["laatsteLevering"], json!(null));
    assert_eq!(answer["volgende"], json!(null));
    let (_, rest) = deliverer
        .send(
            &register,
            ("GET", "/machtigingen?na=41234"),
            "",
            Body::empty(),
        )
        .await;
    assert_eq!(rest["machtigingen"][0]["bevoegdGezag"], "41235");

    let who = supplier(&register).await;
    let page = register.desk.boards(&who, "", 1).await.expect("boards");
    assert_eq!((page.count, page.pages, page.boards.len()), (2, 1, 2));
    assert_eq!(page.boards[0].errors, 1);
    let page = register
        .desk
        .boards(&who, "waterkant", 1)
        .await
        .expect("boards");
    assert_eq!(page.boards.len(), 1);
    assert_eq!(page.boards[0].number, "41235");
    // Put right: nothing waits any more.
    deliverer
        .json(&register, "PUT", &appointment("A-2", 2))
        .await;
    let page = register
        .desk
        .boards(&who, "41234", 1)
        .await
        .expect("boards");
    assert_eq!(page.boards[0].errors, 0);
    // Over: it is no mandate any more.
    sqlx::query("update mandate set valid = daterange('2026-01-01', '2026-11-23') where board_number = '41234'")
        .execute(register.pool())
        .await
        .expect("ended");
    let page = register.desk.boards(&who, "", 1).await.expect("boards");
    assert_eq!(page.count, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_has_a_certificate_enrols_programs_in_the_register_and_new_keys_end_the_old() {
    let register = Register::new().await;
    let who = supplier(&register).await;
    let early = register
        .desk
        .register_program(&who, program("hr-pakket"))
        .await;
    assert_eq!(early.expect_err("refused").status, 409);
    sqlx::query(
        "insert into conformance_certificate
             (id, supplier_id, product, release, notation, major, issued_on, released_on,
              evidence)
         select gen_random_uuid(), id, 'Pakket', '1.0', 'json', 1, '2026-11-01', '2026-10-01', '[]'
         from supplier",
    )
    .execute(register.pool())
    .await
    .expect("a certificate");
    register
        .desk
        .register_program(&who, program("hr-pakket"))
        .await
        .expect("enrolled");
    let programs = async || {
        let page = register.desk.boards(&who, "", 1).await.expect("boards");
        page.programs
    };
    let now = programs().await;
    assert!(now.may_enrol);
    assert_eq!(
        now.programs,
        [("hr-pakket".to_owned(), vec!["een".to_owned()])]
    );
    assert!(now.address.ends_with("/api/aanleveren/v1") && !now.address.contains("proef"));

    // A key of which the program holds the private half; then another one.
    let running = Program::named(&register, "hr-pakket").await;
    let token = running.token(&register).await;
    let asks = async || {
        Program::call(&register, &token, "GET", "/webhook", None)
            .await
            .0
    };
    assert_eq!(asks().await, 404, "the token is good");
    register
        .desk
        .register_program(&who, program("hr-pakket"))
        .await
        .expect("other keys");
    assert_eq!(asks().await, 401, "the token ended with the key");
    assert_eq!(register.audited("program_registered").await, 1);
    assert_eq!(register.audited("program_keys_replaced").await, 1);

    sqlx::query("insert into supplier (id, oin, name) values (gen_random_uuid(), '00000003876543210000', 'Ander')")
        .execute(register.pool())
        .await
        .expect("another supplier");
    sqlx::query(
        "update supplier_client set supplier_id = (select id from supplier where name = 'Ander')",
    )
    .execute(register.pool())
    .await
    .expect("of another");
    let of_another = register
        .desk
        .register_program(&who, program("hr-pakket"))
        .await;
    assert_eq!(field(&of_another.expect_err("refused")), "client");
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
