//! A file that is looked at before it counts: kept sealed for a day, judged by the rules of the
//! delivery, and delivered as it is when the school says so.

use super::records;
use crate::{
    System,
    delivery::{self, MAX_BYTES, Sender},
    fault::Fault,
};
use app::{
    actor::{Reach, SchoolContact},
    school::delivery::{Counts, Preview, PreviewId, RecordCard, SHOWN},
    upload::File,
};
use jiff::SignedDuration;
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use shared::{
    FieldError, Problem,
    delivery::{CsvRow, Finding, Outcome, Record, read_csv},
    identifier::DeliveryId,
};
use std::sync::Arc;
use uuid::Uuid;

/// How long a file waits to be delivered.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// How many files of a board wait at most; of more, the oldest go.
const MOST: i64 = 5;

/// What the seals are for.
const FILE: &str = "preview-file";
const OUTCOME: &str = "preview-outcome";

/// Looks at a file and keeps it.
///
/// # Errors
/// A problem at the field `bestand` when the file as a whole cannot be read or is too large.
pub async fn keep(
    system: &System,
    contact: &SchoolContact,
    file: File,
) -> Result<PreviewId, Fault> {
    let at_file = |mut problem: Problem| {
        problem.errors = vec![FieldError::new("bestand", problem.title.clone())];
        problem
    };
    if file.bytes.len() > MAX_BYTES {
        return Err(at_file(Problem::too_large("Dit bestand is groter dan 20 MB")).into());
    }
    let rows = read_csv(&file.bytes).map_err(at_file)?.rows;
    let records: Vec<Record> = rows.into_iter().map(Record::from).collect();
    let judged = delivery::try_out_all(system, Sender::from(contact), &records).await?;
    let sectors = records::sectors(system, contact.board()).await?;
    let aid = |row: &CsvRow| {
        let sector = sectors.get(row.value("instellingscode").trim());
        let fields = row.fields_without_bsn();
        records::aid(fields, sector.map(String::as_str), system.clock.today())
    };
    let preview = preview(&file.name, &records, &judged, &aid);
    let (id, now) = (Uuid::new_v4(), system.clock.now());
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "delete from delivery_preview
         where created_at < $1
            or id in (
                select id
                from delivery_preview
                where board_number = $2
                order by created_at desc
                offset $3
            )",
        (now - KEPT).to_sqlx(),
        contact.board().as_str(),
        MOST - 1,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into delivery_preview (id, board_number, file_name, created_at, sealed,
                                       outcome_sealed, made_by, schools)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        contact.board().as_str(),
        preview.file_name,
        now.to_sqlx(),
        system.vault.seal(FILE, &file.bytes)?,
        system.vault.seal(OUTCOME, &serde_json::to_vec(&preview)?)?,
        contact.pseudonym(),
        contact.schools() as Option<&[String]>,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(PreviewId(id))
}

/// What would become of the records of a file that was looked at, for who made it or who reaches all of
/// the board. What somebody looked at before they were limited to some schools is not theirs any more.
///
/// # Errors
/// 404 when there is no such file any more, or not for this contact.
pub async fn open(
    system: &System,
    contact: &SchoolContact,
    id: PreviewId,
) -> Result<Preview, Fault> {
    let sealed = sqlx::query_scalar!(
        "select outcome_sealed
         from delivery_preview
         where id = $1
           and board_number = $2
           and created_at >= $3
           and ($4 or (made_by = $5 and ($6::text[] is null or schools <@ $6)))",
        id.0,
        contact.board().as_str(),
        (system.clock.now() - KEPT).to_sqlx(),
        *contact.reach() == Reach::Board,
        contact.pseudonym(),
        contact.schools() as Option<&[String]>,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    Ok(serde_json::from_slice(
        &system.vault.open(OUTCOME, &sealed)?,
    )?)
}

/// Delivers the file. It is gone from here first, so that it cannot be delivered twice at once; a
/// delivery that fails after that is one to send again.
///
/// # Errors
/// 404 as [`open`]; what [`delivery::take_in`] says.
pub async fn deliver(
    system: &Arc<System>,
    contact: &SchoolContact,
    id: PreviewId,
) -> Result<DeliveryId, Fault> {
    let row = sqlx::query!(
        "delete from delivery_preview
         where id = $1
           and board_number = $2
           and created_at >= $3
           and ($4 or (made_by = $5 and ($6::text[] is null or schools <@ $6)))
         returning file_name, sealed",
        id.0,
        contact.board().as_str(),
        (system.clock.now() - KEPT).to_sqlx(),
        *contact.reach() == Reach::Board,
        contact.pseudonym(),
        contact.schools() as Option<&[String]>,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let file = File {
        field: "bestand".to_owned(),
        name: row.file_name,
        bytes: system.vault.open(FILE, &row.sealed)?,
    };
    delivery::take_in(system, &contact.into(), file).await
}

/// What the page shows; `aid` is the decision aid with what a record already answers.
fn preview(
    name: &str,
    records: &[Record],
    judged: &[(Outcome, Vec<Finding>)],
    aid: &dyn Fn(&CsvRow) -> String,
) -> Preview {
    let count = |wanted: Outcome| {
        let count = judged.iter().filter(|(outcome, _)| *outcome == wanted);
        i64::try_from(count.count()).unwrap_or(i64::MAX)
    };
    let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let cards = |refused: bool| {
        records
            .iter()
            .zip(judged)
            .filter(move |(_, (outcome, findings))| {
                (*outcome == Outcome::Refused) == refused && !findings.is_empty()
            })
            .map(|(record, (_, findings))| card(&record.row, findings, aid))
    };
    Preview {
        file_name: delivery::kept_name(name),
        counts: Counts {
            new: count(Outcome::New),
            changed: count(Outcome::Changed),
            unchanged: count(Outcome::Unchanged),
            older: count(Outcome::OlderIgnored),
            refused: count(Outcome::Refused),
            repaired: 0,
        },
        errors: cards(true).take(shown).collect(),
        notices: cards(false).take(shown).collect(),
        notice_count: i64::try_from(cards(false).count()).unwrap_or(i64::MAX),
    }
}

fn card(row: &CsvRow, findings: &[Finding], aid: &dyn Fn(&CsvRow) -> String) -> RecordCard {
    let (_, number) = row.key();
    let sent: serde_json::Map<String, Value> = row
        .fields_without_bsn()
        .into_iter()
        .map(|(name, value)| (name, Value::String(value)))
        .collect();
    RecordCard {
        row: i32::try_from(row.row_number).unwrap_or_default(),
        removes: false,
        stands: false,
        appointment: (!number.is_empty()).then(|| number.to_owned()),
        name: records::sent_name(&sent.into()),
        findings: findings.iter().cloned().map(records::finding).collect(),
        aid: records::is_about_ground(findings).then(|| aid(row)),
    }
}
