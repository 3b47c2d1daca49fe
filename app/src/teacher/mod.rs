//! The pages of a teacher: where you stand, your data, your subjects, your portfolio.

pub mod api;
mod appointment;
mod claim;
mod claims;
mod closing;
pub mod contact;
mod correction;
mod decision;
#[cfg(feature = "ssr")]
pub mod desk;
mod details;
mod diplomas;
pub mod entry;
mod evidence;
mod extract;
mod messages;
mod overview;
mod person;
pub mod portfolio;
pub mod procedure;
pub mod proof;
mod proposal;
mod question;
pub mod reasoning;
mod receipt;
pub mod registration;
mod report;
pub mod reregistration;
mod to_do;
mod training;
mod views;
mod way;

use crate::catalogue::{AddOfferingPage, AttendancePage};
use crate::design::Source;
use crate::page::audience;
use claim::OutcomePage;
use claims::{ClaimFormPage, ClaimsPage};
use closing::{CheckAnswersPage, DonePage};
use contact::{ConfirmPage, ContactPage};
pub use correction::{Addressee, addressee};
pub use decision::Decision;
use decision::DecisionPage;
use details::DetailsPage;
use diplomas::DiplomasPage;
pub use diplomas::{Held, LookUp, MyDiplomas, Reason};
use entry::{KeptPage, Pension};
use evidence::EvidencePage;
pub use evidence::{EvidenceForm, Proof};
pub use extract::Given;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
pub use messages::MessageList;
use messages::MessagesPage;
use overview::{OverviewPage, VestibulePage};
use portfolio::colleagues::{ColleaguesPage, InboxPage, JoinPage};
use portfolio::sharing::SharingPage;
use portfolio::{
    ActivityFormPage, ActivityPage, BroughtPage, CalendarPage, ImportPage, PortfolioPage,
    TakeOutPage, TimelinePage,
};
use procedure::{ApplyPage, MyCasePage, ObjectPage};
use proof::ProofPage;
pub use proposal::Proposal;
pub use question::{Question, QuestionAnswer};
use receipt::ReceiptPage;
use registration::{OwnEntry, RegistrationPage};
use report::CorrectionPage;
use reregistration::ReregistrationPage;
use serde::{Deserialize, Serialize};
use shared::{
    authority::{Check, ClaimForm, Outcome, Phase},
    case::Verdict,
    criteria::Progress,
    entry::Entry,
    identifier::{AppointmentId, ClaimId, DecisionId, EvidenceId, TeacherNumber},
    notation,
    sector::Sector,
    subject::SchoolType,
    term::Computed,
};
use training::PlanPage;
use uuid::Uuid;
use views::ViewsPage;
pub use views::{DayOfViews, View, Views};

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

/// A subject that the teacher entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// Its number.
    pub id: ClaimId,
    /// The appointment it is about.
    pub appointment: AppointmentId,
    /// The name of the subject.
    pub subject: String,
    /// Where and in which years: `Havo en vwo, klas 1 tot en met 3`.
    pub extent: String,
    /// The first day.
    pub since: Date,
    /// The school.
    pub school: String,
    /// Whether the last step was done.
    pub recorded: bool,
    /// When it got the state that it has now, in Dutch time: entered, or recorded.
    pub changed_at: DateTime,
    /// The outcome of the last comparison.
    pub outcome: Outcome,
    /// Whether a new table asks something of the teacher.
    pub asks: bool,
}

impl ClaimView {
    /// Where and in which years, at the start of a line.
    pub fn place(&self) -> String {
        let mut letters = self.extent.chars();
        letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .chain(letters)
            .collect()
    }

    /// By what one names it to the help desk.
    pub fn reference(&self) -> String {
        reference("VK", self.id.0)
    }
}

/// A number that one can read out: `VK-3F2A-91BC-77D0`, from the end of a number that has a time
/// at its start and chance at its end.
fn reference(kind: &str, number: Uuid) -> String {
    let hex = number.simple().to_string().to_uppercase();
    let end = hex.len();
    format!(
        "{kind}-{}-{}-{}",
        &hex[end - 12..end - 8],
        &hex[end - 8..end - 4],
        &hex[end - 4..]
    )
}

/// A subject with everything about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimDetail {
    /// The subject.
    pub claim: ClaimView,
    /// The comparison, explained.
    pub check: Check,
    /// When it was made, in Dutch time.
    pub checked_at: DateTime,
    /// What a new table asks of the teacher about it.
    pub question: Option<Question>,
    /// How far the comparison is where the subject is given.
    pub phase: Phase,
    /// Whether the teacher lets us ask the Diplomaregister.
    pub consents: bool,
    /// On which list the appointment stands.
    pub list: List,
    /// The files of evidence.
    pub evidence: Vec<EvidenceView>,
    /// Where the evidence stands with a case worker, once it was offered.
    pub review: Option<Review>,
}

/// The evidence of a subject, as a case worker judges it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The number of the case.
    pub number: String,
    /// The last day on which there is an answer, with its steps.
    pub due: Computed,
    /// The verdict, once it is there.
    pub verdict: Option<Verdict>,
    /// Why, when the worker said so.
    pub reasons: Option<String>,
    /// The day of the verdict.
    pub closed: Option<Date>,
}

/// A file of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceView {
    /// Its number.
    pub id: EvidenceId,
    /// Its name.
    pub name: String,
    /// Its size, in bytes.
    pub size: i64,
    /// When it came, in Dutch time.
    pub uploaded_at: DateTime,
    /// What it is, when it is with a subject and the teacher said so.
    pub proof: Option<Proof>,
    /// What the teacher explained about it.
    pub note: Option<String>,
    /// Whether the virus scanner must still look at it; until then nobody else gets it.
    pub waiting: bool,
}

impl EvidenceView {
    /// The same, with what the teacher explained.
    pub fn said(&self) -> String {
        match &self.note {
            Some(note) => format!("{}. ‘{note}’", self.about()),
            None => self.about(),
        }
    }

    /// Kind, size and day, for under the name.
    pub fn about(&self) -> String {
        let day = shared::notation::date(self.uploaded_at.date());
        let size = size(self.size);
        let waits = if self.waiting {
            ". Nog niet gecontroleerd op virussen"
        } else {
            ""
        };
        match self.proof {
            Some(proof) => format!("{}. {size}, {day}{waits}", proof.label()),
            None => format!("{size}, {day}{waits}"),
        }
    }
}

/// `420 kB`, `1,2 MB`.
pub(crate) fn size(bytes: i64) -> String {
    const KILOBYTE: i64 = 1024;
    const MEGABYTE: i64 = 1024 * KILOBYTE;
    let kilobytes = (bytes + KILOBYTE - 1) / KILOBYTE;
    if kilobytes < 1000 {
        format!("{kilobytes} kB")
    } else {
        let tenths = (bytes * 10 + MEGABYTE / 2) / MEGABYTE;
        format!(
            "{},{} MB",
            shared::notation::number(tenths / 10),
            tenths % 10
        )
    }
}

/// What stands in the form of a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimInput {
    /// The fields.
    pub form: ClaimForm,
    /// The appointments one can choose, with what they are called.
    pub appointments: Vec<(AppointmentId, String)>,
    /// The kinds of school that there are in the sectors of those appointments.
    pub kinds: Vec<SchoolType>,
    /// What the school delivered that the form was filled in with.
    pub delivered: Option<Delivered>,
    /// What a timetable of the school proposes.
    pub proposals: Vec<Proposal>,
    /// How far the comparison is where the subject is given.
    pub phase: Phase,
    /// Whether the teacher lets us ask the Diplomaregister.
    pub consents: bool,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// What the school delivered of the subject: a field of subjects, for the vestibule only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The field, by name.
    pub field: String,
    /// Since when.
    pub since: Date,
}

/// The form with which one reports that something is not right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionForm {
    /// The appointment it is about: its school gets the report.
    #[serde(default)]
    pub appointment: String,
    /// Which fact.
    #[serde(default)]
    pub fact: String,
    /// What is wrong with it.
    #[serde(default)]
    pub message: String,
}

/// The receipt of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionReceipt {
    /// Which fact.
    pub fact: String,
    /// What was entered.
    pub message: String,
    /// The files that came along.
    pub evidence: Vec<EvidenceView>,
    /// The school that gets it; nothing when it is for the register.
    pub school: Option<String>,
    /// When it was received, in Dutch time.
    pub received_at: DateTime,
    /// The last day on which there is an answer.
    pub due: Date,
    /// How that day was reached.
    pub due_steps: Option<Computed>,
    /// The answer of the school, once it is there.
    pub answer: Option<String>,
    /// Whether the teacher can ask the register to decide.
    pub may_ask: bool,
    /// The case in which the register decides.
    pub case: Option<AskedDecision>,
}

/// That the register was asked to decide on a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedDecision {
    /// The number of the case.
    pub number: String,
    /// The last day on which there is a decision, with its steps.
    pub due: Computed,
    /// The decision, once it is there.
    pub decision: Option<DecisionId>,
}

/// A message of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its number.
    pub id: Uuid,
    /// When it was placed in the box, in Dutch time.
    pub at: DateTime,
    /// What it is about.
    pub title: String,
    /// What it says.
    pub body: String,
    /// Where to go with it.
    pub link: Option<String>,
    /// When it was first read, in Dutch time; nothing when that is now.
    pub read_at: Option<DateTime>,
}

audience!(
    TeacherPages,
    teacher_page,
    [
        OverviewPage,
        VestibulePage,
        DetailsPage,
        KeptPage,
        RegistrationPage,
        PlanPage,
        CorrectionPage,
        ReceiptPage,
        DecisionPage,
        ClaimsPage,
        ClaimFormPage,
        OutcomePage,
        EvidencePage,
        CheckAnswersPage,
        DonePage,
        DiplomasPage,
        MessagesPage,
        ContactPage,
        ConfirmPage,
        ProofPage,
        ViewsPage,
    ]
);

// What one comes for less often, with the criteria that it computes with: not on the first visit.
audience!(
    PortfolioPages,
    portfolio_page,
    [
        ReregistrationPage,
        ApplyPage,
        MyCasePage,
        ObjectPage,
        PortfolioPage,
        TimelinePage,
        ImportPage,
        BroughtPage,
        TakeOutPage,
        CalendarPage,
        ActivityFormPage,
        ActivityPage,
        ColleaguesPage,
        InboxPage,
        JoinPage,
        SharingPage,
        AttendancePage,
        AddOfferingPage,
    ]
);

/// The pages of a teacher.
#[component(transparent)]
pub fn TeacherRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/mijn") view=crate::frame::TeacherFrame>
            <Route path=path!("") view=TeacherPages::OverviewPage ssr=SsrMode::Async/>
            <Route path=path!("voorportaal") view=TeacherPages::VestibulePage ssr=SsrMode::Async/>
            <Route path=path!("voorportaal/scholingsplan") view=TeacherPages::PlanPage ssr=SsrMode::Async/>
            <Route path=path!("bewaard") view=TeacherPages::KeptPage ssr=SsrMode::Async/>
            <Route path=path!("aanmelden") view=TeacherPages::RegistrationPage ssr=SsrMode::Async/>
            <Route path=path!("gegevens") view=TeacherPages::DetailsPage ssr=SsrMode::Async/>
            <Route path=path!("gegevens/correctie") view=TeacherPages::CorrectionPage ssr=SsrMode::Async/>
            <Route path=path!("gegevens/correctie/:id") view=TeacherPages::ReceiptPage ssr=SsrMode::Async/>
            <Route path=path!("besluiten/:id") view=TeacherPages::DecisionPage ssr=SsrMode::Async/>
            <Route path=path!("vakken") view=TeacherPages::ClaimsPage ssr=SsrMode::Async/>
            <Route path=path!("vakken/toevoegen") view=TeacherPages::ClaimFormPage ssr=SsrMode::Async/>
            <Route path=path!("vakken/toevoegen/uitkomst") view=TeacherPages::OutcomePage ssr=SsrMode::Async/>
            <Route path=path!("vakken/toevoegen/bewijs") view=TeacherPages::EvidencePage ssr=SsrMode::Async/>
            <Route path=path!("vakken/toevoegen/controleren") view=TeacherPages::CheckAnswersPage ssr=SsrMode::Async/>
            <Route path=path!("vakken/:id/klaar") view=TeacherPages::DonePage ssr=SsrMode::Async/>
            <Route path=path!("diplomas") view=TeacherPages::DiplomasPage ssr=SsrMode::Async/>
            <Route path=path!("berichten") view=TeacherPages::MessagesPage ssr=SsrMode::Async/>
            <Route path=path!("bewijs") view=TeacherPages::ProofPage ssr=SsrMode::Async/>
            <Route path=path!("contact") view=TeacherPages::ContactPage ssr=SsrMode::Async/>
            <Route path=path!("contact/bevestigen") view=TeacherPages::ConfirmPage ssr=SsrMode::Async/>
            <Route path=path!("inzage") view=TeacherPages::ViewsPage ssr=SsrMode::Async/>
            <Route path=path!("herregistratie") view=PortfolioPages::ReregistrationPage ssr=SsrMode::Async/>
            <Route path=path!("herregistratie/aanvragen") view=PortfolioPages::ApplyPage ssr=SsrMode::Async/>
            <Route path=path!("zaken/:id") view=PortfolioPages::MyCasePage ssr=SsrMode::Async/>
            <Route path=path!("besluiten/:id/bezwaar") view=PortfolioPages::ObjectPage ssr=SsrMode::Async/>
            <portfolio::PortfolioRoutes/>
        </ParentRoute>
    }
    .into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_can_be_read_out_and_found_back_in_the_number() {
        let number = Uuid::parse_str("0192f3a1-7c11-7abc-8def-3f2a91bc77d0").expect("a number");
        assert_eq!(reference("VK", number), "VK-3F2A-91BC-77D0");
    }

    #[test]
    fn a_size_is_in_the_unit_that_people_use() {
        assert_eq!(size(1), "1 kB");
        assert_eq!(size(420_000), "411 kB");
        assert_eq!(size(1_258_291), "1,2 MB");
    }
}
