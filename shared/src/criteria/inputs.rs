//! Everything an evaluation depends on as one value, so that the browser makes the same one as the
//! server, also with an activity that is not there yet.

use super::{
    Change, Counted, CriteriaSet, Dossier, Evaluation, Facts, Forecast, Progress, Reached, Term,
    course, effect, evaluate, forecast, progress,
};
use crate::{
    portfolio::{NewActivity, Quarters},
    sector::Sector,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What an evaluation is of, and with which set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The activities.
    pub activities: Vec<Counted>,
    /// The sector in which the teacher works, when that is known.
    pub sector: Option<Sector>,
    /// The term that counts.
    pub term: Term,
    /// What else is known.
    pub facts: Facts,
    /// The set that holds.
    pub set: CriteriaSet,
}

/// What one more activity does for one rule, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The name of the rule.
    pub name: String,
    /// What changes: `Van 20 uur naar 28 uur.`
    pub text: String,
}

impl Inputs {
    /// What the rules look at.
    pub fn dossier(&self) -> Dossier<'_> {
        Dossier {
            activities: &self.activities,
            sector: self.sector,
            term: Some(self.term),
        }
    }

    /// How far the dossier is with every rule.
    pub fn evaluate(&self) -> Evaluation {
        evaluate(&self.dossier(), &self.facts, &self.set)
    }

    /// How far the hours are.
    pub fn progress(&self) -> Progress {
        progress(&self.dossier(), &self.facts, &self.set)
    }

    /// What comes of it at the pace so far; see [`forecast`].
    pub fn forecast(&self, today: Date) -> Option<Forecast> {
        forecast(&self.dossier(), &self.facts, &self.set, today)
    }

    /// The hours per half year; see [`course`].
    pub fn course(&self, today: Date) -> Vec<Reached> {
        course(&self.dossier(), &self.facts, &self.set, today)
    }

    /// What one more activity does for each rule that it changes.
    pub fn effect(&self, activity: &NewActivity) -> Vec<Effect> {
        let set = &self.set;
        let more = Counted::from(activity);
        effect(&self.dossier(), &self.facts, set, &more)
            .into_iter()
            .map(|change| named(set, &change))
            .collect()
    }

    /// The hours that would be there today for who is to reach the norm by going on evenly.
    pub fn on_schedule(&self, norm: Quarters, today: Date) -> Quarters {
        let days = |from: Date, to: Date| i64::from(super::term::days_between(from, to));
        let whole = days(self.term.first, self.term.last) + 1;
        let past = (days(self.term.first, today) + 1).clamp(0, whole);
        let due = i64::from(norm.0) * past / whole.max(1);
        // Whole hours: to the quarter it would seem a demand.
        Quarters::hours(i32::try_from(due / 4).unwrap_or(i32::MAX))
    }
}

fn named(set: &CriteriaSet, change: &Change) -> Effect {
    let rules = set.every_rule();
    let rule = rules.iter().find(|rule| rule.code == change.code);
    Effect {
        name: rule.map_or_else(|| change.code.clone(), |rule| rule.name()),
        text: change.text(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn who_is_halfway_the_term_is_on_schedule_with_half_of_the_hours() {
        let inputs = Inputs {
            activities: Vec::new(),
            sector: Some(Sector::Po),
            term: Term::from_start(date(2022, 8, 1)),
            facts: Facts::default(),
            set: CriteriaSet::example().clone(),
        };
        let norm = Quarters::hours(160);
        let due = |today| inputs.on_schedule(norm, today);
        assert_eq!(due(date(2022, 7, 1)), Quarters::ZERO);
        assert_eq!(due(date(2024, 7, 31)), Quarters::hours(80));
        assert_eq!(due(date(2026, 7, 31)), norm);
        assert_eq!(due(date(2030, 1, 1)), norm);
    }
}
