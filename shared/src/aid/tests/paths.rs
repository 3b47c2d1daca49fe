//! Every path of every tree.

use super::super::{
    Answer, Day, Kind, MAX_QUESTIONS, Outcome, OutcomeKind, Period, Question, QuestionId, Range,
    Step, Tree, UNKNOWN, Walk,
};
use super::{TODAY, tree};
use crate::ground::{GroundTable, Target};
use crate::sector::Sector;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

/// The codes that no appointment beginning today may carry. They are reached with today as the
/// reference date, through the begin date of the appointment; all others with a begin of today.
const ONLY_WITH_AN_OLDER_BEGIN: [&str; 2] = ["PO-OVG", "PO-OVG5"];

/// A path from the first question to its outcome.
struct Path {
    walk: Walk,
    asked: Vec<QuestionId>,
    outcome: Outcome,
}

/// Values for a question that together take every way on, the edges of each range included.
fn representatives(question: &Question, on: Date) -> Vec<Answer> {
    let mut answers = vec![Answer::Unknown];
    match &question.kind {
        Kind::Choice(choices) => {
            answers.extend(choices.iter().map(|c| Answer::Choice(c.id.clone())));
        }
        Kind::Date(_, ranges) => answers.extend(days(ranges, on).into_iter().map(Answer::Date)),
        Kind::Periods(ranges) => {
            for first in days(ranges, on) {
                let after = |months: i64| first + months.months();
                let open = |first| Period { first, last: None };
                let short = Period {
                    first,
                    last: Some(after(1)),
                };
                answers.push(Answer::Periods(vec![open(first)]));
                answers.push(Answer::Periods(vec![short, open(after(3))]));
                answers.push(Answer::Periods(vec![short, open(after(6))]));
            }
        }
        Kind::Number(_, _, ranges) => {
            let mut from = 0;
            for range in ranges {
                let to = range.last.unwrap_or(from + 100);
                answers.extend([Answer::Number(from), Answer::Number(to)]);
                from = to + 1;
            }
        }
    }
    answers
}

fn days(ranges: &[Range<Day>], on: Date) -> Vec<Date> {
    let mut from = date(1990, 9, 1);
    let mut days = Vec::new();
    for range in ranges {
        match range.last {
            Some(last) => {
                let last = last.seen_from(on);
                days.extend([from, last]);
                from = last + 1.day();
            }
            None => days.extend([from, on.max(from), on.max(from) + 40.days()]),
        }
    }
    days
}

fn every_path(tree: Tree<'_>) -> Vec<Path> {
    let mut paths = Vec::new();
    let mut open = vec![(Walk::default(), Vec::new())];
    while let Some((walk, asked)) = open.pop() {
        match tree.next(&walk) {
            Step::End(outcome) => paths.push(Path {
                walk,
                asked,
                outcome: *outcome,
            }),
            Step::Ask(ask) => {
                assert!(ask.error.is_none(), "{}: {:?}", ask.question.id, ask.error);
                assert_eq!(ask.nr, asked.len() + 1);
                assert!(asked.len() < MAX_QUESTIONS, "too long: {}", walk.to_query());
                for answer in representatives(&ask.question, tree.reference_date()) {
                    let mut walk = walk.clone();
                    walk.set(&ask.question.id, &answer);
                    let mut asked = asked.clone();
                    asked.push(ask.question.id.clone());
                    open.push((walk, asked));
                }
            }
        }
    }
    paths
}

fn sector(path: &Path) -> Option<Sector> {
    tree().sector(&path.walk)
}

#[test]
fn every_path_ends_within_eight_questions_in_something_to_do() {
    let paths = every_path(tree());
    assert!(paths.len() > 1000, "{} paths", paths.len());
    let mut longest: BTreeMap<Option<Sector>, usize> = BTreeMap::new();
    for path in &paths {
        let at = path.walk.to_query();
        let count = longest.entry(sector(path)).or_default();
        *count = path.asked.len().max(*count);
        assert!(path.asked.len() <= MAX_QUESTIONS, "{at}");
        let unique: BTreeSet<_> = path.asked.iter().collect();
        assert_eq!(unique.len(), path.asked.len(), "{at} asks twice");
        let outcome = &path.outcome;
        assert_eq!(outcome.reasons.len(), path.asked.len(), "{at}");
        for reason in &outcome.reasons {
            assert!(
                reason.text.ends_with('.') && !reason.text.contains('{'),
                "{at}: {}",
                reason.text
            );
        }
        for text in [
            &outcome.title,
            &outcome.explanation,
            &outcome.article.name,
            &outcome.article.says,
        ] {
            assert!(!text.is_empty(), "{at}");
        }
        assert!(
            outcome
                .article
                .url
                .starts_with("https://wetten.overheid.nl/jci1.3:c:BWBR"),
            "{at}"
        );
        match outcome.kind {
            OutcomeKind::Ground => {
                let ground = outcome.ground.as_ref().expect("a ground");
                assert!(outcome.end.is_some() && !ground.over, "{at}");
                assert_eq!(
                    outcome.delivery.is_some(),
                    ground.target != Target::NotDelivered,
                    "{at}"
                );
                assert!(
                    outcome.delivery.is_none() || !outcome.evidence.is_empty(),
                    "{at} names no evidence"
                );
            }
            OutcomeKind::NotDelivered
            | OutcomeKind::NoGround
            | OutcomeKind::Split
            | OutcomeKind::FindOut => {
                assert!(!outcome.options.is_empty(), "{at} gives no way on");
                assert!(
                    outcome.delivery.is_none() && outcome.evidence.is_empty(),
                    "{at}"
                );
            }
        }
    }
    for sector in Sector::ALL {
        assert!(longest.contains_key(&Some(sector)), "{sector:?} has paths");
    }
}

#[test]
fn every_code_of_the_table_can_be_reached_and_fits_the_sector() {
    let table = GroundTable::current();
    let mut reached = BTreeSet::new();
    for path in every_path(tree()) {
        let Some(ground) = &path.outcome.ground else {
            continue;
        };
        let at = path.walk.to_query();
        let sector = sector(&path).expect("a sector");
        let row = table
            .all()
            .iter()
            .find(|row| row.code == ground.code)
            .expect("a code of the table");
        assert!(
            row.sectors.contains(&sector),
            "{at}: {} is not for {sector:?}",
            row.code
        );
        if path.outcome.kind == OutcomeKind::Ground {
            reached.insert(row.code.clone());
            let extensions = path
                .outcome
                .delivery
                .as_ref()
                .map_or(0, |delivery| delivery.extensions);
            assert!(extensions <= row.extensions, "{at}");
        }
    }
    let all: BTreeSet<String> = table.all().iter().map(|row| row.code.clone()).collect();
    assert_eq!(
        all.difference(&reached).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    let not_today: Vec<&str> = table
        .all()
        .iter()
        .filter(|row| !row.is_valid_on(TODAY))
        .map(|row| row.code.as_str())
        .collect();
    assert_eq!(not_today, ONLY_WITH_AN_OLDER_BEGIN);
}

#[test]
fn the_sectors_of_a_code_all_lead_to_it() {
    let mut reached = BTreeSet::new();
    for path in every_path(tree()) {
        if let (Some(ground), Some(sector)) = (&path.outcome.ground, sector(&path)) {
            reached.insert((ground.code.clone(), sector));
        }
    }
    // In a vso school without exams of its own, lichamelijke opvoeding goes by SO-3.2A2 only.
    let elsewhere = [("SO-3.2A", Sector::Vso), ("SO-3.2B", Sector::Vso)];
    for row in GroundTable::current().all() {
        for sector in &row.sectors {
            let expected = !elsewhere.contains(&(row.code.as_str(), *sector));
            assert_eq!(
                reached.contains(&(row.code.clone(), *sector)),
                expected,
                "{} {sector:?}",
                row.code
            );
        }
    }
}

#[test]
fn every_question_is_on_a_path_and_the_handbook_is_covered() {
    let asked: BTreeSet<QuestionId> = every_path(tree())
        .into_iter()
        .flat_map(|p| p.asked)
        .collect();
    let mut numbers = BTreeSet::new();
    for question in tree().graph().questions() {
        assert!(asked.contains(&question.id), "{} is an orphan", question.id);
        numbers.extend(question.handbook.iter().copied());
        let id = &question.id;
        assert!(
            question.text.ends_with('?') && !question.why.is_empty(),
            "{id}"
        );
        assert!(!question.article.says.is_empty(), "{id}");
        assert!(
            question.unknown.id == UNKNOWN && question.unknown.hint.len() > 20,
            "{id}"
        );
    }
    assert_eq!(numbers, (1..=20).collect());
}

/// The questions of the handbook that a sector has no ground for: contract activities and guests of
/// primary and special education, a subject within a grade, and what held before.
#[test]
fn every_sector_asks_every_question_that_it_has_a_ground_for() {
    let only = |numbers: &[u8]| numbers.iter().copied().collect::<BTreeSet<u8>>();
    let paths = every_path(tree());
    let everywhere = only(&[1, 3, 6, 7, 8, 9, 10, 11, 14, 17, 20]);
    for (sector, more) in [
        ("po", only(&[15, 19])),
        ("so", only(&[15])),
        ("vso", only(&[2, 4, 5, 12, 13, 15, 16, 18, 19])),
        ("vo", only(&[4, 5, 12, 13, 16, 18, 19])),
        ("mbo", only(&[4, 5, 19])),
    ] {
        let begins = format!("sector={sector}");
        let asked: BTreeSet<u8> = paths
            .iter()
            .filter(|path| path.walk.to_query().split('&').next() == Some(begins.as_str()))
            .flat_map(|path| &path.asked)
            .filter_map(|id| tree().question(id))
            .flat_map(|question| question.handbook.iter().copied())
            .collect();
        let expected: BTreeSet<u8> = everywhere.union(&more).copied().collect();
        assert_eq!(asked, expected, "{sector}");
    }
}

#[test]
fn the_trees_hold_on_other_days_too() {
    for on in [
        date(2018, 8, 1),
        date(2020, 2, 29),
        date(2022, 7, 31),
        date(2030, 1, 1),
    ] {
        let tree = Tree::on(on).expect("trees");
        for path in every_path(tree) {
            assert!(!path.outcome.title.is_empty());
        }
    }
    assert!(Tree::on(date(2018, 7, 31)).is_none());
}

#[test]
fn every_file_names_its_version_and_period() {
    let editions = tree().graph().editions();
    let names: Vec<&str> = editions.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["sector", "po", "so", "vso", "vo", "mbo"]);
    for edition in editions {
        assert_eq!(edition.version, "2026-1");
        assert!(edition.valid_from <= TODAY && edition.valid_to.is_none());
    }
}

#[test]
fn a_programme_on_a_list_is_one_answer_and_the_list_asks_nothing_more() {
    let paths = every_path(tree()).into_iter();
    let asked: BTreeSet<QuestionId> = paths.flat_map(|path| path.asked).collect();
    let mut listed = 0;
    for id in asked {
        let Some(question) = tree().question(&id) else {
            continue;
        };
        let Kind::Choice(choices) = &question.kind else {
            continue;
        };
        let mut seen = BTreeSet::new();
        for choice in choices {
            for training in &choice.trainings {
                assert!(seen.insert(*training), "{id}: {training:?} is two answers");
                assert!(choice.programmes().next().is_some(), "{id}: {training:?}");
            }
        }
        listed += usize::from(!seen.is_empty());
    }
    assert_eq!(listed, 3, "po, so and vso together, and vo");
}
