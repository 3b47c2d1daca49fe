//! What the delivery promises: of the notations, the rules, the outcome and the specification.

mod arbitrary;
mod batch;
mod corpus;
mod file;
mod ledger;
mod message;
mod notation;
mod notices;
mod outcome;
mod refusals;
mod removal;
mod rules;
mod signals;
mod specification;
mod surroundings;
