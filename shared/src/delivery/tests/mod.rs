//! What the delivery promises: of the file, the rules and the outcome.

mod file;
mod message;
mod notices;
mod outcome;
mod refusals;
