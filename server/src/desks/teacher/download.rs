//! Fetching a file of evidence, and the letter of a decision: its owner only.

use crate::{
    System,
    audit::{self, Act, By},
    decision_letter,
    fault::Fault,
    messages::{self, Inbox},
    print, web,
};
use app::{
    actor::{FromActor, Teacher},
    desk::Visit,
};
use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::header;
use shared::{
    Problem,
    identifier::{DecisionId, EvidenceId},
};
use std::sync::Arc;
use uuid::Uuid;

/// The file with this number, to be saved and never to be shown in the page.
///
/// # Errors
/// 401 or 403 for whoever is no teacher, 404 when it is not of this teacher.
pub async fn download_evidence(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let teacher = Teacher::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let id = EvidenceId(id);
    let mut tx = system.pool.begin().await?;
    let file = sqlx::query!(
        "select file_name, media_type
         from evidence
         where id = $1 and person_id = $2 and removed_at is null",
        id.0,
        teacher.person().0,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(Problem::not_found)?;
    audit::record(
        &mut tx,
        system.clock.now(),
        By::Teacher(teacher.person()),
        Some(teacher.person()),
        None,
        &Act::EvidenceChanged {
            evidence: id,
            change: "fetched".to_owned(),
        },
    )
    .await?;
    tx.commit().await?;
    let bytes = system.evidence.get(id).await?;
    Ok(attachment(&file.file_name, file.media_type, bytes))
}

/// A file to be saved under this name, and never to be shown in the page.
pub fn attachment(file_name: &str, media_type: String, bytes: bytes::Bytes) -> Response {
    let name: String = file_name
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    (
        [
            (header::CONTENT_TYPE, media_type),
            (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename*=UTF-8''{name}"),
            ),
        ],
        bytes,
    )
        .into_response()
}

/// The letter of a decision, as it is kept.
///
/// # Errors
/// 401 or 403 for whoever is no teacher, 404 when it is not of this teacher.
pub async fn download_decision(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let teacher = Teacher::from_actor(actor).ok_or_else(Problem::forbidden)?;
    sqlx::query_scalar!(
        "select id from decision where id = $1 and person_id = $2",
        id,
        teacher.person().0,
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let letter = decision_letter::of(&system, DecisionId(id)).await?;
    Ok(web::attachment(
        &format!("besluit-{}.pdf", letter.number),
        print::PDF,
        letter.content,
    ))
}

/// A message to this teacher, as a letter.
///
/// # Errors
/// 401 or 403 for whoever is no teacher, 404 when it is not of this teacher.
pub async fn download_message(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let teacher = Teacher::from_actor(actor).ok_or_else(Problem::forbidden)?;
    messages::copy(&system, Inbox::Person(teacher.person()), id).await
}
