//! What holds for every portfolio under the thirty rules.

use super::*;
use crate::{portfolio::ActivityKind, sector::Sector};
use jiff::{Span, civil::date};
use proptest::prelude::*;

const LABELS: [&str; 8] = [
    "mentor",
    "pdg",
    "teamontwikkeling",
    "inductie",
    "bedrijfsstage",
    "ondersteuning",
    "reanimatie",
    "portfoliogesprek",
];
const SUBJECTS: [&str; 3] = ["NEDERLANDS", "BIOLOGIE", "LICHAMELIJKE_OPVOEDING"];

fn some(of: &[&str]) -> impl Strategy<Value = Vec<String>> + use<> {
    let all: Vec<String> = of.iter().map(|one| (*one).to_owned()).collect();
    prop::sample::subsequence(all, 0..=2)
}

fn any_activity() -> impl Strategy<Value = Counted> {
    let days = (0_i32..2200, prop::option::of(1_i32..4));
    let hours = (prop::array::uniform6(0_i32..120), 0_i32..60, days);
    let words = (
        prop::option::of(prop::sample::select(ActivityKind::ALL.to_vec())),
        some(&SUBJECTS),
        some(&LABELS),
        0_usize..2,
    );
    let proof = (any::<bool>(), any::<bool>(), 0_u16..6, 0_u8..3);
    (hours, words, proof).prop_map(
        |((split, rest, (days, more)), (kind, subjects, labels, words), proof)| {
            let split = Split::new(split.map(Quarters));
            let on = date(2021, 10, 1) + Span::new().days(days);
            Counted {
                on,
                to: more.map(|more| on + Span::new().days(more)),
                hours: split.total() + Quarters(rest),
                split,
                kind,
                subjects,
                labels,
                reflection_words: words * 60,
                evidence: proof.0,
                diploma: proof.1,
                credits: proof.2,
                approvals: proof.3,
                entered: None,
            }
        },
    )
}

fn any_facts() -> impl Strategy<Value = Facts> {
    (some(&SUBJECTS), 0_u16..30, 0_i32..120, any::<bool>()).prop_map(
        |(subjects, exempt_months, surplus, sampled)| Facts {
            subjects,
            exempt_months,
            surplus: Quarters(surplus),
            sampled,
            ..Facts::default()
        },
    )
}

fn any_portfolio() -> impl Strategy<Value = (Vec<Counted>, Sector, Facts)> {
    (
        prop::collection::vec(any_activity(), 0..7),
        prop::sample::select(Sector::ALL.to_vec()),
        any_facts(),
    )
}

fn of(activities: &[Counted], sector: Sector, facts: &Facts) -> Evaluation {
    let dossier = Dossier {
        activities,
        sector: Some(sector),
        term: Some(Term::from_start(date(2022, 8, 1))),
    };
    evaluate(&dossier, facts, CriteriaSet::thirty())
}

fn is_minimum(kind: &str) -> bool {
    // A share falls when there is more of something else.
    kind == "VERPLICHTE_ACTIVITEIT" || (kind.starts_with("MIN_") && kind != "MIN_AANDEEL")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn one_more_activity_never_lowers_a_minimum(
        (mut activities, sector, facts) in any_portfolio(), more in any_activity()
    ) {
        let before = of(&activities, sector, &facts);
        activities.push(more);
        let after = of(&activities, sector, &facts);
        prop_assert!(after.total >= before.total);
        for (before, after) in before.every_rule().iter().zip(after.every_rule()) {
            if is_minimum(&before.kind) || !before.parts.is_empty() {
                prop_assert!(after.fulfilled >= before.fulfilled, "{}", before.code);
                prop_assert!(after.value.count >= before.value.count, "{}", before.code);
            }
        }
    }

    #[test]
    fn an_activity_in_two_halves_changes_no_hours(
        (mut activities, sector, facts) in any_portfolio(), half in any_activity()
    ) {
        let mut split = half.split;
        for category in Category::ALL {
            split.set(category, half.split.get(category) + half.split.get(category));
        }
        let whole = Counted {
            hours: half.hours + half.hours,
            split,
            credits: half.credits * 2,
            ..half.clone()
        };
        let mut halves = activities.clone();
        halves.extend([half.clone(), half]);
        activities.push(whole);
        let (one, two) = (of(&activities, sector, &facts), of(&halves, sector, &facts));
        prop_assert_eq!(one.total, two.total);
        for (one, two) in one.every_rule().iter().zip(two.every_rule()) {
            if one.value.unit == Unit::Quarters {
                prop_assert_eq!(one.value, two.value, "{}", one.code);
            }
        }
    }

    #[test]
    fn the_order_never_matters(
        (activities, sector, facts) in any_portfolio(), turn in 0_usize..7
    ) {
        let mut turned = activities.clone();
        turned.reverse();
        let by = turn.min(turned.len());
        turned.rotate_left(by);
        prop_assert_eq!(of(&activities, sector, &facts), of(&turned, sector, &facts));
    }

    #[test]
    fn many_portfolios_come_out_as_one_does((activities, sector, facts) in any_portfolio()) {
        let dossier = Dossier {
            activities: &activities,
            sector: Some(sector),
            term: Some(Term::from_start(date(2022, 8, 1))),
        };
        let found = evaluate(&dossier, &facts, CriteriaSet::thirty());
        let failing = evaluate::failing(&dossier, &facts, CriteriaSet::thirty());
        let expected: Vec<&str> = found
            .rules
            .iter()
            .filter(|rule| !rule.fulfilled)
            .map(|rule| rule.code.as_str())
            .collect();
        prop_assert_eq!(failing, expected);
        prop_assert_eq!(CriteriaSet::thirty().hash(), found.set_hash);
    }
}

#[test]
fn a_set_is_kept_as_it_is_written_and_has_all_thirty_rules() {
    for (set, text) in CriteriaSet::all().iter().zip(set::FILES) {
        let written: serde_json::Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(serde_json::to_value(set).expect("JSON"), written);
    }
    let thirty = CriteriaSet::thirty();
    let codes: Vec<&str> = thirty
        .every_rule()
        .iter()
        .map(|r| r.code.as_str())
        .collect();
    for nr in 1..=30 {
        assert!(codes.contains(&format!("R{nr:02}").as_str()), "R{nr:02}");
    }
    assert_eq!(CriteriaSet::example().id, "voorbeeld");
}

#[test]
fn a_set_that_cannot_be_used_is_refused() {
    let set = |rules: &str| {
        CriteriaSet::read(&format!(
            r#"{{"id":"x","version":"1","name":"x","status":"concept","valid_from":"2022-08-01","valid_to":null,"rules":[{rules}]}}"#
        ))
    };
    let rule = |code: &str, rest: &str| {
        format!(r#"{{"code":"{code}","explanation":"x","source":"A",{rest}}}"#)
    };
    let total = r#""kind":"MIN_UREN_TOTAAL","hours":1"#;
    assert!(set(&rule("A", total)).is_ok());
    let twice = format!("{},{}", rule("A", total), rule("A", total));
    assert!(matches!(set(&twice), Err(SetError::Twice(code)) if code == "A"));
    for impossible in [
        r#""kind":"MIN_AANDEEL","percent":101"#,
        r#""kind":"OF","rules":[]"#,
        r#""kind":"MIN_AANTAL_VORMEN","count":9"#,
    ] {
        assert!(matches!(
            set(&rule("A", impossible)),
            Err(SetError::Impossible(_))
        ));
    }
    let caps: Vec<String> = (0..13)
        .map(|nr| {
            rule(
                &format!("C{nr}"),
                r#""kind":"MAX_UREN_CATEGORIE","hours":1"#,
            )
        })
        .collect();
    assert!(matches!(set(&caps.join(",")), Err(SetError::TooMany)));
    assert!(matches!(
        set(&rule("A", r#""kind":"ONBEKEND""#)),
        Err(SetError::Form(_))
    ));
}
