//! Reading the files of the trees: what is refused, and which version holds when.

use super::super::{Graph, OutcomeKind, Step, Tree, TreeError, Walk};
use crate::ground::GroundTable;
use jiff::civil::{Date, date};

/// A tree of one file, with one thing in it replaced.
fn small(old: &str, new: &str) -> Result<Vec<Graph>, TreeError> {
    let text = r#"{
        "boom": "klein", "versie": "1", "geldig_van": "2020-01-01", "geldig_tot_en_met": null, "toelichting": [],
        "wet": { "naam": "WPO", "bwb": "BWBR0003420", "toestand": "2018-08-01" },
        "artikelen": { "3": { "naam": "artikel 3 WPO", "nummer": "3", "zegt": "Iets." } },
        "vragen": [
            { "id": "een", "handboek": [1], "vraag": "Een?", "uitleg": "Uitleg.", "artikel": "3",
              "getal": { "gebruik": "alleen-keuze", "eenheid": ["uur", "uur"], "bereiken": [
                { "tot_en_met": "4", "reden": "Weinig.", "naar": "PO-3.1B1" },
                { "tot_en_met": "9", "reden": "Meer.", "naar": "twee" },
                { "reden": "Veel.", "naar": "twee" } ] },
              "weet_niet": { "uitleg": "Tel.", "reden": "Niet bekend.", "naar": "twee" } },
            { "id": "twee", "handboek": [2], "vraag": "Twee?", "uitleg": "Uitleg.", "artikel": "3",
              "antwoorden": [
                { "id": "ja", "tekst": "Ja", "reden": "Ja.", "naar": "PO-3.1B1" },
                { "id": "nee", "tekst": "Nee", "reden": "Nee.", "naar": "einde" } ],
              "weet_niet": { "uitleg": "Vraag.", "reden": "Niet bekend.", "naar": "einde" } } ],
        "uitkomsten": {
            "PO-3.1B1": { "uitleg": "Bevoegd.", "artikel": "3", "bewijs": ["Diploma."] },
            "einde": { "soort": "zoek-uit", "titel": "Zoek uit", "uitleg": "Zoek.", "artikel": "3", "mogelijkheden": ["Zoek."] } }
    }"#;
    assert!(old.is_empty() || text.contains(old), "{old}");
    Graph::parse(&[&text.replace(old, new)])
}

#[test]
fn a_wrong_file_says_what_is_wrong_where() {
    assert_eq!(
        small("\"Een?\"", "\"Een?\"")
            .map(|graphs| graphs.len())
            .ok(),
        Some(1)
    );
    let wrong = |old, new| small(old, new).expect_err("must be refused").to_string();
    assert_eq!(
        wrong(r#""naar": "einde" } ]"#, r#""naar": "weg" } ]"#),
        "twee: there is no question or ending \"weg\""
    );
    assert_eq!(
        wrong(
            r#""reden": "Nee.", "naar": "einde""#,
            r#""reden": "Nee.", "naar": "een""#
        ),
        "a path through \"een\" is too long or goes round"
    );
    assert_eq!(
        wrong(r#""tot_en_met": "4""#, r#""tot_en_met": "12""#),
        "een: the ranges are not in order"
    );
    assert_eq!(
        wrong(
            r#"{ "reden": "Veel.""#,
            r#"{ "tot_en_met": "20", "reden": "Veel.""#
        ),
        "een: the last range, and no other, has no end"
    );
    assert_eq!(
        wrong(r#""id": "nee""#, r#""id": "ja""#),
        "\"ja\" is used twice, or cannot be a name"
    );
    assert_eq!(
        wrong(r#""id": "twee""#, r#""id": "een""#),
        "\"een\" is used twice, or cannot be a name"
    );
    assert!(
        wrong(r#""uitleg": "Bevoegd.""#, r#""uitlegging": "Bevoegd.""#)
            .starts_with("the tree cannot be read")
    );
    assert_eq!(
        wrong(
            "\"artikel\": \"3\", \"bewijs\"",
            "\"artikel\": \"9\", \"bewijs\""
        ),
        "PO-3.1B1: there is no article \"9\""
    );
    let unused =
        r#""uitkomsten": { "los": { "soort": "zoek-uit", "uitleg": "x", "artikel": "3" },"#;
    assert_eq!(
        wrong(r#""uitkomsten": {"#, unused),
        "nothing leads to \"los\""
    );
}

/// A tree in which each of so many questions leads to the next.
fn chain(questions: usize) -> Result<Vec<Graph>, TreeError> {
    let list: Vec<String> = (1..=questions)
        .map(|nr| {
            let next = if nr == questions { "einde".to_owned() } else { format!("v{}", nr + 1) };
            format!(r#"{{ "id": "v{nr}", "handboek": [1], "vraag": "x?", "uitleg": "x", "artikel": "3",
                "datum": {{ "gebruik": "eerste-dag", "bereiken": [ {{ "reden": "x", "naar": "{next}" }} ] }},
                "weet_niet": {{ "uitleg": "x", "reden": "x", "naar": "einde" }} }}"#)
        })
        .collect();
    let text = format!(
        r#"{{ "boom": "keten", "versie": "1", "geldig_van": "2020-01-01", "geldig_tot_en_met": null, "toelichting": [],
            "wet": {{ "naam": "WPO", "bwb": "BWBR0003420", "toestand": "2018-08-01" }},
            "artikelen": {{ "3": {{ "naam": "artikel 3 WPO", "nummer": "3", "zegt": "Iets." }} }},
            "vragen": [ {} ],
            "uitkomsten": {{ "einde": {{ "soort": "zoek-uit", "titel": "x", "uitleg": "x", "artikel": "3", "mogelijkheden": ["x"] }} }} }}"#,
        list.join(",")
    );
    Graph::parse(&[&text])
}

#[test]
fn eight_questions_are_allowed_and_nine_are_not() {
    assert!(chain(8).is_ok());
    let error = chain(9).expect_err("nine questions").to_string();
    assert_eq!(error, "a path through \"v9\" is too long or goes round");
}

#[test]
fn whatever_a_tree_says_too_many_extensions_give_no_ground() {
    let text = r#"{
        "boom": "fout", "versie": "1", "geldig_van": "2020-01-01", "geldig_tot_en_met": null, "toelichting": [],
        "wet": { "naam": "WVO", "bwb": "BWBR0002399", "toestand": "2018-08-01" },
        "artikelen": { "33": { "naam": "artikel 33 WVO", "nummer": "33", "zegt": "Iets." } },
        "vragen": [ { "id": "een", "handboek": [20], "vraag": "Een?", "uitleg": "x", "artikel": "33",
            "getal": { "gebruik": "verlengingen", "eenheid": ["keer", "keer"], "bereiken": [ { "reden": "{}.", "naar": "VO-33.4" } ] },
            "weet_niet": { "uitleg": "x", "reden": "x", "naar": "VO-33.4" } } ],
        "uitkomsten": { "VO-33.4": { "uitleg": "x", "artikel": "33", "bewijs": ["x"] } } }"#;
    let graphs = Graph::parse(&[text]).expect("a tree");
    let tree = Tree::new(&graphs[0], GroundTable::current(), date(2026, 11, 24));
    let kind = |query: &str| match tree.next(&Walk::from_query(query)) {
        Step::End(outcome) => outcome.kind,
        Step::Ask(ask) => panic!("still asks {}", ask.question.id),
    };
    assert_eq!(kind("een=1"), OutcomeKind::Ground);
    assert_eq!(kind("een=2"), OutcomeKind::NoGround);
    assert_eq!(kind("een=9999"), OutcomeKind::NoGround);
}

#[test]
fn a_new_version_follows_the_old_one_on_its_first_day() {
    let file = |version: &str, from: &str, to: &str, text: &str| {
        format!(
            r#"{{ "boom": "klein", "versie": "{version}", "geldig_van": "{from}", "geldig_tot_en_met": {to}, "toelichting": [],
            "wet": {{ "naam": "WPO", "bwb": "BWBR0003420", "toestand": "2018-08-01" }},
            "artikelen": {{ "3": {{ "naam": "artikel 3 WPO", "nummer": "3", "zegt": "Iets." }} }},
            "vragen": [ {{ "id": "een", "handboek": [1], "vraag": "{text}", "uitleg": "x", "artikel": "3",
                "datum": {{ "gebruik": "eerste-dag", "bereiken": [ {{ "reden": "{{}}.", "naar": "einde" }} ] }},
                "weet_niet": {{ "uitleg": "x", "reden": "x", "naar": "einde" }} }} ],
            "uitkomsten": {{ "einde": {{ "soort": "zoek-uit", "titel": "x", "uitleg": "x", "artikel": "3", "mogelijkheden": ["x"] }} }} }}"#
        )
    };
    let old = file("1", "2020-01-01", "\"2026-12-31\"", "Oud?");
    let new = file("2", "2027-01-01", "null", "Nieuw?");
    let graphs = Graph::parse(&[&old, &new]).expect("both");
    let texts: Vec<&str> = graphs
        .iter()
        .map(|g| g.questions()[0].text.as_str())
        .collect();
    assert_eq!(texts, ["Oud?", "Nieuw?"]);
    let gap = file("2", "2027-02-01", "null", "Nieuw?");
    let graphs = Graph::parse(&[&old, &gap]).expect("both");
    let texts = |on: Date| Graph::valid_on(&graphs, on).map(|g| g.questions()[0].text.as_str());
    assert_eq!(texts(date(2026, 12, 31)), Some("Oud?"));
    assert_eq!(texts(date(2027, 1, 1)), None);
    assert_eq!(texts(date(2027, 2, 1)), Some("Nieuw?"));
    let both = file("2", "2026-12-31", "null", "Nieuw?");
    assert!(
        Graph::parse(&[&old, &both]).is_err(),
        "two versions on one day"
    );
}
