//! The CSV file of a delivery: which encoding and separator it has, and its rows.

use super::column::{COLUMNS, Column, Need};
use super::message::AppointmentMessage;
use super::rule::{Finding, mask_numbers, masked, masked_bsn};
use crate::identifier::Bsn;
use crate::{FieldError, Problem};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;

/// The most rows that one delivery may have (LR-F028).
pub const MAX_ROWS: usize = 10_000;

/// How many of the rows with the same number a row names.
const SHOWN_DOUBLES: usize = 3;

/// How many wrong columns of a kind are named.
const SHOWN_MISTAKES: usize = 40;

/// How the characters of a file are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 that begins with a byte order mark, as Excel writes it.
    Utf8WithMark,
    /// Windows-1252, as older packages write it.
    Windows1252,
}

impl Encoding {
    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithMark => "UTF-8 met BOM",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// A file that could be read as a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvDelivery {
    /// How it was coded.
    pub encoding: Encoding,
    /// What stands between the cells: `;` or `,`.
    pub separator: char,
    /// The rows below the header; blank ones are left out.
    pub rows: Vec<CsvRow>,
}

/// One record as it was sent, in whatever notation. `Debug` shows no values, for they hold a BSN.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CsvRow {
    /// The row as a spreadsheet numbers it: the header is 1. In NDJSON the line, in XML the place
    /// among the messages from 1; 0 when the record came alone.
    pub row_number: u32,
    /// Column names, as we spell them, and values as they were sent.
    pub fields: Vec<(String, String)>,
    /// When the row has another number of cells than the header: that of the row and of the
    /// header. The values then stand under wrong names.
    pub ragged: Option<(usize, usize)>,
    /// Other rows of the file with the same board and appointment number; the first few.
    pub doubles: Vec<u32>,
    /// What is wrong with the form of the record: in JSON or XML a member that we do not know or a
    /// value of another type. A finding without a field says that nothing could be read.
    pub form: Vec<Finding>,
}

impl CsvRow {
    /// Whether the values stand under wrong names, or there are none.
    pub(super) fn is_unreadable(&self) -> bool {
        self.ragged.is_some() || self.form.iter().any(|finding| finding.field.is_empty())
    }

    /// The board and the number under which the sender knows the record, as they were sent.
    pub fn key(&self) -> (&str, &str) {
        (
            self.value("bevoegdGezag").trim(),
            self.value("benoemingvolgnummer").trim(),
        )
    }

    /// The value of a field; empty when the file does not have it.
    pub fn value(&self, field: &str) -> &str {
        self.fields
            .iter()
            .find(|(name, _)| name == field)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The fields but for the BSN, for storage beside the BSN that is encrypted apart.
    pub fn fields_without_bsn(&self) -> Vec<(String, String)> {
        let mut fields = self.masked_fields();
        fields.retain(|(name, _)| name != "burgerservicenummer");
        fields
    }

    /// The fields for a page: of the BSN only the last digits, wherever in the row it stands.
    pub fn masked_fields(&self) -> Vec<(String, String)> {
        let bsn = self.value("burgerservicenummer").trim();
        let misplaced =
            |run: &str| bsn.is_empty() && !self.form.is_empty() && Bsn::parse(run).is_ok();
        let is_secret = |run: &str| self.ragged.is_some() || run == bsn || misplaced(run);
        let mask = |name: &str, value: &str| match name {
            "burgerservicenummer" => masked_bsn(value),
            _ => mask_numbers(value, is_secret),
        };
        self.fields
            .iter()
            .map(|(name, value)| (name.clone(), mask(name, value)))
            .collect()
    }
}

impl std::fmt::Debug for CsvRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CsvRow({})", self.row_number)
    }
}

/// Reads a file as a delivery. A row that is wrong does not spoil the others.
///
/// # Errors
/// A [`Problem`] in plain Dutch when the whole file cannot be taken in: it is empty, not CSV,
/// has the wrong columns, no rows, or more than [`MAX_ROWS`].
pub fn read_csv(bytes: &[u8]) -> Result<CsvDelivery, Problem> {
    refuse_other_formats(bytes)?;
    let (text, encoding) = decode(bytes);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(empty());
    }
    if text.contains(|c: char| c.is_ascii_control() && c != '\n' && c != '\t') {
        return Err(not_csv("Dit is geen CSV-bestand"));
    }
    let separator = separator(&text);
    let rows = rows(&text, separator)?;
    Ok(CsvDelivery {
        encoding,
        separator,
        rows,
    })
}

/// Writes messages as a file that [`read_csv`] reads back: UTF-8, semicolons, every column.
/// It holds BSNs in clear.
///
/// # Panics
/// Never: it writes to memory, and every record has all columns.
pub fn to_csv(messages: &[AppointmentMessage]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let header: Vec<String> = COLUMNS
        .iter()
        .map(|column| column.name.to_owned())
        .collect();
    let records = messages.iter().map(|message| {
        message
            .fields()
            .into_iter()
            .map(|(_, value)| value)
            .collect()
    });
    for record in std::iter::once(header).chain(records) {
        writer
            .write_record(&record)
            .expect("memory takes what is written, and all records are as long");
    }
    let bytes = writer.into_inner().expect("memory takes what is written");
    String::from_utf8(bytes).expect("text was written")
}

/// The first bytes by which other kinds of files are known.
const MAGIC: [(&[u8], &str); 3] = [
    (b"%PDF-", "Dit is een PDF, geen CSV-bestand"),
    (
        b"PK\x03\x04",
        "Dit is een Excel-bestand of een zip, geen CSV-bestand",
    ),
    (
        b"\xD0\xCF\x11\xE0",
        "Dit is een Excel-bestand of een zip, geen CSV-bestand",
    ),
];

/// Refuses a file that begins as one of another kind.
pub(super) fn refuse_other_formats(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Problem::bad_request("Dit bestand is opgeslagen als UTF-16")
            .with_detail("Sla het op als ‘CSV UTF-8’ en lever opnieuw."));
    }
    match MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((b"%PDF-", title)) => Err(not_csv(title)),
        Some((_, title)) => Err(Problem::bad_request(*title).with_detail(
            "Open het in Excel, kies ‘Opslaan als’ en dan ‘CSV UTF-8’. Lever dat bestand.",
        )),
        None if bytes.contains(&0) => Err(not_csv("Dit is geen CSV-bestand")),
        None => Ok(()),
    }
}

/// The file is none that we can read.
pub(super) fn not_csv(title: &str) -> Problem {
    Problem::bad_request(title)
        .with_detail("Haal een CSV-bestand uit je personeelssysteem en lever dat.")
}

/// There is nothing in it.
pub(super) fn empty() -> Problem {
    Problem::bad_request("Dit bestand is leeg").with_detail(
        "Kies het bestand dat je uit je personeelssysteem hebt gehaald en lever opnieuw.",
    )
}

/// There is nothing below the header.
pub(super) fn only_a_header() -> Problem {
    Problem::bad_request("In dit bestand staan geen benoemingen")
        .with_detail("We vonden alleen de rij met de namen van de kolommen. Zet er ten minste 1 benoeming in en lever opnieuw.")
}

/// It holds more than [`MAX_ROWS`] (LR-F028).
pub(super) fn too_many() -> Problem {
    Problem::too_large("Dit bestand heeft meer dan 10.000 rijen")
        .with_detail("Splits het in kleinere bestanden en lever die na elkaar (LR-F028).")
}

/// The text of a file, and how it was coded: what is not UTF-8 is Windows-1252.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    let (rest, with_mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, Encoding::Utf8WithMark),
        None => (bytes, Encoding::Utf8),
    };
    match std::str::from_utf8(rest) {
        Ok(text) => (Cow::Borrowed(text), with_mark),
        Err(_) => (
            WINDOWS_1252.decode_without_bom_handling(rest).0,
            Encoding::Windows1252,
        ),
    }
}

/// The header has no commas or semicolons in its names, so the more frequent one separates.
pub fn separator(text: &str) -> char {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    if header.matches(',').count() > header.matches(';').count() {
        ','
    } else {
        ';'
    }
}

fn rows(text: &str, separator: char) -> Result<Vec<CsvRow>, Problem> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if separator == ',' { b',' } else { b';' })
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut numbers = RowNumbers::new(text);
    let mut header: Option<Vec<Column>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| not_csv("Dit is geen CSV-bestand"))?;
        let row_number = numbers.next(&record);
        let cells: Vec<&str> = record.iter().collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(columns) = &header else {
            header = Some(read_header(&cells)?);
            continue;
        };
        if rows.len() == MAX_ROWS {
            return Err(too_many());
        }
        rows.push(row(row_number, columns, &cells));
    }
    if rows.is_empty() {
        return Err(only_a_header());
    }
    mark_doubles(&mut rows);
    Ok(rows)
}

/// The cells of a record under the names of the columns.
pub(super) fn row(row_number: u32, columns: &[Column], cells: &[&str]) -> CsvRow {
    let extra = cells
        .iter()
        .skip(columns.len())
        .any(|cell| !cell.trim().is_empty());
    let fields = columns
        .iter()
        .zip(cells)
        .map(|(c, v)| (c.name.to_owned(), (*v).to_owned()));
    CsvRow {
        row_number,
        fields: fields.collect(),
        ragged: (extra || cells.len() < columns.len()).then_some((cells.len(), columns.len())),
        ..CsvRow::default()
    }
}

/// The columns that a header names.
pub(super) fn read_header(cells: &[&str]) -> Result<Vec<Column>, Problem> {
    let mut names: Vec<&str> = cells.iter().map(|name| name.trim()).collect();
    while names.last().is_some_and(|name| name.is_empty()) {
        names.pop();
    }
    let (mut columns, mut unknown, mut double) = (Vec::new(), Vec::new(), Vec::new());
    for name in names {
        match Column::find(name) {
            None if name.is_empty() => unknown.push("(zonder naam)".to_owned()),
            None => unknown.push(masked("", name)),
            Some(column) if columns.contains(&column) => double.push(column.name.to_owned()),
            Some(column) => columns.push(column),
        }
    }
    let missing: Vec<String> = COLUMNS
        .iter()
        .filter(|column| column.need != Need::Optional && !columns.contains(column))
        .map(|column| column.name.to_owned())
        .collect();
    if missing.is_empty() && unknown.is_empty() && double.is_empty() {
        return Ok(columns);
    }
    Err(wrong_columns(&[
        ("ontbreken", "ontbreekt", missing),
        ("kennen we niet", "kennen we niet", unknown),
        ("staan er 2 keer in", "staat er 2 keer in", double),
    ]))
}

/// Names all wrong columns, grouped in the text and one by one in the errors.
fn wrong_columns(groups: &[(&str, &str, Vec<String>)]) -> Problem {
    let mut detail = String::new();
    let mut errors = Vec::new();
    for (many, one, names) in groups.iter().filter(|(_, _, names)| !names.is_empty()) {
        let shown = &names[..names.len().min(SHOWN_MISTAKES)];
        let _ = write!(detail, "Deze kolommen {many}: {}. ", shown.join(", "));
        errors.extend(
            shown
                .iter()
                .map(|name| FieldError::new(name, format!("De kolom {name} {one}."))),
        );
    }
    detail.push_str(
        "Zet de namen van de kolommen in de eerste rij, met een puntkomma of een komma ertussen.",
    );
    Problem {
        errors,
        ..Problem::bad_request("De kolommen van dit bestand kloppen niet").with_detail(detail)
    }
}

fn mark_doubles(rows: &mut [CsvRow]) {
    let key = |row: &CsvRow| {
        let (board, number) = row.key();
        (row.ragged.is_none() && !number.is_empty()).then(|| (board.to_owned(), number.to_owned()))
    };
    let mut seen: HashMap<(String, String), Vec<u32>> = HashMap::new();
    for row in rows.iter() {
        if let Some(key) = key(row) {
            seen.entry(key).or_default().push(row.row_number);
        }
    }
    for row in rows {
        if let Some(same) = key(row).and_then(|key| seen.get(&key)) {
            row.doubles = same
                .iter()
                .copied()
                .filter(|nr| *nr != row.row_number)
                .take(SHOWN_DOUBLES)
                .collect();
        }
    }
}

/// Numbers records as a spreadsheet does: blank lines count, line breaks inside a cell do not.
struct RowNumbers<'a> {
    text: &'a str,
    seen: usize,
    lines: u32,
    inside_cells: u32,
}

impl<'a> RowNumbers<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            seen: 0,
            lines: 1,
            inside_cells: 0,
        }
    }

    fn next(&mut self, record: &csv::StringRecord) -> u32 {
        let start = record.position().map_or(self.seen, |position| {
            usize::try_from(position.byte()).unwrap_or(usize::MAX)
        });
        let rest = self.text.get(start..).unwrap_or_default();
        let start = start + (rest.len() - rest.trim_start_matches('\n').len());
        self.lines += breaks(self.text.get(self.seen..start).unwrap_or_default());
        self.seen = start;
        let number = self.lines.saturating_sub(self.inside_cells);
        self.inside_cells += record.iter().map(breaks).sum::<u32>();
        number
    }
}

pub(super) fn breaks(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}
