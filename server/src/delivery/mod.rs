//! Taking in a delivery: every record is checked against what the register knows, the good ones
//! are recorded, the wrong ones are kept with all that is wrong with them.
//!
//! What is received is kept sealed first, and taken in behind the page, in batches that are each a
//! transaction of their own. Whatever breaks off (a visitor, a server) loses nothing: the next
//! server goes on after the last record that was looked at. One message by itself is taken in at
//! once, in one transaction ([`take_one`]). One delivery of a board at a time: see [`turn`].

mod judge;
mod keep;
mod known;
mod one;
mod record;
mod removal;
mod turn;
mod upload;

use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
};
use app::{
    actor::{Reach, SchoolContact},
    upload::File,
};
use axum::body::Body;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use judge::{BrpAnswer, Judged, judge};
use known::Known;
use shared::{
    FieldError, Problem,
    delivery::{BatchFormat, Finding, Outcome, Record, read_csv},
    identifier::{BoardNumber, Bsn, DeliveryId, SupplierId},
};
use sqlx::{Connection, PgConnection};
use std::{sync::Arc, time::Duration};
use upload::Waiting;

pub use keep::SEALED_BSN;
pub use one::{Taken, take_one, take_together, try_out, try_out_all};
pub use turn::Turns;
pub use upload::MAX_BYTES;

/// How many records go in one transaction.
const BATCH: usize = 500;

/// The most characters that are kept of the name of a file.
const LONGEST_NAME: usize = 120;

/// How long the visitor waits for the outcome; after that the page shows the progress.
const PATIENCE: Duration = Duration::from_secs(3);

/// How a delivery came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A contact of the board sent a file.
    File,
    /// A contact of the board filled in one appointment.
    Screen,
    /// A program of a supplier sent it.
    Api,
}

impl Channel {
    const fn code(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Screen => "screen",
            Self::Api => "api",
        }
    }
}

/// Who sent a delivery.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The board for which it was sent.
    pub board: BoardNumber,
    /// How it came.
    pub channel: Channel,
    /// The pseudonym of the person who sent it, or the name of the program.
    pub name: String,
    /// How far the person reaches.
    pub reach: Reach,
}

impl Sender {
    /// A program, for all of a board.
    pub fn program(board: BoardNumber, name: String) -> Self {
        Self {
            board,
            channel: Channel::Api,
            name,
            reach: Reach::Board,
        }
    }
}

impl From<&SchoolContact> for Sender {
    fn from(contact: &SchoolContact) -> Self {
        Self {
            board: contact.board().clone(),
            channel: Channel::File,
            name: contact.pseudonym().to_owned(),
            reach: contact.reach().clone(),
        }
    }
}

/// One delivery while it is taken in.
struct Intake<'a> {
    system: &'a System,
    sender: Sender,
    id: DeliveryId,
    now: Timestamp,
    /// Whether it is one message by itself: it must have the UUID of its document, and is told that
    /// it changes nothing.
    alone: bool,
    /// What the BRP said of the teacher of that message just now, when it was asked.
    answer: Option<BrpAnswer>,
}

/// Receives a file of a board and returns the delivery, which is then taken in. When that is
/// soon done, it is done when this returns.
///
/// # Errors
/// A problem at the field `bestand` when the file as a whole cannot be read or is too large;
/// 500 when the database does not answer.
pub async fn take_in(
    system: &Arc<System>,
    sender: &Sender,
    file: File,
) -> Result<DeliveryId, Fault> {
    if file.bytes.len() > MAX_BYTES {
        let problem = Problem::too_large("Dit bestand is groter dan 20 MB")
            .with_detail("Splits het in kleinere bestanden en lever die na elkaar.");
        return Err(at_file(problem).into());
    }
    let csv = read_csv(&file.bytes).map_err(at_file)?;
    let id = upload::receive_file(system, sender, &file, &csv).await?;
    work_on(system, id).await;
    Ok(id)
}

/// Receives a batch of messages while it comes in, and takes it in like a file.
///
/// # Errors
/// 400 when it cannot be read to its end, 413 when it is too large; 500 when the database does not
/// answer.
pub async fn take_in_batch(
    system: &Arc<System>,
    sender: &Sender,
    format: BatchFormat,
    body: Body,
) -> Result<DeliveryId, Fault> {
    let id = upload::receive_batch(system, sender, format, body).await?;
    work_on(system, id).await;
    Ok(id)
}

/// Takes in what was received; when that is soon done, it is done when this returns.
async fn work_on(system: &Arc<System>, id: DeliveryId) {
    let system = system.clone();
    // A task of its own goes on when the visitor leaves.
    let work = tokio::spawn(async move {
        if let Err(fault) = process(&system, id, Waits::ForItsTurn).await {
            tracing::error!(delivery = %id, %fault, "a delivery broke off");
        }
    });
    let _ = tokio::time::timeout(PATIENCE, work).await;
}

/// Goes on with the deliveries that broke off, oldest first, as far as nobody else does. One that
/// breaks off again does not keep the others.
///
/// # Errors
/// When the database does not answer; what the last delivery broke off on, after all the others had
/// their turn.
pub async fn resume(system: &System) -> Result<(), Fault> {
    let unfinished = sqlx::query_scalar!(
        "select d.id
         from delivery d
         where d.processed_at is null
           and exists (select from delivery_upload u where u.delivery_id = d.id)
         order by d.received_at, d.id"
    )
    .fetch_all(&system.pool)
    .await?;
    let mut broken_off = Ok(());
    for id in unfinished {
        let id = DeliveryId(id);
        if let Err(fault) = process(system, id, Waits::Not).await {
            tracing::error!(delivery = %id, %fault, "a delivery broke off again");
            broken_off = Err(fault);
        }
    }
    let mut conn = system.pool.acquire().await?;
    upload::forget_broken_off(&mut conn).await?;
    broken_off
}

/// Looks every half minute for deliveries that broke off, for as long as the server runs.
pub async fn keep_resuming(system: Arc<System>) {
    let mut every = tokio::time::interval(Duration::from_secs(30));
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if let Err(fault) = resume(&system).await {
            tracing::error!(%fault, "deliveries that broke off cannot be resumed");
        }
    }
}

/// The same problem, told at the field where the file was chosen.
fn at_file(mut problem: Problem) -> Problem {
    problem.errors = vec![FieldError::new("bestand", problem.title.clone())];
    problem
}

/// What to do when a delivery of the same board is being taken in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waits {
    /// Wait until it is done.
    ForItsTurn,
    /// Leave it to who does.
    Not,
}

/// Takes in what was received, from the first record that was not looked at yet.
async fn process(system: &System, id: DeliveryId, waits: Waits) -> Result<(), Fault> {
    let board = sqlx::query_scalar!("select board_number from delivery where id = $1", id.0)
        .fetch_one(&system.pool)
        .await?;
    let board = BoardNumber::parse(&board).map_err(Fault::broken)?;
    let turn = match waits {
        Waits::ForItsTurn => Some(system.turns.of_batch(&board).await?),
        Waits::Not => system.turns.if_free(&board),
    };
    if turn.is_none() {
        return Ok(());
    }
    let mut conn = system.pool.acquire().await?;
    // The lock belongs to the connection. Closed with it, it cannot stay behind.
    conn.close_on_drop();
    match waits {
        Waits::ForItsTurn => turn::lock(&mut conn, &board).await?,
        Waits::Not if turn::lock_if_free(&mut conn, &board).await? => {}
        Waits::Not => return Ok(()),
    }
    let Some(waiting) = sqlx::query!(
        r#"select d.delivered_by, d.channel, d.format, d.office_id, d.schools,
                  (select coalesce(max(row_number), 0)
                   from delivery_record
                   where delivery_id = d.id) as "done!"
           from delivery d
           where d.id = $1 and d.processed_at is null"#,
        id.0,
    )
    .fetch_optional(&mut *conn)
    .await?
    else {
        return Ok(());
    };
    let intake = Intake {
        system,
        sender: Sender {
            board,
            channel: match waiting.channel.as_str() {
                "api" => Channel::Api,
                _ => Channel::File,
            },
            name: waiting.delivered_by,
            reach: match (waiting.office_id, waiting.schools) {
                (Some(office), _) => Reach::Office(SupplierId(office)),
                (None, Some(schools)) => Reach::Schools(schools),
                (None, None) => Reach::Board,
            },
        },
        id,
        now: system.clock.now_stored(),
        alone: false,
        answer: None,
    };
    let done = u32::try_from(waiting.done).map_err(Fault::broken)?;
    let whole = intake.sender.channel == Channel::File;
    let mut records = Waiting::new(id, &waiting.format, whole);
    let mut ready: Vec<Record> = Vec::new();
    while let Some(more) = records.next(&mut conn, system).await? {
        ready.extend(more.into_iter().filter(|one| one.row.row_number > done));
        while ready.len() >= BATCH {
            let rest = ready.split_off(BATCH);
            intake.batch(&mut conn, &ready).await?;
            ready = rest;
        }
    }
    if !ready.is_empty() {
        intake.batch(&mut conn, &ready).await?;
    }
    intake.close(&mut conn).await
}

impl Intake<'_> {
    fn board(&self) -> &str {
        self.sender.board.as_str()
    }

    /// Judges and records a few records in one transaction.
    async fn batch(
        &self,
        conn: &mut PgConnection,
        records: &[Record],
    ) -> Result<Vec<(Outcome, Vec<Finding>)>, Fault> {
        let mut tx = conn.begin().await?;
        let mut known = Known::load(&mut tx, self, records).await?;
        let mut judged: Vec<Judged<'_>> = Vec::with_capacity(records.len());
        for record in records {
            let one = judge(self, &known, record);
            if matches!(one.outcome, Outcome::New | Outcome::Changed) {
                if let Some(message) = &one.message {
                    known.remember(self.system, message);
                }
                if let Some(removal) = &one.removal {
                    known.forget(&removal.board, &removal.number);
                }
            }
            judged.push(one);
        }
        let wanted: Vec<usize> = (0..judged.len())
            .filter(|at| matches!(judged[*at].outcome, Outcome::New | Outcome::Changed))
            .collect();
        let mut parts = vec![wanted];
        // One record that the database refuses must not take the others with it: a part that
        // fails is tried again in halves.
        while let Some(part) = parts.pop() {
            if part.is_empty() {
                continue;
            }
            let records: Vec<&Judged<'_>> = part.iter().map(|at| &judged[*at]).collect();
            let mut savepoint = tx.begin().await?;
            match self.write(&mut savepoint, &known, &records).await {
                Ok(()) => savepoint.commit().await?,
                Err(fault) => {
                    savepoint.rollback().await?;
                    match part[..] {
                        [at] => judged[at].fail(fault),
                        _ => {
                            let (left, right) = part.split_at(part.len() / 2);
                            parts.extend([right.to_vec(), left.to_vec()]);
                        }
                    }
                }
            }
        }
        keep::keep(&mut tx, self, &judged).await?;
        tx.commit().await?;
        Ok(judged
            .into_iter()
            .map(|judged| (judged.outcome, judged.findings))
            .collect())
    }

    /// Records what these say.
    async fn write(
        &self,
        conn: &mut PgConnection,
        known: &Known,
        judged: &[&Judged<'_>],
    ) -> Result<(), Fault> {
        let (removals, states): (Vec<&Judged<'_>>, Vec<&Judged<'_>>) =
            judged.iter().partition(|judged| judged.removal.is_some());
        record::record(conn, self, known, &states).await?;
        removal::record(conn, self, known, &removals).await
    }

    /// Everything was looked at; what was received is no longer needed.
    async fn close(&self, conn: &mut PgConnection) -> Result<(), Fault> {
        let mut tx = conn.begin().await?;
        let counts = sqlx::query!(
            r#"update delivery
               set processed_at = $2
               where id = $1
               returning new_count + changed_count + unchanged_count + older_count as "accepted!",
                         refused_count as "refused!""#,
            self.id.0,
            self.system.clock.now().to_sqlx(),
        )
        .fetch_one(&mut *tx)
        .await?;
        upload::forget(&mut tx, self.id).await?;
        audit::record(
            &mut tx,
            self.now,
            By::Sender(&self.sender),
            None,
            Some(&self.sender.board),
            &Act::Delivered {
                delivery: self.id,
                accepted: counts.accepted,
                refused: counts.refused,
            },
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Judged<'_> {
    /// It was right, and we could not record it: refused, and told that it is our fault.
    fn fail(&mut self, fault: Fault) {
        let code = Problem::from(fault).instance.unwrap_or_default();
        self.outcome = Outcome::Refused;
        self.findings = vec![Finding {
            rule: "LR-F001".to_owned(),
            field: String::new(),
            sent: String::new(),
            message: "We konden deze rij niet verwerken. Dat ligt aan ons, niet aan jou."
                .to_owned(),
            fix: format!("Lever deze rij later opnieuw. Lukt het weer niet? Noem dan code {code}."),
        }];
    }
}

/// The name of a file, fit to keep.
pub fn kept_name(name: &str) -> String {
    let name = without_bsn(name);
    name.chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_NAME)
        .collect()
}

/// A text in which each run of nine digits that could be a BSN is masked, whoever's it is.
pub(crate) fn without_bsn(text: &str) -> String {
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
