//! What the register holds of a teacher, as the pages show it.

use super::{ClaimView, Pension, registration::OwnEntry};
use crate::design::Source;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    criteria::Progress,
    entry::Entry,
    identifier::{AppointmentId, CaseId, TeacherNumber},
    notation,
    sector::Sector,
    term::Computed,
};

/// Everything the register holds of a teacher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The person.
    pub person: Person,
    /// The appointments, the current ones first.
    pub appointments: Vec<Appointment>,
    /// The subjects.
    pub claims: Vec<ClaimView>,
    /// How many reports of the teacher wait for an answer.
    pub open_corrections: u32,
    /// What the register asked in a case and waits for: the case, its number and the last day.
    pub questions: Vec<(CaseId, String, Computed)>,
    /// How many messages are new.
    pub unread: u32,
    /// How many invitations of colleagues wait for an answer.
    pub invitations: u32,
    /// How often a provider says that the teacher attended, and waits for an answer.
    pub attendances: u32,
    /// The choice at the pension age, once the teacher was asked and has not left.
    pub pension: Option<Pension>,
    /// The training plans of appointments in the vestibule.
    pub plans: Vec<crate::training::PlanView>,
    /// How many appointments were removed and are kept.
    pub kept: u32,
    /// Being in the register without an appointment.
    pub own: Option<OwnEntry>,
    /// Whether a registration of the teacher waits for a decision.
    pub registers: bool,
    /// Whether there is a public page of the teacher today.
    pub public: bool,
    /// How far the hours of the portfolio are with the criteria.
    pub hours: Progress,
    /// The last day on which the school answers what is reported today, with its steps.
    pub answer_by: Computed,
    /// The last day on which the register decides on what is reported of it today, with its steps.
    pub decide_by: Computed,
    /// Today, in the Netherlands.
    pub today: Date,
}

impl Overview {
    /// The appointments that have not ended.
    pub fn current(&self) -> impl Iterator<Item = &Appointment> {
        let today = self.today;
        self.appointments
            .iter()
            .filter(move |a| a.ends.is_none_or(|last| today <= last))
    }

    /// Whether the teacher is in the register without an appointment.
    pub fn is_own(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.entry.counts())
    }

    /// Whether the teacher is in the register, with a confirmed appointment or without any.
    pub fn is_registered(&self) -> bool {
        self.is_own() || self.on(List::Register).any(|a| a.confirmed)
    }

    /// The current appointments on one of the two tabs, or on neither.
    pub fn on(&self, list: List) -> impl Iterator<Item = &Appointment> {
        self.current().filter(move |a| a.list == list)
    }
}

/// The person, as far as the register may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The register number.
    pub number: TeacherNumber,
    /// The last three digits of the BSN, to recognise it by.
    pub bsn_masked: String,
    /// Name and address; nothing while the source was not asked yet, or does not know.
    pub details: Option<PersonDetails>,
    /// Day of birth.
    pub birth_date: Option<Date>,
    /// Whether the BRP was asked and did not answer, or does not know this person.
    pub brp: BrpState,
}

/// What came of asking the BRP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BrpState {
    /// Not asked yet.
    Waiting,
    /// It answered.
    Found,
    /// It does not know this person.
    Unknown,
    /// It did not answer; it is asked again.
    Unreachable,
    /// It knows another day of birth than the school delivered.
    Mismatch,
}

/// Name and address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetails {
    /// Who says so.
    pub source: Source,
    /// The first of the first names.
    pub first_name: String,
    /// `Mila Johanna van der Zandlicht`
    pub full_name: String,
    /// The sex in a word, when known.
    pub sex: Option<String>,
    /// `Kwelderstraat 12, 9599 AD Zuiderveen`, when known.
    pub address: Option<String>,
}

/// On which list an appointment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum List {
    /// The register.
    Register,
    /// The vestibule.
    Vestibule,
    /// Neither.
    None,
}

impl List {
    /// The list with this code of [`shared::placement::Shelf`].
    pub fn of(code: &str) -> Self {
        match code {
            "register" => Self::Register,
            "vestibule" => Self::Vestibule,
            _ => Self::None,
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "Lerarenregister",
            Self::Vestibule => "Registervoorportaal",
            Self::None => "Geen van beide",
        }
    }

    /// The page with the appointments on this list.
    pub const fn page(self) -> &'static str {
        match self {
            Self::Vestibule => "/mijn/voorportaal",
            Self::Register | Self::None => "/mijn",
        }
    }
}

/// One appointment, as the school delivered it and the register placed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Its number here.
    pub id: AppointmentId,
    /// The version that the school gave it.
    pub version: i32,
    /// The number that the school gave it.
    pub number: String,
    /// Name and place of the school.
    pub school: String,
    /// The institution code.
    pub brin: String,
    /// The board.
    pub board: String,
    /// The sector of the school.
    pub sector: Option<Sector>,
    /// First day.
    pub starts: Date,
    /// Last day, if there is one.
    pub ends: Option<Date>,
    /// First day of the employment contract.
    pub contract_starts: Date,
    /// Last day of the employment contract, if there is one.
    pub contract_ends: Option<Date>,
    /// Code of the ground.
    pub ground_code: String,
    /// Name of the ground in plain Dutch.
    pub ground_name: String,
    /// First day on the ground.
    pub ground_since: Option<Date>,
    /// The fields taught, by name; delivered for the vestibule only.
    pub fields: Vec<String>,
    /// The years taught, as delivered.
    pub years: Vec<i16>,
    /// On which list it stands.
    pub list: List,
    /// Why, in one sentence.
    pub reason: String,
    /// The article behind it.
    pub article: String,
    /// The version of the table that placed it.
    pub table_version: String,
    /// The last day that the law allows, with the computation.
    pub maximum: Option<Computed>,
    /// How the ground can still be extended, in one or two sentences; of the vestibule only.
    pub extension: Option<String>,
    /// Where its entry stands.
    pub entry: Entry,
    /// Since when, in Dutch time.
    pub entered_at: DateTime,
    /// Whether the teacher confirmed it.
    pub confirmed: bool,
    /// Whether the school changed it after that.
    pub changed_since: bool,
    /// When it was delivered last.
    pub delivered_at: DateTime,
    /// The office that did so for the board, if one did.
    pub delivered_by: Option<String>,
    /// When it was listed and entered otherwise, the first one first.
    pub history: Vec<PastStep>,
}

/// That an appointment was listed, or its entry stood, otherwise from a moment on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastStep {
    /// Since when, in Dutch time.
    pub since: DateTime,
    /// `Registervoorportaal`, or `Bevestigd`.
    pub what: String,
    /// Why, when that is known.
    pub why: Option<String>,
}

impl Appointment {
    /// Whether it waits for the teacher: never confirmed, or changed after that.
    pub fn waits(&self) -> bool {
        !self.confirmed || self.changed_since
    }

    /// Where its entry stands and since when: `Bevestigd op 3 november 2026`.
    pub fn standing(&self) -> String {
        let day = notation::date(self.entered_at.date());
        format!("{} op {day}", self.entry.word())
    }

    /// The id of its card on a page.
    pub fn anchor(&self) -> String {
        format!("benoeming-{}", self.id)
    }
}
