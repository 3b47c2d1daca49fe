//! The check against a table of claims that a lawyer can read (`data/tests/claims.csv`), and
//! against what must hold for every claim.

mod properties;
mod words;

use super::{cases::Case, *};
use jiff::civil::date;
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
