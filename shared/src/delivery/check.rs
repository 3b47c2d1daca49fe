//! The checks of a record: every rule that a message and what the register knows can decide.
//!
//! Each rule is a function in one of two lists, [`refusals`] and [`notices`]. Elsewhere are
//! LR-F001, LR-F006, LR-F023 and LR-F028, which are found while reading, LR-F024 with the deletion
//! (`removal`) and the signals that come later (`signals`, LR-S102 and on).

use super::draft::Draft;
use super::message::{AppointmentMessage, AppointmentNumber};
use super::outcome::{ContentHash, Sent};
use super::replaced::ReplacedCode;
use super::rule::Finding;
use super::{notices, refusals};
use crate::ground::{Ground, GroundTable};
use crate::identifier::{BoardNumber, Brin, LocationCode};
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
    /// The schools for which the sender delivers, when it is not for all of the board.
    pub schools: Option<Vec<String>>,
    /// The school at which the appointment stands in the register now.
    pub stands_at: Option<String>,
    /// Whether the board delivers for the first time, or did so lately: then old appointments are no
    /// surprise.
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

/// What the register knows beyond the record and its person: the other appointments of the same
/// teacher, and the codes that were replaced. Empty it says nothing, so a check without it is
/// silent about LR-M056, LR-M060 and LR-M061.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    /// What was last taken in of this appointment itself, when it was not deleted.
    pub known: Option<KnownPeriod>,
    /// The other appointments of the teacher, at any board; not the deleted ones.
    pub appointments: Vec<OtherAppointment>,
    /// The codes that were replaced.
    pub replaced: &'a [ReplacedCode],
    /// Whether the way in asks for the UUID of the document: a message of its own does, for it
    /// must be known again after a lost answer. A row of a file does without.
    pub needs_document: bool,
    /// Whether the number came before for a teacher with another BSN.
    pub number_of_another: bool,
}

impl Default for Surroundings<'_> {
    fn default() -> Self {
        Self {
            known: None,
            appointments: Vec::new(),
            replaced: ReplacedCode::all(),
            needs_document: false,
            number_of_another: false,
        }
    }
}

/// The dates that we have of an appointment. Without them a check is silent about how far back a
/// change goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPeriod {
    /// First day.
    pub begins: Date,
    /// Last day, when there is one.
    pub ends: Option<Date>,
    /// First day on its ground, when it is temporary.
    pub ground_since: Option<Date>,
}

/// Another appointment of the same teacher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherAppointment {
    /// The board that delivered it.
    pub board: BoardNumber,
    /// Its number there.
    pub number: AppointmentNumber,
    /// The school.
    pub brin: Brin,
    /// First day.
    pub begins: Date,
    /// Last day, when there is one.
    pub ends: Option<Date>,
    /// The code of its ground.
    pub ground: String,
    /// First day on that ground.
    pub ground_since: Option<Date>,
    /// The teaching fields for which the teacher stands in the register with it: those of the
    /// subjects that were confirmed.
    pub qualified_for: Vec<String>,
}

/// Checks a message that is whole.
pub fn check(message: &AppointmentMessage, context: &Context, table: &GroundTable) -> Vec<Finding> {
    check_draft(&Draft::from(message), context, table)
}

/// Everything that is wrong with a record: what could not be read, and what the rules say of the
/// rest. Or, when nothing is wrong, what is noteworthy about it.
pub fn check_draft(draft: &Draft, context: &Context, table: &GroundTable) -> Vec<Finding> {
    check_draft_among(draft, context, &Surroundings::default(), table)
}

/// The same, with what the register knows of the other appointments of the teacher.
///
/// A notice is of what is taken in: a refused record gets none. Who has no part in a teacher, and
/// so is refused, would else hear at which school, on which ground and since when the teacher works.
pub fn check_draft_among(
    draft: &Draft,
    context: &Context,
    surroundings: &Surroundings<'_>,
    table: &GroundTable,
) -> Vec<Finding> {
    let on = draft.begins.get().copied().unwrap_or(context.today);
    let case = Case {
        draft,
        context,
        surroundings,
        table,
        ground: draft.ground.get().and_then(|code| table.find(code, on)),
    };
    let told_by = |rules: &[NamedRule]| -> Vec<Finding> {
        let remarks = rules.iter().filter_map(|(code, rule)| {
            let remark = rule(&case)?;
            let sent = draft.sent(remark.field);
            Some(Finding::new(code, remark.field, sent, remark.message))
        });
        remarks.collect()
    };
    let mut findings = draft.findings().to_vec();
    findings.extend(told_by(refusals::RULES));
    if findings.is_empty() {
        findings = told_by(notices::RULES);
    }
    findings
}

/// A rule: its code and what it says of a case, if anything.
pub(super) type NamedRule = (&'static str, fn(&Case<'_>) -> Option<Remark>);

/// A record with all that the rules look at.
pub(super) struct Case<'a> {
    pub draft: &'a Draft,
    pub context: &'a Context,
    pub surroundings: &'a Surroundings<'a>,
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
