//! The registration of a qualified teacher without an appointment (*eigen aanmelding*, article 38h, third
//! paragraph, WPO): asking for it, where it stands, and being in the register by it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod form;
mod own;
mod page;

pub use own::{OwnCard, WayIn};
pub use page::RegistrationPage;

use super::EvidenceView;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    authority::{Check, ClaimForm, Phase},
    case::Verdict,
    entry::Entry,
    identifier::DecisionId,
    notation,
    term::Computed,
};

/// Where a teacher stands who has no appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registering {
    /// Whether the teacher may ask to be entered now.
    pub may_ask: bool,
    /// The last registration.
    pub last: Option<Registration>,
    /// The entry.
    pub own: Option<OwnEntry>,
    /// How far the comparison with the Diplomaregister may be.
    pub phase: Phase,
    /// Whether the teacher lets us ask the Diplomaregister.
    pub consents: bool,
    /// The last day to decide on what is asked today, with its steps.
    pub decide_by: Computed,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// A registration, with its proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The number of the case.
    pub number: String,
    /// The name of the subject.
    pub subject: String,
    /// Where and in which years: `havo en vwo, klas 1 tot en met 3`.
    pub extent: String,
    /// What the teacher explained.
    pub note: Option<String>,
    /// When it was asked, in Dutch time.
    pub asked_at: DateTime,
    /// The last day to decide, with its steps.
    pub due: Computed,
    /// The comparison with the diplomas, explained.
    pub check: Check,
    /// The files.
    pub evidence: Vec<EvidenceView>,
    /// What came of it.
    pub result: Progress,
}

impl Registration {
    /// `Duits, havo en vwo`.
    pub fn education(&self) -> String {
        format!("{}, {}", self.subject, self.extent)
    }
}

/// What came of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// It waits for a decision.
    Waits,
    /// The teacher took it back.
    Withdrawn,
    /// It was decided.
    Decided(Verdict, DecisionId),
}

/// The entry of a teacher without an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnEntry {
    /// Where it stands.
    pub entry: Entry,
    /// Since when, in Dutch time.
    pub since: DateTime,
    /// For which subject, and where.
    pub education: String,
    /// The last day on which it is kept, when it was removed.
    pub kept_until: Option<Date>,
}

impl OwnEntry {
    /// Where it stands and since when: `Opgenomen op 3 november 2026`.
    pub fn standing(&self) -> String {
        let day = notation::date(self.since.date());
        match self.entry {
            Entry::Confirmed => format!("Opgenomen op {day}"),
            entry => format!("{} op {day}", entry.word()),
        }
    }

    /// Whether the teacher can have it count again.
    pub fn can_return(&self) -> bool {
        use shared::entry::Event;
        let after = |event| Entry::after(Some(self.entry), event);
        !self.entry.counts() && (after(Event::Confirmed).is_ok() || after(Event::Reentered).is_ok())
    }
}

/// The form of a registration. The messages are at `subject`, `school_types`, `years`, `uitleg` and
/// `bestand`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    /// The id of a subject, or one of its names.
    pub subject: String,
    /// Codes of [`shared::subject::SchoolType`].
    pub school_types: Vec<String>,
    /// `lower`, `upper` or both; asked for havo and vwo only.
    pub years: Vec<String>,
    /// What the teacher explains; may stay empty.
    pub uitleg: String,
}

impl RegistrationForm {
    /// As the form of a subject that one is qualified for from this day on.
    pub fn claim(&self, today: Date) -> ClaimForm {
        ClaimForm {
            subject: self.subject.clone(),
            school_types: self.school_types.clone(),
            years: self.years.clone(),
            since_day: today.day().to_string(),
            since_month: today.month().to_string(),
            since_year: today.year().to_string(),
            ..ClaimForm::default()
        }
    }
}
