//! The check against a table of claims that a lawyer can read (`data/tests/claims.csv`), and
//! against what must hold for every claim.

use super::*;
use crate::ground::GroundTable;
use jiff::{Span, civil::date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 23);

#[derive(Deserialize)]
struct Row {
    story: String,
    subject: String,
    school_types: String,
    years: String,
    since: Date,
    born: Option<Date>,
    ground: String,
    approval: String,
    source: String,
    diplomas: String,
    outcome: String,
    covered: String,
}

fn diploma(cell: &str) -> Diploma {
    let parts: Vec<&str> = cell.split('@').map(str::trim).collect();
    Diploma {
        programme: parts[0].into(),
        kind: parts[1].into(),
        graduated: parts[2].parse().expect("a date"),
        code: parts
            .get(3)
            .filter(|code| !code.is_empty())
            .map(|code| (*code).into()),
        country: parts.get(4).unwrap_or(&"NL").to_string(),
        institution: "Hogeschool Noorderzee".into(),
    }
}

fn ground(cell: &str) -> Option<SchoolGround> {
    let parts: Vec<&str> = cell.split(':').collect();
    let list = |nr: usize| {
        parts
            .get(nr)
            .into_iter()
            .flat_map(|p| p.split(','))
            .filter(|p| !p.is_empty())
    };
    let code = parts.get(1)?;
    let ground = GroundTable::current()
        .find(code, date(2015, 8, 1))
        .expect("a ground of the table");
    let target = if parts[0] == "R" {
        Target::Register
    } else {
        Target::Vestibule
    };
    assert_eq!(ground.target, target, "{code}");
    Some(SchoolGround {
        code: ground.code.clone(),
        name: ground.name.clone(),
        target,
        fields: list(2).map(Into::into).collect(),
        years: list(3).map(|year| year.parse().expect("a year")).collect(),
    })
}

fn source(diplomas: Vec<Diploma>) -> Source {
    Source::Answered {
        diplomas,
        asked_at: Timestamp::UNIX_EPOCH,
    }
}

impl Row {
    fn claim(&self) -> Claim {
        let years: Vec<&str> = self.years.split(',').filter(|y| !y.is_empty()).collect();
        Claim {
            subject: self.subject.clone(),
            school_types: self
                .school_types
                .split(',')
                .map(|code| SchoolType::parse(code).expect("a kind of school"))
                .collect(),
            years: Years::parse(&years).unwrap_or(Years::All),
            since: self.since,
        }
    }

    fn facts(&self) -> PersonFacts {
        let mut dates = self.approval.split('/').filter_map(|day| day.parse().ok());
        PersonFacts {
            birth_date: self.born,
            ground: ground(&self.ground),
            approval: dates.next().map(|on| Approval {
                on,
                until: dates.next(),
            }),
        }
    }

    fn source(&self) -> Source {
        match self.source.as_str() {
            "ja" => source(
                self.diplomas
                    .split('|')
                    .filter(|cell| !cell.is_empty())
                    .map(diploma)
                    .collect(),
            ),
            "weg" => Source::Unreachable,
            _ => Source::NotAsked,
        }
    }
}

fn claims() -> Vec<Row> {
    crate::subject::rows(include_str!("../../data/tests/claims.csv"))
        .expect("the table of claims")
        .1
}

#[test]
fn every_claim_of_the_table_has_the_outcome_of_the_table() {
    let table = AuthorityTable::current();
    let mut wrong = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for row in claims() {
        assert!(
            table.subjects().find(&row.subject).is_some(),
            "{}",
            row.story
        );
        let check = check(&row.claim(), &row.source(), &row.facts(), table, TODAY);
        let parts = check
            .limit
            .iter()
            .flat_map(|limit| &limit.covered)
            .map(|part| match part.years {
                Years::All => part.school_type.code().to_owned(),
                years => format!("{}:{}", part.school_type.code(), years.codes()[0]),
            });
        let covered = parts.collect::<Vec<_>>().join(",");
        if (check.outcome.code(), &covered) != (row.outcome.as_str(), &row.covered) {
            wrong.push(format!(
                "{}: {} {covered}\n  {:?}",
                row.story,
                check.outcome.code(),
                check.steps
            ));
        }
        assert!(
            !check.summary.is_empty() && !check.steps.is_empty(),
            "{}",
            row.story
        );
        seen.insert(check.outcome);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        seen.len(),
        Outcome::ALL.len(),
        "the table shows every outcome"
    );
}

fn told(story: &str) -> Check {
    let row = claims()
        .into_iter()
        .find(|row| row.story == story)
        .expect("a story of the table");
    check(
        &row.claim(),
        &row.source(),
        &row.facts(),
        AuthorityTable::current(),
        TODAY,
    )
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
        &source(vec![]),
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

fn any_diploma() -> impl Strategy<Value = Diploma> {
    let programme = prop::sample::select(vec![
        "B Opleiding tot leraar Basisonderwijs",
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
        ground: ground(cell),
        approval,
    })
}

proptest! {
    #[test]
    fn the_order_of_diplomas_never_matters(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..5).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))) {
        let table = AuthorityTable::current();
        let (one, other) = diplomas;
        prop_assert_eq!(check(&claim, &source(one), &facts, table, TODAY), check(&claim, &source(other), &facts, table, TODAY));
    }

    #[test]
    fn one_more_diploma_never_worsens_an_outcome(claim in any_claim(), facts in any_facts(), mut diplomas in prop::collection::vec(any_diploma(), 0..4), more in any_diploma()) {
        let table = AuthorityTable::current();
        let before = check(&claim, &source(diplomas.clone()), &facts, table, TODAY).outcome;
        diplomas.push(more);
        let after = check(&claim, &source(diplomas), &facts, table, TODAY).outcome;
        prop_assert!(after.favour() >= before.favour(), "{:?} became {:?}", before, after);
    }

    #[test]
    fn the_same_arguments_give_the_same_words(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..3), days in 0_i64..20_000) {
        let table = AuthorityTable::current();
        let on = date(1980, 1, 1) + Span::new().days(days);
        let once = serde_json::to_string(&check(&claim, &source(diplomas.clone()), &facts, table, on)).expect("json");
        let again = serde_json::to_string(&check(&claim, &source(diplomas), &facts, table, on)).expect("json");
        prop_assert_eq!(once, again);
    }

    #[test]
    fn a_claim_of_less_is_never_answered_worse(claim in any_claim(), facts in any_facts(), diplomas in prop::collection::vec(any_diploma(), 0..3)) {
        prop_assume!(!claim.school_types.is_empty());
        let table = AuthorityTable::current();
        let whole = check(&claim, &source(diplomas.clone()), &facts, table, TODAY).outcome;
        if whole == Outcome::Confirmed {
            for school_type in &claim.school_types {
                let less = Claim { school_types: vec![*school_type], ..claim.clone() };
                prop_assert!(check(&less, &source(diplomas.clone()), &facts, table, TODAY).outcome.favour() == Some(4));
            }
        }
    }
}
