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
    comparison::{self, Differs, Scope},
    delivery::without_bsn,
};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
};
use http::HeaderMap;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

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
    let format = batches::format(&headers)?;
    let scope = Scope::of(&board, at);
    let compared = comparison::compare(&system, scope, format, body.into_data_stream()).await?;
    let mut conn = system.pool.acquire().await?;
    let act = Act::OverviewRead { overview: id };
    let now = system.clock.now_stored();
    let by = By::Sender(&sender);
    audit::record(&mut conn, now, by, None, Some(&sender.board), &act).await?;
    Ok(Json(Comparison {
        kenmerk: id,
        bevoegd_gezag: sender.board.to_string(),
        regels: compared.lines,
        verschillen: compared.found.into_iter().map(told).collect(),
    }))
}

/// A difference in the words of the API, seen from the overview.
fn told((number, differs): (String, Differs)) -> Difference {
    let shown = without_bsn(&number);
    match differs {
        Differs::Unreadable => Difference::new(shown, "onleesbaar", Vec::new()),
        Differs::OnlyInList => Difference::new(shown, "vervallen", Vec::new()),
        Differs::OnlyInRegister => Difference::new(shown, "toegevoegd", Vec::new()),
        Differs::Facts(facts) => {
            let places = facts.into_iter().map(|(place, ..)| place).collect();
            Difference::new(shown, "gewijzigd", places)
        }
    }
}
