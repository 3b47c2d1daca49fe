//! Takes out of a file what it tells of its maker beside what it shows: who wrote it, with what, when
//! and where (chapter 4.4 of the handbook: strip metadata). What one sees of the file stays.
//!
//! A file that cannot be read cannot be cleaned either, and is refused: nobody could look at it as
//! evidence.

pub mod apart;
mod image;
mod inside;
mod office;
mod pdf;

use shared::portfolio::EvidenceKind;
use std::path::Path;

/// Why a file cannot be cleaned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not what it says that it is, or a part is missing.
    #[error("damaged")]
    Damaged,
    /// It opens with a password only.
    #[error("locked")]
    Locked,
    /// To read it takes more than it may.
    #[error("too much")]
    TooMuch,
    /// We cannot read it, for a reason that is ours.
    #[error("not now")]
    NotNow,
}

impl Unreadable {
    /// What the teacher can do about it.
    pub fn message(self, name: &str) -> String {
        match self {
            Self::Damaged => format!(
                "{name} gaat niet open. Sla het bestand opnieuw op, of maak er een foto van"
            ),
            Self::Locked => format!("{name} heeft een wachtwoord. Haal dat er eerst af"),
            Self::TooMuch => format!(
                "{name} zit zo ingewikkeld in elkaar dat we het niet kunnen bekijken. Sla het opnieuw op als pdf, of maak er een foto van"
            ),
            Self::NotNow => {
                format!("We kunnen {name} nu niet bekijken. Probeer het later opnieuw")
            }
        }
    }
}

/// The file without what it tells beside what it shows. The same file gives the same bytes each time.
/// A PDF is read by `program`, in a process [`apart`].
///
/// # Errors
/// [`Unreadable`] when it cannot be read.
pub async fn clean(
    program: &Path,
    kind: EvidenceKind,
    bytes: Vec<u8>,
) -> Result<Vec<u8>, Unreadable> {
    if kind == EvidenceKind::Pdf {
        return apart::clean(program, bytes).await;
    }
    // Reading what somebody else made may take long, or go wrong altogether.
    tokio::task::spawn_blocking(move || here(kind, &bytes))
        .await
        .unwrap_or(Err(Unreadable::Damaged))
}

/// The same, in this process.
fn here(kind: EvidenceKind, bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    match kind {
        EvidenceKind::Pdf => pdf::clean(bytes),
        EvidenceKind::Png => image::png(bytes).ok_or(Unreadable::Damaged),
        EvidenceKind::Jpg => image::jpeg(bytes).ok_or(Unreadable::Damaged),
        EvidenceKind::Docx | EvidenceKind::Odt => office::clean(bytes),
    }
}

#[cfg(test)]
mod tests;
