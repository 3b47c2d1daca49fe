//! What becomes of a record.

use super::ledger;
use super::rule::{Finding, Severity};
use serde::{Deserialize, Serialize};

/// Hash of the content of a message (see [`super::AppointmentMessage::canonical_json`]), made by
/// the server.
pub type ContentHash = [u8; 32];

/// What was sent before, of an appointment or under a document's UUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its version.
    pub version: u32,
    /// Its content.
    pub content_hash: ContentHash,
    /// The code of its ground.
    pub ground: String,
    /// Whether it was deleted since: a tombstone, which a higher version revives.
    pub deleted: bool,
}

/// What becomes of a record that was delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// An appointment that we did not have.
    New,
    /// A newer state of an appointment that we have, or one that was deleted and comes back.
    Changed,
    /// What we had already (LR-M052). A higher version than we had must still be remembered, so
    /// that a message in between that comes late stays older.
    Unchanged,
    /// Not newer than what we have, and other (LR-M051).
    #[serde(rename = "older")]
    OlderIgnored,
    /// Not taken in: something must be repaired first.
    Refused,
}

impl Outcome {
    /// Decides on a record from what we had of the appointment, what came, and the findings.
    pub fn of(
        previous: Option<&Sent>,
        version: u32,
        content_hash: &ContentHash,
        findings: &[Finding],
    ) -> Self {
        if findings.iter().any(|f| f.severity() == Severity::Error) {
            Self::Refused
        } else {
            Self::against(previous, version, content_hash)
        }
    }

    /// How a message that is right relates to what we had.
    pub(super) fn against(previous: Option<&Sent>, version: u32, hash: &ContentHash) -> Self {
        ledger::upsert::<()>(previous, version, hash).outcome()
    }

    /// `new`, `changed`, `unchanged`, `older` or `refused`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::OlderIgnored => "older",
            Self::Refused => "refused",
        }
    }
}
