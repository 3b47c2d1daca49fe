//! The portfolio: what a teacher did to keep up the profession (article 38g, first paragraph,
//! under g, WPO), in hours per category, and which files of evidence go with it.

mod calendar;
mod evidence;
pub mod exchange;
mod feedback;
mod form;
mod hours;
mod kind;
mod label;
mod sharing;
mod source;
mod versions;

pub use calendar::{CALENDAR_YEARS, MAX_CALENDAR_BYTES, MAX_CALENDAR_EVENTS, PickedEvent, picked};
pub use evidence::{EvidenceKind, MAX_EVIDENCE_BYTES, MAX_EVIDENCE_BYTES_PER_TEACHER};
pub use feedback::{
    Feedback, FeedbackForm, INVITATION_DAYS, InvitationKind, MAX_ANSWER, MAX_INVITATIONS_PER_DAY,
    MAX_NAME, MAX_OPEN_INVITATIONS,
};
pub use form::{
    ActivityForm, EARLIEST_YEAR, MAX_CREDITS, MAX_HOURS, MAX_PROVIDER, MAX_REFLECTION, MAX_TITLE,
};
pub use hours::{Quarters, Split};
pub use kind::{ActivityKind, Category};
pub use label::ActivityLabel;
pub use sharing::{Shared, SharingForm};
pub use source::Source;
pub use versions::{Part, Take, details, differences};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An activity as a teacher enters it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewActivity {
    /// What it was, short.
    pub title: String,
    /// What kind of activity.
    pub kind: Option<ActivityKind>,
    /// The day, or the first day.
    pub from: Date,
    /// The last day, when there was more than one.
    pub to: Option<Date>,
    /// All hours together; more than none.
    pub hours: Quarters,
    /// The hours per category, together never more than `hours`.
    pub split: Split,
    /// Who gave it.
    pub provider: Option<String>,
    /// What the teacher learned.
    pub reflection: Option<String>,
    /// The ids of the subjects it was for.
    pub subjects: Vec<String>,
    /// The codes of its forms and themes ([`ActivityLabel`]), without those that the register knows itself.
    pub labels: Vec<String>,
    /// The hours with a teacher (*contacturen*), when that is known; never more than `hours`.
    pub contact_hours: Option<Quarters>,
    /// The study points (*EC*) that it gave.
    pub credits: u16,
    /// Whether it is a training that was finished with a diploma.
    pub diploma: bool,
}

impl NewActivity {
    /// The hours without a category yet (*nog te kiezen*).
    pub fn to_choose(&self) -> Quarters {
        self.hours - self.split.total()
    }
}

/// The year in which the school year of a day began, which is on 1 August (article 1 WPO).
pub fn school_year(day: Date) -> i16 {
    if day.month() >= 8 {
        day.year()
    } else {
        day.year() - 1
    }
}
