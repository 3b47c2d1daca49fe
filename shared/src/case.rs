//! Cases (*zaken*): what a case worker decides, as one state machine for every kind.
//!
//! A step that is not allowed is refused with a reason in plain Dutch. Four eyes is a rule of the
//! machine: what one person proposes, only another can confirm.

mod admission;
mod advice;
mod application;
mod committee;
mod court;
mod decision;
mod draft;
mod due;
mod kind;
mod matter;
mod office;
mod past;
mod remedy;
mod sample;
mod state;
#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;
mod told;
mod wait;

pub use admission::Admission;
pub use advice::{Advice, AdviceKind};
pub use application::ApplicationRules;
pub use committee::{Candidate, Part, assign};
pub use court::{Judgment, SequelKind, irrevocable_on};
pub use decision::{Consequence, Decided, Document, Paragraph, Remedies};
pub use draft::{About, Draft, Motivation};
pub use due::{adjourned, consented, decided_by, delay, hearing};
pub use kind::{CaseKind, Verdict};
pub use matter::{Matter, Topic};
pub use past::{Hearing, Past, Ruling, Skip};
pub use remedy::{OwnFact, Remedy};
pub use sample::{Seed, is_drawn};
pub use state::{Action, By, Refusal, State};
pub use told::{Question, Told};
pub use wait::Wait;
