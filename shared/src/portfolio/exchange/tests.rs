//! What comes in as it would be here, and what goes out that comes in again as it was.

use super::*;
use crate::portfolio::{ActivityKind, Split};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 23);

fn from_csv(text: &str) -> Vec<Incoming> {
    read(FileFormat::of(text.as_bytes()), text.as_bytes(), TODAY).expect("a file")
}

fn proposal(incoming: &Incoming) -> &Proposal {
    incoming.read.as_ref().expect("a good row")
}

#[test]
fn the_published_example_is_read_and_its_hours_are_register_hours() {
    let rows = from_csv(&csv_example());
    let read = proposal(&rows[0]);
    assert_eq!(read.activity.hours, Quarters::hours(8));
    assert_eq!(read.activity.kind, Some(ActivityKind::Cursus));
    assert_eq!(
        read.activity.split.get(Category::SubjectContent),
        Quarters::hours(8)
    );
    assert_eq!(read.validated, Some(true));
    let old = "bron;bron_id;titel;soort;van;ru;categorie;gevalideerd\n\
        registerleraar.nl;7;Leesclub;Professionele zelfstudie;16-05-2019;7,5;Overig;nee\n";
    let rows = from_csv(old);
    let read = proposal(&rows[0]);
    assert_eq!(read.activity.hours, Quarters(30));
    assert_eq!(read.activity.from, date(2019, 5, 16));
    assert_eq!(read.activity.kind, Some(ActivityKind::Zelfstudie));
    assert_eq!(
        read.activity.to_choose(),
        Quarters(30),
        "the teacher chooses"
    );
    let mapped: Vec<(&str, &str, Option<&str>)> = read
        .mapped
        .iter()
        .map(|one| (one.what.as_str(), one.old.as_str(), one.new.as_deref()))
        .collect();
    assert_eq!(
        mapped,
        [
            ("Soort", "Professionele zelfstudie", Some("Zelfstudie")),
            ("Onderwerp", "Overig", None)
        ]
    );
}

#[test]
fn a_row_with_more_subjects_than_anybody_teaches_is_wrong_at_once() {
    let bomb = "x,".repeat(1_000_000);
    let rows = from_csv(&format!(
        "bron;bron_id;titel;van;uren;vakken\noud;1;Goed;2019-05-16;8;{bomb}\n\
         oud;2;Lang;2019-05-16;8;{}\noud;3;Goed;2019-05-16;8;wiskunde\n",
        "y".repeat(2001)
    ));
    for row in &rows[..2] {
        let wrong = row.read.as_ref().expect_err("too much");
        assert!(wrong[0].contains("ten hoogste 50 vakken"), "{wrong:?}");
    }
    assert!(rows[2].read.is_ok());
}

#[test]
fn a_wrong_row_says_what_is_wrong_and_keeps_the_good_ones() {
    let rows = from_csv(
        "bron,bron_id,titel,van,uren\noud,1,Goed,2019-05-16,8\noud,2,,2030-01-01,veel\n\
         oud,1,Dubbel,2019-05-16,8\n,3,Zonder bron,2019-05-16,8\n",
    );
    assert!(rows[0].read.is_ok());
    let messages = rows[1].read.as_ref().expect_err("wrong");
    assert_eq!(messages.len(), 3);
    assert_eq!(messages[0], "titel: Vul een titel in");
    assert!(
        messages[1].starts_with("van: Kies een datum"),
        "{messages:?}"
    );
    let doubles = rows[2].read.as_ref().expect_err("twice");
    assert_eq!(doubles[..], ["Dit nummer staat al eerder in het bestand"]);
    assert_eq!(
        rows[3].read.as_ref().expect_err("no source")[..],
        ["De bron ontbreekt"]
    );
}

#[test]
fn a_file_that_is_none_is_refused_with_what_to_do() {
    let message = |text: &str| {
        let refused = read(FileFormat::of(text.as_bytes()), text.as_bytes(), TODAY);
        refused
            .expect_err("refused")
            .at("bestand")
            .unwrap_or_default()
            .to_owned()
    };
    assert!(message("titel;van\na;b\n").contains("ontbreekt: bron, bron_id, uren"));
    assert!(message("{\"iets\": 1}").contains("ontbreekt: activiteiten"));
    assert!(message("[]").contains("geen activiteit"));
    assert!(message("{").contains("niet lezen"));
    let row = "oud;1;Goed;2019-05-16;8\n".repeat(MAX_INCOMING + 1);
    assert!(message(&format!("bron;bron_id;titel;van;uren\n{row}")).contains("meer dan 2.000"));
    assert!(message(&" ".repeat(MAX_FILE_BYTES + 1)).contains("ten hoogste 5 MB"));
}

#[test]
fn the_schema_names_every_field_of_what_goes_out() {
    let schema: serde_json::Value = serde_json::from_str(&json_schema()).expect("json");
    let known = &schema["properties"]["activiteiten"]["items"]["properties"];
    let outgoing = Outgoing {
        gevalideerd: Some(true),
        gevalideerd_volgens: Some(SaidBy::Leraar),
        ..Outgoing::new("1", &full())
    };
    let outgoing = serde_json::to_value(outgoing).expect("json");
    for name in outgoing.as_object().expect("an object").keys() {
        assert!(known[name].is_object(), "{name} is not in the schema");
    }
}

#[test]
fn who_says_that_it_was_validated_has_the_code_of_the_schema() {
    let codes = [SaidBy::Leraar, SaidBy::OudRegister].map(|who| serde_json::json!(who));
    assert_eq!(codes, SaidBy::CODES.map(serde_json::Value::from));
}

fn full() -> NewActivity {
    let mut split = Split::default();
    split.set(Category::Pedagogy, Quarters(5));
    split.set(Category::School, Quarters(9));
    NewActivity {
        title: "Mentorentraining; \"deel 2\"".to_owned(),
        kind: Some(ActivityKind::BinnenSchool),
        from: date(2020, 10, 4),
        to: Some(date(2020, 10, 6)),
        hours: Quarters(30),
        split,
        provider: Some("Eigen school".to_owned()),
        reflection: Some("Eén ding tegelijk.\nEcht waar.".to_owned()),
        subjects: vec!["NEDERLANDS".to_owned()],
        labels: vec!["mentor".to_owned(), "pdg".to_owned()],
        contact_hours: Some(Quarters(26)),
        credits: 5,
        diploma: true,
    }
}

#[test]
fn what_goes_out_comes_in_again_as_it_was() {
    let document = Document {
        formaat: FORMAT,
        versie: VERSION,
        gemaakt_op: "2026-11-23T13:00:00".to_owned(),
        naam: "Mila Zandlicht".to_owned(),
        activiteiten: vec![Outgoing::new("een", &full())],
        bewijzen_bij_vakken: Vec::new(),
        bewijzen_bij_aanmelding: Vec::new(),
        bewijzen_bij_correcties: Vec::new(),
    };
    let json = serde_json::to_vec(&document).expect("json");
    let rows = read(FileFormat::of(&json), &json, TODAY).expect("a file");
    assert_eq!(
        (rows[0].source.as_str(), rows[0].source_id.as_str()),
        (OWN, "een")
    );
    assert_eq!(proposal(&rows[0]).activity, full());
}

proptest! {
    #[test]
    fn whatever_a_file_holds_it_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = read(FileFormat::of(text.as_bytes()), text.as_bytes(), TODAY);
        let table = format!("bron;bron_id;titel;van;uren\n{text}");
        let _ = read(FileFormat::Csv, table.as_bytes(), TODAY);
    }
}
