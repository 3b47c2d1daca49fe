//! The end date of a replacement, which is given in periods with gaps between them.
//!
//! A gap of at most three months does not stop the count; after a longer one it begins anew
//! (article 33 lid 3 WVO and article 3 lid 5 WEC, as chapter 2.6 of the handbook reads them).

use crate::ground::{Computed, Ground, Step};
use crate::notation;
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// The longest gap, in months, that does not stop the count.
const GAP_MONTHS: i64 = 3;

/// A period in which somebody taught on the ground; both days count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day; `None` when it still runs.
    pub last: Option<Date>,
}

impl Period {
    /// `1 februari 2026 tot en met 30 april 2026`.
    pub fn text(&self) -> String {
        match self.last {
            Some(last) => format!(
                "{} tot en met {}",
                notation::date(self.first),
                notation::date(last)
            ),
            None => format!("vanaf {}", notation::date(self.first)),
        }
    }
}

/// The first day from which the maximum counts: that of the first period after the last gap that
/// was too long. The periods may come in any order; `None` when there are none.
pub fn window_start(periods: &[Period]) -> Option<Date> {
    walk_gaps(periods).map(|(start, _)| start)
}

/// The latest day of a replacement that was given in these periods and extended so often, with
/// the gaps among the steps. Extensions beyond what the article allows do not count. `None` when
/// there are no periods, or when the ground has no maximum that follows from dates.
pub fn replacement_end(ground: &Ground, periods: &[Period], extensions: u8) -> Option<Computed> {
    let (start, gaps) = walk_gaps(periods)?;
    let computed = ground.maximum_date(start, extensions)?;
    let mut steps: Vec<Step> = gaps
        .into_iter()
        .map(|(date, reason)| Step {
            date,
            reason,
            article: ground.article.clone(),
        })
        .collect();
    // What came before a gap that was too long is told first, then the count itself; gaps inside
    // the count follow its first day.
    let before = steps.iter().filter(|step| step.date <= start).count();
    let inside = steps.split_off(before);
    let mut count = computed.steps.into_iter();
    steps.extend(count.next());
    steps.extend(inside);
    steps.extend(count);
    Some(Computed {
        date: computed.date,
        steps,
    })
}

/// The first day that counts, and a sentence for each gap at the day on which teaching went on.
fn walk_gaps(periods: &[Period]) -> Option<(Date, Vec<(Date, String)>)> {
    let mut sorted = periods.to_vec();
    sorted.sort_unstable();
    let mut rest = sorted.into_iter();
    let first = rest.next()?;
    let (mut start, mut last) = (first.first, first.last);
    let mut gaps = Vec::new();
    for period in rest {
        // A period without end covers all that follows.
        let Some(taught_until) = last else { break };
        let free = taught_until.tomorrow().unwrap_or(taught_until);
        if period.first > free {
            let gap = format!(
                "Onderbreking van {} tot en met {}",
                notation::date(free),
                notation::date(period.first.yesterday().unwrap_or(free)),
            );
            if is_too_long(free, period.first) {
                start = period.first;
                gaps.push((
                    period.first,
                    format!("{gap}: langer dan 3 maanden, dus de termijn begint opnieuw"),
                ));
            } else {
                gaps.push((
                    period.first,
                    format!("{gap}: niet langer dan 3 maanden, dus de termijn loopt door"),
                ));
            }
        }
        last = period.last.map(|end| end.max(taught_until));
    }
    Some((start, gaps))
}

/// Whether from the first free day to the next day of teaching lies more than three months.
/// When the third month has no such day, the gap may last until that month is over.
fn is_too_long(free: Date, next: Date) -> bool {
    let limit = free.saturating_add(Span::new().months(GAP_MONTHS));
    let limit = if limit.day() == free.day() {
        limit
    } else {
        limit.tomorrow().unwrap_or(limit)
    };
    next > limit
}
