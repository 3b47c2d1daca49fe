//! The day on which somebody reaches the pension age (*AOW-leeftijd*, article 7a AOW), by
//! `data/pension_ages.csv`.

use jiff::{Span, civil::Date};
use serde::Deserialize;
use std::sync::LazyLock;

/// The age of people born from a day on.
#[derive(Debug, Deserialize)]
struct PensionAge {
    born_from: Date,
    years: i64,
    months: i64,
}

fn ages() -> &'static [PensionAge] {
    static ALL: LazyLock<Vec<PensionAge>> = LazyLock::new(|| {
        csv::ReaderBuilder::new()
            .delimiter(b';')
            .comment(Some(b'#'))
            .from_reader(include_str!("../../data/pension_ages.csv").as_bytes())
            .deserialize()
            .collect::<Result<_, _>>()
            .expect("the pension ages that come with the program are right")
    });
    &ALL
}

/// The day on which somebody who was born on this day reaches the pension age. For who was born
/// after the last row the law has not set it yet: the last age holds, and it can only rise.
pub fn pension_date(born: Date) -> Option<Date> {
    let age = ages().iter().rev().find(|age| age.born_from <= born)?;
    born.checked_add(Span::new().years(age.years).months(age.months))
        .ok()
}

/// How many months before the pension age a board is told and a teacher is asked whether to stay. An
/// assumption of the register, until a regulation says otherwise.
pub(super) const MONTHS_AHEAD: i64 = 6;

/// The day on which somebody who was born on this day reaches the pension age, once it is time to ask
/// whether to stay in the register (article 38n, fifth paragraph, WPO): six months before, and after.
pub fn pension_to_propose(born: Date, today: Date) -> Option<Date> {
    let reached = pension_date(born)?;
    let first = reached.checked_sub(Span::new().months(MONTHS_AHEAD)).ok()?;
    (first <= today).then_some(reached)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn who_reaches_the_age_within_six_months_is_asked_and_who_passed_it_too() {
        let born = date(1960, 3, 1);
        assert_eq!(pension_date(born), Some(date(2027, 3, 1)));
        assert_eq!(pension_to_propose(born, date(2026, 8, 31)), None);
        let reached = Some(date(2027, 3, 1));
        assert_eq!(pension_to_propose(born, date(2026, 9, 1)), reached);
        assert_eq!(pension_to_propose(born, date(2030, 1, 1)), reached);
    }
}
