//! The pages as a browser without scripts gets them.

use super::{BOARD, DELIVER, PAGE, VESTIBULE, deliver, row};
use crate::support::{Register, Visitor, csv, file};
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn a_posted_file_leads_to_its_outcome_and_a_wrong_one_back_to_the_form() {
    let register = Register::new().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let outcome = visitor
        .post_file(PAGE, DELIVER, &[], &csv(&[row(&[])]))
        .await;
    let (status, html) = visitor.get(&outcome).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("1 benoeming is verwerkt."), "{outcome}");
    let back = visitor
        .post_file(PAGE, DELIVER, &[], &file("foto.pdf", *b"%PDF-1.4"))
        .await;
    assert!(back.starts_with("/school/leveringen?formulier="), "{back}");
    let (_, html) = visitor.get(&back).await;
    assert!(html.contains("<title>Fout: Leveringen - Lerarenregister</title>"));
    assert!(
        html.contains("id=\"bestand-fout\""),
        "the message at the field"
    );
    assert!(html.contains("Dit is een PDF, geen CSV-bestand"));
    let nothing = visitor.post_file(PAGE, DELIVER, &[], &file("", *b"")).await;
    let (_, html) = visitor.get(&nothing).await;
    assert!(html.contains("Kies een bestand"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_are_whole_without_a_script_in_the_browser() {
    let register = Register::new().await;
    let visitor = Visitor::of(&register, BOARD).await;
    let empty = visitor.get("/school").await.1;
    assert!(empty.contains("Nog geen levering ontvangen"));
    let wrong = [
        ("benoemingvolgnummer", "2004-000018"),
        ("burgerservicenummer", "999990018"),
        ("functiecategorie", "3"),
    ];
    let detail = deliver(
        &register,
        BOARD,
        csv(&[row(&[]), row(&VESTIBULE), row(&wrong)]),
    )
    .await;
    let id = detail.summary.id;
    for (path, words) in [
        (
            "/school",
            vec![
                "Stichting Onderwijs Zuiderveen",
                "Herstel 1 fout",
                "Registervoorportaal",
            ],
        ),
        ("/school?vestiging=99QA00", vec!["De Wending Zuiderveen"]),
        (
            "/school/leveringen",
            vec!["november.csv", "Deels verwerkt", "type=\"file\""],
        ),
        (
            "/school/leraren?status=klaargezet",
            vec!["2026-000481", "Wacht op de leraar"],
        ),
        ("/school/taken", vec!["Herstel 1 fout"]),
        ("/school/toegang", vec!["H. Bovenmeent", "(jij)"]),
        ("/school/keuzehulp", vec!["VO-33.4", "artikel 33 lid 4 WVO"]),
    ] {
        let (status, html) = visitor.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        for word in words {
            assert!(html.contains(word), "{word} on {path}");
        }
    }
    let (status, html) = visitor.get(&format!("/school/leveringen/{id}")).await;
    assert_eq!(status, StatusCode::OK);
    for word in [
        "LR-F006",
        "•••••• 018",
        "2 dingen kloppen niet",
        "Zo herstel je dit",
        "Hoe komt dit?",
        "href=\"/leveranciers/codes?q=LR-F006\"",
    ] {
        assert!(html.contains(word), "{word}");
    }
    assert!(!html.contains("999990018"));
    let (_, explained) = visitor.get("/leveranciers/codes?q=LR-F006").await;
    assert!(explained.contains("1 code"), "that code and no other");
    for unknown in ["00000000-0000-4000-8000-000000000000", "geen-levering"] {
        let (status, _) = visitor.get(&format!("/school/leveringen/{unknown}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{unknown}");
    }
}
