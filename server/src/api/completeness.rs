//! A board declares that it has delivered everything that held on a day.

use super::{
    login::Machine,
    overviews::count_on,
    read::Sent,
    reply::{Refusal, board_of},
};
use crate::{
    System,
    audit::{self, Act, By},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use shared::{FieldError, Problem};
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
    if given.peildatum > system.clock.today() {
        let error = FieldError::new(
            "peildatum",
            "Verklaar over vandaag of een dag die is geweest",
        );
        return Err(Problem::invalid(vec![error]).into());
    }
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let count = count_on(&mut tx, &sender.board, given.peildatum).await?;
    let id = Uuid::now_v7();
    let written = sqlx::query!(
        "insert into completeness (id, board_number, reference_date, appointment_count,
                                   declared_at, declared_by)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (board_number, reference_date) do nothing",
        id,
        sender.board.as_str(),
        given.peildatum.to_sqlx(),
        count,
        now.to_sqlx(),
        sender.name,
    )
    .execute(&mut *tx)
    .await?;
    let is_new = written.rows_affected() == 1;
    if is_new {
        let act = Act::CompletenessDeclared {
            reference_date: given.peildatum,
        };
        let by = By::Sender(&sender);
        audit::record(&mut tx, now, by, None, Some(&sender.board), &act).await?;
    }
    let row = sqlx::query!(
        "select id, appointment_count, declared_at
         from completeness
         where board_number = $1 and reference_date = $2",
        sender.board.as_str(),
        given.peildatum.to_sqlx(),
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    let declared = Declared {
        kenmerk: row.id,
        bevoegd_gezag: sender.board.to_string(),
        peildatum: given.peildatum,
        benoemingen: row.appointment_count,
        tijdstip: row.declared_at.to_jiff(),
    };
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(declared)).into_response())
}
