//! What comes of it when a teacher goes on at the same pace, and what one activity would do.
//!
//! All in whole numbers, so that a browser comes to the very same figure as the server.

use super::{
    Amount, Counted, CriteriaSet, Dossier, Evaluation, Facts, Term, evaluate, term::days_between,
};
use crate::portfolio::Quarters;
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// The least half years from which a pace can be told.
pub(super) const LEAST_PERIODS: usize = 2;
/// The half years of the longest term: four years, and 24 months of interruptions.
const MOST_PERIODS: i32 = 12;
const MONTHS_IN_PERIOD: i32 = 6;
/// Half years in a year, and days in a year: how many half years a number of days is.
const PERIODS_IN_YEAR: i64 = 2;
const DAYS_IN_YEAR: i64 = 365;
/// The square of 1.28, in hundredths: four times out of five the outcome is within the margin.
const MARGIN_SQUARED: i64 = 164;

/// What comes of the hours of a dossier at the pace of the teacher so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// On how many whole half years it rests.
    pub periods: usize,
    /// The days that are left.
    pub days_left: i32,
    /// All hours that count.
    pub total: RuleForecast,
    /// Each rule that asks hours.
    pub rules: Vec<RuleForecast>,
}

/// What comes of one rule. Hours can fall outside the margin one time out of five.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleForecast {
    /// The code of the rule; empty for all hours.
    pub code: String,
    /// What there is now.
    pub now: Quarters,
    /// What there was on average in a half year.
    pub pace: Quarters,
    /// What is expected at the end of the term.
    pub expected: Quarters,
    /// The low end of the margin, never less than there is now.
    pub low: Quarters,
    /// The high end of the margin.
    pub high: Quarters,
}

/// What comes of the hours when the teacher goes on as in the whole half years of the term before
/// `today`. `None` without a term, after it, and in its first year: too little to tell.
pub fn forecast(
    dossier: &Dossier<'_>,
    facts: &Facts,
    set: &CriteriaSet,
    today: Date,
) -> Option<Forecast> {
    let term = dossier.term?;
    if today > term.last {
        return None;
    }
    let ends: Vec<Date> = periods(term).take_while(|end| *end <= today).collect();
    if ends.len() < LEAST_PERIODS {
        return None;
    }
    let until = |end: Date| -> Vec<(String, Quarters)> {
        let activities: Vec<Counted> = dossier
            .activities
            .iter()
            .filter(|activity| activity.on < end)
            .cloned()
            .collect();
        let then = Dossier {
            activities: &activities,
            ..*dossier
        };
        measures(&evaluate(&then, facts, set))
    };
    let start = until(term.first);
    let steps: Vec<_> = ends.iter().map(|end| until(*end)).collect();
    let now = until(today.tomorrow().unwrap_or(today));
    let days_left = days_between(today, term.last);
    let mut all = now.iter().enumerate().map(|(nr, (code, now))| {
        let mut before = start[nr].1;
        let each: Vec<i64> = steps
            .iter()
            .map(|step| {
                let added = step[nr].1 - before;
                before = step[nr].1;
                i64::from(added.0)
            })
            .collect();
        go_on(code, *now, &each, days_left)
    });
    Some(Forecast {
        periods: ends.len(),
        days_left,
        total: all.next()?,
        rules: all.collect(),
    })
}

/// The first days after each half year of a term, also of those after it.
fn periods(term: Term) -> impl Iterator<Item = Date> {
    (1..=MOST_PERIODS).map(move |nr| {
        let months = Span::new().months(nr * MONTHS_IN_PERIOD);
        term.first.saturating_add(months)
    })
}

/// The last days of the half years of a term; the last one may be a part of one.
pub(super) fn half_years(term: Term) -> Vec<Date> {
    let mut all: Vec<Date> = periods(term)
        .filter_map(|end| end.yesterday().ok())
        .take_while(|last| *last < term.last)
        .collect();
    all.push(term.last);
    all
}

/// All hours that count, under no code, and then each minimum in hours.
fn measures(evaluation: &Evaluation) -> Vec<(String, Quarters)> {
    let mut all = vec![(String::new(), evaluation.total)];
    for rule in evaluation.every_rule() {
        if let ("MIN_UREN_TOTAAL" | "MIN_UREN_CATEGORIE" | "MIN_UREN_PER_VAK", Some(value)) =
            (rule.kind.as_str(), rule.value.quarters())
        {
            all.push((rule.code.clone(), value));
        }
    }
    all
}

/// The mean of the half years goes on for the days that are left. Its margin has two parts: half
/// years differ from each other, and a mean of few of them is itself unsure.
pub(super) fn go_on(code: &str, now: Quarters, each: &[i64], days_left: i32) -> RuleForecast {
    let n = i64::try_from(each.len()).unwrap_or(1).max(1);
    let sum: i64 = each.iter().sum();
    let left = PERIODS_IN_YEAR * i64::from(days_left);
    let more = (sum * left) / (n * DAYS_IN_YEAR);
    let squares: i64 = each.iter().map(|hours| hours * hours).sum();
    // s² = (n Σx² − (Σx)²) / (n (n − 1)); margin² = 1,28² · s² · (k + k²/n), with k half years left.
    let spread = i128::from(n * squares - sum * sum);
    let (n, left, year) = (i128::from(n), i128::from(left), i128::from(DAYS_IN_YEAR));
    let above = i128::from(MARGIN_SQUARED) * spread * (left * year * n + left * left);
    let below = 100 * n * (n - 1).max(1) * year * year * n;
    let margin = i64::try_from((above / below).max(0).isqrt()).unwrap_or(i64::MAX);
    let at = |quarters: i64| now + Quarters(i32::try_from(quarters.max(0)).unwrap_or(i32::MAX));
    RuleForecast {
        code: code.to_owned(),
        now,
        pace: Quarters(i32::try_from(sum / i64::try_from(n).unwrap_or(1)).unwrap_or(i32::MAX)),
        expected: at(more),
        low: at(more.saturating_sub(margin)),
        high: at(more.saturating_add(margin)),
    }
}

/// What is different for one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The code of the rule.
    pub code: String,
    /// What there was.
    pub before: Amount,
    /// What there would be.
    pub after: Amount,
    /// Whether the rule would now be fulfilled, or no longer.
    pub fulfils: Option<bool>,
    /// What would still be missing.
    pub missing: Option<String>,
}

/// The rules that come out differently in two evaluations with the same set.
pub fn difference(before: &Evaluation, after: &Evaluation) -> Vec<Change> {
    let old = before.every_rule();
    after
        .every_rule()
        .into_iter()
        .filter_map(|new| {
            let old = old.iter().find(|old| old.code == new.code)?;
            let differs = (old.value, old.norm, old.fulfilled, &old.missing)
                != (new.value, new.norm, new.fulfilled, &new.missing);
            differs.then(|| Change {
                code: new.code.clone(),
                before: old.value,
                after: new.value,
                fulfils: (old.fulfilled != new.fulfilled).then_some(new.fulfilled),
                missing: new.missing.clone(),
            })
        })
        .collect()
}

/// What one more activity would do for a teacher, before it is entered.
pub fn effect(
    dossier: &Dossier<'_>,
    facts: &Facts,
    set: &CriteriaSet,
    activity: &Counted,
) -> Vec<Change> {
    let mut activities = dossier.activities.to_vec();
    activities.push(activity.clone());
    let with = Dossier {
        activities: &activities,
        ..*dossier
    };
    difference(&evaluate(dossier, facts, set), &evaluate(&with, facts, set))
}

impl Change {
    /// What it would do, in plain Dutch: `Van 20 uur naar 28 uur.`
    pub fn text(&self) -> String {
        let word = if self.before == self.after {
            format!("Het blijft {}.", self.after)
        } else {
            format!("Van {} naar {}.", self.before, self.after)
        };
        match self.fulfils {
            Some(true) => format!("{word} Daarmee voldoe je."),
            Some(false) => format!("{word} Daarmee voldoe je niet meer."),
            None => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        criteria::Term,
        portfolio::{Category, Split},
        sector::Sector,
    };
    use jiff::civil::date;

    fn activity(on: Date, hours: i32) -> Counted {
        let hours = Quarters::hours(hours);
        Counted {
            on,
            hours,
            split: Split::only(Category::SubjectContent, hours),
            ..Counted::default()
        }
    }

    fn of(activities: &[Counted], today: Date) -> Option<Forecast> {
        let dossier = Dossier {
            activities,
            sector: Some(Sector::Vo),
            term: Some(Term::from_start(date(2022, 8, 1))),
        };
        forecast(&dossier, &Facts::default(), CriteriaSet::example(), today)
    }

    #[test]
    fn an_even_pace_goes_on_without_a_margin_and_an_uneven_one_has_one() {
        let days = [(2022, 9), (2023, 3), (2023, 9), (2024, 3)].map(|(y, m)| date(y, m, 1));
        let even = days.map(|day| activity(day, 20));
        let halfway = date(2024, 8, 1);
        let found = of(&even, halfway).expect("two years are enough");
        assert_eq!((found.periods, found.days_left), (4, 729));
        let total = &found.total;
        assert_eq!(total.now, Quarters::hours(80));
        assert_eq!(total.pace, Quarters::hours(20));
        // 20 hours in each of 3.99 half years.
        assert_eq!(total.expected, Quarters::hours(80) + Quarters(319));
        assert_eq!((total.low, total.high), (total.expected, total.expected));
        let uneven = [activity(days[0], 80)];
        let total = of(&uneven, halfway).expect("a forecast").total;
        assert_eq!(total.expected, found.total.expected);
        assert!(total.low < total.expected && total.expected < total.high);
        assert!(total.low >= total.now);
        let codes: Vec<&str> = found.rules.iter().map(|rule| rule.code.as_str()).collect();
        assert_eq!(codes, ["R01", "R02", "R03"]);
    }

    #[test]
    fn in_the_first_year_and_after_the_term_nothing_is_foretold() {
        assert_eq!(of(&[], date(2023, 7, 31)), None);
        assert!(of(&[], date(2023, 8, 1)).is_some());
        assert!(of(&[], date(2026, 7, 31)).is_some());
        assert_eq!(of(&[], date(2026, 8, 1)), None);
    }

    #[test]
    fn what_an_activity_would_do_is_told_for_each_rule_that_it_changes() {
        let dossier = Dossier {
            activities: &[activity(date(2023, 3, 1), 30)],
            sector: Some(Sector::Vo),
            term: None,
        };
        let more = activity(date(2023, 4, 1), 12);
        let changes = effect(&dossier, &Facts::default(), CriteriaSet::example(), &more);
        let told: Vec<(&str, String)> = changes
            .iter()
            .map(|change| (change.code.as_str(), change.text()))
            .collect();
        assert_eq!(
            told,
            [
                ("R01", "Van 30 uur naar 42 uur.".to_owned()),
                ("R02", "Van 30 uur naar 42 uur.".to_owned()),
                (
                    "R03",
                    "Van 30 uur naar 42 uur. Daarmee voldoe je.".to_owned()
                ),
            ]
        );
    }
}
