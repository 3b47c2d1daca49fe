//! The test vectors of the handbook (5.5), and the calendar against another computation.

mod calendar;
mod changes;
mod penalty;
mod properties;

use super::*;
use jiff::civil::{DateTime, date};

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
