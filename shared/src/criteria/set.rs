//! A version of the criteria: its rules as data.

use super::dossier::digest;
use crate::{
    authority::InputsHash,
    portfolio::{ActivityKind, Category},
    sector::Sector,
};
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

/// Which hours or activities a rule is about: those that have one of each list that is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// The kinds of activity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<ActivityKind>,
    /// The ids of subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// The forms and themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
}

/// The kind of a rule (*soort*), with its parameters. Hours are whole hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum RuleKind {
    /// At least so many hours that count.
    #[serde(rename = "MIN_UREN_TOTAAL")]
    MinTotal {
        /// The norm.
        hours: i32,
    },
    /// At least so many of these hours.
    #[serde(rename = "MIN_UREN_CATEGORIE")]
    MinCategory {
        /// Which hours.
        #[serde(flatten)]
        select: Selection,
        /// The norm.
        hours: i32,
    },
    /// No more than so many of these hours count. More is no failure: it does not count.
    #[serde(rename = "MAX_UREN_CATEGORIE")]
    MaxCategory {
        /// Which hours.
        #[serde(flatten)]
        select: Selection,
        /// The cap.
        hours: i32,
        /// Whether the cap is for each day, and not for the term.
        #[serde(default, skip_serializing_if = "is_false")]
        per_day: bool,
    },
    /// At least such a share of the hours that count.
    #[serde(rename = "MIN_AANDEEL")]
    MinShare {
        /// Which hours.
        #[serde(flatten)]
        select: Selection,
        /// The norm, in percent.
        percent: i32,
    },
    /// At least so many different kinds of activity.
    #[serde(rename = "MIN_AANTAL_VORMEN")]
    MinKinds {
        /// The norm.
        count: i32,
    },
    /// At least so many hours in each of so many years of the term.
    #[serde(rename = "MIN_PER_JAAR")]
    MinPerYear {
        /// The hours in a year.
        hours: i32,
        /// In how many years.
        years: i32,
    },
    /// At least so many hours for each subject of the re-registration.
    #[serde(rename = "MIN_UREN_PER_VAK")]
    MinPerSubject {
        /// The norm for each.
        hours: i32,
    },
    /// At least so many hours of work as a teacher, for each authority.
    #[serde(rename = "MIN_WERKERVARING_UREN")]
    MinExperience {
        /// The norm for each.
        hours: i32,
    },
    /// So many activities of this sort.
    #[serde(rename = "VERPLICHTE_ACTIVITEIT")]
    Required {
        /// Which activities.
        #[serde(flatten)]
        select: Selection,
        /// How many.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        count: i32,
        /// Whether it is asked in each year of the term.
        #[serde(default, skip_serializing_if = "is_false")]
        yearly: bool,
        /// How many colleagues must have approved it.
        #[serde(default, skip_serializing_if = "is_zero")]
        approvals: u8,
    },
    /// So often feedback given to a colleague, and so often got.
    #[serde(rename = "MIN_PEER_REVIEWS")]
    MinReviews {
        /// How often given.
        given: u16,
        /// How often got.
        received: u16,
    },
    /// A reflection with each of these activities of more than so many hours.
    #[serde(rename = "REFLECTIE_AANWEZIG")]
    Reflection {
        /// Which activities.
        #[serde(flatten)]
        select: Selection,
        /// Only when it was more than this.
        above_hours: i32,
        /// How many words it has at least.
        words: usize,
        /// Whether an activity without it does not count; otherwise the rule is not fulfilled.
        #[serde(default, skip_serializing_if = "is_false")]
        or_not_counted: bool,
    },
    /// A file of evidence with each activity of more than so many hours, and with each one in the
    /// sample.
    #[serde(rename = "BEWIJS_AANWEZIG")]
    Evidence {
        /// Only when it was more than this.
        above_hours: i32,
    },
    /// These activities may count as something else, when that is better.
    #[serde(rename = "EQUIVALENTIE")]
    Equivalence {
        /// Which activities.
        #[serde(flatten)]
        select: Selection,
        /// How much they count for together.
        counts: Worth,
        /// For which category.
        as_category: Category,
    },
    /// Months of exemption lower the norm of other rules in proportion.
    #[serde(rename = "VRIJSTELLING")]
    Exemption {
        /// The codes of the rules of which the norm in hours is lowered.
        lowers: Vec<String>,
        /// How many months count at most.
        months: u16,
    },
    /// Which days count.
    #[serde(rename = "GELDIG_BEWIJS_DATUM")]
    ValidDate(Days),
    /// Every part.
    #[serde(rename = "EN")]
    All {
        /// The parts.
        rules: Vec<Rule>,
    },
    /// One of the parts.
    #[serde(rename = "OF")]
    Any {
        /// The parts.
        rules: Vec<Rule>,
    },
    /// So many of the parts.
    #[serde(rename = "N_VAN")]
    Some {
        /// How many.
        count: i32,
        /// The parts.
        rules: Vec<Rule>,
    },
}

/// How much activities are worth together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// So many hours once one is finished with a diploma.
    Diploma(i32),
    /// So many hours for each study point.
    PerCredit(i32),
    /// Their hours, at most so many.
    AtMost(i32),
}

/// Which days count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "days")]
pub enum Days {
    /// Those of the term. That is so without this rule too: it says so, and tells what is outside.
    #[serde(rename = "in_termijn")]
    InTerm,
    /// What was left over of the last months before the term, at most so many hours.
    #[serde(rename = "meegenomen")]
    CarriedOver {
        /// How many months before the term.
        months: i32,
        /// The cap.
        hours: i32,
    },
    /// What was entered on the day of the decision or before.
    #[serde(rename = "tot_besluit")]
    UntilDecision,
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

    /// The set of this id and version, when it comes with the program.
    pub fn of_version(id: &str, version: &str) -> Option<&'static Self> {
        Self::all()
            .iter()
            .find(|set| set.id == id && set.version == version)
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

    /// The hash by which an evaluation names the set.
    pub fn hash(&self) -> InputsHash {
        digest(self)
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

    /// Whether it holds for a teacher in this sector with these subjects.
    pub fn holds_for(&self, sector: Sector, subjects: &[String]) -> bool {
        (self.sectors.is_empty() || self.sectors.contains(&sector))
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

impl RuleKind {
    /// The code of the kind, as the data has it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MinTotal { .. } => "MIN_UREN_TOTAAL",
            Self::MinCategory { .. } => "MIN_UREN_CATEGORIE",
            Self::MaxCategory { .. } => "MAX_UREN_CATEGORIE",
            Self::MinShare { .. } => "MIN_AANDEEL",
            Self::MinKinds { .. } => "MIN_AANTAL_VORMEN",
            Self::MinPerYear { .. } => "MIN_PER_JAAR",
            Self::MinPerSubject { .. } => "MIN_UREN_PER_VAK",
            Self::MinExperience { .. } => "MIN_WERKERVARING_UREN",
            Self::Required { .. } => "VERPLICHTE_ACTIVITEIT",
            Self::MinReviews { .. } => "MIN_PEER_REVIEWS",
            Self::Reflection { .. } => "REFLECTIE_AANWEZIG",
            Self::Evidence { .. } => "BEWIJS_AANWEZIG",
            Self::Equivalence { .. } => "EQUIVALENTIE",
            Self::Exemption { .. } => "VRIJSTELLING",
            Self::ValidDate(_) => "GELDIG_BEWIJS_DATUM",
            Self::All { .. } => "EN",
            Self::Any { .. } => "OF",
            Self::Some { .. } => "N_VAN",
        }
    }

    /// The codes of all kinds (chapter 4.3 of the handbook).
    pub const CODES: [&'static str; 18] = [
        "MIN_UREN_TOTAAL",
        "MIN_UREN_CATEGORIE",
        "MAX_UREN_CATEGORIE",
        "MIN_AANDEEL",
        "MIN_AANTAL_VORMEN",
        "MIN_PER_JAAR",
        "MIN_UREN_PER_VAK",
        "MIN_WERKERVARING_UREN",
        "VERPLICHTE_ACTIVITEIT",
        "MIN_PEER_REVIEWS",
        "REFLECTIE_AANWEZIG",
        "BEWIJS_AANWEZIG",
        "EQUIVALENTIE",
        "VRIJSTELLING",
        "GELDIG_BEWIJS_DATUM",
        "EN",
        "OF",
        "N_VAN",
    ];

    const fn is_cap(&self) -> bool {
        matches!(
            self,
            Self::MaxCategory { .. } | Self::ValidDate(Days::CarriedOver { .. })
        )
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_zero(value: &u8) -> bool {
    *value == 0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_one(value: &i32) -> bool {
    *value == 1
}

const fn one() -> i32 {
    1
}
