//! Until when a board puts right what was refused.

use crate::term::{Computed, Step};
use jiff::{Span, civil::Date};

/// The last day on which what was refused is delivered right, with its steps: a change is delivered within one
/// month (handbook, 1.4), and a refused record is not delivered yet.
pub fn repair_term(refused: Date) -> Computed {
    let last = refused.saturating_add(Span::new().months(1));
    let step = |date, reason: &str| Step {
        date,
        reason: reason.to_owned(),
        article: "afspraken over de levering".to_owned(),
    };
    Computed {
        date: last,
        steps: vec![
            step(refused, "We stuurden terug wat niet klopt"),
            step(last, "Herstel dat binnen een maand, net als een wijziging"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_ends_on_the_same_day_or_on_the_last_one_there_is() {
        assert_eq!(repair_term(date(2027, 1, 31)).date, date(2027, 2, 28));
        let explained = repair_term(date(2026, 11, 23));
        assert_eq!(explained.date, date(2026, 12, 23));
        assert_eq!(explained.steps.len(), 2);
    }
}
