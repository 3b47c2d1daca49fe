//! The message that deletes an appointment which was sent by mistake
//! (`AanleverenVerwijderingBenoeming`), and its checks. Who leaves gets an end date instead.

use super::cells::{Cell, Cells};
use super::check::{Case, Context, PersonFacts, Surroundings};
use super::draft::Draft;
use super::field::removal_fields;
use super::file::CsvRow;
use super::ledger::{self, Incoming, Key, Matter, Step};
use super::message::{AppointmentNumber, Document};
use super::outcome::{ContentHash, Sent};
use super::refusals;
use super::rule::Finding;
use crate::ground::GroundTable;
use crate::identifier::BoardNumber;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// The deletion of one appointment. It leaves a tombstone: a higher version brings it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemovalMessage {
    /// The business document that carries it.
    #[serde(rename = "bedrijfsdocument", default)]
    pub document: Document,
    /// The board that is responsible.
    #[serde(rename = "bevoegdGezag")]
    pub board: BoardNumber,
    /// The number under which the board knows the appointment.
    #[serde(rename = "benoemingvolgnummer")]
    pub number: AppointmentNumber,
    /// Rises with each change of the appointment; deleting it is one.
    #[serde(rename = "versie")]
    pub version: u32,
    /// What goes with the deletion.
    #[serde(rename = "verwijdering")]
    pub removal: Removal,
}

/// What goes with a deletion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Removal {
    /// Why; needed when the teacher asked to correct the appointment (LR-F024).
    #[serde(rename = "reden")]
    pub reason: Option<String>,
}

impl RemovalMessage {
    /// The content as JSON in one fixed form, for the hash by which a repetition is known: without
    /// the document and the version.
    ///
    /// # Panics
    /// Never: a message has only text keys, so it is JSON.
    pub fn canonical_json(&self) -> String {
        let content = Self {
            document: Document::default(),
            version: 0,
            ..self.clone()
        };
        serde_json::to_string(&content).expect("a message has only text keys, so it is JSON")
    }

    /// The fields under the names that findings use, in the order of the message.
    pub fn fields(&self) -> Vec<(String, String)> {
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        removal_fields()
            .iter()
            .map(|spec| {
                let value = match spec.column {
                    "bevoegdGezag" => self.board.to_string(),
                    "benoemingvolgnummer" => self.number.as_str().to_owned(),
                    "versie" => self.version.to_string(),
                    "verwijderingReden" => text(self.removal.reason.as_ref()),
                    name => self.document.field(name),
                };
                (spec.column.to_owned(), value)
            })
            .collect()
    }
}

/// A deletion as far as it could be read.
#[derive(Clone, Debug)]
pub struct RemovalDraft {
    /// The fields that it shares with the message about an appointment.
    pub identity: Draft,
    reason: Cell<String>,
    findings: Vec<Finding>,
}

impl RemovalDraft {
    /// Reads a row as far as it goes.
    pub fn read(row: &CsvRow) -> Self {
        let mut cells = Cells::of(row);
        if row.is_unreadable() {
            return Self {
                identity: Draft::default(),
                reason: Cell::Empty,
                findings: cells.findings(),
            };
        }
        Self {
            identity: Draft::read_identity(row, &mut cells),
            reason: cells.text("verwijderingReden"),
            findings: cells.findings(),
        }
    }

    /// The message, when every field could be read and none is missing.
    pub fn message(&self) -> Option<RemovalMessage> {
        if !self.findings.is_empty() {
            return None;
        }
        Some(RemovalMessage {
            document: self.identity.document(),
            board: self.identity.board.get()?.clone(),
            number: self.identity.number.get()?.clone(),
            version: *self.identity.version.get()?,
            removal: Removal {
                reason: self.reason.get().cloned(),
            },
        })
    }

    /// What could not be read.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Why the appointment is deleted, when that was said.
    pub fn reason(&self) -> Option<&str> {
        self.reason.get().map(String::as_str)
    }
}

/// What the register knows that the checks of a deletion need.
#[derive(Clone, Debug)]
pub struct RemovalContext {
    /// This moment.
    pub now: Timestamp,
    /// Today in the Netherlands.
    pub today: Date,
    /// The boards for which the sender may deliver today.
    pub sender: Vec<BoardNumber>,
    /// The schools for which the sender delivers, when it is not for all of the board.
    pub schools: Option<Vec<String>>,
    /// The school at which the appointment stands in the register now.
    pub stands_at: Option<String>,
    /// Whether the board exists.
    pub board_exists: bool,
    /// What we have of this appointment.
    pub previous: Option<Sent>,
    /// What was sent earlier under the same document UUID.
    pub earlier_document: Option<Sent>,
    /// Hash of the content (see [`RemovalMessage::canonical_json`]); `None` when it could not be
    /// read whole.
    pub content_hash: Option<ContentHash>,
    /// Whether the teacher asked to correct the appointment and has no answer yet (article 38k
    /// WPO).
    pub correction_open: bool,
    /// Whether the way in asks for the UUID of the document.
    pub needs_document: bool,
}

/// The rules of an appointment that hold for its deletion too.
const SHARED: [&str; 5] = ["LR-F002", "LR-F003", "LR-F004", "LR-F005", "LR-F009"];

/// Everything that is wrong or noteworthy about a deletion.
pub fn check_removal(draft: &RemovalDraft, context: &RemovalContext) -> Vec<Finding> {
    let surroundings = Surroundings {
        needs_document: context.needs_document,
        ..Surroundings::default()
    };
    let facts = Context {
        now: context.now,
        today: context.today,
        sender: context.sender.clone(),
        schools: context.schools.clone(),
        stands_at: context.stands_at.clone(),
        first_delivery: false,
        board_exists: context.board_exists,
        school: None,
        person: PersonFacts::NotAskedYet,
        previous: context.previous.clone(),
        earlier_document: context.earlier_document.clone(),
        content_hash: context.content_hash,
    };
    let case = Case {
        draft: &draft.identity,
        context: &facts,
        surroundings: &surroundings,
        table: GroundTable::current(),
        ground: None,
    };
    let shared = refusals::RULES
        .iter()
        .filter(|(code, _)| SHARED.contains(code))
        .filter_map(|(code, rule)| {
            let remark = rule(&case)?;
            let sent = draft.identity.sent(remark.field);
            Some(Finding::new(code, remark.field, sent, remark.message))
        });
    let own = [
        reason_missing(draft, context),
        older_version(draft, context),
    ];
    let mut findings = draft.findings.clone();
    findings.extend(shared);
    findings.extend(own.into_iter().flatten());
    findings
}

fn reason_missing(draft: &RemovalDraft, context: &RemovalContext) -> Option<Finding> {
    (context.correction_open && draft.reason.is_empty()).then(|| {
        let message = "De leraar heeft om verbetering van deze benoeming gevraagd. Geef daarom een reden bij de verwijdering.";
        Finding::new("LR-F024", "verwijderingReden", "", message)
    })
}

fn older_version(draft: &RemovalDraft, context: &RemovalContext) -> Option<Finding> {
    let message = draft.message()?;
    let previous = context.previous.as_ref()?;
    let version = message.version;
    let incoming = Incoming {
        key: Key {
            board: message.board,
            number: message.number,
        },
        version,
        matter: Matter::Removal(context.content_hash?),
    };
    let older = ledger::step::<()>(Some(previous), None, &incoming) == Step::Older;
    older.then(|| {
        let message = format!(
            "Je stuurde versie {version}. We hebben al versie {}. Verhoog de versie als de benoeming weg moet.",
            previous.version
        );
        Finding::new("LR-M051", "versie", &version.to_string(), message)
    })
}
