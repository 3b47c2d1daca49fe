//! Many records at once: taken in behind the answer, like a file that a school sends.

use super::{login::Machine, reply::Refusal};
use crate::{
    System,
    delivery::{self, Sender},
};
use axum::{
    Json,
    body::Body,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use shared::{Problem, delivery::BatchFormat, identifier::BoardNumber};
use std::sync::Arc;
use uuid::Uuid;

/// For whom a batch is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct For {
    bevoegd_gezag: String,
}

/// How far a batch is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    kenmerk: Uuid,
    bevoegd_gezag: String,
    /// `bezig` or `klaar`.
    status: &'static str,
    regels: i32,
    bekeken: i32,
    nieuw: i32,
    gewijzigd: i32,
    ongewijzigd: i32,
    ouder: i32,
    geweigerd: i32,
}

/// `POST /batches?bevoegdGezag=`: CSV, NDJSON or XML.
///
/// # Errors
/// 403 without a mandate of the board, 400 when it cannot be read as a whole, 413 when it is too
/// large, 415 in another notation.
pub async fn receive(
    State(system): State<Arc<System>>,
    machine: Machine,
    Query(asked): Query<For>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let board = machine.acting_for(&asked.bevoegd_gezag)?.clone();
    let sender = Sender::program(board, machine.client().to_owned());
    let id = delivery::take_in_batch(&system, &sender, format(&headers)?, body).await?;
    let batch = find(&system, &machine, id.0).await?;
    let place = format!("{}/batches/{id}", super::BASE);
    Ok((
        StatusCode::ACCEPTED,
        [(header::LOCATION, place)],
        Json(batch),
    )
        .into_response())
}

/// The notation of the batch, by its media type.
pub(super) fn format(headers: &HeaderMap) -> Result<BatchFormat, Problem> {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| BatchFormat::of_media_type(value.to_str().ok()?))
        .ok_or_else(|| {
            let title = "Stuur text/csv, application/x-ndjson of application/xml";
            let mut problem = Problem::bad_request(title);
            problem.status = 415;
            problem
        })
}

/// `GET /batches/{id}`
///
/// # Errors
/// 404 when there is none of a board with a mandate.
pub async fn progress(
    State(system): State<Arc<System>>,
    machine: Machine,
    Path(id): Path<Uuid>,
) -> Result<Json<Batch>, Refusal> {
    Ok(Json(find(&system, &machine, id).await?))
}

async fn find(system: &System, machine: &Machine, id: Uuid) -> Result<Batch, Refusal> {
    let boards: Vec<String> = machine
        .boards()
        .iter()
        .map(|board| BoardNumber::as_str(board).to_owned())
        .collect();
    let row = sqlx::query!(
        r#"select id, board_number, processed_at is not null as "done!", row_count, new_count,
                  changed_count, unchanged_count, older_count, refused_count
           from delivery
           where id = $1 and board_number = any($2)"#,
        id,
        &boards,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    Ok(Batch {
        kenmerk: row.id,
        bevoegd_gezag: row.board_number,
        status: if row.done { "klaar" } else { "bezig" },
        regels: row.row_count,
        bekeken: row.new_count
            + row.changed_count
            + row.unchanged_count
            + row.older_count
            + row.refused_count,
        nieuw: row.new_count,
        gewijzigd: row.changed_count,
        ongewijzigd: row.unchanged_count,
        ouder: row.older_count,
        geweigerd: row.refused_count,
    })
}
