//! Where a program wants to hear that there is feedback, and telling it.
//!
//! A notice holds how far the feedback is, and nothing of a person or a board: the program reads
//! the rest itself. It is signed, tried again with longer pauses, and given up in the end; that can
//! be seen at the webhook.

mod notice;
mod post;

pub use notice::tell_all;
pub use post::{SIGNATURE, signed};

use super::{login::Machine, read::Sent, reply::Refusal};
use crate::{
    System,
    audit::{self, Act, By},
    config::Environment,
    vault::random_token,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use post::{address, header_value, post, reachable};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::{FieldError, Problem};
use std::sync::Arc;

/// What seals the key of a signature.
const PURPOSE: &str = "webhook";

/// What a program sets.
#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    url: String,
}

/// A webhook as its program sees it.
#[derive(Serialize)]
struct Webhook {
    url: String,
    /// `actief`, `hapert` or `gestopt`.
    status: &'static str,
    /// When the last notice came through.
    bezorgd: Option<Timestamp>,
    /// How often in a row it did not.
    mislukt: i32,
    /// Why not, the last time.
    oorzaak: Option<String>,
    /// The key of the signature; only when it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    geheim: Option<String>,
}

/// `PUT /webhook`: from now on, with a new key.
///
/// # Errors
/// 422 when we do not send to this address.
pub async fn set(
    State(system): State<Arc<System>>,
    machine: Machine,
    Sent(wish): Sent<Wish>,
) -> Result<Response, Refusal> {
    let refused = |why: &str| Problem::invalid(vec![FieldError::new("url", why)]);
    let local = system.config.environment == Environment::Local;
    let url = address(&wish.url, local).map_err(refused)?;
    reachable(&url, local).await.map_err(refused)?;
    let now = system.clock.now_stored();
    let secret = random_token();
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "insert into webhook (client_id, url, secret_sealed, created_at, told_in, next_try)
         values ($1, $2, $3, $4, pg_snapshot_xmin(pg_current_snapshot()), $4)
         on conflict (client_id) do update
         set url = excluded.url, secret_sealed = excluded.secret_sealed,
             created_at = excluded.created_at, failures = 0, next_try = excluded.next_try,
             last_failure = null, stopped_at = null",
        machine.client(),
        url.as_str(),
        system.vault.seal(PURPOSE, secret.as_bytes())?,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    let by = By::Program(machine.client());
    audit::record(&mut tx, now, by, None, None, &Act::WebhookSet).await?;
    tx.commit().await?;
    let webhook = Webhook {
        url: url.into(),
        status: "actief",
        bezorgd: None,
        mislukt: 0,
        oorzaak: None,
        geheim: Some(secret),
    };
    Ok((StatusCode::OK, Json(webhook)).into_response())
}

/// `GET /webhook`: how it goes.
///
/// # Errors
/// 404 when the program set none.
pub async fn show(
    State(system): State<Arc<System>>,
    machine: Machine,
) -> Result<Response, Refusal> {
    let row = sqlx::query!(
        "select url, told_at, failures, last_failure, stopped_at
         from webhook
         where client_id = $1",
        machine.client(),
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let status = match (row.stopped_at, row.failures) {
        (Some(_), _) => "gestopt",
        (None, 0) => "actief",
        (None, _) => "hapert",
    };
    Ok(Json(Webhook {
        url: row.url,
        status,
        bezorgd: row.told_at.map(jiff_sqlx::Timestamp::to_jiff),
        mislukt: row.failures,
        oorzaak: row.last_failure,
        geheim: None,
    })
    .into_response())
}

/// `DELETE /webhook`: no notices any more; also when there were none.
///
/// # Errors
/// 401 without a token.
pub async fn remove(
    State(system): State<Arc<System>>,
    machine: Machine,
) -> Result<StatusCode, Refusal> {
    let mut tx = system.pool.begin().await?;
    let removed = sqlx::query!("delete from webhook where client_id = $1", machine.client())
        .execute(&mut *tx)
        .await?;
    if removed.rows_affected() == 1 {
        let by = By::Program(machine.client());
        let now = system.clock.now_stored();
        audit::record(&mut tx, now, by, None, None, &Act::WebhookRemoved).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a receiver answered to two trial notices, as statuses of HTTP.
#[derive(Serialize)]
struct Tried {
    /// To the one with a wrong signature, which it must refuse.
    verkeerd: u16,
    /// To the one with the right signature.
    goed: u16,
}

/// `POST /webhook/proef`: sends two trial notices at once, the first with a wrong signature, and
/// tells what was answered. So a supplier sees that its check works.
///
/// # Errors
/// 404 when the program set no webhook; 422 when there is no answer.
pub async fn try_out(
    State(system): State<Arc<System>>,
    machine: Machine,
) -> Result<Response, Refusal> {
    let row = sqlx::query!(
        "select url, secret_sealed from webhook where client_id = $1",
        machine.client(),
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let secret = system.vault.open(PURPOSE, &row.secret_sealed)?;
    let now = system.clock.now();
    let body = json!({ "soort": "proef" }).to_string();
    let unheard = |why: &str| Problem::invalid(vec![FieldError::new("url", why)]);
    let local = system.config.environment == Environment::Local;
    let post = async |secret: &[u8]| {
        let signature = header_value(secret, now, &body);
        post(&row.url, local, signature, body.clone()).await
    };
    let verkeerd = post(random_token().as_bytes()).await.map_err(unheard)?;
    let goed = post(&secret).await.map_err(unheard)?;
    let tried = Tried {
        verkeerd: verkeerd.as_u16(),
        goed: goed.as_u16(),
    };
    Ok((StatusCode::OK, Json(tried)).into_response())
}
