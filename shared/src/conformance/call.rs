//! One call of a program, as the sandbox saw it.

use crate::{
    delivery::{MessageKind, Record, read_json, read_xml},
    ground::{Ground, GroundTable},
    notation::parse_date,
};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;

/// The notation of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `application/json`.
    Json,
    /// `application/xml`.
    Xml,
}

impl Notation {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Json, Self::Xml];

    /// `json` or `xml`, as addresses and tables have it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }

    /// How people write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
        }
    }

    /// The notation with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The notation of a single message with this media type.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        match media_type.split(';').next()?.trim() {
            "application/json" => Some(Self::Json),
            "application/xml" | "text/xml" => Some(Self::Xml),
            _ => None,
        }
    }
}

/// A call and its answer.
#[derive(Debug)]
pub struct Call {
    /// By which the sandbox knows it.
    pub id: i64,
    /// When it was answered.
    pub at: Timestamp,
    /// `PUT`.
    pub method: String,
    /// Below the base of the API, with what was asked: `/terugkoppelingen?na=12.4`.
    pub path: String,
    /// Of the message that was sent; nothing when none was.
    pub notation: Option<Notation>,
    /// The status of the answer.
    pub status: u16,
    /// After how many seconds the program was told to come back.
    pub retry_after: Option<i64>,
    /// The answer; `Null` when it was not JSON, or too long to keep.
    pub answer: Value,
    record: Option<Record>,
    sent: String,
}

impl Call {
    /// A call in which this was sent.
    #[expect(clippy::too_many_arguments, reason = "a row of the log, read once")]
    pub fn new(
        id: i64,
        at: Timestamp,
        (method, path): (String, String),
        notation: Option<Notation>,
        sent: String,
        status: u16,
        retry_after: Option<i64>,
        answer: Value,
    ) -> Self {
        let is_message = path.starts_with("/benoemingen/") || path == "/proefcontroles";
        let record = match notation {
            Some(Notation::Json) if is_message => Some(read_json(sent.as_bytes())),
            Some(Notation::Xml) if is_message => Some(read_xml(sent.as_bytes())),
            _ => None,
        };
        Self {
            id,
            at,
            method,
            path,
            notation,
            status,
            retry_after,
            answer,
            record,
            sent,
        }
    }

    /// Whether it asked for this: a method, and the beginning of a path.
    pub(super) fn asks(&self, method: &str, path: &str) -> bool {
        self.method == method && self.path.starts_with(path)
    }

    /// Whether it sent the state of an appointment.
    pub(super) fn puts(&self) -> bool {
        self.asks("PUT", "/benoemingen/") && self.is(MessageKind::Appointment)
    }

    /// Whether it deleted an appointment.
    pub(super) fn removes(&self) -> bool {
        self.asks("DELETE", "/benoemingen/") && self.is(MessageKind::Removal)
    }

    fn is(&self, kind: MessageKind) -> bool {
        self.record
            .as_ref()
            .is_some_and(|record| record.kind == kind)
    }

    /// A field that was sent, by the name of its column; empty when it was not.
    pub(super) fn field(&self, name: &str) -> &str {
        self.record
            .as_ref()
            .map_or("", |record| record.row.value(name).trim())
    }

    /// A date that was sent.
    pub(super) fn day(&self, name: &str) -> Option<Date> {
        parse_date(self.field(name))
    }

    /// The ground that was sent, when the table has it.
    pub(super) fn ground(&self) -> Option<&'static Ground> {
        GroundTable::current().find(self.field("grondslag"), self.day("begindatum")?)
    }

    /// Everything that was sent but for what names the message itself.
    pub(super) fn content(&self) -> Vec<(&str, &str)> {
        const OF_THE_MESSAGE: [&str; 4] = [
            "identificatiecodeBedrijfsdocument",
            "datumTijdBedrijfsdocument",
            "berichtversie",
            "softwarepakket",
        ];
        let Some(record) = &self.record else {
            return Vec::new();
        };
        let mut content: Vec<(&str, &str)> = record
            .row
            .fields
            .iter()
            .filter(|(name, value)| {
                !OF_THE_MESSAGE.contains(&name.as_str()) && !value.trim().is_empty()
            })
            .map(|(name, value)| (name.as_str(), value.trim()))
            .collect();
        content.sort_unstable();
        content
    }

    /// Whether another call sent this very text to the same place.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.method == other.method && self.path == other.path && self.sent == other.sent
    }

    /// What became of the message: `nieuw`, `gewijzigd`.
    pub(super) fn outcome(&self) -> &str {
        self.answer["uitkomst"].as_str().unwrap_or_default()
    }

    /// Whether the register took it in.
    pub(super) fn accepted(&self) -> bool {
        (200..300).contains(&self.status) && matches!(self.outcome(), "nieuw" | "gewijzigd")
    }

    /// The codes of the checks in the answer, in order.
    pub(super) fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = ["signalen", "fouten"]
            .into_iter()
            .filter_map(|name| self.answer[name].as_array())
            .flatten()
            .filter_map(|signal| signal["code"].as_str())
            .collect();
        codes.sort_unstable();
        codes
    }

    /// Whether it was refused with this code.
    pub(super) fn refused_with(&self, code: &str) -> bool {
        self.status == 422 && self.codes().contains(&code)
    }
}
