//! The contract of who validates the catalogue for the profession.

use super::{JudgementForm, Validation};
use crate::actor::Validator;
use async_trait::async_trait;
use shared::Problem;
use uuid::Uuid;

/// Every use case of validation.
#[async_trait]
pub trait ValidationDesk: Send + Sync {
    /// What waits.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn validation(&self, validator: &Validator) -> Result<Validation, Problem>;

    /// Judges an offering by the rules of today: in the catalogue when it meets all of them, refused
    /// with a reason when it does not.
    ///
    /// # Errors
    /// 404 when there is none; 409 when it does not wait; 422 when a reason is missing.
    async fn judge_offering(
        &self,
        validator: &Validator,
        id: Uuid,
        form: &JudgementForm,
    ) -> Result<(), Problem>;

    /// Hides a review that was reported, or leaves it.
    ///
    /// # Errors
    /// 404 when there is none that was reported.
    async fn judge_review(
        &self,
        validator: &Validator,
        id: Uuid,
        hidden: bool,
    ) -> Result<(), Problem>;

    /// Lets the people of an organisation log in as a provider.
    ///
    /// # Errors
    /// 422 at its field when something is missing, or the number is in use.
    async fn admit_provider(
        &self,
        validator: &Validator,
        name: &str,
        kvk: &str,
    ) -> Result<(), Problem>;
}
