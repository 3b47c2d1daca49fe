//! The contract of the registration of a teacher without an appointment.

use super::{Registering, RegistrationForm};
use crate::{actor::Teacher, upload::File};
use async_trait::async_trait;
use shared::Problem;

/// Every use case of a qualified teacher without an appointment (article 38h, third paragraph, WPO).
#[async_trait]
pub trait RegistrationDesk: Send + Sync {
    /// Whether the teacher may register, and where a registration stands.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn registering(&self, teacher: &Teacher) -> Result<Registering, Problem>;

    /// Asks to be entered, with the proof: the diploma is looked up when that may be, and files can come
    /// along. Two people of the register decide on it.
    ///
    /// # Errors
    /// 409 when the teacher has an appointment, is entered already, or asked before; 422 with all
    /// messages at their fields, also when there is no proof at all.
    async fn register(
        &self,
        teacher: &Teacher,
        form: &RegistrationForm,
        files: Vec<File>,
    ) -> Result<(), Problem>;

    /// Adds files to the registration that waits for a decision.
    ///
    /// # Errors
    /// 409 when none waits; 422 when there is no file, or one that cannot be taken.
    async fn add_proof(&self, teacher: &Teacher, files: Vec<File>) -> Result<(), Problem>;

    /// Takes back the registration that waits for a decision.
    ///
    /// # Errors
    /// 409 when none waits.
    async fn withdraw_registration(&self, teacher: &Teacher) -> Result<(), Problem>;

    /// Has the teacher entered again after a removal, or confirms what waits for that (article 38n
    /// WPO).
    ///
    /// # Errors
    /// 404 when the teacher was never entered; 409 when it cannot be.
    async fn enter_own(&self, teacher: &Teacher) -> Result<(), Problem>;
}
