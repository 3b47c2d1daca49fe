//! The files of DUO: older and newer names of columns, UTF-8 or Windows-1252, semicolons or commas.

use anyhow::Context;
use serde::{Deserialize, de::DeserializeOwned};
use shared::{
    identifier::{Brin, LocationCode},
    sector::Sector,
};

/// A row of the file with boards.
#[derive(Deserialize)]
pub struct BoardRow {
    #[serde(rename = "BEVOEGD GEZAG NUMMER")]
    number: String,
    /// Its name.
    #[serde(rename = "BEVOEGD GEZAG NAAM")]
    pub name: String,
    #[serde(rename = "KVK-NUMMER", alias = "KVK NUMMER", default)]
    kvk: String,
}

impl BoardRow {
    /// Its number: a spreadsheet takes the zeros in front away.
    pub fn number(&self) -> String {
        format!("{:0>5}", self.number)
    }

    /// Its number at the chamber of commerce, when the file has it.
    pub fn kvk(&self) -> Option<&str> {
        Some(self.kvk.as_str()).filter(|kvk| !kvk.is_empty())
    }
}

/// A row of the file with locations.
#[derive(Deserialize)]
pub struct LocationRow {
    #[serde(rename = "BEVOEGD GEZAG NUMMER")]
    board: String,
    #[serde(
        rename = "INSTELLINGSCODE",
        alias = "BRIN NUMMER",
        alias = "BRIN-NUMMER"
    )]
    brin: String,
    #[serde(rename = "VESTIGINGSCODE", alias = "VESTIGINGSNUMMER", default)]
    code: String,
    #[serde(rename = "INSTELLINGSNAAM", default)]
    school: String,
    #[serde(rename = "VESTIGINGSNAAM", default)]
    name: String,
    /// Its place.
    #[serde(rename = "PLAATSNAAM")]
    pub place: String,
    #[serde(rename = "SECTOR", default)]
    sector: String,
    #[serde(rename = "ONDERWIJSSTRUCTUUR", default)]
    structure: String,
}

impl LocationRow {
    /// The number of its board.
    pub fn board(&self) -> String {
        format!("{:0>5}", self.board)
    }

    /// The code of its school.
    pub fn brin(&self) -> anyhow::Result<Brin> {
        Brin::parse(&self.brin).with_context(|| format!("the code of a school: {}", self.brin))
    }

    /// Its code of six characters. Some files have the last two only, or none of a school with one.
    pub fn code(&self) -> anyhow::Result<LocationCode> {
        let code = match self.code.len() {
            0 => format!("{}00", self.brin),
            1 | 2 => format!("{}{:0>2}", self.brin, self.code),
            _ => self.code.clone(),
        };
        LocationCode::parse(&code).with_context(|| format!("the code of a location: {code}"))
    }

    /// The name of its school.
    pub fn school(&self) -> &str {
        if self.school.is_empty() {
            &self.name
        } else {
            &self.school
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        if self.name.is_empty() {
            &self.school
        } else {
            &self.name
        }
    }

    /// The kinds of school at it, when the file says so: `VMBO/HAVO/VWO`.
    pub fn structure(&self) -> Option<&str> {
        Some(self.structure.as_str()).filter(|kinds| !kinds.is_empty())
    }

    /// Its sector: that of the row, else that of the whole file.
    pub fn sector(&self, of_all: Option<Sector>) -> anyhow::Result<Sector> {
        if self.sector.is_empty() {
            return of_all.context("the file has no column SECTOR: name the sector");
        }
        Sector::parse(&self.sector.to_lowercase())
            .with_context(|| format!("an unknown sector: {}", self.sector))
    }
}

/// The rows of a file.
///
/// # Errors
/// When it has other columns.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>, csv::Error> {
    let text = shared::delivery::decode(bytes).0;
    let separator = shared::delivery::separator(&text);
    csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b';'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
        .deserialize()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_names_of_columns_are_read_too_in_windows_1252() {
        let old =
            b"BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;PLAATSNAAM\r\n\
                    1234;99QA;1;Het Caf\xe9;Zuiderveen\r\n";
        let rows: Vec<LocationRow> = read(old).expect("the older layout");
        let row = &rows[0];
        assert_eq!(row.board(), "01234");
        assert_eq!(row.code().expect("a code").as_str(), "99QA01");
        assert_eq!((row.school(), row.name()), ("Het Café", "Het Café"));
        assert_eq!(row.sector(Some(Sector::Po)).expect("a sector"), Sector::Po);
        assert!(row.sector(None).is_err());
    }

    #[test]
    fn commas_and_a_byte_order_mark_are_no_trouble() {
        let new = "\u{feff}INSTELLINGSCODE,BEVOEGD GEZAG NUMMER,PLAATSNAAM,ONDERWIJSSTRUCTUUR,SECTOR\n99QA,41234,Zuiderveen,HAVO/VWO,VO\n";
        let rows: Vec<LocationRow> = read(new.as_bytes()).expect("commas");
        assert_eq!(rows[0].code().expect("a code").as_str(), "99QA00");
        assert_eq!(rows[0].sector(None).expect("a sector"), Sector::Vo);
        assert_eq!(rows[0].structure(), Some("HAVO/VWO"));
    }
}
