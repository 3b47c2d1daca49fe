//! Whether the software of a supplier delivers well: the 40 cases of the handbook (6.5), judged from
//! what the sandbox saw its program send and what it answered.
//!
//! A case is a list of steps. It passes when calls were made that fit the steps, in their order;
//! other calls may stand in between. Nobody says which case a call is for: the supplier works as its
//! customers will, and the register looks.

mod call;
mod cases;
#[cfg(test)]
mod tests;

pub use call::{Call, Notation, spaced};
pub use cases::CASES;

/// The major version of the messages of today, for which a certificate counts.
pub const MAJOR: i32 = 1;

/// One case.
#[derive(Debug)]
pub struct Case {
    /// From 1 to 40.
    pub number: u8,
    /// What it is about.
    pub name: &'static str,
    /// Whether it counts for each notation apart.
    pub scope: Scope,
    /// What must be seen, in this order.
    pub steps: &'static [Step],
}

/// For what a case counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// It is about a message, so it must be seen in the notation of the certificate.
    Message,
    /// It is about the API: once is enough.
    Api,
}

/// One thing that must be seen.
#[derive(Debug)]
pub struct Step {
    /// What the supplier does and what the register answers, in Dutch.
    pub told: &'static str,
    /// Whether a call can be it, by itself.
    pub is: fn(&Call) -> bool,
    /// Whether such a call goes with the calls of the steps before. It only compares what was read
    /// before, so that it takes the same short time for every call.
    pub follows: fn(&Call, &[&Call]) -> bool,
}

/// How often two calls are compared for one case, at most. Who tests for weeks stays far below it;
/// who sends thousands of messages that are all nearly right does not keep the register busy.
const MOST_COMPARED: u32 = 500_000;

/// How a case stands.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// The case.
    pub case: &'static Case,
    /// The calls that fit the steps, as far as that goes.
    pub evidence: Vec<&'a Call>,
    /// Whether there was too much to compare, so that nobody knows whether it passed.
    pub undecided: bool,
}

impl Verdict<'_> {
    /// Whether all steps were seen.
    pub fn passed(&self) -> bool {
        self.evidence.len() == self.case.steps.len()
    }

    /// The step that was not seen yet.
    pub fn waits_for(&self) -> Option<&'static Step> {
        self.case.steps.get(self.evidence.len())
    }
}

/// How every case stands after these calls, for a certificate in this notation. The calls are of one
/// supplier, in the order in which they came.
pub fn judge<'a>(
    calls: impl IntoIterator<Item = &'a Call>,
    notation: Notation,
) -> Vec<Verdict<'a>> {
    let calls: Vec<&Call> = calls.into_iter().collect();
    CASES
        .iter()
        .map(|case| {
            let counts = |call: &Call| case.scope == Scope::Api || call.notation == Some(notation);
            let candidates = case.steps.iter().map(|step| {
                let calls = calls.iter().enumerate();
                calls
                    .filter(|(_, call)| counts(call) && (step.is)(call))
                    .map(|(at, call)| (at, *call))
                    .collect()
            });
            let mut search = Search {
                steps: case.steps,
                candidates: candidates.collect(),
                found: Vec::new(),
                best: Vec::new(),
                left: MOST_COMPARED,
            };
            let outcome = search.go_on_from(0);
            Verdict {
                case,
                evidence: search.best,
                undecided: outcome == Outcome::TooMuch,
            }
        })
        .collect()
}

/// What a search came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// A row of calls that fit all steps.
    Found,
    /// There is none.
    NotThere,
    /// It was given up.
    TooMuch,
}

/// Looks for calls that fit the steps in their order.
struct Search<'a> {
    steps: &'static [Step],
    /// For each step the calls that can be it, by their place among all.
    candidates: Vec<Vec<(usize, &'a Call)>>,
    found: Vec<&'a Call>,
    /// The longest row so far.
    best: Vec<&'a Call>,
    /// How often two calls may still be compared.
    left: u32,
}

impl Search<'_> {
    /// Looks for the steps that are left among the calls from this place on.
    fn go_on_from(&mut self, place: usize) -> Outcome {
        let depth = self.found.len();
        if depth > self.best.len() {
            self.best.clone_from(&self.found);
        }
        let Some(step) = self.steps.get(depth) else {
            return Outcome::Found;
        };
        let first = self.candidates[depth].partition_point(|(at, _)| *at < place);
        for next in first..self.candidates[depth].len() {
            let (at, call) = self.candidates[depth][next];
            if depth > 0 {
                let Some(left) = self.left.checked_sub(1) else {
                    return Outcome::TooMuch;
                };
                self.left = left;
            }
            if !(step.follows)(call, &self.found) {
                continue;
            }
            self.found.push(call);
            match self.go_on_from(at + 1) {
                Outcome::NotThere => {}
                outcome => return outcome,
            }
            self.found.pop();
        }
        Outcome::NotThere
    }
}
