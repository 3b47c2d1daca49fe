//! The contract of the way of a case at the desk of the staff.

use super::{NewAsk, NewExtension, NewSequel, Objections, PaperObjection, Settle};
use crate::actor::CaseWorker;
use async_trait::async_trait;
use shared::{Problem, identifier::CaseId};

/// What a case worker does on the way of a case, besides taking and deciding it, and with objections.
///
/// A step that is not allowed now, or not to this worker, is refused with 409 and the reason; so is one
/// with a case that changed since it was seen. What is missing is told with 422 at its field; a case
/// that is not there is a 404.
#[async_trait]
pub trait HandlingDesk: Send + Sync {
    /// Asks the teacher to complete the case, the committee for advice, or the teacher for a view of
    /// what the register intends; or invites to a hearing.
    ///
    /// # Errors
    /// As above.
    async fn ask(&self, worker: &CaseWorker, new: NewAsk) -> Result<(), Problem>;

    /// Ends what was asked: with a report of the hearing, with what came on paper, or without anything
    /// once its time is over.
    ///
    /// # Errors
    /// As above.
    async fn settle(&self, worker: &CaseWorker, settle: Settle) -> Result<(), Problem>;

    /// Puts a case off once, or until a day to which the teacher agrees (articles 4:14, third paragraph,
    /// 4:15, second paragraph, and 7:10, third and fourth paragraphs, Awb). The teacher is told why, and
    /// until when.
    ///
    /// # Errors
    /// As above.
    async fn extend(&self, worker: &CaseWorker, new: NewExtension) -> Result<(), Problem>;

    /// Records a notice that the register is late (article 4:17 Awb), an appeal, or what a court ruled, and
    /// tells the teacher.
    ///
    /// # Errors
    /// As above.
    async fn follow_up(&self, worker: &CaseWorker, new: NewSequel) -> Result<(), Problem>;

    /// A page of all objections, from 1.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn objections(&self, worker: &CaseWorker, page: u32) -> Result<Objections, Problem>;

    /// Enters an objection that came on paper.
    ///
    /// # Errors
    /// As above.
    async fn enter_objection(
        &self,
        worker: &CaseWorker,
        paper: PaperObjection,
    ) -> Result<CaseId, Problem>;
}
