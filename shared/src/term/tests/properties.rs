//! What holds for every term.

use super::bare;
use crate::term::{Change, Length, Outage, Outages, Suspended, decide_by, end};
use jiff::{
    Span,
    civil::{Date, Weekday, date},
};
use proptest::prelude::*;

fn day() -> impl Strategy<Value = Date> {
    (0..20_000_i32).prop_map(|n| date(2000, 1, 1).saturating_add(Span::new().days(n)))
}

fn short() -> impl Strategy<Value = Length> {
    prop_oneof![
        (1..=90_u16).prop_map(Length::Days),
        (1..=12_u16).prop_map(Length::Weeks),
        (1..=3_u16).prop_map(Length::Months),
    ]
}

fn any_length() -> impl Strategy<Value = Length> {
    prop_oneof![
        short(),
        (1..=60_u16).prop_map(Length::Weeks),
        (1..=10_u16).prop_map(Length::Years),
    ]
}

proptest! {
    #[test]
    fn a_later_start_never_gives_an_earlier_end(known in day(), later in 0..400_i32, length in any_length()) {
        let later = known.saturating_add(Span::new().days(later));
        let ends = |known| end(&bare(), known, "Bekend", length, "artikel").date;
        prop_assert!(ends(known) <= ends(later));
    }

    #[test]
    fn an_outage_never_takes_time_and_no_term_ends_while_we_were_not_there(
        known in day(),
        length in short(),
        outages in proptest::collection::vec((-5..120_i32, 0..100_u32), 0..8),
    ) {
        let outages = outages.into_iter().map(|(days, hours)| {
            let from = known.saturating_add(Span::new().days(days)).at(12, 0, 0, 0);
            Outage { from, until: from.saturating_add(Span::new().hours(hours)) }
        });
        let outages = Outages(outages.collect());
        let plain = end(&bare(), known, "Bekend", length, "artikel");
        let applied = outages.apply(&bare(), plain.clone());
        prop_assert!(applied.date >= plain.date);
        prop_assert!(!outages.touch(applied.date));
        prop_assert!(!bare().is_free(applied.date));
        prop_assert_eq!(applied.date == plain.date, !outages.touch(plain.date));
        prop_assert_eq!(&applied.steps[..plain.steps.len()], &plain.steps[..]);
    }

    #[test]
    fn a_short_term_ends_on_a_working_day_and_never_before_its_length(known in day(), length in short()) {
        let computed = end(&bare(), known, "Bekend", length, "artikel");
        prop_assert!(!bare().is_free(computed.date));
        prop_assert!(!matches!(computed.date.weekday(), Weekday::Saturday | Weekday::Sunday));
        prop_assert!(computed.date >= length.after(known));
        prop_assert_eq!(computed.steps.last().map(|step| step.date), Some(computed.date));
        prop_assert!(computed.steps.is_sorted_by_key(|step| step.date));
    }

    #[test]
    fn a_change_never_shortens_a_term(known in day(), invited in 0..60_i32, given in 0..60_i32) {
        let invited = known.saturating_add(Span::new().days(invited));
        let last = invited.saturating_add(Span::new().days(given));
        let decide = |changes: &[Change]| {
            decide_by(&bare(), (known, "Ontvangen"), (Length::Weeks(8), "artikel"), changes).date
        };
        let plain = decide(&[]);
        let unused = decide(&[Change::Suspended(Suspended::Unused { invited, last })]);
        let completed = decide(&[Change::Suspended(Suspended::Completed { invited, completed: last })]);
        prop_assert!(plain <= completed && completed <= unused);
    }
}
