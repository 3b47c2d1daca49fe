//! The free days, against another computation of them.

use super::bare;
use crate::term::{Calendar, Length, end};
use jiff::{
    Span,
    civil::{Date, date},
};

#[test]
fn the_holidays_of_the_handbook() {
    let table = [
        (2024, [(3, 29), (4, 1), (4, 27), (5, 9), (5, 20)]),
        (2025, [(4, 18), (4, 21), (4, 26), (5, 29), (6, 9)]),
        (2026, [(4, 3), (4, 6), (4, 27), (5, 14), (5, 25)]),
        (2027, [(3, 26), (3, 29), (4, 27), (5, 6), (5, 17)]),
        (2028, [(4, 14), (4, 17), (4, 27), (5, 25), (6, 5)]),
        (2029, [(3, 30), (4, 2), (4, 27), (5, 10), (5, 21)]),
        (2030, [(4, 19), (4, 22), (4, 27), (5, 30), (6, 10)]),
        (2031, [(4, 11), (4, 14), (4, 26), (5, 22), (6, 2)]),
        (2032, [(3, 26), (3, 29), (4, 27), (5, 6), (5, 17)]),
        (2033, [(4, 15), (4, 18), (4, 27), (5, 26), (6, 6)]),
        (2034, [(4, 7), (4, 10), (4, 27), (5, 18), (5, 29)]),
        (2035, [(3, 23), (3, 26), (4, 27), (5, 3), (5, 14)]),
    ];
    let names = [
        "Goede Vrijdag",
        "Tweede Paasdag",
        "Koningsdag",
        "Hemelvaartsdag",
        "Tweede Pinksterdag",
    ];
    for (year, days) in table {
        for ((month, day), name) in days.into_iter().zip(names) {
            assert_eq!(bare().name(date(year, month, day)), Some(name), "{year}");
        }
    }
    assert_eq!(bare().name(date(2013, 4, 30)), Some("Koningsdag"));
}

/// Easter by the tables of the church: the golden number and the epact, then the Sunday after the
/// full moon. Shares nothing with the rule of Meeus, Jones and Butcher.
fn easter_by_epact(year: i16) -> Date {
    let golden = i32::from(year) % 19 + 1;
    let century = i32::from(year) / 100 + 1;
    let solar = 3 * century / 4 - 12;
    let lunar = (8 * century + 5) / 25 - 5;
    let mut epact = (11 * golden + 20 + lunar - solar).rem_euclid(30);
    if epact == 24 || (epact == 25 && golden > 11) {
        epact += 1;
    }
    let mut moon = 44 - epact;
    if moon < 21 {
        moon += 30;
    }
    let full_moon =
        date(year, 2, 28).saturating_add(Span::new().days(moon + i32::from(is_leap(year))));
    let mut sunday = full_moon.saturating_add(Span::new().days(1));
    while weekday_by_days(sunday) != 0 {
        sunday = sunday.saturating_add(Span::new().days(1));
    }
    sunday
}

fn is_leap(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The day of the week, 0 for Sunday, counted from 1 January 1900, which was a Monday.
fn weekday_by_days(day: Date) -> i64 {
    let mut count = 0_i64;
    for year in 1900..day.year() {
        count += if is_leap(year) { 366 } else { 365 };
    }
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for month in 1..day.month() {
        count += lengths[usize::try_from(month - 1).expect("a month")];
        count += i64::from(month == 2 && is_leap(day.year()));
    }
    (count + i64::from(day.day()) - 1 + 1) % 7
}

#[test]
fn every_day_of_twenty_years_is_free_or_not_as_another_computation_says() {
    let mut day = date(2020, 1, 1);
    while day <= date(2040, 12, 31) {
        let year = day.year();
        let easter = easter_by_epact(year);
        let from_easter = [-2, 1, 39, 50].map(|n| easter.saturating_add(Span::new().days(n)));
        let kings_day = match weekday_by_days(date(year, 4, 27)) {
            0 => date(year, 4, 26),
            _ => date(year, 4, 27),
        };
        let fixed = [(1, 1), (5, 5), (12, 25), (12, 26)].map(|(m, d)| date(year, m, d));
        let weekend = matches!(weekday_by_days(day), 0 | 6);
        let free =
            weekend || fixed.contains(&day) || from_easter.contains(&day) || day == kings_day;
        assert_eq!(bare().is_free(day), free, "{day}");
        day = day.saturating_add(Span::new().days(1));
    }
}

#[test]
fn an_equated_day_is_free_once_it_is_in_the_data() {
    let calendar = Calendar::with([(date(2026, 5, 15), "Stcrt.".to_owned())]);
    let computed = end(
        &calendar,
        date(2026, 4, 2),
        "Bekend",
        Length::Weeks(6),
        "artikel",
    );
    assert_eq!(computed.date, date(2026, 5, 18));
}
