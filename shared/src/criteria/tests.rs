//! The example set, as the pages show it.

use super::*;
use crate::sector::Sector;
use jiff::{Span, civil::date};
use proptest::prelude::*;

fn activity(category: Option<Category>, hours: i32) -> Counted {
    let hours = Quarters::hours(hours);
    Counted {
        on: date(2026, 3, 1),
        hours,
        split: category.map(|c| Split::only(c, hours)).unwrap_or_default(),
        ..Counted::default()
    }
}

fn of(activities: &[Counted], sector: Sector) -> Progress {
    progress(
        &Dossier {
            activities,
            sector: Some(sector),
            term: None,
        },
        &Facts::default(),
        CriteriaSet::example(),
    )
}

fn missing(progress: &Progress) -> Vec<(&str, Option<&str>)> {
    progress
        .rules
        .iter()
        .map(|r| (r.code.as_str(), r.missing.as_deref()))
        .collect()
}

#[test]
fn the_example_asks_160_hours_and_one_rule_is_for_secondary_education_only() {
    let none = of(&[], Sector::Vo);
    assert_eq!(
        (none.norm, none.total),
        (Quarters::hours(160), Quarters::ZERO)
    );
    assert_eq!(
        (none.set.as_str(), none.version.as_str()),
        ("voorbeeld", "2018-1")
    );
    assert_eq!(
        missing(&none),
        [
            ("R01", Some("Nog 160 uur.")),
            ("R02", Some("Nog 100 uur.")),
            ("R03", Some("Nog 40 uur.")),
            ("R04", None)
        ]
    );
    assert_eq!(of(&[], Sector::Po).rules.len(), 3);
}

#[test]
fn hours_above_a_cap_do_not_count_and_are_no_failure() {
    let all = [
        activity(Some(Category::SubjectContent), 100),
        activity(Some(Category::School), 80),
    ];
    let progress = of(&all, Sector::Vo);
    assert!(progress.rules.iter().all(|rule| rule.fulfilled));
    assert_eq!(
        (progress.entered, progress.total),
        (Quarters::hours(180), Quarters::hours(160))
    );
    assert_eq!(
        missing(&progress)[3],
        ("R04", Some("20 uur telt niet mee."))
    );
}

#[test]
fn what_a_cap_leaves_out_does_not_fill_a_year() {
    let mut set = CriteriaSet::example().clone();
    set.rules.push(Rule {
        code: "R05".to_owned(),
        kind: RuleKind::MinPerYear {
            hours: 70,
            years: 1,
        },
        ..set.rules[0].clone()
    });
    let fulfils = |all: &[Counted]| {
        let dossier = Dossier {
            activities: all,
            sector: Some(Sector::Vo),
            term: None,
        };
        let found = evaluate(&dossier, &Facts::default(), &set);
        let rule = found.rules.iter().find(|rule| rule.code == "R05");
        rule.expect("the rule").fulfilled
    };
    let capped = activity(Some(Category::School), 80);
    assert!(!fulfils(std::slice::from_ref(&capped)), "60 of 80 count");
    let more = activity(Some(Category::SubjectContent), 10);
    assert!(fulfils(&[capped, more]));
}

#[test]
fn hours_without_a_category_count_for_the_total_alone() {
    let progress = of(&[activity(None, 160)], Sector::Vo);
    assert_eq!(
        (progress.total, progress.to_choose),
        (Quarters::hours(160), Quarters::hours(160))
    );
    assert_eq!(
        missing(&progress)[..2],
        [("R01", None), ("R02", Some("Nog 100 uur."))]
    );
}

#[test]
fn a_term_is_four_years_and_what_is_outside_does_not_count() {
    let term = Term::from_start(date(2022, 8, 1));
    assert_eq!(term.last, date(2026, 7, 31));
    assert_eq!(Term::from_start(date(2024, 2, 29)).last, date(2028, 2, 28));
    assert_eq!(Term::from_start(date(2096, 2, 29)).last, date(2100, 2, 28));
    let outside = Counted {
        on: date(2026, 8, 1),
        ..activity(None, 10)
    };
    let all = [activity(None, 5), outside];
    let dossier = Dossier {
        activities: &all,
        sector: Some(Sector::Po),
        term: Some(term),
    };
    assert_eq!(
        progress(&dossier, &Facts::default(), CriteriaSet::example()).entered,
        Quarters::hours(5)
    );
}

fn any_activity() -> impl Strategy<Value = Counted> {
    (prop::array::uniform6(0_i32..200), 0_i32..100, 0_i64..3000).prop_map(|(split, rest, days)| {
        let split = Split::new(split.map(Quarters));
        Counted {
            on: date(2020, 1, 1) + Span::new().days(days),
            hours: split.total() + Quarters(rest),
            split,
            ..Counted::default()
        }
    })
}

fn any_dossier() -> impl Strategy<Value = (Vec<Counted>, Sector, Option<Term>)> {
    let term = prop::option::of(
        (0_i64..3000).prop_map(|d| Term::from_start(date(2020, 1, 1) + Span::new().days(d))),
    );
    (
        prop::collection::vec(any_activity(), 0..12),
        prop::sample::select(Sector::ALL.to_vec()),
        term,
    )
}

proptest! {
    #[test]
    fn one_more_activity_never_lowers_a_minimum((mut activities, sector, term) in any_dossier(), more in any_activity()) {
        let of = |activities: &[Counted]| progress(&Dossier { activities, sector: Some(sector), term }, &Facts::default(), CriteriaSet::example());
        let before = of(&activities);
        activities.push(more);
        let after = of(&activities);
        prop_assert!(after.total >= before.total && after.total <= after.entered);
        for (before, after) in before.rules.iter().zip(&after.rules) {
            prop_assert!(after.value >= before.value && after.fulfilled >= before.fulfilled, "{}", before.code);
        }
    }

    #[test]
    fn the_order_never_matters((activities, sector, term) in any_dossier()) {
        let mut turned = activities.clone();
        turned.reverse();
        let of = |activities: &[Counted]| progress(&Dossier { activities, sector: Some(sector), term }, &Facts::default(), CriteriaSet::example());
        prop_assert_eq!(of(&activities), of(&turned));
    }

    #[test]
    fn an_activity_in_two_halves_changes_no_total((mut activities, sector, term) in any_dossier(), one in any_activity(), other in any_activity()) {
        let mut together = Split::default();
        for category in Category::ALL {
            together.set(category, one.split.get(category) + other.split.get(category));
        }
        let whole = Counted { on: one.on, hours: one.hours + other.hours, split: together, ..Counted::default() };
        let of = |activities: &[Counted]| progress(&Dossier { activities, sector: Some(sector), term }, &Facts::default(), CriteriaSet::example());
        let mut halves = activities.clone();
        let on = one.on;
        halves.extend([one, Counted { on, ..other }]);
        activities.push(whole);
        prop_assert_eq!(of(&activities), of(&halves));
    }
}

#[test]
fn a_cap_in_a_part_that_is_not_asked_caps_nothing() {
    let mut set = CriteriaSet::example().clone();
    let cap = Rule {
        code: "R05a".to_owned(),
        kind: RuleKind::MaxCategory {
            select: Selection::default(),
            hours: 10,
            per_day: false,
        },
        ..set.rules[0].clone()
    };
    set.rules.push(Rule {
        code: "R05".to_owned(),
        kind: RuleKind::All { rules: vec![cap] },
        sectors: vec![Sector::Mbo],
        ..set.rules[0].clone()
    });
    let activities = [activity(Some(Category::SubjectContent), 40)];
    let total = |sector| {
        let dossier = Dossier {
            activities: &activities,
            sector,
            term: None,
        };
        evaluate(&dossier, &Facts::default(), &set).total
    };
    assert_eq!(total(Some(Sector::Mbo)), Quarters::hours(10));
    assert_eq!(total(Some(Sector::Po)), Quarters::hours(40));
    assert_eq!(
        total(None),
        Quarters::hours(40),
        "of no sector that is known"
    );
}

#[test]
fn of_whom_the_sector_is_not_known_no_rule_or_set_of_some_sectors_is_asked() {
    let mut set = CriteriaSet::thirty().clone();
    let none: [Counted; 0] = [];
    let codes = |sector, set: &CriteriaSet| -> Vec<String> {
        let dossier = Dossier {
            activities: &none,
            sector,
            term: None,
        };
        let found = evaluate(&dossier, &Facts::default(), set);
        let every = found.every_rule();
        every.iter().map(|rule| rule.code.clone()).collect()
    };
    // R26 is for primary education, and inside R30a.
    assert!(codes(Some(Sector::Po), &set).contains(&"R26".to_owned()));
    assert!(!codes(None, &set).contains(&"R26".to_owned()));
    set.status = Status::Adopted;
    set.sectors = vec![Sector::Vo];
    let general = CriteriaSet::example().clone();
    let sets = [general.clone(), set.clone()];
    let today = date(2026, 11, 1);
    let term = Term::from_start(date(2022, 8, 1));
    let chosen = |sector| {
        let dossier = Dossier {
            activities: &none,
            sector,
            term: Some(term),
        };
        let choice = choose(&sets, &dossier, term, &Facts::default(), None, today);
        choice.map(|choice| choice.set.version.clone())
    };
    assert_eq!(chosen(Some(Sector::Vo)).as_deref(), Some("2022-1"));
    assert_eq!(chosen(Some(Sector::Po)).as_deref(), Some("2018-1"));
    assert_eq!(chosen(None).as_deref(), Some("2018-1"));
    // A draft for all is compared with what is for all, one for some with theirs.
    let before =
        |of: &[Sector]| CriteriaSet::before(&sets, of, today).map(|set| set.version.clone());
    assert_eq!(before(&[]).as_deref(), Some("2018-1"));
    assert_eq!(before(&[Sector::Vo]).as_deref(), Some("2022-1"));
    assert_eq!(
        before(&[Sector::Vo, Sector::Mbo]).as_deref(),
        Some("2018-1")
    );
}
