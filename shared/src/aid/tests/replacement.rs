//! The end date of a replacement with gaps (chapter 2.6 of the handbook).

use super::super::{Period, replacement_end, window_start};
use crate::ground::{Ground, GroundTable};
use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn ground(code: &str) -> &'static Ground {
    GroundTable::current()
        .find(code, date(2026, 1, 1))
        .expect("a code of the table")
}

fn period(first: Date, last: Date) -> Period {
    Period {
        first,
        last: Some(last),
    }
}

fn from(first: Date) -> Period {
    Period { first, last: None }
}

fn end(periods: &[Period], extensions: u8) -> Option<Date> {
    replacement_end(ground("VO-33.3V"), periods, extensions).map(|computed| computed.date)
}

#[test]
fn one_period_lasts_twelve_months_from_its_first_day() {
    assert_eq!(end(&[from(date(2026, 2, 1))], 0), Some(date(2027, 1, 31)));
    assert_eq!(end(&[], 0), None);
}

#[test]
fn a_gap_of_two_months_counts_through() {
    let periods = [
        period(date(2026, 2, 1), date(2026, 3, 31)),
        from(date(2026, 6, 1)),
    ];
    assert_eq!(end(&periods, 0), Some(date(2027, 1, 31)));
    let steps = replacement_end(ground("VO-33.3V"), &periods, 0)
        .expect("an end")
        .steps;
    let reasons: Vec<&str> = steps.iter().map(|step| step.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "Eerste dag op deze grond",
            "Onderbreking van 1 april 2026 tot en met 31 mei 2026: niet langer dan 3 maanden, dus de termijn loopt door",
            "12 maanden vanaf de eerste dag",
        ]
    );
}

#[test]
fn a_gap_of_four_months_starts_a_new_twelve_months() {
    let periods = [
        period(date(2026, 2, 1), date(2026, 3, 31)),
        from(date(2026, 8, 1)),
    ];
    assert_eq!(window_start(&periods), Some(date(2026, 8, 1)));
    assert_eq!(end(&periods, 0), Some(date(2027, 7, 31)));
    let steps = replacement_end(ground("VO-33.3V"), &periods, 0)
        .expect("an end")
        .steps;
    assert!(
        steps[0]
            .reason
            .ends_with("langer dan 3 maanden, dus de termijn begint opnieuw")
    );
    assert_eq!(steps[1].date, date(2026, 8, 1));
}

#[test]
fn a_gap_of_exactly_three_months_counts_through_and_a_day_more_does_not() {
    let before = period(date(2026, 2, 1), date(2026, 3, 31));
    assert_eq!(
        window_start(&[before, from(date(2026, 7, 1))]),
        Some(date(2026, 2, 1))
    );
    assert_eq!(
        window_start(&[before, from(date(2026, 7, 2))]),
        Some(date(2026, 7, 2))
    );
    // 30 November and three months: February has no 30th, so the gap may last until its end.
    let november = period(date(2026, 9, 1), date(2026, 11, 29));
    assert_eq!(
        window_start(&[november, from(date(2027, 3, 1))]),
        Some(date(2026, 9, 1))
    );
    assert_eq!(
        window_start(&[november, from(date(2027, 3, 2))]),
        Some(date(2027, 3, 2))
    );
}

#[test]
fn the_statement_gives_two_years_quality_two_more_and_nothing_comes_after() {
    let first = [from(date(2026, 2, 1))];
    assert_eq!(end(&first, 1), Some(date(2029, 1, 31)));
    assert_eq!(end(&first, 2), Some(date(2031, 1, 31)));
    assert_eq!(end(&first, 3), end(&first, 2));
    for code in ["SO-3.5", "VO-33.3VAC", "VO-33.5"] {
        let computed = replacement_end(ground(code), &first, 2).expect("an end");
        assert_eq!(computed.date, date(2031, 1, 31), "{code}");
    }
}

#[test]
fn several_gaps_are_judged_one_by_one() {
    let periods = [
        period(date(2025, 1, 1), date(2025, 1, 31)),
        period(date(2025, 6, 2), date(2025, 6, 30)),
        period(date(2025, 8, 1), date(2025, 9, 30)),
        from(date(2025, 12, 1)),
    ];
    assert_eq!(window_start(&periods), Some(date(2025, 6, 2)));
    assert_eq!(end(&periods, 0), Some(date(2026, 6, 1)));
}

#[test]
fn a_ground_without_a_maximum_has_no_end() {
    assert_eq!(
        replacement_end(ground("VO-33.1B1"), &[from(date(2026, 2, 1))], 0),
        None
    );
}

proptest! {
    #[test]
    fn the_end_does_not_depend_on_the_order_and_never_falls_before_the_last_start(
        starts in proptest::collection::vec((0_i64..4000, 0_i64..400, any::<bool>()), 1..8),
        extensions in 0_u8..4,
    ) {
        let day = |n: i64| date(2010, 1, 1) + Span::new().days(n);
        let periods: Vec<Period> = starts
            .iter()
            .map(|(first, length, closed)| Period { first: day(*first), last: closed.then(|| day(first + length)) })
            .collect();
        let mut turned = periods.clone();
        turned.reverse();
        let computed = replacement_end(ground("VO-33.3V"), &periods, extensions).expect("an end");
        let again = replacement_end(ground("VO-33.3V"), &turned, extensions).expect("an end");
        prop_assert_eq!(&computed, &again);
        let start = window_start(&periods).expect("a start");
        prop_assert!(periods.iter().any(|p| p.first == start));
        prop_assert!(computed.date > start);
    }
}
