//! What a board has to do, what it was told later, and the answer to what a teacher reported.

mod correction;
mod page;

pub use correction::SchoolCorrectionPage;
pub use page::{SchoolTasksPage, TaskRows};

use super::delivery::Source;
use crate::{page::Paged, teacher::EvidenceView};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{identifier::CorrectionId, term::Computed};
use uuid::Uuid;

/// A page of all that waits for the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskList {
    /// Today in the Netherlands, from which the days left are counted.
    pub today: Date,
    /// The tasks, the most urgent first.
    pub tasks: Paged<Task>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What it is about.
    pub matter: Matter,
    /// The day before which it should be done, with its steps.
    pub due: Option<Computed>,
}

/// What a task is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Matter {
    /// Records of a delivery, or messages of a day, that were refused and not sent right since. They
    /// are due a month after the first of them was refused for the first time.
    Errors {
        /// Where they stand.
        source: Source,
        /// The day on which it came in.
        received: Date,
        /// How many records.
        count: i64,
    },
    /// A temporary ground that ends, or has ended, while the appointment goes on.
    Term {
        /// The teacher, when the name is known.
        name: Option<String>,
        /// The number under which the board knows the appointment.
        appointment: String,
        /// The ground in plain Dutch.
        ground: String,
        /// The last day.
        ends: Date,
    },
    /// A teacher reported that something is not right.
    Correction(Correction),
    /// A teacher entered a training plan, which the school did not confirm yet.
    Plan {
        /// The teacher, when the name is known.
        name: Option<String>,
        /// The number under which the board knows the appointment.
        appointment: String,
    },
    /// Nobody of the board is known, or nobody looked at it for half a year.
    Contacts {
        /// When somebody last said that it is right; nothing when nobody is known.
        confirmed: Option<Date>,
    },
    /// Something that the board is told later than the answer to a delivery.
    Signal(Signal),
}

impl Matter {
    /// The number of the appointment that it is about; nothing when it is about none.
    pub fn appointment(&self) -> Option<&str> {
        match self {
            Self::Term { appointment, .. } | Self::Plan { appointment, .. } => Some(appointment),
            Self::Correction(correction) => Some(&correction.appointment),
            Self::Signal(signal) => signal.appointment.as_deref(),
            Self::Errors { .. } | Self::Contacts { .. } => None,
        }
    }
}

/// A signal (*signaal*, handbook 6.4) that the board did not put away yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// The signal.
    pub id: Uuid,
    /// The code of its rule: `LR-S103`.
    pub code: String,
    /// What is the matter, in one sentence.
    pub message: String,
    /// The day on which it was raised.
    pub raised: Date,
    /// The number of the appointment that it is about; nothing when it is about the board.
    pub appointment: Option<String>,
    /// The teacher, when the name is known.
    pub name: Option<String>,
}

impl Signal {
    /// Where the board can do something about it.
    pub fn address(&self) -> String {
        match (&self.appointment, self.code.as_str()) {
            (Some(number), _) => format!("/school/leveringen/invoeren?benoeming={number}"),
            (None, "LR-S111") => "/school/toegang#contactpersonen".to_owned(),
            (None, "LR-S112") => "/school/toegang#machtigingen".to_owned(),
            (None, _) => "/school/leveringen".to_owned(),
        }
    }
}

/// A report of a teacher that something is not right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The report.
    pub id: CorrectionId,
    /// The teacher, when the name is known.
    pub name: Option<String>,
    /// The number under which the board knows the appointment.
    pub appointment: String,
    /// Which fact it is about.
    pub fact: String,
    /// What the teacher wrote.
    pub message: String,
    /// The files that came along; on the page of the report only.
    pub evidence: Vec<EvidenceView>,
    /// The day on which it was reported.
    pub reported: Date,
    /// The day before which the school answers, with its steps.
    pub due: Computed,
}

impl Task {
    /// How many days are left after `today`; negative when the day has passed.
    pub fn days_left(&self, today: Date) -> Option<i32> {
        let days = today.until(self.due.as_ref()?.date).ok()?.get_days();
        Some(days)
    }
}

/// The answer of the board to a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionAnswer {
    /// The report; an answer to none is not found.
    #[serde(default)]
    pub id: Option<CorrectionId>,
    /// `aangepast` or `klopt`.
    #[serde(default)]
    pub outcome: String,
    /// Why it is right as it stands; needed with `klopt`.
    #[serde(default)]
    pub reason: String,
}
