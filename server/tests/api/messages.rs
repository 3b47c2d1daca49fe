//! One message at a time: sent again, wrong, and on trial.

use super::{BOARD, Program, answer, mandate};
use crate::support::Register;
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A message about a teacher who is qualified.
fn message(version: u32, document: &str) -> Value {
    json!({
        "bedrijfsdocument": {
            "identificatiecodeBedrijfsdocument": document,
            "datumTijdBedrijfsdocument": "2026-11-23T11:00:00Z",
            "berichtversie": "1.0",
            "softwarepakket": "VoorbeeldHR 12.3",
        },
        "bevoegdGezag": BOARD,
        "benoemingvolgnummer": "2026-000481",
        "versie": version,
        "persoon": {
            "burgerservicenummer": "999990019",
            "geboortedatum": "1987-04-02",
            "nietIngezetene": null,
        },
        "school": { "instellingscode": "99QA", "vestigingscode": "99QA01" },
        "benoeming": {
            "begindatum": "2026-11-01",
            "einddatum": null,
            "soort": "BENOEMING",
            "functiecategorie": 9,
        },
        "arbeidsovereenkomst": { "begindatum": "2026-11-01", "einddatum": null },
        "grondslag": { "code": "VO-33.1B1" },
        "onderwijs": { "aanduiding": "LERAAR_VO" },
    })
}

const FIRST: &str = "6f0c1a9e-6f0b-4c0e-9a52-0f5f8e3a7c11";
const SECOND: &str = "6f0c1a9e-6f0b-4c0e-9a52-0f5f8e3a7c12";

async fn send_message(
    register: &Register,
    token: &str,
    (method, path): (&str, &str),
    message: &Value,
) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/aanleveren/v1{path}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(Body::from(message.to_string()))
        .expect("a request");
    let answered = answer(register, request).await;
    register.system.clock.advance(SignedDuration::from_mins(1));
    answered
}

const PUT: (&str, &str) = ("PUT", "/benoemingen/41234/2026-000481");

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_sent_again_gets_the_first_answer_again() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    mandate(&register, "2026-01-01", "2027-01-01").await;
    let token = program.token(&register).await;

    let (status, first) = send_message(&register, &token, PUT, &message(1, FIRST)).await;
    assert_eq!(
        (status, &first["uitkomst"]),
        (StatusCode::CREATED, &json!("nieuw")),
        "{first}"
    );
    let (status, again) = send_message(&register, &token, PUT, &message(1, FIRST)).await;
    assert_eq!(
        (status, &again),
        (StatusCode::CREATED, &first),
        "word for word"
    );

    let mut other = message(1, FIRST);
    other["benoeming"]["einddatum"] = json!("2027-07-31");
    let (status, problem) = send_message(&register, &token, PUT, &other).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    assert_eq!(problem["fouten"][0]["code"], "LR-F002");

    let (_, changed) = {
        let mut changed = message(2, SECOND);
        changed["benoeming"]["einddatum"] = json!("2027-07-31");
        send_message(&register, &token, PUT, &changed).await
    };
    assert_eq!(changed["uitkomst"], "gewijzigd", "{changed}");
    let late = message(1, "6f0c1a9e-6f0b-4c0e-9a52-0f5f8e3a7c13");
    let (status, late) = send_message(&register, &token, PUT, &late).await;
    assert_eq!(
        (status, &late["uitkomst"]),
        (StatusCode::OK, &json!("ouder")),
        "{late}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_message_tells_everything_that_is_wrong_at_once() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    mandate(&register, "2026-01-01", "2027-01-01").await;
    let token = program.token(&register).await;
    let mut wrong = message(1, FIRST);
    wrong["persoon"]["burgerservicenummer"] = json!("999990018");
    wrong["benoeming"]["begindatum"] = json!("2026-11-31");
    wrong["grondslag"]["code"] = json!("VO-99.9");
    let (status, problem) = send_message(&register, &token, PUT, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["type"], "/problemen/ongeldige-invoer");
    let codes: Vec<&str> = problem["fouten"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|fault| fault["code"].as_str())
        .collect();
    for code in ["LR-F006", "LR-F001"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert!(
        !problem.to_string().contains("999990018"),
        "no BSN comes back"
    );

    let elsewhere = ("PUT", "/benoemingen/41234/2026-000999");
    let (status, _) = send_message(&register, &token, elsewhere, &message(1, FIRST)).await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another number in the address"
    );
    let not_ours = ("PUT", "/benoemingen/41235/2026-000481");
    let (status, _) = send_message(&register, &token, not_ours, &message(1, FIRST)).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "a board without a mandate");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_tells_the_same_and_keeps_nothing() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    mandate(&register, "2026-01-01", "2027-01-01").await;
    let token = program.token(&register).await;
    let trial = ("POST", "/proefcontroles");
    let (status, answer) = send_message(&register, &token, trial, &message(1, FIRST)).await;
    assert_eq!(
        (status, &answer["uitkomst"]),
        (StatusCode::OK, &json!("nieuw")),
        "{answer}"
    );
    let mut wrong = message(1, FIRST);
    wrong["grondslag"]["code"] = json!("VO-99.9");
    let (status, _) = send_message(&register, &token, trial, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept: i64 = sqlx::query_scalar("select count(*) from delivery")
        .fetch_one(register.pool())
        .await
        .expect("count");
    assert_eq!(kept, 0);
}
