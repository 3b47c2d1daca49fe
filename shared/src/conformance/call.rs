//! One call of a program, as the sandbox saw it.

use crate::{
    delivery::{MessageKind, Record, read_json, read_xml},
    ground::{Ground, GroundTable},
    notation::parse_date,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};

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

/// A call and its answer. What the cases look at is read once, for they look often.
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
    sent: Sent,
    told: Told,
}

/// What was sent. What is only compared is kept as a fingerprint.
#[derive(Debug, Default)]
struct Sent {
    /// Of the method, the path and the very text.
    text: u64,
    /// Of everything in the message but what names the message itself; nothing when there is none.
    content: Option<u64>,
    /// Of the board and the number of the appointment.
    appointment: u64,
    /// Of the BSN.
    person: u64,
    /// Of the UUID of the document.
    document: u64,
    version: u32,
    begins: Option<Date>,
    ends: Option<Date>,
    /// Three months after the end: until then a replacement that comes is the same one.
    goes_on_until: Option<Date>,
    /// Of the code of the ground.
    ground_code: u64,
    /// Of the first day on the ground.
    since: u64,
    ground: Option<&'static Ground>,
    puts: bool,
    removes: bool,
    /// The second part of the path: what it is about.
    subject: String,
    /// What it asks by name: `na`, `met`.
    asked: Vec<(String, String)>,
}

/// What was answered.
#[derive(Debug, Default)]
struct Told {
    outcome: String,
    /// The codes of the checks, in order.
    codes: Vec<String>,
    /// What an answer with a list names: ids of reports, numbers of appointments; in order.
    named: Vec<String>,
}

impl Call {
    /// A call in which this was sent.
    #[expect(clippy::too_many_arguments, reason = "a row of the log, read once")]
    pub fn new(
        id: i64,
        at: Timestamp,
        (method, path): (String, String),
        notation: Option<Notation>,
        sent: &str,
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
            sent: Sent::of(&method, &path, sent, record.as_ref()),
            told: Told::of(&answer),
            id,
            at,
            method,
            path,
            notation,
            status,
            retry_after,
            answer,
            record,
        }
    }

    /// Whether it asked for this: a method, and the beginning of a path.
    pub(super) fn asks(&self, method: &str, path: &str) -> bool {
        self.method == method && self.path.starts_with(path)
    }

    /// Whether it sent the state of an appointment.
    pub(super) fn puts(&self) -> bool {
        self.sent.puts
    }

    /// Whether it deleted an appointment.
    pub(super) fn removes(&self) -> bool {
        self.sent.removes
    }

    /// A field that was sent, by the name of its column; empty when it was not.
    pub(super) fn field(&self, name: &str) -> &str {
        self.record
            .as_ref()
            .map_or("", |record| record.row.value(name).trim())
    }

    /// Which package the message says that it comes from, with single spaces; nothing when the call
    /// has no message, or one of which nothing can be read.
    pub fn package(&self) -> Option<String> {
        let record = self.record.as_ref()?;
        let readable = !record.row.fields.is_empty();
        readable.then(|| spaced(record.row.value("softwarepakket")))
    }

    pub(super) fn begins(&self) -> Option<Date> {
        self.sent.begins
    }

    pub(super) fn ends(&self) -> Option<Date> {
        self.sent.ends
    }

    pub(super) fn goes_on_until(&self) -> Option<Date> {
        self.sent.goes_on_until
    }

    pub(super) fn version(&self) -> u32 {
        self.sent.version
    }

    /// The ground that was sent, when the table has it.
    pub(super) fn ground(&self) -> Option<&'static Ground> {
        self.sent.ground
    }

    /// Whether another call is about the same appointment.
    pub(super) fn same_appointment(&self, other: &Self) -> bool {
        self.sent.appointment == other.sent.appointment
    }

    /// Whether another call is about the same person.
    pub(super) fn same_person(&self, other: &Self) -> bool {
        self.sent.person == other.sent.person
    }

    /// Whether another call names the same ground.
    pub(super) fn same_ground(&self, other: &Self) -> bool {
        self.sent.ground_code == other.sent.ground_code
    }

    /// Whether another call is on its ground since the same day.
    pub(super) fn same_since(&self, other: &Self) -> bool {
        self.sent.since == other.sent.since
    }

    /// Whether another call has the same number of its document.
    pub(super) fn same_document(&self, other: &Self) -> bool {
        self.sent.document == other.sent.document
    }

    /// Whether another call says the same, whatever its notation.
    pub(super) fn same_content(&self, other: &Self) -> bool {
        self.sent.content.is_some() && self.sent.content == other.sent.content
    }

    /// Whether another call sent this very text to the same place.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.sent.text == other.sent.text
    }

    /// What the path is about: the `12` of `/batches/12`.
    pub(super) fn subject(&self) -> &str {
        &self.sent.subject
    }

    /// What was asked by this name.
    pub(super) fn asked(&self, name: &str) -> Option<&str> {
        let (_, value) = self.sent.asked.iter().find(|(known, _)| known == name)?;
        Some(value)
    }

    /// What became of the message: `nieuw`, `gewijzigd`.
    pub(super) fn outcome(&self) -> &str {
        &self.told.outcome
    }

    /// Whether the register took it in.
    pub(super) fn accepted(&self) -> bool {
        (200..300).contains(&self.status) && matches!(self.outcome(), "nieuw" | "gewijzigd")
    }

    /// The codes of the checks in the answer, in order.
    pub(super) fn codes(&self) -> &[String] {
        &self.told.codes
    }

    /// Whether the answer has this code.
    pub(super) fn told(&self, code: &str) -> bool {
        self.told.codes.iter().any(|told| told == code)
    }

    /// Whether it was refused with this code.
    pub(super) fn refused_with(&self, code: &str) -> bool {
        self.status == 422 && self.told(code)
    }

    /// Whether the list in the answer names this.
    pub(super) fn names(&self, what: &str) -> bool {
        let named = &self.told.named;
        named
            .binary_search_by(|name| name.as_str().cmp(what))
            .is_ok()
    }
}

impl Sent {
    fn of(method: &str, path: &str, text: &str, record: Option<&Record>) -> Self {
        let (place, query) = path.split_once('?').unwrap_or((path, ""));
        let addressed = Self {
            text: fingerprint(&[method, path, text]),
            subject: place.split('/').nth(2).unwrap_or_default().to_owned(),
            asked: query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            ..Self::default()
        };
        let Some(record) = record else {
            return addressed;
        };
        let field = |name: &str| record.row.value(name).trim();
        let day = |name: &str| parse_date(field(name));
        let is_put = method == "PUT" && path.starts_with("/benoemingen/");
        let is_delete = method == "DELETE" && path.starts_with("/benoemingen/");
        Self {
            content: content(record),
            appointment: fingerprint(&[field("bevoegdGezag"), field("benoemingvolgnummer")]),
            person: fingerprint(&[field("burgerservicenummer")]),
            document: fingerprint(&[field("identificatiecodeBedrijfsdocument")]),
            version: field("versie").parse().unwrap_or_default(),
            begins: day("begindatum"),
            ends: day("einddatum"),
            goes_on_until: day("einddatum").map(|end| end.saturating_add(3.months())),
            ground_code: fingerprint(&[field("grondslag")]),
            since: fingerprint(&[field("ingangsdatumGrond")]),
            ground: day("begindatum")
                .and_then(|begins| GroundTable::current().find(field("grondslag"), begins)),
            puts: is_put && record.kind == MessageKind::Appointment,
            removes: is_delete && record.kind == MessageKind::Removal,
            ..addressed
        }
    }
}

impl Told {
    fn of(answer: &Value) -> Self {
        let listed = |name: &str, member: &str| -> Vec<String> {
            answer[name]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|one| Some(one[member].as_str()?.to_owned()))
                .collect()
        };
        let mut codes = listed("signalen", "code");
        codes.extend(listed("fouten", "code"));
        codes.sort_unstable();
        let mut named = listed("verbeterverzoeken", "kenmerk");
        named.extend(listed("verschillen", "benoemingvolgnummer"));
        named.sort_unstable();
        Self {
            outcome: answer["uitkomst"].as_str().unwrap_or_default().to_owned(),
            codes,
            named,
        }
    }
}

/// Of everything that was sent but for what names the message itself.
fn content(record: &Record) -> Option<u64> {
    const OF_THE_MESSAGE: [&str; 4] = [
        "identificatiecodeBedrijfsdocument",
        "datumTijdBedrijfsdocument",
        "berichtversie",
        "softwarepakket",
    ];
    let mut content: Vec<(&str, &str)> = record
        .row
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.trim()))
        .filter(|(name, value)| !OF_THE_MESSAGE.contains(name) && !value.is_empty())
        .collect();
    content.sort_unstable();
    let parts: Vec<&str> = content
        .into_iter()
        .flat_map(|(name, value)| [name, value])
        .collect();
    (!parts.is_empty()).then(|| fingerprint(&parts))
}

/// A text with single spaces, so that it compares as people read it.
pub fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// By which texts are compared: as long ones are, in one step.
fn fingerprint(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}
