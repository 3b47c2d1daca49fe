//! The forms (*vormen*) and themes of an activity, as the rules name them (`data/activity_labels.csv`).

use crate::data_file::rows;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// A form or theme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ActivityLabel {
    /// Its code: `mentor`.
    pub code: String,
    /// Its name in Dutch.
    pub name: String,
    chosen: String,
    valid_from: Date,
    valid_to: Option<Date>,
}

static LABELS: LazyLock<Vec<ActivityLabel>> = LazyLock::new(|| {
    rows(include_str!("../../data/activity_labels.csv"))
        .expect("the table of forms and themes")
        .1
});

impl ActivityLabel {
    /// The one with this code, also when it can no longer be chosen.
    pub fn find(code: &str) -> Option<&'static Self> {
        LABELS.iter().find(|label| label.code == code)
    }

    /// The one with this code, when it is for teachers to choose: some the register knows by itself.
    pub fn chosen(code: &str) -> Option<&'static Self> {
        Self::find(code).filter(|label| label.chosen == "ja")
    }

    /// Those that a teacher can choose on a day, in the order of the pages.
    pub fn choices(day: Date) -> impl Iterator<Item = &'static Self> {
        LABELS.iter().filter(move |label| {
            label.chosen == "ja"
                && label.valid_from <= day
                && label.valid_to.is_none_or(|last| day <= last)
        })
    }

    /// The codes of all of them.
    pub fn codes() -> Vec<&'static str> {
        LABELS.iter().map(|label| label.code.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::CriteriaSet;
    use jiff::civil::date;

    #[test]
    fn every_form_and_theme_that_a_rule_of_the_program_names_is_in_the_table() {
        for set in CriteriaSet::all() {
            for label in set.labels() {
                assert!(ActivityLabel::find(&label).is_some(), "{label}");
            }
        }
    }

    #[test]
    fn what_the_register_knows_by_itself_is_not_to_choose() {
        let choices = |day| ActivityLabel::choices(day).any(|one| one.code == "mentor");
        assert!(choices(date(2026, 11, 1)));
        assert!(!choices(date(2018, 7, 31)), "before it was there");
        let mut now = ActivityLabel::choices(date(2026, 11, 1));
        assert!(!now.any(|one| one.code == "teamontwikkeling"));
        assert_eq!(ActivityLabel::chosen("teamontwikkeling"), None);
    }
}
