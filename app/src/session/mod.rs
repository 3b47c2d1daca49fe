//! The visit of one person: who is logged in, the end of the session, and forms that come back.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod draft;
mod expiry;
mod form;
mod typed;

pub use expiry::SessionExpiry;
pub use form::{Form, FormState, TAKEN_IN, returned_form};

use crate::actor::Role;
use serde::{Deserialize, Serialize};

/// What a page may know of the one who looks at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// The role of this login.
    pub role: Role,
    /// The name to show.
    pub name: String,
    /// What stands under the name: the role, or the organisation.
    pub label: String,
    /// How far somebody who delivers for a board reaches.
    pub access: Access,
    /// How many messages are new.
    pub unread: u32,
    /// After how many seconds without action the session ends.
    pub idle_seconds: u32,
    /// What keeps the drafts of this person in a browser apart, and closed for others.
    pub drafts: DraftKey,
}

/// What keeps the drafts of one person in a browser apart from those of others, and closed for them.
/// The same at each login; it says nothing about who it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftKey {
    /// What the names of the drafts begin with.
    pub owner: String,
    /// The key that closes them: 32 bytes in hexadecimal digits.
    pub key: String,
}

/// How far somebody reaches, as far as the pages need to know: what is not for them is left out of
/// the menu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    /// Everything of the role.
    #[default]
    All,
    /// Some schools of a board.
    Schools,
    /// The deliveries of a board, as somebody of an office.
    Deliveries,
}

impl Access {
    /// Whether the page at this address is for who reaches this far.
    pub fn opens(self, href: &str) -> bool {
        match self {
            Self::All => true,
            Self::Schools => !["/school/rooster", "/school/toegang"].contains(&href),
            Self::Deliveries => ["/school/leveringen", "/school/keuzehulp"].contains(&href),
        }
    }
}
