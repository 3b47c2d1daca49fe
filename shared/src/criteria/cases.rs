//! The portfolios of `data/tests/portfolios.csv`, which a teacher can read, and what comes of each
//! as one text: the tests compare it with what was agreed on, natively and in WebAssembly.

use super::{
    Counted, CriteriaSet, Dossier, Evaluation, Experience, Facts, Term, evaluate, forecast,
};
use crate::{
    data_file::{parts, rows},
    portfolio::{ActivityKind, Category, Quarters, Split},
    sector::Sector,
};
use jiff::civil::{Date, date};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{fmt::Write, str::FromStr};

/// The first day of the term of every portfolio.
const FIRST: Date = date(2022, 8, 1);
/// The day on which is told what is expected.
const TODAY: Date = date(2025, 2, 1);

/// A portfolio, and what must come of one rule.
#[derive(Deserialize)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "in the browser only the outcomes count")
)]
pub(super) struct Case {
    /// What it shows, in Dutch.
    pub(super) story: String,
    set: String,
    sector: String,
    activities: String,
    facts: String,
    /// The code of the rule.
    pub(super) rule: String,
    /// Whether it is fulfilled: `ja` or `nee`.
    pub(super) fulfilled: String,
    /// What there is, with its word.
    pub(super) value: String,
    /// What is asked, with its word.
    pub(super) norm: String,
    /// What is missing; empty when nothing is.
    pub(super) missing: String,
}

impl Case {
    /// All of them, in the order of the file.
    pub(super) fn all() -> Vec<Self> {
        rows(include_str!("../../data/tests/portfolios.csv"))
            .expect("the table of portfolios")
            .1
    }

    pub(super) fn set(&self) -> CriteriaSet {
        match self.set.as_str() {
            "voorbeeld" => CriteriaSet::example().clone(),
            "dertig" => CriteriaSet::thirty().clone(),
            "proef" => CriteriaSet::read(include_str!("../../data/tests/criteria-proef.json"))
                .expect("the set of the tests"),
            other => panic!("{}: no such set: {other}", self.story),
        }
    }

    pub(super) fn activities(&self) -> Vec<Counted> {
        let cells = parts(&self.activities, '|');
        cells.iter().map(|cell| activity(cell)).collect()
    }

    pub(super) fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        for word in self.facts.split_whitespace() {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            match name {
                "vak" => facts.subjects.push(value.into()),
                "ervaring" => {
                    let (subject, hours) = value.split_once(':').expect("subject:hours");
                    facts.experience.push(Experience {
                        subject: subject.into(),
                        hours: hours_of(hours),
                    });
                }
                "gegeven" => facts.reviews_given = read(value),
                "gekregen" => facts.reviews_received = read(value),
                "vrijstelling" => facts.exempt_months = read(value),
                "steekproef" => facts.sampled = true,
                "over" => facts.surplus = hours_of(value),
                "besluit" => facts.decided = Some(read(value)),
                other => panic!("{}: no such fact: {other}", self.story),
            }
        }
        facts
    }

    pub(super) fn dossier<'a>(&self, activities: &'a [Counted]) -> Dossier<'a> {
        Dossier {
            activities,
            sector: Some(Sector::parse(&self.sector).expect("a sector")),
            term: Some(Term::from_start(FIRST)),
        }
    }

    pub(super) fn evaluate(&self) -> Evaluation {
        evaluate(
            &self.dossier(&self.activities()),
            &self.facts(),
            &self.set(),
        )
    }
}

/// Everything that is told of every portfolio, as one text. The same wherever it runs.
#[cfg_attr(feature = "explanations", wasm_bindgen::prelude::wasm_bindgen)]
pub fn portfolio_outcomes() -> String {
    let mut text = String::new();
    for case in Case::all() {
        let found = case.evaluate();
        let mut line = |what: &str, words: &str| {
            writeln!(text, "{what}: {words}").expect("a text takes every line");
        };
        line("geval", &case.story);
        line("telt mee", &format!("{} uur", found.total));
        for rule in found.every_rule() {
            let word = if rule.fulfilled { "ja" } else { "nee" };
            let missing = rule.missing.as_deref().unwrap_or("-");
            let told = format!("{word}, {} van {}. {missing}", rule.value, rule.norm);
            line(&rule.code, &told);
        }
        let activities = case.activities();
        let set = case.set();
        let ahead = forecast(&case.dossier(&activities), &case.facts(), &set, TODAY);
        if let Some(total) = ahead.as_ref().map(|ahead| &ahead.total) {
            let told = format!("{} uur, {} tot {}", total.expected, total.low, total.high);
            line("verwacht", &told);
        }
        line("set", &found.set_hash.to_string());
        line("invoer", &found.inputs_hash.to_string());
        let whole = serde_json::to_vec(&(&found, &ahead)).expect("an outcome goes over the wire");
        line("uitkomst", &format!("{:x}", Sha256::digest(whole)));
        text.push('\n');
    }
    text
}

/// `kind day hours`, and then in any order: `category` (all hours) or `category=hours`, `#label`,
/// `@SUBJECT`, `tot=2026-08-01` (the last day), `woorden=50`, `bewijs`, `diploma`, `ec=5`,
/// `collegas=2`, `ingevuld=2026-08-01`.
fn activity(cell: &str) -> Counted {
    let mut words = cell.split_whitespace();
    let mut next = || words.next().expect("kind, day and hours");
    let mut activity = Counted {
        kind: Some(ActivityKind::parse(next()).expect("a kind")),
        on: read(next()),
        hours: hours_of(next()),
        ..Counted::default()
    };
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        if let Some(label) = word.strip_prefix('#') {
            activity.labels.push(label.into());
        } else if let Some(subject) = word.strip_prefix('@') {
            activity.subjects.push(subject.into());
        } else if let Some(category) = Category::parse(name) {
            if value.is_empty() {
                activity.split = Split::only(category, activity.hours);
            } else {
                activity.split.set(category, hours_of(value));
            }
        } else {
            match name {
                "woorden" => activity.reflection_words = read(value),
                "bewijs" => activity.evidence = true,
                "diploma" => activity.diploma = true,
                "ec" => activity.credits = read(value),
                "collegas" => activity.approvals = read(value),
                "ingevuld" => activity.entered = Some(read(value)),
                "tot" => activity.to = Some(read(value)),
                other => panic!("{cell}: no such word: {other}"),
            }
        }
    }
    activity
}

fn hours_of(text: &str) -> Quarters {
    Quarters::parse(text).unwrap_or_else(|| panic!("{text}: no hours"))
}

fn read<T: FromStr>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|_| panic!("{text}: no number or day"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::RuleKind;
    use std::collections::BTreeMap;

    #[test]
    fn every_portfolio_comes_out_as_a_teacher_reads_in_the_table() {
        let cases = Case::all();
        assert!(cases.len() >= 120, "{}", cases.len());
        for case in cases {
            let found = case.evaluate();
            let every = found.every_rule();
            let rule = every.iter().find(|rule| rule.code == case.rule);
            let rule = rule.unwrap_or_else(|| panic!("{}: no rule {}", case.story, case.rule));
            let told = (
                if rule.fulfilled { "ja" } else { "nee" },
                rule.value.to_string(),
                rule.norm.to_string(),
                rule.missing.clone().unwrap_or_default(),
            );
            let expected = (
                case.fulfilled.as_str(),
                case.value.clone(),
                case.norm.clone(),
                case.missing.clone(),
            );
            assert_eq!(told, expected, "{} ({})", case.story, case.rule);
        }
    }

    /// Nobody fails a cap, an equivalence, an exemption or a rule on days: it did something, or not.
    const NO_DEMAND: [&str; 4] = [
        "MAX_UREN_CATEGORIE",
        "EQUIVALENTIE",
        "VRIJSTELLING",
        "GELDIG_BEWIJS_DATUM",
    ];

    #[test]
    fn every_kind_of_rule_is_in_the_table_fulfilled_and_not() {
        let mut seen: BTreeMap<String, (bool, bool)> = BTreeMap::new();
        for case in Case::all() {
            let found = case.evaluate();
            let every = found.every_rule();
            for rule in every.iter().filter(|rule| rule.code == case.rule) {
                let yes = if NO_DEMAND.contains(&rule.kind.as_str()) {
                    rule.missing.is_none() && rule.value.count > 0
                } else {
                    rule.fulfilled
                };
                let seen = seen.entry(rule.kind.clone()).or_default();
                seen.0 |= yes;
                seen.1 |= !yes;
            }
        }
        for kind in RuleKind::CODES {
            assert_eq!(seen.get(kind), Some(&(true, true)), "{kind}");
        }
    }

    /// To renew the file after a change of words: `RENEW=1 cargo test -p shared outcome`.
    #[test]
    fn every_outcome_is_the_one_that_was_agreed_on() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/data/tests/portfolio_outcomes.txt"
        );
        let now = portfolio_outcomes();
        if std::env::var_os("RENEW").is_some() {
            std::fs::write(path, &now).expect("the file can be written");
        }
        let agreed = std::fs::read_to_string(path).expect("the file is there");
        let mut lines = agreed.lines().zip(now.lines());
        let different = lines.find(|(agreed, now)| agreed != now);
        assert_eq!(different, None, "agreed on, and now");
        assert_eq!(agreed.len(), now.len());
    }
}
