//! The contract of the training plan for a school.

use crate::{
    actor::Colleague,
    training::{PlanInput, TrainingPlanForm},
};
use async_trait::async_trait;
use shared::Problem;

/// What a school does with the training plan of an appointment in the vestibule, by the number under
/// which the board knows it (article 38s, second paragraph, WPO). That a school looks is recorded.
#[async_trait]
pub trait TrainingDesk: Send + Sync {
    /// The plan, if there is one.
    ///
    /// # Errors
    /// 404 when the board has no such appointment in the vestibule, or the teacher left the register.
    async fn plan(&self, contact: &Colleague, number: &str) -> Result<PlanInput, Problem>;

    /// Enters or changes the plan, and asks the teacher to confirm it.
    ///
    /// # Errors
    /// As [`Self::plan`]; 422 with all messages at their fields.
    async fn save_plan(
        &self,
        contact: &Colleague,
        number: &str,
        form: &TrainingPlanForm,
    ) -> Result<(), Problem>;

    /// Confirms the plan that the teacher entered, as the school saw it, and tells the teacher.
    ///
    /// # Errors
    /// As [`Self::plan`]; 409 when the teacher changed it in the meantime, or did not enter it.
    async fn confirm_plan(
        &self,
        contact: &Colleague,
        number: &str,
        seen: &str,
    ) -> Result<(), Problem>;
}
