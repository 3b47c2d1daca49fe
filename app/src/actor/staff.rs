//! The staff of the register and who works beside them, by the work account; each by the role that it asks.

use super::{Actor, FromActor};
use shared::viewing::Viewing;

/// A member of staff of the register or of a committee.
#[derive(Clone, Debug)]
pub struct Staff {
    subject: String,
    roles: Vec<String>,
}

impl Staff {
    /// A member of staff whose identity was just established. For the session layer only.
    pub fn vouch_for(subject: String, roles: Vec<String>) -> Self {
        Self { subject, roles }
    }

    /// The identifier that the organisation's identity provider gives.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The roles that the organisation gave this person.
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    fn has(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }
}

impl FromActor for Staff {
    fn from_actor(actor: Actor) -> Option<Self> {
        match actor {
            Actor::Staff(staff) => Some(staff),
            _ => None,
        }
    }
}

/// A member of staff who works for the register itself; not who only sits in a committee, for whom
/// the contact persons of boards are none of their business.
#[derive(Clone, Debug)]
pub struct Officer(Staff);

impl Officer {
    /// The roles of who only advises, makes criteria, or looks from outside.
    const OUTSIDERS: [&str; 6] = [
        "commissielid",
        "inspecteur",
        "opsporing",
        "auditor",
        Drafter::ROLE,
        Adopter::ROLE,
    ];

    /// The member of staff.
    pub fn staff(&self) -> &Staff {
        &self.0
    }
}

impl FromActor for Officer {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| {
                let outside = |role: &String| Self::OUTSIDERS.contains(&role.as_str());
                !staff.roles.iter().all(outside)
            })
            .map(Self)
    }
}

/// A member of staff who decides on cases of teachers (*behandelaar*); who only keeps the system or
/// sits in a committee has no business in them.
#[derive(Clone, Debug)]
pub struct CaseWorker(Staff);

impl CaseWorker {
    /// The roles of who may open a case.
    const ROLES: [&str; 2] = ["behandelaar", "beslisser"];

    /// The member of staff.
    pub fn staff(&self) -> &Staff {
        &self.0
    }

    /// Whether somebody with these roles is one.
    pub fn is_one(roles: &[String]) -> bool {
        roles
            .iter()
            .any(|role| Self::ROLES.contains(&role.as_str()))
    }
}

impl FromActor for CaseWorker {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| Self::is_one(&staff.roles))
            .map(Self)
    }
}

/// A member of the advisory committee (*adviescommissie*). Which cases are theirs, the register of the
/// committee says.
#[derive(Clone, Debug)]
pub struct CommitteeMember(Staff);

impl CommitteeMember {
    /// The role.
    const ROLE: &str = "commissielid";

    /// The person.
    pub fn staff(&self) -> &Staff {
        &self.0
    }
}

impl FromActor for CommitteeMember {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.has(Self::ROLE))
            .map(Self)
    }
}

/// A member of staff who keeps the system (*beheerder*), and says who may decide for the minister.
#[derive(Clone, Debug)]
pub struct Keeper(Staff);

impl Keeper {
    /// The member of staff.
    pub fn staff(&self) -> &Staff {
        &self.0
    }
}

impl FromActor for Keeper {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.has("beheerder"))
            .map(Self)
    }
}

/// Somebody of the secretariat of the profession, who writes drafts of criteria and leads their way.
#[derive(Clone, Debug)]
pub struct Drafter(Staff);

impl Drafter {
    /// The role.
    const ROLE: &str = "secretariaat";

    /// The person.
    pub fn staff(&self) -> &Staff {
        &self.0
    }
}

impl FromActor for Drafter {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.has(Self::ROLE))
            .map(Self)
    }
}

/// Who adopts criteria for the minister (*mandaat*).
#[derive(Clone, Debug)]
pub struct Adopter(Staff);

impl Adopter {
    /// The role.
    const ROLE: &str = "vaststeller";

    /// The person.
    pub fn staff(&self) -> &Staff {
        &self.0
    }
}

impl FromActor for Adopter {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.has(Self::ROLE))
            .map(Self)
    }
}

/// A member of the committee (*commissielid*), who validates the catalogue for the profession.
#[derive(Clone, Debug)]
pub struct Validator(Staff);

impl Validator {
    /// The person.
    pub fn staff(&self) -> &Staff {
        &self.0
    }
}

impl FromActor for Validator {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.has("commissielid"))
            .map(Self)
    }
}

/// Somebody of the inspectorate of education (*Inspectie van het Onderwijs*), who supervises schools.
#[derive(Clone, Debug)]
pub struct Inspector(Staff);

impl Inspector {
    /// The role.
    const ROLE: &str = "inspecteur";

    /// The person.
    pub fn staff(&self) -> &Staff {
        &self.0
    }
}

impl FromActor for Inspector {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.has(Self::ROLE))
            .map(Self)
    }
}

/// Who may look up a teacher outside a case: a case worker, an auditor, an inspector, or who looks in a
/// criminal investigation (*opsporing*), of which the teacher does not read.
#[derive(Clone, Debug)]
pub struct Reader(Staff);

impl Reader {
    /// The person.
    pub fn staff(&self) -> &Staff {
        &self.0
    }

    /// For which purposes.
    pub fn purposes(&self) -> Vec<Viewing> {
        let mut purposes = Vec::new();
        if CaseWorker::is_one(&self.0.roles) {
            purposes.push(Viewing::Question);
        }
        if self.0.has("auditor") {
            purposes.push(Viewing::Audit);
        }
        if self.0.has(Inspector::ROLE) {
            purposes.push(Viewing::Supervision);
        }
        if self.0.has("opsporing") {
            purposes.push(Viewing::Investigation);
        }
        purposes
    }
}

impl FromActor for Reader {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .map(Self)
            .filter(|reader| !reader.purposes().is_empty())
    }
}
