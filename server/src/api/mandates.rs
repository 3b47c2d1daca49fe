//! Which boards let the supplier of a program deliver, and how it stands with each.

use super::{login::Machine, reply::Refusal};
use crate::{
    System,
    desks::supplier::boards::{Wanted, mandating},
};
use axum::{
    Json,
    extract::{Query, State},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use shared::{Problem, identifier::BoardNumber};
use std::sync::Arc;

/// How many boards one answer holds.
const PAGE: usize = 500;

/// From which number on.
#[derive(Deserialize)]
pub struct After {
    na: Option<String>,
}

/// A page of mandates.
#[derive(Serialize)]
pub struct Mandates {
    machtigingen: Vec<Mandate>,
    /// The number to go on from; nothing at the end.
    volgende: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mandate {
    bevoegd_gezag: String,
    naam: String,
    vanaf: Date,
    tot_en_met: Option<Date>,
    laatste_levering: Option<Timestamp>,
    open_fouten: i64,
}

/// `GET /machtigingen?na=`: the mandates that hold today or begin later.
///
/// # Errors
/// 400 when it goes on from what is no number of a board; 401 without a token.
pub async fn list(
    State(system): State<Arc<System>>,
    machine: Machine,
    Query(asked): Query<After>,
) -> Result<Json<Mandates>, Refusal> {
    let after = asked.na.as_deref().map(BoardNumber::parse).transpose();
    let after = after.map_err(|_| Problem::bad_request("Geef bij na een nummer dat we gaven"))?;
    let wanted = Wanted {
        after: after.as_ref().map(BoardNumber::as_str),
        limit: i64::try_from(PAGE + 1).unwrap_or(i64::MAX),
        ..Wanted::default()
    };
    let mut boards = mandating(&system, machine.supplier(), wanted).await?;
    let more = boards.len() > PAGE;
    boards.truncate(PAGE);
    Ok(Json(Mandates {
        volgende: boards
            .last()
            .filter(|_| more)
            .map(|board| board.number.clone()),
        machtigingen: boards
            .into_iter()
            .map(|board| Mandate {
                bevoegd_gezag: board.number,
                naam: board.name,
                vanaf: board.from,
                tot_en_met: board.until,
                laatste_levering: board.delivered,
                open_fouten: board.errors,
            })
            .collect(),
    }))
}
