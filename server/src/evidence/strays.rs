//! Files that may be in the store without a row that names them. The store and the database cannot
//! change in one transaction: so what may be left over is written down first, and looked at later.

use super::Kept;
use crate::{System, fault::Fault};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use shared::identifier::EvidenceId;
use sqlx::PgConnection;
use uuid::Uuid;

/// How long a request may take to name what it put in the store.
const GRACE: SignedDuration = SignedDuration::from_hours(1);

/// The most that is looked at in one round.
const MOST: i64 = 100;

/// Writes down that a file may be there without a row: before it is put in the store, or in the
/// transaction in which its row goes.
///
/// # Errors
/// When the database does not answer.
pub async fn note(conn: &mut PgConnection, file: Kept, now: Timestamp) -> Result<(), Fault> {
    let (kind, id) = parts(file);
    sqlx::query!(
        "insert into stray_file (kind, id, since) values ($1, $2, $3) on conflict do nothing",
        kind,
        id,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A row names this file now, or it is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn settle(conn: &mut PgConnection, file: Kept) -> Result<(), Fault> {
    let (kind, id) = parts(file);
    sqlx::query!(
        "delete from stray_file where kind = $1 and id = $2",
        kind,
        id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes a file of which no row knows any more.
///
/// # Errors
/// When the store or the database does not answer; then it is tried again later.
pub async fn remove(system: &System, file: Kept) -> Result<(), Fault> {
    system.evidence.remove(file).await?;
    settle(&mut *system.pool.acquire().await?, file).await
}

/// Removes what is still there without a row an hour later: whoever put it there was cut off.
///
/// # Errors
/// When the database or the store does not answer.
pub async fn tend(system: &System) -> Result<(), Fault> {
    let before = system.clock.now() - GRACE;
    let left = sqlx::query!(
        r#"select s.kind, s.id,
                  exists (select from evidence e where e.id = s.id and e.removed_at is null)
                      or exists (select from portfolio_import i
                                 where i.id = s.id and i.destroyed_at is null)
                      or exists (select from take_out t
                                 where t.id = s.id and t.destroyed_at is null) as "named!"
           from stray_file s
           where s.since < $1
           order by s.since
           limit $2"#,
        before.to_sqlx() as jiff_sqlx::Timestamp,
        MOST,
    )
    .fetch_all(&system.pool)
    .await?;
    for row in left {
        let file = match row.kind.as_str() {
            "evidence" => Kept::Evidence(EvidenceId(row.id)),
            "original" => Kept::Original(row.id),
            _ => Kept::TakeOut(row.id),
        };
        if row.named {
            settle(&mut *system.pool.acquire().await?, file).await?;
        } else {
            remove(system, file).await?;
        }
    }
    Ok(())
}

const fn parts(file: Kept) -> (&'static str, Uuid) {
    match file {
        Kept::Evidence(id) => ("evidence", id.0),
        Kept::Original(id) => ("original", id),
        Kept::TakeOut(id) => ("take_out", id),
    }
}
