//! Who gets a token, and what it opens.

use super::{BOARD, Program, ask_token, batch, get, mandate, send};
use crate::support::Register;
use axum::http::StatusCode;
use jiff::SignedDuration;
use jsonwebtoken::EncodingKey;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn an_assertion_counts_once_and_only_when_everything_in_it_is_right() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    let now = register.system.clock.now().as_second();
    for wrong in [
        json!({ "aud": "https://elders.example/oauth/token" }),
        json!({ "exp": now - 61 }),
        json!({ "exp": now + 3600 }),
        json!({ "iss": "een-ander" }),
        json!({ "sub": "een-ander" }),
        json!({ "jti": "" }),
        json!({ "sub": "voorbeeld\u{0}" }),
        json!({ "jti": "\u{0}" }),
    ] {
        let (status, answer) = ask_token(&register, &program.assertion(&register, &wrong)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{wrong}: {answer}");
        assert_eq!(answer["error"], "invalid_client");
    }
    let stranger = EncodingKey::from_ec_der(&crate::support::ec_key_pair().private_pkcs8);
    let forged = Program { key: stranger }.assertion(&register, &json!({}));
    assert_eq!(
        ask_token(&register, &forged).await.0,
        StatusCode::UNAUTHORIZED
    );

    let once = program.assertion(&register, &json!({}));
    assert_eq!(ask_token(&register, &once).await.0, StatusCode::OK);
    assert_eq!(
        ask_token(&register, &once).await.0,
        StatusCode::UNAUTHORIZED,
        "again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_ends_and_none_opens_nothing() {
    let register = Register::new().await;
    let program = Program::registered(&register).await;
    mandate(&register, "2026-01-01", "2027-01-01").await;
    let token = program.token(&register).await;
    assert_eq!(
        get(&register, &token, "/terugkoppelingen").await.0,
        StatusCode::OK
    );
    register.system.clock.advance(SignedDuration::from_mins(11));
    for token in [token.as_str(), "", "geen-token"] {
        for path in [
            "/terugkoppelingen",
            "/batches/00000000-0000-7000-8000-000000000000",
        ] {
            let (status, _) = get(&register, token, path).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
        }
        let (status, _) = send(&register, token, BOARD, batch()).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
}
