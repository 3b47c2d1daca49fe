//! Tests of the decision aid: the trees themselves, walking them, and what they end in.

mod files;
mod outcomes;
mod paths;
mod replacement;
mod walking;

use super::{Outcome, Step, Tree, Walk};
use jiff::civil::{Date, date};

/// The day on which these tests ask.
const TODAY: Date = date(2026, 11, 24);

fn tree() -> Tree<'static> {
    Tree::on(TODAY).expect("the trees hold today")
}

/// The outcome of a walk that must have one.
fn outcome(query: &str) -> Outcome {
    match tree().next(&Walk::from_query(query)) {
        Step::End(outcome) => *outcome,
        Step::Ask(ask) => panic!("{query} still asks {}: {:?}", ask.question.id, ask.error),
    }
}

/// The id of the question that a walk asks.
fn asked(query: &str) -> String {
    match tree().next(&Walk::from_query(query)) {
        Step::Ask(ask) => ask.question.id.to_string(),
        Step::End(outcome) => panic!("{query} ends in {}", outcome.title),
    }
}
