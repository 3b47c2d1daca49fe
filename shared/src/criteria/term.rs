//! The period in which a teacher works on re-registration, and what makes it longer (chapter 4.5
//! of the handbook).

use crate::notation;
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// How long a term is, in months, and how much longer interruptions can make it.
pub(super) const MONTHS: i32 = 48;
const MOST_EXTRA_MONTHS: i32 = 24;
/// Illness and care leave count when they last longer than this, in days.
const LONGER_THAN_DAYS: i32 = 30;
/// Pregnancy and childbirth, in days: 16 weeks, whatever was taken.
const CHILDBIRTH_DAYS: i32 = 16 * 7;

/// The period in which a teacher works on re-registration (*herregistratietermijn*): four years
/// (chapter 4.1 of the handbook), or more with interruptions.
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
        let next = first.saturating_add(Span::new().months(MONTHS));
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

    /// The first days of its years, in order; the last year may be a part of one.
    pub(super) fn years(&self) -> impl Iterator<Item = Date> {
        let (first, last) = (self.first, self.last);
        (0..)
            .map(move |year| first.saturating_add(Span::new().years(year)))
            .take_while(move |start| *start <= last && *start < Date::MAX)
    }

    /// In which of its years a day falls; the first is 0.
    pub(super) fn year_of(self, day: Date) -> usize {
        self.years()
            .take_while(|start| *start <= day)
            .count()
            .saturating_sub(1)
    }
}

/// Why counting stops. A medical reason is never kept (article 9 GDPR): only that there was one of
/// these. Detention is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterruptionKind {
    /// Pregnancy and childbirth: 16 weeks from its first day.
    Bevalling,
    /// Parental leave, full time.
    Ouderschapsverlof,
    /// Illness of more than 30 days on end.
    Ziekte,
    /// No appointment.
    GeenBenoeming,
    /// Care leave of more than 30 days.
    Zorgverlof,
    /// A posting abroad.
    Buitenland,
}

impl InterruptionKind {
    /// All kinds, in the order in which pages list them.
    pub const ALL: [Self; 6] = [
        Self::Bevalling,
        Self::Ouderschapsverlof,
        Self::Ziekte,
        Self::GeenBenoeming,
        Self::Zorgverlof,
        Self::Buitenland,
    ];

    /// The code that forms and tables use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bevalling => "bevalling",
            Self::Ouderschapsverlof => "ouderschapsverlof",
            Self::Ziekte => "ziekte",
            Self::GeenBenoeming => "geen_benoeming",
            Self::Zorgverlof => "zorgverlof",
            Self::Buitenland => "buitenland",
        }
    }

    /// The name in Dutch.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Bevalling => "Zwangerschap en bevalling",
            Self::Ouderschapsverlof => "Volledig ouderschapsverlof",
            Self::Ziekte => "Ziekte",
            Self::GeenBenoeming => "Geen benoeming",
            Self::Zorgverlof => "Zorgverlof",
            Self::Buitenland => "Uitzending naar het buitenland",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    const fn must_last(self) -> bool {
        matches!(self, Self::Ziekte | Self::Zorgverlof)
    }
}

/// A period in which counting stops (*interruptie*), as the teacher enters it: whole days, the
/// first of them `from`, the first after them `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Interruption {
    /// Why.
    pub kind: InterruptionKind,
    /// The first day.
    pub from: Date,
    /// The first day on which counting goes on.
    pub until: Date,
}

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
    /// touches counts once, and never more than 24 months are added. An interruption in the days
    /// that another one added counts too.
    pub fn of(first: Date, interruptions: &[Interruption]) -> Self {
        let norm = Term::from_start(first);
        let most = norm
            .last
            .saturating_add(Span::new().months(MOST_EXTRA_MONTHS));
        let mut last = norm.last;
        let mut capped = false;
        let mut steps = vec![TermStep {
            last,
            reason: format!(
                "Je periode begint op {} en duurt 4 jaar",
                notation::date(first)
            ),
        }];
        let (counting, short) = stops(interruptions);
        for stop in short {
            steps.push(TermStep {
                last,
                reason: format!(
                    "{} duurde niet langer dan 30 dagen: dat telt niet mee",
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
                ". Samen tellen ten hoogste 24 maanden mee"
            } else {
                ""
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

/// The stretches that count, merged and in order, and those that were too short to.
fn stops(interruptions: &[Interruption]) -> (Vec<Stop>, Vec<Stop>) {
    let mut counting = Vec::new();
    let mut short = Vec::new();
    for kind in InterruptionKind::ALL {
        let of_kind = interruptions.iter().filter(|i| i.kind == kind);
        let merged = merge(of_kind.map(|i| Stop {
            kinds: vec![kind],
            from: i.from,
            until: match kind {
                InterruptionKind::Bevalling if i.from < i.until => {
                    i.from.saturating_add(Span::new().days(CHILDBIRTH_DAYS))
                }
                _ => i.until,
            },
        }));
        for stop in merged {
            let days = days_between(stop.from, stop.until);
            if kind.must_last() && days <= LONGER_THAN_DAYS {
                short.push(stop);
            } else {
                counting.push(stop);
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

/// Whole days from one day to another.
pub(super) fn days_between(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
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
