//! The database as a worker asks it for jobs: with a rest after each refusal.

use futures::FutureExt;
use graphile_worker::{
    BoxFuture, DatabaseDriver, DbError, DbExecutor, DbParams, DbRow, DbTransaction,
    NotificationStream, sqlx::SqlxDatabase,
};
use std::{any::Any, time::Duration};

/// How long a worker is held up before it hears that the database refused.
const REST: Duration = Duration::from_secs(1);

/// The queue looks again at once when it could not look, two thousand times a second: a database that is about to
/// come back would have only that to do, and the log only that to tell. What begins a transaction or listens is not asked
/// over and over, and has no rest.
#[derive(Debug)]
pub(super) struct Patient(pub SqlxDatabase);

/// Gives the answer of the database, a refusal only after a rest.
async fn rested<T>(answer: BoxFuture<'_, Result<T, DbError>>) -> Result<T, DbError> {
    let answer = answer.await;
    if answer.is_err() {
        tokio::time::sleep(REST).await;
    }
    answer
}

impl DbExecutor for Patient {
    fn execute<'a>(
        &'a self,
        sql: &'a str,
        params: DbParams,
    ) -> BoxFuture<'a, Result<u64, DbError>> {
        rested(self.0.execute(sql, params)).boxed()
    }

    fn fetch_all<'a>(
        &'a self,
        sql: &'a str,
        params: DbParams,
    ) -> BoxFuture<'a, Result<Vec<DbRow>, DbError>> {
        rested(self.0.fetch_all(sql, params)).boxed()
    }
}

impl DatabaseDriver for Patient {
    fn as_any(&self) -> &dyn Any {
        // The queue looks for the driver that it knows.
        &self.0
    }

    fn begin(&self) -> BoxFuture<'_, Result<DbTransaction, DbError>> {
        self.0.begin()
    }

    fn listen<'a>(
        &'a self,
        channel: &'a str,
    ) -> BoxFuture<'a, Result<Option<NotificationStream>, DbError>> {
        self.0.listen(channel)
    }
}
