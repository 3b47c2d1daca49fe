//! The kinds of rules (*soorten*) with their parameters, as the data has them.

use super::Rule;
use crate::portfolio::{ActivityKind, Category};
use serde::{Deserialize, Serialize};

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

    /// Which hours or activities it is about, when it says so.
    pub const fn selection(&self) -> Option<&Selection> {
        match self {
            Self::MinCategory { select, .. }
            | Self::MaxCategory { select, .. }
            | Self::MinShare { select, .. }
            | Self::Required { select, .. }
            | Self::Reflection { select, .. }
            | Self::Equivalence { select, .. } => Some(select),
            _ => None,
        }
    }

    pub(super) const fn is_cap(&self) -> bool {
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
