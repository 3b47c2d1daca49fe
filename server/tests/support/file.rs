//! A board that delivers a file.

use super::Register;
use app::{school::desk::SchoolDesk, upload::File};
use jiff::SignedDuration;
use shared::delivery::COLUMNS;

/// A row of a file: the fields that differ from those of Mila Zandlicht, a qualified teacher in
/// secondary education.
pub type Row<'a> = &'a [(&'a str, &'a str)];

/// A file in a form.
pub fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File {
        field: "bestand".to_owned(),
        name: name.to_owned(),
        bytes: bytes.into(),
    }
}

/// A PDF that opens, another one for each title.
pub fn pdf(title: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang({title})>>\nendobj\n\
         2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    )
    .into_bytes()
}

/// The cells of a row, in the order of the columns.
pub fn row(board: &str, fields: Row<'_>) -> Vec<String> {
    let usual = |name: &str| match name {
        "bevoegdGezag" => board,
        "benoemingvolgnummer" => "2014-000121",
        "versie" => "1",
        "burgerservicenummer" => "999990019",
        "geboortedatum" => "1987-04-02",
        "instellingscode" => "99QA",
        "vestigingscode" => "99QA00",
        "begindatum" | "arbeidsovereenkomstBegindatum" => "2026-11-01",
        "functiecategorie" => "9",
        "grondslag" => "VO-33.1B1",
        "voornamen" => "Mila",
        "achternaam" => "Zandlicht",
        _ => "",
    };
    COLUMNS
        .iter()
        .map(|column| {
            let given = fields.iter().find(|(name, _)| *name == column.name);
            given
                .map_or_else(|| usual(column.name), |(_, value)| value)
                .to_owned()
        })
        .collect()
}

/// The rows as a file with a head.
pub fn csv(rows: &[Vec<String>]) -> File {
    let head: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let mut text = head.join(";") + "\r\n";
    for row in rows {
        text += &(row.join(";") + "\r\n");
    }
    file("november.csv", text)
}

/// Delivers rows for board 41234, a minute after what was before; none may be refused.
pub async fn deliver_file(register: &Register, rows: &[Row<'_>]) {
    deliver_file_of(register, "41234", rows).await;
}

/// Delivers rows for a board.
pub async fn deliver_file_of(register: &Register, board: &str, rows: &[Row<'_>]) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let rows: Vec<Vec<String>> = rows.iter().map(|fields| row(board, fields)).collect();
    let contact = register.contact(board);
    let id = register.desk.deliver(&contact, csv(&rows)).await;
    let id = id.expect("delivered");
    let detail = register.desk.delivery(&contact, id).await.expect("found");
    assert!(detail.errors.is_empty(), "{:?}", detail.errors);
    register.system.clock.advance(SignedDuration::from_mins(1));
}
