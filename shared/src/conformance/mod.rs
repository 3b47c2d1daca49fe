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

pub use call::{Call, Notation};
pub use cases::CASES;

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
    /// Whether a call is it, given the calls of the steps before.
    pub fits: fn(&Call, &[&Call]) -> bool,
}

/// How a case stands.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// The case.
    pub case: &'static Case,
    /// The calls that fit the steps, as far as that goes.
    pub evidence: Vec<&'a Call>,
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
/// program, in the order in which they came.
pub fn judge(calls: &[Call], notation: Notation) -> Vec<Verdict<'_>> {
    CASES
        .iter()
        .map(|case| {
            let counts: Vec<&Call> = calls
                .iter()
                .filter(|call| case.scope == Scope::Api || call.notation == Some(notation))
                .collect();
            let mut best = Vec::new();
            search(case.steps, &counts, &mut Vec::new(), &mut best);
            Verdict {
                case,
                evidence: best,
            }
        })
        .collect()
}

/// Looks for calls that fit the steps in their order; `best` keeps the longest row of them. True
/// when all fit.
fn search<'a>(
    steps: &[Step],
    calls: &[&'a Call],
    found: &mut Vec<&'a Call>,
    best: &mut Vec<&'a Call>,
) -> bool {
    if found.len() > best.len() {
        best.clone_from(found);
    }
    let Some(step) = steps.get(found.len()) else {
        return true;
    };
    for (at, call) in calls.iter().enumerate() {
        if !(step.fits)(call, found) {
            continue;
        }
        found.push(call);
        if search(steps, &calls[at + 1..], found, best) {
            return true;
        }
        found.pop();
    }
    false
}
