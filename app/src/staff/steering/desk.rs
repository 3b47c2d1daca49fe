//! The contract of steering.

use super::{NewAbsence, Steering};
use crate::actor::CaseWorker;
use async_trait::async_trait;
use shared::Problem;

/// How the work stands, and who is away.
#[async_trait]
pub trait SteeringDesk: Send + Sync {
    /// Numbers, ages, terms at risk and what is expected. Of teachers there are only numbers.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn steering(&self, worker: &CaseWorker) -> Result<Steering, Problem>;

    /// Records that somebody of the team is away from today on: what that person has, can be handed
    /// over.
    ///
    /// # Errors
    /// 422 when something is missing or wrong.
    async fn away(&self, worker: &CaseWorker, new: NewAbsence) -> Result<(), Problem>;
}
