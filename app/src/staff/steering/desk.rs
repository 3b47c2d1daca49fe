//! The contract of steering.

use super::{NewAbsence, Steering};
use crate::actor::CaseWorker;
use async_trait::async_trait;
use shared::Problem;
use uuid::Uuid;

/// How the work stands, and who is away.
#[async_trait]
pub trait SteeringDesk: Send + Sync {
    /// Numbers, ages, terms at risk and what is expected. Of teachers there are only numbers.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn steering(&self, worker: &CaseWorker) -> Result<Steering, Problem>;

    /// Records that somebody of the team is away from a day on: what that person has, can be handed over, and
    /// who hands over sees who is away.
    ///
    /// # Errors
    /// 422 when something is missing or wrong.
    async fn away(&self, worker: &CaseWorker, new: NewAbsence) -> Result<(), Problem>;

    /// Somebody is there again from today on; what was to begin later, does not happen.
    ///
    /// # Errors
    /// 404 when it is over already.
    async fn back(&self, worker: &CaseWorker, id: Uuid) -> Result<(), Problem>;
}
