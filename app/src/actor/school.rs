//! Who acts for a board, by eHerkenning.

use super::{Actor, FromActor};
use shared::identifier::{BoardNumber, SupplierId};
use std::ops::Deref;

/// Somebody who delivers for a board and logged in with eHerkenning: of the board itself, or of an
/// office that the board gave a mandate (*administratiekantoor*).
#[derive(Clone, Debug)]
pub struct SchoolContact {
    board: BoardNumber,
    pseudonym: String,
    reach: Reach,
}

impl SchoolContact {
    /// A contact whose organisation was just established. For the session layer only.
    pub fn vouch_for(board: BoardNumber, pseudonym: String, reach: Reach) -> Self {
        Self {
            board,
            pseudonym,
            reach,
        }
    }

    /// How far the contact reaches.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The schools that the contact is limited to; nothing when it is all of the board.
    pub fn schools(&self) -> Option<&[String]> {
        self.reach.schools()
    }

    /// Whose deliveries the contact sees: its own when it is limited to some schools; else nothing,
    /// for it sees all of them.
    pub fn only_own(&self) -> Option<&str> {
        self.schools().map(|_| self.pseudonym.as_str())
    }

    /// The board (*bevoegd gezag*) for which this contact acts.
    pub fn board(&self) -> &BoardNumber {
        &self.board
    }

    /// The pseudonym under which eHerkenning knows the acting person.
    pub fn pseudonym(&self) -> &str {
        &self.pseudonym
    }
}

impl FromActor for SchoolContact {
    fn from_actor(actor: Actor) -> Option<Self> {
        match actor {
            Actor::School(contact) => Some(contact),
            _ => None,
        }
    }
}

/// How far somebody who delivers for a board reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of the board, and who may do what for it.
    Board,
    /// These schools of the board (handbook, 6.6).
    Schools(Vec<String>),
    /// The deliveries of the board only, as somebody of this office.
    Office(SupplierId),
}

impl Reach {
    /// The schools that it is limited to; nothing when it is all of the board.
    pub fn schools(&self) -> Option<&[String]> {
        match self {
            Self::Schools(brins) => Some(brins),
            Self::Board | Self::Office(_) => None,
        }
    }

    /// The office, when it is that of one.
    pub fn office(&self) -> Option<SupplierId> {
        match self {
            Self::Office(office) => Some(*office),
            Self::Board | Self::Schools(_) => None,
        }
    }

    /// The role and the name under which the audit trail knows somebody of this board.
    pub fn owner(&self, board: &BoardNumber, pseudonym: &str) -> (&'static str, String) {
        match self {
            Self::Board | Self::Schools(_) => ("school", format!("school:{board}:{pseudonym}")),
            Self::Office(office) => ("office", format!("office:{office}:{board}:{pseudonym}")),
        }
    }
}

/// Somebody of the board itself, for all of it or for some of its schools: not of an office.
#[derive(Clone, Debug)]
pub struct Colleague(SchoolContact);

impl Deref for Colleague {
    type Target = SchoolContact;

    fn deref(&self) -> &SchoolContact {
        &self.0
    }
}

impl FromActor for Colleague {
    fn from_actor(actor: Actor) -> Option<Self> {
        SchoolContact::from_actor(actor)
            .filter(|contact| contact.reach.office().is_none())
            .map(Self)
    }
}

/// Somebody of the board itself for all of it, who says who may do what for the board.
#[derive(Clone, Debug)]
pub struct BoardContact(Colleague);

impl Deref for BoardContact {
    type Target = Colleague;

    fn deref(&self) -> &Colleague {
        &self.0
    }
}

impl FromActor for BoardContact {
    fn from_actor(actor: Actor) -> Option<Self> {
        Colleague::from_actor(actor)
            .filter(|contact| contact.reach == Reach::Board)
            .map(Self)
    }
}
