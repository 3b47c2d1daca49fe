//! Whether a proof of registration holds, for whoever has its code or the credential; and what others
//! must know to verify a credential themselves.

use crate::{
    System,
    clock::dutch,
    credential,
    desks::Desk,
    fault::Fault,
    proof::{self, Kept, Which},
};
use app::public::{
    desk::PublicDesk,
    proof::{Checked, CheckedDigital},
};
use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::header;
use serde::Deserialize;
use serde_json::Value;
use shared::{
    Problem,
    proof::{ProofCode, Shown, Standing},
};
use std::sync::Arc;

/// The most that is read of a posted credential, in bytes.
const MOST: usize = 64_000;

/// Whether the proof with this code holds.
///
/// # Errors
/// When the database does not answer.
pub async fn check_code(system: &System, code: &str) -> Result<Checked, Fault> {
    let Some(code) = ProofCode::parse(code) else {
        return Ok(told(system, None));
    };
    let kept = found(system, Which::Code(&code)).await?;
    Ok(told(
        system,
        kept.map(|(kept, standing)| (standing, kept.shown, kept.until)),
    ))
}

/// Whether the proof of this credential holds; then what its holder shows of it.
///
/// # Errors
/// When the database does not answer.
pub async fn check_digital(system: &System, given: &str) -> Result<Checked, Fault> {
    let Some(said) = system.issuer.read(given, system.clock.now()) else {
        return Ok(told(system, None));
    };
    let kept = found(system, Which::Place(said.place)).await?;
    let shown = credential::shown(&said.shows);
    Ok(told(
        system,
        kept.map(|(kept, standing)| (standing, shown, kept.until)),
    ))
}

async fn found(system: &System, which: Which<'_>) -> Result<Option<(Kept, Standing)>, Fault> {
    let mut conn = system.pool.acquire().await?;
    let kept = proof::find(&mut conn, which).await?.into_iter().next();
    drop(conn);
    let Some(kept) = kept else { return Ok(None) };
    let provable = proof::provable(system, kept.person).await?;
    let standing = kept.standing(provable.as_ref(), system.clock.today());
    Ok(Some((kept, standing)))
}

/// What may be told: what it shows only while it holds.
fn told(system: &System, found: Option<(Standing, Shown, jiff::civil::Date)>) -> Checked {
    let at = dutch(system.clock.now());
    match found {
        None => Checked {
            standing: None,
            holds: None,
            at,
        },
        Some((standing, shown, until)) => Checked {
            standing: Some(standing),
            holds: (standing == Standing::Holds).then_some((shown, until)),
            at,
        },
    }
}

/// What came of a credential that was posted to the page.
pub async fn check_posted(system: &Arc<System>, body: Body) -> CheckedDigital {
    #[derive(Default, Deserialize)]
    struct Posted {
        #[serde(default)]
        bewijs: String,
    }
    let posted = to_bytes(body, MOST).await.ok();
    let posted: Posted = posted
        .and_then(|posted| serde_urlencoded::from_bytes(&posted).ok())
        .unwrap_or_default();
    CheckedDigital(
        Desk::new(system.clone())
            .check_digital(&posted.bewijs)
            .await,
    )
}

/// `GET /.well-known/jwt-vc-issuer`
pub async fn issuer_metadata(State(system): State<Arc<System>>) -> Json<Value> {
    Json(system.issuer.metadata())
}

/// `GET /bewijs/soort`: what the kind of credential is.
pub async fn kind_metadata(State(system): State<Arc<System>>) -> Json<Value> {
    Json(system.issuer.kind_metadata())
}

/// `GET /bewijs/ingetrokken/{lijst}`: the list of what was withdrawn.
///
/// # Errors
/// When the database does not answer.
pub async fn withdrawn_list(
    State(system): State<Arc<System>>,
    Path(list): Path<String>,
) -> Result<Response, Fault> {
    let list = list.parse().ok().filter(|list| *list > 0);
    let list = list.ok_or_else(Problem::not_found)?;
    let places = proof::withdrawn(&system, list).await?;
    let token = system.issuer.withdrawn(list, &places, system.clock.now())?;
    let headers = [
        (header::CONTENT_TYPE, "application/statuslist+jwt"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    Ok((headers, token).into_response())
}
