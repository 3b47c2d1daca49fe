//! What comes of the rules, in the units in which they ask.

use crate::{authority::InputsHash, notation, portfolio::Quarters};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How far a dossier is with every rule of a set. The hashes name what it depends on: with the same
/// set and inputs it comes out the same, in an objection years later too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Which set, and of which version.
    pub set: String,
    /// See `set`.
    pub version: String,
    /// The hash of the set.
    pub set_hash: InputsHash,
    /// The hash of the dossier and the facts.
    pub inputs_hash: InputsHash,
    /// The hours that count, after what does not.
    pub total: Quarters,
    /// Each rule that holds for this teacher, with its parts.
    pub rules: Vec<RuleOutcome>,
}

/// What comes of one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleOutcome {
    /// The code of the rule.
    pub code: String,
    /// The code of its kind (*soort*).
    pub kind: String,
    /// Whether it is fulfilled (*voldaan*). A cap always is.
    pub fulfilled: bool,
    /// What there is (*waarde*).
    pub value: Amount,
    /// What is asked (*norm*); with a cap, what counts at most.
    pub norm: Amount,
    /// What the rule means, in plain Dutch (*uitleg*).
    pub explanation: String,
    /// What is still to be done, in plain Dutch (*ontbrekend*); with a cap, what does not count.
    pub missing: Option<String>,
    /// What comes of its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<RuleOutcome>,
}

/// A number of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    /// How many.
    pub count: i32,
    /// Of what.
    pub unit: Unit,
}

/// What a rule counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Quarters of an hour.
    Quarters,
    /// Percent.
    Percent,
    /// Kinds of activity.
    Kinds,
    /// Activities.
    Activities,
    /// Years of the term.
    Years,
    /// Months.
    Months,
    /// Times that feedback was given or got.
    Reviews,
    /// Rules.
    Rules,
}

impl Amount {
    /// A number of something.
    pub const fn new(count: i32, unit: Unit) -> Self {
        Self { count, unit }
    }

    /// The hours, when it counts in hours.
    pub fn quarters(self) -> Option<Quarters> {
        (self.unit == Unit::Quarters).then_some(Quarters(self.count))
    }
}

impl From<Quarters> for Amount {
    fn from(quarters: Quarters) -> Self {
        Self::new(quarters.0, Unit::Quarters)
    }
}

impl fmt::Display for Amount {
    /// With the word: `7,5 uur`, `1 activiteit`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = i64::from(self.count);
        let counted = |one, more| notation::count(count, one, more);
        f.write_str(&match self.unit {
            Unit::Quarters => format!("{} uur", notation::hours(count)),
            Unit::Percent => format!("{count} procent"),
            Unit::Kinds => counted("soort", "soorten"),
            Unit::Activities => counted("activiteit", "activiteiten"),
            Unit::Years => format!("{count} jaar"),
            Unit::Months => counted("maand", "maanden"),
            Unit::Reviews => format!("{count} keer"),
            Unit::Rules => counted("regel", "regels"),
        })
    }
}

impl Evaluation {
    /// Whether every rule is fulfilled.
    pub fn is_fulfilled(&self) -> bool {
        self.rules.iter().all(|rule| rule.fulfilled)
    }

    /// The hours above what is asked in all; none when the set asks nothing in all.
    pub fn surplus(&self) -> Quarters {
        let every = self.every_rule();
        let asks_all = every.iter().find(|rule| rule.kind == "MIN_UREN_TOTAAL");
        let norm = asks_all.and_then(|rule| rule.norm.quarters());
        norm.map_or(Quarters::ZERO, |norm| {
            (self.total - norm).max(Quarters::ZERO)
        })
    }

    /// The rules and their parts, in the order in which a page shows them.
    pub fn every_rule(&self) -> Vec<&RuleOutcome> {
        let mut all = Vec::new();
        for rule in &self.rules {
            rule.with_parts(&mut all);
        }
        all
    }
}

impl RuleOutcome {
    fn with_parts<'a>(&'a self, all: &mut Vec<&'a RuleOutcome>) {
        all.push(self);
        for part in &self.parts {
            part.with_parts(all);
        }
    }
}
