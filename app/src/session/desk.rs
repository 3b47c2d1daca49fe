//! The contract of the session layer with the pages.

use super::{DraftKey, FormState, Visitor};
use crate::{actor::Actor, desk::Visit};
use async_trait::async_trait;
use shared::{Problem, identifier::FormId};

/// Everything the pages need to know of a session.
#[async_trait]
pub trait SessionDesk: Send + Sync {
    /// Who is logged in, for the masthead.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn visitor(&self, visit: &Visit) -> Result<Option<Visitor>, Problem>;

    /// What keeps the drafts of this person in a browser apart, and closed for others.
    fn drafts(&self, actor: &Actor) -> DraftKey;

    /// What this person filled in earlier and could not be taken in; nothing when it is of somebody else.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn form_state(&self, visit: &Visit, id: FormId) -> Result<Option<FormState>, Problem>;

    /// Keeps what is filled in now, because the session is about to end.
    ///
    /// # Errors
    /// 401 when the session has ended already; 413 when it is more than a form can hold.
    async fn keep_form(
        &self,
        visit: &Visit,
        action: &str,
        values: Vec<(String, String)>,
    ) -> Result<FormId, Problem>;
}
