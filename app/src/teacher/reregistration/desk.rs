//! The contract of the way to re-registration.

use super::Reregistration;
use crate::actor::Teacher;
use async_trait::async_trait;
use shared::{Problem, criteria::InterruptionForm};
use uuid::Uuid;

/// What a teacher does on the way to re-registration. What is of somebody else is not found.
#[async_trait]
pub trait ReregistrationDesk: Send + Sync {
    /// How far the teacher is: the term with its interruptions, the set of rules that holds and
    /// everything that its evaluation depends on.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn standing(&self, teacher: &Teacher) -> Result<Reregistration, Problem>;

    /// Adds an interruption of the term under a fresh number; of its reason nothing is kept but the
    /// kind (article 9 GDPR). Sending the same twice adds one.
    ///
    /// # Errors
    /// 404 when the number is of somebody else; 422 with all messages at their fields.
    async fn add_interruption(
        &self,
        teacher: &Teacher,
        number: Uuid,
        form: &InterruptionForm,
    ) -> Result<(), Problem>;

    /// Removes an interruption; that it was there stays in the history.
    ///
    /// # Errors
    /// 404 when there is no such interruption of this teacher.
    async fn remove_interruption(&self, teacher: &Teacher, number: Uuid) -> Result<(), Problem>;

    /// Chooses a newer set of criteria that is in force, by its version; without one takes that back.
    /// It can be done through the last day of the term: on what is there then the application is judged.
    ///
    /// # Errors
    /// 404 when there is no such set that this teacher may choose; 409 when the term has not begun or is
    /// over.
    async fn choose_criteria(
        &self,
        teacher: &Teacher,
        version: Option<&str>,
    ) -> Result<(), Problem>;
}
