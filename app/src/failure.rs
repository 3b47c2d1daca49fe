//! A [`Problem`] as the error of a server function.

use serde::{Deserialize, Serialize};
use server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use shared::Problem;

/// What a server function answers when it cannot do what was asked: a [`Problem`], on the wire
/// nothing but that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Failure(pub Problem);

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failure {}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self(match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => {
                Problem::bad_request("We konden niet lezen wat je stuurde. Probeer het opnieuw")
            }
            ServerFnErrorErr::Request(_) => Problem::unavailable(
                "We krijgen geen verbinding. Kijk of je internet hebt en probeer het opnieuw",
            ),
            _ => Problem::internal(),
        })
    }
}

/// The answer of every server function.
pub type Answer<T> = Result<T, Failure>;
