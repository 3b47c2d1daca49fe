//! The contract of the entry: what a teacher does with being in the register.

use super::{AsOf, Kept};
use crate::{
    actor::{FreshTeacher, Teacher},
    training::{PlanInput, TrainingPlanForm},
};
use async_trait::async_trait;
use jiff::civil::Date;
use shared::{Problem, identifier::AppointmentId};

/// Every use case of a teacher with being in the register. What is of somebody else is not found.
#[async_trait]
pub trait EntryDesk: Send + Sync {
    /// What the register held of the teacher on a day: as it was known at the end of that day, or as
    /// it is known now.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn as_of(&self, teacher: &Teacher, on: Date, known_now: bool) -> Result<AsOf, Problem>;

    /// What is kept of what was removed (article 38n, third paragraph, WPO).
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn kept(&self, teacher: &Teacher) -> Result<Kept, Problem>;

    /// Removes the teacher from the register, with every appointment (article 38n WPO).
    ///
    /// # Errors
    /// 409 when there is nothing to remove; 422 when it was not said to be meant.
    async fn remove(&self, teacher: &FreshTeacher, is_meant: bool) -> Result<(), Problem>;

    /// Enters a removed appointment again, as the teacher saw it.
    ///
    /// # Errors
    /// 404 when it is not of this teacher; 409 when it cannot be, or the school changed it in the
    /// meantime.
    async fn enter_again(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
        version: i32,
    ) -> Result<(), Problem>;

    /// Keeps whether the teacher stays (`blijven`) or leaves (`uitschrijven`) at the pension age
    /// (article 38n, fifth paragraph, WPO).
    ///
    /// # Errors
    /// 404 when the teacher was not asked; 409 when the teacher left already; 422 when nothing was
    /// chosen.
    async fn choose_pension(&self, teacher: &Teacher, choice: &str) -> Result<(), Problem>;

    /// The training plan of an appointment in the vestibule, if there is one.
    ///
    /// # Errors
    /// 404 when there is no such appointment of this teacher in the vestibule.
    async fn training_plan(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
    ) -> Result<PlanInput, Problem>;

    /// Enters or changes a training plan; the school is asked to confirm it.
    ///
    /// # Errors
    /// As [`Self::training_plan`]; 422 with all messages at their fields.
    async fn save_training_plan(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
        form: &TrainingPlanForm,
    ) -> Result<(), Problem>;

    /// Confirms the training plan that the school entered, as the teacher saw it.
    ///
    /// # Errors
    /// As [`Self::training_plan`]; 409 when the school changed it in the meantime, or did not enter
    /// it.
    async fn confirm_training_plan(
        &self,
        teacher: &Teacher,
        appointment: AppointmentId,
        seen: &str,
    ) -> Result<(), Problem>;
}
