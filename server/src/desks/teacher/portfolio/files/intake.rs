//! What is taken of the files that somebody sends: by what is in them, cleaned and looked at for a virus.

use super::FIELD;
use crate::{
    System,
    evidence::{clean::clean, scanner::Verdict},
};
use app::upload::File;
use sha2::{Digest, Sha256};
use shared::{FieldError, identifier::EvidenceId, portfolio::EvidenceKind};
use uuid::Uuid;

/// The longest name that is kept, in characters.
const MAX_NAME: usize = 120;

/// A file that may be kept, if there is room for it.
#[derive(Debug)]
pub struct Accepted {
    pub(super) id: EvidenceId,
    pub(super) name: String,
    pub(super) kind: EvidenceKind,
    pub(super) size: u64,
    /// What is in it, until it is in the store.
    pub(super) bytes: Vec<u8>,
    pub(super) sha256: Vec<u8>,
    pub(super) scanned: &'static str,
}

/// Looks at files in every way there is before one is kept: what is in them, what they tell beside what
/// they show, and whether there is a virus in them. A file at which the scanner could not look now
/// waits for it.
///
/// # Errors
/// None of its own: what is wrong with a file stands beside those that may be kept.
pub async fn take_in(system: &System, files: Vec<File>) -> (Vec<Accepted>, Vec<FieldError>) {
    let mut accepted = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        match examine(system, file).await {
            Ok(file) => accepted.push(file),
            Err(error) => errors.push(error),
        }
    }
    (accepted, errors)
}

async fn examine(system: &System, file: File) -> Result<Accepted, FieldError> {
    let mut file = accept(system, file).await?;
    let Some(scanner) = &system.scanner else {
        return Ok(file);
    };
    match scanner.scan(&file.bytes).await {
        Ok(Verdict::Clean) => file.scanned = "clean",
        Ok(Verdict::Infected) => {
            let message = format!("In {} zit een virus. Kies een ander bestand", file.name);
            return Err(FieldError::new(FIELD, message));
        }
        Err(error) => {
            tracing::warn!(%error, "a file of evidence waits");
            file.scanned = "waiting";
        }
    }
    Ok(file)
}

/// Looks at what a file is, by what is in it: its name says nothing. What it tells beside what it shows
/// is taken out; the hash is of what is kept.
///
/// # Errors
/// What the teacher can do about it, at the field of the file.
pub async fn accept(system: &System, file: File) -> Result<Accepted, FieldError> {
    let kind = recognise(&file)?;
    let bytes = clean(&system.config.evidence.cleaner, kind, file.bytes)
        .await
        .map_err(|reason| FieldError::new(FIELD, reason.message(&file.name)))?;
    Ok(Accepted {
        id: EvidenceId(Uuid::now_v7()),
        name: name(&file.name, kind.extension()),
        kind,
        size: length(&bytes),
        sha256: Sha256::digest(&bytes).to_vec(),
        bytes,
        scanned: "not_asked",
    })
}

/// What a file is, when it may be evidence.
fn recognise(file: &File) -> Result<EvidenceKind, FieldError> {
    let found = kind(&file.bytes);
    EvidenceKind::accept(FIELD, &file.name, found, length(&file.bytes), 0)
}

/// What is said of good files in a form that comes back: a browser does not choose them again.
/// Nothing when the field has a message already.
pub fn choose_again(files: &[Accepted], errors: &[FieldError]) -> Option<FieldError> {
    if files.is_empty() || errors.iter().any(|error| error.field == FIELD) {
        return None;
    }
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let message = format!("Kies opnieuw: {}", names.join(", "));
    Some(FieldError::new(FIELD, message))
}

pub(super) fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn kind(bytes: &[u8]) -> Option<EvidenceKind> {
    let media_type = infer::get(bytes)?.mime_type();
    EvidenceKind::from_media_type(media_type).or_else(|| {
        // Some programs put the document so far back that the first bytes only tell of a zip.
        let is_word = bytes.starts_with(b"PK\x03\x04")
            && holds(bytes, b"[Content_Types].xml")
            && holds(bytes, b"word/document.xml");
        is_word.then_some(EvidenceKind::Docx)
    })
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The name without what a file system or a header trips over, with the extension of what it is.
fn name(posted: &str, extension: &str) -> String {
    let clean: String = posted
        .chars()
        .filter(|c| {
            !c.is_control() && !matches!(c, '/' | '\\' | '"' | '<' | '>' | ':' | '|' | '?' | '*')
        })
        .take(MAX_NAME)
        .collect();
    let stem = clean
        .rsplit_once('.')
        .map_or(clean.as_str(), |(stem, _)| stem)
        .trim();
    format!(
        "{}.{extension}",
        if stem.is_empty() { "bewijs" } else { stem }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::portfolio::MAX_EVIDENCE_BYTES;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";

    fn file(name: &str, bytes: &[u8]) -> File {
        File {
            field: FIELD.to_owned(),
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn a_file_is_what_is_in_it_whatever_it_is_called() {
        let found = recognise(&file("verslag.exe", PDF));
        assert_eq!(found, Ok(EvidenceKind::Pdf));
        let program = file("verslag.pdf", b"MZ\x90\x00 a program");
        let refused = recognise(&program).expect_err("no pdf");
        assert_eq!(refused.field, FIELD);
    }

    #[test]
    fn a_word_document_is_known_in_any_order_of_its_parts() {
        let entry = |name: &[u8]| {
            let mut entry = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
            entry.push(u8::try_from(name.len()).expect("short"));
            entry.extend_from_slice(&[0, 0, 0]);
            entry.extend_from_slice(name);
            entry
        };
        let mut document = Vec::new();
        let parts = [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/app.xml",
            "docProps/core.xml",
            "customXml/item1.xml",
            "word/document.xml",
        ];
        for part in parts {
            document.extend(entry(part.as_bytes()));
        }
        assert_eq!(kind(&document), Some(EvidenceKind::Docx));
        assert_eq!(kind(&entry(b"zomaar.txt")), None);
    }

    #[test]
    fn an_empty_file_and_one_of_more_than_10_mb_are_refused() {
        assert!(recognise(&file("leeg.pdf", b"")).is_err());
        let mut large = PDF.to_vec();
        large.resize(usize::try_from(MAX_EVIDENCE_BYTES).expect("fits"), b' ');
        assert!(recognise(&file("precies.pdf", &large)).is_ok());
        large.push(b' ');
        let refused = recognise(&file("groot.pdf", &large)).expect_err("too large");
        assert!(refused.message.contains("te groot"));
    }

    #[test]
    fn a_name_is_made_safe() {
        assert_eq!(name("mijn \"verslag\"\n.pdf", "pdf"), "mijn verslag.pdf");
        assert_eq!(name(".pdf", "pdf"), "bewijs.pdf");
        assert_eq!(name(&"a".repeat(300), "pdf").chars().count(), MAX_NAME + 4);
    }
}
