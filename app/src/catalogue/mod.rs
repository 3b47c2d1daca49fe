//! The catalogue of what the profession validated: for everyone to read, and for a teacher to put in the
//! portfolio with two clicks.

mod add;
pub mod api;
mod attendance;
#[cfg(feature = "ssr")]
pub mod desk;
mod list;
mod offering;

pub use add::AddOfferingPage;
pub use attendance::AttendancePage;
pub use list::CataloguePage;
pub use offering::OfferingPage;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{
    catalogue::{Offering, OfferingState},
    identifier::ActivityId,
};
use uuid::Uuid;

/// An offering of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// Its number.
    pub id: Uuid,
    /// Who gives it.
    pub provider: String,
    /// What it is.
    pub offering: Offering,
    /// How it stands.
    pub state: OfferingState,
    /// Why the profession refused it, if it did.
    pub reason: Option<String>,
}

impl Offered {
    /// `Cursus · 6 uur · Hogeschool Merenwijk`
    pub fn summary(&self) -> String {
        let Offering { kind, hours, .. } = &self.offering;
        format!("{} · {hours} uur · {}", kind.label(), self.provider)
    }
}

/// An offering of the catalogue, with what teachers say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferingDetail {
    /// The offering.
    pub offered: Offered,
    /// What teachers say, the newest first.
    pub reviews: Vec<Review>,
    /// Whether who reads is a teacher.
    pub is_teacher: bool,
    /// Whether who reads is a teacher who did it and said nothing of it yet.
    pub may_review: bool,
    /// Today, in the Netherlands.
    pub today: Date,
    /// A number for the activity that a teacher makes of it.
    pub fresh: ActivityId,
}

/// What a teacher says of an offering; not which teacher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Its number.
    pub id: Uuid,
    /// The words.
    pub words: String,
    /// The day.
    pub written: Date,
}

/// What a provider says that the teacher attended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Its number.
    pub id: Uuid,
    /// What.
    pub offered: Offered,
    /// The day.
    pub held: Date,
    /// The activity in the portfolio that looks the same, with its day: of the same offering, or with the
    /// same title and day.
    pub same: Option<(ActivityId, Date)>,
}

/// When a teacher did what is offered, and for how many hours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddForm {
    /// The number of the activity, so that sending twice adds one.
    pub nieuw: String,
    /// Day of the month.
    pub from_day: String,
    /// Its month, as a number.
    pub from_month: String,
    /// Its year, in four digits.
    pub from_year: String,
    /// How many hours.
    pub hours: String,
}
