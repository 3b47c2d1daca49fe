//! How the API answers: JSON, with the findings of a record as a supplier can use them.

use crate::{fault::Fault, web};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shared::{
    FieldError, Problem,
    delivery::{Finding, Outcome, Severity},
};

/// What a program may not do (403), and what is not there or not for it (404).
const NO_ACCESS: &str = "Je programma mag dit niet opvragen of aanleveren";
const NOTHING_THERE: &str = "Hier is niets, of niets dat van een bestuur is waarvoor je levert";

/// A problem as `application/problem+json`. The API has no pages: what a page says of itself is said
/// of what the program asked for.
pub fn refused(problem: &Problem) -> Response {
    let own = [
        (Problem::forbidden(), NO_ACCESS),
        (Problem::not_found(), NOTHING_THERE),
    ];
    match own.iter().find(|(page, _)| page.title == problem.title) {
        Some((_, title)) => web::problem(&problem.clone().with_title(*title)),
        None => web::problem(problem),
    }
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
        refused(&self.0.into())
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
