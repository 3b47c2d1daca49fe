//! What a teacher asks the register to decide: re-registration, and objections against decisions. Each is
//! a case of which one page shows what was sent, where it stands, and what is asked of the teacher.

pub mod api;
mod apply;
mod copy;
#[cfg(feature = "ssr")]
pub mod desk;
mod my_case;
mod object;
mod sequels;

pub use apply::ApplyPage;
pub use copy::{activities, rules, table};
pub use my_case::MyCasePage;
pub use object::ObjectPage;
pub use sequels::sequels;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    case::{CaseKind, Judgment, SequelKind, Wait},
    criteria::{Evaluation, ExtendedTerm, Term},
    identifier::{CaseId, DecisionId},
    portfolio::Quarters,
    term::Computed,
};
use uuid::Uuid;

/// An application for re-registration as it is sent and kept: a copy of everything that was entered
/// (article 2:17 Awb).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The name of the teacher.
    pub teacher: String,
    /// The register number.
    pub number: String,
    /// The term that ends.
    pub term: Term,
    /// The name of the set of rules.
    pub set: String,
    /// What comes of every rule, with the hashes of what it depends on.
    pub evaluation: Evaluation,
    /// The activities, the newest first.
    pub activities: Vec<SentActivity>,
    /// What the teacher wants to tell with it.
    pub remark: String,
}

/// An activity in an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentActivity {
    /// What it is called.
    pub title: String,
    /// The first day.
    pub from: Date,
    /// How long it took.
    pub hours: Quarters,
    /// How many files of evidence there are with it.
    pub evidence: u32,
}

/// Whether a teacher can apply for re-registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Door {
    /// There is no term yet.
    NoTerm,
    /// From this day on.
    NotYet(Date),
    /// Now.
    Open,
    /// It was asked, and waits.
    Running(CaseId),
}

/// What a teacher checks before sending an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Whether it can be sent.
    pub door: Door,
    /// The term, once it has begun.
    pub term: Option<ExtendedTerm>,
    /// What will be sent.
    pub sent: Option<Sent>,
    /// A fresh number, so that sending twice asks once.
    pub fresh: Uuid,
    /// Until when is decided on what is sent today.
    pub due: Computed,
    /// Of how many in a thousand people look at everything.
    pub per_thousand: u16,
}

/// An objection as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentObjection {
    /// The name of the teacher.
    pub teacher: String,
    /// The number of the decision.
    pub decision: String,
    /// What the decision is about.
    pub subject: String,
    /// The reasons; empty when they follow later.
    pub grounds: String,
    /// Why it is late; empty when it is not.
    pub excuse: String,
    /// Whether it came on paper.
    pub on_paper: bool,
}

/// A copy of what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Copy {
    /// An application.
    Application(Box<Sent>),
    /// An objection.
    Objection(SentObjection),
    /// What has a page of its own: evidence, a report, a registration.
    Elsewhere {
        /// What, in words.
        what: String,
        /// The address of that page.
        href: String,
    },
}

/// A case of the teacher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyCase {
    /// Its id.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: CaseKind,
    /// When it was received.
    pub received: DateTime,
    /// Until when is decided, with its steps.
    pub due: Computed,
    /// Where it stands, in words.
    pub stands: String,
    /// Whether nothing more comes of it.
    pub closed: bool,
    /// What was sent.
    pub copy: Copy,
    /// The SHA-256 of what was sent, in hexadecimal digits, when the copy is kept with the case.
    pub hash: Option<String>,
    /// Whether the teacher can take it back here.
    pub takes_back: bool,
    /// What was asked, the newest first.
    pub asked: Vec<Asked>,
    /// What happened, oldest first.
    pub moments: Vec<(DateTime, String)>,
    /// The decision.
    pub decision: Option<DecisionId>,
    /// What came after it, or because there was none, in order.
    pub sequels: Vec<Sequel>,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// What came after a decision, or because there was none in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequel {
    /// What.
    pub kind: SequelKind,
    /// When it was received; of a ruling, when it was announced.
    pub received: Date,
    /// What follows by when, with its steps.
    pub due: Computed,
    /// What it says.
    pub note: String,
    /// What the court ruled.
    pub judgment: Option<Judgment>,
    /// The penalty so far, in whole euros, once it is due.
    pub euros: Option<u32>,
}

/// Something that was asked in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What.
    pub what: Wait,
    /// In which words.
    pub question: String,
    /// When.
    pub asked: Date,
    /// From which day the teacher could know it: a letter or a mail went; nothing as long as none did.
    pub told: Option<Date>,
    /// The last day, with its steps.
    pub last: Computed,
    /// What came.
    pub answer: Option<String>,
    /// Whether it is still waited for.
    pub open: bool,
}

/// An answer in a case, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerForm {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// What the teacher says.
    #[serde(default)]
    pub answer: String,
}

/// A decision to which a teacher can object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objectable {
    /// The decision.
    pub id: DecisionId,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// The last day to object, with its steps; nothing as long as the decision was not posted.
    pub until: Option<Computed>,
    /// Until when, in words.
    pub until_when: String,
    /// Whether that day has passed.
    pub late: bool,
    /// The objection that was made before.
    pub made: Option<CaseId>,
}

/// An objection, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionForm {
    /// The decision.
    #[serde(default)]
    pub decision: Option<DecisionId>,
    /// The reasons; empty to tell them later.
    #[serde(default)]
    pub grounds: String,
    /// `ja` when the reasons follow.
    #[serde(default)]
    pub later: String,
    /// Why it is late.
    #[serde(default)]
    pub excuse: String,
}
