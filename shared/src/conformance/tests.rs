//! The cases, on calls as the sandbox logs them. That a program can pass all of them is shown by the
//! example client in `end2end/supplier`.

use super::{CASES, Call, Notation, judge};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A message about a replacement, with these fields changed.
fn message(number: &str, version: u32, changes: &[(&str, Value)]) -> Value {
    let mut message = json!({
        "bedrijfsdocument": {
            "identificatiecodeBedrijfsdocument": uuid::Uuid::from_u128(version.into()),
            "datumTijdBedrijfsdocument": "2026-08-20T08:14:05Z",
            "berichtversie": "1.0",
        },
        "bevoegdGezag": "90001",
        "benoemingvolgnummer": number,
        "versie": version,
        "persoon": { "burgerservicenummer": "999990019", "geboortedatum": "1987-04-02" },
        "school": { "instellingscode": "99XV" },
        "benoeming": {
            "begindatum": "2026-08-01", "einddatum": "2026-10-31", "functiecategorie": 9,
        },
        "arbeidsovereenkomst": { "begindatum": "2026-08-01" },
        "grondslag": { "code": "VO-33.3V", "ingangsdatumGrond": "2026-08-01", "verlenging": 0 },
        "onderwijs": { "onderwijsterreinen": ["WISKUNDE"] },
    });
    for (place, value) in changes {
        *message.pointer_mut(place).expect("a place") = value.clone();
    }
    message
}

fn put(id: i64, message: &Value, status: u16, answer: Value) -> Call {
    sent("PUT", id, message, status, answer)
}

fn sent(method: &str, id: i64, message: &Value, status: u16, answer: Value) -> Call {
    let number = message["benoemingvolgnummer"].as_str().expect("a number");
    Call::new(
        id,
        jiff::Timestamp::from_second(1_790_000_000 + id).expect("a moment"),
        (method.to_owned(), format!("/benoemingen/90001/{number}")),
        Some(Notation::Json),
        &message.to_string(),
        status,
        None,
        answer,
    )
}

fn taken(id: i64, message: &Value, outcome: &str) -> Call {
    put(
        id,
        message,
        200,
        json!({ "uitkomst": outcome, "signalen": [] }),
    )
}

/// The numbers of the cases that pass.
fn passed(calls: &[Call]) -> Vec<u8> {
    judge(calls, Notation::Json)
        .iter()
        .filter(|verdict| verdict.passed())
        .map(|verdict| verdict.case.number)
        .collect()
}

#[test]
fn the_cases_are_numbered_and_each_asks_something() {
    for (at, case) in CASES.iter().enumerate() {
        assert_eq!(usize::from(case.number), at + 1);
        assert!(!case.steps.is_empty(), "{}", case.name);
    }
}

#[test]
fn nothing_passes_before_anything_was_sent() {
    let verdicts = judge(&[], Notation::Json);
    assert!(verdicts.iter().all(|verdict| !verdict.passed()));
    assert!(verdicts.iter().all(|verdict| verdict.waits_for().is_some()));
}

#[test]
fn a_gap_of_two_months_goes_on_and_one_of_four_begins_again() {
    let first = message("a", 1, &[]);
    let later = |begins: &str, since: &str| {
        let changes = [
            ("/benoeming/begindatum", json!(begins)),
            ("/benoeming/einddatum", json!("2027-06-30")),
            ("/grondslag/ingangsdatumGrond", json!(since)),
        ];
        message("b", 1, &changes)
    };
    let both = |second: &Value| [taken(1, &first, "nieuw"), taken(2, second, "nieuw")];
    let two = passed(&both(&later("2026-12-31", "2026-08-01")));
    assert!(two.contains(&12) && !two.contains(&13), "{two:?}");
    let four = passed(&both(&later("2027-02-28", "2027-02-28")));
    assert!(four.contains(&13) && !four.contains(&12), "{four:?}");
    let wrong = passed(&both(&later("2027-02-28", "2026-08-01")));
    assert!(!wrong.contains(&12) && !wrong.contains(&13), "{wrong:?}");
}

#[test]
fn a_deletion_is_no_change_of_the_appointment() {
    let answer = json!({ "uitkomst": "gewijzigd", "signalen": [] });
    let removal = sent("DELETE", 2, &message("a", 2, &[]), 200, answer);
    let calls = [taken(1, &message("a", 1, &[]), "nieuw"), removal];
    assert!(!passed(&calls).contains(&15), "it deletes with no reason");
}

#[test]
fn a_case_in_the_other_notation_does_not_count() {
    let calls = [taken(1, &message("a", 1, &[]), "nieuw")];
    let verdicts = judge(&calls, Notation::Xml);
    assert!(!verdicts[1].passed());
    assert_eq!(passed(&calls), [2]);
}

#[test]
fn coming_back_too_early_is_not_waiting() {
    let sent = message("a", 1, &[]);
    let mut busy = put(1, &sent, 429, Value::Null);
    busy.retry_after = Some(2);
    let early = [busy, taken(2, &sent, "nieuw")];
    assert!(!passed(&early).contains(&38));
    let [busy, _] = early;
    let in_time = [busy, taken(3, &sent, "nieuw")];
    assert!(passed(&in_time).contains(&38));
}

#[test]
fn the_package_is_read_from_the_message_as_people_read_it() {
    let mut sent = message("a", 1, &[]);
    assert_eq!(taken(1, &sent, "nieuw").package().as_deref(), Some(""));
    sent["bedrijfsdocument"]["softwarepakket"] = json!(" Pakket   7.2 ");
    let call = taken(1, &sent, "nieuw");
    assert_eq!(call.package().as_deref(), Some("Pakket 7.2"));
}

/// Thousands of messages that all nearly fit: one teacher, appointments that all overlap, versions
/// and documents that never go together.
fn hostile() -> Vec<Call> {
    (0..3000)
        .map(|id| {
            let number = if id % 2 == 0 {
                "a".to_owned()
            } else {
                format!("b-{id}")
            };
            let version = u32::try_from(10_000 - id).expect("a version");
            let sent = message(&number, version, &[]);
            taken(id * 10, &sent, "gewijzigd")
        })
        .collect()
}

#[test]
fn thousands_of_messages_that_nearly_fit_are_judged_within_a_second() {
    let calls = hostile();
    let begun = std::time::Instant::now();
    let verdicts = judge(&calls, Notation::Json);
    let took = begun.elapsed();
    assert!(took < std::time::Duration::from_secs(1), "{took:?}");
    let undecided = verdicts.iter().filter(|verdict| verdict.undecided);
    let numbers: Vec<u8> = undecided.map(|verdict| verdict.case.number).collect();
    assert!(numbers.contains(&12), "{numbers:?}");
    assert!(verdicts.iter().all(|one| !(one.undecided && one.passed())));
    assert!(verdicts[1].evidence.is_empty() && !verdicts[1].undecided);
}

proptest! {
    /// What a program does besides never takes a case away.
    #[test]
    fn other_calls_in_between_change_nothing(
        noise in prop::collection::vec((0_i64..6, 0_usize..3), 0..12)
    ) {
        let mut calls = vec![
            taken(10, &message("a", 1, &[("/benoeming/einddatum", Value::Null)]), "nieuw"),
            taken(20, &message("a", 2, &[]), "gewijzigd"),
            taken(30, &message("a", 3, &[("/grondslag/verlenging", json!(1))]), "gewijzigd"),
            taken(40, &message("a", 4, &[("/grondslag/verlenging", json!(2))]), "gewijzigd"),
        ];
        let before = passed(&calls);
        prop_assert_eq!(&before, &vec![2, 4, 5, 6]);
        for (at, kind) in noise {
            let other = message("other", 1, &[]);
            calls.push(match kind {
                0 => put(at * 10 + 5, &other, 422, json!({ "fouten": [{ "code": "LR-F006" }] })),
                1 => put(at * 10 + 5, &other, 500, Value::Null),
                _ => put(at * 10 + 5, &message("a", 1, &[]), 200, json!({ "uitkomst": "ongewijzigd" })),
            });
        }
        calls.sort_by_key(|call| call.id);
        prop_assert_eq!(passed(&calls), before);
    }
}
