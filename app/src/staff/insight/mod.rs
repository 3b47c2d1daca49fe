//! Looking up a teacher outside a case: what stood in the register on a day, for who answers a
//! question, checks the register or supervises schools. Read only, for a reason, and the teacher reads
//! that it was done, unless an investigation would suffer from it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod look_up;
mod supervision;

pub use look_up::{LookUpPage, LookedUp};
pub use supervision::SupervisionPage;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whom one wants to look up and why, as it was posted: nothing of it stands in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The register number of the teacher.
    #[serde(default)]
    pub nummer: String,
    /// The code of a [`shared::viewing::Viewing`] that is a purpose.
    #[serde(default)]
    pub doel: String,
    /// The number of the matter for which it is, at the organisation that looks.
    #[serde(default)]
    pub kenmerk: String,
    /// The day of which it is asked.
    #[serde(default)]
    pub op: String,
    /// `toen` for what was known at the end of that day; else what is known now.
    #[serde(default)]
    pub bekend: String,
}

/// An appointment in the vestibule whose latest day has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expired {
    /// The board.
    pub board: String,
    /// Name and place of the school.
    pub school: String,
    /// The register number of the teacher.
    pub teacher: String,
    /// Code of the ground.
    pub ground: String,
    /// The latest day.
    pub latest: Date,
}

/// What the supervisor sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervision {
    /// Those of which the latest day passed longest ago on top, as many as stand on a page.
    pub expired: Vec<Expired>,
    /// How many there are.
    pub count: i64,
    /// Today, in the Netherlands.
    pub today: Date,
}
