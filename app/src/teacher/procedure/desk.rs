//! The contract of what a teacher asks the register to decide.

use super::{AnswerForm, Application, MyCase, Objectable, ObjectionForm};
use crate::actor::{FreshTeacher, Teacher};
use async_trait::async_trait;
use shared::{
    Problem,
    identifier::{CaseId, DecisionId},
};
use uuid::Uuid;

/// Applications and objections of a teacher. What is of somebody else is not found.
#[async_trait]
pub trait ProcedureDesk: Send + Sync {
    /// What an application for re-registration would hold today, and whether it can be sent.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn application(&self, teacher: &Teacher) -> Result<Application, Problem>;

    /// Sends the application under a fresh number; sent twice, it is asked once. When every rule is met
    /// and it is not in the sample, it is granted at once; it is never refused without a person.
    ///
    /// # Errors
    /// 409 when one cannot apply now; 422 when the teacher did not say that it is true.
    async fn apply(
        &self,
        teacher: &FreshTeacher,
        number: Uuid,
        agreed: bool,
        remark: &str,
    ) -> Result<CaseId, Problem>;

    /// A case of the teacher, with a copy of what was sent.
    ///
    /// # Errors
    /// 404 when there is no such case of this teacher.
    async fn my_case(&self, teacher: &Teacher, id: CaseId) -> Result<MyCase, Problem>;

    /// Answers what was asked in a case.
    ///
    /// # Errors
    /// 404 when there is no such case; 409 when nothing is asked, or it was too late; 422 when nothing
    /// was said.
    async fn answer(&self, teacher: &Teacher, form: &AnswerForm) -> Result<(), Problem>;

    /// Takes an application or an objection back.
    ///
    /// # Errors
    /// 404 when there is no such case; 409 when it is closed.
    async fn withdraw(&self, teacher: &Teacher, id: CaseId) -> Result<(), Problem>;

    /// A decision to which the teacher may object.
    ///
    /// # Errors
    /// 404 when there is no such decision of this teacher.
    async fn objectable(&self, teacher: &Teacher, id: DecisionId) -> Result<Objectable, Problem>;

    /// Objects to a decision (articles 6:4 and 6:5 Awb). The reasons may follow (6:6); who is late says
    /// why (6:11).
    ///
    /// # Errors
    /// 404 when there is no such decision; 409 when it was objected to before; 422 when something is
    /// missing.
    async fn object(&self, teacher: &Teacher, form: &ObjectionForm) -> Result<CaseId, Problem>;
}
