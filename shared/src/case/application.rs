//! From when one can apply for re-registration, and of how many everything is looked at.

use crate::criteria::ExtendedTerm;
use jiff::{Span, civil::Date};
use serde::Deserialize;
use std::sync::LazyLock;

/// The dated rules about applications (`data/applications.csv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct ApplicationRules {
    valid_from: Date,
    /// How many months before the last day of the term one can apply.
    pub open_months: i32,
    /// Of how many in a thousand everything is looked at.
    pub sample_per_thousand: u16,
}

impl ApplicationRules {
    /// The rules of a day; `None` before there were any.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    pub fn on(day: Date) -> Option<&'static Self> {
        static ALL: LazyLock<Vec<ApplicationRules>> = LazyLock::new(|| {
            csv::ReaderBuilder::new()
                .delimiter(b';')
                .comment(Some(b'#'))
                .from_reader(include_str!("../../data/applications.csv").as_bytes())
                .deserialize()
                .collect::<Result<_, _>>()
                .expect("the rules that come with the program are right")
        });
        ALL.iter().rfind(|rules| rules.valid_from <= day)
    }

    /// The first day on which one can apply for re-registration after this term.
    pub fn opens(&self, term: &ExtendedTerm) -> Date {
        let last = term.term.last;
        let opens = last.saturating_sub(Span::new().months(self.open_months));
        opens.max(term.term.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_application_can_be_made_from_half_a_year_before_the_end() {
        let term = ExtendedTerm::of(date(2026, 11, 23), &[]);
        let rules = ApplicationRules::on(date(2030, 1, 1)).expect("rules");
        assert_eq!(rules.opens(&term), date(2030, 5, 22));
        assert_eq!(ApplicationRules::on(date(2018, 7, 31)), None);
    }
}
