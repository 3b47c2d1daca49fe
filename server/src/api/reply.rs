//! How the API answers: JSON, with the findings of a record as a supplier can use them.

use crate::{fault::Fault, web};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shared::{
    FieldError, Problem,
    delivery::{Finding, Outcome, Severity},
};

/// A problem as `application/problem+json`.
pub fn refused(problem: &Problem) -> Response {
    web::problem(problem)
}

/// A fault, or a problem, as the answer of a handler.
pub struct Refusal(Fault);

impl<T: Into<Fault>> From<T> for Refusal {
    fn from(fault: T) -> Self {
        Self(fault.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

/// The number of the board that a message names.
///
/// # Errors
/// 422 when it names none.
pub fn board_of(number: &str) -> Result<&str, Problem> {
    if number.is_empty() {
        let error = FieldError::new("bevoegdGezag", "Noem het bestuur");
        return Err(Problem::invalid(vec![error]));
    }
    Ok(number)
}

/// What was found in a record. The BSN is masked.
#[derive(Serialize)]
pub struct Signal {
    code: String,
    ernst: &'static str,
    veld: String,
    gestuurd: String,
    melding: String,
    oplossing: String,
}

impl From<Finding> for Signal {
    fn from(finding: Finding) -> Self {
        Self {
            ernst: match finding.severity() {
                Severity::Error => "fout",
                Severity::Notice => "melding",
                Severity::Signal => "signaal",
            },
            code: finding.rule,
            veld: finding.field,
            gestuurd: finding.sent,
            melding: finding.message,
            oplossing: finding.fix,
        }
    }
}

/// The word of the API for an outcome.
pub fn word(outcome: &str) -> &'static str {
    match outcome {
        code if code == Outcome::New.code() => "nieuw",
        code if code == Outcome::Changed.code() => "gewijzigd",
        code if code == Outcome::Unchanged.code() => "ongewijzigd",
        code if code == Outcome::OlderIgnored.code() => "ouder",
        "signal" => "signaal",
        _ => "geweigerd",
    }
}
