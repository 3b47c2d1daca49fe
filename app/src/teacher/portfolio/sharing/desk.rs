//! The contract of sharing with the board.

use super::Sharing;
use crate::actor::{FreshTeacher, Teacher};
use async_trait::async_trait;
use shared::{Problem, portfolio::SharingForm};
use uuid::Uuid;

/// Every use case of sharing.
#[async_trait]
pub trait SharingDesk: Send + Sync {
    /// What is shared, and what was.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn sharing(&self, teacher: &Teacher) -> Result<Sharing, Problem>;

    /// Shares with a board for which the teacher works today. What is shared already stays so.
    ///
    /// # Errors
    /// 422 at its field when something is missing, the board is none of the teacher's, or the activity
    /// is not.
    async fn share(&self, teacher: &FreshTeacher, form: &SharingForm) -> Result<(), Problem>;

    /// Shares something no longer: the board sees it no more from then on.
    ///
    /// # Errors
    /// 404 when it is not of this teacher.
    async fn withdraw_share(&self, teacher: &Teacher, share: Uuid) -> Result<(), Problem>;
}
