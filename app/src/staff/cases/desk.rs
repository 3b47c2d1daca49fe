//! The contract of the case workers.

use super::{CaseFile, CaseFilter, NewStep, Proposal, Worklist};
use crate::actor::CaseWorker;
use async_trait::async_trait;
use shared::{Problem, identifier::CaseId};

/// Every use case of a case worker.
#[async_trait]
pub trait CaseDesk: Send + Sync {
    /// What waits, the first to end on top; what is closed, the newest first.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn worklist(&self, worker: &CaseWorker, filter: CaseFilter) -> Result<Worklist, Problem>;

    /// One case. That the worker looks at it is recorded.
    ///
    /// # Errors
    /// 404 when there is no such case.
    async fn case(&self, worker: &CaseWorker, id: CaseId) -> Result<CaseFile, Problem>;

    /// Takes a case, puts it back, hands it over, confirms what a colleague proposed, or sends it
    /// back to the colleague.
    ///
    /// # Errors
    /// 404 when there is no such case; 409 with the reason when the step is not allowed to this
    /// worker now, or the case changed since it was seen; 422 when something is missing.
    async fn step(&self, worker: &CaseWorker, new: NewStep) -> Result<(), Problem>;

    /// Says what the verdict must be. Accepting evidence counts at once; a refusal, and every
    /// decision in the sense of the Awb, waits for a colleague.
    ///
    /// # Errors
    /// As [`Self::step`]; 422 also for what the law asks first
    /// (articles 4:5, 4:7, 7:2 and 3:50 Awb).
    async fn propose(&self, worker: &CaseWorker, proposal: Proposal) -> Result<(), Problem>;
}
