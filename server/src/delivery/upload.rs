//! What was received, sealed in pieces until its last record has been looked at. A batch comes and
//! goes piece by piece: no server holds a whole one.

use super::Sender;
use crate::{System, fault::Fault, vault::sha256};
use app::upload::File;
use axum::body::Body;
use futures::StreamExt;
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use shared::{
    Problem,
    delivery::{BatchFormat, BatchReader, CsvDelivery, Record, read_csv},
    identifier::DeliveryId,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The largest file we take, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// The largest batch we take in pieces, in bytes: in JSON and XML a record is larger.
const MAX_BATCH_BYTES: usize = 128 * 1024 * 1024;

/// How much of a batch is sealed at a time, in bytes.
const PIECE: usize = 256 * 1024;

/// What the seal of a received file is for.
const UPLOAD: &str = "delivery-upload";

/// What was received.
pub struct Received<'a> {
    /// The name of the file.
    pub name: &'a str,
    /// Hash of its content.
    pub hash: Vec<u8>,
    /// How its characters are coded, for people.
    pub encoding: &'static str,
    /// In which notation it is.
    pub format: BatchFormat,
    /// How many records it holds.
    pub rows: usize,
}

/// Keeps a file that was received, and what is known of it at once.
pub async fn receive_file(
    system: &System,
    sender: &Sender,
    file: &File,
    csv: &CsvDelivery,
) -> Result<DeliveryId, Fault> {
    let id = DeliveryId(Uuid::now_v7());
    let mut tx = system.pool.begin().await?;
    let received = Received {
        name: &file.name,
        hash: sha256(&file.bytes),
        encoding: csv.encoding.name(),
        format: BatchFormat::Csv,
        rows: csv.rows.len(),
    };
    insert(&mut tx, system, sender, id, received).await?;
    keep_piece(&mut tx, system, id, 0, &file.bytes).await?;
    tx.commit().await?;
    Ok(id)
}

/// Keeps a batch while it comes in. It is a delivery once all of it is there and can be read.
///
/// # Errors
/// 400 when it cannot be read to its end, 413 when it is too large.
pub async fn receive_batch(
    system: &System,
    sender: &Sender,
    format: BatchFormat,
    body: Body,
) -> Result<DeliveryId, Fault> {
    let id = DeliveryId(Uuid::now_v7());
    let received = match receive_pieces(system, id, format, body).await {
        Ok(received) => received,
        Err(fault) => {
            forget(&mut *system.pool.acquire().await?, id).await?;
            return Err(fault);
        }
    };
    insert(
        &mut *system.pool.acquire().await?,
        system,
        sender,
        id,
        received,
    )
    .await?;
    Ok(id)
}

async fn receive_pieces(
    system: &System,
    id: DeliveryId,
    format: BatchFormat,
    body: Body,
) -> Result<Received<'static>, Fault> {
    let mut reader = BatchReader::new(format);
    let mut hash = Sha256::new();
    let (mut piece, mut pieces, mut size, mut rows) = (Vec::new(), 0, 0, 0);
    let mut body = body.into_data_stream();
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|_| Problem::bad_request("De batch kwam niet heel aan"))?;
        size += bytes.len();
        if size > MAX_BATCH_BYTES {
            let problem = Problem::too_large("Deze batch is groter dan 128 MB");
            return Err(problem
                .with_detail("Splits haar in kleinere batches.")
                .into());
        }
        hash.update(&bytes);
        rows += reader.push(&bytes).len();
        if let Some(problem) = reader.problem() {
            return Err(problem.clone().into());
        }
        piece.extend_from_slice(&bytes);
        if piece.len() >= PIECE {
            let mut conn = system.pool.acquire().await?;
            keep_piece(&mut conn, system, id, pieces, &piece).await?;
            pieces += 1;
            piece.clear();
        }
    }
    rows += reader.finish()?.len();
    if rows == 0 {
        return Err(Problem::bad_request("Er staan geen berichten in deze batch").into());
    }
    let mut conn = system.pool.acquire().await?;
    keep_piece(&mut conn, system, id, pieces, &piece).await?;
    Ok(Received {
        name: match format {
            BatchFormat::Csv => "batch.csv",
            BatchFormat::Ndjson => "batch.ndjson",
            BatchFormat::Xml => "batch.xml",
        },
        hash: hash.finalize().to_vec(),
        encoding: reader.encoding().name(),
        format,
        rows,
    })
}

/// Begins the delivery.
pub async fn insert(
    conn: &mut PgConnection,
    system: &System,
    sender: &Sender,
    id: DeliveryId,
    received: Received<'_>,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into delivery (id, board_number, channel, file_name, file_hash, encoding,
                               received_at, delivered_by, row_count, format, office_id, schools,
                               repeats)
         values ($1, $2, $9, $3, $4, $5, $6, $7, $8, $10, $11, $12,
                 (select id
                  from delivery
                  where board_number = $2 and file_hash = $4
                  order by received_at desc
                  limit 1))",
        id.0,
        sender.board.as_str(),
        super::kept_name(received.name),
        received.hash,
        received.encoding,
        system.clock.now_stored().to_sqlx(),
        sender.name,
        i32::try_from(received.rows).map_err(Fault::broken)?,
        sender.channel.code(),
        code(received.format),
        sender.reach.office().map(|office| office.0),
        sender.reach.schools() as Option<&[String]>,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn keep_piece(
    conn: &mut PgConnection,
    system: &System,
    id: DeliveryId,
    piece: i32,
    bytes: &[u8],
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into delivery_upload (delivery_id, piece, sealed) values ($1, $2, $3)",
        id.0,
        piece,
        system.vault.seal(UPLOAD, bytes)?,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes what was received of this delivery.
pub async fn forget(conn: &mut PgConnection, id: DeliveryId) -> Result<(), Fault> {
    sqlx::query!("delete from delivery_upload where delivery_id = $1", id.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes the pieces of batches that broke off while they came in, a day ago or more.
pub async fn forget_broken_off(conn: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!(
        "delete from delivery_upload u
         where uuid_extract_timestamp(u.delivery_id) < now() - interval '1 day'
           and not exists (select from delivery d where d.id = u.delivery_id)"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The records of a delivery that waits, from its beginning.
pub struct Waiting {
    id: DeliveryId,
    /// It is a file of a school: one piece, of which each row names all others with its number.
    whole: bool,
    reader: BatchReader,
    next: i32,
    ended: bool,
}

impl Waiting {
    /// Of this delivery, in the notation with this code; `whole` when it is a file of a school.
    pub fn new(id: DeliveryId, format: &str, whole: bool) -> Self {
        let format = match format {
            "ndjson" => BatchFormat::Ndjson,
            "xml" => BatchFormat::Xml,
            _ => BatchFormat::Csv,
        };
        Self {
            id,
            whole,
            reader: BatchReader::new(format),
            next: 0,
            ended: false,
        }
    }

    /// The records that the next piece completes; nothing after the last one.
    pub async fn next(
        &mut self,
        conn: &mut PgConnection,
        system: &System,
    ) -> Result<Option<Vec<Record>>, Fault> {
        if self.ended {
            return Ok(None);
        }
        let sealed = sqlx::query_scalar!(
            "select sealed from delivery_upload where delivery_id = $1 and piece = $2",
            self.id.0,
            self.next,
        )
        .fetch_optional(conn)
        .await?;
        self.next += 1;
        let Some(sealed) = sealed else {
            self.ended = true;
            if self.whole {
                return Ok(None);
            }
            return Ok(Some(self.reader.finish()?));
        };
        let bytes = system.vault.open(UPLOAD, &sealed)?;
        if self.whole {
            let rows = read_csv(&bytes)?.rows;
            return Ok(Some(rows.into_iter().map(Record::from).collect()));
        }
        Ok(Some(self.reader.push(&bytes)))
    }
}

const fn code(format: BatchFormat) -> &'static str {
    match format {
        BatchFormat::Csv => "csv",
        BatchFormat::Ndjson => "ndjson",
        BatchFormat::Xml => "xml",
    }
}
