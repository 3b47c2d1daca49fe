//! The contract of what the register tells a board of a person on request.

use super::AskedPerson;
use crate::actor::Colleague;
use async_trait::async_trait;
use shared::Problem;

/// What a board can ask of a person with an appointment of it (article 38o, second paragraph, WPO).
#[async_trait]
pub trait PersonDesk: Send + Sync {
    /// Sex, address and day of birth, as far as the register has them, and how the re-registration
    /// stands once that is law. That it was asked, and for which purpose, is recorded.
    ///
    /// # Errors
    /// 404 when the board has no such appointment today, or the contact does not reach it; 409 when the
    /// teacher did not confirm it yet; 422 at `doel` when it is for none of the purposes.
    async fn ask_person(
        &self,
        contact: &Colleague,
        number: &str,
        purpose: &str,
    ) -> Result<AskedPerson, Problem>;
}
