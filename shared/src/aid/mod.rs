//! The decision aid (*hulp bij benoemingsgrondslag*): question trees that lead a school to the
//! ground of an appointment, or to the honest answer that there is none.
//!
//! The trees are data, one file a sector in `data/aid`, so that a lawyer can read and change them.
//! An ending names a code only; target, maximum and article come from the dated
//! [table of grounds](crate::ground). Nothing here knows the person, and the day is an argument.
//!
//! A page walks a tree with plain links: the address holds the answers ([`Walk`]), and
//! [`Tree::view`] says what to show.

mod answer;
mod file;
mod graph;
mod outcome;
mod question;
mod raw;
mod record;
mod replacement;
mod tree;
mod walk;

#[cfg(test)]
mod tests;

pub use answer::{Answer, AnswerError, UNKNOWN};
pub use file::TreeError;
pub use graph::{Edition, Graph};
pub use outcome::{Delivery, End, GroundAdvice, Outcome, OutcomeKind, Reason, SizedEnd};
pub use question::{Article, Choice, Day, Fact, Input, Kind, Next, Question, QuestionId, Range};
pub use record::PartialRecord;
pub use replacement::{Period, replacement_end, window_start};
pub use tree::{Ask, Given, MAX_QUESTIONS, Passed, Step, Tree, View};
pub use walk::{AT, Walk};
