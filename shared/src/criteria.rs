//! The criteria for re-registration (*herregistratiecriteria*) as versioned data, and how far a
//! teacher's activities are with them.
//!
//! A rule is data; what a kind of rule means is a pure function here. For now there is one set,
//! of the rules whose source is known (chapters 4.1 and 4.3 of the handbook). The criteria of the
//! profession itself (articles 38l and 38m WPO) never came into force.

use crate::{
    portfolio::{Category, NewActivity, Quarters, Split},
    sector::Sector,
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A version of the criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriteriaSet {
    /// What set it is, over its versions: `voorbeeld`.
    pub id: String,
    /// Its version: `2018-1`.
    pub version: String,
    /// Its name in Dutch.
    pub name: String,
    /// First day of a term to which it applies.
    pub valid_from: Date,
    /// Last day of a term to which it applies.
    pub valid_to: Option<Date>,
    /// Its rules, in the order in which a page shows them.
    pub rules: Vec<Rule>,
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
    /// What it means, in plain Dutch.
    pub explanation: String,
    /// Where it comes from: S read in a source, M from memory, A our assumption.
    pub source: char,
}

/// The kind of a rule, with its parameters. Hours are whole hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum RuleKind {
    /// At least so many hours that count.
    #[serde(rename = "MIN_UREN_TOTAAL")]
    MinTotal {
        /// The norm.
        hours: i32,
    },
    /// At least so many hours in these categories together.
    #[serde(rename = "MIN_UREN_CATEGORIE")]
    MinCategory {
        /// The categories.
        categories: Vec<Category>,
        /// The norm.
        hours: i32,
    },
    /// No more than so many hours of these categories together count for the total. More is no
    /// failure: it does not count.
    #[serde(rename = "MAX_UREN_CATEGORIE")]
    MaxCategory {
        /// The categories.
        categories: Vec<Category>,
        /// The cap.
        hours: i32,
    },
}

/// The period in which a teacher works on re-registration: four years (chapter 4.1 of the handbook).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Term {
    /// The term that begins on this day; its last day is the one before the same day four years on.
    pub fn from_start(first: Date) -> Self {
        let next = first.saturating_add(Span::new().years(4));
        // From 29 February the same day does not exist in a year like 2100: then next is the 28th,
        // and that day is the last.
        let last = if next.day() == first.day() {
            next.yesterday().unwrap_or(next)
        } else {
            next
        };
        Self { first, last }
    }

    /// Whether a day is in the term.
    pub fn contains(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// What counts of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The first day, which decides in which term it falls.
    pub on: Date,
    /// All hours.
    pub hours: Quarters,
    /// The hours per category, together never more than `hours`.
    pub split: Split,
}

impl From<&NewActivity> for Counted {
    fn from(activity: &NewActivity) -> Self {
        Self {
            on: activity.from,
            hours: activity.hours,
            split: activity.split,
        }
    }
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Dossier<'a> {
    /// The activities, in any order.
    pub activities: &'a [Counted],
    /// The sector in which the teacher works.
    pub sector: Sector,
    /// The term; activities outside it do not count. `None`: all count.
    pub term: Option<Term>,
}

impl Dossier<'_> {
    fn counted(&self) -> impl Iterator<Item = &Counted> {
        self.activities
            .iter()
            .filter(|a| self.term.is_none_or(|term| term.contains(a.on)))
    }

    fn hours(&self) -> Quarters {
        self.counted().map(|a| a.hours).sum()
    }

    fn hours_in(&self, categories: &[Category]) -> Quarters {
        self.counted()
            .flat_map(|a| categories.iter().map(|c| a.split.get(*c)))
            .sum()
    }
}

/// How far one rule is.
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

/// How far a teacher is with a set of criteria.
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
    /// Each rule that holds in this sector.
    pub rules: Vec<RuleResult>,
    /// Which set, and of which version.
    pub set: String,
    /// See `set`.
    pub version: String,
}

impl Progress {
    /// Whether every rule is fulfilled.
    pub fn is_fulfilled(&self) -> bool {
        self.rules.iter().all(|rule| rule.fulfilled)
    }
}

impl CriteriaSet {
    /// The example: the rules of the voluntary register.
    pub fn example() -> &'static Self {
        static EXAMPLE: LazyLock<CriteriaSet> = LazyLock::new(|| {
            serde_json::from_str(include_str!("../data/criteria.json"))
                .expect("the criteria that come with the program are right")
        });
        &EXAMPLE
    }

    fn rules_for(&self, sector: Sector) -> impl Iterator<Item = &Rule> {
        self.rules
            .iter()
            .filter(move |rule| rule.sectors.is_empty() || rule.sectors.contains(&sector))
    }

    /// The hours that count, after the caps of this set.
    fn counting(&self, dossier: &Dossier<'_>) -> Quarters {
        let too_many = self
            .rules_for(dossier.sector)
            .filter_map(|rule| match &rule.kind {
                RuleKind::MaxCategory { categories, hours } => {
                    Some(excess(dossier.hours_in(categories), *hours))
                }
                _ => None,
            });
        // Caps may overlap; hours are never taken off below nothing.
        (dossier.hours() - too_many.sum()).max(Quarters::ZERO)
    }
}

/// How far the activities of a dossier are with a set of criteria.
pub fn progress(dossier: &Dossier<'_>, set: &CriteriaSet) -> Progress {
    let rules: Vec<RuleResult> = set
        .rules_for(dossier.sector)
        .map(|rule| rule.evaluate(dossier, set))
        .collect();
    let norm = set
        .rules_for(dossier.sector)
        .find_map(|rule| match rule.kind {
            RuleKind::MinTotal { hours } => Some(Quarters::hours(hours)),
            _ => None,
        });
    let mut per_category = Split::default();
    for category in Category::ALL {
        per_category.set(category, dossier.hours_in(&[category]));
    }
    Progress {
        total: set.counting(dossier),
        norm: norm.unwrap_or_default(),
        entered: dossier.hours(),
        to_choose: dossier.hours() - per_category.total(),
        per_category,
        rules,
        set: set.id.clone(),
        version: set.version.clone(),
    }
}

impl Rule {
    /// How far the dossier is with this rule of `set`.
    pub fn evaluate(&self, dossier: &Dossier<'_>, set: &CriteriaSet) -> RuleResult {
        match &self.kind {
            RuleKind::MinTotal { hours } => self.minimum(set.counting(dossier), *hours),
            RuleKind::MinCategory { categories, hours } => {
                self.minimum(dossier.hours_in(categories), *hours)
            }
            RuleKind::MaxCategory { categories, hours } => {
                let value = dossier.hours_in(categories);
                let excess = excess(value, *hours);
                let missing =
                    (excess > Quarters::ZERO).then(|| format!("{excess} uur telt niet mee."));
                self.result(true, value, *hours, missing)
            }
        }
    }

    fn minimum(&self, value: Quarters, hours: i32) -> RuleResult {
        let short = Quarters::hours(hours) - value;
        let fulfilled = short <= Quarters::ZERO;
        self.result(
            fulfilled,
            value,
            hours,
            (!fulfilled).then(|| format!("Nog {short} uur.")),
        )
    }

    fn result(
        &self,
        fulfilled: bool,
        value: Quarters,
        norm: i32,
        missing: Option<String>,
    ) -> RuleResult {
        RuleResult {
            code: self.code.clone(),
            fulfilled,
            value,
            norm: Quarters::hours(norm),
            explanation: self.explanation.clone(),
            missing,
        }
    }
}

fn excess(value: Quarters, cap: i32) -> Quarters {
    (value - Quarters::hours(cap)).max(Quarters::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn activity(category: Option<Category>, hours: i32) -> Counted {
        let hours = Quarters::hours(hours);
        Counted {
            on: date(2026, 3, 1),
            hours,
            split: category.map(|c| Split::only(c, hours)).unwrap_or_default(),
        }
    }

    fn of(activities: &[Counted], sector: Sector) -> Progress {
        progress(
            &Dossier {
                activities,
                sector,
                term: None,
            },
            CriteriaSet::example(),
        )
    }

    fn missing(progress: &Progress) -> Vec<(&str, Option<&str>)> {
        progress
            .rules
            .iter()
            .map(|r| (r.code.as_str(), r.missing.as_deref()))
            .collect()
    }

    #[test]
    fn the_example_asks_160_hours_and_one_rule_is_for_secondary_education_only() {
        let none = of(&[], Sector::Vo);
        assert_eq!(
            (none.norm, none.total),
            (Quarters::hours(160), Quarters::ZERO)
        );
        assert_eq!(
            (none.set.as_str(), none.version.as_str()),
            ("voorbeeld", "2018-1")
        );
        assert_eq!(
            missing(&none),
            [
                ("R01", Some("Nog 160 uur.")),
                ("R02", Some("Nog 100 uur.")),
                ("R03", Some("Nog 40 uur.")),
                ("R04", None)
            ]
        );
        assert_eq!(of(&[], Sector::Po).rules.len(), 3);
    }

    #[test]
    fn hours_above_a_cap_do_not_count_and_are_no_failure() {
        let all = [
            activity(Some(Category::SubjectContent), 100),
            activity(Some(Category::School), 80),
        ];
        let progress = of(&all, Sector::Vo);
        assert!(progress.is_fulfilled());
        assert_eq!(
            (progress.entered, progress.total),
            (Quarters::hours(180), Quarters::hours(160))
        );
        assert_eq!(
            missing(&progress)[3],
            ("R04", Some("20 uur telt niet mee."))
        );
    }

    #[test]
    fn hours_without_a_category_count_for_the_total_alone() {
        let progress = of(&[activity(None, 160)], Sector::Vo);
        assert_eq!(
            (progress.total, progress.to_choose),
            (Quarters::hours(160), Quarters::hours(160))
        );
        assert_eq!(
            missing(&progress)[..2],
            [("R01", None), ("R02", Some("Nog 100 uur."))]
        );
    }

    #[test]
    fn a_term_is_four_years_and_what_is_outside_does_not_count() {
        let term = Term::from_start(date(2022, 8, 1));
        assert_eq!(term.last, date(2026, 7, 31));
        assert_eq!(Term::from_start(date(2024, 2, 29)).last, date(2028, 2, 28));
        assert_eq!(Term::from_start(date(2096, 2, 29)).last, date(2100, 2, 28));
        let outside = Counted {
            on: date(2026, 8, 1),
            ..activity(None, 10)
        };
        let all = [activity(None, 5), outside];
        let dossier = Dossier {
            activities: &all,
            sector: Sector::Po,
            term: Some(term),
        };
        assert_eq!(
            progress(&dossier, CriteriaSet::example()).entered,
            Quarters::hours(5)
        );
    }

    fn any_activity() -> impl Strategy<Value = Counted> {
        (prop::array::uniform6(0_i32..200), 0_i32..100, 0_i64..3000).prop_map(
            |(split, rest, days)| {
                let split = Split::new(split.map(Quarters));
                Counted {
                    on: date(2020, 1, 1) + Span::new().days(days),
                    hours: split.total() + Quarters(rest),
                    split,
                }
            },
        )
    }

    fn any_dossier() -> impl Strategy<Value = (Vec<Counted>, Sector, Option<Term>)> {
        let term = prop::option::of(
            (0_i64..3000).prop_map(|d| Term::from_start(date(2020, 1, 1) + Span::new().days(d))),
        );
        (
            prop::collection::vec(any_activity(), 0..12),
            prop::sample::select(Sector::ALL.to_vec()),
            term,
        )
    }

    proptest! {
        #[test]
        fn one_more_activity_never_lowers_a_minimum((mut activities, sector, term) in any_dossier(), more in any_activity()) {
            let of = |activities: &[Counted]| progress(&Dossier { activities, sector, term }, CriteriaSet::example());
            let before = of(&activities);
            activities.push(more);
            let after = of(&activities);
            prop_assert!(after.total >= before.total && after.total <= after.entered);
            for (before, after) in before.rules.iter().zip(&after.rules) {
                prop_assert!(after.value >= before.value && after.fulfilled >= before.fulfilled, "{}", before.code);
            }
        }

        #[test]
        fn the_order_never_matters((activities, sector, term) in any_dossier()) {
            let mut turned = activities.clone();
            turned.reverse();
            let of = |activities: &[Counted]| progress(&Dossier { activities, sector, term }, CriteriaSet::example());
            prop_assert_eq!(of(&activities), of(&turned));
        }

        #[test]
        fn an_activity_in_two_halves_changes_no_total((mut activities, sector, term) in any_dossier(), one in any_activity(), other in any_activity()) {
            let mut together = Split::default();
            for category in Category::ALL {
                together.set(category, one.split.get(category) + other.split.get(category));
            }
            let whole = Counted { on: one.on, hours: one.hours + other.hours, split: together };
            let of = |activities: &[Counted]| progress(&Dossier { activities, sector, term }, CriteriaSet::example());
            let mut halves = activities.clone();
            halves.extend([one, Counted { on: one.on, ..other }]);
            activities.push(whole);
            prop_assert_eq!(of(&activities), of(&halves));
        }
    }
}
