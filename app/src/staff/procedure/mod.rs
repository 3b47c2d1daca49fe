//! The way of a case at the desk of the staff: what is asked, what comes later, and, of applications for
//! re-registration and objections, what they are about and what comes after.

pub mod api;
mod asking;
#[cfg(feature = "ssr")]
pub mod desk;
mod forms;
mod letters;
mod matter;
mod objections;

pub use forms::{Deeds, rulings, taken_first, view};
pub use matter::{matter, way};
pub use objections::ObjectionsPage;

use crate::page::Paged;
use crate::teacher::procedure::{Asked, Sent, SentObjection, Sequel};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{
    case::{Past, Ruling},
    identifier::CaseId,
    term::Computed,
};

/// The draw of the sample, so that it can be made again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// The seed of that day, in hexadecimal digits.
    pub seed: String,
    /// Of how many in a thousand everything is looked at.
    pub per_thousand: u16,
    /// Whether it was drawn.
    pub drawn: bool,
    /// Whether an earlier application for the same term was.
    pub before: bool,
}

/// What an application or an objection is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// An application as it was sent, or how it stood when the register began of its own motion.
    Application {
        /// What was sent.
        sent: Box<Sent>,
        /// Whether every rule was met.
        fulfilled: bool,
        /// The draw; nothing when the register began of its own motion.
        draw: Option<Draw>,
        /// What the evaluation gives with the portfolio of today, for what was added since.
        now: Option<String>,
    },
    /// An objection.
    Objection {
        /// What was sent.
        sent: SentObjection,
        /// When it was received.
        received: Date,
        /// When it was posted, when it came by post.
        posted: Option<Date>,
        /// The last day to object, with its steps; nothing as long as the decision was not posted.
        until: Option<Computed>,
        /// The day on which a letter or a mail told of the decision; nothing as long as none did.
        told: Option<Date>,
        /// Whether it was too late.
        late: bool,
        /// Who took the first decision.
        first: Vec<String>,
    },
}

/// Until when is decided, as it is and with a step of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// As it is.
    pub now: Date,
    /// When advice is asked that gives more time.
    pub with_committee: Date,
    /// When it is put off.
    pub put_off: Date,
}

/// The way of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// What it is about, when it is an application or an objection.
    pub about: Option<About>,
    /// What happened so far.
    pub past: Past,
    /// What was asked, the newest first.
    pub asked: Vec<Asked>,
    /// What came after, in order.
    pub sequels: Vec<Sequel>,
    /// From when nobody can go against the decision (*onherroepelijk*).
    pub irrevocable: Option<Date>,
    /// Whether I worked on the decision that is objected to.
    pub took_first: bool,
    /// Whether it was put off once.
    pub adjourned: bool,
    /// What was proposed last besides the verdict and its reasons.
    pub ruling: Ruling,
    /// Until when is decided, for the letters that say so; nothing once the case is closed.
    pub outlook: Option<Outlook>,
}

/// Something that is asked, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAsk {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// How much had happened. Beside the form: a number is not read in a part of one.
    #[serde(skip)]
    pub seen: i32,
    /// The code of a [`shared::case::Wait`].
    #[serde(default)]
    pub what: String,
    /// In which words.
    #[serde(default)]
    pub question: String,
    /// `ja` when a committee of article 7:13 Awb hears.
    #[serde(default)]
    pub committee: String,
    /// The day of the hearing.
    #[serde(default)]
    pub on_day: String,
    /// The month of it.
    #[serde(default)]
    pub on_month: String,
    /// The year of it.
    #[serde(default)]
    pub on_year: String,
}

/// How what was asked ended, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settle {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// How much had happened. Beside the form.
    #[serde(skip)]
    pub seen: i32,
    /// The report of the hearing, or what came on paper; empty when nothing came.
    #[serde(default)]
    pub report: String,
    /// `ja` when nothing came and its time is over.
    #[serde(default)]
    pub nothing: String,
    /// The day on which it came on paper.
    #[serde(default)]
    pub came_day: String,
    /// The month of it.
    #[serde(default)]
    pub came_month: String,
    /// The year of it.
    #[serde(default)]
    pub came_year: String,
}

/// That the answer comes later, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewExtension {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// How much had happened. Beside the form.
    #[serde(skip)]
    pub seen: i32,
    /// `adjourned` or `agreed`.
    #[serde(default)]
    pub kind: String,
    /// Why, as the teacher reads it.
    #[serde(default)]
    pub reason: String,
    /// The last day to which the teacher agreed.
    #[serde(default)]
    pub agreed_day: String,
    /// The month of it.
    #[serde(default)]
    pub agreed_month: String,
    /// The year of it.
    #[serde(default)]
    pub agreed_year: String,
}

/// A default notice, an appeal or a ruling, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSequel {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// The code of a [`shared::case::SequelKind`].
    #[serde(default)]
    pub sequel: String,
    /// The code of a [`shared::case::Judgment`], of a ruling.
    #[serde(default)]
    pub outcome: String,
    /// What it says.
    #[serde(default)]
    pub content: String,
    /// The day it was received; of a ruling, on which it was announced.
    #[serde(default)]
    pub received_day: String,
    /// The month of it.
    #[serde(default)]
    pub received_month: String,
    /// The year of it.
    #[serde(default)]
    pub received_year: String,
}

/// An objection on paper, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperObjection {
    /// The number of the decision.
    #[serde(default)]
    pub decision: String,
    /// The reasons; empty when they are not in the letter.
    #[serde(default)]
    pub grounds: String,
    /// Why it is late.
    #[serde(default)]
    pub excuse: String,
    /// The day it was received.
    #[serde(default)]
    pub on_day: String,
    /// The month of it.
    #[serde(default)]
    pub on_month: String,
    /// The year of it.
    #[serde(default)]
    pub on_year: String,
    /// The day of the postmark.
    #[serde(default)]
    pub posted_day: String,
    /// The month of it.
    #[serde(default)]
    pub posted_month: String,
    /// The year of it.
    #[serde(default)]
    pub posted_year: String,
}

/// An objection on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionLine {
    /// As on the worklist.
    pub case: crate::staff::cases::CaseLine,
    /// The number of the decision.
    pub decision: String,
    /// Of whom that decision was.
    pub first: Vec<String>,
    /// Whether it was too late.
    pub late: bool,
    /// Whether the teacher gave notice that the register is late.
    pub notice: bool,
}

/// A page of all objections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objections {
    /// The open ones, the first to end on top; then the closed ones.
    pub lines: Paged<ObjectionLine>,
    /// Today, in the Netherlands.
    pub today: Date,
}
