//! How things stand at a board, or at one of its locations.

mod locations;
mod page;
mod subjects;

pub use page::SchoolOverviewPage;

use super::delivery::DeliverySummary;
use super::tasks::Task;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{identifier::LocationCode, programme::GateVerdict};

/// The figures of a board or of one location, all taken at the same moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// The name of the board.
    pub board: String,
    /// The locations to choose from.
    pub locations: Vec<Location>,
    /// How each of them stands; empty when one is chosen, or there is only one.
    pub by_location: Vec<LocationFigures>,
    /// The location that the figures are of; nothing for the whole board.
    pub chosen: Option<LocationCode>,
    /// Today in the Netherlands.
    pub today: Date,
    /// How the board stands at each gate of joining.
    pub gates: Vec<GateVerdict>,
    /// The newest deliveries of the board.
    pub deliveries: Vec<DeliverySummary>,
    /// How many teachers work here today.
    pub teachers: i64,
    /// How many appointments they have.
    pub appointments: i64,
    /// How many of those the teacher has confirmed.
    pub confirmed: i64,
    /// How many temporary grounds end within three months, or ended already.
    pub expiring: i64,
    /// The appointments by ground, the register first.
    pub grounds: Vec<GroundCount>,
    /// The subjects of which enough teachers are known.
    pub subjects: Vec<SubjectShare>,
    /// How many subjects are left out because too few teachers are known.
    pub hidden_subjects: i64,
    /// How many claims of subjects are qualified, over all subjects; nothing when too few are known.
    pub qualified: Option<Share>,
    /// What the board has to do, the most urgent first.
    pub tasks: Vec<Task>,
}

impl Dashboard {
    /// The name of what the figures are of.
    pub fn title(&self) -> &str {
        self.chosen
            .as_ref()
            .and_then(|chosen| {
                self.locations
                    .iter()
                    .find(|location| location.code == *chosen)
            })
            .map_or(&self.board, |location| &location.name)
    }
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

/// How one location stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationFigures {
    /// The location.
    pub location: Location,
    /// How many teachers work there today.
    pub teachers: i64,
    /// How many appointments they have.
    pub appointments: i64,
    /// How many of those the teacher has confirmed.
    pub confirmed: i64,
    /// How many temporary grounds end within three months, or ended already.
    pub expiring: i64,
}
