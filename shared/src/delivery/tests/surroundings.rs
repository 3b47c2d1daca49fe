use crate::delivery::samples::{context, row_with};
use crate::delivery::{
    AppointmentNumber, Context, Draft, Finding, KnownPeriod, OtherAppointment, ReplacedCode, Sent,
    Surroundings, check_draft_among,
};
use crate::ground::GroundTable;
use crate::identifier::{BoardNumber, Brin};
use jiff::civil::{Date, date};

/// Another appointment of the teacher of the sample, at the same school and with the same ground.
fn other(begins: Date, ends: Option<Date>) -> OtherAppointment {
    OtherAppointment {
        board: BoardNumber::parse("41234").expect("a board"),
        number: AppointmentNumber::parse("2025-17").expect("a number"),
        brin: Brin::parse("99QA").expect("a school"),
        begins,
        ends,
        ground: "VO-33.4".into(),
        ground_since: Some(begins),
        qualified_for: Vec::new(),
    }
}

fn findings(changes: &[(&str, &str)], surroundings: &Surroundings<'_>) -> Vec<Finding> {
    let draft = Draft::read(&row_with(changes));
    check_draft_among(&draft, &context(), surroundings, GroundTable::current())
}

fn codes(changes: &[(&str, &str)], appointment: OtherAppointment) -> Vec<String> {
    let surroundings = Surroundings {
        appointments: vec![appointment],
        ..Surroundings::default()
    };
    let findings = findings(changes, &surroundings);
    findings.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn f002_a_message_of_its_own_without_a_document_id() {
    let surroundings = Surroundings {
        needs_document: true,
        ..Surroundings::default()
    };
    let found = findings(&[], &surroundings);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "LR-F002");
    let named = [(
        "identificatiecodeBedrijfsdocument",
        "6f0c1a9e-6f0b-4c0e-9a52-0f5f8e3a7c11",
    )];
    assert!(findings(&named, &surroundings).is_empty());
    assert!(
        findings(&[], &Surroundings::default()).is_empty(),
        "a row of a file does without"
    );
}

#[test]
fn f006_a_number_that_came_before_for_another_teacher() {
    let surroundings = Surroundings {
        number_of_another: true,
        ..Surroundings::default()
    };
    let found = findings(&[], &surroundings);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "LR-F006");
    assert_eq!(found[0].field, "burgerservicenummer");
}

#[test]
fn a_refused_record_says_nothing_of_where_the_teacher_works() {
    let works_here = || other(date(2025, 8, 1), None);
    assert_eq!(
        codes(&[], works_here()),
        ["LR-M056"],
        "told to who is right"
    );
    let guessed = [("geboortedatum", "1987-02-30")];
    assert_eq!(codes(&guessed, works_here()), ["LR-F001"]);
    let of_another = [("bevoegdGezag", "41235")];
    assert_eq!(codes(&of_another, works_here()), ["LR-F003", "LR-F010"]);
}

#[test]
fn f020_the_maximum_counts_from_the_first_use_at_the_board() {
    // On this ground one may teach for two years; the sample begins on 1 August 2026.
    let before = |ends| other(date(2025, 8, 1), Some(ends));
    let surroundings = Surroundings {
        appointments: vec![before(date(2026, 7, 31))],
        ..Surroundings::default()
    };
    let found = findings(&[], &surroundings);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].rule.as_str(), found[0].message.as_str()),
        (
            "LR-F020",
            "Met grondslag ‘Bevoegd voor een ander vak, volgt scholing’ mag de leraar lesgeven tot en met 31 juli 2027. Je stuurde 31 juli 2028. De leraar werkte al bij je bestuur op deze grond vanaf 1 augustus 2025."
        )
    );
    let gap_of_three_months = before(date(2026, 4, 30));
    assert_eq!(codes(&[], gap_of_three_months.clone()), ["LR-F020"]);
    assert!(
        codes(&[], before(date(2026, 4, 29))).is_empty(),
        "a longer gap begins the count anew"
    );
    let elsewhere = OtherAppointment {
        board: BoardNumber::parse("41235").expect("a board"),
        ..gap_of_three_months.clone()
    };
    let itself = OtherAppointment {
        number: AppointmentNumber::parse("2026-000481").expect("a number"),
        ..gap_of_three_months.clone()
    };
    let qualified = OtherAppointment {
        ground: "VO-33.1B1".into(),
        ..gap_of_three_months
    };
    for other in [elsewhere, itself, qualified] {
        assert!(codes(&[], other.clone()).is_empty(), "{other:?}");
    }
}

#[test]
fn f020_a_replacement_and_a_vacancy_are_one_term() {
    let replaced = OtherAppointment {
        ground: "VO-33.3V".into(),
        ..other(date(2025, 8, 1), Some(date(2026, 7, 31)))
    };
    let vacancy = [("grondslag", "VO-33.3VAC"), ("einddatum", "2026-12-31")];
    assert_eq!(codes(&vacancy, replaced), ["LR-F020"]);
}

#[test]
fn m056_an_appointment_that_overlaps_another_of_the_same_school_and_ground() {
    let before = date(2025, 8, 1);
    assert_eq!(codes(&[], other(before, None)), ["LR-M056"]);
    let short = [("einddatum", "2027-07-31")];
    assert_eq!(
        codes(&short, other(before, Some(date(2026, 8, 1)))),
        ["LR-M056"],
        "one day is enough"
    );
    assert!(codes(&short, other(before, Some(date(2026, 7, 31)))).is_empty());
    assert_eq!(codes(&[], other(date(2028, 7, 31), None)), ["LR-M056"]);
    assert!(codes(&[], other(date(2028, 8, 1), None)).is_empty());
    let same = OtherAppointment {
        number: AppointmentNumber::parse("2026-000481").expect("a number"),
        ..other(before, None)
    };
    assert!(codes(&[], same).is_empty(), "it does not overlap itself");
    let elsewhere = OtherAppointment {
        brin: Brin::parse("99QB").expect("a school"),
        ..other(before, None)
    };
    assert!(codes(&[], elsewhere).is_empty());
    let qualified = OtherAppointment {
        ground: "VO-33.1B1".into(),
        ..other(before, None)
    };
    assert!(codes(&[], qualified).is_empty());
}

#[test]
fn m060_a_teacher_who_stands_in_the_register_for_the_same_field_elsewhere() {
    let qualified = |field: &str, begins| OtherAppointment {
        ground: "VO-33.1B1".into(),
        qualified_for: vec![field.into()],
        ..other(begins, None)
    };
    assert_eq!(
        codes(&[], qualified("MAATSCHAPPIJLEER", date(2020, 8, 1))),
        ["LR-M060"]
    );
    assert!(codes(&[], qualified("WISKUNDE", date(2020, 8, 1))).is_empty());
    assert!(codes(&[], qualified("MAATSCHAPPIJLEER", date(2027, 8, 1))).is_empty());
    let register = [
        ("grondslag", "VO-33.1B1"),
        ("onderwijsterreinen", ""),
        ("einddatum", ""),
    ];
    let far = OtherAppointment {
        brin: Brin::parse("99QB").expect("a school"),
        ..qualified("MAATSCHAPPIJLEER", date(2020, 8, 1))
    };
    assert!(
        codes(&register, far).is_empty(),
        "who is delivered as qualified is no question"
    );
}

#[test]
fn m061_a_second_period_as_career_switcher_at_another_board() {
    let switcher = |board: &str, since| OtherAppointment {
        board: BoardNumber::parse(board).expect("a board"),
        ground: "PO-3.1B3".into(),
        ground_since: Some(since),
        ..other(date(2023, 8, 1), Some(date(2024, 7, 31)))
    };
    let sent = [("grondslag", "VO-33.1B3"), ("verklaringInspanning", "nee")];
    assert_eq!(
        codes(&sent, switcher("41235", date(2023, 8, 1))),
        ["LR-M061"]
    );
    assert!(
        codes(&sent, switcher("41235", date(2026, 8, 1))).is_empty(),
        "the period is the same"
    );
    assert!(
        codes(&sent, switcher("41234", date(2023, 8, 1))).is_empty(),
        "the board is the same"
    );
    assert!(
        codes(&[], switcher("41235", date(2023, 8, 1))).is_empty(),
        "another ground"
    );
}

#[test]
fn m062_a_code_that_was_replaced() {
    let replaced = ReplacedCode::parse(
        "list;code;successor;since;until\n\
         grondslagen;VO-33.4;VO-33.4A;2026-08-01;2027-07-31\n\
         onderwijsterreinen;MAATSCHAPPIJLEER;BURGERSCHAP;2026-08-21;2027-07-31\n",
    )
    .expect("a list");
    let surroundings = |rows| Surroundings {
        replaced: rows,
        ..Surroundings::default()
    };
    let found = findings(&[], &surroundings(&replaced));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].rule.as_str(), found[0].field.as_str()),
        ("LR-M062", "grondslag")
    );
    assert_eq!(
        found[0].message,
        "Code VO-33.4 is vervangen door VO-33.4A. Tot en met 31 juli 2027 nemen we haar nog aan."
    );
    assert!(
        findings(&[], &surroundings(&replaced[1..])).is_empty(),
        "it begins tomorrow"
    );
    assert!(ReplacedCode::all().iter().all(|row| row.since <= row.until));
}

/// The codes of version 2 of the sample on a day, when we have version 1 with these dates.
fn codes_of_a_change(
    changes: &[(&str, &str)],
    today: Date,
    (begins, ends): (Date, Option<Date>),
) -> Vec<String> {
    let context = Context {
        today,
        previous: Some(Sent {
            version: 1,
            content_hash: [2; 32],
            ground: "VO-33.4".into(),
            deleted: false,
        }),
        ..context()
    };
    let surroundings = Surroundings {
        known: Some(KnownPeriod {
            begins,
            ends,
            ground_since: Some(date(2026, 8, 1)),
        }),
        ..Surroundings::default()
    };
    let mut row = vec![("versie", "2")];
    row.extend_from_slice(changes);
    let draft = Draft::read(&row_with(&row));
    let found = check_draft_among(&draft, &context, &surroundings, GroundTable::current());
    found.into_iter().map(|finding| finding.rule).collect()
}

const SAMPLE: (Date, Option<Date>) = (date(2026, 8, 1), Some(date(2028, 7, 31)));

#[test]
fn m053_an_end_that_is_told_later_than_a_month_after_it() {
    let end = [("einddatum", "2026-10-31")];
    let on = |today| codes_of_a_change(&end, today, SAMPLE);
    assert!(on(date(2026, 12, 1)).is_empty());
    assert_eq!(on(date(2026, 12, 2)), ["LR-M053"]);
    let longer = codes_of_a_change(&[], date(2026, 12, 2), (SAMPLE.0, Some(date(2026, 10, 31))));
    assert_eq!(longer, ["LR-M053"], "it went on after the end that we had");
    let ahead = codes_of_a_change(&[("einddatum", "2027-07-31")], date(2026, 12, 2), SAMPLE);
    assert!(ahead.is_empty());
}

#[test]
fn m053_a_change_without_another_date_is_never_late() {
    let school = [("vestigingscode", "99QA01")];
    assert!(codes_of_a_change(&school, date(2027, 7, 1), SAMPLE).is_empty());
}

#[test]
fn m053_another_first_day_on_the_ground() {
    let ground = [
        ("begindatum", "2026-08-01"),
        ("ingangsdatumGrond", "2026-09-01"),
        ("einddatum", ""),
    ];
    let found = codes_of_a_change(&ground, date(2026, 10, 2), (date(2026, 8, 1), None));
    assert_eq!(found, ["LR-M053"]);
}

#[test]
fn m054_a_begin_that_moves_by_more_than_a_year() {
    let today = date(2026, 12, 2);
    let earlier = [("begindatum", "2025-08-01"), ("einddatum", "")];
    let found = codes_of_a_change(&earlier, today, (date(2026, 8, 1), None));
    assert_eq!(found, ["LR-M054"]);
    let later = codes_of_a_change(&[("einddatum", "")], today, (date(2024, 8, 1), None));
    assert_eq!(later, ["LR-M054"], "what was told before was not so");
}

#[test]
fn f029_an_appointment_that_is_over_for_more_than_five_years() {
    let row = [
        ("begindatum", "2020-08-01"),
        ("einddatum", "2021-07-31"),
        ("ingangsdatumGrond", "2020-08-01"),
    ];
    let on = |today, known| codes_of_a_change(&row, today, known);
    let running = (date(2020, 8, 1), None);
    assert_eq!(on(date(2026, 7, 31), running), ["LR-M054"]);
    assert_eq!(on(date(2026, 8, 1), running), ["LR-F029"]);
    let over = (date(2020, 8, 1), Some(date(2021, 6, 30)));
    assert_eq!(
        on(date(2026, 8, 1), over),
        ["LR-M054"],
        "what we have may be corrected"
    );
}
