//! Who acts for a supplier of software or for a provider, by eHerkenning.

use super::{Actor, FromActor};
use shared::identifier::{ProviderId, SupplierId};

/// Somebody who acts for a supplier of software and logged in with eHerkenning.
#[derive(Clone, Debug)]
pub struct Supplier {
    id: SupplierId,
    pseudonym: String,
}

impl Supplier {
    /// A supplier whose organisation was just established. For the session layer only.
    pub fn vouch_for(id: SupplierId, pseudonym: String) -> Self {
        Self { id, pseudonym }
    }

    /// The supplier.
    pub fn id(&self) -> SupplierId {
        self.id
    }

    /// The pseudonym under which eHerkenning knows the acting person.
    pub fn pseudonym(&self) -> &str {
        &self.pseudonym
    }
}

impl FromActor for Supplier {
    fn from_actor(actor: Actor) -> Option<Self> {
        match actor {
            Actor::Supplier(supplier) => Some(supplier),
            _ => None,
        }
    }
}

/// Somebody who acts for a provider (*aanbieder*) and logged in with eHerkenning.
#[derive(Clone, Debug)]
pub struct Provider {
    id: ProviderId,
    pseudonym: String,
}

impl Provider {
    /// A provider whose organisation was just established. For the session layer only.
    pub fn vouch_for(id: ProviderId, pseudonym: String) -> Self {
        Self { id, pseudonym }
    }

    /// The provider.
    pub fn id(&self) -> ProviderId {
        self.id
    }

    /// The pseudonym under which eHerkenning knows the acting person.
    pub fn pseudonym(&self) -> &str {
        &self.pseudonym
    }
}

impl FromActor for Provider {
    fn from_actor(actor: Actor) -> Option<Self> {
        match actor {
            Actor::Provider(provider) => Some(provider),
            _ => None,
        }
    }
}
