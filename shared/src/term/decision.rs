//! Until when a body decides, when the term was suspended, adjourned or extended; and whether
//! something came in time.

use super::{Calendar, Computed, Length, begin, roll};
use crate::notation;
use jiff::{Span, civil::Date};

/// What happened to the term of a decision after it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The applicant was asked to complete the application (article 4:15, first paragraph, Awb).
    Suspended(Suspended),
    /// The decision was adjourned (*verdaagd*) by this length.
    Adjourned {
        /// By how much.
        length: Length,
        /// What allows it: `artikel 7:10, derde lid, Awb`.
        article: &'static str,
    },
    /// There is a later last day, because the applicant consents or because the body said so in
    /// time.
    Until {
        /// The last day from then on.
        last: Date,
        /// Why, in plain Dutch.
        reason: &'static str,
        /// What allows it: `artikel 4:15, tweede lid, Awb`.
        article: &'static str,
    },
}

/// A request to complete an application (*herstel verzuim*, article 4:5 Awb).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspended {
    /// It was completed.
    Completed {
        /// The day of the request.
        invited: Date,
        /// The day on which it was complete.
        completed: Date,
    },
    /// It is waited for, so that it stands still until the last day at most.
    Waiting {
        /// The day of the request.
        invited: Date,
        /// The last day on which it can be completed.
        last: Date,
    },
    /// It was not completed in the time that was given.
    Unused {
        /// The day of the request.
        invited: Date,
        /// The last day on which it could have been completed.
        last: Date,
    },
}

impl Suspended {
    /// A request that ended: completed in the time that was given, or not. What came after it ends no
    /// sooner that the term stands still, and no later (articles 4:15 and 7:10 Awb).
    pub fn ended(invited: Date, last: Date, completed: Option<Date>) -> Self {
        match completed {
            Some(completed) if completed <= last => Self::Completed { invited, completed },
            _ => Self::Unused { invited, last },
        }
    }

    /// The first and the last day that do not count, if there are any.
    fn days(self) -> Option<(Date, Date)> {
        let day = Span::new().days(1);
        let (invited, last) = match self {
            Self::Completed { invited, completed } => (invited, completed.saturating_sub(day)),
            Self::Waiting { invited, last } | Self::Unused { invited, last } => (invited, last),
        };
        let first = invited.saturating_add(day);
        (first <= last).then_some((first, last))
    }
}

/// The most that a term with its adjournment may be to end on a working day, in days: twelve weeks.
const LONGEST_ADJOURNED: i32 = 12 * 7;

/// How many days there are from one to another, both counted.
fn days(first: Date, last: Date) -> i32 {
    (last - first).get_days() + 1
}

/// The last day on which a body decides in time.
///
/// The term begins the day after `known`; `what` says in plain Dutch what happened then. Changes
/// come in the order in which they happened. A term that became longer than twelve weeks by an
/// adjournment ends on the day itself, also when that is free: nobody is told a later day than the
/// law surely gives (handbook, 5.5). So does one that ends on a day that was agreed.
pub fn decide_by(
    calendar: &Calendar,
    (known, what): (Date, &str),
    (length, article): (Length, &str),
    changes: &[Change],
) -> Computed {
    let first = known.saturating_add(Span::new().days(1));
    let mut computed = begin(known, what, length, article);
    let mut short = length.is_short();
    // Without the days that did not count.
    let mut plain = computed.date;
    // What stood still before the term began, made it no longer.
    let mut counted_until = known;
    let mut agreed = false;
    for change in changes {
        let before = computed.date;
        match change {
            Change::Suspended(suspended) => suspend(&mut computed, *suspended, &mut counted_until),
            Change::Adjourned { length, article } => {
                plain = length.after(plain);
                short &= days(first, plain) <= LONGEST_ADJOURNED;
                let last = length.after(computed.date);
                let reason = format!("De beslissing is {} uitgesteld", length.phrase());
                computed.go_on(last, reason, *article);
            }
            Change::Until {
                last,
                reason,
                article,
            } => {
                if *last > computed.date {
                    computed.go_on(*last, *reason, *article);
                }
            }
        }
        if computed.date != before {
            agreed = matches!(change, Change::Until { .. });
        }
    }
    if short && !agreed {
        roll(calendar, &mut computed);
    }
    computed
}

/// Adds the days of a suspension that were not counted before and fall within the term.
fn suspend(computed: &mut Computed, suspended: Suspended, counted_until: &mut Date) {
    const ARTICLE: &str = "artikel 4:15, eerste lid, Awb";
    let Some((first, last)) = suspended.days() else {
        return;
    };
    if first > computed.date {
        let reason = "We vroegen om een aanvulling toen de termijn al voorbij was. Die telt door";
        computed.go_on(computed.date, reason, ARTICLE);
        return;
    }
    let first = first.max(counted_until.saturating_add(Span::new().days(1)));
    if first > last {
        return;
    }
    *counted_until = last;
    let stood_still = days(first, last);
    let (first, last) = (notation::date(first), notation::date(last));
    let count = notation::count(i64::from(stood_still), "dag", "dagen");
    let reason = match suspended {
        Suspended::Waiting { .. } => format!(
            "De termijn staat stil zolang we op een aanvulling wachten: van {first} tot en met {last} \
             is dat {count}. Komt ze eerder, dan wordt de termijn korter"
        ),
        Suspended::Completed { .. } | Suspended::Unused { .. } => format!(
            "De termijn stond {count} stil: van {first} tot en met {last} wachtten we op een aanvulling"
        ),
    };
    let later = computed.date.saturating_add(Span::new().days(stood_still));
    computed.go_on(later, reason, ARTICLE);
}

/// Whether what was received on this day, by the clock of the Netherlands, is in time for a term
/// with this last day. What came by post is also in time when it was posted by then and came within
/// a week after (article 6:9 Awb).
pub fn is_in_time(received: Date, posted: Option<Date>, last: Date) -> bool {
    let week_later = last.saturating_add(Span::new().weeks(1));
    received <= last || posted.is_some_and(|posted| posted <= last && received <= week_later)
}
