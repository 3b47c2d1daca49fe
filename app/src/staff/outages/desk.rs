//! The contract of outages.

use super::Silence;
use crate::actor::Officer;
use async_trait::async_trait;
use shared::Problem;

/// Every use case of the staff with outages.
#[async_trait]
pub trait OutageDesk: Send + Sync {
    /// When the register could not be reached, the last first.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn outages(&self, officer: &Officer) -> Result<Vec<Silence>, Problem>;
}
