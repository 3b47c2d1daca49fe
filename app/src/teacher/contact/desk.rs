//! The contract of how a teacher hears of messages.

use super::{Contact, ContactForm};
use crate::actor::{FreshTeacher, Teacher};
use async_trait::async_trait;
use shared::Problem;

/// Every use case of a teacher with being reached.
#[async_trait]
pub trait ContactDesk: Send + Sync {
    /// How the teacher hears of messages now.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn contact(&self, teacher: &Teacher) -> Result<Contact, Problem>;

    /// Keeps the choice; a new address counts once it is confirmed, with what a mail to it says.
    ///
    /// # Errors
    /// 422 with all messages at their fields.
    async fn choose_contact(
        &self,
        teacher: &FreshTeacher,
        form: ContactForm,
    ) -> Result<(), Problem>;

    /// Confirms the address, with the code of the mail. From then on messages come only this way
    /// (article 2:8 Awb).
    ///
    /// # Errors
    /// 409 when the code is not of this teacher, too old, or of an address that was replaced.
    async fn confirm_contact(&self, teacher: &Teacher, code: &str) -> Result<(), Problem>;

    /// Messages come by post again.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn stop_contact(&self, teacher: &Teacher) -> Result<(), Problem>;
}
