//! The hours that count, added up per half year: those there are, and those that are expected.

use super::{
    CriteriaSet, Dossier, Facts,
    evaluate::counted,
    forecast::{LEAST_PERIODS, go_on, half_years},
    term::days_between,
};
use crate::portfolio::{Category, Quarters};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// In which groups the hours are added up, with their names in Dutch. What has no category is in none.
pub const GROUPS: [(&str, &[Category]); 3] = [
    (
        "Vak en vakdidactiek",
        &[Category::SubjectContent, Category::SubjectDidactics],
    ),
    ("Pedagogiek en begeleiding", &[Category::Pedagogy]),
    (
        "School en beroep",
        &[
            Category::Professional,
            Category::School,
            Category::Profession,
        ],
    ),
];

/// The hours that count up to a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The last day that is counted.
    pub last: Date,
    /// All hours.
    pub total: Quarters,
    /// The hours of each of [`GROUPS`].
    pub groups: [Quarters; 3],
    /// When it is expected: the low and the high end of the margin of `total`.
    pub margin: Option<(Quarters, Quarters)>,
}

impl Reached {
    /// The hours that are in none of the groups.
    pub fn rest(&self) -> Quarters {
        let grouped: Quarters = self.groups.into_iter().sum();
        (self.total - grouped).max(Quarters::ZERO)
    }
}

/// What is reached at the end of each half year of the term, and today; after its first year also
/// what is expected at the end of those to come, as [`super::forecast`] does. Empty without a term,
/// and before it.
pub fn course(
    dossier: &Dossier<'_>,
    facts: &Facts,
    set: &CriteriaSet,
    today: Date,
) -> Vec<Reached> {
    let Some(term) = dossier.term.filter(|term| term.first <= today) else {
        return Vec::new();
    };
    let until = |last: Date| counted(dossier, facts, set, last);
    let (past, to_come): (Vec<Date>, Vec<Date>) =
        half_years(term).into_iter().partition(|last| *last < today);
    let start = until(term.first.yesterday().unwrap_or(term.first));
    let steps: Vec<[Quarters; 4]> = past.iter().map(|last| until(*last)).collect();
    let now = until(today.min(term.last));
    let reached = |last: Date, [total, first, second, third]: [Quarters; 4]| Reached {
        last,
        total,
        groups: [first, second, third],
        margin: None,
    };
    let mut all: Vec<Reached> = past
        .iter()
        .zip(&steps)
        .map(|(last, hours)| reached(*last, *hours))
        .collect();
    if today <= term.last {
        all.push(reached(today, now));
    }
    if past.len() < LEAST_PERIODS {
        return all;
    }
    let each = |nr: usize| -> Vec<i64> {
        let mut before = start[nr];
        let added = steps.iter().map(|step| {
            let added = step[nr] - before;
            before = step[nr];
            i64::from(added.0)
        });
        added.collect()
    };
    for last in to_come.into_iter().filter(|last| *last > today) {
        let days = days_between(today, last);
        let ahead = |nr: usize| go_on("", now[nr], &each(nr), days);
        let total = ahead(0);
        all.push(Reached {
            last,
            total: total.expected,
            groups: [1, 2, 3].map(|nr| ahead(nr).expected),
            margin: Some((total.low, total.high)),
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        criteria::{Counted, Term, forecast},
        portfolio::Split,
        sector::Sector,
    };
    use jiff::civil::date;

    #[test]
    fn the_last_column_is_the_forecast_and_the_parts_are_the_whole() {
        let activity = |on, hours, category| Counted {
            on,
            hours: Quarters::hours(hours),
            split: Split::only(category, Quarters::hours(hours)),
            ..Counted::default()
        };
        let activities = [
            activity(date(2022, 10, 1), 20, Category::SubjectContent),
            activity(date(2023, 3, 1), 10, Category::Pedagogy),
            activity(date(2023, 9, 1), 16, Category::School),
        ];
        let dossier = Dossier {
            activities: &activities,
            sector: Some(Sector::Vo),
            term: Some(Term::from_start(date(2022, 8, 1))),
        };
        let (facts, set) = (Facts::default(), CriteriaSet::example());
        let today = date(2024, 3, 1);
        let course = course(&dossier, &facts, set, today);
        let days: Vec<Date> = course.iter().map(|reached| reached.last).collect();
        assert_eq!(
            days[..4],
            [
                date(2023, 1, 31),
                date(2023, 7, 31),
                date(2024, 1, 31),
                today
            ]
        );
        assert_eq!(days.last(), Some(&date(2026, 7, 31)));
        let now = &course[3];
        assert_eq!((now.total, now.margin), (Quarters::hours(46), None));
        assert_eq!(now.groups.into_iter().sum::<Quarters>(), now.total);
        let ahead = forecast(&dossier, &facts, set, today).expect("a forecast");
        let end = course.last().expect("an end");
        assert_eq!(end.total, ahead.total.expected);
        assert_eq!(end.margin, Some((ahead.total.low, ahead.total.high)));

        let early = super::course(&dossier, &facts, set, date(2022, 12, 1));
        assert_eq!(early.len(), 1, "what is to come cannot be told yet");
    }
}
