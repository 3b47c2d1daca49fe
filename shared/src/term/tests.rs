//! The test vectors of the handbook (5.5), and the calendar against another computation.

use super::*;
use jiff::civil::{DateTime, Weekday, date};
use proptest::prelude::*;

fn objection(announced: Date) -> Computed {
    TermCode::Objection.after(announced, "Het besluit is bekendgemaakt")
}

/// The calendar without days that a decree equated, so that the vectors stay as they are.
fn bare() -> Calendar {
    Calendar::default()
}

#[test]
fn the_vectors_of_the_handbook() {
    let vectors = [
        (date(2026, 3, 19), date(2026, 4, 30)),
        (date(2026, 2, 20), date(2026, 4, 7)),
        (date(2026, 3, 16), date(2026, 4, 28)),
        (date(2026, 3, 24), date(2026, 5, 6)),
        (date(2026, 4, 2), date(2026, 5, 15)),
        (date(2026, 11, 13), date(2026, 12, 28)),
        (date(2027, 2, 12), date(2027, 3, 30)),
    ];
    for (announced, last) in vectors {
        let computed = end(
            &bare(),
            announced,
            "Bekend",
            Length::Weeks(6),
            "artikel 6:7 Awb",
        );
        assert_eq!(computed.date, last, "announced {announced}");
        assert_eq!(computed.steps.last().map(|step| step.date), Some(last));
    }
}

#[test]
fn the_term_to_decide_begins_after_the_term_to_object() {
    let decide = |objected: Date, weeks| {
        let length = (Length::Weeks(weeks), "artikel 7:10 Awb");
        decide_by(
            &bare(),
            (objected, "Einde van de bezwaartermijn"),
            length,
            &[],
        )
        .date
    };
    assert_eq!(decide(date(2026, 4, 30), 6), date(2026, 6, 11));
    assert_eq!(decide(date(2026, 4, 30), 12), date(2026, 7, 23));
    assert_eq!(decide(date(2026, 12, 28), 12), date(2027, 3, 22));
}

#[test]
fn the_steps_say_why_the_last_day_is_later() {
    let computed = objection(date(2026, 2, 20));
    let reasons: Vec<&str> = computed.steps.iter().map(|s| s.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "Het besluit is bekendgemaakt",
            "De dag erna begint de termijn",
            "De termijn van 6 weken eindigt",
            "3 april 2026 is Goede Vrijdag, 4 april 2026 is een zaterdag, 5 april 2026 is een zondag, \
             6 april 2026 is Tweede Paasdag. De termijn loopt door",
        ]
    );
    assert_eq!(computed.steps[1].date, date(2026, 2, 21));
    assert_eq!(computed.steps[3].article, "artikel 1 Algemene termijnenwet");
}

#[test]
fn the_holidays_of_the_handbook() {
    let table = [
        (2024, [(3, 29), (4, 1), (4, 27), (5, 9), (5, 20)]),
        (2025, [(4, 18), (4, 21), (4, 26), (5, 29), (6, 9)]),
        (2026, [(4, 3), (4, 6), (4, 27), (5, 14), (5, 25)]),
        (2027, [(3, 26), (3, 29), (4, 27), (5, 6), (5, 17)]),
        (2028, [(4, 14), (4, 17), (4, 27), (5, 25), (6, 5)]),
        (2029, [(3, 30), (4, 2), (4, 27), (5, 10), (5, 21)]),
        (2030, [(4, 19), (4, 22), (4, 27), (5, 30), (6, 10)]),
        (2031, [(4, 11), (4, 14), (4, 26), (5, 22), (6, 2)]),
        (2032, [(3, 26), (3, 29), (4, 27), (5, 6), (5, 17)]),
        (2033, [(4, 15), (4, 18), (4, 27), (5, 26), (6, 6)]),
        (2034, [(4, 7), (4, 10), (4, 27), (5, 18), (5, 29)]),
        (2035, [(3, 23), (3, 26), (4, 27), (5, 3), (5, 14)]),
    ];
    let names = [
        "Goede Vrijdag",
        "Tweede Paasdag",
        "Koningsdag",
        "Hemelvaartsdag",
        "Tweede Pinksterdag",
    ];
    for (year, days) in table {
        for ((month, day), name) in days.into_iter().zip(names) {
            assert_eq!(bare().name(date(year, month, day)), Some(name), "{year}");
        }
    }
    assert_eq!(bare().name(date(2013, 4, 30)), Some("Koningsdag"));
}

/// Easter by the tables of the church: the golden number and the epact, then the Sunday after the
/// full moon. Shares nothing with the rule of Meeus, Jones and Butcher.
fn easter_by_epact(year: i16) -> Date {
    let golden = i32::from(year) % 19 + 1;
    let century = i32::from(year) / 100 + 1;
    let solar = 3 * century / 4 - 12;
    let lunar = (8 * century + 5) / 25 - 5;
    let mut epact = (11 * golden + 20 + lunar - solar).rem_euclid(30);
    if epact == 24 || (epact == 25 && golden > 11) {
        epact += 1;
    }
    let mut moon = 44 - epact;
    if moon < 21 {
        moon += 30;
    }
    let full_moon =
        date(year, 2, 28).saturating_add(Span::new().days(moon + i32::from(is_leap(year))));
    let mut sunday = full_moon.saturating_add(Span::new().days(1));
    while weekday_by_days(sunday) != 0 {
        sunday = sunday.saturating_add(Span::new().days(1));
    }
    sunday
}

fn is_leap(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The day of the week, 0 for Sunday, counted from 1 January 1900, which was a Monday.
fn weekday_by_days(day: Date) -> i64 {
    let mut count = 0_i64;
    for year in 1900..day.year() {
        count += if is_leap(year) { 366 } else { 365 };
    }
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for month in 1..day.month() {
        count += lengths[usize::try_from(month - 1).expect("a month")];
        count += i64::from(month == 2 && is_leap(day.year()));
    }
    (count + i64::from(day.day()) - 1 + 1) % 7
}

#[test]
fn every_day_of_twenty_years_is_free_or_not_as_another_computation_says() {
    let mut day = date(2020, 1, 1);
    while day <= date(2040, 12, 31) {
        let year = day.year();
        let easter = easter_by_epact(year);
        let from_easter = [-2, 1, 39, 50].map(|n| easter.saturating_add(Span::new().days(n)));
        let kings_day = match weekday_by_days(date(year, 4, 27)) {
            0 => date(year, 4, 26),
            _ => date(year, 4, 27),
        };
        let fixed = [(1, 1), (5, 5), (12, 25), (12, 26)].map(|(m, d)| date(year, m, d));
        let weekend = matches!(weekday_by_days(day), 0 | 6);
        let free =
            weekend || fixed.contains(&day) || from_easter.contains(&day) || day == kings_day;
        assert_eq!(bare().is_free(day), free, "{day}");
        day = day.saturating_add(Span::new().days(1));
    }
}

#[test]
fn a_short_term_holds_two_working_days_and_a_very_short_one_need_not() {
    let days = |known, n| end(&bare(), known, "Bekend", Length::Days(n), "artikel").date;
    // The Thursday before Easter 2026: Friday to Monday are free.
    assert_eq!(days(date(2026, 4, 2), 3), date(2026, 4, 8));
    assert_eq!(days(date(2026, 4, 2), 2), date(2026, 4, 7));
    assert_eq!(days(date(2026, 3, 2), 3), date(2026, 3, 5));
}

#[test]
fn a_long_term_ends_on_a_free_day_and_a_month_on_its_last_day() {
    let ends = |known, length| end(&bare(), known, "Bekend", length, "artikel").date;
    assert_eq!(ends(date(2022, 5, 5), Length::Years(4)), date(2026, 5, 5));
    assert_eq!(
        ends(date(2026, 8, 31), Length::Months(6)),
        date(2027, 2, 28)
    );
    assert_eq!(
        ends(date(2026, 11, 30), Length::Months(3)),
        date(2027, 3, 1)
    );
    assert!(Length::Weeks(12).is_short() && !Length::Weeks(13).is_short());
    assert!(Length::Days(90).is_short() && !Length::Days(91).is_short());
    assert!(Length::Months(3).is_short() && !Length::Months(4).is_short());
}

#[test]
fn an_equated_day_is_free_once_it_is_in_the_data() {
    let calendar = Calendar::with([(date(2026, 5, 15), "Stcrt.".to_owned())]);
    let computed = end(
        &calendar,
        date(2026, 4, 2),
        "Bekend",
        Length::Weeks(6),
        "artikel",
    );
    assert_eq!(computed.date, date(2026, 5, 18));
}

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
fn a_letter_that_was_posted_in_time_may_come_a_week_later() {
    let last = date(2026, 4, 30);
    assert!(is_in_time(last, None, last));
    assert!(!is_in_time(date(2026, 5, 1), None, last));
    assert!(is_in_time(date(2026, 5, 7), Some(last), last));
    assert!(!is_in_time(date(2026, 5, 8), Some(last), last));
    assert!(!is_in_time(date(2026, 5, 1), Some(date(2026, 5, 1)), last));
}

#[test]
fn an_outage_on_the_last_day_moves_it_to_a_day_on_which_we_were_there() {
    let at = |text: &str| text.parse::<DateTime>().expect("a moment");
    let outages = Outages(vec![Outage {
        from: at("2026-04-30T20:00"),
        until: at("2026-05-01T03:00"),
    }]);
    let computed = objection(date(2026, 3, 19));
    // 1 May was touched too, then comes a weekend.
    let moved = outages.apply(&bare(), computed.clone());
    assert_eq!(moved.date, date(2026, 5, 4));
    assert_eq!(
        moved.steps.last().expect("a step").article,
        "artikel 2:21 Awb"
    );
    assert_eq!(
        Outages::default().apply(&bare(), computed.clone()),
        computed
    );
}

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

#[test]
fn each_term_of_the_table_is_there_and_says_what_sets_it() {
    let today = date(2026, 11, 23);
    for code in [
        TermCode::SchoolAnswer,
        TermCode::CorrectionDecision,
        TermCode::RegistrationDecision,
        TermCode::EvidenceCheck,
        TermCode::OwnMotionDecision,
        TermCode::LaterOwnMotion,
        TermCode::Objection,
        TermCode::ObjectionDecision,
        TermCode::ObjectionDecisionCommittee,
        TermCode::ReregistrationDecision,
        TermCode::ReregistrationDecisionCommittee,
        TermCode::Completion,
        TermCode::NotHandling,
        TermCode::ObjectionRepair,
        TermCode::View,
        TermCode::ViewUnasked,
        TermCode::Advice,
        TermCode::Adjournment,
        TermCode::LaterDecision,
        TermCode::HearingPieces,
        TermCode::EvidenceCompletion,
        TermCode::LaterEvidence,
        TermCode::Appeal,
        TermCode::HigherAppeal,
        TermCode::DefaultNotice,
        TermCode::DecisionKept,
        TermCode::ConsentKept,
        TermCode::NearBoard,
    ] {
        let term = code.on(today);
        assert_eq!(term.code, code);
        assert!(term.is_valid_on(today) && !term.article.is_empty());
    }
    assert_eq!(
        TermCode::CorrectionDecision.on(today).length,
        Length::Weeks(8)
    );
}

#[test]
fn what_is_no_decision_has_a_term_of_the_register_and_of_no_law() {
    for code in [TermCode::SchoolAnswer, TermCode::EvidenceCheck] {
        let term = code.on(date(2026, 11, 23));
        assert!(term.assumed, "{code:?}");
        assert_eq!(term.article, "eigen termijn van het register", "{code:?}");
    }
}

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
