//! The drafts of one person in the storage of this browser.

use super::sealed;
use crate::session::{DraftKey, Visitor};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

/// What every draft begins with in the storage of the browser; then who it is of, then its number.
const PREFIX: &str = "lr-concept";

/// What was typed in a form and not saved yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The number of what the form is about.
    pub number: String,
    /// The page where one goes on with it.
    pub page: String,
    /// When it was typed, in milliseconds since 1970.
    pub at: f64,
    /// The fields by name, as typed.
    pub values: Vec<(String, String)>,
}

impl Kept {
    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }
}

/// The drafts of who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store(DraftKey);

impl Store {
    /// Of this visitor.
    pub fn of(visitor: &Visitor) -> Self {
        Self(visitor.drafts.clone())
    }

    /// Keeps a draft instead of the one before, and says whether that went well: the browser may keep
    /// nothing, or have no room.
    #[must_use]
    pub fn keep(&self, kept: &Kept) -> bool {
        let kept_as = || {
            let text = serde_json::to_string(kept).ok()?;
            let sealed = sealed::seal(&self.0.key, nonce(), &text)?;
            storage()?.set_item(&self.name(&kept.number), &sealed).ok()
        };
        kept_as().is_some()
    }

    /// The draft with this number.
    pub fn find(&self, number: &str) -> Option<Kept> {
        let sealed = storage()?.get_item(&self.name(number)).ok()??;
        serde_json::from_str(&sealed::open(&self.0.key, &sealed)?).ok()
    }

    /// All drafts, the last one first.
    pub fn all(&self) -> Vec<Kept> {
        let Some(storage) = storage() else {
            return Vec::new();
        };
        let own = self.name("");
        let names = (0..storage.length().unwrap_or(0))
            .filter_map(|place| storage.key(place).ok().flatten());
        let mut all: Vec<Kept> = names
            .filter_map(|name| self.find(name.strip_prefix(&own)?))
            .collect();
        all.sort_by(|a, b| b.at.total_cmp(&a.at));
        all
    }

    /// Forgets a draft: it was saved, or is not wanted any more.
    pub fn forget(&self, number: &str) {
        if let Some(storage) = storage() {
            // Fails only where nothing is kept.
            let _ = storage.remove_item(&self.name(number));
        }
    }

    fn name(&self, number: &str) -> String {
        format!("{PREFIX}.{}.{number}", self.0.owner)
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Used once: the moment, and chance for what is kept at the same moment in another tab.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both are whole numbers of less than 48 bits"
)]
fn nonce() -> [u8; 12] {
    let moment = (js_sys::Date::now() as u64).to_be_bytes();
    let chance = ((js_sys::Math::random() * f64::from(u32::MAX)) as u64).to_be_bytes();
    let more = ((js_sys::Math::random() * f64::from(u16::MAX)) as u64).to_be_bytes();
    let mut nonce = [0; 12];
    nonce[..6].copy_from_slice(&moment[2..]);
    nonce[6..10].copy_from_slice(&chance[4..]);
    nonce[10..].copy_from_slice(&more[6..]);
    nonce
}
