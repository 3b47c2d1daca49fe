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
