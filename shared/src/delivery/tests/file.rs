use crate::Problem;
use crate::delivery::samples::{message, row, row_with};
use crate::delivery::{
    CsvDelivery, CsvRow, Draft, Encoding, MAX_ROWS, parse_row, read_csv, to_csv,
};
use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

/// The sample as a file, with this separator.
fn file(rows: &[CsvRow], separator: &str) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let header: Vec<&str> = rows[0]
        .fields
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let mut text = header.join(separator);
    for row in rows {
        let cells: Vec<String> = row.fields.iter().map(|(_, value)| quoted(value)).collect();
        text.push_str("\r\n");
        text.push_str(&cells.join(separator));
    }
    text
}

fn read(text: &str) -> CsvDelivery {
    read_csv(text.as_bytes()).expect("a file that can be read")
}

#[track_caller]
fn problem(bytes: &[u8]) -> Problem {
    read_csv(bytes).expect_err("a file that cannot be read")
}

#[test]
fn encodings_and_separators_give_the_same_rows() {
    let rows = [row_with(&[
        ("voornamen", "Zoë André"),
        ("adres", "’t Veld 1; achter"),
    ])];
    let plain = file(&rows, ";");
    let utf8 = read(&plain);
    assert_eq!((utf8.encoding, utf8.separator), (Encoding::Utf8, ';'));
    let marked = read(&format!("\u{FEFF}{plain}"));
    assert_eq!(marked.encoding, Encoding::Utf8WithMark);
    let western = read_csv(&WINDOWS_1252.encode(&plain).0).expect("Windows-1252");
    assert_eq!(western.encoding, Encoding::Windows1252);
    let commas = read(&file(&rows, ","));
    assert_eq!(commas.separator, ',');
    for other in [marked, western, commas] {
        assert_eq!(other.rows, utf8.rows);
    }
    assert_eq!(utf8.rows[0].value("voornamen"), "Zoë André");
}

#[test]
fn an_empty_file_says_so() {
    for bytes in [&b""[..], b" \r\n\n", b"\xEF\xBB\xBF"] {
        assert_eq!(problem(bytes).title, "Dit bestand is leeg");
    }
}

#[test]
fn a_file_of_another_kind_says_what_it_is() {
    assert_eq!(
        problem(b"%PDF-1.4\n").title,
        "Dit is een PDF, geen CSV-bestand"
    );
    assert_eq!(
        problem(b"PK\x03\x04rest").title,
        "Dit is een Excel-bestand of een zip, geen CSV-bestand"
    );
    assert_eq!(problem(b"bevoegdGezag;\0").title, "Dit is geen CSV-bestand");
    assert_eq!(
        problem(b"\xFF\xFEb\0e\0").title,
        "Dit bestand is opgeslagen als UTF-16"
    );
    assert_eq!(problem(b"\x01\x02\x03").title, "Dit is geen CSV-bestand");
}

#[test]
fn a_file_with_only_a_header_has_no_rows() {
    let text = to_csv(&[]);
    assert_eq!(
        problem(text.as_bytes()).title,
        "In dit bestand staan geen benoemingen"
    );
    assert_eq!(
        problem(format!("{text};;;;\r\n\r\n").as_bytes()).title,
        "In dit bestand staan geen benoemingen"
    );
}

#[test]
fn wrong_columns_are_named_all_of_them() {
    let text = file(&[row()], ";")
        .replacen("versie", "version", 1)
        .replacen("voorvoegsel", "voornamen", 1);
    let problem = problem(text.as_bytes());
    assert_eq!(problem.title, "De kolommen van dit bestand kloppen niet");
    assert_eq!(
        problem.at("version"),
        Some("De kolom version kennen we niet.")
    );
    assert_eq!(
        problem.at("voornamen"),
        Some("De kolom voornamen staat er 2 keer in.")
    );
    assert_eq!(problem.at("versie"), Some("De kolom versie ontbreekt."));
    assert_eq!(problem.errors.len(), 3);
    let detail = problem.detail.expect("a detail");
    assert!(detail.starts_with("Deze kolommen ontbreken: versie. Deze kolommen kennen we niet: version. Deze kolommen staan er 2 keer in: voornamen."), "{detail}");
}

#[test]
fn columns_that_are_optional_may_be_left_out_and_capitals_do_not_matter() {
    let mut short = row();
    short
        .fields
        .retain(|(name, _)| name != "aanduiding" && name != "leerjaren");
    let text = file(&[short], ";").replacen("bevoegdGezag", "BEVOEGDGEZAG", 1);
    let message = parse_row(&read(&text).rows[0]).expect("right");
    assert_eq!(message.teaching.label, None);
}

#[test]
fn a_ragged_row_is_an_error_of_that_row_only_and_keeps_its_bsn_hidden() {
    let good = file(&[row(), row_with(&[("benoemingvolgnummer", "2")])], ";");
    let text = format!("{good}\r\n41234;7;1;extra;999990032;999990018\r\n");
    let delivery = read(&text);
    assert_eq!(delivery.rows.len(), 3);
    assert!(delivery.rows[..2].iter().all(|row| parse_row(row).is_ok()));
    let ragged = &delivery.rows[2];
    let findings = parse_row(ragged).expect_err("ragged");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rule, "LR-F001");
    assert!(
        findings[0]
            .message
            .starts_with("Deze rij heeft 6 cellen, de eerste rij van het bestand heeft er 28.")
    );
    let kept = format!("{:?}", ragged.fields_without_bsn());
    assert!(
        !kept.contains("999990032") && !kept.contains("999990018"),
        "{kept}"
    );
}

#[test]
fn separators_at_the_end_of_a_row_do_no_harm() {
    let text = file(&[row()], ";").replace("\r\n", ";;\r\n") + ";;";
    assert_eq!(parse_row(&read(&text).rows[0]), Ok(message()));
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    let rows = [
        row_with(&[
            ("adres", "een\nadres\r\nmet regels"),
            ("benoemingvolgnummer", "1"),
        ]),
        row_with(&[("benoemingvolgnummer", "2")]),
        row_with(&[("benoemingvolgnummer", "3")]),
    ];
    for end in ["\r\n", "\n", "\r"] {
        let lines = file(&rows, ";")
            .replace("\r\n\"41234", "\u{1}\"41234")
            .replace("\r\n", "\n")
            .replace('\u{1}', end);
        let last = lines.rfind(end).expect("a line break");
        let text = format!(
            "{end}{}{end};;;{end}{end}{}{end}",
            &lines[..last],
            &lines[last + end.len()..]
        );
        let numbers: Vec<u32> = read(&text).rows.iter().map(|row| row.row_number).collect();
        assert_eq!(numbers, [3, 4, 7], "{end:?}");
    }
}

#[test]
fn f028_the_same_number_twice_in_a_file() {
    let other = row_with(&[("bevoegdGezag", "41235")]);
    let delivery = read(&file(&[row(), row(), other], ";"));
    let doubles: Vec<_> = delivery
        .rows
        .iter()
        .map(|row| row.doubles.clone())
        .collect();
    assert_eq!(doubles, [vec![3], vec![2], vec![]]);
    let findings = parse_row(&delivery.rows[0]).expect_err("a double");
    assert_eq!(findings[0].rule, "LR-F028");
    assert_eq!(
        findings[0].message,
        "Nummer 2026-000481 staat ook op rij 3. Lever elke benoeming 1 keer."
    );
}

#[test]
fn f028_more_rows_than_one_delivery_may_have() {
    let text = file(&[row()], ";");
    let (header, line) = text.split_once("\r\n").expect("two lines");
    let many = |n: usize| format!("{header}\r\n{}", format!("{line}\r\n").repeat(n));
    assert_eq!(read(&many(MAX_ROWS)).rows.len(), MAX_ROWS);
    assert_eq!(problem(many(MAX_ROWS + 1).as_bytes()).status, 413);
}

#[test]
fn a_wrong_row_does_not_spoil_the_others() {
    let rows = [
        row_with(&[("einddatum", "2026-11-31")]),
        row_with(&[("benoemingvolgnummer", "2"), ("grondslag", "VO-99.9")]),
        row_with(&[("benoemingvolgnummer", "3")]),
    ];
    let right = read(&file(&rows, ";"))
        .rows
        .iter()
        .filter(|row| parse_row(row).is_ok())
        .count();
    assert_eq!(right, 2);
}

proptest! {
    #[test]
    fn reading_never_panics_on_arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_csv(&bytes);
    }

    #[test]
    fn reading_never_panics_below_a_right_header(body in "[\\PC\n\r\";,]{0,300}", bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let mut file = to_csv(&[message()]).into_bytes();
        file.extend(body.bytes());
        file.extend(bytes);
        if let Ok(delivery) = read_csv(&file) {
            for row in &delivery.rows {
                let draft = Draft::read(row);
                prop_assert_eq!(draft.message().is_none(), !draft.findings().is_empty());
                prop_assert!(row.row_number > 1);
            }
        }
    }
}
