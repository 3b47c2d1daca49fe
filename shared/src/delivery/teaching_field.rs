//! Teaching fields (*onderwijsterreinen*): what somebody who is not qualified is appointed for.
//! The list is `data/teaching_fields.csv`.

use crate::data_file;
use crate::sector::Sector;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// One teaching field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeachingField {
    /// The code in messages: `WISKUNDE`.
    pub code: String,
    /// The name in Dutch.
    pub name: String,
    /// The sectors that know it.
    pub sectors: Vec<Sector>,
    /// First day on which it may be used.
    pub valid_from: Date,
    /// Last day on which it may be used.
    pub valid_to: Option<Date>,
}

impl TeachingField {
    /// Every field, in the order of the list.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<TeachingField>> = LazyLock::new(|| {
            csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../../data/teaching_fields.csv").as_bytes())
                .deserialize::<Row>()
                .map(|row| row.ok()?.into_field())
                .collect::<Option<_>>()
                .expect("the list of teaching fields that comes with the program is right")
        });
        &ALL
    }

    /// The field with this code.
    pub fn find(code: &str) -> Option<&'static Self> {
        Self::all().iter().find(|field| field.code == code)
    }

    /// Whether an appointment in this sector that begins on this day may name the field.
    pub fn fits(&self, sector: Sector, on: Date) -> bool {
        self.sectors.contains(&sector)
            && self.valid_from <= on
            && self.valid_to.is_none_or(|last| on <= last)
    }
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    sectors: String,
    valid_from: Date,
    valid_to: Option<Date>,
}

impl Row {
    fn into_field(self) -> Option<TeachingField> {
        Some(TeachingField {
            sectors: data_file::sectors(&self.sectors)?,
            code: self.code,
            name: self.name,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
        })
    }
}
