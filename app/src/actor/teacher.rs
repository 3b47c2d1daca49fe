//! Teachers, by DigiD.

use super::{Actor, FromActor};
use shared::{Problem, identifier::PersonId};
use std::ops::Deref;

/// A teacher who logged in with DigiD.
#[derive(Clone, Debug)]
pub struct Teacher {
    person: PersonId,
    elected: bool,
    fresh: bool,
}

impl Teacher {
    /// A teacher whose identity was just established. For the session layer only.
    pub fn vouch_for(person: PersonId) -> Self {
        Self {
            person,
            elected: false,
            fresh: false,
        }
    }

    /// The same teacher, as an elected member today. For the session layer only.
    #[must_use]
    pub fn elected(self) -> Self {
        Self {
            elected: true,
            ..self
        }
    }

    /// The same teacher, who logged in a moment ago. For the session layer only.
    #[must_use]
    pub fn fresh(self) -> Self {
        Self {
            fresh: true,
            ..self
        }
    }

    /// The person, by the number that replaces the BSN.
    pub fn person(&self) -> PersonId {
        self.person
    }
}

impl FromActor for Teacher {
    fn from_actor(actor: Actor) -> Option<Self> {
        match actor {
            Actor::Teacher(teacher) => Some(teacher),
            _ => None,
        }
    }
}

/// A teacher who logged in a moment ago: for what one must not be able to do at a computer that
/// somebody else left (handbook, 7.4), such as letting the board see something.
#[derive(Clone, Debug)]
pub struct FreshTeacher(Teacher);

impl Deref for FreshTeacher {
    type Target = Teacher;

    fn deref(&self) -> &Teacher {
        &self.0
    }
}

impl FromActor for FreshTeacher {
    fn from_actor(actor: Actor) -> Option<Self> {
        Teacher::from_actor(actor)
            .filter(|teacher| teacher.fresh)
            .map(Self)
    }

    fn refusal(actor: &Actor) -> Problem {
        match actor {
            Actor::Teacher(_) => Problem::log_in_again(),
            _ => Problem::forbidden(),
        }
    }
}

/// A teacher whom the teachers elected (*afgevaardigde*), and who holds that mandate today.
#[derive(Clone, Debug)]
pub struct Delegate(Teacher);

impl Delegate {
    /// The teacher.
    pub fn teacher(&self) -> &Teacher {
        &self.0
    }
}

impl FromActor for Delegate {
    fn from_actor(actor: Actor) -> Option<Self> {
        Teacher::from_actor(actor)
            .filter(|teacher| teacher.elected)
            .map(Self)
    }
}
