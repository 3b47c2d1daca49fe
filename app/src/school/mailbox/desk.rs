//! The contract of the message box of a board.

use crate::{actor::Colleague, teacher::Message};
use async_trait::async_trait;
use shared::Problem;

/// Every use case of a board with its messages.
#[async_trait]
pub trait BoxDesk: Send + Sync {
    /// The messages of the register to the board, newest first; from then on they are read.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn read_box(&self, contact: &Colleague) -> Result<Vec<Message>, Problem>;
}
