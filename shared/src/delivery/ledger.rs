//! What a message does to the register: the order of versions, messages that come twice, deletion
//! and return. Pure: whoever keeps the state asks [`step`] what must happen, and [`after`] what
//! the state is then. [`Ledger`] keeps it in memory, as a model to compare a database with.
//!
//! The order in which messages come does not matter, as long as a version says one thing only: the
//! state is what the highest version says.

use super::message::AppointmentNumber;
use super::outcome::{ContentHash, Outcome, Sent};
use crate::identifier::BoardNumber;
use std::collections::HashMap;
use uuid::Uuid;

/// What identifies an appointment to its board.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The board.
    pub board: BoardNumber,
    /// The number under which the board knows it.
    pub number: AppointmentNumber,
}

/// A message that is right, as far as its order matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The appointment.
    pub key: Key,
    /// Its version.
    pub version: u32,
    /// What it says.
    pub matter: Matter,
}

/// What a message says of the appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// This is its state.
    State {
        /// The content.
        content_hash: ContentHash,
        /// The code of its ground.
        ground: String,
    },
    /// It should not have been sent; the hash is that of the deletion.
    Removal(ContentHash),
}

/// A document that was taken in, with the answer that was given. Keep it of what was taken in
/// only: a refused message may be repaired under its own UUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered<A> {
    /// What it said.
    pub incoming: Incoming,
    /// The answer.
    pub answer: A,
}

/// What must happen with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<A> {
    /// The same document came before: give this answer again and do nothing.
    Again(A),
    /// The UUID was used for something else: refuse it (LR-F002).
    Reused,
    /// Not newer than what we have, and other (LR-M051): do nothing.
    Older,
    /// What we had already (LR-M052): remember the version only.
    Unchanged,
    /// Record an appointment that we did not have.
    New,
    /// Record a newer state.
    Changed,
    /// Record an appointment that was deleted and comes back.
    Revived,
    /// Leave a tombstone, also of an appointment that we never had: its earlier versions may
    /// still come.
    Removed,
}

impl<A> Step<A> {
    /// What becomes of the record, by the five words of a delivery.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Again(_) | Self::Unchanged => Outcome::Unchanged,
            Self::Reused => Outcome::Refused,
            Self::Older => Outcome::OlderIgnored,
            Self::New => Outcome::New,
            Self::Changed | Self::Revived | Self::Removed => Outcome::Changed,
        }
    }
}

/// Decides on a message that passed the checks, from what was last taken in of the appointment
/// and what was taken in earlier under the same document UUID.
pub fn step<A: Clone>(
    last: Option<&Sent>,
    earlier: Option<&Answered<A>>,
    incoming: &Incoming,
) -> Step<A> {
    match earlier {
        Some(earlier) if earlier.incoming == *incoming => {
            return Step::Again(earlier.answer.clone());
        }
        Some(_) => return Step::Reused,
        None => {}
    }
    match &incoming.matter {
        Matter::State { content_hash, .. } => upsert(last, incoming.version, content_hash),
        Matter::Removal(_) => remove(last, incoming.version),
    }
}

pub(super) fn upsert<A>(last: Option<&Sent>, version: u32, content: &ContentHash) -> Step<A> {
    match last {
        None => Step::New,
        Some(last) if version < last.version => Step::Older,
        Some(last) if last.deleted && version == last.version => Step::Older,
        Some(last) if last.deleted => Step::Revived,
        Some(last) if last.content_hash == *content => Step::Unchanged,
        Some(last) if version == last.version => Step::Older,
        Some(_) => Step::Changed,
    }
}

fn remove<A>(last: Option<&Sent>, version: u32) -> Step<A> {
    match last {
        Some(last) if version < last.version => Step::Older,
        Some(last) if last.deleted => Step::Unchanged,
        Some(last) if version == last.version => Step::Older,
        Some(_) | None => Step::Removed,
    }
}

/// The state of the appointment after this step; what was last taken in when nothing changed.
pub fn after<A>(last: Option<&Sent>, incoming: &Incoming, step: &Step<A>) -> Option<Sent> {
    let version = incoming.version;
    match (step, &incoming.matter) {
        (Step::Again(_) | Step::Reused | Step::Older, _) => last.cloned(),
        (Step::Unchanged, _) => last.map(|last| Sent {
            version: version.max(last.version),
            ..last.clone()
        }),
        (
            _,
            Matter::State {
                content_hash,
                ground,
            },
        ) => Some(Sent {
            version,
            content_hash: *content_hash,
            ground: ground.clone(),
            deleted: false,
        }),
        (_, Matter::Removal(_)) => Some(Sent {
            version,
            content_hash: last.map_or([0; 32], |last| last.content_hash),
            ground: last.map(|last| last.ground.clone()).unwrap_or_default(),
            deleted: true,
        }),
    }
}

/// The register in memory: what must come out of a sequence of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger<A> {
    appointments: HashMap<Key, Sent>,
    documents: HashMap<Uuid, Answered<A>>,
}

impl<A: Clone> Ledger<A> {
    /// A register without appointments.
    pub fn new() -> Self {
        Self {
            appointments: HashMap::new(),
            documents: HashMap::new(),
        }
    }

    /// Takes a message in that passed the checks; `answer` makes the answer that is kept with its
    /// document.
    pub fn take(
        &mut self,
        document: Option<Uuid>,
        incoming: &Incoming,
        answer: impl FnOnce(&Step<A>) -> A,
    ) -> Step<A> {
        let earlier = document.and_then(|id| self.documents.get(&id));
        let last = self.appointments.get(&incoming.key);
        let step = step(last, earlier, incoming);
        if let Some(state) = after(last, incoming, &step) {
            self.appointments.insert(incoming.key.clone(), state);
        }
        if let Some(id) = document
            && earlier.is_none()
        {
            let answered = Answered {
                incoming: incoming.clone(),
                answer: answer(&step),
            };
            self.documents.insert(id, answered);
        }
        step
    }

    /// What was last taken in of an appointment.
    pub fn last(&self, key: &Key) -> Option<&Sent> {
        self.appointments.get(key)
    }

    /// The appointments with their state; tombstones of what never came have no content.
    pub const fn appointments(&self) -> &HashMap<Key, Sent> {
        &self.appointments
    }
}
