//! The penalty for deciding too late (*dwangsom*, article 4:17 Awb), with its rates as dated data
//! (`data/penalties.csv`).

use super::{Step, TermCode};
use crate::notation;
use jiff::{Span, civil::Date};
use serde::Deserialize;
use std::sync::LazyLock;

/// For how many days it is due at most.
pub const MOST_DAYS: i32 = 42;
/// For how many of them one rate holds.
const DAYS_OF_A_RATE: i32 = 14;

/// What the body owes because it did not decide in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Penalty {
    /// The first day for which it is due.
    pub first: Date,
    /// The last day for which it can be due.
    pub last: Date,
    /// For how many days it is due so far.
    pub days: u8,
    /// The amount so far, in whole euros.
    pub euros: u32,
    /// From when one can appeal because there is no decision (article 6:12 Awb).
    pub appeal_from: Date,
    /// How it was reached, in order.
    pub steps: Vec<Step>,
}

/// Why nothing is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PenaltyError {
    /// The notice of default (*ingebrekestelling*) came before the term had passed.
    #[error("de ingebrekestelling kwam voordat de termijn voorbij was")]
    TooEarly,
    /// There was no such law on that day.
    #[error("op die dag bestond de dwangsom nog niet")]
    NoRate,
}

#[derive(Deserialize)]
struct Rate {
    valid_from: Date,
    first: u32,
    second: u32,
    third: u32,
}

impl Rate {
    fn on(day: Date) -> Option<&'static Self> {
        static ALL: LazyLock<Vec<Rate>> = LazyLock::new(|| {
            csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../../data/penalties.csv").as_bytes())
                .deserialize()
                .collect::<Result<_, _>>()
                .expect("the rates that come with the program are right")
        });
        ALL.iter().rfind(|rate| rate.valid_from <= day)
    }

    fn of_day(&self, nth: i32) -> u32 {
        match nth / DAYS_OF_A_RATE {
            0 => self.first,
            1 => self.second,
            _ => self.third,
        }
    }
}

/// What is due `on` this day, when the term ended on `term_end`, the notice of default was received
/// on `notice`, and the decision was announced on `decided`, if it was. The two weeks in which can be
/// decided after all are a term like any other ([`TermCode::DefaultNotice`]): only to the 42 days the
/// Algemene termijnenwet does not apply (article 4:17, first paragraph, Awb).
///
/// # Errors
/// When nothing can be due.
pub fn penalty(
    term_end: Date,
    notice: Date,
    decided: Option<Date>,
    on: Date,
) -> Result<Penalty, PenaltyError> {
    const ARTICLE: &str = "artikel 4:17 Awb";
    if notice <= term_end {
        return Err(PenaltyError::TooEarly);
    }
    let still = TermCode::DefaultNotice.after(notice, "De ingebrekestelling is ontvangen");
    let first = still.date.saturating_add(Span::new().days(1));
    let last = first.saturating_add(Span::new().days(MOST_DAYS - 1));
    let rate = Rate::on(first).ok_or(PenaltyError::NoRate)?;
    // The day of the decision itself is not one on which there is none.
    let until = decided
        .map_or(on, |day| day.saturating_sub(Span::new().days(1)).min(on))
        .min(last);
    let days = ((until - first).get_days() + 1).max(0);
    let euros = (0..days).map(|nth| rate.of_day(nth)).sum();
    let mut steps = vec![Step::new(
        term_end,
        "De laatste dag om te beslissen",
        "artikel 4:13 Awb",
    )];
    steps.extend(still.steps);
    steps.push(Step::new(first, "De eerste dag met een dwangsom", ARTICLE));
    steps.push(Step::new(
        last,
        "De laatste dag die kan meetellen: de 42e",
        ARTICLE,
    ));
    if days > 0 {
        let so_far = notation::count(i64::from(days), "dag", "dagen");
        steps.push(Step::new(
            until,
            format!("{so_far} te laat: € {euros}"),
            ARTICLE,
        ));
    }
    Ok(Penalty {
        first,
        last,
        days: u8::try_from(days).unwrap_or(u8::MAX),
        euros,
        appeal_from: first,
        steps,
    })
}
