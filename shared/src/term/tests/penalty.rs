//! What the register owes who gave notice that it is late (articles 4:17 and 4:18 Awb).

use crate::term::{PenaltyError, TermCode, penalty};
use jiff::civil::date;

#[test]
fn the_penalty_begins_two_weeks_after_the_notice_and_ends_after_42_days() {
    let due =
        |decided, on| penalty(date(2026, 6, 1), date(2026, 6, 3), decided, on).expect("a penalty");
    let none = due(None, date(2026, 6, 17));
    assert_eq!(
        (none.first, none.days, none.euros),
        (date(2026, 6, 18), 0, 0)
    );
    assert_eq!(due(None, date(2026, 6, 18)).euros, 23);
    assert_eq!(due(None, date(2026, 7, 1)).euros, 14 * 23);
    assert_eq!(due(None, date(2026, 7, 2)).euros, 14 * 23 + 35);
    let all = due(None, date(2027, 1, 1));
    assert_eq!(
        (all.last, all.days, all.euros),
        (date(2026, 7, 29), 42, 1442)
    );
    let decided = due(Some(date(2026, 6, 20)), date(2027, 1, 1));
    assert_eq!((decided.days, decided.euros), (2, 46));
    assert_eq!(
        penalty(date(2026, 6, 1), date(2026, 6, 1), None, date(2027, 1, 1)),
        Err(PenaltyError::TooEarly)
    );
    let old = penalty(date(2017, 6, 1), date(2017, 6, 2), None, date(2018, 6, 1));
    assert_eq!(old.expect("a penalty").euros, 1260);
}

#[test]
fn the_two_weeks_after_a_notice_end_on_one_day_for_the_page_and_for_the_penalty() {
    // Two weeks after 30 April is Ascension Day; only to the 42 days the Algemene termijnenwet does not
    // apply.
    let notice = date(2026, 4, 30);
    let still = TermCode::DefaultNotice.after(notice, "De ingebrekestelling is ontvangen");
    assert_eq!(still.date, date(2026, 5, 15));
    let on = |day| penalty(date(2026, 4, 29), notice, None, day).expect("a penalty");
    assert_eq!(on(still.date).days, 0);
    let first = on(date(2026, 5, 16));
    assert_eq!(
        (first.first, first.days),
        (date(2026, 5, 16), 1),
        "a Saturday"
    );
    assert_eq!(first.last, date(2026, 6, 26));
    for step in still.steps {
        assert!(first.steps.contains(&step), "{step:?}");
    }
}
