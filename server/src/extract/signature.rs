//! The signature in a PDF (ISO 32000, 12.8): which bytes are signed, and where the signature stands.

use super::{Refusal, cms};
use der::asn1::ObjectIdentifier;
use jiff::Timestamp;
use x509_cert::Certificate;

/// Whose signature counts.
pub struct Signer {
    /// The certificates of the authorities that may vouch for the signer.
    pub(super) authorities: Vec<Certificate>,
    /// The name of the organisation, as its certificate has it.
    organisation: String,
}

impl Signer {
    /// An organisation, and in PEM the certificates of who may vouch for it.
    ///
    /// # Errors
    /// When there is no certificate, or one cannot be read.
    pub fn new(organisation: &str, authorities: &[u8]) -> anyhow::Result<Self> {
        anyhow::ensure!(!authorities.trim_ascii().is_empty(), "no certificate");
        Ok(Self {
            authorities: Certificate::load_pem_chain(authorities)?,
            organisation: organisation.to_owned(),
        })
    }

    /// Whether a certificate is of this organisation.
    pub(super) fn is(&self, certificate: &Certificate) -> bool {
        const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
        let names = certificate.tbs_certificate.subject.0.iter();
        let mut organisations = names
            .flat_map(|names| names.0.iter())
            .filter(|name| name.oid == ORGANISATION)
            .map(|name| name.value.value());
        organisations.next() == Some(self.organisation.as_bytes()) && organisations.next().is_none()
    }
}

/// Where the range of a signature stands.
const RANGE: &[u8] = b"/ByteRange";

/// Verifies that all of this PDF, but for the place of the signature itself, is signed by this signer.
///
/// Which of several ranges is looked at makes no difference: the one that holds covers the whole file.
///
/// # Errors
/// [`Refusal`] says what is wrong with it.
pub fn verify(file: &[u8], signer: &Signer, now: Timestamp) -> Result<(), Refusal> {
    if !file.starts_with(b"%PDF-") {
        return Err(Refusal::NotPdf);
    }
    let place = last(file, RANGE).ok_or(Refusal::Unsigned)?;
    let range = range(&file[place + RANGE.len()..]).ok_or(Refusal::Broken)?;
    let [first, before, second, after] = range;
    // Bytes behind the range, or between its parts, would be signed by nobody.
    let end = second.checked_add(after);
    if first != 0 || before >= second || end != Some(file.len()) {
        return Err(Refusal::Altered);
    }
    let signature = file[before..second]
        .strip_prefix(b"<")
        .and_then(|rest| rest.strip_suffix(b">"))
        .and_then(bytes_of)
        .ok_or(Refusal::Broken)?;
    cms::verify(&signature, [&file[..before], &file[second..]], signer, now)
}

/// The place of the last of these words.
fn last(file: &[u8], words: &[u8]) -> Option<usize> {
    file.windows(words.len()).rposition(|part| part == words)
}

/// The four numbers of a range: ` [0 1394 17780 278]`.
fn range(text: &[u8]) -> Option<[usize; 4]> {
    let text = &text[..text.len().min(100)];
    let end = text.iter().position(|byte| *byte == b']')?;
    let inside = std::str::from_utf8(&text[..end]).ok()?.trim_start();
    let numbers: Vec<usize> = inside
        .strip_prefix('[')?
        .split_ascii_whitespace()
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    numbers.try_into().ok()
}

/// The bytes of hexadecimal digits.
fn bytes_of(digits: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits
        .chunks_exact(2)
        .map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
        .collect()
}
