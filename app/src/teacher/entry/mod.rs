//! The entry of a teacher: what stood in the register when, leaving it and coming back, and what is
//! kept of who left (article 38n WPO).

pub mod api;
mod as_of;
#[cfg(feature = "ssr")]
pub mod desk;
mod kept;
mod pension;

pub use as_of::{AsOfCard, Past, PastOwnFacts};
pub use kept::KeptPage;
pub use pension::PensionCard;

use super::{Appointment, ClaimView, List, registration::OwnEntry};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{entry::Cause, identifier::AppointmentId};

/// What the register held of a teacher on a day, as it was known at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsOf {
    /// The day of which it tells what applied.
    pub on: Date,
    /// The moment until which it tells what the register knew, in Dutch time.
    pub known_at: DateTime,
    /// Whether that is now.
    pub is_now: bool,
    /// The name, as it was known then.
    pub name: Option<String>,
    /// The appointments that applied on the day.
    pub appointments: Vec<PastAppointment>,
    /// Being in the register without an appointment on the day.
    pub own: Option<PastOwn>,
}

/// Being in the register without an appointment, as it was on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastOwn {
    /// Where the entry stood: `Bevestigd`.
    pub entry: String,
    /// For which subject, and where: `Duits, havo en vwo`.
    pub education: String,
}

/// An appointment as it was on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastAppointment {
    /// The appointment.
    pub id: AppointmentId,
    /// Name and place of the school.
    pub school: String,
    /// The board.
    pub board: String,
    /// First day.
    pub starts: Date,
    /// Last day, if there was one.
    pub ends: Option<Date>,
    /// Code of the ground.
    pub ground_code: String,
    /// Name of the ground in plain Dutch.
    pub ground_name: String,
    /// The list on which it stood.
    pub list: List,
    /// Why, as it was told then.
    pub reason: String,
    /// The version of the table that placed it.
    pub table_version: String,
    /// The last day that the law allowed.
    pub maximum: Option<Date>,
    /// Where its entry stood: `Bevestigd`.
    pub entry: String,
    /// The subjects that were recorded, by name; to others not those of who left.
    pub subjects: Vec<String>,
}

/// The choice at the pension age (*AOW-leeftijd*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pension {
    /// The day on which the age is reached.
    pub on: Date,
    /// What the teacher chose, and when in Dutch time.
    pub chosen: Option<(PensionChoice, DateTime)>,
}

/// What a teacher chooses at the pension age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PensionChoice {
    /// To stay in the register.
    Stay,
    /// To be removed on the day.
    Leave,
}

/// What is kept of appointments that are out of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What was removed, the last first.
    pub removed: Vec<KeptAppointment>,
    /// How many appointments are in the register, or wait to be confirmed.
    pub entered: u32,
    /// Being in the register without an appointment, or having been.
    pub own: Option<OwnEntry>,
}

/// An appointment that was removed, and is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAppointment {
    /// The appointment, as it was last.
    pub appointment: Appointment,
    /// The subjects that were recorded with it.
    pub claims: Vec<ClaimView>,
    /// Why it was removed.
    pub cause: Cause,
    /// When, in Dutch time.
    pub removed_at: DateTime,
    /// The last day on which it is kept.
    pub kept_until: Date,
}

impl KeptAppointment {
    /// Whether the teacher can have it entered again.
    pub fn can_return(&self) -> bool {
        use shared::entry::{Entry, Event};
        Entry::after(Some(Entry::Removed(self.cause)), Event::Reentered).is_ok()
    }
}
