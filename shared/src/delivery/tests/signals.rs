use crate::delivery::signals::{
    AnsweredFacts, AppointmentFacts, BoardFacts, ContactFacts, ContractFacts, DiplomaConflict,
    Expiring, PersonSignalFacts, diploma_conflicts, months_before, of_answer, of_appointment,
    of_board, of_person,
};
use crate::delivery::{Finding, PersonFacts, Severity, pension_date};
use crate::identifier::BoardNumber;
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use proptest::prelude::*;

fn appointment() -> AppointmentFacts {
    AppointmentFacts {
        begins: date(2026, 8, 1),
        ends: None,
        maximum: None,
        told_months: None,
        correction_asked_on: None,
        school_closed_on: None,
    }
}

fn person() -> PersonSignalFacts {
    PersonSignalFacts {
        birth_date: date(1987, 4, 2),
        name_changed_on: None,
        name_told_on: None,
        contracts: Vec::new(),
    }
}

fn board() -> BoardFacts {
    BoardFacts {
        joined_on: date(2026, 1, 1),
        delivered_on: Some(date(2026, 8, 1)),
        declared_on: None,
        contact: ContactFacts::Reachable,
        expiring: Vec::new(),
    }
}

#[track_caller]
fn codes(found: Vec<Finding>) -> Vec<String> {
    for finding in &found {
        assert_eq!(finding.severity(), Severity::Signal);
        assert!(finding.message.ends_with('.') && !finding.fix.is_empty());
    }
    found.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn nothing_is_signalled_when_all_is_well() {
    let on = date(2026, 8, 20);
    assert!(of_appointment(&appointment(), on).is_empty());
    assert!(of_person(&person(), on).is_empty());
    assert!(of_board(&board(), on).is_empty());
}

#[test]
fn s102_a_name_that_changed_since_the_board_was_told() {
    let mut facts = person();
    facts.name_changed_on = Some(date(2026, 6, 12));
    assert!(of_person(&facts, date(2026, 6, 11)).is_empty());
    assert_eq!(codes(of_person(&facts, date(2026, 6, 12))), ["LR-S102"]);
    facts.name_told_on = Some(date(2026, 6, 13));
    assert!(of_person(&facts, date(2026, 8, 1)).is_empty());
}

#[test]
fn s103_the_last_day_in_the_vestibule_comes_near_in_three_steps() {
    let maximum = date(2028, 7, 31);
    let mut facts = AppointmentFacts {
        maximum: Some(maximum),
        ..appointment()
    };
    let days = [
        (date(2028, 1, 30), None),
        (date(2028, 1, 31), Some(6)),
        (date(2028, 4, 29), Some(6)),
        (date(2028, 4, 30), Some(3)),
        (date(2028, 6, 30), Some(1)),
        (maximum, Some(1)),
    ];
    for (on, step) in days {
        assert_eq!(months_before(maximum, on), step, "{on}");
        let expected: &[&str] = if step.is_some() { &["LR-S103"] } else { &[] };
        assert_eq!(codes(of_appointment(&facts, on)), expected, "{on}");
    }
    facts.told_months = Some(6);
    assert!(
        of_appointment(&facts, date(2028, 2, 1)).is_empty(),
        "each step is told once"
    );
    assert_eq!(codes(of_appointment(&facts, date(2028, 5, 1))), ["LR-S103"]);
    facts.ends = Some(date(2028, 7, 30));
    assert!(
        of_appointment(&facts, date(2028, 5, 1)).is_empty(),
        "who leaves before needs no warning"
    );
}

#[test]
fn s104_the_last_day_in_the_vestibule_is_over_and_the_appointment_is_not() {
    let mut facts = AppointmentFacts {
        maximum: Some(date(2028, 7, 31)),
        ends: Some(date(2028, 8, 31)),
        told_months: Some(1),
        ..appointment()
    };
    assert!(of_appointment(&facts, date(2028, 7, 31)).is_empty());
    assert_eq!(codes(of_appointment(&facts, date(2028, 8, 1))), ["LR-S104"]);
    assert!(of_appointment(&facts, date(2028, 9, 1)).is_empty());
    facts.ends = None;
    assert_eq!(codes(of_appointment(&facts, date(2030, 1, 1))), ["LR-S104"]);
}

#[test]
fn s105_the_teacher_reported_a_difference() {
    let facts = AppointmentFacts {
        correction_asked_on: Some(date(2026, 9, 3)),
        ..appointment()
    };
    assert!(of_appointment(&facts, date(2026, 9, 2)).is_empty());
    assert_eq!(codes(of_appointment(&facts, date(2026, 9, 3))), ["LR-S105"]);
}

#[test]
fn s106_full_jobs_at_more_than_three_boards() {
    let contract = |board: u32, ends, full_time| ContractFacts {
        board: BoardNumber::parse(&board.to_string()).expect("a board"),
        begins: date(2026, 8, 1),
        ends,
        full_time,
    };
    let at = |contracts: Vec<ContractFacts>| PersonSignalFacts {
        contracts,
        ..person()
    };
    let on = date(2026, 9, 1);
    let four: Vec<_> = (41231..=41234)
        .map(|board| contract(board, None, true))
        .collect();
    assert_eq!(codes(of_person(&at(four.clone()), on)), ["LR-S106"]);
    assert!(of_person(&at(four[..3].to_vec()), on).is_empty());
    let twice = [&four[..3], &[contract(41231, None, true)]].concat();
    assert!(
        of_person(&at(twice), on).is_empty(),
        "two contracts at one board are one"
    );
    let half = [&four[..3], &[contract(41234, None, false)]].concat();
    assert!(of_person(&at(half), on).is_empty());
    let over = [
        &four[..3],
        &[contract(41234, Some(date(2026, 8, 31)), true)],
    ]
    .concat();
    assert!(of_person(&at(over), on).is_empty());
}

#[test]
fn s107_a_board_that_delivers_nothing_for_sixty_days() {
    let mut facts = board();
    assert!(of_board(&facts, date(2026, 9, 29)).is_empty());
    assert_eq!(codes(of_board(&facts, date(2026, 9, 30))), ["LR-S107"]);
    facts.declared_on = Some(date(2026, 9, 1));
    assert!(
        of_board(&facts, date(2026, 9, 30)).is_empty(),
        "it declared to be complete"
    );
    let silent = BoardFacts {
        delivered_on: None,
        ..board()
    };
    assert_eq!(codes(of_board(&silent, date(2026, 3, 2))), ["LR-S107"]);
    assert!(of_board(&silent, date(2026, 3, 1)).is_empty());
}

#[test]
fn s108_a_school_that_closed_under_an_appointment() {
    let mut facts = AppointmentFacts {
        school_closed_on: Some(date(2027, 7, 31)),
        ..appointment()
    };
    assert!(of_appointment(&facts, date(2027, 7, 31)).is_empty());
    assert_eq!(codes(of_appointment(&facts, date(2027, 8, 1))), ["LR-S108"]);
    facts.ends = Some(date(2027, 7, 31));
    assert!(of_appointment(&facts, date(2027, 8, 1)).is_empty());
}

#[test]
fn s109_the_pension_age_within_six_months() {
    let facts = PersonSignalFacts {
        birth_date: date(1960, 1, 15),
        ..person()
    };
    assert_eq!(pension_date(facts.birth_date), Some(date(2027, 1, 15)));
    assert!(of_person(&facts, date(2026, 7, 14)).is_empty());
    assert_eq!(codes(of_person(&facts, date(2026, 7, 15))), ["LR-S109"]);
    assert_eq!(codes(of_person(&facts, date(2027, 1, 14))), ["LR-S109"]);
    assert!(of_person(&facts, date(2027, 1, 15)).is_empty());
}

#[test]
fn s110_a_diploma_that_conflicts_is_told_with_consent_only() {
    let on = date(2026, 9, 10);
    let told = |consented_on| {
        let found_on = date(2026, 9, 1);
        let conflict = DiplomaConflict {
            found_on,
            consented_on,
        };
        codes(diploma_conflicts(conflict, on).into_iter().collect())
    };
    assert!(told(None).is_empty());
    assert!(told(Some(date(2026, 9, 11))).is_empty());
    assert_eq!(told(Some(on)), ["LR-S110"]);
}

#[test]
fn s111_nobody_of_the_board_can_be_reached() {
    let with = |contact| BoardFacts { contact, ..board() };
    let on = date(2026, 8, 20);
    assert_eq!(
        codes(of_board(&with(ContactFacts::Missing), on)),
        ["LR-S111"]
    );
    assert_eq!(
        codes(of_board(&with(ContactFacts::Bounced(on)), on)),
        ["LR-S111"]
    );
    assert!(of_board(&with(ContactFacts::Bounced(date(2026, 8, 21))), on).is_empty());
}

#[test]
fn s112_a_certificate_or_a_mandate_that_expires_within_thirty_days() {
    let expiring = |what: &str, last_day| Expiring {
        what: what.into(),
        last_day,
    };
    let facts = BoardFacts {
        expiring: vec![
            expiring("Het certificaat", date(2026, 8, 31)),
            expiring("De machtiging van Kantoor Noord", date(2026, 9, 20)),
        ],
        ..board()
    };
    assert!(of_board(&facts, date(2026, 7, 31)).is_empty());
    let first = of_board(&facts, date(2026, 8, 1));
    assert_eq!(
        first[0].message,
        "Het certificaat geldt tot en met 31 augustus 2026."
    );
    assert_eq!(codes(first), ["LR-S112"]);
    assert_eq!(
        codes(of_board(&facts, date(2026, 8, 31))),
        ["LR-S112", "LR-S112"]
    );
    assert_eq!(codes(of_board(&facts, date(2026, 9, 1))), ["LR-S112"]);
}

#[test]
fn s107_a_board_that_never_delivered() {
    let facts = BoardFacts {
        delivered_on: None,
        ..board()
    };
    assert!(of_board(&facts, date(2026, 3, 1)).is_empty());
    let found = of_board(&facts, date(2026, 3, 2));
    assert!(found[0].message.contains("nog niets geleverd"));
    assert_eq!(codes(found), ["LR-S107"]);
}

/// What the BRP answers about the teacher of an appointment.
fn answered(ends: Option<Date>, person: PersonFacts) -> Vec<Finding> {
    let facts = AnsweredFacts {
        begins: date(2026, 8, 1),
        ends,
        birth_date: Some(date(1987, 4, 2)),
        person,
    };
    of_answer(&facts).into_iter().collect()
}

fn known(birth_date_matches: bool, deceased_on: Option<Date>) -> PersonFacts {
    PersonFacts::Known {
        birth_date_matches,
        deceased_on,
        resident: true,
        details_differ: false,
    }
}

#[test]
fn s101_comes_after_the_delivery_when_the_brp_answers_later() {
    assert_eq!(codes(answered(None, PersonFacts::Unknown)), ["LR-S101"]);
    assert!(answered(None, PersonFacts::NotAskedYet).is_empty());
    assert!(answered(None, known(true, None)).is_empty());
}

#[test]
fn s113_a_birth_date_that_is_not_that_of_the_brp() {
    let found = answered(None, known(false, Some(date(2020, 1, 1))));
    assert_eq!(
        found[0].message,
        "De geboortedatum 2 april 1987 hoort niet bij dit bsn."
    );
    assert_eq!(codes(found), ["LR-S113"], "nothing of who that is");
}

#[test]
fn s114_an_appointment_after_the_day_of_death() {
    let died = |day, ends| answered(ends, known(true, Some(day)));
    let before = died(date(2026, 7, 31), None);
    assert_eq!(
        before[0].message,
        "De leraar is volgens de BRP overleden voor de begindatum."
    );
    assert_eq!(codes(before), ["LR-S114"]);
    let day = date(2026, 10, 1);
    assert_eq!(codes(died(day, None)), ["LR-S114"]);
    assert_eq!(codes(died(day, Some(date(2026, 10, 2)))), ["LR-S114"]);
    assert!(died(day, Some(day)).is_empty());
}

proptest! {
    #[test]
    fn the_pension_age_never_falls_for_who_is_younger(days in 0_i64..50_000) {
        let born = date(1900, 1, 1) + Span::new().days(days);
        let reached = pension_date(born).expect("an age");
        let next = pension_date(born + 1.day()).expect("an age");
        prop_assert!(reached <= next);
        prop_assert!(reached >= born + 65.years());
    }

    #[test]
    fn a_step_is_told_exactly_between_six_months_before_and_the_last_day(days in -400_i64..100) {
        let maximum = date(2028, 7, 31);
        let on: Date = maximum + Span::new().days(days);
        prop_assert_eq!(months_before(maximum, on).is_some(), on >= maximum - 6.months() && on <= maximum);
    }
}
