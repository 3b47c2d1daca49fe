//! Keeps what was sent and what became of it: the records of a delivery, without the BSN in clear.

use super::{Intake, judge::Judged, without_bsn};
use crate::fault::Fault;
use serde_json::Value;
use shared::{
    delivery::{MessageKind, Outcome},
    identifier::Bsn,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What the seal of a BSN beside a record is for.
pub const SEALED_BSN: &str = "delivery-bsn";

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
    let kinds: Vec<String> = done
        .iter()
        .map(|judged| kind(judged.kind).to_owned())
        .collect();
    sqlx::query!(
        "insert into delivery_record (delivery_id, row_number, appointment_number, outcome, sent,
                                      bsn_encrypted, findings, document_id, content_hash, kind)
         select $1, *
         from unnest($2::integer[], $3::text[], $4::text[], $5::jsonb[], $6::bytea[],
                     $7::jsonb[], $8::uuid[], $9::bytea[], $10::text[])",
        intake.id.0,
        &rows,
        &numbers as &[Option<String>],
        &outcomes,
        &sent,
        &bsns as &[Option<Vec<u8>>],
        &findings,
        &documents as &[Option<Uuid>],
        &hashes as &[Option<Vec<u8>>],
        &kinds,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How the database calls what a record asks.
const fn kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Appointment => "appointment",
        MessageKind::Removal => "removal",
    }
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
/// of an appointment may have nine digits within it, and a version that was taken in is asked for when
/// the document comes again.
fn sent(judged: &Judged<'_>) -> Value {
    judged
        .row
        .fields_without_bsn()
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| {
            let value = match name.as_str() {
                "benoemingvolgnummer" if !Bsn::is_written_as(&value) => value,
                "versie" if judged.outcome != Outcome::Refused => judged
                    .version()
                    .map_or(value, |version| version.to_string()),
                _ => without_bsn(&value),
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
        .seal(SEALED_BSN, sent.as_bytes())
        .map(Some)
}

/// Refused records of earlier deliveries of which the appointment is right now. Not what was refused
/// as it was about another teacher than the number is of, and a removal only by a removal.
async fn repair(
    conn: &mut PgConnection,
    intake: &Intake<'_>,
    done: &[Judged<'_>],
) -> Result<(), Fault> {
    let right = [Outcome::New, Outcome::Changed, Outcome::Unchanged];
    let came: HashMap<String, &Judged<'_>> = done
        .iter()
        .filter(|judged| right.contains(&judged.outcome))
        .filter_map(|judged| Some((number(judged)?, judged)))
        .collect();
    let numbers: Vec<String> = came.keys().cloned().collect();
    let waiting = sqlx::query!(
        r#"select r.delivery_id, r.row_number, r.appointment_number as "number!", r.kind,
                  case when r.findings @> '[{"rule": "LR-F006"}]' then r.bsn_encrypted end
                      as another
           from delivery_record r
           join delivery d on d.id = r.delivery_id
           where d.board_number = $2
             and d.id <> $1
             and r.appointment_number = any($3)
             and r.outcome = 'refused'
             and r.repaired_by is null"#,
        intake.id.0,
        intake.board(),
        &numbers,
    )
    .fetch_all(&mut *conn)
    .await?;
    let (mut deliveries, mut rows) = (Vec::new(), Vec::new());
    for record in waiting {
        let Some(judged) = came.get(&record.number) else {
            continue;
        };
        let of_another = match record.another {
            Some(sealed) => is_of_another(intake, judged, &sealed)?,
            None => false,
        };
        let removes = kind(MessageKind::Removal);
        if !of_another && (record.kind != removes || kind(judged.kind) == removes) {
            deliveries.push(record.delivery_id);
            rows.push(record.row_number);
        }
    }
    sqlx::query!(
        "update delivery_record r
         set repaired_by = $1
         from unnest($2::uuid[], $3::integer[]) as right_now (delivery_id, row_number)
         where r.delivery_id = right_now.delivery_id and r.row_number = right_now.row_number",
        intake.id.0,
        &deliveries,
        &rows,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether this BSN is one, and not that of the teacher of this record.
fn is_of_another(intake: &Intake<'_>, judged: &Judged<'_>, sealed: &[u8]) -> Result<bool, Fault> {
    let bsn = intake.system.vault.open(SEALED_BSN, sealed)?;
    let bsn = Bsn::parse(&String::from_utf8_lossy(&bsn)).ok();
    Ok(bsn.is_some_and(|bsn| judged.draft.bsn.get() != Some(&bsn)))
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
