//! The check against a table of claims that a lawyer can read (`data/tests/claims.csv`), and
//! against what must hold for every claim.

use super::{
    cases::{Case, answered, ground},
    *,
};
use jiff::{Span, civil::date};
use proptest::prelude::*;
use std::{collections::HashSet, path::PathBuf, sync::LazyLock};

const TODAY: Date = date(2026, 11, 23);

/// How the table writes a part: `vmbo`, `havo_vwo:lower`.
fn part(part: Part) -> String {
    match part.years {
        Years::All => part.school_type.code().to_owned(),
        years => format!("{}:{}", part.school_type.code(), years.codes()[0]),
    }
}

/// What the check gives, in the columns of the table.
fn answer(check: &Check) -> (&'static str, String, String) {
    let covered = check.limit.iter().flat_map(|limit| &limit.covered);
    let gaps = check.gaps.iter().map(|gap| {
        let code = serde_json::to_value(gap).expect("json");
        code.as_str().expect("a code").to_owned()
    });
    (
        check.outcome.code(),
        covered.copied().map(part).collect::<Vec<_>>().join(","),
        gaps.collect::<Vec<_>>().join(","),
    )
}

/// Every case with its answer; made once, for the tests that look at all of them.
static ANSWERED: LazyLock<Vec<(Case, Check)>> = LazyLock::new(|| {
    let cases = Case::all().into_iter();
    cases
        .map(|case| {
            let check = case.check();
            (case, check)
        })
        .collect()
});

#[test]
fn every_claim_of_the_table_has_the_outcome_of_the_table() {
    let mut wrong = Vec::new();
    for (case, check) in &*ANSWERED {
        let (outcome, covered, gaps) = answer(check);
        if (outcome, &covered, &gaps) != (case.outcome.code(), &case.covered, &case.gaps) {
            wrong.push(format!(
                "{}: {outcome} {covered} {gaps}\n  {:?}",
                case.story, check.steps
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_story_has_all_that_the_page_tells() {
    for (case, check) in &*ANSWERED {
        let story = check.story();
        assert!(story.starts_with(check.outcome.title()), "{}", case.story);
        for step in &check.steps {
            assert!(
                story.contains(&step.title) && story.contains(&step.text),
                "{story}"
            );
        }
        assert!(story.contains(&check.summary) && story.contains(&check.table_version));
        assert!(
            check.outcome != Outcome::NotFound || !story.contains("Voldoet niet"),
            "that the source does not hold it is no fault: {story}"
        );
    }
}

#[test]
fn the_table_shows_every_outcome_kind_of_school_kind_of_diploma_and_reason() {
    let cases = &*ANSWERED;
    assert!(cases.len() >= 200, "{} cases", cases.len());
    let stories: HashSet<&str> = cases.iter().map(|(case, _)| case.story.as_str()).collect();
    assert_eq!(stories.len(), cases.len(), "each story shows its own thing");
    let table = AuthorityTable::current();
    let mut trainings = HashSet::new();
    let mut gaps: HashSet<Gap> = HashSet::new();
    let mut seen = HashSet::new();
    for (case, check) in cases {
        assert!(!case.rule.is_empty(), "{}: which rule?", case.story);
        let subject = table.subjects().find(&case.claim.subject);
        assert!(subject.is_some(), "{}", case.story);
        assert!(!check.summary.is_empty() && !check.steps.is_empty());
        gaps.extend(&check.gaps);
        if let Source::Answered { diplomas, .. } = &case.source {
            trainings.extend(
                diplomas
                    .iter()
                    .flat_map(|diploma| table.recognise(diploma))
                    .map(|recognised| recognised.training),
            );
        }
        for &school_type in &case.claim.school_types {
            seen.insert((school_type, case.outcome));
        }
    }
    for outcome in Outcome::ALL {
        for school_type in SchoolType::ALL {
            // In mbo a certificate on paper is always possible: the source never covers all.
            let possible = (school_type, outcome) != (SchoolType::Mbo, Outcome::NoBasis);
            assert_eq!(
                seen.contains(&(school_type, outcome)),
                possible,
                "{outcome:?} in {school_type:?}"
            );
        }
    }
    for training in Training::ALL {
        assert!(trainings.contains(&training), "no diploma of {training:?}");
    }
    assert_eq!(gaps.len(), 7, "every reason why a diploma may not be there");
}

#[test]
fn every_row_of_the_table_of_authorities_that_gives_something_decides_a_case() {
    let mut silent = Vec::new();
    for row in AuthorityTable::current().all() {
        let decides = |basis: &Basis| {
            basis.training == row.training
                && basis.part.school_type == row.school_type
                && basis.part.years == row.years
                && basis.scope == row.scope.to_string()
                && basis.valid_from == row.valid_from
        };
        if row.extent != Extent::No
            && !ANSWERED
                .iter()
                .flat_map(|(_, check)| &check.bases)
                .any(decides)
        {
            silent.push(format!(
                "{} {} {:?} {}",
                row.training.code(),
                row.school_type.code(),
                row.years,
                row.scope
            ));
        }
    }
    assert!(silent.is_empty(), "no case for: {}", silent.join(" | "));
}

fn told(story: &str) -> Check {
    let mut cases = ANSWERED.iter();
    let found = cases.find(|(case, _)| case.story == story);
    found.expect("a story of the table").1.clone()
}

#[test]
fn a_confirmed_subject_is_explained_rule_by_rule() {
    let check = told("Eerstegraads Nederlands, hele havo en vwo");
    assert_eq!(
        check.summary,
        "Je bent bevoegd voor dit vak in alle leerjaren. Je hoeft niets te bewijzen."
    );
    let titles: Vec<&str> = check.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Je diploma is een lerarenopleiding",
            "Het vak op je diploma is Nederlands",
            "Je diploma geldt voor alle leerjaren"
        ]
    );
    assert_eq!(
        check.steps[0].text,
        "‘M Leraar Voorbereidend Hoger Onderwijs in Nederlands’ van Hogeschool Noorderzee, 28 juni 2013: eerstegraads lerarenopleiding."
    );
    assert_eq!(check.table_version, "2026-2");
    assert_eq!(check.asked_at, Some(Timestamp::UNIX_EPOCH));
}

#[test]
fn an_extract_says_what_the_source_itself_would_say() {
    let day = date(2026, 11, 20);
    for (case, check) in &*ANSWERED {
        let Source::Answered { diplomas, .. } = &case.source else {
            continue;
        };
        let source = Source::Extract {
            diplomas: diplomas.clone(),
            day,
        };
        let table = AuthorityTable::current();
        let found = super::check(&case.claim, &source, &case.facts, table, case.on);
        assert_eq!(
            (found.outcome, &found.summary),
            (check.outcome, &check.summary)
        );
        assert_eq!(found.asked_at, None);
        assert!(found.outcome == Outcome::NotChecked || found.extract == Some(day));
    }
}

#[test]
fn a_claim_of_what_is_covered_alone_is_confirmed_but_for_conditions() {
    let mut narrowed = 0;
    for (case, check) in &*ANSWERED {
        let Some(limit) = check
            .limit
            .as_ref()
            .filter(|limit| !limit.not_covered.is_empty())
        else {
            assert_eq!(
                case.claim.only(&case.claim.parts()).map(|c| c.parts()),
                Some(case.claim.parts())
            );
            continue;
        };
        let claim = case
            .claim
            .only(&limit.covered)
            .expect("something is covered");
        assert_eq!(claim.parts(), limit.covered, "{}", case.story);
        let table = AuthorityTable::current();
        let found = super::check(&claim, &case.source, &case.facts, table, case.on);
        let rest = found
            .limit
            .map(|limit| limit.not_covered)
            .unwrap_or_default();
        assert!(
            rest.is_empty() && found.outcome.is_confirmed(),
            "{}",
            case.story
        );
        narrowed += 1;
    }
    assert!(narrowed > 0);
}

#[test]
fn a_part_that_is_not_covered_is_named() {
    let limit = told("Tweedegraads Engels, ook bovenbouw")
        .limit
        .expect("a limit");
    assert_eq!(
        limit.text,
        "Voor klas 1 tot en met 3 ben je bevoegd. Voor klas 4 en hoger geldt je diploma niet."
    );
    let limit = told("Pabo zonder leergang: bewegingsonderwijs in groep 1 en 2")
        .limit
        .expect("a limit");
    assert!(limit.text.contains("groep 1 en 2") && limit.not_covered.is_empty());
}

#[test]
fn where_a_subject_is_given_is_told_as_people_say_it() {
    use SchoolType::{HavoVwo, Mbo, Vmbo};
    let extent = |school_types: &[SchoolType], years| {
        let claim = Claim {
            subject: "WISKUNDE".to_owned(),
            school_types: school_types.to_vec(),
            years,
            since: TODAY,
        };
        claim.extent()
    };
    assert_eq!(extent(&[HavoVwo], Years::All), "alle leerjaren");
    assert_eq!(extent(&[HavoVwo], Years::Lower), "klas 1 tot en met 3");
    assert_eq!(
        extent(&[Vmbo, HavoVwo], Years::All),
        "het vmbo, havo en vwo"
    );
    assert_eq!(
        extent(&[Vmbo, HavoVwo, Mbo], Years::All),
        "het vmbo, havo, vwo en het mbo"
    );
    assert_eq!(
        extent(&[Vmbo, HavoVwo], Years::Upper),
        "het vmbo en klas 4 en hoger van havo en vwo"
    );
}

#[test]
fn two_diplomas_that_complete_each_other_are_both_named() {
    let check = told("Pabo en educatieve minor vullen elkaar aan");
    assert_eq!(check.diplomas.len(), 2);
    let check = told("Tweedegraads en later eerstegraads wiskunde");
    assert_eq!(check.diplomas.len(), 1);
    assert_eq!(
        check.diploma().map(|d| d.graduated),
        Some(date(2020, 8, 28))
    );
}

#[test]
fn what_is_not_found_is_no_reproach_and_a_conflict_shows_both_sides() {
    let check = told("Akte uit 1984, geen diploma in het register");
    assert!(check.summary.starts_with("Dat zegt niets over jou."));
    assert_eq!(check.gaps, [Gap::Earlier, Gap::Private, Gap::OtherPaper]);
    let conflict = told("Diploma gehaald, maar de school meldt nog zij-instroom")
        .conflict
        .expect("both sides");
    assert!(conflict.school.contains("VO-33.1B3") && conflict.found.contains("Natuurkunde"));
}

#[test]
fn a_subject_that_the_table_does_not_know_is_an_own_declaration() {
    let claim = Claim {
        subject: "TOVEREN".into(),
        school_types: vec![],
        years: Years::All,
        since: TODAY,
    };
    let check = check(
        &claim,
        &answered(vec![]),
        &PersonFacts::default(),
        AuthorityTable::current(),
        TODAY,
    );
    assert_eq!(check.outcome, Outcome::NotChecked);
}

#[test]
fn codes_are_read_back_and_are_what_goes_over_the_wire() {
    for outcome in Outcome::ALL {
        assert_eq!(Outcome::parse(outcome.code()), Some(outcome));
        assert_eq!(
            serde_json::to_string(&outcome).expect("json"),
            format!("{:?}", outcome.code())
        );
    }
}

#[test]
fn nothing_here_looks_at_a_clock() {
    let mut left = vec![PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/authority"
    ))];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            let files = std::fs::read_dir(&path).expect("the folder");
            left.extend(files.map(|file| file.expect("a file").path()));
            continue;
        }
        let code = std::fs::read_to_string(&path).expect("code");
        // Put together, or this file would be found itself.
        for clock in ["now", "today"].map(|word| format!("::{word}(")) {
            assert!(!code.contains(&clock), "{} has {clock}", path.display());
        }
    }
}

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
