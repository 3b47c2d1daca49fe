//! A batch (`AanleverenBatch`) in pieces, as it arrives: NDJSON, CSV or XML. A [`BatchReader`]
//! takes bytes and gives the records that are whole; it holds one record and the keys of those
//! before, so memory does not grow with the content. What it gives does not depend on where the
//! pieces were cut.

mod csv;
mod decode;
mod lines;
mod xml;

use self::csv::CsvRecords;
use self::lines::Lines;
use self::xml::Elements;
use super::field::MessageKind;
use super::file::{self, CsvRow, Encoding, MAX_ROWS};
use crate::Problem;
use std::collections::HashMap;

pub(super) use decode::decode_xml;

/// The largest record, in bytes.
pub const MAX_RECORD_BYTES: usize = 64 * 1024;

/// The element around the messages of a batch in XML.
pub const BATCH_ELEMENT: &str = "AanleverenBatch_Request";

/// The notation of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BatchFormat {
    /// A message in JSON on each line.
    Ndjson,
    /// A header and a row for each appointment.
    Csv,
    /// A root with many messages.
    Xml,
}

impl BatchFormat {
    /// The media type by which it is sent.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Ndjson => "application/x-ndjson",
            Self::Csv => "text/csv",
            Self::Xml => "application/xml",
        }
    }

    /// The notation of this media type; its parameters do not matter.
    pub fn of_media_type(text: &str) -> Option<Self> {
        let name = text.split(';').next().unwrap_or_default().trim();
        match name.to_ascii_lowercase().as_str() {
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => {
                Some(Self::Ndjson)
            }
            "text/csv" => Some(Self::Csv),
            "application/xml" | "text/xml" => Some(Self::Xml),
            _ => None,
        }
    }
}

/// A message as it was sent, in whatever notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it does.
    pub kind: MessageKind,
    /// Its values, and what is wrong with its form.
    pub row: CsvRow,
}

/// A row of a file of a school, which is always about an appointment.
impl From<CsvRow> for Record {
    fn from(row: CsvRow) -> Self {
        Self {
            kind: MessageKind::Appointment,
            row,
        }
    }
}

/// Reads a batch in pieces.
#[derive(Debug)]
pub struct BatchReader {
    notation: Notation,
    /// The first bytes, until it is clear that they are of no other kind of file.
    head: Option<Vec<u8>>,
    seen: HashMap<(String, String), u32>,
    count: usize,
    most: usize,
    problem: Option<Problem>,
}

#[derive(Debug)]
enum Notation {
    Ndjson(Lines),
    Csv(Box<CsvRecords>),
    Xml(Elements),
}

/// As many bytes as the longest sign of another kind of file, and the byte order mark.
const HEAD: usize = 8;

impl BatchReader {
    /// A reader that takes at most [`MAX_ROWS`] records.
    pub fn new(format: BatchFormat) -> Self {
        Self::with_most(format, MAX_ROWS)
    }

    /// A reader that takes at most this number of records.
    pub fn with_most(format: BatchFormat, most: usize) -> Self {
        Self {
            notation: match format {
                BatchFormat::Ndjson => Notation::Ndjson(Lines::default()),
                BatchFormat::Csv => Notation::Csv(Box::default()),
                BatchFormat::Xml => Notation::Xml(Elements::default()),
            },
            head: Some(Vec::new()),
            seen: HashMap::new(),
            count: 0,
            most,
            problem: None,
        }
    }

    /// Takes a piece and gives the records that it completes. After a [`Self::problem`] nothing
    /// more comes.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Record> {
        let mut records = Vec::new();
        self.pass(bytes, false, &mut records);
        self.judge(records)
    }

    /// The batch is over: gives the last record when it did not end before.
    ///
    /// # Errors
    /// A [`Problem`] in plain Dutch when the batch as a whole cannot be taken in, or not to its
    /// end. The records that were given before are right.
    pub fn finish(&mut self) -> Result<Vec<Record>, Problem> {
        let mut records = Vec::new();
        self.pass(&[], true, &mut records);
        let records = self.judge(records);
        match &self.problem {
            Some(problem) => Err(problem.clone()),
            None => Ok(records),
        }
    }

    /// Why the batch cannot be read further, when that is so.
    pub const fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// How the characters are coded, as far as it shows.
    pub fn encoding(&self) -> Encoding {
        match &self.notation {
            Notation::Ndjson(lines) => lines.encoding(),
            Notation::Csv(records) => records.encoding(),
            Notation::Xml(elements) => elements.encoding(),
        }
    }

    fn pass(&mut self, bytes: &[u8], last: bool, records: &mut Vec<Record>) {
        if self.problem.is_some() {
            return;
        }
        let passed = match self.head.take() {
            None => self.notation.take(bytes, last, records),
            Some(mut head) => {
                head.extend_from_slice(bytes);
                if head.len() < HEAD && !last {
                    self.head = Some(head);
                    return;
                }
                file::refuse_other_formats(&head[..head.len().min(HEAD)])
                    .map_err(|problem| self.notation.of_kind(problem))
                    .and_then(|()| self.notation.take(&head, last, records))
            }
        };
        self.problem = passed.err();
    }

    /// Counts the records, and tells of those that came before under the same number (LR-F028).
    fn judge(&mut self, mut records: Vec<Record>) -> Vec<Record> {
        let room = self.most.saturating_sub(self.count);
        if records.len() > room {
            records.truncate(room);
            self.problem = Some(file::too_many());
        }
        self.count += records.len();
        for record in &mut records {
            let (board, number) = record.row.key();
            if record.row.is_unreadable() || number.is_empty() {
                continue;
            }
            let key = (board.to_owned(), number.to_owned());
            let first = *self.seen.entry(key).or_insert(record.row.row_number);
            if first != record.row.row_number {
                record.row.doubles.push(first);
            }
        }
        records
    }
}

impl Notation {
    fn take(&mut self, bytes: &[u8], last: bool, records: &mut Vec<Record>) -> Result<(), Problem> {
        match self {
            Self::Ndjson(lines) => lines.take(bytes, last, records),
            Self::Csv(rows) => rows.take(bytes, last, records),
            Self::Xml(elements) => elements.take(bytes, last, records),
        }
    }

    /// A problem of a file, in the words of this notation.
    fn of_kind(&self, problem: Problem) -> Problem {
        let (name, article) = match self {
            Self::Csv(_) => return problem,
            Self::Ndjson(_) => (
                "NDJSON",
                "Stuur een bericht in JSON op elke regel, in UTF-8.",
            ),
            Self::Xml(_) => ("XML", "Stuur XML in UTF-8."),
        };
        Problem::bad_request(problem.title.replace("CSV-bestand", name)).with_detail(article)
    }
}
