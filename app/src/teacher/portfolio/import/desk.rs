//! The contract of bringing an old portfolio along.

use super::{Brought, Imports, Pick};
use crate::{actor::Teacher, upload::File};
use async_trait::async_trait;
use shared::Problem;
use uuid::Uuid;

/// What a teacher does with the portfolio of another register (chapter 4.6 of the handbook). Nothing
/// gets into the portfolio before the teacher chose it.
#[async_trait]
pub trait ImportDesk: Send + Sync {
    /// What was brought along before, newest first, and whether the old register can be asked.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn imports(&self, teacher: &Teacher) -> Result<Imports, Problem>;

    /// Keeps a file with activities, to choose from.
    ///
    /// # Errors
    /// 422 at `bestand` when nothing in it can be read.
    async fn bring(&self, teacher: &Teacher, file: File) -> Result<Uuid, Problem>;

    /// Asks the old register for the portfolio of somebody with this e-mail address and the name and
    /// birth date of the teacher, and keeps it to choose from.
    ///
    /// # Errors
    /// 422 at `email` when it is no address, or nothing was found; 503 when the old register does not
    /// answer or is not connected.
    async fn look_up(&self, teacher: &Teacher, email: &str) -> Result<Uuid, Problem>;

    /// What was brought along, row by row, as it would be here today.
    ///
    /// # Errors
    /// 404 when it is not of this teacher, or was destroyed.
    async fn brought(&self, teacher: &Teacher, id: Uuid) -> Result<Brought, Problem>;

    /// Takes over the rows that were chosen. What is there already is not added again.
    ///
    /// # Errors
    /// 404 as [`ImportDesk::brought`]; 422 when nothing was chosen.
    async fn take_over(&self, teacher: &Teacher, id: Uuid, picks: &[Pick]) -> Result<(), Problem>;

    /// Takes out what was taken over, but for what the teacher changed since.
    ///
    /// # Errors
    /// 404 as [`ImportDesk::brought`]; 409 when there is nothing to undo, or it is too long ago.
    async fn undo(&self, teacher: &Teacher, id: Uuid) -> Result<(), Problem>;
}
