//! A board that delivers a file.

use super::Register;
use app::{school::desk::SchoolDesk, upload::File};
use jiff::SignedDuration;
use shared::delivery::COLUMNS;

/// A row of a file: the fields that differ from those of a qualified teacher in secondary education.
pub type Row<'a> = &'a [(&'a str, &'a str)];

/// Delivers rows for board 41234, a minute after what was before; none may be refused.
pub async fn deliver_file(register: &Register, rows: &[Row<'_>]) {
    deliver_file_of(register, "41234", rows).await;
}

/// Delivers rows for a board.
pub async fn deliver_file_of(register: &Register, board: &str, rows: &[Row<'_>]) {
    register.system.clock.advance(SignedDuration::from_mins(1));
    let usual = |name: &str| match name {
        "bevoegdGezag" => board.to_owned(),
        "benoemingvolgnummer" => "2014-000121".to_owned(),
        "versie" => "1".to_owned(),
        "burgerservicenummer" => "999990019".to_owned(),
        "geboortedatum" => "1987-04-02".to_owned(),
        "instellingscode" => "99QA".to_owned(),
        "vestigingscode" => "99QA00".to_owned(),
        "begindatum" | "arbeidsovereenkomstBegindatum" => "2026-11-01".to_owned(),
        "functiecategorie" => "9".to_owned(),
        "grondslag" => "VO-33.1B1".to_owned(),
        _ => String::new(),
    };
    let line = |cells: Vec<String>| cells.join(";") + "\r\n";
    let mut text = line(
        COLUMNS
            .iter()
            .map(|column| column.name.to_owned())
            .collect(),
    );
    for row in rows {
        let cell = |column: &str| {
            let given = row.iter().find(|(name, _)| *name == column);
            given.map_or_else(|| usual(column), |(_, value)| (*value).to_owned())
        };
        text += &line(COLUMNS.iter().map(|column| cell(column.name)).collect());
    }
    let contact = register.contact(board);
    let file = File {
        field: "bestand".to_owned(),
        name: "levering.csv".to_owned(),
        bytes: text.into_bytes(),
    };
    let id = register.desk.deliver(&contact, file).await;
    let id = id.expect("delivered");
    let detail = register.desk.delivery(&contact, id).await.expect("found");
    assert!(detail.errors.is_empty(), "{:?}", detail.errors);
    register.system.clock.advance(SignedDuration::from_mins(1));
}
