//! The message box of a board.

use crate::{
    System,
    desks::Desk,
    fault::Fault,
    messages::{self, Inbox},
};
use app::{
    actor::{Colleague, FromActor},
    desk::Visit,
    page::Paged,
    school::mailbox::desk::BoxDesk,
    teacher::Message,
};
use async_trait::async_trait;
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use shared::Problem;
use std::sync::Arc;
use uuid::Uuid;

#[async_trait]
impl BoxDesk for Desk {
    async fn read_box(&self, contact: &Colleague, page: u32) -> Result<Paged<Message>, Problem> {
        Ok(messages::open(&self.0, Inbox::Board(contact.board()), page).await?)
    }
}

/// `GET /school/berichtenbox/{id}/kopie.pdf`
///
/// # Errors
/// 401 or 403 for whoever is not of the board itself, 404 when it is not of this board.
pub async fn download_message_of_board(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let contact = Colleague::from_actor(actor).ok_or_else(Problem::forbidden)?;
    messages::copy(&system, Inbox::Board(contact.board()), id).await
}
