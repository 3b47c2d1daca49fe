//! What must hold for every claim.

use super::TODAY;
use crate::{
    authority::{
        Approval, AuthorityTable, Check, Claim, Diploma, Outcome, PersonFacts, Revision, Source,
        cases::{answered, ground},
        check,
    },
    subject::{SchoolType, Years},
};
use jiff::{Span, Timestamp, civil::date};
use proptest::prelude::*;

fn any_diploma() -> impl Strategy<Value = Diploma> {
    let programme = prop::sample::select(vec![
        "B Opleiding tot leraar Basisonderwijs",
        "Pedagogische academie",
        "Academie voor lichamelijke opvoeding",
        "Leraar tweede graad Biologie",
        "Educatieve master Engels",
        "Docent Theater",
        "Leergang bewegingsonderwijs PO",
        "Leraar tweede graad Nederlands",
        "M Leraar VHO in Nederlands",
        "Leraar eerste graad Natuurkunde",
        "B Scheikunde met educatieve minor",
        "B Wiskunde",
        "Docent Muziek",
        "Pedagogisch Didactisch Getuigschrift",
        "Akte MO-B Geschiedenis",
        "B Werktuigbouwkunde",
        "Leraar tweede graad Wiskund",
    ]);
    let programme = prop_oneof![4 => programme.prop_map(str::to_owned), 1 => ".{0,30}"];
    let code = prop::option::weighted(
        0.2,
        prop::sample::select(vec!["34808", "35025", "35198", "00000"]),
    );
    let kind = prop::sample::select(vec!["hbo-bachelor", "wo-bachelor", "mbo"]);
    (
        programme,
        code,
        kind,
        0_i64..14_000,
        prop::sample::select(vec!["NL", "NL", "NL", "BE", ""]),
    )
        .prop_map(|(programme, code, kind, days, country)| Diploma {
            programme,
            code: code.map(Into::into),
            institution: "Hogeschool Noorderzee".into(),
            kind: kind.into(),
            graduated: date(1990, 1, 1) + Span::new().days(days),
            country: country.into(),
        })
}

fn any_claim() -> impl Strategy<Value = Claim> {
    let ids: Vec<String> = AuthorityTable::current()
        .subjects()
        .all()
        .iter()
        .map(|s| s.id.clone())
        .collect();
    let subject = prop_oneof![
        prop::sample::select(ids),
        prop::sample::select(vec![
            "NEDERLANDS".to_owned(),
            "BEWEGINGSONDERWIJS".into(),
            "NLT".into(),
            "WISKUNDE".into(),
            "MUZIEK".into()
        ]),
    ];
    let types = prop::collection::vec(prop::sample::select(SchoolType::ALL.to_vec()), 0..4);
    let years = prop::sample::select(vec![Years::Lower, Years::Upper, Years::All]);
    (subject, types, years).prop_map(|(subject, school_types, years)| Claim {
        subject,
        school_types,
        years,
        since: date(2010, 8, 1),
    })
}

fn any_facts() -> impl Strategy<Value = PersonFacts> {
    let born = prop::option::of(
        (0_i64..20_000).prop_map(|days| date(1950, 1, 1) + Span::new().days(days)),
    );
    let grounds = prop::sample::select(vec![
        "",
        "R:VO-33.1B1",
        "R:VO-33.1B2",
        "V:VO-33.4:NEDERLANDS:1,2",
        "V:VO-33.3V:WISKUNDE:",
    ]);
    let approval = prop::option::weighted(
        0.2,
        Just(Approval {
            on: date(2026, 1, 1),
            until: None,
        }),
    );
    (born, grounds, approval).prop_map(|(birth_date, cell, approval)| PersonFacts {
        birth_date,
        ground: ground(cell, date(2015, 8, 1)),
        approval,
    })
}

proptest! {
    #[test]
    fn the_order_of_diplomas_never_matters(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..5).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))) {
        let table = AuthorityTable::current();
        let (one, other) = diplomas;
        prop_assert_eq!(check(&claim, &answered(one), &facts, table, TODAY), check(&claim, &answered(other), &facts, table, TODAY));
    }

    #[test]
    fn more_diplomas_never_worsen_an_outcome_nor_any_part_of_it(claim in any_claim(), facts in any_facts(), mut diplomas in prop::collection::vec(any_diploma(), 0..4), more in prop::collection::vec(any_diploma(), 1..4)) {
        let table = AuthorityTable::current();
        let before = check(&claim, &answered(diplomas.clone()), &facts, table, TODAY);
        diplomas.extend(more);
        let after = check(&claim, &answered(diplomas), &facts, table, TODAY);
        prop_assert_ne!(Revision::of(&before, &after), Revision::Worsened, "{:?} became {:?}", before, after);
    }

    #[test]
    fn the_order_of_kinds_of_school_never_matters(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..4)) {
        let table = AuthorityTable::current();
        let other = Claim { school_types: claim.school_types.iter().copied().rev().collect(), ..claim.clone() };
        let source = answered(diplomas);
        prop_assert_eq!(check(&claim, &source, &facts, table, TODAY), check(&other, &source, &facts, table, TODAY));
    }

    #[test]
    fn a_later_day_changes_nothing_by_itself(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..3), days in 0_i64..20_000) {
        // Every date in the arguments has passed by then: the day itself has no meaning.
        let table = AuthorityTable::current();
        let source = answered(diplomas);
        let then = date(2030, 1, 1);
        let later = check(&claim, &source, &facts, table, then + Span::new().days(days));
        prop_assert_eq!(check(&claim, &source, &facts, table, then), later);
    }

    #[test]
    fn when_the_source_answered_is_told_and_decides_nothing(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..3), seconds in 0_i64..4_000_000_000) {
        let table = AuthorityTable::current();
        let asked_at = Timestamp::from_second(seconds).expect("a moment");
        let at_once = check(&claim, &answered(diplomas.clone()), &facts, table, TODAY);
        let later = check(&claim, &Source::Answered { diplomas, asked_at }, &facts, table, TODAY);
        prop_assert_eq!(later.asked_at, Some(asked_at));
        prop_assert_eq!(Check { asked_at: at_once.asked_at, ..later }, at_once);
    }

    #[test]
    fn the_same_arguments_give_the_same_words(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..3), days in 0_i64..20_000) {
        let table = AuthorityTable::current();
        let on = date(1980, 1, 1) + Span::new().days(days);
        let once = serde_json::to_string(&check(&claim, &answered(diplomas.clone()), &facts, table, on)).expect("json");
        let again = serde_json::to_string(&check(&claim, &answered(diplomas), &facts, table, on)).expect("json");
        prop_assert_eq!(once, again);
    }

    #[test]
    fn a_claim_of_less_is_never_answered_worse(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..3)) {
        prop_assume!(!claim.school_types.is_empty());
        let table = AuthorityTable::current();
        let whole = check(&claim, &answered(diplomas.clone()), &facts, table, TODAY).outcome;
        if whole == Outcome::Confirmed {
            for school_type in &claim.school_types {
                let less = Claim { school_types: vec![*school_type], ..claim.clone() };
                prop_assert!(check(&less, &answered(diplomas.clone()), &facts, table, TODAY).outcome.favour() == Some(4));
            }
        }
    }
}
