//! The term as it holds, with the interruptions that made it longer (chapter 4.5 of the handbook).

use super::{Interruption, InterruptionKind, Term, TermRules, term::days_between};
use crate::notation;
use jiff::{Span, Unit, civil::Date};
use serde::{Deserialize, Serialize};

/// A term with what made it longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtendedTerm {
    /// The term as it holds.
    pub term: Term,
    /// The last day without interruptions (*normeinde*).
    pub norm_last: Date,
    /// By how many days it is longer.
    pub extra_days: i32,
    /// Whether the interruptions were more than can be added.
    pub capped: bool,
    /// How the last day was reached, in order.
    pub steps: Vec<TermStep>,
}

/// One step to the last day of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermStep {
    /// The last day after this step.
    pub last: Date,
    /// Why, in plain Dutch.
    pub reason: String,
}

impl ExtendedTerm {
    /// The term that begins on this day, longer by the days of the interruptions: what overlaps or
    /// touches counts once, and never more are added than [`TermRules`] says. An interruption in the
    /// days that another one added counts too.
    pub fn of(first: Date, interruptions: &[Interruption]) -> Self {
        let norm = Term::from_start(first);
        let most_months = TermRules::of(first).most_extra_months;
        let most = norm.last.saturating_add(Span::new().months(most_months));
        let mut last = norm.last;
        let mut capped = false;
        let mut steps = vec![TermStep {
            last,
            reason: format!(
                "Je periode begint op {} en duurt 4 jaar",
                notation::date(first)
            ),
        }];
        let (counting, short) = stops(first, interruptions);
        for (stop, above) in short {
            steps.push(TermStep {
                last,
                reason: format!(
                    "{} duurde niet langer dan {above} dagen: dat telt niet mee",
                    stop.text()
                ),
            });
        }
        for stop in counting {
            let from = stop.from.max(first);
            if from > last || stop.until <= from {
                continue;
            }
            let days = days_between(from, stop.until);
            let longer = last.saturating_add(Span::new().days(days));
            let now_capped = longer > most;
            last = longer.min(most);
            capped |= now_capped;
            let until = if now_capped {
                format!(". Samen tellen ten hoogste {most_months} maanden mee")
            } else {
                String::new()
            };
            let text = Stop { from, ..stop }.text();
            let days = notation::count(days.into(), "dag", "dagen");
            steps.push(TermStep {
                last,
                reason: format!("{text}: {days} erbij{until}"),
            });
        }
        Self {
            term: Term { first, last },
            norm_last: norm.last,
            extra_days: days_between(norm.last, last),
            capped,
            steps,
        }
    }
}

impl ExtendedTerm {
    /// The whole months by which it is longer: of those a rule can lower its norm (*vrijstelling*).
    pub fn exempt_months(&self) -> u16 {
        let months = self.norm_last.until((Unit::Month, self.term.last));
        months.map_or(0, |span| u16::try_from(span.get_months()).unwrap_or(0))
    }

    /// How many months before its last day a teacher hears today that the term ends: the last of the
    /// moments of [`TermRules`] that has come. `None` before the first of them and before the day from
    /// which teachers hear of it at all, and once the last day is more than a month ago.
    pub fn reminder(&self, today: Date) -> Option<i32> {
        let last = self.term.last;
        let months = |count: i32| Span::new().months(count);
        let rules = TermRules::of(self.term.first);
        if today < rules.remind_from || today > last.saturating_add(months(1)) {
            return None;
        }
        let came = |count: &&i32| last.saturating_sub(months(**count)) <= today;
        rules.remind_months.iter().filter(came).min().copied()
    }
}

impl ExtendedTerm {
    /// Whether the term is over, of a term of which the teacher could hear: it ended since re-registration is
    /// in force ([`TermRules::remind_from`]).
    pub fn is_over(&self, today: Date) -> bool {
        let last = self.term.last;
        (TermRules::of(self.term.first).remind_from..today).contains(&last)
    }
}

/// One stretch in which counting stops, with all reasons for it.
#[derive(Clone)]
struct Stop {
    kinds: Vec<InterruptionKind>,
    from: Date,
    until: Date,
}

impl Stop {
    fn text(&self) -> String {
        let names: Vec<&str> = self.kinds.iter().map(|kind| kind.label()).collect();
        let last = self.until.yesterday().unwrap_or(self.until);
        format!(
            "{} van {} tot en met {}",
            names.join(" en "),
            notation::date(self.from),
            notation::date(last)
        )
    }
}

/// The stretches that count, merged and in order; and those that were too short to, with how many
/// days they should be longer than.
fn stops(first: Date, interruptions: &[Interruption]) -> (Vec<Stop>, Vec<(Stop, i32)>) {
    let mut counting = Vec::new();
    let mut short = Vec::new();
    for kind in InterruptionKind::ALL {
        let Some(counts) = kind.counts(first) else {
            continue;
        };
        let of_kind = interruptions.iter().filter(|i| i.kind == kind);
        let merged = merge(of_kind.map(|i| Stop {
            kinds: vec![kind],
            from: i.from,
            until: match counts.fixed_days {
                Some(days) if i.from < i.until => i.from.saturating_add(Span::new().days(days)),
                _ => i.until,
            },
        }));
        for stop in merged {
            let days = days_between(stop.from, stop.until);
            match counts.above_days {
                Some(above) if days <= above => short.push((stop, above)),
                _ => counting.push(stop),
            }
        }
    }
    (merge(counting), short)
}

fn merge(stops: impl IntoIterator<Item = Stop>) -> Vec<Stop> {
    let mut all: Vec<Stop> = stops.into_iter().filter(|s| s.from < s.until).collect();
    all.sort_by_key(|stop| (stop.from, stop.until, stop.kinds.clone()));
    let mut merged: Vec<Stop> = Vec::new();
    for stop in all {
        match merged.last_mut() {
            Some(before) if stop.from <= before.until => {
                before.until = before.until.max(stop.until);
                before.kinds.extend(stop.kinds);
                before.kinds.sort_unstable();
                before.kinds.dedup();
            }
            _ => merged.push(stop),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn off(kind: InterruptionKind, from: Date, until: Date) -> Interruption {
        Interruption { kind, from, until }
    }

    #[test]
    fn a_term_is_over_the_day_after_and_one_that_nobody_heard_of_never() {
        let term = ExtendedTerm::of(date(2026, 11, 23), &[]);
        assert!(!term.is_over(date(2030, 11, 22)), "the last day");
        assert!(term.is_over(date(2030, 11, 23)));
        let away = off(
            InterruptionKind::Buitenland,
            date(2030, 1, 1),
            date(2030, 2, 1),
        );
        let moved = ExtendedTerm::of(date(2026, 11, 23), &[away]);
        assert!(!moved.is_over(date(2030, 12, 23)));
        assert!(moved.is_over(date(2030, 12, 24)));
        let before = ExtendedTerm::of(date(2024, 7, 31), &[]);
        assert_eq!(before.term.last, date(2028, 7, 30));
        assert!(!before.is_over(date(2030, 1, 1)));
        let first = ExtendedTerm::of(date(2024, 8, 2), &[]);
        assert_eq!(first.term.last, date(2028, 8, 1));
        assert!(first.is_over(date(2028, 8, 2)));
    }

    #[test]
    fn what_overlaps_or_touches_counts_once_and_both_dates_are_told() {
        use InterruptionKind::{Buitenland, GeenBenoeming, Ouderschapsverlof};
        let start = date(2018, 8, 1);
        let plain = ExtendedTerm::of(start, &[]);
        assert_eq!((plain.term.last, plain.extra_days), (date(2022, 7, 31), 0));
        let term = ExtendedTerm::of(
            start,
            &[
                off(GeenBenoeming, date(2019, 1, 1), date(2019, 2, 1)),
                off(Buitenland, date(2019, 1, 15), date(2019, 3, 1)),
                off(Ouderschapsverlof, date(2019, 3, 1), date(2019, 3, 11)),
            ],
        );
        assert_eq!(term.extra_days, 31 + 28 + 10);
        assert_eq!(term.norm_last, date(2022, 7, 31));
        assert_eq!(term.term.last, date(2022, 10, 8));
        assert_eq!(term.steps.len(), 2);
        assert_eq!(
            term.steps[1].reason,
            "Volledig ouderschapsverlof en Geen benoeming en Uitzending naar het buitenland van 1 januari 2019 tot en met 10 maart 2019: 69 dagen erbij"
        );
    }

    #[test]
    fn illness_counts_when_longer_than_thirty_days_and_childbirth_is_sixteen_weeks() {
        use InterruptionKind::{Bevalling, Ziekte};
        let start = date(2018, 8, 1);
        let of = |all: &[Interruption]| ExtendedTerm::of(start, all);
        let thirty = of(&[off(Ziekte, date(2019, 1, 1), date(2019, 1, 31))]);
        assert_eq!(thirty.extra_days, 0);
        assert!(thirty.steps[1].reason.contains("niet langer dan 30 dagen"));
        let on_end = [
            off(Ziekte, date(2019, 1, 1), date(2019, 1, 31)),
            off(Ziekte, date(2019, 1, 31), date(2019, 2, 1)),
        ];
        assert_eq!(of(&on_end).extra_days, 31);
        let birth = of(&[off(Bevalling, date(2019, 1, 1), date(2019, 3, 1))]);
        assert_eq!(birth.extra_days, 112);
    }

    #[test]
    fn the_whole_months_that_were_added_can_lower_a_norm() {
        let months = |until| {
            let leave = off(InterruptionKind::Ouderschapsverlof, date(2027, 1, 1), until);
            ExtendedTerm::of(date(2026, 11, 23), &[leave]).exempt_months()
        };
        assert_eq!(months(date(2027, 1, 20)), 0);
        assert_eq!(months(date(2027, 2, 1)), 1);
        assert_eq!(months(date(2028, 1, 1)), 12);
        assert_eq!(months(date(2032, 1, 1)), 24, "no more than can be added");
    }

    #[test]
    fn no_more_than_24_months_are_added_and_what_falls_in_the_added_days_counts() {
        use InterruptionKind::GeenBenoeming;
        let start = date(2018, 8, 1);
        let long = ExtendedTerm::of(
            start,
            &[off(GeenBenoeming, date(2019, 1, 1), date(2022, 1, 1))],
        );
        assert_eq!((long.term.last, long.capped), (date(2024, 7, 31), true));
        let later = ExtendedTerm::of(
            start,
            &[
                off(GeenBenoeming, date(2022, 7, 1), date(2022, 8, 1)),
                off(GeenBenoeming, date(2022, 8, 20), date(2022, 8, 30)),
                off(GeenBenoeming, date(2023, 8, 20), date(2023, 8, 30)),
            ],
        );
        assert_eq!(later.extra_days, 31 + 10);
        let before = off(GeenBenoeming, date(2018, 7, 1), date(2018, 8, 3));
        assert_eq!(ExtendedTerm::of(start, &[before]).extra_days, 2);
    }

    #[test]
    fn a_teacher_hears_of_the_end_at_the_dated_moments() {
        let term = ExtendedTerm::of(date(2026, 8, 1), &[]);
        for (today, heard) in [
            (date(2029, 7, 30), None),
            (date(2029, 7, 31), Some(12)),
            (date(2030, 1, 30), Some(12)),
            (date(2030, 1, 31), Some(6)),
            (date(2030, 4, 30), Some(3)),
            (date(2030, 6, 30), Some(1)),
            (date(2030, 7, 31), Some(0)),
            (date(2030, 8, 31), Some(0)),
            (date(2030, 9, 1), None),
        ] {
            assert_eq!(term.reminder(today), heard, "{today}");
        }
    }

    #[test]
    fn nobody_hears_of_the_end_before_the_day_from_which_it_is_told() {
        let term = ExtendedTerm::of(date(2024, 7, 31), &[]);
        assert_eq!(term.term.last, date(2028, 7, 30));
        assert_eq!(term.reminder(date(2028, 7, 31)), None);
        assert_eq!(term.reminder(date(2028, 8, 1)), Some(0));
    }

    fn any_interruption() -> impl Strategy<Value = Interruption> {
        (
            prop::sample::select(InterruptionKind::ALL.to_vec()),
            -400_i32..3000,
            -10_i32..500,
        )
            .prop_map(|(kind, start, days)| {
                let from = date(2018, 8, 1) + Span::new().days(start);
                off(kind, from, from + Span::new().days(days))
            })
    }

    proptest! {
        #[test]
        fn order_and_what_is_there_twice_change_nothing_and_one_more_never_shortens(
            mut all in prop::collection::vec(any_interruption(), 0..8), more in any_interruption()
        ) {
            let start = date(2018, 8, 1);
            let term = ExtendedTerm::of(start, &all);
            prop_assert!(term.term.last >= term.norm_last && term.term.last <= date(2024, 7, 31));
            prop_assert_eq!(term.steps.last().map(|step| step.last), Some(term.term.last));
            let mut turned = all.clone();
            turned.reverse();
            turned.extend(all.clone());
            prop_assert_eq!(&ExtendedTerm::of(start, &turned), &term);
            all.push(more);
            prop_assert!(ExtendedTerm::of(start, &all).term.last >= term.term.last);
        }
    }
}
