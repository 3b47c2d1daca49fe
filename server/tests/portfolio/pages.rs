//! The form as a browser without scripts posts it.

use super::{MILA, PAGE, PDF, PROGRAM, SAVE, fresh};
use crate::support::{Register, Visitor, file};
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_comes_back_when_the_file_is_refused_and_is_saved_when_it_is_not() {
    let register = Register::new().await;
    let visitor = Visitor::teacher(&register, MILA).await;
    let number = fresh().to_string();
    let fields = [
        ("nieuw", number.as_str()),
        ("title", "Begeleiden van een collega"),
        ("from_day", "12"),
        ("from_month", "10"),
        ("from_year", "2026"),
        ("hours", "7,5"),
        ("category", "pedagogisch"),
        ("reflection", "Eén ding tegelijk."),
        ("subjects[]", "BIOLOGIE"),
    ];
    let goal = visitor
        .post_file(PAGE, SAVE, &fields, &file("bewijs.pdf", PROGRAM))
        .await;
    assert!(
        goal.starts_with("/mijn/portfolio/activiteit/nieuw?formulier="),
        "{goal}"
    );
    let (status, page) = visitor.get(&goal).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Fout: Wat heb je gedaan?"),
        "the title says that something is wrong"
    );
    for kept in [
        "Begeleiden van een collega",
        "7,5",
        "Eén ding tegelijk.",
        number.as_str(),
    ] {
        assert!(page.contains(kept), "{kept} is lost");
    }
    assert!(
        page.contains("value=\"BIOLOGIE\" checked"),
        "the subject is still ticked"
    );
    assert!(page.contains("bewijs.pdf is een ander soort bestand"));
    assert!(page.contains("bestand-fout"), "at the field");

    let goal = visitor
        .post_file(PAGE, SAVE, &fields, &file("bewijs.pdf", PDF))
        .await;
    assert_eq!(
        goal,
        format!("/mijn/portfolio/activiteit/{number}?melding=opgeslagen")
    );
    let (_, page) = visitor.get(&goal).await;
    for shown in [
        "Je activiteit is opgeslagen",
        "7,5 uur",
        "Pedagogiek en begeleiding",
        "Biologie",
        "bewijs.pdf",
    ] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    let (_, list) = visitor.get("/mijn/portfolio").await;
    for shown in ["1 activiteit, samen 7,5 uur", "Compleet", "7,5 van 160 uur"] {
        assert!(list.contains(shown), "{shown} is not shown");
    }
    let (status, _) = visitor.get("/mijn/portfolio/tijdlijn").await;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = visitor
        .get(&format!("/mijn/portfolio/activiteit/{number}/wijzigen"))
        .await;
    assert_eq!(status, StatusCode::OK);
    for unknown in [fresh().to_string(), "1".to_owned()] {
        let path = format!("/mijn/portfolio/activiteit/{unknown}");
        assert_eq!(visitor.get(&path).await.0, StatusCode::NOT_FOUND);
    }
}
