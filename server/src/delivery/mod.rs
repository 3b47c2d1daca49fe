//! Taking in a delivery: every record is checked against what the register knows, the good ones
//! are recorded, the wrong ones are kept with all that is wrong with them.
//!
//! One delivery of a board at a time. Records go in batches, each a transaction of its own, so
//! that one that fails does not take the others with it, and a file of any size holds no lock
//! for long. When it breaks off half-way, what was recorded stays, and sending the same file
//! again takes in the rest.

mod judge;
mod keep;
mod known;
mod record;

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
    vault::sha256,
};
use app::{actor::SchoolContact, upload::File};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use judge::{Judged, judge};
use keep::Tally;
use known::Known;
use shared::{
    FieldError, Problem,
    delivery::{CsvDelivery, CsvRow, Finding, Outcome, read_csv},
    identifier::{BoardNumber, Bsn, DeliveryId},
};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

/// The largest file we take, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// How many records go in one transaction.
const BATCH: usize = 250;

/// The most characters that are kept of the name of a file.
const LONGEST_NAME: usize = 120;

/// One delivery while it is taken in.
struct Intake<'a> {
    system: &'a System,
    contact: &'a SchoolContact,
    id: DeliveryId,
    now: Timestamp,
}

/// Takes in a file of this board and returns the delivery.
///
/// # Errors
/// A problem at the field `bestand` when the file as a whole cannot be read or is too large;
/// 500 when the database does not answer.
pub async fn take_in(
    system: &System,
    contact: &SchoolContact,
    file: File,
) -> Result<DeliveryId, Fault> {
    if file.bytes.len() > MAX_BYTES {
        let problem = Problem::too_large("Dit bestand is groter dan 20 MB")
            .with_detail("Splits het in kleinere bestanden en lever die na elkaar.");
        return Err(at_file(problem).into());
    }
    let csv = read_csv(&file.bytes).map_err(at_file)?;
    let mut conn = system.pool.acquire().await?;
    // The lock below belongs to the connection. Closed with it, it cannot stay behind when the
    // visitor breaks off.
    conn.close_on_drop();
    wait_for_turn(&mut conn, contact.board()).await?;
    let intake = Intake {
        system,
        contact,
        id: DeliveryId(Uuid::now_v7()),
        now: system.clock.now_stored(),
    };
    intake.open(&mut conn, &file, &csv).await?;
    let mut known = Known::load(&mut conn, system, contact.board(), &csv.rows).await?;
    let mut tally = Tally::default();
    for batch in csv.rows.chunks(BATCH) {
        tally.add(intake.batch(&mut conn, &mut known, batch).await?);
    }
    intake.close(&mut conn, &tally).await?;
    Ok(intake.id)
}

/// The same problem, told at the field where the file was chosen.
fn at_file(mut problem: Problem) -> Problem {
    problem.errors = vec![FieldError::new("bestand", problem.title.clone())];
    problem
}

/// Waits until no other delivery of this board is being taken in.
async fn wait_for_turn(conn: &mut PgConnection, board: &BoardNumber) -> Result<(), Fault> {
    sqlx::query!(
        "select pg_advisory_lock(hashtextextended('delivery:' || $1, 0))",
        board.as_str()
    )
    .execute(conn)
    .await?;
    Ok(())
}

impl Intake<'_> {
    fn board(&self) -> &str {
        self.contact.board().as_str()
    }

    async fn open(
        &self,
        conn: &mut PgConnection,
        file: &File,
        csv: &CsvDelivery,
    ) -> Result<(), Fault> {
        sqlx::query!(
            "insert into delivery (id, board_number, channel, file_name, file_hash, encoding,
                                   received_at, delivered_by, repeats)
             values ($1, $2, 'file', $3, $4, $5, $6, $7,
                     (select id
                      from delivery
                      where board_number = $2 and file_hash = $4
                      order by received_at desc
                      limit 1))",
            self.id.0,
            self.board(),
            kept_name(&file.name),
            sha256(&file.bytes),
            csv.encoding.name(),
            self.now.to_sqlx(),
            self.contact.pseudonym(),
        )
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Judges and records a few records in one transaction.
    async fn batch(
        &self,
        conn: &mut PgConnection,
        known: &mut Known,
        rows: &[CsvRow],
    ) -> Result<Tally, Fault> {
        let mut tx = conn.begin().await?;
        let mut done = Vec::with_capacity(rows.len());
        for row in rows {
            let mut judged = judge(self, known, row);
            if matches!(judged.outcome, Outcome::New | Outcome::Changed) {
                let mut savepoint = tx.begin().await?;
                match record::record(&mut savepoint, self, known, &judged).await {
                    Ok(()) => savepoint.commit().await?,
                    Err(fault) => {
                        savepoint.rollback().await?;
                        judged = failed(judged, fault);
                    }
                }
            }
            done.push(judged);
        }
        let tally = keep::keep(&mut tx, self, &done).await?;
        tx.commit().await?;
        Ok(tally)
    }

    async fn close(&self, conn: &mut PgConnection, tally: &Tally) -> Result<(), Fault> {
        let mut tx = conn.begin().await?;
        sqlx::query!(
            "update delivery set processed_at = $2 where id = $1",
            self.id.0,
            self.system.clock.now().to_sqlx(),
        )
        .execute(&mut *tx)
        .await?;
        audit::record(
            &mut tx,
            self.now,
            By::School(self.contact),
            None,
            Some(self.contact.board()),
            &Act::Delivered {
                delivery: self.id,
                accepted: tally.accepted(),
                refused: tally.refused(),
            },
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A record that was right, and that we could not record: refused, and told that it is our fault.
fn failed(judged: Judged<'_>, fault: Fault) -> Judged<'_> {
    let code = Problem::from(fault).instance.unwrap_or_default();
    let finding = Finding {
        rule: "LR-F001".to_owned(),
        field: String::new(),
        sent: String::new(),
        message: "We konden deze rij niet verwerken. Dat ligt aan ons, niet aan jou.".to_owned(),
        fix: format!("Lever deze rij later opnieuw. Lukt het weer niet? Noem dan code {code}."),
    };
    Judged {
        outcome: Outcome::Refused,
        findings: vec![finding],
        ..judged
    }
}

/// The name of a file, fit to keep.
fn kept_name(name: &str) -> String {
    let name = without_bsn(name);
    name.chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_NAME)
        .collect()
}

/// A text in which each run of nine digits that could be a BSN is masked, whoever's it is.
fn without_bsn(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length = rest[start..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len() - start);
        let (run, after) = rest[start..].split_at(length);
        out.push_str(&rest[..start]);
        match Bsn::parse(run) {
            Ok(bsn) if run.len() == 9 => out.push_str(&bsn.masked()),
            _ => out.push_str(run),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bsn_in_the_name_of_a_file_is_not_kept() {
        assert_eq!(kept_name("999990019.csv"), "•••••• 019.csv");
        assert_eq!(
            kept_name("levering-20261123-v2.csv"),
            "levering-20261123-v2.csv"
        );
        assert_eq!(kept_name("a\u{0}b.csv"), "ab.csv");
        assert_eq!(kept_name(&"x".repeat(500)).len(), LONGEST_NAME);
    }
}
