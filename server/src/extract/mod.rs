//! The digital extract of the Diplomaregister (*digitaal uittreksel*): a signed PDF that a teacher
//! downloads and gives to us (phase 1 of chapter 3.5 of the handbook). What it holds and where is an
//! assumption: `docs/decisions/0012-a-signed-extract.md`.
//!
//! The signature is verified over the bytes of the file before anything in it is read as a PDF, so
//! that only what the signer made reaches the reader.

mod cms;
mod signature;

pub use signature::Signer;

use crate::registers::diplomas::Record;
use jiff::{Span, Timestamp, civil::Date};
use lopdf::{Document, Object};
use serde::Deserialize;
use shared::{authority::Diploma, identifier::Bsn};

/// The largest extract that is read, in bytes.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// The most that an attachment may hold, in bytes.
const MAX_ATTACHMENT: usize = 1024 * 1024;

/// How many years an extract counts after its date; our assumption, as there is no rule.
const YEARS: i64 = 1;

/// What an extract says.
#[derive(Debug)]
pub struct Extract {
    /// The day of the extract.
    pub day: Date,
    /// Of whom it is.
    bsn: Bsn,
    birth_date: Date,
    /// The diplomas.
    pub diplomas: Vec<Diploma>,
}

/// Why an extract is not taken, to the teacher. It never says what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no PDF.
    #[error("Dit is geen pdf. Kies het uittreksel zoals je het van DUO kreeg")]
    NotPdf,
    /// It is too large.
    #[error("Dit bestand is te groot. Een uittreksel is kleiner dan 5 MB")]
    TooLarge,
    /// Nobody signed it.
    #[error(
        "In dit bestand staat geen handtekening. Kies het uittreksel zelf, geen scan, foto of afdruk"
    )]
    Unsigned,
    /// The signature cannot be read, or is not right.
    #[error(
        "De handtekening in dit bestand is niet in orde. Download je uittreksel opnieuw bij DUO en kies dat"
    )]
    Broken,
    /// It was changed after it was signed.
    #[error(
        "Dit bestand is veranderd nadat DUO het ondertekende. Download je uittreksel opnieuw en sla het niet anders op"
    )]
    Altered,
    /// Somebody else signed it.
    #[error(
        "Dit bestand is niet door DUO ondertekend. Kies het uittreksel van het Diplomaregister"
    )]
    OtherSigner,
    /// The certificate of the signature is over.
    #[error("De handtekening in dit bestand is verlopen. Download een nieuw uittreksel bij DUO")]
    Expired,
    /// What should be in it is not.
    #[error(
        "We konden in dit bestand geen diploma’s lezen. Kies het uittreksel van het Diplomaregister"
    )]
    Unreadable,
    /// It is of somebody else.
    #[error("Dit uittreksel is niet van jou. Kies je eigen uittreksel")]
    OtherPerson,
    /// It is too old.
    #[error("Dit uittreksel is ouder dan 1 jaar. Download een nieuw uittreksel bij DUO")]
    TooOld,
    /// Its day is still to come.
    #[error(
        "De datum van dit uittreksel ligt in de toekomst. Download een nieuw uittreksel bij DUO"
    )]
    InFuture,
}

/// What is attached to the page that people read.
#[derive(Deserialize)]
struct Attachment {
    datum: Date,
    burgerservicenummer: String,
    geboortedatum: Date,
    diplomas: Vec<Record>,
}

/// Reads an extract that this signer made.
///
/// # Errors
/// [`Refusal`] says what is wrong with it.
pub fn read(file: &[u8], signer: &Signer, now: Timestamp) -> Result<Extract, Refusal> {
    if file.len() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    signature::verify(file, signer, now)?;
    let attachment: Attachment = attached(file)
        .and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or(Refusal::Unreadable)?;
    Ok(Extract {
        day: attachment.datum,
        bsn: Bsn::parse(&attachment.burgerservicenummer).map_err(|_| Refusal::Unreadable)?,
        birth_date: attachment.geboortedatum,
        diplomas: attachment.diplomas.into_iter().map(Diploma::from).collect(),
    })
}

impl Extract {
    /// Whether it is of this person, and new enough on this day. A day of birth that we do not know
    /// says nothing.
    ///
    /// # Errors
    /// [`Refusal::OtherPerson`], [`Refusal::InFuture`] or [`Refusal::TooOld`].
    pub fn of(&self, bsn: &Bsn, birth_date: Option<Date>, today: Date) -> Result<(), Refusal> {
        if self.bsn != *bsn || birth_date.is_some_and(|day| day != self.birth_date) {
            return Err(Refusal::OtherPerson);
        }
        if today < self.day {
            return Err(Refusal::InFuture);
        }
        if !counts(self.day, today) {
            return Err(Refusal::TooOld);
        }
        Ok(())
    }
}

/// Whether an extract of this day is new enough to compare with.
pub fn counts(day: Date, today: Date) -> bool {
    today.saturating_sub(Span::new().years(YEARS)) <= day
}

/// The one file that is attached to the PDF.
fn attached(file: &[u8]) -> Option<Vec<u8>> {
    let document = Document::load_mem(file).ok()?;
    let mut streams = document.objects.values().filter_map(|object| match object {
        Object::Stream(stream) if stream.dict.has_type(b"EmbeddedFile") => Some(stream),
        _ => None,
    });
    let only = streams.next().filter(|_| streams.next().is_none())?;
    only.get_plain_content_with_limit(MAX_ATTACHMENT).ok()
}
