//! What the register holds for a board, at a moment, and what changed since an earlier one.
//!
//! An overview keeps no copy: the register remembers what it knew at each moment. What a delivery
//! that was running at that moment adds, may still come to be part of it.

use super::{
    login::Machine,
    read::Sent,
    reply::{Refusal, board_of},
};
use crate::{
    System,
    audit::{self, Act, By},
    comparison::{PAGE, Scope, next, places, state},
    fault::Fault,
    viewing,
};
use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{FieldError, Problem, delivery::AppointmentNumber, viewing::Viewing};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// Of which board.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    #[serde(default)]
    bevoegd_gezag: String,
}

/// An overview.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    kenmerk: Uuid,
    bevoegd_gezag: String,
    /// The moment of which it is the state.
    tijdstip: Timestamp,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    page: Option<Appointments>,
}

#[derive(Serialize)]
struct Appointments {
    benoemingen: Vec<Value>,
    /// The number to go on from; nothing at the end.
    volgende: Option<String>,
}

/// What changed between two overviews.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Differences {
    kenmerk: Uuid,
    met: Uuid,
    bevoegd_gezag: String,
    verschillen: Vec<Difference>,
    volgende: Option<String>,
}

/// What differs of one appointment.
#[derive(Serialize)]
pub struct Difference {
    benoemingvolgnummer: String,
    /// `toegevoegd`, `vervallen` or `gewijzigd`; of a list also `onleesbaar`.
    soort: &'static str,
    /// The places that differ, as JSON Pointers.
    velden: Vec<String>,
}

impl Difference {
    pub(super) const fn new(number: String, kind: &'static str, places: Vec<String>) -> Self {
        Self {
            benoemingvolgnummer: number,
            soort: kind,
            velden: places,
        }
    }
}

/// From which number on.
#[derive(Deserialize)]
pub struct After {
    na: Option<String>,
}

/// With which overview to compare, and from which number on.
#[derive(Deserialize)]
pub struct With {
    met: Uuid,
    na: Option<String>,
}

/// `POST /registratieoverzichten`: 201, with where it is.
///
/// # Errors
/// 403 without a mandate of the board.
pub async fn make(
    State(system): State<Arc<System>>,
    machine: Machine,
    Sent(asked): Sent<Asked>,
) -> Result<Response, Refusal> {
    let sender = machine.sender_for(board_of(&asked.bevoegd_gezag)?)?;
    let now = system.clock.now_stored();
    let id = Uuid::now_v7();
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "insert into overview (id, board_number, made_at, made_by) values ($1, $2, $3, $4)",
        id,
        sender.board.as_str(),
        now.to_sqlx(),
        sender.name,
    )
    .execute(&mut *tx)
    .await?;
    let act = Act::OverviewMade { overview: id };
    audit::record(
        &mut tx,
        now,
        By::Sender(&sender),
        None,
        Some(&sender.board),
        &act,
    )
    .await?;
    tx.commit().await?;
    let place = format!("{}/registratieoverzichten/{id}", super::BASE);
    let overview = Overview {
        kenmerk: id,
        bevoegd_gezag: sender.board.to_string(),
        tijdstip: now,
        page: None,
    };
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, place)],
        Json(overview),
    )
        .into_response())
}

/// `GET /registratieoverzichten/{id}?na=`: the appointments, a page at a time. The BSN stands in
/// the answer, so each time it is read leaves a trace.
///
/// # Errors
/// 404 when there is none of a board with a mandate.
pub async fn read(
    State(system): State<Arc<System>>,
    machine: Machine,
    Path(id): Path<Uuid>,
    Query(asked): Query<After>,
) -> Result<Json<Overview>, Refusal> {
    let after = number_of(asked.na.as_deref())?;
    let (board, at) = find(&system, &machine, id).await?;
    let sender = machine.sender_for(&board)?;
    let mut rows = state(&system, Scope::of(&board, at), after, None).await?;
    let volgende = next(&mut rows, |(number, _)| number);
    let mut tx = system.pool.begin().await?;
    let act = Act::OverviewRead { overview: id };
    let now = system.clock.now_stored();
    let numbers: Vec<String> = rows.iter().map(|(number, _)| number.clone()).collect();
    let occasion = Viewing::ProgramOverview;
    viewing::by_program(
        &mut tx,
        now,
        &sender.board,
        machine.client(),
        occasion,
        &numbers,
    )
    .await?;
    audit::record(
        &mut tx,
        now,
        By::Sender(&sender),
        None,
        Some(&sender.board),
        &act,
    )
    .await?;
    tx.commit().await?;
    Ok(Json(Overview {
        kenmerk: id,
        bevoegd_gezag: board,
        tijdstip: at,
        page: Some(Appointments {
            benoemingen: rows.into_iter().map(|(_, row)| row).collect(),
            volgende,
        }),
    }))
}

/// `GET /registratieoverzichten/{id}/verschillen?met=&na=`: what changed since the other overview,
/// without anything about the persons.
///
/// # Errors
/// 404 when one of them is not of a board with a mandate; 422 when they are of two boards.
pub async fn differences(
    State(system): State<Arc<System>>,
    machine: Machine,
    Path(id): Path<Uuid>,
    Query(asked): Query<With>,
) -> Result<Json<Differences>, Refusal> {
    let after = number_of(asked.na.as_deref())?;
    let (board, at) = find(&system, &machine, id).await?;
    let (other_board, other) = find(&system, &machine, asked.met).await?;
    if board != other_board {
        let error = FieldError::new("met", "Vergelijk 2 overzichten van hetzelfde bestuur");
        return Err(Problem::invalid(vec![error]).into());
    }
    let mut numbers = changed(&system, &board, at, other, after).await?;
    let volgende = next(&mut numbers, |number| number);
    let now: BTreeMap<String, Value> = state(&system, Scope::of(&board, at), None, Some(&numbers))
        .await?
        .into_iter()
        .collect();
    let before: BTreeMap<String, Value> =
        state(&system, Scope::of(&board, other), None, Some(&numbers))
            .await?
            .into_iter()
            .collect();
    let verschillen = numbers
        .into_iter()
        .filter_map(|number| {
            let (soort, velden) = match (before.get(&number), now.get(&number)) {
                (None, Some(_)) => ("toegevoegd", Vec::new()),
                (Some(_), None) => ("vervallen", Vec::new()),
                (Some(before), Some(now)) => ("gewijzigd", places(before, now, "")),
                (None, None) => return None,
            };
            let same = soort == "gewijzigd" && velden.is_empty();
            (!same).then(|| Difference::new(number, soort, velden))
        })
        .collect();
    Ok(Json(Differences {
        kenmerk: id,
        met: asked.met,
        bevoegd_gezag: board,
        verschillen,
        volgende,
    }))
}

/// The number to go on from, when it is one of an appointment.
fn number_of(after: Option<&str>) -> Result<Option<&str>, Problem> {
    match after {
        Some(number) if AppointmentNumber::parse(number).is_err() => {
            Err(Problem::bad_request("Geef bij na een nummer dat we gaven"))
        }
        after => Ok(after),
    }
}

/// The board and the moment of an overview.
pub(super) async fn find(
    system: &System,
    machine: &Machine,
    id: Uuid,
) -> Result<(String, Timestamp), Refusal> {
    let boards: Vec<String> = machine.boards().iter().map(ToString::to_string).collect();
    let row = sqlx::query!(
        "select board_number, made_at from overview where id = $1 and board_number = any($2)",
        id,
        &boards,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    Ok((row.board_number, row.made_at.to_jiff()))
}

/// The numbers of what was written or ended between two moments, whichever comes first.
async fn changed(
    system: &System,
    board: &str,
    one: Timestamp,
    other: Timestamp,
    after: Option<&str>,
) -> Result<Vec<String>, Fault> {
    let numbers = sqlx::query_scalar!(
        r#"with period as (
               select tstzrange(least($2::timestamptz, $3), greatest($2::timestamptz, $3),
                                '(]') as between
           )
           select a.number
           from appointment a, period
           where a.board_number = $1
             and ($4::text is null or a.number > $4)
             and exists (
                 select
                 from (
                     select recorded from appointment_version where appointment_id = a.id
                     union all
                     select recorded from placement where appointment_id = a.id
                     union all
                     select recorded from entry where appointment_id = a.id
                 ) as written
                 where lower(written.recorded) <@ period.between
                    or upper(written.recorded) <@ period.between
             )
           order by a.number
           limit $5"#,
        board,
        one.to_sqlx() as jiff_sqlx::Timestamp,
        other.to_sqlx() as jiff_sqlx::Timestamp,
        after,
        PAGE + 1,
    )
    .fetch_all(&system.pool)
    .await?;
    Ok(numbers)
}
