//! The checks of a record: every rule that a message and what the register knows can decide.
//!
//! Each rule is a function in one of two lists, [`refusals`] and [`notices`]. Not here, because
//! they need more than one record: LR-F024, LR-M056, LR-M060, LR-M061, LR-M062 and the signals
//! that come later (LR-S102 and on). LR-F001, LR-F006 and LR-F028 are found while reading.

use super::draft::Draft;
use super::message::AppointmentMessage;
use super::outcome::{ContentHash, Sent};
use super::rule::Finding;
use super::{notices, refusals};
use crate::ground::{Ground, GroundTable};
use crate::identifier::{BoardNumber, LocationCode};
use crate::sector::Sector;
use jiff::{Timestamp, civil::Date};

/// What the register knows that the checks of one record need.
#[derive(Clone, Debug)]
pub struct Context {
    /// This moment.
    pub now: Timestamp,
    /// Today in the Netherlands.
    pub today: Date,
    /// The boards for which the sender may deliver today: its own, and those with a mandate.
    pub sender: Vec<BoardNumber>,
    /// Whether this is the first delivery of the board, in which old appointments are no surprise.
    pub first_delivery: bool,
    /// Whether the board of the record exists on the begin date.
    pub board_exists: bool,
    /// The school of the record as it is on the begin date; `None` when there is no such school.
    pub school: Option<KnownSchool>,
    /// What the BRP says of the person.
    pub person: PersonFacts,
    /// What we have of this appointment.
    pub previous: Option<Sent>,
    /// What was sent earlier under the same document UUID.
    pub earlier_document: Option<Sent>,
    /// Hash of the content of the message; `None` when it could not be read whole.
    pub content_hash: Option<ContentHash>,
}

/// A school as the register knows it on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSchool {
    /// The board that it belongs to.
    pub board: BoardNumber,
    /// Its sector.
    pub sector: Sector,
    /// Its name.
    pub name: String,
    /// Its locations.
    pub locations: Vec<LocationCode>,
}

/// What the BRP says of the person with the BSN of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonFacts {
    /// It was not asked, or does not answer.
    NotAskedYet,
    /// It knows nobody with this BSN.
    Unknown,
    /// It knows the person.
    Known {
        /// Whether the birth date is the delivered one.
        birth_date_matches: bool,
        /// Day of death.
        deceased_on: Option<Date>,
        /// Whether the person lives in the Netherlands, so that name and address come from the BRP.
        resident: bool,
        /// Whether a name or address was delivered that is not that of the BRP.
        details_differ: bool,
    },
}

/// Checks a message that is whole.
pub fn check(message: &AppointmentMessage, context: &Context, table: &GroundTable) -> Vec<Finding> {
    check_draft(&Draft::from(message), context, table)
}

/// Everything that is wrong or noteworthy about a record: what could not be read, and what the
/// rules say of the rest.
pub fn check_draft(draft: &Draft, context: &Context, table: &GroundTable) -> Vec<Finding> {
    let on = draft.begins.get().copied().unwrap_or(context.today);
    let case = Case {
        draft,
        context,
        table,
        ground: draft.ground.get().and_then(|code| table.find(code, on)),
    };
    let rules = refusals::RULES.iter().chain(notices::RULES);
    let remarks = rules.filter_map(|(code, rule)| {
        let remark = rule(&case)?;
        let sent = draft.sent(remark.field);
        Some(Finding::new(code, remark.field, sent, remark.message))
    });
    draft.findings().iter().cloned().chain(remarks).collect()
}

/// A rule: its code and what it says of a case, if anything.
pub(super) type NamedRule = (&'static str, fn(&Case<'_>) -> Option<Remark>);

/// A record with all that the rules look at.
pub(super) struct Case<'a> {
    pub draft: &'a Draft,
    pub context: &'a Context,
    pub table: &'a GroundTable,
    /// The row of the table for the delivered code.
    pub ground: Option<&'a Ground>,
}

impl<'a> Case<'a> {
    /// The school, when it is one of the delivered board.
    pub fn school(&self) -> Option<&'a KnownSchool> {
        let school = self.context.school.as_ref()?;
        (Some(&school.board) == self.draft.board.get()).then_some(school)
    }
}

/// What a rule says of a record.
pub(super) struct Remark {
    pub field: &'static str,
    pub message: String,
}

impl Remark {
    /// A remark at this field, when `applies` holds.
    pub fn when(
        applies: bool,
        field: &'static str,
        message: impl FnOnce() -> String,
    ) -> Option<Self> {
        applies.then(|| Self {
            field,
            message: message(),
        })
    }
}
