//! The proof of registration: choosing what it shows and until when, having it, withdrawing it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod made;
mod page;

pub use made::Sheet;
pub use page::ProofPage;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::proof::{Provable, Shown, Standing};
use uuid::Uuid;

/// What a teacher can prove, and the proofs that were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proofs {
    /// What a proof can show; nothing for who is not in the register.
    pub provable: Option<Provable>,
    /// The proofs, the newest first.
    pub made: Vec<Made>,
    /// The day of today.
    pub today: Date,
}

impl Proofs {
    /// The newest proof that holds.
    pub fn current(&self) -> Option<&Made> {
        self.made
            .iter()
            .find(|made| made.standing == Standing::Holds)
    }
}

/// A proof that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its number.
    pub id: Uuid,
    /// The code, as one reads it.
    pub code: String,
    /// When it was made.
    pub made: Date,
    /// The last day on which it can be checked.
    pub until: Date,
    /// What it shows.
    pub shown: Shown,
    /// How it stands.
    pub standing: Standing,
    /// The picture of its QR code: an `svg` element.
    pub qr: String,
}

/// What a teacher chooses for a proof.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewProof {
    /// The subjects to show, by name.
    #[serde(default)]
    pub vakken: Vec<String>,
    /// `nummer`, `sinds` and `geboortedatum`, when they are to be shown.
    #[serde(default)]
    pub gegevens: Vec<String>,
    /// How long: a code of [`shared::proof::Lasts`].
    #[serde(default)]
    pub hoelang: String,
}
