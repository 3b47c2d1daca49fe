//! What the register holds of a board at a moment, and how that differs from the list of its own
//! administration (*verschillenlijst*). Nothing of the list is kept.

use crate::{System, fault::Fault};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use jiff::{Timestamp, ToSpan, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::{Value, json};
use shared::{
    Problem,
    delivery::{BatchFormat, BatchReader, MessageKind, Record, parse_row},
    ground::Target,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many appointments one answer holds.
pub const PAGE: i64 = 500;

/// The most lines of a list: that of the largest board several times.
const MOST_LINES: usize = 50_000;

/// The largest list, in bytes.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// How many lines are looked up at once.
const AT_ONCE: usize = 500;

/// How a line of the list and the register differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Differs {
    /// The line cannot be read, or is of another board.
    Unreadable,
    /// The list has it, the register has not.
    OnlyInList,
    /// The register has it, the list has not.
    OnlyInRegister,
    /// These facts differ: the place in the message as a JSON Pointer, what the list says, and what
    /// the register says.
    Facts(Vec<(String, Value, Value)>),
}

/// A list beside the register.
pub struct Compared {
    /// How many lines the list has.
    pub lines: usize,
    /// What differs, by the number of the appointment.
    pub found: BTreeMap<String, Differs>,
}

/// What of a board is looked at, and how it was when.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The number of the board.
    pub board: &'a str,
    /// These schools of it; nothing for all.
    pub schools: Option<&'a [String]>,
    /// The moment.
    pub at: Timestamp,
}

impl<'a> Scope<'a> {
    /// All of a board, as it was at a moment.
    pub const fn of(board: &'a str, at: Timestamp) -> Self {
        Self {
            board,
            schools: None,
            at,
        }
    }

    fn takes(&self, brin: &str) -> bool {
        self.schools
            .is_none_or(|schools| brin.is_empty() || schools.iter().any(|own| own == brin))
    }
}

/// Compares the list of a board with what the register held at a moment, while the list comes in:
/// only what differs is held.
///
/// # Errors
/// 400 when it cannot be read, 413 when it is too large.
pub async fn compare<E>(
    system: &System,
    scope: Scope<'_>,
    format: BatchFormat,
    list: impl Stream<Item = Result<Bytes, E>>,
) -> Result<Compared, Fault> {
    let mut own = OwnList {
        system,
        scope,
        lines: 0,
        numbers: BTreeSet::new(),
        found: BTreeMap::new(),
    };
    own.read(BatchReader::with_most(format, MOST_LINES), list)
        .await?;
    own.add_what_it_lacks().await?;
    Ok(Compared {
        lines: own.lines,
        found: own.found,
    })
}

/// A list while it is read.
struct OwnList<'a> {
    system: &'a System,
    scope: Scope<'a>,
    lines: usize,
    /// The numbers that it has.
    numbers: BTreeSet<String>,
    found: BTreeMap<String, Differs>,
}

impl OwnList<'_> {
    /// Reads the list while it comes in: only what differs is held.
    async fn read<E>(
        &mut self,
        mut reader: BatchReader,
        list: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<(), Fault> {
        let (mut size, mut waiting) = (0, Vec::new());
        let mut list = std::pin::pin!(list);
        while let Some(bytes) = list.next().await {
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
        let numbers = records.iter().map(|record| record.row.key().1.to_owned());
        let numbers: Vec<String> = numbers.collect();
        let held = state(self.system, self.scope, None, Some(&numbers)).await?;
        let held: BTreeMap<String, Value> = held.into_iter().collect();
        let mut own: Vec<(String, Option<Value>)> = Vec::with_capacity(records.len());
        for record in &records {
            let (board, number) = record.row.key();
            // What the list has at another school may stand here in the register: that differs.
            let elsewhere = !self.scope.takes(record.row.value("instellingscode").trim())
                && !held.contains_key(number);
            if elsewhere || !self.numbers.insert(number.to_owned()) {
                continue;
            }
            let message = parse_row(&record.row).ok();
            let right = record.kind == MessageKind::Appointment && board == self.scope.board;
            let content = message.filter(|_| right).map(|message| {
                serde_json::from_str(&message.canonical_json()).map_err(Fault::broken)
            });
            own.push((number.to_owned(), content.transpose()?));
        }
        for (number, content) in own {
            let differs = match (content, held.get(&number)) {
                (None, _) => Differs::Unreadable,
                (Some(_), None) => Differs::OnlyInList,
                (Some(own), Some(held)) => match facts_that_differ(&own, held) {
                    facts if facts.is_empty() => continue,
                    facts => Differs::Facts(facts),
                },
            };
            self.found.insert(number, differs);
        }
        Ok(())
    }

    /// What the register has and the list does not.
    async fn add_what_it_lacks(&mut self) -> Result<(), Fault> {
        let mut after = None;
        loop {
            let after_this = after.as_deref();
            let mut rows = state(self.system, self.scope, after_this, None).await?;
            after = next(&mut rows, |(number, _)| number);
            for (number, _) in rows {
                if !self.numbers.contains(&number) {
                    self.found.insert(number, Differs::OnlyInRegister);
                }
            }
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

/// The facts of the message that differ. A version counts messages and is no fact; where the teacher
/// is listed is not for the board to say.
fn facts_that_differ(own: &Value, held: &Value) -> Vec<(String, Value, Value)> {
    let mut facts = held.clone();
    if let Some(members) = facts.as_object_mut() {
        members.remove("versie");
        members.remove("registratie");
    }
    let at = |value: &Value, place: &str| value.pointer(place).cloned().unwrap_or_default();
    places(own, &facts, "")
        .into_iter()
        .map(|place| (place.clone(), at(own, &place), at(held, &place)))
        .collect()
}

/// A list may be longer than a batch.
fn in_words_of_a_list(problem: Problem) -> Problem {
    if problem.status == 413 {
        return Problem::too_large("Een lijst heeft ten hoogste 50.000 regels");
    }
    problem
}

/// Takes off the row that is one too many; then there is more, from the last number on.
pub fn next<T>(rows: &mut Vec<T>, number: impl Fn(&T) -> &String) -> Option<String> {
    if rows.len() <= usize::try_from(PAGE).unwrap_or(usize::MAX) {
        return None;
    }
    rows.pop();
    rows.last().map(number).cloned()
}

/// The appointments of a board as the register had them at a moment, with one more than a page
/// when there are; or those with these numbers.
///
/// # Errors
/// When the database does not answer.
pub async fn state(
    system: &System,
    scope: Scope<'_>,
    after: Option<&str>,
    only: Option<&[String]>,
) -> Result<Vec<(String, Value)>, Fault> {
    let rows = sqlx::query!(
        r#"select a.number, v.version, lower(v.valid) as "begins!", upper(v.valid) as ends,
                  v.brin, v.location_code, v.kind, v.function_category,
                  v.contract_start, v.contract_end, v.ground_code, v.ground_start, v.extension,
                  v.effort_statement, v.teaching_fields, v.school_years,
                  p.target, p.maximum_date, e.status as "entry?", b.bsn_encrypted
           from appointment a
           join appointment_version v
               on v.appointment_id = a.id
               and v.recorded @> $2::timestamptz
               and not v.removed
           join placement p
               on p.appointment_id = a.id
               and p.recorded @> $2::timestamptz
           left join entry e
               on e.appointment_id = a.id
               and e.recorded @> $2::timestamptz
           join bsn_vault b on b.person_id = a.person_id
           where a.board_number = $1
             and ($3::text is null or a.number > $3)
             and ($4::text[] is null or a.number = any($4))
             and ($6::text[] is null or v.brin = any($6))
           order by a.number
           limit $5"#,
        scope.board,
        scope.at.to_sqlx() as jiff_sqlx::Timestamp,
        after,
        only as Option<&[String]>,
        PAGE + 1,
        scope.schools as Option<&[String]>,
    )
    .fetch_all(&system.pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let bsn = system.vault.open_bsn(&row.bsn_encrypted)?;
            let last = |end: jiff_sqlx::Date| end.to_jiff().saturating_sub(1.day());
            let day = |day: Option<jiff_sqlx::Date>| day.map(jiff_sqlx::Date::to_jiff);
            let place = Target::of(&row.target).name();
            let ends: Option<Date> = row.ends.map(last);
            let appointment = json!({
                "benoemingvolgnummer": row.number,
                "versie": row.version,
                "persoon": { "burgerservicenummer": bsn.expose() },
                "school": {
                    "instellingscode": row.brin,
                    "vestigingscode": row.location_code,
                },
                "benoeming": {
                    "begindatum": row.begins.to_jiff(),
                    "einddatum": ends,
                    "soort": row.kind,
                    "functiecategorie": row.function_category,
                },
                "arbeidsovereenkomst": {
                    "begindatum": row.contract_start.to_jiff(),
                    "einddatum": day(row.contract_end),
                },
                "grondslag": {
                    "code": row.ground_code,
                    "ingangsdatumGrond": day(row.ground_start),
                    "verlenging": row.extension,
                    "verklaringInspanning": row.effort_statement,
                },
                "onderwijs": {
                    "onderwijsterreinen": row.teaching_fields,
                    "leerjaren": row.school_years,
                },
                "registratie": {
                    "bestemming": place,
                    "uiterlijk": day(row.maximum_date),
                    "bevestigd": row.entry.as_deref() == Some("confirmed"),
                },
            });
            Ok((row.number, appointment))
        })
        .collect()
}

/// The places that differ between two values of the same form.
pub fn places(before: &Value, now: &Value, place: &str) -> Vec<String> {
    match (before, now) {
        (Value::Object(before), Value::Object(now)) => now
            .iter()
            .flat_map(|(name, value)| {
                let earlier = before.get(name).unwrap_or(&Value::Null);
                places(earlier, value, &format!("{place}/{name}"))
            })
            .collect(),
        _ if before == now => Vec::new(),
        _ => vec![place.to_owned()],
    }
}
