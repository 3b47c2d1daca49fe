//! A board declares that it has delivered everything that held on a day.

use super::{
    login::Machine,
    read::Sent,
    reply::{Refusal, board_of},
};
use crate::{System, desks::school::completeness};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// What is declared.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Given {
    #[serde(default)]
    bevoegd_gezag: String,
    peildatum: Date,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Declared {
    kenmerk: Uuid,
    bevoegd_gezag: String,
    peildatum: Date,
    /// How many appointments the register had of that day, to compare with one's own.
    benoemingen: i32,
    tijdstip: Timestamp,
}

/// `POST /volledigheidsverklaringen`: 201, or 200 with the earlier one of the same day.
///
/// # Errors
/// 403 without a mandate of the board; 422 when the day is still to come.
pub async fn declare(
    State(system): State<Arc<System>>,
    machine: Machine,
    Sent(given): Sent<Given>,
) -> Result<Response, Refusal> {
    let sender = machine.sender_for(board_of(&given.bevoegd_gezag)?)?;
    let kept = completeness::declare(&system, &sender, given.peildatum).await?;
    let declared = Declared {
        kenmerk: kept.id,
        bevoegd_gezag: sender.board.to_string(),
        peildatum: given.peildatum,
        benoemingen: kept.count,
        tijdstip: kept.at,
    };
    let status = if kept.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(declared)).into_response())
}
