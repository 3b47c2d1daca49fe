//! One delivery of a board at a time.
//!
//! Who takes a delivery in holds a lock of the database, so that other servers wait too. Within a
//! server they queue before they take a connection: many who wait for one board must not keep the
//! connections from everybody else.

use super::PATIENCE;
use crate::{System, fault::Fault};
use shared::{Problem, identifier::BoardNumber};
use sqlx::{PgConnection, Postgres, Transaction};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// How many batches a server takes in at a time: each holds a connection until its last record.
const BATCHES: usize = 6;

/// After how long it is looked again whether another server is done with the board.
const AGAIN: Duration = Duration::from_millis(50);

/// The queues of one server: one for each board that delivered, and one for all batches.
pub struct Turns {
    boards: Mutex<HashMap<BoardNumber, Arc<tokio::sync::Mutex<()>>>>,
    batches: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            boards: Mutex::default(),
            batches: Arc::new(Semaphore::new(BATCHES)),
        }
    }
}

/// The turn of a board within this server, until it is dropped.
pub type Turn = OwnedMutexGuard<()>;

impl Turns {
    fn queue(&self, board: &BoardNumber) -> Arc<tokio::sync::Mutex<()>> {
        let mut boards = self.boards.lock().unwrap_or_else(PoisonError::into_inner);
        boards.entry(board.clone()).or_default().clone()
    }

    /// The turn for a batch of this board, once those before it are done.
    ///
    /// # Errors
    /// Never, as long as the server runs.
    pub async fn of_batch(
        &self,
        board: &BoardNumber,
    ) -> Result<(Turn, OwnedSemaphorePermit), Fault> {
        let turn = self.queue(board).lock_owned().await;
        let place = self.batches.clone().acquire_owned().await;
        Ok((turn, place.map_err(Fault::broken)?))
    }

    /// The turn for a batch of this board, when it is free now.
    pub fn if_free(&self, board: &BoardNumber) -> Option<(Turn, OwnedSemaphorePermit)> {
        let turn = self.queue(board).try_lock_owned().ok()?;
        let place = self.batches.clone().try_acquire_owned().ok()?;
        Some((turn, place))
    }
}

/// A transaction in which one message of this board is taken in. The turn ends with it.
///
/// # Errors
/// 503 when a delivery of the board takes longer than somebody waits for an answer.
pub async fn of_message(
    system: &System,
    board: &BoardNumber,
) -> Result<(Turn, Transaction<'static, Postgres>), Fault> {
    let turn = async {
        let turn = system.turns.queue(board).lock_owned().await;
        loop {
            let mut tx = system.pool.begin().await?;
            let free = sqlx::query_scalar!(
                r#"select pg_try_advisory_xact_lock(hashtextextended('delivery:' || $1, 0))
                          as "free!""#,
                board.as_str(),
            )
            .fetch_one(&mut *tx)
            .await?;
            if free {
                return Ok((turn, tx));
            }
            tx.rollback().await?;
            tokio::time::sleep(AGAIN).await;
        }
    };
    tokio::time::timeout(PATIENCE, turn)
        .await
        .unwrap_or_else(|_| Err(busy().into()))
}

fn busy() -> Problem {
    Problem::unavailable("We verwerken nu een andere levering van dit bestuur")
        .with_detail("Er is nog niets gebeurd met wat je stuurde. Stuur het straks opnieuw.")
}

/// Locks the board for a batch on this connection, once other servers are done with it.
pub async fn lock(conn: &mut PgConnection, board: &BoardNumber) -> Result<(), Fault> {
    sqlx::query!(
        r#"select pg_advisory_lock(hashtextextended('delivery:' || $1, 0)) as "locked?: ()""#,
        board.as_str(),
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// Locks the board for a batch on this connection, when no other server has it; whether that was so.
pub async fn lock_if_free(conn: &mut PgConnection, board: &BoardNumber) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select pg_try_advisory_lock(hashtextextended('delivery:' || $1, 0)) as "free!""#,
        board.as_str(),
    )
    .fetch_one(conn)
    .await?)
}
