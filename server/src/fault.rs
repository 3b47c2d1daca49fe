//! The error inside the server, and how it becomes the [`Problem`] that people see.

use shared::Problem;

/// Why a use case stopped.
#[derive(Debug)]
pub enum Fault {
    /// The person can do something about it.
    Refused(Problem),
    /// Something is wrong on our side; the detail is for the log only.
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl Fault {
    /// Something is wrong on our side.
    pub fn broken(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(why.into())
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(problem) => problem.fmt(f),
            Self::Broken(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Fault {}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(problem) => problem,
            Fault::Broken(error) => {
                let code = crate::telemetry::help_code();
                tracing::error!(help_code = %code, error = %Chain(&*error), "something is wrong on our side");
                Self::internal().with_instance(code)
            }
        }
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        // Nothing is broken when more is asked than there are connections: who waits gets a turn.
        if matches!(error, sqlx::Error::PoolTimedOut) {
            tracing::warn!(%error, "too busy");
            let busy = "Het is nu te druk";
            return Problem::unavailable(busy)
                .with_detail("Probeer het over een minuut opnieuw.")
                .into();
        }
        Self::Broken(error.into())
    }
}

macro_rules! broken {
    ($($error:ty),* $(,)?) => {$(
        impl From<$error> for Fault {
            fn from(error: $error) -> Self {
                Self::Broken(error.into())
            }
        }
    )*};
}

broken!(
    serde_json::Error,
    object_store::Error,
    graphile_worker::errors::GraphileWorkerError,
);

/// An error with what caused it, on one line.
struct Chain<'a>(&'a (dyn std::error::Error + Send + Sync));

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gets_no_connection_in_time_hears_that_it_is_busy() {
        let problem = Problem::from(Fault::from(sqlx::Error::PoolTimedOut));
        assert_eq!(problem.status, 503);
        let broken = Problem::from(Fault::from(sqlx::Error::PoolClosed));
        assert_eq!(broken.status, 500);
    }
}
