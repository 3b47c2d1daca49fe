//! CSV in pieces, read as [`crate::delivery::read_csv`] reads a whole file.

use super::decode::{Decoder, MIXED};
use super::{MAX_RECORD_BYTES, Record};
use crate::Problem;
use crate::delivery::column::Column;
use crate::delivery::file::{self, CsvRow};
use crate::delivery::tree::unreadable;
use crate::delivery::{Encoding, MessageKind};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// The most cells of a record; the widest header has far fewer.
const MOST_CELLS: usize = 1_000;

/// The rows so far.
#[derive(Default)]
pub(super) struct CsvRecords {
    decoder: Decoder,
    begun: bool,
    /// Whether the last byte was a carriage return, which ends a line together with a line feed.
    after_return: bool,
    /// The lines above and with the header, until it shows what separates the cells.
    header: Vec<u8>,
    reader: Option<Reader>,
    record: Output,
    columns: Option<Vec<Column>>,
    /// Line feeds that were read.
    lines: u32,
    /// Those of them that lie inside cells.
    inside_cells: u32,
    any: bool,
}

impl std::fmt::Debug for CsvRecords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CsvRecords(line {})", self.lines + 1)
    }
}

/// The record that is being read.
#[derive(Default)]
struct Output {
    bytes: Vec<u8>,
    length: usize,
    ends: Vec<usize>,
    cells: usize,
}

impl CsvRecords {
    pub fn take(
        &mut self,
        bytes: &[u8],
        last: bool,
        records: &mut Vec<Record>,
    ) -> Result<(), Problem> {
        let mut rest = bytes;
        if !self.begun {
            self.begun = true;
            rest = self.decoder.without_mark(rest);
        }
        let (lines, problem) = self.one_line_end(rest);
        if self.reader.is_some() {
            self.feed(&lines, records)?;
        } else {
            self.header.extend_from_slice(&lines);
            self.begin(last, records)?;
        }
        // What came before it is read, however much of it came at once.
        if let Some(problem) = problem {
            return Err(problem);
        }
        if last {
            self.end(records)?;
        }
        Ok(())
    }

    pub fn encoding(&self) -> Encoding {
        self.decoder.encoding()
    }

    /// The piece with one kind of line end, a line feed, as far as it is text.
    fn one_line_end(&mut self, bytes: &[u8]) -> (Vec<u8>, Option<Problem>) {
        let mut out = Vec::with_capacity(bytes.len());
        for byte in bytes {
            match byte {
                b'\n' if self.after_return => {}
                b'\r' | b'\n' => out.push(b'\n'),
                b'\t' => out.push(b'\t'),
                control if control.is_ascii_control() => {
                    return (out, Some(file::not_csv("Dit is geen CSV-bestand")));
                }
                other => out.push(*other),
            }
            self.after_return = *byte == b'\r';
        }
        (out, None)
    }

    /// Begins to read once the first line that is not blank is there.
    fn begin(&mut self, last: bool, records: &mut Vec<Record>) -> Result<(), Problem> {
        let blank = |byte: &u8| byte.is_ascii_whitespace();
        let Some(start) = self.header.iter().position(|byte| !blank(byte)) else {
            return self.not_too_long();
        };
        let ended = self.header[start..].contains(&b'\n');
        if !ended && !last {
            return self.not_too_long();
        }
        let head = std::mem::take(&mut self.header);
        let separator = file::separator(&String::from_utf8_lossy(&head));
        self.reader = Some(
            ReaderBuilder::new()
                .delimiter(if separator == ',' { b',' } else { b';' })
                .build(),
        );
        self.feed(&head, records)
    }

    fn not_too_long(&self) -> Result<(), Problem> {
        if self.header.len() > MAX_RECORD_BYTES {
            return Err(file::not_csv("Dit is geen CSV-bestand"));
        }
        Ok(())
    }

    /// Reads what ends in this piece. An empty piece would mean the end.
    fn feed(&mut self, piece: &[u8], records: &mut Vec<Record>) -> Result<(), Problem> {
        let mut rest = piece;
        while !rest.is_empty() {
            let (read, used) = self.read(rest)?;
            rest = &rest[used..];
            if read {
                records.extend(self.record(1)?);
            }
        }
        Ok(())
    }

    fn end(&mut self, records: &mut Vec<Record>) -> Result<(), Problem> {
        if self.reader.is_none() {
            return Err(file::empty());
        }
        while self.read(&[])?.0 {
            records.extend(self.record(0)?);
        }
        match (&self.columns, self.any) {
            (None, _) => Err(file::empty()),
            (Some(_), false) => Err(file::only_a_header()),
            (Some(_), true) => Ok(()),
        }
    }

    /// Reads on; whether a record is whole, and how many bytes were used.
    fn read(&mut self, piece: &[u8]) -> Result<(bool, usize), Problem> {
        let Some(reader) = &mut self.reader else {
            return Ok((false, piece.len()));
        };
        let mut used = 0;
        loop {
            let record = &mut self.record;
            let (result, read, written, ended) = reader.read_record(
                &piece[used..],
                &mut record.bytes[record.length..],
                &mut record.ends[record.cells..],
            );
            self.lines += line_feeds(&piece[used..used + read]);
            used += read;
            record.length += written;
            record.cells += ended;
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok((false, used)),
                ReadRecordResult::Record => return Ok((true, used)),
                ReadRecordResult::OutputFull if record.length >= MAX_RECORD_BYTES => {
                    return Err(self.runs_on());
                }
                ReadRecordResult::OutputEndsFull if record.cells >= MOST_CELLS => {
                    return Err(self.runs_on());
                }
                ReadRecordResult::OutputFull => {
                    let room = (record.bytes.len() * 2).clamp(1024, MAX_RECORD_BYTES);
                    record.bytes.resize(room, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    let room = (record.ends.len() * 2).clamp(64, MOST_CELLS);
                    record.ends.resize(room, 0);
                }
            }
        }
    }

    fn runs_on(&self) -> Problem {
        let row = self.lines.saturating_sub(self.inside_cells) + 1;
        Problem::bad_request(format!("Vanaf rij {row} of eerder loopt een rij door in de volgende"))
            .with_detail("Kijk of er een aanhalingsteken te veel of te weinig staat. Wat ervoor staat, is gelezen.")
    }

    /// The record that is whole, which ended with this number of line feeds.
    fn record(&mut self, ended_by: u32) -> Result<Option<Record>, Problem> {
        let output = &mut self.record;
        let mut parts: Vec<&[u8]> = Vec::with_capacity(output.cells);
        let mut start = 0;
        for end in &output.ends[..output.cells] {
            parts.push(&output.bytes[start..*end]);
            start = *end;
        }
        output.length = 0;
        output.cells = 0;
        let inside: u32 = parts.iter().map(|part| line_feeds(part)).sum();
        let row_number = (1 + self.lines).saturating_sub(ended_by + inside + self.inside_cells);
        self.inside_cells += inside;
        if parts.iter().all(|part| part.trim_ascii().is_empty()) {
            return Ok(None);
        }
        let row = match (self.decoder.decode(&parts), &self.columns) {
            (Some(texts), columns) => {
                let cells: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
                match columns {
                    None => {
                        self.columns = Some(file::read_header(&cells)?);
                        return Ok(None);
                    }
                    Some(columns) => file::row(row_number, columns, &cells),
                }
            }
            (None, _) => CsvRow {
                row_number,
                ..unreadable(MIXED)
            },
        };
        self.any = true;
        Ok(Some(Record {
            kind: MessageKind::Appointment,
            row,
        }))
    }
}

fn line_feeds(bytes: &[u8]) -> u32 {
    let count = bytes.split(|byte| *byte == b'\n').count() - 1;
    u32::try_from(count).unwrap_or(u32::MAX)
}
