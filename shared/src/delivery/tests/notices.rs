use crate::delivery::samples::{codes, context, findings};
use crate::delivery::{Context, PersonFacts, Sent, Severity};
use jiff::civil::date;

fn sent(version: u32, content_hash: [u8; 32], ground: &str) -> Sent {
    Sent {
        version,
        content_hash,
        ground: ground.into(),
        deleted: false,
    }
}

fn after(previous: Sent) -> Context {
    Context {
        previous: Some(previous),
        ..context()
    }
}

#[test]
fn m051_a_version_that_is_not_newer() {
    assert_eq!(codes(&[], &after(sent(2, [1; 32], "VO-33.4"))), ["LR-M051"]);
    assert_eq!(codes(&[], &after(sent(1, [2; 32], "VO-33.4"))), ["LR-M051"]);
}

#[test]
fn m052_nothing_changed() {
    assert_eq!(codes(&[], &after(sent(1, [1; 32], "VO-33.4"))), ["LR-M052"]);
}

#[test]
fn m053_delivered_later_than_a_month_after_the_begin() {
    let on = |today| Context { today, ..context() };
    assert!(codes(&[], &on(date(2026, 9, 1))).is_empty());
    assert_eq!(codes(&[], &on(date(2026, 9, 2))), ["LR-M053"]);
    let first = Context {
        first_delivery: true,
        ..on(date(2026, 9, 2))
    };
    assert!(
        codes(&[], &first).is_empty(),
        "the first delivery of a board tells all it has"
    );
}

#[test]
fn m054_more_than_a_year_back() {
    let on = |today| Context { today, ..context() };
    assert_eq!(codes(&[], &on(date(2027, 8, 1))), ["LR-M053"]);
    assert_eq!(codes(&[], &on(date(2027, 8, 2))), ["LR-M054"]);
}

#[test]
fn m055_an_appointment_outside_the_contract() {
    assert_eq!(
        codes(
            &[("arbeidsovereenkomstBegindatum", "2026-08-02")],
            &context()
        ),
        ["LR-M055"]
    );
    assert_eq!(
        codes(
            &[("arbeidsovereenkomstEinddatum", "2027-07-31")],
            &context()
        ),
        ["LR-M055"]
    );
    let open = [
        ("einddatum", ""),
        ("arbeidsovereenkomstEinddatum", "2027-07-31"),
    ];
    assert_eq!(codes(&open, &context()), ["LR-M055"]);
}

#[test]
fn m057_a_teacher_of_seventy() {
    assert!(codes(&[("geboortedatum", "1956-08-21")], &context()).is_empty());
    assert_eq!(
        codes(&[("geboortedatum", "1956-08-20")], &context()),
        ["LR-M057"]
    );
}

#[test]
fn m058_a_teacher_younger_than_eighteen() {
    assert!(codes(&[("geboortedatum", "2008-08-01")], &context()).is_empty());
    assert_eq!(
        codes(&[("geboortedatum", "2008-08-02")], &context()),
        ["LR-M058"]
    );
}

#[test]
fn m059_another_ground_than_before() {
    let found = findings(&[("versie", "2")], &after(sent(1, [2; 32], "VO-33.1B3")));
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message,
        "Eerder leverde je grondslag VO-33.1B3, nu VO-33.4."
    );
    assert_eq!(found[0].severity(), Severity::Notice);
}

#[test]
fn m063_a_trainee_who_ends_halfway_the_school_year() {
    let trainee = |ends| {
        let changes = [
            ("grondslag", "VO-33.9"),
            ("verklaringInspanning", "nee"),
            ("einddatum", ends),
        ];
        codes(&changes, &context())
    };
    assert!(trainee("2027-07-31").is_empty());
    assert_eq!(trainee("2027-01-31"), ["LR-M063"]);
}

#[test]
fn m064_a_resident_with_another_name_than_that_of_the_brp() {
    let mut context = context();
    context.person = PersonFacts::Known {
        birth_date_matches: true,
        deceased_on: None,
        resident: true,
        details_differ: true,
    };
    assert_eq!(codes(&[], &context), ["LR-M064"]);
}

#[test]
fn s101_a_person_that_the_brp_does_not_know() {
    let mut context = context();
    context.person = PersonFacts::Unknown;
    assert_eq!(findings(&[], &context)[0].severity(), Severity::Signal);
    assert!(codes(&[("nietIngezetene", "ja")], &context).is_empty());
    context.person = PersonFacts::NotAskedYet;
    assert!(codes(&[], &context).is_empty());
}
