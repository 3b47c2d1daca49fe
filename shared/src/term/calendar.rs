//! The days on which nothing has to be done: weekends and general holidays (article 3 Algemene
//! termijnenwet).

use jiff::{
    Span,
    civil::{Date, Weekday, date},
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// Which days are free; holidays are computed, days that a royal decree equated with them
/// (*gelijkgestelde dagen*) are data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    equated: BTreeMap<Date, String>,
}

#[derive(Deserialize)]
struct Row {
    day: Date,
    source: String,
}

impl Calendar {
    /// With the equated days that are known (`data/equated_days.csv`).
    pub fn current() -> &'static Self {
        static CURRENT: LazyLock<Calendar> = LazyLock::new(|| {
            let rows = csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../../data/equated_days.csv").as_bytes())
                .deserialize()
                .map(|row| row.map(|row: Row| (row.day, row.source)))
                .collect::<Result<Vec<_>, _>>()
                .expect("the equated days that come with the program are right");
            Calendar::with(rows)
        });
        &CURRENT
    }

    /// With these equated days, each with where the decree was published.
    pub fn with(equated: impl IntoIterator<Item = (Date, String)>) -> Self {
        Self {
            equated: equated.into_iter().collect(),
        }
    }

    /// Whether this is a Saturday, a Sunday, a general holiday or a day equated with one.
    pub fn is_free(&self, day: Date) -> bool {
        self.name(day).is_some()
    }

    /// What makes this day free, for after `is`: `een zondag`, `Tweede Paasdag`.
    pub fn name(&self, day: Date) -> Option<&'static str> {
        holiday(day)
            .or(match day.weekday() {
                Weekday::Saturday => Some("een zaterdag"),
                Weekday::Sunday => Some("een zondag"),
                _ => None,
            })
            .or_else(|| {
                self.equated
                    .contains_key(&day)
                    .then_some("gelijkgesteld met een feestdag")
            })
    }

    /// The first day from this one on that is not free, with the free days that were passed.
    pub fn next_working_day(&self, from: Date) -> (Date, Vec<(Date, &'static str)>) {
        let mut passed = Vec::new();
        let mut day = from;
        while let Some(name) = self.name(day)
            && day < Date::MAX
        {
            passed.push((day, name));
            day = day.saturating_add(Span::new().days(1));
        }
        (day, passed)
    }
}

/// The general holidays, and Good Friday, which is equal to them (article 3, first and second
/// paragraph).
fn holiday(day: Date) -> Option<&'static str> {
    match (day.month(), day.day()) {
        (1, 1) => return Some("Nieuwjaarsdag"),
        (5, 5) => return Some("Bevrijdingsdag"),
        (12, 25) => return Some("Eerste Kerstdag"),
        (12, 26) => return Some("Tweede Kerstdag"),
        _ => {}
    }
    if day == birthday_of_the_king(day.year()) {
        return Some("Koningsdag");
    }
    let after_easter = (day - easter(day.year())).get_days();
    match after_easter {
        -2 => Some("Goede Vrijdag"),
        1 => Some("Tweede Paasdag"),
        39 => Some("Hemelvaartsdag"),
        50 => Some("Tweede Pinksterdag"),
        _ => None,
    }
}

/// The day on which the birthday of the King is celebrated; before 2014 that of the Queen. Never a
/// Sunday.
fn birthday_of_the_king(year: i16) -> Date {
    let day = if year < 2014 {
        date(year, 4, 30)
    } else {
        date(year, 4, 27)
    };
    match day.weekday() {
        Weekday::Sunday => day.saturating_sub(Span::new().days(1)),
        _ => day,
    }
}

/// Easter Sunday, by the rule of Meeus, Jones and Butcher.
#[expect(
    clippy::many_single_char_names,
    reason = "the letters by which the rule is known"
)]
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let part = |n: i32| i8::try_from(n).unwrap_or(1);
    date(year, part(n / 31), part(n % 31 + 1))
}
