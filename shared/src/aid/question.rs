//! A question of the decision aid and the ways on from it.

use crate::authority::{Training, programme_names};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a question, unique over all sectors: `vo-papier`. It is a key in the address of a
/// page, so it holds small letters, digits and hyphens only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuestionId(String);

impl QuestionId {
    /// The id in this text; whether there is such a question is for the tree to say.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// As it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An article of law, with what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// `artikel 33 lid 4 WVO`.
    pub name: String,
    /// What it says, in our own plain words.
    pub says: String,
    /// Where its text is, in the state that the tree follows.
    pub url: String,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The question, in plain Dutch.
    pub text: String,
    /// Why it is asked, and what its words mean.
    pub why: String,
    /// The article of law behind it.
    pub article: Article,
    /// The numbers of the questions of chapter 2.6 of the handbook that it asks.
    pub handbook: Vec<u8>,
    /// What can be answered.
    pub kind: Kind,
    /// What `weet ik niet` leads to.
    pub unknown: Choice,
}

/// The kind of a question, with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// One of a list.
    Choice(Vec<Choice>),
    /// A day; the ranges are in order, and the first that fits decides.
    Date(Input, Vec<Range<Day>>),
    /// A whole number, with its unit in singular and plural.
    Number(Input, [String; 2], Vec<Range<u32>>),
    /// The periods in which somebody taught on the ground so far. The ranges are those of the
    /// [first day from which the maximum counts](super::window_start).
    Periods(Vec<Range<Day>>),
}

/// What a date or a number is used for, besides the way on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    /// For the way on only.
    #[serde(rename = "alleen-keuze")]
    Branch,
    /// The first day on the ground, from which the maximum counts.
    #[serde(rename = "eerste-dag")]
    FirstDay,
    /// The first day of the appointment, on which the code must be valid; also the first day on
    /// the ground.
    #[serde(rename = "begindatum")]
    Begin,
    /// How often the ground was extended.
    #[serde(rename = "verlengingen")]
    Extensions,
}

/// One answer of a list, or `weet ik niet`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its code in an address: `ander-vak`.
    pub id: String,
    /// What a person reads.
    pub label: String,
    /// A few words more; for `weet ik niet`: how to find it out.
    pub hint: String,
    /// The answer as a sentence, for the reasons of an outcome.
    pub reason: String,
    /// What a delivered record says when this is the answer.
    pub fact: Option<Fact>,
    /// The programmes of which a diploma means this answer, by the kinds of `data/programmes.csv`.
    pub trainings: Vec<Training>,
    /// The way on.
    pub next: Next,
}

impl Choice {
    /// The names of those programmes, for who has the diploma at hand.
    pub fn programmes(&self) -> impl Iterator<Item = &'static str> {
        let trainings = self.trainings.clone();
        let all = programme_names().iter();
        all.filter(move |(training, _)| trainings.contains(training))
            .map(|(_, name)| name.as_str())
    }
}

/// A range of dates or numbers, up to and with its last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range<T> {
    /// The last that belongs to it; `None`: all that are left.
    pub last: Option<T>,
    /// The answer as a sentence, with `{}` where the answer itself stands.
    pub reason: String,
    /// The way on.
    pub next: Next,
}

/// A day in a range: a fixed one, or one that moves with the reference date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Day {
    /// This day.
    On(Date),
    /// So many months before the reference date.
    MonthsBefore(u16),
}

impl Day {
    /// The day it is, seen from the reference date.
    pub fn seen_from(self, on: Date) -> Date {
        match self {
            Self::On(date) => date,
            Self::MonthsBefore(months) => on.saturating_sub(Span::new().months(i64::from(months))),
        }
    }
}

/// Where an answer leads: a place in the lists of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Next {
    /// To a question.
    Question(usize),
    /// To an ending.
    Ending(usize),
}

/// What a delivered record can tell without its ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// The person has a teaching function.
    #[serde(rename = "geeft-les")]
    Teaches,
    /// The person is in training.
    #[serde(rename = "in-opleiding")]
    InTraining,
    /// The school holds its own final exams.
    #[serde(rename = "eigen-examens")]
    OwnExams,
    /// The school holds no final exams of its own.
    #[serde(rename = "geen-eigen-examens")]
    NoExams,
}

impl Question {
    /// Every way on, `weet ik niet` included.
    pub fn ways(&self) -> Vec<Next> {
        let mut ways: Vec<Next> = match &self.kind {
            Kind::Choice(choices) => choices.iter().map(|c| c.next).collect(),
            Kind::Date(_, ranges) | Kind::Periods(ranges) => {
                ranges.iter().map(|r| r.next).collect()
            }
            Kind::Number(_, _, ranges) => ranges.iter().map(|r| r.next).collect(),
        };
        ways.push(self.unknown.next);
        ways
    }
}
