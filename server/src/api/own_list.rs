//! What the register holds for a board beside the list of its own administration
//! (*verschillenlijst*), to find what was never delivered, or never ended.

use super::{
    batches,
    login::Machine,
    overviews::{self, Difference},
    reply::Refusal,
};
use crate::{
    System,
    audit::{self, Act, By},
    delivery::without_bsn,
    fault::Fault,
};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
};
use futures::StreamExt;
use http::HeaderMap;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use shared::{
    Problem,
    delivery::{BatchReader, MessageKind, Record, parse_row},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use uuid::Uuid;

/// The most lines of a list: that of the largest board several times.
const MOST_LINES: usize = 50_000;

/// The largest list, in bytes.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// How many lines are looked up at once.
const AT_ONCE: usize = 500;

/// What differs between an overview and a list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    kenmerk: Uuid,
    bevoegd_gezag: String,
    /// How many lines the list has.
    regels: usize,
    verschillen: Vec<Difference>,
}

/// `POST /registratieoverzichten/{id}/verschillen`: the list of the board's own administration, in
/// the notations of a batch, beside the overview. Nothing of it is kept. What differs is told by the
/// number of the appointment, without anything about the persons.
///
/// # Errors
/// 404 when the overview is not of a board with a mandate; 400, 413 and 415 as for a batch.
pub async fn compare(
    State(system): State<Arc<System>>,
    machine: Machine,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Comparison>, Refusal> {
    let (board, at) = overviews::find(&system, &machine, id).await?;
    let sender = machine.sender_for(&board)?;
    let reader = BatchReader::with_most(batches::format(&headers)?, MOST_LINES);
    let mut own = OwnList::new(&system, &board, at);
    own.read(reader, body).await?;
    own.add_what_it_lacks().await?;
    let mut conn = system.pool.acquire().await?;
    let act = Act::OverviewRead { overview: id };
    let now = system.clock.now_stored();
    let by = By::Sender(&sender);
    audit::record(&mut conn, now, by, None, Some(&sender.board), &act).await?;
    Ok(Json(Comparison {
        kenmerk: id,
        bevoegd_gezag: sender.board.to_string(),
        regels: own.lines,
        verschillen: own.found.into_values().collect(),
    }))
}

/// A list while it is read.
struct OwnList<'a> {
    system: &'a System,
    board: &'a str,
    at: Timestamp,
    lines: usize,
    /// The numbers that it has.
    numbers: BTreeSet<String>,
    found: BTreeMap<String, Difference>,
}

impl<'a> OwnList<'a> {
    const fn new(system: &'a System, board: &'a str, at: Timestamp) -> Self {
        Self {
            system,
            board,
            at,
            lines: 0,
            numbers: BTreeSet::new(),
            found: BTreeMap::new(),
        }
    }

    /// Reads the list while it comes in: only what differs is held.
    async fn read(&mut self, mut reader: BatchReader, body: Body) -> Result<(), Fault> {
        let (mut size, mut waiting) = (0, Vec::new());
        let mut body = body.into_data_stream();
        while let Some(bytes) = body.next().await {
            let bytes = bytes.map_err(|_| Problem::bad_request("De lijst kwam niet heel aan"))?;
            size += bytes.len();
            if size > MOST_BYTES {
                return Err(Problem::too_large("Deze lijst is groter dan 128 MB").into());
            }
            waiting.extend(reader.push(&bytes));
            if let Some(problem) = reader.problem() {
                return Err(in_words_of_a_list(problem.clone()).into());
            }
            while waiting.len() >= AT_ONCE {
                let rest = waiting.split_off(AT_ONCE);
                self.compare(std::mem::replace(&mut waiting, rest)).await?;
            }
        }
        waiting.extend(reader.finish().map_err(in_words_of_a_list)?);
        self.compare(waiting).await
    }

    async fn compare(&mut self, records: Vec<Record>) -> Result<(), Fault> {
        self.lines += records.len();
        let mut own: Vec<(String, Option<Value>)> = Vec::with_capacity(records.len());
        for record in &records {
            let (board, number) = record.row.key();
            if !self.numbers.insert(number.to_owned()) {
                continue;
            }
            let message = parse_row(&record.row).ok();
            let right = record.kind == MessageKind::Appointment && board == self.board;
            let content = message.filter(|_| right).map(|message| {
                serde_json::from_str(&message.canonical_json()).map_err(Fault::broken)
            });
            own.push((number.to_owned(), content.transpose()?));
        }
        let numbers: Vec<String> = own.iter().map(|(number, _)| number.clone()).collect();
        let held = overviews::state(self.system, self.board, self.at, None, Some(&numbers)).await?;
        let held: BTreeMap<String, Value> = held.into_iter().collect();
        for (number, content) in own {
            let (kind, places) = match (content, held.get(&number)) {
                (None, _) => ("onleesbaar", Vec::new()),
                (Some(_), None) => ("vervallen", Vec::new()),
                (Some(own), Some(held)) => ("gewijzigd", facts_that_differ(&own, held)),
            };
            if kind != "gewijzigd" || !places.is_empty() {
                let shown = without_bsn(&number);
                self.found
                    .insert(number, Difference::new(shown, kind, places));
            }
        }
        Ok(())
    }

    /// What the register has and the list does not.
    async fn add_what_it_lacks(&mut self) -> Result<(), Fault> {
        let mut after = None;
        loop {
            let after_this = after.as_deref();
            let mut rows =
                overviews::state(self.system, self.board, self.at, after_this, None).await?;
            after = overviews::next(&mut rows, |(number, _)| number);
            for (number, _) in rows {
                if !self.numbers.contains(&number) {
                    self.found.insert(
                        number.clone(),
                        Difference::new(number, "toegevoegd", Vec::new()),
                    );
                }
            }
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

/// The places of the message that differ. A version counts messages and is no fact; where the
/// teacher is listed is not for the board to say.
fn facts_that_differ(own: &Value, held: &Value) -> Vec<String> {
    let mut facts = held.clone();
    if let Some(members) = facts.as_object_mut() {
        members.remove("versie");
        members.remove("registratie");
    }
    overviews::places(own, &facts, "")
}

/// A list may be longer than a batch.
fn in_words_of_a_list(problem: Problem) -> Problem {
    if problem.status == 413 {
        return Problem::too_large("Een lijst heeft ten hoogste 50.000 regels");
    }
    problem
}
