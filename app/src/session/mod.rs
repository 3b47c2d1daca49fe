//! The visit of one person: who is logged in, the end of the session, and forms that come back.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod draft;
mod expiry;
mod form;
mod sent;
mod typed;

pub use expiry::SessionExpiry;
pub use form::{Form, FormState, FormTitle, TAKEN_IN, answered, returned_form};

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
    /// How far this person reaches within the role.
    pub access: Access,
    /// How many messages are new.
    pub unread: u32,
    /// How many tasks of a school wait.
    pub tasks: u32,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    /// Everything of the role.
    #[default]
    All,
    /// Some schools of a board.
    Schools,
    /// The deliveries of a board, as somebody of an office.
    Deliveries,
    /// These rooms of the staff.
    Rooms(Vec<Room>),
}

/// A part of the pages of the staff, by who may open it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Room {
    /// Cases of teachers.
    Cases,
    /// The boards that join, news, reactions, and how the public register is used.
    Programme,
    /// A teacher as the register held them on a day.
    LookUp,
    /// What the inspectorate supervises.
    Supervision,
    /// Who may decide for the minister.
    Mandates,
    /// What is offered to teachers, for who validates it.
    Catalogue,
    /// The criteria, for who writes or adopts them.
    Criteria,
    /// The sessions of the advisory committee.
    Committee,
}

impl Room {
    /// All rooms; one lands in the first that one may open.
    pub const ALL: [Self; 8] = [
        Self::Cases,
        Self::Programme,
        Self::LookUp,
        Self::Supervision,
        Self::Mandates,
        Self::Committee,
        Self::Catalogue,
        Self::Criteria,
    ];

    /// The pages of this room that stand in the menu; the first is where one lands.
    pub const fn pages(self) -> &'static [&'static str] {
        match self {
            Self::Cases => &[
                "/behandeling",
                "/behandeling/bezwaren",
                "/behandeling/sturing",
                "/behandeling/post",
            ],
            Self::Programme => &[
                "/behandeling/aansluiten",
                "/behandeling/nieuws",
                "/behandeling/reacties",
                "/behandeling/openbaar",
                "/behandeling/storingen",
            ],
            Self::LookUp => &["/behandeling/leraar"],
            Self::Supervision => &["/behandeling/toezicht"],
            Self::Mandates => &["/behandeling/mandaten"],
            Self::Catalogue => &["/behandeling/catalogus"],
            Self::Criteria => &["/criteria"],
            Self::Committee => &["/behandeling/commissie"],
        }
    }
}

impl Access {
    /// Whether the page at this address is for who reaches this far.
    pub fn opens(&self, href: &str) -> bool {
        match self {
            Self::All => true,
            Self::Schools => !["/school/rooster", "/school/toegang"].contains(&href),
            Self::Deliveries => ["/school/leveringen", "/school/keuzehulp"].contains(&href),
            Self::Rooms(rooms) => rooms.iter().any(|room| room.pages().contains(&href)),
        }
    }
}
