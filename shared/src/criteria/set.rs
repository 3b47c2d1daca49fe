//! A version of the criteria: its rules as data.

use super::{RuleKind, dossier::digest};
use crate::{authority::InputsHash, portfolio::ActivityKind, sector::Sector};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How many caps and equivalences a set may have: counting tries all combinations of them.
const MOST_CAPS: usize = 12;
const MOST_EQUIVALENCES: usize = 6;

/// A version of the criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriteriaSet {
    /// What set it is, over its versions: `voorbeeld`.
    pub id: String,
    /// Its version: `2018-1`.
    pub version: String,
    /// Its name in Dutch.
    pub name: String,
    /// How far it came.
    pub status: Status,
    /// Who adopted it and by what decision (*besluit*), in Dutch; nothing while nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The sectors for which it holds; none means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<Sector>,
    /// First day on which a term to which it applies can begin.
    pub valid_from: Date,
    /// Last day on which a term to which it applies can begin.
    pub valid_to: Option<Date>,
    /// Its rules, in the order in which a page shows them.
    pub rules: Vec<Rule>,
}

/// How far a set came on its way from proposal to rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Being written.
    #[serde(rename = "concept")]
    Concept,
    /// Put before the profession.
    #[serde(rename = "voorgesteld")]
    Proposed,
    /// Adopted by the minister: it never changes again.
    #[serde(rename = "vastgesteld")]
    Adopted,
    /// Withdrawn.
    #[serde(rename = "ingetrokken")]
    Withdrawn,
}

impl Status {
    /// The code that tables and messages use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Proposed => "voorgesteld",
            Self::Adopted => "vastgesteld",
            Self::Withdrawn => "ingetrokken",
        }
    }
}

/// One rule of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its code: `R01`.
    pub code: String,
    /// What it asks.
    #[serde(flatten)]
    pub kind: RuleKind,
    /// The sectors for which it holds; none means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<Sector>,
    /// The ids of the subjects of re-registration for which it holds; none means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub for_subjects: Vec<String>,
    /// What it means, in plain Dutch.
    pub explanation: String,
    /// Where it comes from: S read in a source, M from memory, A our assumption.
    pub source: char,
}

/// Why a set cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// It is not in the form of a set.
    #[error("the set cannot be read: {0}")]
    Form(#[from] serde_json::Error),
    /// Two rules have this code.
    #[error("two rules have the code {0}")]
    Twice(String),
    /// A rule asks what nobody can do.
    #[error("rule {0} cannot be fulfilled")]
    Impossible(String),
    /// Counting would take too long.
    #[error("there are more than 12 caps or 6 equivalences")]
    TooMany,
}

impl SetError {
    /// What to do about it, in plain Dutch.
    pub fn in_dutch(&self) -> String {
        match self {
            Self::Form(_) => "De regels zijn niet te lezen".to_owned(),
            Self::Twice(code) => format!("Er zijn 2 regels met de code {code}"),
            Self::Impossible(code) => format!("Aan regel {code} kan niemand voldoen"),
            Self::TooMany => {
                "Maak ten hoogste 12 regels met een maximum en 6 die als iets anders tellen"
                    .to_owned()
            }
        }
    }
}

impl CriteriaSet {
    /// The example that holds by default: the rules of the voluntary register.
    ///
    /// # Panics
    /// Never: there are two sets.
    pub fn example() -> &'static Self {
        Self::all().first().expect("the sets are there")
    }

    /// The example with all thirty rules of chapter 4.3 of the handbook.
    ///
    /// # Panics
    /// Never: there are two sets.
    pub fn thirty() -> &'static Self {
        Self::all().last().expect("the sets are there")
    }

    /// All sets that come with the program, also those that are no more than a draft.
    ///
    /// # Panics
    /// Never: a test reads the same files.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<CriteriaSet>> = LazyLock::new(|| {
            FILES
                .iter()
                .map(|file| CriteriaSet::read(file).expect("the sets of the program are right"))
                .collect()
        });
        &ALL
    }

    /// Reads a set from JSON.
    ///
    /// # Errors
    /// When it is no set, or one that cannot be used.
    pub fn read(json: &str) -> Result<Self, SetError> {
        let set: Self = serde_json::from_str(json)?;
        set.check()?;
        Ok(set)
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// When a code is there twice, a rule cannot be fulfilled or counting would take too long.
    pub fn check(&self) -> Result<(), SetError> {
        let rules = self.every_rule();
        for (place, rule) in rules.iter().enumerate() {
            if rules
                .iter()
                .take(place)
                .any(|other| other.code == rule.code)
            {
                return Err(SetError::Twice(rule.code.clone()));
            }
            if rule.is_impossible() {
                return Err(SetError::Impossible(rule.code.clone()));
            }
        }
        let count = |of: fn(&RuleKind) -> bool| rules.iter().filter(|rule| of(&rule.kind)).count();
        if count(RuleKind::is_cap) > MOST_CAPS
            || count(|kind| matches!(kind, RuleKind::Equivalence { .. })) > MOST_EQUIVALENCES
        {
            return Err(SetError::TooMany);
        }
        Ok(())
    }

    /// Whether it was adopted and came into force by this day.
    pub fn is_in_force(&self, today: Date) -> bool {
        self.status == Status::Adopted && self.valid_from <= today
    }

    /// Whether it is for teachers in this sector; of whom none is known, only what is for all.
    pub fn is_for(&self, sector: Option<Sector>) -> bool {
        is_among(&self.sectors, sector)
    }

    /// With which of these sets a draft for some sectors, or for all when there are none, is compared: the
    /// newest in force for each of them, else the newest in force.
    pub fn before<'a>(sets: &'a [Self], sectors: &[Sector], today: Date) -> Option<&'a Self> {
        let in_force = || sets.iter().filter(|set| set.is_in_force(today));
        let is_for_each = |set: &&Self| match sectors {
            [] => set.is_for(None),
            some => some.iter().all(|sector| set.is_for(Some(*sector))),
        };
        in_force()
            .rfind(is_for_each)
            .or_else(|| in_force().next_back())
    }

    /// Whether there is a sector for which both are: on the same day only one of them can begin.
    pub fn shares_a_sector(&self, other: &Self) -> bool {
        Sector::ALL
            .into_iter()
            .any(|sector| self.is_for(Some(sector)) && other.is_for(Some(sector)))
    }

    /// The hash of what it asks and of whom, which stays the same on the way from draft to rule.
    pub fn rules_hash(&self) -> InputsHash {
        digest(&(&self.sectors, &self.rules))
    }

    /// The hash by which an evaluation names the set.
    pub fn hash(&self) -> InputsHash {
        digest(self)
    }

    /// The forms and themes that its rules name.
    pub fn labels(&self) -> Vec<String> {
        let every = self.every_rule();
        let named = every.iter().filter_map(|rule| rule.kind.selection());
        named.flat_map(|select| select.labels.clone()).collect()
    }

    /// Its rules and their parts, in the order in which a page shows them.
    pub fn every_rule(&self) -> Vec<&Rule> {
        let mut all = Vec::new();
        for rule in &self.rules {
            rule.with_parts(&mut all);
        }
        all
    }
}

/// Whether a sector is one of these; none means all. One that is not known is in no list.
fn is_among(sectors: &[Sector], sector: Option<Sector>) -> bool {
    sectors.is_empty() || sector.is_some_and(|sector| sectors.contains(&sector))
}

pub(super) const FILES: [&str; 2] = [
    include_str!("../../data/criteria/voorbeeld-2018-1.json"),
    include_str!("../../data/criteria/dertig-2022-1.json"),
];

impl Rule {
    /// The rules of which it consists; none when it stands alone.
    pub fn parts(&self) -> &[Rule] {
        match &self.kind {
            RuleKind::All { rules } | RuleKind::Any { rules } | RuleKind::Some { rules, .. } => {
                rules
            }
            _ => &[],
        }
    }

    /// Whether it holds for a teacher in this sector, when that is known, with these subjects.
    pub fn holds_for(&self, sector: Option<Sector>, subjects: &[String]) -> bool {
        is_among(&self.sectors, sector)
            && (self.for_subjects.is_empty()
                || self.for_subjects.iter().any(|id| subjects.contains(id)))
    }

    fn with_parts<'a>(&'a self, all: &mut Vec<&'a Rule>) {
        all.push(self);
        for part in self.parts() {
            part.with_parts(all);
        }
    }

    fn is_impossible(&self) -> bool {
        match &self.kind {
            RuleKind::MinShare { percent, .. } => !(0..=100).contains(percent),
            RuleKind::MinKinds { count } => {
                usize::try_from(*count).is_ok_and(|count| count > ActivityKind::ALL.len())
            }
            RuleKind::MinPerYear { years, .. } => *years > 4,
            RuleKind::All { rules } | RuleKind::Any { rules } => rules.is_empty(),
            RuleKind::Some { count, rules } => {
                usize::try_from(*count).map_or(true, |count| count > rules.len())
            }
            _ => false,
        }
    }
}
