//! What helps to play a case, and exists in the sandbox only.

use crate::{
    System,
    api::{login::Machine, read::Sent, reply::Refusal},
    desks::teacher,
};
use app::teacher::CorrectionForm;
use axum::{
    Json,
    extract::{Query, State},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use shared::{
    Problem,
    conformance::{Notation, Verdict},
    identifier::{CorrectionId, PersonId},
};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// A board that was made for a program.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    bevoegd_gezag: String,
    /// Whether the mandate is over; nothing can be delivered for it then.
    machtiging_voorbij: bool,
    /// The schools, by their sector.
    scholen: BTreeMap<String, String>,
}

/// `GET /proefhulp/besturen`: the boards of the program, the one to deliver for first.
///
/// # Errors
/// 401 without a token.
pub async fn boards(
    State(system): State<Arc<System>>,
    machine: Machine,
) -> Result<Json<Vec<Board>>, Refusal> {
    let rows = sqlx::query!(
        "select b.board_number, b.mandate_over, s.sector, s.brin
         from sandbox_board b
         join school_board s on s.board_number = b.board_number
         where b.client_id = $1
         order by b.board_number, s.brin",
        machine.client(),
    )
    .fetch_all(&system.pool)
    .await?;
    let mut boards: Vec<Board> = Vec::new();
    for row in rows {
        if boards
            .last()
            .is_none_or(|board| board.bevoegd_gezag != row.board_number)
        {
            boards.push(Board {
                bevoegd_gezag: row.board_number,
                machtiging_voorbij: row.mandate_over,
                scholen: BTreeMap::new(),
            });
        }
        if let Some(board) = boards.last_mut() {
            board.scholen.insert(row.sector, row.brin);
        }
    }
    Ok(Json(boards))
}

/// `POST /proefhulp/drukte`: the next call of the program is answered with 429.
///
/// # Errors
/// 401 without a token.
pub async fn make_busy(
    State(system): State<Arc<System>>,
    machine: Machine,
) -> Result<StatusCode, Refusal> {
    sqlx::query!(
        "insert into sandbox_busy (client_id) values ($1) on conflict do nothing",
        machine.client(),
    )
    .execute(&system.pool)
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// About which appointment.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    #[serde(default)]
    bevoegd_gezag: String,
    #[serde(default)]
    benoemingvolgnummer: String,
}

/// What the teacher reported.
#[derive(Serialize)]
pub struct Reported {
    kenmerk: CorrectionId,
}

/// `POST /proefhulp/verbeterverzoeken`: the teacher of an appointment reports that something is not
/// right, as a real one does on the page.
///
/// # Errors
/// 403 without a mandate of the board; 404 when it has no such appointment.
pub async fn report(
    State(system): State<Arc<System>>,
    machine: Machine,
    Sent(asked): Sent<Asked>,
) -> Result<(StatusCode, Json<Reported>), Refusal> {
    let board = machine.acting_for(&asked.bevoegd_gezag)?;
    let (appointment, person): (Uuid, Uuid) = sqlx::query!(
        "select id, person_id from appointment where board_number = $1 and number = $2",
        board.as_str(),
        asked.benoemingvolgnummer,
    )
    .fetch_optional(&system.pool)
    .await?
    .map(|row| (row.id, row.person_id))
    .ok_or_else(Problem::not_found)?;
    let form = CorrectionForm {
        appointment: appointment.to_string(),
        fact: "Begindatum".to_owned(),
        message: "Dit is een proefverzoek. De begindatum klopt niet.".to_owned(),
    };
    let kenmerk = teacher::report_difference(&system, PersonId(person), &form, Vec::new()).await?;
    Ok((StatusCode::CREATED, Json(Reported { kenmerk })))
}

/// For which notation.
#[derive(Deserialize)]
pub struct Wanted {
    notatie: String,
}

/// How a case stands.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseVerdict {
    nummer: u8,
    naam: &'static str,
    geslaagd: bool,
    /// What was not seen yet.
    wacht_op: Option<&'static str>,
}

impl CaseVerdict {
    fn of(verdict: &Verdict<'_>) -> Self {
        Self {
            nummer: verdict.case.number,
            naam: verdict.case.name,
            geslaagd: verdict.passed(),
            wacht_op: if verdict.undecided {
                Some("Niet te beoordelen: er zijn te veel berichten. Begin opnieuw.")
            } else {
                verdict.waits_for().map(|step| step.told)
            },
        }
    }
}

/// `GET /proefhulp/keuring?notatie=json`: how every case stands, of all that the program ever did.
///
/// # Errors
/// 400 when the notation is none of ours.
pub async fn verdicts(
    State(system): State<Arc<System>>,
    machine: Machine,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<CaseVerdict>>, Refusal> {
    let notation = Notation::parse(&wanted.notatie)
        .ok_or_else(|| Problem::bad_request("Vraag de notatie json of xml"))?;
    let calls = super::calls(&system, &[machine.client().to_owned()], 0).await?;
    let verdicts = super::judged(calls, notation, |verdicts| {
        verdicts.iter().map(CaseVerdict::of).collect()
    });
    Ok(Json(verdicts.await?))
}
