//! What teachers reported, for the program with which a board answers (article 38k WPO).

use super::{
    login::Machine,
    read::Sent,
    reply::{Refusal, board_of},
};
use crate::{System, desks::school::corrections, viewing};
use app::school::tasks::CorrectionAnswer;
use axum::{
    Json,
    extract::{Path, Query, State},
};
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{Problem, identifier::CorrectionId, viewing::Viewing};
use std::sync::Arc;
use uuid::Uuid;

/// Of which board.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    #[serde(default)]
    bevoegd_gezag: String,
}

/// The reports that wait for an answer.
#[derive(Serialize)]
pub struct Reports {
    verbeterverzoeken: Vec<Report>,
}

/// A report, without the name of the teacher: the program knows the appointment.
#[derive(Serialize)]
struct Report {
    kenmerk: Uuid,
    benoemingvolgnummer: String,
    gegeven: String,
    toelichting: String,
    gemeld: Date,
    uiterlijk: Date,
}

/// The answer of the board.
#[derive(Deserialize)]
pub struct Given {
    /// `aangepast` or `overeenkomstig`.
    #[serde(default)]
    uitkomst: String,
    /// Why it is right as it stands; needed with `overeenkomstig`.
    #[serde(default)]
    reden: String,
}

/// `GET /verbeterverzoeken?bevoegdGezag=`
///
/// # Errors
/// 403 without a mandate of the board.
pub async fn list(
    State(system): State<Arc<System>>,
    machine: Machine,
    Query(asked): Query<Asked>,
) -> Result<Json<Reports>, Refusal> {
    let board = machine.acting_for(board_of(&asked.bevoegd_gezag)?)?;
    let open = corrections::open(&system.pool, board, None, None).await?;
    let numbers: Vec<String> = open.iter().map(|open| open.appointment.clone()).collect();
    let (mut conn, now) = (system.pool.acquire().await?, system.clock.now_stored());
    let occasion = Viewing::ProgramCorrections;
    viewing::by_program(&mut conn, now, board, machine.client(), occasion, &numbers).await?;
    let reports = open.into_iter().map(|report| Report {
        kenmerk: report.id.0,
        benoemingvolgnummer: report.appointment,
        gegeven: report.fact,
        toelichting: report.message,
        gemeld: report.reported,
        uiterlijk: report.due.date,
    });
    Ok(Json(Reports {
        verbeterverzoeken: reports.collect(),
    }))
}

/// `POST /verbeterverzoeken/{id}/reacties`: the same answer as on the page of the school.
///
/// # Errors
/// 404 when it is not of a board with a mandate, 409 when it was answered, 422 when a reason is
/// needed.
pub async fn answer(
    State(system): State<Arc<System>>,
    machine: Machine,
    Path(id): Path<Uuid>,
    Sent(given): Sent<Given>,
) -> Result<StatusCode, Refusal> {
    let boards: Vec<String> = machine.boards().iter().map(ToString::to_string).collect();
    let board = sqlx::query_scalar!(
        "select a.board_number
         from correction_request c
         join appointment a on a.id = c.appointment_id
         where c.id = $1 and a.board_number = any($2)",
        id,
        &boards,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let sender = machine.sender_for(&board)?;
    let answer = CorrectionAnswer {
        id: Some(CorrectionId(id)),
        outcome: match given.uitkomst.as_str() {
            "overeenkomstig" => "klopt".to_owned(),
            "aangepast" => "aangepast".to_owned(),
            _ => String::new(),
        },
        reason: given.reden,
    };
    corrections::answer(&system, &sender, answer)
        .await
        .map_err(in_words_of_the_api)?;
    Ok(StatusCode::NO_CONTENT)
}

/// The fields by their names in the message.
fn in_words_of_the_api(fault: crate::fault::Fault) -> Problem {
    let mut problem = Problem::from(fault);
    for error in &mut problem.errors {
        error.field = match error.field.as_str() {
            "reason" => "reden".to_owned(),
            _ => "uitkomst".to_owned(),
        };
    }
    problem
}
