//! What makes the term to decide longer, and what does not.

use super::bare;
use crate::term::{Calendar, Change, Computed, Length, Suspended, decide_by};
use jiff::civil::date;

fn decided(changes: &[Change]) -> Computed {
    // 8 weeks from Monday 1 June 2026: until Monday 27 July.
    let length = (Length::Weeks(8), "artikel 4:13 Awb");
    decide_by(&bare(), (date(2026, 6, 1), "Ontvangen"), length, changes)
}

#[test]
fn a_suspension_adds_the_days_between_or_all_that_were_given() {
    assert_eq!(decided(&[]).date, date(2026, 7, 27));
    let completed = Change::Suspended(Suspended::Completed {
        invited: date(2026, 6, 8),
        completed: date(2026, 6, 12),
    });
    // 9, 10 and 11 June do not count.
    assert_eq!(
        decided(std::slice::from_ref(&completed)).date,
        date(2026, 7, 30)
    );
    let unused = Change::Suspended(Suspended::Unused {
        invited: date(2026, 6, 8),
        last: date(2026, 6, 22),
    });
    assert_eq!(
        decided(std::slice::from_ref(&unused)).date,
        date(2026, 8, 10)
    );
    // A day that stood still counts once.
    assert_eq!(decided(&[completed, unused]).date, date(2026, 8, 10));
    let same_day = Change::Suspended(Suspended::Completed {
        invited: date(2026, 6, 8),
        completed: date(2026, 6, 8),
    });
    assert_eq!(decided(&[same_day]).date, date(2026, 7, 27));
    let too_late = Change::Suspended(Suspended::Unused {
        invited: date(2026, 8, 3),
        last: date(2026, 8, 17),
    });
    assert_eq!(decided(&[too_late]).date, date(2026, 7, 27));
}

#[test]
fn a_term_does_not_stand_still_before_it_begins() {
    // The reasons of an objection were asked on 2 April and came on 14 April, or on 8 May; the term to
    // decide begins on 1 May.
    let decide = |completed| {
        let suspended = Suspended::ended(date(2026, 4, 2), date(2026, 5, 12), Some(completed));
        decide_by(
            &bare(),
            (date(2026, 4, 30), "Einde van de bezwaartermijn"),
            (Length::Weeks(6), "artikel 7:10 Awb"),
            &[Change::Suspended(suspended)],
        )
    };
    assert_eq!(decide(date(2026, 4, 14)).date, date(2026, 6, 11));
    let longer = decide(date(2026, 5, 8));
    assert_eq!(longer.date, date(2026, 6, 18), "seven days: 1 to 7 May");
    assert!(
        longer
            .steps
            .iter()
            .any(|step| step.reason.contains("van 1 mei 2026"))
    );
}

#[test]
fn what_comes_after_the_time_that_was_given_does_not_stop_the_term_longer() {
    let (invited, last) = (date(2026, 3, 9), date(2026, 3, 23));
    for (completed, ended) in [
        (
            Some(date(2026, 3, 23)),
            Suspended::Completed {
                invited,
                completed: date(2026, 3, 23),
            },
        ),
        (Some(date(2026, 3, 24)), Suspended::Unused { invited, last }),
        (Some(date(2026, 4, 20)), Suspended::Unused { invited, last }),
        (None, Suspended::Unused { invited, last }),
    ] {
        assert_eq!(Suspended::ended(invited, last, completed), ended);
    }
    let of = |completed| {
        decided(&[Change::Suspended(Suspended::ended(
            invited, last, completed,
        ))])
    };
    assert_eq!(of(Some(date(2026, 4, 20))).date, of(None).date);
}

#[test]
fn an_adjournment_to_twelve_weeks_rolls_and_a_longer_one_does_not() {
    let adjourned = |weeks| {
        let adjourned = Change::Adjourned {
            length: Length::Weeks(6),
            article: "artikel 7:10, derde lid, Awb",
        };
        // From Saturday 13 June 2026, so that each end is a Saturday.
        let length = (Length::Weeks(weeks), "artikel 7:10 Awb");
        decide_by(&bare(), (date(2026, 6, 13), "Einde"), length, &[adjourned]).date
    };
    assert_eq!(
        adjourned(6),
        date(2026, 9, 7),
        "the Monday after 5 September"
    );
    assert_eq!(adjourned(12), date(2026, 10, 17), "the Saturday itself");
}

#[test]
fn consent_gives_a_later_last_day_and_never_an_earlier_one() {
    let until = |last| Change::Until {
        last,
        reason: "Je stemde in met uitstel",
        article: "artikel 4:15, tweede lid, Awb",
    };
    assert_eq!(decided(&[until(date(2026, 8, 31))]).date, date(2026, 8, 31));
    assert_eq!(decided(&[until(date(2026, 7, 1))]).date, date(2026, 7, 27));
}

#[test]
fn a_day_that_the_teacher_agreed_to_stays_that_day() {
    let agreed = |last| Change::Until {
        last,
        reason: "Je stemde in met uitstel",
        article: "artikel 4:15, tweede lid, onder a, Awb",
    };
    let by = |changes: &[Change]| {
        let asked = (date(2026, 6, 1), "Je aanvraag is ontvangen");
        let length = (Length::Weeks(8), "artikel 4:13 Awb");
        decide_by(Calendar::current(), asked, length, changes).date
    };
    let saturday = date(2026, 8, 29);
    assert_eq!(by(&[agreed(saturday)]), saturday);
    // What does not move it, leaves it; what moves it after that, ends on a working day again.
    assert_eq!(by(&[agreed(saturday), agreed(date(2026, 8, 1))]), saturday);
    let waits = Change::Suspended(Suspended::Waiting {
        invited: date(2026, 8, 3),
        last: date(2026, 8, 10),
    });
    assert_eq!(
        by(&[agreed(saturday), waits]),
        date(2026, 9, 7),
        "seven days, a Saturday"
    );
}
