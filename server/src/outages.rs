//! When the register could not be reached (article 2:21 Awb): while it is there it says so each minute,
//! and who comes back after a longer silence notes that as an outage. A silence is one of the server, of
//! its database, or of both. What it cannot see itself, such as a login that does not work, somebody of the
//! staff enters.

use crate::{System, clock::dutch, fault::Fault, notices};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use shared::term::{Calendar, Computed, Outage, Outages};
use sqlx::{PgExecutor, PgPool};
use std::{sync::Arc, time::Duration};

/// How often it says that it is there.
const BEAT: Duration = Duration::from_mins(1);

/// How long a silence is no outage: that of an update.
const SILENCE: SignedDuration = SignedDuration::from_mins(5);

/// Says that the register is there, as long as it is, and how many notices are late. Goes by the real time, which no test moves.
pub async fn keep_beating(system: Arc<System>) {
    let mut beat = tokio::time::interval(BEAT);
    loop {
        beat.tick().await;
        if let Err(fault) = self::beat(&system.pool, Timestamp::now()).await {
            tracing::warn!(%fault, "the beat was missed");
        }
        if let Err(fault) = notices::measure(&system).await {
            tracing::warn!(%fault, "the notices were not counted");
        }
    }
}

/// Says that the register is there now; a silence before it that was too long is an outage.
///
/// # Errors
/// When the database does not answer.
pub async fn beat(pool: &PgPool, now: Timestamp) -> Result<(), Fault> {
    let mut tx = pool.begin().await?;
    let last = sqlx::query_scalar!("select seen_at from heartbeat for update")
        .fetch_optional(&mut *tx)
        .await?
        .map(jiff_sqlx::Timestamp::to_jiff);
    if let Some(last) = last
        && now.duration_since(last) > SILENCE
    {
        sqlx::query!(
            "insert into outage (from_at, until_at) values ($1, $2) on conflict do nothing",
            last.to_sqlx() as jiff_sqlx::Timestamp,
            now.to_sqlx() as jiff_sqlx::Timestamp,
        )
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query!(
        "insert into heartbeat (seen_at) values ($1)
         on conflict (one) do update
             set seen_at = greatest(heartbeat.seen_at, excluded.seen_at)",
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The last day of somebody who sends us something, with what the ledger makes of it.
///
/// # Errors
/// When the database does not answer.
pub async fn applied(db: impl PgExecutor<'_>, term: Computed) -> Result<Computed, Fault> {
    Ok(ledger(db).await?.apply(Calendar::current(), term))
}

/// All outages, the last first; a term is given them ([`Outages::apply`]).
///
/// # Errors
/// When the database does not answer.
pub async fn ledger(db: impl PgExecutor<'_>) -> Result<Outages, Fault> {
    let rows = sqlx::query!("select from_at, until_at from outage order by from_at desc")
        .fetch_all(db)
        .await?;
    let outages = rows.into_iter().map(|row| Outage {
        from: dutch(row.from_at.to_jiff()),
        until: dutch(row.until_at.to_jiff()),
    });
    Ok(Outages(outages.collect()))
}
