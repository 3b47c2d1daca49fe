//! The contract of the message box of a board.

use crate::{actor::Colleague, page::Paged, teacher::Message};
use async_trait::async_trait;
use shared::Problem;

/// Every use case of a board with its messages.
#[async_trait]
pub trait BoxDesk: Send + Sync {
    /// The messages of the register to the board, newest first; from then on those of the page are read.
    /// Pages count from 1.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn read_box(&self, contact: &Colleague, page: u32) -> Result<Paged<Message>, Problem>;
}
