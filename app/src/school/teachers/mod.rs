//! The teachers of a board, by appointment: what the school delivered and what became of it.

mod page;
mod together;

pub use page::SchoolTeachersPage;
pub use together::MOST;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::identifier::LocationCode;

/// How many appointments stand on one page.
pub const PAGE: u32 = 25;

/// Which appointments to show; what is empty does not limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeacherFilter {
    /// A part of the name.
    pub name: String,
    /// The code of a subject.
    pub subject: String,
    /// The code of a ground.
    pub ground: String,
    /// `klaargezet`, `bevestigd`, `verloopt`, `uitgeschreven` or `fouten`.
    pub status: String,
    /// The code of a location, or of a school with all of its locations.
    pub location: String,
    /// The page, from 1.
    pub page: u32,
}

impl TeacherFilter {
    /// The filter that an address names; `value` gives what stands under a name.
    pub fn from_query(value: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name| value(name).unwrap_or_default();
        Self {
            name: text("naam"),
            subject: text("vak"),
            ground: text("grondslag"),
            status: text("status"),
            location: text("vestiging"),
            page: text("pagina").parse().unwrap_or(1),
        }
    }

    /// The filter as it stands in an address, but for the page: `naam=Bo&status=verloopt&`.
    pub fn to_query(&self) -> String {
        let filters = [
            ("naam", &self.name),
            ("vak", &self.subject),
            ("grondslag", &self.ground),
            ("status", &self.status),
            ("vestiging", &self.location),
        ];
        crate::page::query(filters.map(|(name, value)| (name, value.as_str())))
    }
}

/// A page of appointments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeacherPage {
    /// Today in the Netherlands: the day that the list is of.
    pub today: Date,
    /// The appointments on this page, by name.
    pub rows: Vec<TeacherRow>,
    /// How many appointments fit the filter.
    pub appointments: i64,
    /// How many teachers have them.
    pub teachers: i64,
    /// With the filter for errors: how many appointments were refused that the register does not have, so
    /// that they stand in no list of teachers.
    pub not_registered: i64,
    /// This page, from 1.
    pub page: u32,
    /// The last page.
    pub pages: u32,
    /// The subjects to choose from: code and name.
    pub subjects: Vec<(String, String)>,
    /// The grounds to choose from: code and name.
    pub grounds: Vec<(String, String)>,
    /// The locations to choose from.
    pub locations: Vec<(LocationCode, String)>,
}

/// One appointment of a teacher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeacherRow {
    /// The teacher; nothing until the name is known.
    pub name: Option<String>,
    /// The number under which the board knows the appointment.
    pub appointment: String,
    /// The names of the subjects that the teacher entered or, in the vestibule, that the school delivered.
    pub subjects: Vec<String>,
    /// The ground in plain Dutch.
    pub ground: String,
    /// Its code.
    pub ground_code: String,
    /// `register`, `vestibule` or `none`.
    pub shelf: String,
    /// The name of the location, or of the school.
    pub location: String,
    /// The last day, of the appointment or of the ground, whichever is first.
    pub ends: Option<Date>,
    /// Where it stands.
    pub status: Status,
}

/// Where an appointment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// The teacher has not confirmed it yet.
    Staged,
    /// The teacher has confirmed it.
    Confirmed,
    /// The temporary ground ends within three months, or has ended.
    Expiring,
    /// The teacher is out of the register.
    Removed,
}

impl Status {
    /// The word that people read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Staged => "Wacht op de leraar",
            Self::Confirmed => "Bevestigd",
            Self::Expiring => "Verloopt bijna",
            Self::Removed => "Uitgeschreven",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_and_the_export_have_the_same_filters() {
        let filter = TeacherFilter {
            name: "van Öst & co".to_owned(),
            ground: "VO-33.4".to_owned(),
            page: 3,
            ..TeacherFilter::default()
        };
        let query = filter.to_query();
        assert_eq!(query, "naam=van%20%C3%96st%20%26%20co&grondslag=VO-33.4&");
    }
}
