//! Fetching a file of evidence that goes along with an invitation.

use super::{find, shown_evidence};
use crate::{
    System,
    audit::{self, Act, By},
    desks::teacher::{attachment, not_looked_at_yet},
    fault::Fault,
};
use app::{
    actor::{FromActor, Teacher},
    desk::Visit,
    teacher::portfolio::colleagues::{State, desk::Invitee},
};
use axum::{
    Extension,
    extract::{Path, State as Shared},
    response::Response,
};
use shared::Problem;
use std::sync::Arc;
use uuid::Uuid;

/// The file with this number, for who was invited and while the invitation is open.
///
/// # Errors
/// 404 when it does not go along with such an invitation.
pub async fn download(
    Shared(system): Shared<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path((key, id)): Path<(String, Uuid)>,
) -> Result<Response, Fault> {
    let teacher = visit.actor.and_then(Teacher::from_actor);
    let invitee = Invitee { key, teacher };
    let now = system.clock.now_stored();
    let mut tx = system.pool.begin().await?;
    let found = find(&mut tx, &invitee, now).await?;
    let shown = shown_evidence(&mut tx, &found).await?;
    let file = shown
        .into_iter()
        .find(|file| file.id.0 == id && found.state == State::Open)
        .ok_or_else(Problem::not_found)?;
    if file.waiting {
        return Err(not_looked_at_yet().into());
    }
    let media_type = sqlx::query_scalar!("select media_type from evidence where id = $1", id)
        .fetch_one(&mut *tx)
        .await?;
    let by = match &invitee.teacher {
        Some(teacher) => By::Teacher(teacher.person()),
        None => By::Invitee(&found.id),
    };
    let act = Act::EvidenceChanged {
        evidence: file.id,
        change: "fetched".to_owned(),
    };
    audit::record(&mut tx, now, by, Some(found.from), None, &act).await?;
    tx.commit().await?;
    let bytes = system.evidence.get(file.id).await?;
    Ok(attachment(&file.name, media_type, bytes))
}
