//! The contract of taking the portfolio out.

use super::TakeOut;
use crate::actor::{FreshTeacher, Teacher};
use async_trait::async_trait;
use shared::Problem;

/// What a teacher does to have the portfolio for themselves.
#[async_trait]
pub trait TakeOutDesk: Send + Sync {
    /// What was asked for and is not destroyed yet, newest first.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn take_outs(&self, teacher: &Teacher) -> Result<Vec<TakeOut>, Problem>;

    /// Has the whole portfolio put in one file. While one is being made, nothing new begins.
    ///
    /// # Errors
    /// 429 when it was asked for too often today.
    async fn take_out(&self, teacher: &FreshTeacher) -> Result<(), Problem>;
}
