//! What is done for the files of teachers without being asked: what waits for the virus scanner is
//! scanned, and what has had its time goes.

use crate::{
    System,
    audit::{self, Act, By},
    evidence::{
        Kept,
        scanner::{NotScanned, Verdict},
        strays,
    },
    fault::Fault,
    messages::{self, News},
};
use jiff_sqlx::ToSqlx;
use shared::identifier::{EvidenceId, PersonId};
use sqlx::PgConnection;
use uuid::Uuid;

/// The most that is done of one kind in one round.
const MOST: i64 = 100;

/// Who does it, in the audit trail.
const BY: By<'static> = By::Job("files");

/// Does all of it.
///
/// # Errors
/// When the database or the store does not answer.
pub async fn tend(system: &System) -> Result<(), Fault> {
    scan(system).await?;
    forget_uploads(system).await?;
    strays::tend(system).await?;
    destroy_originals(system).await?;
    destroy_take_outs(system).await
}

/// Scans what waits, until the scanner does not answer. A file at which it cannot look stays waiting, and
/// in no order: were the oldest first, such files would keep the others waiting.
async fn scan(system: &System) -> Result<(), Fault> {
    let waiting = sqlx::query_scalar!(
        "select id from evidence
         where scanned = 'waiting' and removed_at is null
         order by random()
         limit $1",
        MOST,
    )
    .fetch_all(&system.pool)
    .await?;
    for id in waiting.into_iter().map(EvidenceId) {
        let verdict = match &system.scanner {
            None => None,
            Some(scanner) => {
                // One that is gone does not keep the others waiting.
                let Some(bytes) = system.evidence.find(id).await? else {
                    tracing::error!(evidence = %id, "a file of evidence is gone");
                    continue;
                };
                match scanner.scan(&bytes).await {
                    Ok(verdict) => Some(verdict),
                    Err(error @ NotScanned::Refused(_)) => {
                        tracing::error!(%error, evidence = %id, "a file of evidence stays waiting");
                        continue;
                    }
                    Err(error @ NotScanned::Down(_)) => {
                        tracing::warn!(%error, "files of evidence stay waiting");
                        return Ok(());
                    }
                }
            }
        };
        settle(system, id, verdict).await?;
    }
    Ok(())
}

/// Keeps what the scanner said. Without a scanner nobody waits for it any more.
async fn settle(system: &System, id: EvidenceId, verdict: Option<Verdict>) -> Result<(), Fault> {
    let (scanned, change) = match verdict {
        Some(Verdict::Clean) => ("clean", "scanned"),
        Some(Verdict::Infected) => ("infected", "infected"),
        None => ("not_asked", "not_scanned"),
    };
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let file = sqlx::query!(
        "update evidence
         set scanned = $2, removed_at = case when $2 = 'infected' then $3::timestamptz end
         where id = $1 and scanned = 'waiting' and removed_at is null
         returning person_id, file_name, activity_id",
        id.0,
        scanned,
        now.to_sqlx() as jiff_sqlx::Timestamp,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(file) = file else {
        return Ok(());
    };
    let person = PersonId(file.person_id);
    let act = Act::EvidenceChanged {
        evidence: id,
        change: change.to_owned(),
    };
    audit::record(&mut tx, now, BY, Some(person), None, &act).await?;
    if verdict == Some(Verdict::Infected) {
        let news = News {
            person,
            title: "In een bewijsstuk zat een virus".to_owned(),
            body: format!(
                "In {} vonden we een virus. We hebben het bestand weggehaald. Heb je het bewijs nog? \
                 Maak een nieuwe scan of foto en voeg die toe.",
                file.file_name
            ),
            link: match file.activity_id {
                Some(_) => "/mijn/portfolio",
                None => "/mijn/vakken",
            },
            once: format!("virus/{id}"),
        };
        messages::tell(&mut tx, now, &[news]).await?;
    }
    if verdict == Some(Verdict::Infected) {
        strays::note(&mut tx, id.into(), now).await?;
    }
    tx.commit().await?;
    if verdict == Some(Verdict::Infected) {
        strays::remove(system, id.into()).await?;
    }
    Ok(())
}

/// Forgets files that came in parts, and were not used within their time.
async fn forget_uploads(system: &System) -> Result<(), Fault> {
    let now = system.clock.now();
    sqlx::query!("delete from upload where expires_at < $1", now.to_sqlx())
        .execute(&system.pool)
        .await?;
    Ok(())
}

/// Destroys old portfolios that were kept for as long as promised.
async fn destroy_originals(system: &System) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let over = sqlx::query_scalar!(
        "select id from portfolio_import
         where destroyed_at is null and keep_until < $1
         order by keep_until
         limit $2",
        now.to_sqlx() as jiff_sqlx::Timestamp,
        MOST,
    )
    .fetch_all(&system.pool)
    .await?;
    for id in over {
        system.evidence.remove(Kept::Original(id)).await?;
        let mut tx = system.pool.begin().await?;
        let person = sqlx::query_scalar!(
            "update portfolio_import set destroyed_at = $2
             where id = $1 and destroyed_at is null
             returning person_id",
            id,
            now.to_sqlx(),
        )
        .fetch_optional(&mut *tx)
        .await?;
        destroyed(&mut tx, system, person, "origineel portfolio").await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Destroys portfolios that were made to take out.
async fn destroy_take_outs(system: &System) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let over = sqlx::query_scalar!(
        "select id from take_out
         where destroyed_at is null and expires_at < $1
         order by expires_at
         limit $2",
        now.to_sqlx() as jiff_sqlx::Timestamp,
        MOST,
    )
    .fetch_all(&system.pool)
    .await?;
    for id in over {
        system.evidence.remove(Kept::TakeOut(id)).await?;
        let mut tx = system.pool.begin().await?;
        let person = sqlx::query_scalar!(
            "update take_out set destroyed_at = $2
             where id = $1 and destroyed_at is null
             returning person_id",
            id,
            now.to_sqlx(),
        )
        .fetch_optional(&mut *tx)
        .await?;
        destroyed(&mut tx, system, person, "portfolio om mee te nemen").await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Writes down that something of a person is gone.
async fn destroyed(
    conn: &mut PgConnection,
    system: &System,
    person: Option<Uuid>,
    kind: &str,
) -> Result<(), Fault> {
    let Some(person) = person.map(PersonId) else {
        return Ok(());
    };
    let act = Act::Destroyed {
        kind: kind.to_owned(),
        count: 1,
    };
    let now = system.clock.now_stored();
    audit::record(conn, now, BY, Some(person), None, &act).await
}
