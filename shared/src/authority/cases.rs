//! The claims of `data/tests/claims.csv`, which a lawyer can read, and the explanation of each as
//! one text: the tests compare it with what was agreed on, natively and in WebAssembly.

use super::{
    Approval, AuthorityTable, Check, Claim, Diploma, Inputs, Outcome, PersonFacts, SchoolGround,
    Source, check,
};
use crate::{
    data_file::{parts, rows},
    ground::{GroundTable, Target},
    subject::{SchoolType, Years},
};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A claim, with all that is known, and what must come of it by the law.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "in the browser only the explanation counts")
)]
pub(super) struct Case {
    /// What it shows, in Dutch.
    pub(super) story: String,
    /// Where the law or the handbook says so.
    pub(super) rule: String,
    pub(super) claim: Claim,
    pub(super) source: Source,
    pub(super) facts: PersonFacts,
    pub(super) on: Date,
    pub(super) outcome: Outcome,
    /// The parts for which somebody is qualified, when they are not all.
    pub(super) covered: String,
    /// Why the source may not hold the diploma.
    pub(super) gaps: String,
}

impl Case {
    /// All of them, in the order of the file.
    pub(super) fn all() -> Vec<Self> {
        rows::<Row>(include_str!("../../data/tests/claims.csv"))
            .expect("the table of claims")
            .1
            .into_iter()
            .map(Row::read)
            .collect()
    }

    /// The answer of the table that holds now.
    pub(super) fn check(&self) -> Check {
        let table = AuthorityTable::current();
        check(&self.claim, &self.source, &self.facts, table, self.on)
    }
}

/// Everything that is told of every case, as one text. The same wherever it runs.
#[cfg_attr(feature = "explanations", wasm_bindgen::prelude::wasm_bindgen)]
pub fn explanations() -> String {
    let mut text = String::new();
    for case in Case::all() {
        let check = case.check();
        let mut line = |what: &str, words: &str| {
            writeln!(text, "{what}: {words}").expect("a text takes every line");
        };
        line("geval", &case.story);
        line("uitkomst", check.outcome.code());
        line("kop", check.outcome.title());
        line("uitleg", &check.summary);
        for step in &check.steps {
            let words = format!("{}. {}", step.title, step.text);
            line(&step.result.label().to_lowercase(), &words);
        }
        for basis in &check.bases {
            line("rij", &basis.text());
        }
        // By their hash: what the answer depends on, and all that page and history get of it.
        let whole = serde_json::to_vec(&check).expect("an answer goes over the wire");
        let inputs = Inputs {
            claim: case.claim,
            source: case.source,
            facts: case.facts,
            on: case.on,
        };
        line("invoer", &inputs.hash(&check.table_version).to_string());
        line("antwoord", &format!("{:x}", Sha256::digest(whole)));
        text.push('\n');
    }
    text
}

#[derive(Deserialize)]
struct Row {
    story: String,
    rule: String,
    subject: String,
    school_types: String,
    years: String,
    since: Date,
    born: Option<Date>,
    ground: String,
    approval: String,
    on: Date,
    source: String,
    diplomas: String,
    outcome: String,
    covered: String,
    gaps: String,
}

impl Row {
    fn read(self) -> Case {
        Case {
            claim: Claim {
                subject: self.subject,
                school_types: parts(&self.school_types, ',')
                    .iter()
                    .map(|code| SchoolType::parse(code).expect("a kind of school"))
                    .collect(),
                years: Years::parse(&parts(&self.years, ',')).unwrap_or(Years::All),
                since: self.since,
            },
            source: match self.source.as_str() {
                "ja" => answered(parts(&self.diplomas, '|').iter().map(|d| diploma(d))),
                "weg" => Source::Unreachable,
                "nee" => Source::NotAsked,
                other => panic!("{}: no such answer of the source: {other}", self.story),
            },
            facts: PersonFacts {
                birth_date: self.born,
                ground: ground(&self.ground, self.since),
                approval: approval(&self.approval),
            },
            on: self.on,
            outcome: Outcome::parse(&self.outcome).expect("an outcome"),
            covered: self.covered,
            gaps: self.gaps,
            story: self.story,
            rule: self.rule,
        }
    }
}

/// What the source answered, at a moment that is the same for every case.
pub(super) fn answered(diplomas: impl IntoIterator<Item = Diploma>) -> Source {
    Source::Answered {
        diplomas: diplomas.into_iter().collect(),
        asked_at: Timestamp::UNIX_EPOCH,
    }
}

/// `name @ kind @ day @ code @ country`; code and country may be left out.
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
        country: (*parts.get(4).unwrap_or(&"NL")).into(),
        institution: "Hogeschool Noorderzee".into(),
    }
}

/// `R:code`, or `V:code:fields:years`, of an appointment that began on this day.
pub(super) fn ground(cell: &str, begins: Date) -> Option<SchoolGround> {
    let mut cells = cell.split(':');
    let target = match cells.next() {
        Some("R") => Target::Register,
        Some("V") => Target::Vestibule,
        _ => return None,
    };
    let code = cells.next().expect("a code");
    let ground = GroundTable::current()
        .find(code, begins)
        .expect("a ground of the table on that day");
    assert_eq!(ground.target, target, "{code}");
    Some(SchoolGround {
        code: ground.code.clone(),
        name: ground.name.clone(),
        target,
        fields: parts(cells.next().unwrap_or(""), ','),
        years: parts(cells.next().unwrap_or(""), ',')
            .iter()
            .map(|year| year.parse().expect("a year"))
            .collect(),
    })
}

/// The day, or `day/last day`.
fn approval(cell: &str) -> Option<Approval> {
    let mut days = cell
        .split('/')
        .filter(|day| !day.is_empty())
        .map(|day| day.parse().expect("a date"));
    Some(Approval {
        on: days.next()?,
        until: days.next(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// To renew the file after a change of words: `RENEW=1 cargo test -p shared explanation`.
    #[test]
    fn every_explanation_is_the_one_that_was_agreed_on() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/tests/explanations.txt");
        let now = explanations();
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
