//! The list of the board's own administration beside the register, on the screen.

use super::BOARD;
use crate::support::{Register, Row, Visitor, csv, deliver_file, file, row};
use app::{
    school::{
        comparison::{Comparison, Kind},
        desk::SchoolDesk,
    },
    upload::File,
};

const HERE: &str = "/school/leveringen/vergelijken";

const SECOND: Row<'_> = &[
    ("benoemingvolgnummer", "2015-000077"),
    ("burgerservicenummer", "999990020"),
];

fn list(rows: &[Row<'_>]) -> File {
    let rows: Vec<Vec<String>> = rows.iter().map(|fields| row(BOARD, fields)).collect();
    csv(&rows)
}

async fn compare(register: &Register, list: File) -> Comparison {
    let contact = register.contact(BOARD);
    register
        .desk
        .compare(&contact, list)
        .await
        .expect("compared")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_reads_what_is_missing_extra_and_different_and_nothing_is_kept() {
    let register = Register::new().await;
    deliver_file(&register, &[&[], SECOND]).await;
    let same = compare(&register, list(&[&[], SECOND])).await;
    assert_eq!((same.lines, same.differences.len()), (2, 0));

    let before = register.count("delivery").await;
    let other: Row<'_> = &[("einddatum", "2027-07-31")];
    let missing: Row<'_> = &[("benoemingvolgnummer", "2026-000900")];
    let wrong: Row<'_> = &[
        ("benoemingvolgnummer", "2026-000901"),
        ("begindatum", "31-02-2026"),
    ];
    let compared = compare(&register, list(&[other, missing, wrong])).await;
    let found: Vec<(&str, &Kind)> = compared
        .differences
        .iter()
        .map(|difference| (difference.number.as_str(), &difference.kind))
        .collect();
    assert_eq!(found[1], ("2015-000077", &Kind::Extra));
    assert_eq!(found[2], ("2026-000900", &Kind::Missing));
    assert_eq!(found[3], ("2026-000901", &Kind::Unreadable));
    let (number, Kind::Facts(facts)) = found[0] else {
        panic!("{found:?}");
    };
    assert_eq!((number, facts.len()), ("2014-000121", 1));
    assert_eq!(facts[0].column, "einddatum");
    assert_eq!(facts[0].own.as_deref(), Some("31 juli 2027"));
    assert_eq!(facts[0].held.as_deref(), Some(""));

    for table in [
        "delivery",
        "delivery_upload",
        "delivery_preview",
        "form_state",
    ] {
        let expected = if table == "delivery" { before } else { 0 };
        assert_eq!(register.count(table).await, expected, "{table}");
    }
    let seen = "access_log where occasion = 'overzicht-bestand'";
    assert_eq!(register.count(seen).await, 2, "who is shown can read it");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_it_row_by_row_with_where_to_mend_and_works_without_script() {
    let register = Register::new().await;
    deliver_file(&register, &[&[], SECOND]).await;
    let visitor = Visitor::of(&register, BOARD).await;
    assert!(visitor.page("/school/leveringen").await.contains(HERE));
    assert!(visitor.page(HERE).await.contains("Lijst vergelijken"));
    let bsn: Row<'_> = &[("burgerservicenummer", "999990032")];
    let missing: Row<'_> = &[("benoemingvolgnummer", "2026-000900")];
    let (status, html) = visitor.show_file(HERE, &list(&[bsn, missing])).await;
    assert!(status.is_success(), "{status}");
    for words in [
        "Mist in het register: 1",
        "Staat te veel in het register: 1",
        "Staat er anders: 1",
        "/school/leveringen/invoeren?benoeming=2015-000077",
        "/school/leveringen/invoeren?benoeming=2014-000121",
        "Bsn: is niet hetzelfde.",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("99999"), "no BSN is shown");

    let (_, html) = visitor
        .show_file(HERE, &file("lijst.csv", "geen lijst"))
        .await;
    assert!(html.contains("Fout: Vergelijken"), "it says what is wrong");
}
