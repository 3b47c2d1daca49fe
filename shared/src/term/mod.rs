//! Terms of the Algemene wet bestuursrecht and the Algemene termijnenwet (handbook, 5.5).
//!
//! A term counts in whole days and ends at midnight in the Netherlands, so everything here is a
//! civil date. Each answer comes with the steps that led to it, so that whoever depends on the
//! date, and a lawyer, can check it.

mod calendar;
mod decision;
mod outage;
mod penalty;
mod table;

#[cfg(test)]
mod tests;

pub use calendar::{Calendar, easter};
pub use decision::{Change, Suspended, decide_by, is_in_time};
pub use outage::{Outage, Outages};
pub use penalty::{MOST_DAYS, Penalty, PenaltyError, penalty};
pub use table::{Term, TermCode};

use crate::notation;
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// A date with the steps that led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// The outcome.
    pub date: Date,
    /// How it was reached, in order.
    pub steps: Vec<Step>,
}

/// One step of a computation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The date after this step.
    pub date: Date,
    /// What was done, in plain Dutch.
    pub reason: String,
    /// The article of law that says so.
    pub article: String,
}

impl Step {
    fn new(date: Date, reason: impl Into<String>, article: impl Into<String>) -> Self {
        Self {
            date,
            reason: reason.into(),
            article: article.into(),
        }
    }
}

impl Computed {
    /// A day that a decision with this number set.
    pub fn decided(date: Date, number: &str) -> Self {
        let reason = format!("Dit staat in besluit {number}.");
        Self {
            date,
            steps: vec![Step::new(date, reason, "artikel 38k WPO")],
        }
    }

    /// A day that somebody chose.
    pub fn on(date: Date, reason: &str, article: &str) -> Self {
        Self {
            date,
            steps: vec![Step::new(date, reason, article)],
        }
    }

    /// Goes on to this date, and says why.
    fn go_on(&mut self, date: Date, reason: impl Into<String>, article: impl Into<String>) {
        self.date = date;
        self.steps.push(Step::new(date, reason, article));
    }
}

/// How long a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// In days.
    Days(u16),
    /// In weeks.
    Weeks(u16),
    /// In months.
    Months(u16),
    /// In years.
    Years(u16),
}

/// The longest terms to which the Algemene termijnenwet applies (article 4).
const LONGEST_DAYS: u16 = 90;
const LONGEST_WEEKS: u16 = 12;
const LONGEST_MONTHS: u16 = 3;

/// The shortest term that holds two working days, in days (article 2 Algemene termijnenwet).
const SHORTEST_DAYS: u16 = 3;

/// How many working days such a term holds at least.
const LEAST_WORKING_DAYS: usize = 2;

impl Length {
    /// Whether the Algemene termijnenwet applies: not to long terms (article 4).
    pub const fn is_short(self) -> bool {
        match self {
            Self::Days(days) => days <= LONGEST_DAYS,
            Self::Weeks(weeks) => weeks <= LONGEST_WEEKS,
            Self::Months(months) => months <= LONGEST_MONTHS,
            Self::Years(_) => false,
        }
    }

    /// The last day of a term of which this is the day before the first. A month that has no such
    /// day gives its last one.
    pub fn after(self, known: Date) -> Date {
        known.saturating_add(self.span())
    }

    /// The day this long before another.
    pub fn before(self, day: Date) -> Date {
        day.saturating_sub(self.span())
    }

    fn span(self) -> Span {
        match self {
            Self::Days(n) => Span::new().days(n),
            Self::Weeks(n) => Span::new().weeks(n),
            Self::Months(n) => Span::new().months(n),
            Self::Years(n) => Span::new().years(n),
        }
    }

    /// `6 weken`, `1 dag`.
    pub fn phrase(self) -> String {
        let (n, one, more) = match self {
            Self::Days(n) => (n, "dag", "dagen"),
            Self::Weeks(n) => (n, "week", "weken"),
            Self::Months(n) => (n, "maand", "maanden"),
            Self::Years(n) => (n, "jaar", "jaar"),
        };
        notation::count(i64::from(n), one, more)
    }

    const fn holds_working_days(self) -> bool {
        match self {
            Self::Days(days) => days >= SHORTEST_DAYS,
            Self::Weeks(_) | Self::Months(_) => true,
            Self::Years(_) => false,
        }
    }
}

/// The last day of a term that begins the day after something became known.
///
/// `what` is what happened that day, in plain Dutch (`Je melding is ontvangen`); `article` is what
/// sets the length of the term.
pub fn end(
    calendar: &Calendar,
    known: Date,
    what: &str,
    length: Length,
    article: &str,
) -> Computed {
    let mut computed = begin(known, what, length, article);
    let last = computed.date;
    if length.is_short() {
        if length.holds_working_days() {
            with_working_days(calendar, known, &mut computed);
        }
        roll(calendar, &mut computed);
    } else if calendar.is_free(last) {
        computed.go_on(
            last,
            "De termijn is lang en eindigt daarom ook op een vrije dag",
            "artikel 4 Algemene termijnenwet",
        );
    }
    computed
}

/// A term of this length that begins the day after, whatever day it ends on.
fn begin(known: Date, what: &str, length: Length, article: &str) -> Computed {
    let first = known.saturating_add(Span::new().days(1));
    let last = length.after(known);
    Computed {
        date: last,
        steps: vec![
            Step::new(known, what, article),
            Step::new(first, "De dag erna begint de termijn", article),
            Step::new(
                last,
                format!("De termijn van {} eindigt", length.phrase()),
                article,
            ),
        ],
    }
}

/// Goes on until there are two working days in the term (article 2 Algemene termijnenwet).
fn with_working_days(calendar: &Calendar, known: Date, computed: &mut Computed) {
    let mut last = computed.date;
    let mut working = known
        .saturating_add(Span::new().days(1))
        .series(Span::new().days(1))
        .take_while(|day| *day <= last)
        .filter(|day| !calendar.is_free(*day))
        .take(LEAST_WORKING_DAYS)
        .count();
    while working < LEAST_WORKING_DAYS && last < Date::MAX {
        last = last.saturating_add(Span::new().days(1));
        working += usize::from(!calendar.is_free(last));
    }
    if last != computed.date {
        computed.go_on(
            last,
            "Er moeten ten minste twee werkdagen in de termijn zitten",
            "artikel 2 Algemene termijnenwet",
        );
    }
}

/// Goes on to the next working day (article 1 Algemene termijnenwet).
fn roll(calendar: &Calendar, computed: &mut Computed) {
    let (day, passed) = calendar.next_working_day(computed.date);
    if passed.is_empty() {
        return;
    }
    let names: Vec<String> = passed
        .iter()
        .map(|(date, name)| format!("{} is {name}", notation::date(*date)))
        .collect();
    let reason = format!("{}. De termijn loopt door", names.join(", "));
    computed.go_on(day, reason, "artikel 1 Algemene termijnenwet");
}
