//! A delivery as the school sees it: what came in, what was refused and why.

mod detail;
mod list;
mod messages;
mod preview;
mod record;

pub use detail::SchoolDeliveryPage;
pub use list::{DeliveryTable, SchoolDeliveriesPage};
pub use messages::SchoolMessagesPage;
pub use preview::SchoolPreviewPage;

use crate::page::encoded;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    delivery::{Rule, Severity},
    identifier::DeliveryId,
};
use uuid::Uuid;

/// How many records ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Appointments that the register did not know yet.
    pub new: i64,
    /// Appointments that are different from before.
    pub changed: i64,
    /// Records that say what the register has already.
    pub unchanged: i64,
    /// Records older than what the register has; ignored.
    pub older: i64,
    /// Records with an error.
    pub refused: i64,
    /// Refused records of which the appointment was taken in later.
    pub repaired: i64,
}

impl Counts {
    /// All records.
    pub fn total(&self) -> i64 {
        self.new + self.changed + self.unchanged + self.older + self.refused
    }

    /// The records without errors.
    pub fn accepted(&self) -> i64 {
        self.total() - self.refused
    }

    /// The refused records that still wait for a right one.
    pub fn open(&self) -> i64 {
        self.refused - self.repaired
    }
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// Not all records have been looked at yet.
    Busy,
    /// Every record is right.
    Done,
    /// The refused records were sent right since.
    Repaired,
    /// Some records were refused.
    Partly,
    /// Every record was refused.
    Refused,
}

/// The messages that a program sent one at a time. Each is a delivery of its own; a school reads
/// them together, by day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// The program, as the register knows it.
    pub program: String,
    /// The day, in the Netherlands.
    pub day: Date,
}

impl Messages {
    /// The page about them.
    pub fn address(&self) -> String {
        format!("/school/leveringen/berichten?{}", self.query())
    }

    /// Their errors as a file.
    pub fn errors_file(&self) -> String {
        format!("/school/leveringen/berichten.csv?{}", self.query())
    }

    fn query(&self) -> String {
        format!("dag={}&programma={}", self.day, encoded(&self.program))
    }
}

/// Where records stand together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// In a file, a batch, or what was filled in on the screen.
    Delivery(DeliveryId),
    /// Among the messages of a day.
    Messages(Messages),
}

impl Source {
    /// The page about them.
    pub fn address(&self) -> String {
        match self {
            Self::Delivery(id) => format!("/school/leveringen/{id}"),
            Self::Messages(messages) => messages.address(),
        }
    }
}

/// A delivery, or the messages of a day, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverySummary {
    /// The delivery; of messages any of them.
    pub id: DeliveryId,
    /// Which messages they are; nothing when it is one delivery.
    pub messages: Option<Messages>,
    /// The name of the file, as it was sent; of messages whose they are.
    pub file_name: String,
    /// When it came in, in Dutch time; of messages the last one.
    pub received: DateTime,
    /// How many records there are to look at.
    pub records: i64,
    /// Whether every record has been looked at.
    pub processed: bool,
    /// How the records ended.
    pub counts: Counts,
}

impl DeliverySummary {
    /// The page about it.
    pub fn address(&self) -> String {
        match &self.messages {
            Some(messages) => messages.address(),
            None => format!("/school/leveringen/{}", self.id),
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let counts = self.counts;
        match counts.open() {
            _ if !self.processed => Progress::Busy,
            0 if counts.refused > 0 => Progress::Repaired,
            0 => Progress::Done,
            open if open == counts.total() => Progress::Refused,
            _ => Progress::Partly,
        }
    }
}

/// The deliveries of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryPage {
    /// Those on this page, newest first.
    pub deliveries: Vec<DeliverySummary>,
    /// This page, from 1.
    pub page: u32,
    /// The last page.
    pub pages: u32,
    /// Whether the reader may compare a list with all that the register holds of the board.
    pub comparable: bool,
}

/// How many records of a kind the page shows; the rest is in the file to download.
pub const SHOWN: i64 = 100;

/// A delivery with what became of its records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryDetail {
    /// The delivery in one line.
    pub summary: DeliverySummary,
    /// When the last record was looked at, in Dutch time.
    pub processed: Option<DateTime>,
    /// How the file was coded.
    pub encoding: String,
    /// The packages that made the file, when it says so.
    pub software: Vec<String>,
    /// The same file, sent before.
    pub repeats: Option<Earlier>,
    /// The refused records that still wait for a right one; the first [`SHOWN`] of them.
    pub errors: Vec<RecordCard>,
    /// The records that were taken in, with something to look at; the first [`SHOWN`] of them.
    pub notices: Vec<RecordCard>,
    /// How many records there are in `notices` and beyond.
    pub notice_count: i64,
}

/// The messages that a program sent one at a time on a day, with what became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOfMessages {
    /// The messages in one line.
    pub summary: DeliverySummary,
    /// Which messages they are.
    pub messages: Messages,
    /// The refused ones that still wait for a right one, each with the delivery that it is; the
    /// first [`SHOWN`] of them.
    pub errors: Vec<(DeliveryId, RecordCard)>,
    /// Those that were taken in with something to look at; the first [`SHOWN`] of them.
    pub notices: Vec<RecordCard>,
    /// How many there are in `notices` and beyond.
    pub notice_count: i64,
}

/// What the button sends with which a file is looked at before it counts: name and value.
pub const LOOK_FIRST: (&str, &str) = ("stap", "nakijken");

/// A file that was looked at and does not count yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PreviewId(pub Uuid);

impl std::fmt::Display for PreviewId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What would become of the records of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The name of the file, as it was sent.
    pub file_name: String,
    /// How its records would end.
    pub counts: Counts,
    /// The records that would be refused; the first [`SHOWN`] of them.
    pub errors: Vec<RecordCard>,
    /// The records that would be taken in, with something to look at; the first [`SHOWN`].
    pub notices: Vec<RecordCard>,
    /// How many records there are in `notices` and beyond.
    pub notice_count: i64,
}

/// An earlier delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The delivery.
    pub id: DeliveryId,
    /// When it came in, in Dutch time.
    pub received: DateTime,
}

/// One record of a delivery, with what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCard {
    /// The row in the file, as a spreadsheet numbers it; 0 when it came alone.
    pub row: i32,
    /// Whether it was to remove the appointment.
    #[serde(default)]
    pub removes: bool,
    /// Whether the register has the appointment.
    #[serde(default)]
    pub stands: bool,
    /// The number under which the board knows the appointment, as it was sent.
    pub appointment: Option<String>,
    /// The teacher, when the file or the register knows the name.
    pub name: Option<String>,
    /// What was found; at least one.
    pub findings: Vec<FindingCard>,
    /// The decision aid with what the record already answers; when its ground is wrong.
    pub aid: Option<String>,
}

/// What was found in a record. The BSN is masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCard {
    /// The code of the rule: `LR-F006`.
    pub code: String,
    /// What the rule is about.
    pub title: String,
    /// The field, by its name in the file; empty when it is the whole record.
    pub field: String,
    /// What was sent; empty when nothing was.
    pub sent: String,
    /// What is the matter with this record.
    pub message: String,
    /// What to do.
    pub fix: String,
}

/// Where the code of a rule is explained.
pub fn code_address(code: &str) -> String {
    format!("/leveranciers/codes?q={code}")
}

impl FindingCard {
    /// Whether it keeps the record out, rather than being worth a look.
    pub fn is_wrong(&self) -> bool {
        Rule::find(&self.code).is_none_or(|rule| rule.severity == Severity::Error)
    }
}
