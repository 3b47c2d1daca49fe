//! NDJSON in pieces: a message on each line.

use super::decode::{Decoder, MIXED};
use super::{MAX_RECORD_BYTES, Record};
use crate::Problem;
use crate::delivery::json::read_json;
use crate::delivery::tree::unreadable;
use crate::delivery::{Encoding, MessageKind, file};

/// The lines so far.
#[derive(Debug, Default)]
pub(super) struct Lines {
    decoder: Decoder,
    /// The line that is not at its end.
    line: Vec<u8>,
    /// Whether the line is longer than a message can be; the rest of it is passed over.
    too_long: bool,
    begun: bool,
    /// Lines that are over.
    number: u32,
    any: bool,
}

impl Lines {
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
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            self.add(&rest[..end]);
            records.extend(self.end());
            rest = &rest[end + 1..];
        }
        self.add(rest);
        if last {
            records.extend(self.end());
            if !self.any {
                return Err(file::empty());
            }
        }
        Ok(())
    }

    pub fn encoding(&self) -> Encoding {
        self.decoder.encoding()
    }

    fn add(&mut self, bytes: &[u8]) {
        if self.line.len() + bytes.len() > MAX_RECORD_BYTES {
            self.too_long = true;
            self.line.clear();
        }
        if !self.too_long {
            self.line.extend_from_slice(bytes);
        }
    }

    fn end(&mut self) -> Option<Record> {
        self.number += 1;
        let line = std::mem::take(&mut self.line);
        let mut record = if std::mem::take(&mut self.too_long) {
            broken("Deze regel is langer dan 64 kB.")
        } else if line.trim_ascii().is_empty() {
            return None;
        } else {
            match self.decoder.decode(&[&line]) {
                Some(texts) => read_json(texts.concat().as_bytes()),
                None => broken(MIXED),
            }
        };
        record.row.row_number = self.number;
        self.any = true;
        Some(record)
    }
}

fn broken(message: &str) -> Record {
    Record {
        kind: MessageKind::Appointment,
        row: unreadable(message),
    }
}
