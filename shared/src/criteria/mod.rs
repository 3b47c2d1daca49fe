//! The criteria for re-registration (*herregistratiecriteria*) as versioned data, and how far a
//! teacher's activities are with them.
//!
//! A rule is data; what a kind of rule means is a pure function here. The default set has the rules
//! whose source is known (chapters 4.1 and 4.3 of the handbook). The criteria of the profession
//! itself (articles 38l and 38m WPO) never came into force.

#[cfg(any(test, feature = "explanations"))]
mod cases;
mod choice;
mod count;
mod course;
mod dossier;
mod draft;
mod evaluate;
mod extended;
mod forecast;
mod group;
mod inputs;
mod interruption;
mod kind;
mod needs;
mod outcome;
mod parameter;
mod procedure;
#[cfg(test)]
mod properties;
mod rule_form;
mod rules;
mod sentence;
mod set;
mod simulation;
mod term;
#[cfg(test)]
mod tests;
mod words;

pub use choice::{Choice, choose, may_choose, newer};
pub use course::{GROUPS, Reached, course};
pub use dossier::{Counted, Dossier, Experience, Facts};
pub use draft::{Deed, SetForm};
pub use evaluate::evaluate;
pub use extended::{ExtendedTerm, TermStep};
pub use forecast::{Change, Forecast, RuleForecast, difference, effect, forecast};
pub use group::{AgeGroup, Group, PartTime};
pub use inputs::{Effect, Inputs};
pub use interruption::{Counts, Interruption, InterruptionForm, InterruptionKind, TermRules};
pub use kind::{Days, RuleKind, Selection, Worth};
pub use needs::{DataNeed, NewNeed, Supplier, new_needs};
pub use outcome::{Amount, Evaluation, RuleOutcome, Unit};
pub use parameter::{CARRIED, Number, Parameter, WORTH};
pub use procedure::{Ballot, Procedure, Refusal, Stage, Step, Tally};
pub use rule_form::RuleForm;
pub use set::{CriteriaSet, Rule, SetError, Status};
pub use simulation::{Cells, Counts as SimulationCounts, GroupReport, Report, Simulation};
pub use term::Term;
pub use words::Difference;

use crate::portfolio::{Category, Quarters, Split};
use serde::{Deserialize, Serialize};

/// What must be told with every duty of these criteria, as long as the minister adopted none
/// (re-registration was never in force: article 38l WPO).
pub const EXAMPLE: &str =
    "De criteria zijn een voorbeeld: in het echt stelde de minister er nooit een vast.";

/// How far one rule is that asks hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleResult {
    /// The code of the rule.
    pub code: String,
    /// Whether it is fulfilled. A cap always is.
    pub fulfilled: bool,
    /// What there is.
    pub value: Quarters,
    /// What is asked; with a cap, what counts at most.
    pub norm: Quarters,
    /// What the rule means, in plain Dutch.
    pub explanation: String,
    /// What is still to be done, in plain Dutch; with a cap, what does not count.
    pub missing: Option<String>,
}

/// How far the hours of a teacher are with a set of criteria: [`Evaluation`] for a page of hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The hours that count.
    pub total: Quarters,
    /// The hours that are asked in all: 160 in the example.
    pub norm: Quarters,
    /// The hours that were entered, also what does not count.
    pub entered: Quarters,
    /// The hours without a category (*nog te kiezen*).
    pub to_choose: Quarters,
    /// The hours per category.
    pub per_category: Split,
    /// Each rule in hours that holds in this sector.
    pub rules: Vec<RuleResult>,
    /// Which set, and of which version.
    pub set: String,
    /// See `set`.
    pub version: String,
}

/// How far the hours of a dossier are with a set of criteria.
pub fn progress(dossier: &Dossier<'_>, facts: &Facts, set: &CriteriaSet) -> Progress {
    let evaluation = evaluate(dossier, facts, set);
    let asks_all = |rule: &&&RuleOutcome| rule.kind == "MIN_UREN_TOTAAL";
    let every = evaluation.every_rule();
    let norm = every.iter().find(asks_all).map(|rule| rule.norm);
    let rules = every.iter().filter_map(|rule| rule.in_hours()).collect();
    let mut per_category = Split::default();
    for category in Category::ALL {
        let of = dossier.in_term().map(|a| a.split.get(category));
        per_category.set(category, of.sum());
    }
    let entered: Quarters = dossier.in_term().map(|activity| activity.hours).sum();
    Progress {
        total: evaluation.total,
        norm: norm.and_then(Amount::quarters).unwrap_or_default(),
        entered,
        to_choose: entered - per_category.total(),
        per_category,
        rules,
        set: evaluation.set.clone(),
        version: evaluation.version.clone(),
    }
}

impl RuleOutcome {
    fn in_hours(&self) -> Option<RuleResult> {
        Some(RuleResult {
            code: self.code.clone(),
            fulfilled: self.fulfilled,
            value: self.value.quarters()?,
            norm: self.norm.quarters()?,
            explanation: self.explanation.clone(),
            missing: self.missing.clone(),
        })
    }
}
