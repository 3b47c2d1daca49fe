//! Adapters to outside registers. Each is reached over HTTP with a time limit, a few retries with
//! jitter, and a circuit breaker, so that a register that is down does not hold our visitors up.

pub mod brp;
pub mod diplomas;
pub mod old;

use backon::{ExponentialBuilder, Retryable};
use failsafe::{
    Config, StateMachine,
    backoff::{EqualJittered, equal_jittered},
    failure_policy::{ConsecutiveFailures, consecutive_failures},
};
use std::{future::Future, time::Duration};

/// The register does not answer, or not as it should. Nothing is known of the person then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{register} does not answer: {why}")]
pub struct Unreachable {
    /// Which register.
    pub register: &'static str,
    /// For the log; never holds a BSN.
    pub why: String,
}

/// The line to one register.
struct Line {
    register: &'static str,
    breaker: StateMachine<ConsecutiveFailures<EqualJittered>, ()>,
}

impl Line {
    fn new(register: &'static str) -> Self {
        // Five failures in a row, and nobody is made to wait for the next five to thirty seconds.
        let pause = equal_jittered(Duration::from_secs(5), Duration::from_secs(30));
        Self {
            register,
            breaker: Config::new()
                .failure_policy(consecutive_failures(5, pause))
                .build(),
        }
    }

    /// Asks, and asks again once or twice when the answer is a failure.
    async fn ask<T, F, Fut>(&self, question: F) -> Result<T, Unreachable>
    where
        F: Fn() -> Fut,
        Fut: Future<Output = Result<T, reqwest::Error>>,
    {
        let retries = ExponentialBuilder::default()
            .with_min_delay(Duration::from_millis(100))
            .with_max_delay(Duration::from_millis(500))
            .with_max_times(2)
            .with_jitter();
        let asking = question.retry(retries).when(|error: &reqwest::Error| {
            // A register that hangs is not asked again: the visitor has waited long enough.
            !error.is_timeout()
        });
        let answer = failsafe::futures::CircuitBreaker::call(&self.breaker, asking).await;
        answer.map_err(|error| {
            let why = match error {
                failsafe::Error::Rejected => "it failed several times, we wait a moment".to_owned(),
                failsafe::Error::Inner(error) => error.without_url().to_string(),
            };
            metrics::counter!("register_unreachable_total", "register" => self.register)
                .increment(1);
            tracing::warn!(register = self.register, why, "a register does not answer");
            Unreachable {
                register: self.register,
                why,
            }
        })
    }

    /// Whether the register is asked at the moment at all.
    fn is_open(&self) -> bool {
        failsafe::CircuitBreaker::is_call_permitted(&self.breaker)
    }
}
