//! A subject that a teacher entered, as the pages show it.

use super::{EvidenceView, List, Proposal, Question};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    authority::{Check, ClaimForm, Outcome, Phase},
    case::Verdict,
    identifier::{AppointmentId, ClaimId},
    subject::SchoolType,
    term::Computed,
};
use uuid::Uuid;

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
pub(super) fn reference(kind: &str, number: Uuid) -> String {
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
    /// When the teacher let the school know that the diploma does not fit the ground.
    pub told_school: Option<Date>,
}

impl ClaimDetail {
    /// What the teacher can ask of the school, in the words of the teacher, when the diploma shows more
    /// than the ground that it delivered.
    pub fn correction(&self) -> Option<String> {
        self.check.conflict.as_ref().map(|_| {
            format!(
                "Mijn diploma geeft bevoegdheid voor {}. De grondslag die er nu staat, is voor wie nog \
                 niet bevoegd is. Wil je een grondslag doorgeven die bij mijn diploma past?",
                self.claim.subject
            )
        })
    }
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

/// Which subject a form is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimTarget {
    /// One that is there.
    Existing(ClaimId),
    /// A new one, under the number that was made when the form opened, if any. When that number is taken by
    /// another subject than the form says, the form was used before and is of one more.
    New(Option<ClaimId>),
}

/// What stands in the form of a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimInput {
    /// A fresh number for a new subject, so that sending twice adds one.
    pub number: ClaimId,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_can_be_read_out_and_found_back_in_the_number() {
        let number = Uuid::parse_str("0192f3a1-7c11-7abc-8def-3f2a91bc77d0").expect("a number");
        assert_eq!(reference("VK", number), "VK-3F2A-91BC-77D0");
    }
}
