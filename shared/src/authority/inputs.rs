//! Everything that an answer depends on, and its hash: with both, what was once told can be made
//! again and compared, years later (chapter 3.5 of the handbook).

use super::{AuthorityTable, Check, Claim, Diploma, PersonFacts, Source, check};
use crate::subject::{SchoolType, Years};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// Everything that an answer depends on, but for the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// What the teacher says to teach.
    pub claim: Claim,
    /// What the Diplomaregister said.
    pub source: Source,
    /// What else was known.
    pub facts: PersonFacts,
    /// The day of the check.
    pub on: Date,
}

impl Inputs {
    /// The answer of a table.
    pub fn answer(&self, table: &AuthorityTable) -> Check {
        check(&self.claim, &self.source, &self.facts, table, self.on)
    }

    /// The answer again as it was given by this version of the table; `None` when the program does
    /// not carry that version.
    pub fn reproduce(&self, table_version: &str) -> Option<Check> {
        AuthorityTable::of_version(table_version).map(|table| self.answer(table))
    }

    /// The hash of the inputs and the version of the table. What makes no difference to the answer
    /// makes none to the hash: the order of diplomas and of kinds of school, what is there twice,
    /// and the moment at which the source answered.
    ///
    /// # Panics
    /// Never: nothing in the inputs is a map or a number that JSON cannot hold.
    pub fn hash(&self, table_version: &str) -> InputsHash {
        let canonical = Canonical::of(self, table_version);
        let text = serde_json::to_vec(&canonical)
            .expect("the inputs have no maps or numbers that JSON cannot hold");
        InputsHash(Sha256::digest(text).into())
    }
}

/// The SHA-256 of all that an answer depends on. Sixty-four small hexadecimal digits as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputsHash([u8; 32]);

impl InputsHash {
    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for InputsHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for InputsHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for InputsHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InputsHash({self})")
    }
}

/// That a text is no hash of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash of inputs is 64 small hexadecimal digits")]
pub struct NoHash;

impl FromStr for InputsHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        let small = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
        if text.len() != 64 || !text.bytes().all(small) {
            return Err(NoHash);
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            let digits = text.get(2 * place..2 * place + 2).ok_or(NoHash)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NoHash)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for InputsHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for InputsHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// What is hashed. Its JSON must stay as it is, or old hashes can no longer be made: a change here
/// is a new `form`.
#[derive(Serialize)]
struct Canonical<'a> {
    form: u8,
    table_version: &'a str,
    on: Date,
    claim: Claim,
    /// What the source said: `answered`, `extract`, `unreachable` or `not_asked`.
    source: &'static str,
    /// The day of the extract; not there without one, as before there were extracts.
    #[serde(skip_serializing_if = "Option::is_none")]
    extract: Option<Date>,
    diplomas: Vec<&'a Diploma>,
    facts: PersonFacts,
}

impl<'a> Canonical<'a> {
    fn of(inputs: &'a Inputs, table_version: &'a str) -> Self {
        let mut claim = inputs.claim.clone();
        claim.school_types.sort_unstable();
        claim.school_types.dedup();
        if !claim.school_types.contains(&SchoolType::HavoVwo) {
            claim.years = Years::All;
        }
        let mut facts = inputs.facts.clone();
        if let Some(ground) = &mut facts.ground {
            ground.fields.sort_unstable();
            ground.fields.dedup();
            ground.years.sort_unstable();
            ground.years.dedup();
        }
        let mut diplomas: Vec<&Diploma> = match &inputs.source {
            Source::Answered { diplomas, .. } | Source::Extract { diplomas, .. } => {
                diplomas.iter().collect()
            }
            Source::Unreachable | Source::NotAsked => Vec::new(),
        };
        let extract = match inputs.source {
            Source::Extract { day, .. } => Some(day),
            _ => None,
        };
        diplomas.sort_unstable();
        diplomas.dedup();
        Self {
            form: 1,
            table_version,
            on: inputs.on,
            claim,
            source: inputs.source.code(),
            extract,
            diplomas,
            facts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::{
        SchoolGround,
        cases::{Case, answered},
    };
    use crate::ground::Target;
    use jiff::{Timestamp, civil::date};

    fn diploma(programme: &str) -> Diploma {
        Diploma {
            programme: programme.into(),
            code: None,
            institution: "Hogeschool Noorderzee".into(),
            kind: "hbo-bachelor".into(),
            graduated: date(2017, 7, 7),
            country: "NL".into(),
        }
    }

    fn extract(day: Date) -> Source {
        Source::Extract {
            diplomas: vec![diploma("Leraar tweede graad Engels"), diploma("B Wiskunde")],
            day,
        }
    }

    fn inputs() -> Inputs {
        Inputs {
            claim: Claim {
                subject: "ENGELS".into(),
                school_types: vec![SchoolType::Vmbo, SchoolType::HavoVwo],
                years: Years::Lower,
                since: date(2017, 8, 1),
            },
            source: answered([diploma("Leraar tweede graad Engels"), diploma("B Wiskunde")]),
            facts: PersonFacts {
                birth_date: Some(date(1994, 2, 14)),
                ground: Some(SchoolGround {
                    code: "VO-33.4".into(),
                    name: "Bevoegd voor een ander vak".into(),
                    target: Target::Vestibule,
                    fields: vec!["ENGELS".into(), "DUITS".into()],
                    years: vec![1, 2],
                }),
                approval: None,
            },
            on: date(2026, 11, 23),
        }
    }

    #[test]
    fn the_hash_of_today_can_be_made_for_ever() {
        assert_eq!(
            inputs().hash("2026-2").to_string(),
            "8e80d41f9778cada59139d5c54992fcedb65947768de42eb9ceed16ecee89d71",
            "old results can no longer be compared: make a new form beside the old one"
        );
    }

    #[test]
    fn what_makes_no_difference_to_the_answer_makes_none_to_the_hash() {
        let table = AuthorityTable::current();
        let same = |change: fn(&mut Inputs)| {
            let mut other = inputs();
            change(&mut other);
            assert_ne!(other, inputs());
            assert_eq!(other.hash("2026-2"), inputs().hash("2026-2"));
            let (one, two) = (inputs().answer(table), other.answer(table));
            assert_eq!((one.outcome, one.steps), (two.outcome, two.steps));
        };
        same(|i| i.claim.school_types.reverse());
        same(|i| {
            let diplomas = [diploma("B Wiskunde"), diploma("Leraar tweede graad Engels")];
            i.source = answered([diplomas.clone(), diplomas].concat());
        });
        same(|i| {
            if let Source::Answered { asked_at, .. } = &mut i.source {
                *asked_at = Timestamp::MAX;
            }
        });
        same(|i| {
            if let Some(ground) = &mut i.facts.ground {
                ground.fields.reverse();
            }
        });
    }

    #[test]
    fn everything_else_makes_another_hash() {
        let mut hashes = vec![inputs().hash("2026-2"), inputs().hash("2026-3")];
        let mut other = |change: fn(&mut Inputs)| {
            let mut inputs = inputs();
            change(&mut inputs);
            hashes.push(inputs.hash("2026-2"));
        };
        other(|i| i.claim.subject = "DUITS".into());
        other(|i| i.claim.school_types = vec![SchoolType::HavoVwo]);
        other(|i| i.claim.years = Years::All);
        other(|i| i.claim.since = date(2017, 8, 2));
        other(|i| i.source = answered([diploma("B Wiskunde")]));
        other(|i| i.source = answered([]));
        other(|i| i.source = extract(date(2026, 11, 1)));
        other(|i| i.source = extract(date(2026, 11, 2)));
        other(|i| i.source = Source::Unreachable);
        other(|i| i.source = Source::NotAsked);
        other(|i| i.facts.birth_date = None);
        other(|i| i.facts.ground = None);
        other(|i| i.on = date(2026, 11, 24));
        let all = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), all);
    }

    #[test]
    fn a_result_of_the_past_is_made_again_from_what_was_kept() {
        for case in Case::all().into_iter().step_by(9) {
            let told = case.check();
            let inputs = Inputs {
                claim: case.claim,
                source: case.source,
                facts: case.facts,
                on: case.on,
            };
            let kept = serde_json::to_string(&inputs).expect("json");
            let again: Inputs = serde_json::from_str(&kept).expect("inputs");
            assert_eq!(
                again.hash(&told.table_version),
                inputs.hash(&told.table_version)
            );
            assert_eq!(again.reproduce(&told.table_version), Some(told));
            assert_eq!(again.reproduce("1999-1"), None);
        }
    }

    #[test]
    fn a_hash_is_read_back_as_it_was_written() {
        let hash = inputs().hash("2026-2");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(InputsHash::from(*hash.as_bytes()), hash);
        let json = serde_json::to_string(&hash).expect("json");
        assert_eq!(serde_json::from_str::<InputsHash>(&json).ok(), Some(hash));
        for wrong in ["", "00", &"G".repeat(64), &"é".repeat(32), &"A".repeat(64)] {
            assert_eq!(wrong.parse::<InputsHash>(), Err(NoHash), "{wrong}");
        }
    }
}
