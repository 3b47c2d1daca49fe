//! Walking a tree: what to ask next, what was answered so far, and where it ends.

use super::answer::{Answer, AnswerError};
use super::graph::{Ending, Graph};
use super::outcome::Outcome;
use super::question::{Next, Question, QuestionId};
use super::walk::{SECTOR, Walk};
use crate::ground::GroundTable;
use crate::sector::Sector;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most questions on one path, the one for the sector included.
pub const MAX_QUESTIONS: usize = 8;

/// The question trees of all sectors on one reference date.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'a> {
    graph: &'a Graph,
    table: &'a GroundTable,
    on: Date,
}

/// What a page must show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// A question.
    Ask(Box<Ask>),
    /// The outcome.
    End(Box<Outcome>),
}

/// A question, and what the page must know around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The question.
    pub question: Question,
    /// Its number on this path, from 1.
    pub nr: usize,
    /// How many questions this path has at most.
    pub at_most: usize,
    /// What was sent for it earlier, to fill in again.
    pub sent: Option<String>,
    /// What is wrong with what was sent.
    pub error: Option<AnswerError>,
}

/// Everything that a page of the aid shows, to send to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The question or the outcome.
    pub step: Step,
    /// The answers on the path before it, in order: for `Je antwoorden`.
    pub given: Vec<Given>,
    /// The walk: its addresses and the hidden fields of its form.
    pub walk: Walk,
    /// The address to keep, with only what is on the path.
    pub tidied: Walk,
}

/// An answer in the list of those that were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The number of the question on this path, from 1.
    pub nr: usize,
    /// The question, for the link that changes the answer.
    pub id: QuestionId,
    /// The question in words.
    pub question: String,
    /// The answer in words.
    pub answer: String,
}

/// A question that was answered, on the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed<'a> {
    /// Its number on this path, from 1.
    pub nr: usize,
    /// The question.
    pub question: &'a Question,
    /// The answer.
    pub answer: Answer,
    /// The answer as a sentence.
    pub reason: String,
}

enum Stop<'a> {
    At(&'a Question, Option<AnswerError>),
    Ending(&'a Ending),
}

impl Tree<'static> {
    /// The trees that hold on the reference date: the day on which the answer is needed, today for
    /// a visitor. `None` when a sector has no tree on that day.
    pub fn on(on: Date) -> Option<Self> {
        let graph = Graph::on(on)?;
        Some(Self::new(graph, GroundTable::current(), on))
    }
}

impl<'a> Tree<'a> {
    /// The trees of a graph, with the table of grounds that its codes are in.
    pub fn new(graph: &'a Graph, table: &'a GroundTable, on: Date) -> Self {
        Self { graph, table, on }
    }

    /// The questions and endings behind it.
    pub fn graph(&self) -> &'a Graph {
        self.graph
    }

    /// The day for which the answers hold.
    pub fn reference_date(&self) -> Date {
        self.on
    }

    /// The question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&'a Question> {
        self.graph.questions().iter().find(|q| &q.id == id)
    }

    /// What to show for these answers. A walk that names a question of its path to show again
    /// gets that question; else the first one without a good answer, or the outcome.
    pub fn next(&self, walk: &Walk) -> Step {
        let (mut passed, stop) = self.follow(walk);
        let again = walk
            .at()
            .and_then(|id| passed.iter().position(|step| &step.question.id == id));
        if let Some(index) = again {
            let question = passed[index].question;
            passed.truncate(index);
            return Step::Ask(Box::new(self.ask(question, None, passed.len(), walk)));
        }
        match stop {
            Stop::At(question, error) => {
                Step::Ask(Box::new(self.ask(question, error, passed.len(), walk)))
            }
            Stop::Ending(ending) => {
                Step::End(Box::new(Outcome::new(ending, &passed, self.table, self.on)))
            }
        }
    }

    /// Everything that the page of this walk shows.
    pub fn view(&self, walk: &Walk) -> View {
        let step = self.next(walk);
        let passed = self.passed(walk);
        let before = match &step {
            Step::Ask(ask) => ask.nr - 1,
            Step::End(_) => passed.len(),
        };
        let given = passed.iter().take(before).map(|step| Given {
            nr: step.nr,
            id: step.question.id.clone(),
            question: step.question.text.clone(),
            answer: step.answer.text(step.question),
        });
        View {
            given: given.collect(),
            walk: walk.clone(),
            tidied: self.tidy(walk),
            step,
        }
    }

    /// The questions that were answered, from the first on.
    pub fn passed(&self, walk: &Walk) -> Vec<Passed<'a>> {
        self.follow(walk).0
    }

    /// The question before the one that is shown: for `Vorige vraag`. `None` at the first.
    pub fn previous(&self, walk: &Walk) -> Option<Passed<'a>> {
        let passed = self.passed(walk);
        let shown = walk
            .at()
            .and_then(|id| passed.iter().position(|step| &step.question.id == id))
            .unwrap_or(passed.len());
        passed.into_iter().take(shown).next_back()
    }

    /// The sector that was answered.
    pub fn sector(&self, walk: &Walk) -> Option<Sector> {
        Sector::parse(walk.sent(&QuestionId::new(SECTOR))?)
    }

    /// The walk with only the answers of its path, each in its fixed form: the address to keep.
    #[must_use]
    pub fn tidy(&self, walk: &Walk) -> Walk {
        let mut tidied = Walk::default();
        for step in self.passed(walk) {
            tidied.set(&step.question.id, &step.answer);
        }
        tidied
    }

    fn ask(
        &self,
        question: &'a Question,
        error: Option<AnswerError>,
        before: usize,
        walk: &Walk,
    ) -> Ask {
        Ask {
            question: question.clone(),
            nr: before + 1,
            at_most: before + self.graph.longest_from(question),
            sent: walk.sent(&question.id).map(str::to_owned),
            error,
        }
    }

    /// Follows the answers from the first question to the first without a good answer, or to an
    /// ending. It ends, because a graph has no circles.
    fn follow(&self, walk: &Walk) -> (Vec<Passed<'a>>, Stop<'a>) {
        let mut passed: Vec<Passed<'a>> = Vec::new();
        let mut question = self.graph.first();
        loop {
            let Some(sent) = walk.sent(&question.id) else {
                return (passed, Stop::At(question, None));
            };
            let answer = match Answer::read(question, sent) {
                Ok(answer) => answer,
                Err(error) => return (passed, Stop::At(question, Some(error))),
            };
            let Some((reason, next)) = answer.way(question, self.on) else {
                return (passed, Stop::At(question, Some(AnswerError::NotListed)));
            };
            passed.push(Passed {
                nr: passed.len() + 1,
                question,
                answer,
                reason,
            });
            match next {
                Next::Question(index) => question = &self.graph.questions()[index],
                Next::Ending(index) => {
                    return (passed, Stop::Ending(&self.graph.endings()[index]));
                }
            }
        }
    }
}
