//! Who is acting: typed actors that only the session layer of the server can make.
//!
//! A desk method takes the actor it is for, so that no use case can be called without one.
//! The constructors are named `vouch_for`; clippy refuses them outside the session layer
//! (`disallowed-methods` in `clippy.toml`).

use shared::{
    Problem,
    identifier::{BoardNumber, PersonId, ProviderId, SupplierId},
    viewing::Viewing,
};
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

/// A teacher whom the teachers elected (*afgevaardigde*), and who holds that mandate today.
#[derive(Clone, Debug)]
pub struct Delegate(Teacher);

impl Delegate {
    /// The teacher.
    pub fn teacher(&self) -> &Teacher {
        &self.0
    }
}

/// Somebody who delivers for a board and logged in with eHerkenning: of the board itself, or of an
/// office that the board gave a mandate (*administratiekantoor*).
#[derive(Clone, Debug)]
pub struct SchoolContact {
    board: BoardNumber,
    pseudonym: String,
    reach: Reach,
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

/// Somebody of the board itself, for all of it or for some of its schools: not of an office.
#[derive(Clone, Debug)]
pub struct Colleague(SchoolContact);

impl Deref for Colleague {
    type Target = SchoolContact;

    fn deref(&self) -> &SchoolContact {
        &self.0
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

/// A member of staff who keeps the system (*beheerder*), and says who may decide for the minister.
#[derive(Clone, Debug)]
pub struct Keeper(Staff);

impl Keeper {
    /// The member of staff.
    pub fn staff(&self) -> &Staff {
        &self.0
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

/// A member of the committee (*commissielid*), who validates the catalogue for the profession.
#[derive(Clone, Debug)]
pub struct Validator(Staff);

impl Validator {
    /// The person.
    pub fn staff(&self) -> &Staff {
        &self.0
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
        let has = |role: &str| self.0.roles.iter().any(|own| own == role);
        let mut purposes = Vec::new();
        if CaseWorker::is_one(&self.0.roles) {
            purposes.push(Viewing::Question);
        }
        if has("auditor") {
            purposes.push(Viewing::Audit);
        }
        if has(Inspector::ROLE) {
            purposes.push(Viewing::Supervision);
        }
        if has("opsporing") {
            purposes.push(Viewing::Investigation);
        }
        purposes
    }
}

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
            Self::Teacher(teacher) => format!("teacher:{}", teacher.person),
            Self::School(contact) => contact.reach.owner(&contact.board, &contact.pseudonym).1,
            Self::Supplier(supplier) => {
                format!("supplier:{}:{}", supplier.id, supplier.pseudonym)
            }
            Self::Provider(provider) => {
                format!("provider:{}:{}", provider.id, provider.pseudonym)
            }
            Self::Staff(staff) => format!("staff:{}", staff.subject),
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

impl FromActor for Teacher {
    fn from_actor(actor: Actor) -> Option<Self> {
        match actor {
            Actor::Teacher(teacher) => Some(teacher),
            _ => None,
        }
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

impl FromActor for SchoolContact {
    fn from_actor(actor: Actor) -> Option<Self> {
        match actor {
            Actor::School(contact) => Some(contact),
            _ => None,
        }
    }
}

impl FromActor for Colleague {
    fn from_actor(actor: Actor) -> Option<Self> {
        SchoolContact::from_actor(actor)
            .filter(|contact| contact.reach.office().is_none())
            .map(Self)
    }
}

impl FromActor for BoardContact {
    fn from_actor(actor: Actor) -> Option<Self> {
        Colleague::from_actor(actor)
            .filter(|contact| contact.reach == Reach::Board)
            .map(Self)
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

impl FromActor for Provider {
    fn from_actor(actor: Actor) -> Option<Self> {
        match actor {
            Actor::Provider(provider) => Some(provider),
            _ => None,
        }
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

impl FromActor for CaseWorker {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| Self::is_one(&staff.roles))
            .map(Self)
    }
}

impl FromActor for Validator {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.roles.iter().any(|role| role == "commissielid"))
            .map(Self)
    }
}

impl FromActor for CommitteeMember {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.roles.iter().any(|role| role == Self::ROLE))
            .map(Self)
    }
}

impl FromActor for Inspector {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.roles.iter().any(|role| role == Self::ROLE))
            .map(Self)
    }
}

impl FromActor for Delegate {
    fn from_actor(actor: Actor) -> Option<Self> {
        Teacher::from_actor(actor)
            .filter(|teacher| teacher.elected)
            .map(Self)
    }
}

impl FromActor for Drafter {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.roles.iter().any(|role| role == Self::ROLE))
            .map(Self)
    }
}

impl FromActor for Adopter {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.roles.iter().any(|role| role == Self::ROLE))
            .map(Self)
    }
}

impl FromActor for Reader {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .map(Self)
            .filter(|reader| !reader.purposes().is_empty())
    }
}

impl FromActor for Keeper {
    fn from_actor(actor: Actor) -> Option<Self> {
        Staff::from_actor(actor)
            .filter(|staff| staff.roles.iter().any(|role| role == "beheerder"))
            .map(Self)
    }
}

impl FromActor for Actor {
    fn from_actor(actor: Actor) -> Option<Self> {
        Some(actor)
    }
}
