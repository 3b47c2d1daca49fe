//! The period in which a teacher works on re-registration (chapter 4.5 of the handbook).

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// How long a term is, in months.
pub(super) const MONTHS: i32 = 48;

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

/// Whole days from one day to another.
pub(super) fn days_between(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}
