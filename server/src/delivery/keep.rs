//! Keeps what was sent and what became of it: the records of a delivery, without the BSN in clear.

use super::{Intake, judge::Judged, without_bsn};
use crate::fault::Fault;
use serde_json::Value;
use shared::{delivery::Outcome, identifier::Bsn};
use sqlx::PgConnection;
use uuid::Uuid;

/// Keeps these records, and marks earlier refused ones of the same appointments as repaired.
pub async fn keep(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    done: &[Judged<'_>],
) -> Result<(), Fault> {
    insert(conn, intake, done).await?;
    repair(conn, intake, done).await?;
    remember_versions(conn, intake, done).await?;
    count(conn, intake, done).await
}

/// How many records ended how.
async fn count(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    done: &[Judged<'_>],
) -> Result<(), Fault> {
    let count = |outcome| {
        let count = done
            .iter()
            .filter(|judged| judged.outcome == outcome)
            .count();
        i32::try_from(count).map_err(Fault::broken)
    };
    sqlx::query!(
        "update delivery
         set new_count = new_count + $2,
             changed_count = changed_count + $3,
             unchanged_count = unchanged_count + $4,
             older_count = older_count + $5,
             refused_count = refused_count + $6
         where id = $1",
        intake.id.0,
        count(Outcome::New)?,
        count(Outcome::Changed)?,
        count(Outcome::Unchanged)?,
        count(Outcome::OlderIgnored)?,
        count(Outcome::Refused)?,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn insert(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    done: &[Judged<'_>],
) -> Result<(), Fault> {
    let rows: Vec<i32> = done
        .iter()
        .map(|judged| i32::try_from(judged.row.row_number).map_err(Fault::broken))
        .collect::<Result<_, _>>()?;
    let numbers: Vec<Option<String>> = done.iter().map(number).collect();
    let outcomes: Vec<String> = done
        .iter()
        .map(|judged| judged.outcome.code().to_owned())
        .collect();
    let sent: Vec<Value> = done.iter().map(sent).collect();
    let bsns: Vec<Option<Vec<u8>>> = done
        .iter()
        .map(|judged| sealed_bsn(intake, judged))
        .collect::<Result<_, _>>()?;
    let findings: Vec<Value> = done
        .iter()
        .map(|judged| serde_json::to_value(&judged.findings))
        .collect::<Result<_, _>>()?;
    let documents: Vec<Option<Uuid>> = done
        .iter()
        .map(|judged| judged.draft.document_id.get().copied())
        .collect();
    let hashes: Vec<Option<Vec<u8>>> = done
        .iter()
        .map(|judged| judged.hash.map(|hash| hash.to_vec()))
        .collect();
    sqlx::query!(
        "insert into delivery_record (delivery_id, row_number, appointment_number, outcome, sent,
                                      bsn_encrypted, findings, document_id, content_hash)
         select $1, *
         from unnest($2::integer[], $3::text[], $4::text[], $5::jsonb[], $6::bytea[],
                     $7::jsonb[], $8::uuid[], $9::bytea[])",
        intake.id.0,
        &rows,
        &numbers as &[Option<String>],
        &outcomes,
        &sent,
        &bsns as &[Option<Vec<u8>>],
        &findings,
        &documents as &[Option<Uuid>],
        &hashes as &[Option<Vec<u8>>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The number of the appointment, when it could be read.
fn number(judged: &Judged<'_>) -> Option<String> {
    judged
        .draft
        .number
        .get()
        .map(|number| number.as_str().to_owned())
}

/// What was sent, by the names of the columns; empty cells are left out. Of a BSN that stands in
/// another column only the last digits are kept, and of a number that is one as a whole. The number
/// of an appointment may have nine digits within it.
fn sent(judged: &Judged<'_>) -> Value {
    judged
        .row
        .fields_without_bsn()
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| {
            let value = if name == "benoemingvolgnummer" && !Bsn::is_written_as(&value) {
                value
            } else {
                without_bsn(&value)
            };
            (name, Value::String(value))
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// What was sent as BSN, right or wrong, encrypted apart.
fn sealed_bsn(intake: &Intake<'_>, judged: &Judged<'_>) -> Result<Option<Vec<u8>>, Fault> {
    let sent = judged.row.value("burgerservicenummer").trim();
    if sent.is_empty() {
        return Ok(None);
    }
    intake
        .system
        .vault
        .seal("delivery-bsn", sent.as_bytes())
        .map(Some)
}

/// Refused records of earlier deliveries of which the appointment is right now.
async fn repair(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    done: &[Judged<'_>],
) -> Result<(), Fault> {
    let right = [Outcome::New, Outcome::Changed, Outcome::Unchanged];
    let numbers: Vec<String> = done
        .iter()
        .filter(|judged| right.contains(&judged.outcome))
        .filter_map(number)
        .collect();
    sqlx::query!(
        "update delivery_record r
         set repaired_by = $1
         from delivery d
         where d.id = r.delivery_id
           and d.board_number = $2
           and d.id <> $1
           and r.appointment_number = any($3)
           and r.outcome = 'refused'
           and r.repaired_by is null",
        intake.id.0,
        intake.board(),
        &numbers,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Of records that say nothing new: the highest version, so that one in between that comes late
/// stays older.
async fn remember_versions(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    done: &[Judged<'_>],
) -> Result<(), Fault> {
    let (numbers, versions): (Vec<String>, Vec<i32>) = done
        .iter()
        .filter(|judged| judged.outcome == Outcome::Unchanged)
        .filter_map(|judged| Some((number(judged)?, i32::try_from(judged.version()?).ok()?)))
        .unzip();
    sqlx::query!(
        "update appointment a
         set last_version = sent.version
         from unnest($2::text[], $3::integer[]) as sent (number, version)
         where a.board_number = $1
           and a.number = sent.number
           and a.last_version < sent.version",
        intake.board(),
        &numbers,
        &versions,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update tombstone t
         set version = sent.version
         from unnest($2::text[], $3::integer[]) as sent (number, version)
         where t.board_number = $1
           and t.number = sent.number
           and t.version < sent.version",
        intake.board(),
        &numbers,
        &versions,
    )
    .execute(conn)
    .await?;
    Ok(())
}
