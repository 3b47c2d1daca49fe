//! The contract of outages.

use super::{NewOutage, Silence};
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

    /// Enters an outage that the register did not see itself, with why it counts. It is applied to terms as
    /// any other, and cannot be taken back.
    ///
    /// # Errors
    /// 422 when something is missing or wrong; 409 when one that begins at that moment is known.
    async fn enter(&self, officer: &Officer, new: NewOutage) -> Result<(), Problem>;
}
