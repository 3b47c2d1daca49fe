//! How things stand at a board, at one of its schools, or at one location.

mod development;
mod page;
mod places;
mod standing;
mod subjects;

pub use development::Development;
pub use page::SchoolOverviewPage;

use super::delivery::{DeliverySummary, Source};
use super::tasks::Task;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{
    identifier::{Brin, IdentifierError, LocationCode},
    programme::GateVerdict,
    term::Computed,
};

/// How many tasks the overview shows.
pub const TASKS: usize = 6;

/// Over how many days the notices are counted.
pub const NOTICE_DAYS: i32 = 30;

/// A school of a board, or one location of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// A school with all of its locations, and what has none.
    School(Brin),
    /// One location.
    Location(LocationCode),
}

impl Place {
    /// Reads the code of a school or of a location.
    ///
    /// # Errors
    /// [`IdentifierError::Shape`] when it is neither.
    pub fn parse(code: &str) -> Result<Self, IdentifierError> {
        Brin::parse(code)
            .map(Self::School)
            .or_else(|_| LocationCode::parse(code).map(Self::Location))
    }

    /// Its code.
    pub fn as_str(&self) -> &str {
        match self {
            Self::School(brin) => brin.as_str(),
            Self::Location(code) => code.as_str(),
        }
    }

    /// The school that it is, or is a part of.
    pub fn brin(&self) -> Brin {
        match self {
            Self::School(brin) => brin.clone(),
            Self::Location(code) => code.brin(),
        }
    }
}

impl TryFrom<String> for Place {
    type Error = IdentifierError;
    fn try_from(code: String) -> Result<Self, IdentifierError> {
        Self::parse(&code)
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.as_str().to_owned()
    }
}

/// The figures of a board or of one place, all taken at the same moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// The name of the board.
    pub board: String,
    /// The schools to choose from.
    pub schools: Vec<School>,
    /// How each of them stands, or the chosen one; empty when there is nothing to set beside it.
    pub by_school: Vec<SchoolFigures>,
    /// The place that the figures are of; nothing for the whole board.
    pub chosen: Option<Place>,
    /// Today in the Netherlands.
    pub today: Date,
    /// How the board stands at each gate of joining.
    pub gates: Vec<GateVerdict>,
    /// The newest deliveries of the board.
    pub deliveries: Vec<DeliverySummary>,
    /// How many teachers work here today.
    pub teachers: i64,
    /// How many there were when DUO last counted; nothing when it did not count here.
    pub expected: Option<Expected>,
    /// How many appointments they have, without those that left the register.
    pub appointments: i64,
    /// How many of their appointments left the register.
    pub left: i64,
    /// How many of those in it the teacher has confirmed.
    pub confirmed: i64,
    /// How many temporary grounds end within three months, or ended already.
    pub expiring: i64,
    /// How many appointments came in the last [`NOTICE_DAYS`] days with something to look at.
    pub notices: i64,
    /// How many reports of teachers wait for an answer.
    pub reports: i64,
    /// The day before which the first of them is answered.
    pub reports_due: Option<Date>,
    /// The appointments by ground, the register first.
    pub grounds: Vec<GroundCount>,
    /// The subjects of which enough teachers are known.
    pub subjects: Vec<SubjectShare>,
    /// How many subjects are left out because too few teachers are known.
    pub hidden_subjects: i64,
    /// How many claims of subjects are qualified, over all subjects; nothing when too few are known.
    pub qualified: Option<Share>,
    /// What the board has to do, the most urgent first; the first [`TASKS`] of it.
    pub tasks: Vec<Task>,
    /// How many tasks there are.
    pub open_tasks: usize,
    /// What was refused and waits for a right one; nothing when all is right.
    pub errors: Option<OpenErrors>,
    /// What the teachers of the whole board did to keep up the profession; nothing for a part of it.
    pub development: Option<Development>,
}

impl Dashboard {
    /// The name of what the figures are of.
    pub fn title(&self) -> &str {
        let Some(chosen) = &self.chosen else {
            return &self.board;
        };
        let school = self.schools.iter().find(|s| s.brin == chosen.brin());
        let location = school.and_then(|school| {
            let of = |location: &&Location| location.code.as_str() == chosen.as_str();
            school.locations.iter().find(of)
        });
        location
            .map(|location| &location.name)
            .or(school.map(|school| &school.name))
            .unwrap_or(&self.board)
    }
}

/// How many teachers DUO counted (open data *onderwijspersoneel*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// How many.
    pub teachers: i64,
    /// The year of the count, on 1 October.
    pub year: i16,
}

/// All that was refused at a board and waits for a right one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenErrors {
    /// How many records.
    pub count: i64,
    /// The day before which the first of them is due, with its steps.
    pub due: Computed,
    /// Where all of them stand; nothing when they are in more than one place.
    pub source: Option<Source>,
}

/// A school of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// The institution code.
    pub brin: Brin,
    /// The name.
    pub name: String,
    /// Its locations.
    pub locations: Vec<Location>,
}

/// A location of a school of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Its code.
    pub code: LocationCode,
    /// Its name.
    pub name: String,
}

/// How many appointments there are on a ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundCount {
    /// The list that the ground leads to: `register`, `vestibule` or `none`.
    pub shelf: String,
    /// The code.
    pub code: String,
    /// The name in plain Dutch; the code when the table does not know it.
    pub name: String,
    /// How many.
    pub count: i64,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Share {
    /// The part as percentage, rounded; 0 of nothing.
    pub fn percent(&self) -> i64 {
        if self.whole == 0 {
            return 0;
        }
        (self.part * 100 + self.whole / 2) / self.whole
    }
}

/// How many teachers of a subject are qualified for it, by what they entered themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectShare {
    /// The subject.
    pub name: String,
    /// A diploma or other proof was found.
    pub qualified: i64,
    /// No proof yet, and the appointment stands in the vestibule.
    pub vestibule: i64,
    /// No proof found yet, and the appointment stands in the register.
    pub open: i64,
}

impl SubjectShare {
    /// The qualified part.
    pub fn share(&self) -> Share {
        Share {
            part: self.qualified,
            whole: self.qualified + self.vestibule + self.open,
        }
    }
}

/// How many there are at one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// How many teachers work there today.
    pub teachers: i64,
    /// How many appointments they have, without those that left the register.
    pub appointments: i64,
    /// How many of those the teacher has confirmed.
    pub confirmed: i64,
    /// How many temporary grounds end within three months, or ended already.
    pub expiring: i64,
}

/// How one school stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolFigures {
    /// The institution code.
    pub brin: Brin,
    /// The name.
    pub name: String,
    /// All of it.
    pub whole: Figures,
    /// Each of its locations.
    pub locations: Vec<(Location, Figures)>,
    /// What was delivered without a location; nothing when all have one.
    pub without_location: Option<Figures>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_school_or_a_location_of_one() {
        let school = Place::parse("99QA").expect("a school");
        let location = Place::parse("99qa01").expect("a location");
        assert!(matches!(school, Place::School(_)));
        assert_eq!(
            (location.as_str(), location.brin()),
            ("99QA01", school.brin())
        );
        assert!(Place::parse("41234").is_err());
    }
}
