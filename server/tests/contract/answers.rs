//! What the API answers, beside what the document says.

use super::{APPOINTMENT, JSON, Listener};
use crate::support::{appointment, removal};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn what_the_api_answers_is_what_the_document_says() {
    let mut api = Listener::new().await;
    let put = ("PUT", APPOINTMENT);
    let message = appointment("A-1", 1).to_string();
    let place = "/benoemingen/41234/A-1";
    assert_eq!(api.ask(put, place, (JSON, &message)).await.0, 201);
    let later = jiff::SignedDuration::from_millis(1);
    api.register.system.clock.advance(later);
    let (_, overview) = api
        .ask(
            ("POST", "/registratieoverzichten"),
            "/registratieoverzichten",
            (JSON, r#"{"bevoegdGezag":"41234"}"#),
        )
        .await;
    let before = overview["kenmerk"].as_str().expect("an id").to_owned();
    api.register.system.clock.advance(later);
    let mut changed = appointment("A-1", 2);
    changed["benoeming"]["einddatum"] = json!("2027-01-31");
    for (status, message) in [
        (201, message),
        (200, changed.to_string()),
        (422, r#"{"bevoegdGezag":"41234"}"#.to_owned()),
        (422, "geen json".to_owned()),
        (400, removal("A-1", 3, None).to_string()),
    ] {
        let (actual, answer) = api.ask(put, place, (JSON, &message)).await;
        assert_eq!(actual, status, "{answer}");
    }
    assert_eq!(api.ask(put, place, ("text/plain", "iets")).await.0, 415);
    let elsewhere = "/benoemingen/41235/A-1";
    let stranger = appointment("A-1", 1).to_string();
    assert_eq!(api.ask(put, elsewhere, (JSON, &stranger)).await.0, 403);
    let check = ("POST", "/proefcontroles");
    let tried = appointment("A-2", 1).to_string();
    assert_eq!(
        api.ask(check, "/proefcontroles", (JSON, &tried)).await.0,
        200
    );
    api.register.system.clock.advance(later);
    let (_, overview) = api
        .ask(
            ("POST", "/registratieoverzichten"),
            "/registratieoverzichten",
            (JSON, r#"{"bevoegdGezag":"41234"}"#),
        )
        .await;
    let after = overview["kenmerk"].as_str().expect("an id").to_owned();
    let differences = format!("/registratieoverzichten/{after}/verschillen?met={before}");
    let gone = removal("A-1", 3, None).to_string();
    for (method, route, path, body, status) in [
        ("GET", "/terugkoppelingen", "/terugkoppelingen", "", 200),
        (
            "GET",
            "/terugkoppelingen",
            "/terugkoppelingen?na=x",
            "",
            400,
        ),
        ("GET", "/machtigingen", "/machtigingen", "", 200),
        ("GET", "/machtigingen", "/machtigingen?na=x", "", 400),
        (
            "GET",
            "/registratieoverzichten/{id}",
            &format!("/registratieoverzichten/{after}"),
            "",
            200,
        ),
        (
            "GET",
            "/registratieoverzichten/{id}",
            &format!("/registratieoverzichten/{after}?na=%00"),
            "",
            400,
        ),
        (
            "GET",
            "/registratieoverzichten/{id}/verschillen",
            &differences,
            "",
            200,
        ),
        (
            "GET",
            "/registratieoverzichten/{id}/verschillen",
            &format!("{differences}&na=%00"),
            "",
            400,
        ),
        (
            "POST",
            "/registratieoverzichten/{id}/verschillen",
            &format!("/registratieoverzichten/{after}/verschillen"),
            "{}",
            415,
        ),
        (
            "GET",
            "/verbeterverzoeken",
            "/verbeterverzoeken?bevoegdGezag=41234",
            "",
            200,
        ),
        (
            "GET",
            "/verbeterverzoeken",
            "/verbeterverzoeken?bevoegdGezag=41235",
            "",
            403,
        ),
        (
            "POST",
            "/volledigheidsverklaringen",
            "/volledigheidsverklaringen",
            r#"{"bevoegdGezag":"41234","peildatum":"2026-11-01"}"#,
            201,
        ),
        (
            "POST",
            "/volledigheidsverklaringen",
            "/volledigheidsverklaringen",
            r#"{"bevoegdGezag":"41234","peildatum":"2026-11-01"}"#,
            200,
        ),
        (
            "POST",
            "/volledigheidsverklaringen",
            "/volledigheidsverklaringen",
            r#"{"bevoegdGezag":"41234","peildatum":"2026-13-01"}"#,
            422,
        ),
        ("GET", "/webhook", "/webhook", "", 404),
        ("POST", "/webhook/proef", "/webhook/proef", "", 404),
        (
            "PUT",
            "/webhook",
            "/webhook",
            r#"{"url":"http://127.0.0.1:9/"}"#,
            200,
        ),
        (
            "PUT",
            "/webhook",
            "/webhook",
            r#"{"url":"ftp://127.0.0.1/"}"#,
            422,
        ),
        (
            "PUT",
            "/webhook",
            "/webhook",
            r#"["http://127.0.0.1:9/"]"#,
            422,
        ),
        ("GET", "/webhook", "/webhook", "", 200),
        ("POST", "/webhook/proef", "/webhook/proef", "", 422),
        ("DELETE", "/webhook", "/webhook", "", 204),
        ("GET", "/codelijsten/{naam}", "/codelijsten/vakken", "", 200),
        (
            "GET",
            "/codelijsten/{naam}",
            "/codelijsten/grondslagen?peildatum=0001-01-01",
            "",
            200,
        ),
        (
            "GET",
            "/codelijsten/{naam}",
            "/codelijsten/onderwijsterreinen",
            "",
            200,
        ),
        ("POST", "/grondslaghulp", "/grondslaghulp", "{}", 200),
        (
            "POST",
            "/grondslaghulp",
            "/grondslaghulp",
            r#"{"antwoorden":{"sector":"x\u0000"}}"#,
            200,
        ),
        (
            "POST",
            "/grondslaghulp",
            "/grondslaghulp",
            r#"{"peildatum":"0001-01-01"}"#,
            404,
        ),
        ("POST", "/grondslaghulp", "/grondslaghulp", "[]", 422),
        ("POST", "/grondslaghulp", "/grondslaghulp", "{", 400),
        ("GET", "/openapi.json", "/openapi.json", "", 200),
        ("DELETE", APPOINTMENT, place, "geen json", 422),
        ("DELETE", APPOINTMENT, place, &gone, 200),
    ] {
        let (actual, answer) = api.ask((method, route), path, (JSON, body)).await;
        assert_eq!(actual, status, "{method} {path}: {answer}");
    }
    api.all_is_documented();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_of_the_decision_aid_is_what_the_document_says() {
    let mut api = Listener::new().await;
    let place = ("POST", "/grondslaghulp");
    for sector in ["po", "so", "vso", "vo", "mbo"] {
        // The last choice of every question, then the first one: two walks to an end.
        for last in [true, false] {
            let mut answers = serde_json::Map::new();
            answers.insert("sector".to_owned(), json!(sector));
            loop {
                let body = json!({ "antwoorden": answers }).to_string();
                let (status, step) = api.ask(place, place.1, (JSON, &body)).await;
                assert_eq!(status, 200, "{step}");
                let question = &step["vraag"];
                let choices = question["antwoorden"].as_array();
                let (Some(code), Some(choices)) = (question["code"].as_str(), choices) else {
                    assert!(step["uitkomst"].is_object(), "{step}");
                    break;
                };
                assert!(!answers.contains_key(code), "{code} is asked again: {step}");
                let choice = if last {
                    choices.last()
                } else {
                    choices.first()
                };
                let choice = choice.expect("a choice")["code"].clone();
                answers.insert(code.to_owned(), choice);
            }
        }
    }
    api.all_is_documented();
}
