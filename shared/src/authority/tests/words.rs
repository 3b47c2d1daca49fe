//! What the check tells, in words.

use super::{ANSWERED, TODAY};
use crate::{
    authority::{AuthorityTable, Check, Claim, Gap, Outcome, PersonFacts, cases::answered, check},
    subject::{SchoolType, Years},
};
use jiff::{Timestamp, civil::date};

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
