//! Files of evidence (*bewijsstukken*): which kinds, and how much of them.

use crate::{FieldError, notation};
use serde::{Deserialize, Serialize};

/// The largest file, in bytes: 10 MB (chapter 4.4 of the handbook; our assumption, not law).
pub const MAX_EVIDENCE_BYTES: u64 = 10 * MB;

/// The most that one teacher keeps, in bytes: 500 MB (chapter 4.4 of the handbook; our assumption).
pub const MAX_EVIDENCE_BYTES_PER_TEACHER: u64 = 500 * MB;

const MB: u64 = 1024 * 1024;

/// A kind of file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// A document.
    Pdf,
    /// A picture.
    Png,
    /// A photograph.
    Jpg,
    /// A document of Word.
    Docx,
    /// An open document.
    Odt,
}

impl EvidenceKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Png, Self::Jpg, Self::Docx, Self::Odt];

    /// For the `accept` attribute of a file input.
    pub const ACCEPT: &'static str = ".pdf,.png,.jpg,.jpeg,.docx,.odt";

    /// What may be sent, for under the label of a file input.
    pub const HINT: &'static str = "Pdf, jpg, png, docx of odt. Maximaal 10 MB per bestand. Zit er een bestand in je bestand? Stuur dat apart.";

    /// The end of the file name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpg => "jpg",
            Self::Docx => "docx",
            Self::Odt => "odt",
        }
    }

    /// The media type under which it is kept and sent.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
        }
    }

    /// The kind with this media type.
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.media_type() == media_type)
    }

    /// The kind that a file name promises. What is in the file is for the server to see.
    pub fn from_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "jpeg" => Some(Self::Jpg),
            other => Self::ALL.into_iter().find(|kind| kind.extension() == other),
        }
    }

    /// Whether a file may be kept: `found` is the kind that it is, `kept` the bytes that the
    /// teacher keeps already.
    ///
    /// # Errors
    /// What to do, at this field.
    pub fn accept(
        field: &str,
        name: &str,
        found: Option<Self>,
        bytes: u64,
        kept: u64,
    ) -> Result<Self, FieldError> {
        let refused = |message| Err(FieldError::new(field, message));
        if bytes == 0 {
            return refused(format!("{name} is leeg. Kies een ander bestand"));
        }
        if bytes > MAX_EVIDENCE_BYTES {
            return refused(format!(
                "{name} is te groot. Kies een bestand van maximaal 10 MB"
            ));
        }
        let Some(kind) = found else {
            return refused(format!(
                "{name} is een ander soort bestand. Kies een pdf, jpg, png, docx of odt"
            ));
        };
        let free = MAX_EVIDENCE_BYTES_PER_TEACHER.saturating_sub(kept);
        if bytes > free {
            let free = notation::number(i64::try_from(free / MB).unwrap_or(i64::MAX));
            return refused(format!(
                "Je hebt nog {free} MB over van de 500 MB. Kies een kleiner bestand of verwijder eerst een ander bewijsstuk"
            ));
        }
        Ok(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_promises_a_kind() {
        assert_eq!(
            EvidenceKind::from_name("Verslag.v2.PDF"),
            Some(EvidenceKind::Pdf)
        );
        assert_eq!(
            EvidenceKind::from_name("foto.jpeg"),
            Some(EvidenceKind::Jpg)
        );
        assert_eq!(EvidenceKind::from_name("film.mp4"), None);
        assert_eq!(EvidenceKind::from_name("pdf"), None);
        for kind in EvidenceKind::ALL {
            assert_eq!(EvidenceKind::from_media_type(kind.media_type()), Some(kind));
            assert!(EvidenceKind::ACCEPT.contains(kind.extension()));
        }
    }

    #[test]
    fn a_file_is_refused_when_it_is_empty_too_large_of_another_kind_or_too_much() {
        let accept =
            |found, bytes, kept| EvidenceKind::accept("bestand", "verslag", found, bytes, kept);
        let message = |found, bytes, kept| accept(found, bytes, kept).expect_err("refused").message;
        let pdf = Some(EvidenceKind::Pdf);
        assert_eq!(accept(pdf, MAX_EVIDENCE_BYTES, 0), Ok(EvidenceKind::Pdf));
        assert!(message(pdf, 0, 0).contains("is leeg"));
        assert!(message(pdf, MAX_EVIDENCE_BYTES + 1, 0).contains("te groot"));
        assert!(message(None, 1, 0).contains("ander soort"));
        assert_eq!(
            accept(pdf, MB, MAX_EVIDENCE_BYTES_PER_TEACHER - MB),
            Ok(EvidenceKind::Pdf)
        );
        assert!(
            message(pdf, 2 * MB, MAX_EVIDENCE_BYTES_PER_TEACHER - MB).contains("nog 1 MB over")
        );
    }
}
