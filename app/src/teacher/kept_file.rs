//! A file of evidence, as the pages show it.

use super::Proof;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use shared::identifier::EvidenceId;

/// A file of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceView {
    /// Its number.
    pub id: EvidenceId,
    /// Its name.
    pub name: String,
    /// Its size, in bytes.
    pub size: i64,
    /// When it came, in Dutch time.
    pub uploaded_at: DateTime,
    /// What it is, when it is with a subject and the teacher said so.
    pub proof: Option<Proof>,
    /// What the teacher explained about it.
    pub note: Option<String>,
    /// Whether the virus scanner must still look at it; until then nobody else gets it.
    pub waiting: bool,
}

impl EvidenceView {
    /// The same, with what the teacher explained.
    pub fn said(&self) -> String {
        match &self.note {
            Some(note) => format!("{}. ‘{note}’", self.about()),
            None => self.about(),
        }
    }

    /// Kind, size and day, for under the name.
    pub fn about(&self) -> String {
        let day = shared::notation::date(self.uploaded_at.date());
        let size = size(self.size);
        let waits = if self.waiting {
            ". Nog niet gecontroleerd op virussen"
        } else {
            ""
        };
        match self.proof {
            Some(proof) => format!("{}. {size}, {day}{waits}", proof.label()),
            None => format!("{size}, {day}{waits}"),
        }
    }
}

/// `420 kB`, `1,2 MB`.
pub(crate) fn size(bytes: i64) -> String {
    const KILOBYTE: i64 = 1024;
    const MEGABYTE: i64 = 1024 * KILOBYTE;
    let kilobytes = (bytes + KILOBYTE - 1) / KILOBYTE;
    if kilobytes < 1000 {
        format!("{kilobytes} kB")
    } else {
        let tenths = (bytes * 10 + MEGABYTE / 2) / MEGABYTE;
        format!(
            "{},{} MB",
            shared::notation::number(tenths / 10),
            tenths % 10
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_in_the_unit_that_people_use() {
        assert_eq!(size(1), "1 kB");
        assert_eq!(size(420_000), "411 kB");
        assert_eq!(size(1_258_291), "1,2 MB");
    }
}
