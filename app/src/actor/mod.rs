//! Who is acting: typed actors that only the session layer of the server can make.
//!
//! A desk method takes the actor it is for, so that no use case can be called without one.
//! The constructors are named `vouch_for`; clippy refuses them outside the session layer
//! (`disallowed-methods` in `clippy.toml`).

mod organisation;
mod school;
mod staff;
mod teacher;

pub use organisation::{Provider, Supplier};
pub use school::{BoardContact, Colleague, Reach, SchoolContact};
pub use staff::{
    Adopter, CaseWorker, CommitteeMember, Drafter, Inspector, Keeper, Officer, Reader, Staff,
    Validator,
};
pub use teacher::{Delegate, FreshTeacher, Teacher};

use shared::Problem;

/// Whoever is logged in.
#[derive(Clone, Debug)]
pub enum Actor {
    /// By DigiD.
    Teacher(Teacher),
    /// By eHerkenning.
    School(SchoolContact),
    /// By eHerkenning, for a supplier of software.
    Supplier(Supplier),
    /// By eHerkenning, for a provider.
    Provider(Provider),
    /// By the work account.
    Staff(Staff),
}

impl Actor {
    /// The role, as pages, sessions and the audit trail name it.
    pub fn role(&self) -> Role {
        match self {
            Self::Teacher(_) => Role::Teacher,
            Self::School(_) => Role::School,
            Self::Supplier(_) => Role::Supplier,
            Self::Provider(_) => Role::Provider,
            Self::Staff(_) => Role::Staff,
        }
    }

    /// Whose forms these are: stays the same over sessions of the same person in the same role.
    pub fn owner(&self) -> String {
        match self {
            Self::Teacher(teacher) => format!("teacher:{}", teacher.person()),
            Self::School(contact) => {
                contact
                    .reach()
                    .owner(contact.board(), contact.pseudonym())
                    .1
            }
            Self::Supplier(supplier) => {
                format!("supplier:{}:{}", supplier.id(), supplier.pseudonym())
            }
            Self::Provider(provider) => {
                format!("provider:{}:{}", provider.id(), provider.pseudonym())
            }
            Self::Staff(staff) => format!("staff:{}", staff.subject()),
        }
    }
}

/// The roles one can log in with; one role a login.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A teacher.
    Teacher,
    /// A contact of a school board.
    School,
    /// Somebody of a supplier of software.
    Supplier,
    /// Somebody of a provider.
    Provider,
    /// A member of staff or of a committee.
    Staff,
}

/// An actor that a use case can ask for by its type.
pub trait FromActor: Sized {
    /// This actor as the one asked for, if it is one.
    fn from_actor(actor: Actor) -> Option<Self>;

    /// What is told to an actor who is not.
    fn refusal(_actor: &Actor) -> Problem {
        Problem::forbidden()
    }
}

impl FromActor for Actor {
    fn from_actor(actor: Actor) -> Option<Self> {
        Some(actor)
    }
}
