//! The answers so far, as they stand in the address of a page.

use super::answer::Answer;
use super::question::QuestionId;
use crate::sector::Sector;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// The key in an address that names the question to show again.
pub const AT: &str = "vraag";

/// The id of the question that asks for the sector, the first of every walk.
pub(super) const SECTOR: &str = "sector";

/// More than any walk needs: an address is typed by strangers.
const MAX_ANSWERS: usize = 60;
const MAX_LENGTH: usize = 600;

/// What was sent for each question, in the order in which it came. Answers to questions that are
/// not on the present path stay, so that a changed answer does not lose the later ones; what is
/// no answer at all stays too, so that the page can show it again with what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    answers: Vec<(QuestionId, String)>,
    at: Option<QuestionId>,
}

impl Walk {
    /// A walk in which only the sector is known.
    pub fn in_sector(sector: Sector) -> Self {
        let mut walk = Self::default();
        walk.send(&QuestionId::new(SECTOR), sector.code());
        walk
    }

    /// The walk in the names and values of an address or a form. A name that comes more than
    /// once (the fields of a day, the days of periods) is taken together.
    pub fn from_pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        let mut walk = Self::default();
        for (key, value) in pairs {
            let (key, value) = (key.as_ref(), value.as_ref());
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            if key.is_empty() || !key.bytes().all(plain) || value.len() > MAX_LENGTH {
                continue;
            }
            if key == AT {
                walk.at = Some(QuestionId::new(value));
                continue;
            }
            match walk.answers.iter_mut().find(|(id, _)| id.as_str() == key) {
                Some((_, sent)) => {
                    if sent.len() + value.len() < MAX_LENGTH {
                        sent.push(',');
                        sent.push_str(value);
                    }
                }
                None => {
                    if walk.answers.len() < MAX_ANSWERS {
                        walk.answers.push((QuestionId::new(key), value.to_owned()));
                    }
                }
            }
        }
        walk
    }

    /// The walk in the query of an address: `sector=vo&vo-rol=les`.
    pub fn from_query(query: &str) -> Self {
        Self::from_pairs(
            query
                .trim_start_matches('?')
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(key, value)| (decode(key), decode(value))),
        )
    }

    /// The names and values of the address, which are the hidden fields of a form too.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        let answers = self.answers.iter();
        let at = self.at.iter().map(|id| (AT, id.as_str()));
        answers
            .map(|(id, sent)| (id.as_str(), sent.as_str()))
            .chain(at)
            .collect()
    }

    /// The query of the address; [`Walk::from_query`] gives the same walk back.
    pub fn to_query(&self) -> String {
        let mut query = String::new();
        for (key, value) in self.pairs() {
            if !query.is_empty() {
                query.push('&');
            }
            encode(key, &mut query);
            query.push('=');
            encode(value, &mut query);
        }
        query
    }

    /// What was sent for a question.
    pub fn sent(&self, id: &QuestionId) -> Option<&str> {
        self.answers
            .iter()
            .find(|(known, _)| known == id)
            .map(|(_, sent)| sent.as_str())
    }

    /// The question that must be shown again, when there is one.
    pub fn at(&self) -> Option<&QuestionId> {
        self.at.as_ref()
    }

    /// Gives or changes an answer. The answers to later questions stay, and the walk goes on.
    pub fn set(&mut self, id: &QuestionId, answer: &Answer) {
        self.send(id, &answer.code());
        self.at = None;
    }

    /// The walk that shows a question again: for `Vorige vraag` and `Wijzig`.
    #[must_use]
    pub fn back_to(&self, id: &QuestionId) -> Self {
        Self {
            answers: self.answers.clone(),
            at: Some(id.clone()),
        }
    }

    /// The walk without one answer: the hidden fields of the form that asks for it.
    #[must_use]
    pub fn without(&self, id: &QuestionId) -> Self {
        Self {
            answers: self
                .answers
                .iter()
                .filter(|(known, _)| known != id)
                .cloned()
                .collect(),
            at: None,
        }
    }

    pub(super) fn send(&mut self, id: &QuestionId, sent: &str) {
        match self.answers.iter_mut().find(|(known, _)| known == id) {
            Some((_, old)) => sent.clone_into(old),
            None => self.answers.push((id.clone(), sent.to_owned())),
        }
    }
}

/// Percent-encodes what has a meaning in a query (RFC 3986). `/` and `,` may stand there as they are.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b',' => {
                out.push(char::from(byte));
            }
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// The text behind percent-encoding; `+` is a space, and what is no code stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        rest = tail;
        let code = match (byte, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(h, l)| h * 16 + l),
            _ => None,
        };
        match (code, byte) {
            (Some(code), _) => {
                bytes.push(code);
                rest = &tail[2..];
            }
            (None, b'+') => bytes.push(b' '),
            (None, _) => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
