//! The legal table of grounds, read from `data/grounds.csv`.

use super::{Ground, Maximum, Target};
use crate::data_file::{sectors, table_version};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// The legal table of grounds, of one version.
#[derive(Clone, Debug)]
pub struct GroundTable {
    version: String,
    grounds: Vec<Ground>,
}

/// Why a text is not a table of grounds.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The text is not CSV with the columns of the table.
    #[error("the table cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// The first line does not name the version.
    #[error("the table does not begin with its version")]
    Version,
    /// A cell holds what its column does not know.
    #[error("row {code}: {column} cannot be {value:?}")]
    Cell {
        /// The ground of the row.
        code: String,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
}

impl GroundTable {
    /// The table that holds now.
    pub fn current() -> &'static Self {
        static CURRENT: LazyLock<GroundTable> = LazyLock::new(|| {
            GroundTable::parse(include_str!("../../data/grounds.csv"))
                .expect("the table of grounds that comes with the program is right")
        });
        &CURRENT
    }

    /// Reads a table: `;` between the cells, the version in the first line (`# versie: 2026-1`).
    ///
    /// # Errors
    /// [`TableError`] names what is wrong with which row.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let version = table_version(text).ok_or(TableError::Version)?;
        let grounds = csv::ReaderBuilder::new()
            .delimiter(b';')
            .comment(Some(b'#'))
            .from_reader(text.as_bytes())
            .deserialize::<Row>()
            .map(|row| row?.into_ground())
            .collect::<Result<_, _>>()?;
        Ok(Self { version, grounds })
    }

    /// The version of the table: `2026-1`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The ground with this code that an appointment beginning on this day may carry.
    pub fn find(&self, code: &str, on: Date) -> Option<&Ground> {
        self.valid_on(on)
            .find(|ground| ground.code.eq_ignore_ascii_case(code.trim()))
    }

    /// All grounds that an appointment beginning on this day may carry, in the order of the table.
    pub fn valid_on(&self, date: Date) -> impl Iterator<Item = &Ground> {
        self.grounds.iter().filter(move |g| g.is_valid_on(date))
    }

    /// Every row, of all times.
    pub fn all(&self) -> &[Ground] {
        &self.grounds
    }
}
#[derive(Deserialize)]
struct Row {
    code: String,
    duo_code: Option<String>,
    sectors: String,
    article: String,
    name: String,
    target: char,
    maximum: String,
    extensions: u8,
    extension_months: Option<u16>,
    statement_from: Option<u8>,
    trainee: String,
    valid_from: Date,
    valid_to: Option<Date>,
    source: char,
    remark: Option<String>,
}

impl Row {
    fn into_ground(self) -> Result<Ground, TableError> {
        let wrong = |column, value: &str| TableError::Cell {
            code: self.code.clone(),
            column,
            value: value.to_owned(),
        };
        let target = match self.target {
            'R' => Target::Register,
            'V' => Target::Vestibule,
            '-' => Target::NotDelivered,
            other => return Err(wrong("target", &other.to_string())),
        };
        let trainee = match self.trainee.as_str() {
            "ja" => true,
            "nee" => false,
            other => return Err(wrong("trainee", other)),
        };
        Ok(Ground {
            sectors: sectors(&self.sectors).ok_or_else(|| wrong("sectors", &self.sectors))?,
            maximum: maximum(&self.maximum).ok_or_else(|| wrong("maximum", &self.maximum))?,
            target,
            trainee,
            extension_months: self.extension_months.unwrap_or(0),
            code: self.code,
            duo_code: self.duo_code,
            article: self.article,
            name: self.name,
            extensions: self.extensions,
            statement_from: self.statement_from,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            source: self.source,
            remark: self.remark,
        })
    }
}

fn maximum(cell: &str) -> Option<Maximum> {
    match cell {
        "none" => return Some(Maximum::None),
        "decided" => return Some(Maximum::AsDecided),
        _ => {}
    }
    let (count, unit) = cell.split_once(' ')?;
    match unit {
        "school years" => count
            .parse()
            .ok()
            .filter(|n| *n > 0)
            .map(Maximum::SchoolYears),
        "months" => count.parse().ok().map(Maximum::Months),
        "fte-months" => count.parse().ok().map(Maximum::FteMonths),
        _ => None,
    }
}
