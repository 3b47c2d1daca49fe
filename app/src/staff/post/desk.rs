//! The contract of what goes by post.

use super::Post;
use crate::actor::CaseWorker;
use async_trait::async_trait;
use shared::Problem;
use uuid::Uuid;

/// Every use case of the staff with letters that go by post.
#[async_trait]
pub trait PostDesk: Send + Sync {
    /// What is to be posted.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn post(&self, worker: &CaseWorker) -> Result<Post, Problem>;

    /// Notes that a letter was posted, when and by whom.
    ///
    /// # Errors
    /// 404 when there is no such letter; 409 when it was posted already.
    async fn mark_posted(&self, worker: &CaseWorker, id: Uuid) -> Result<(), Problem>;

    /// A mail to this address came back after the mail server took it: the address takes none from now on,
    /// as when it had been refused. What it told of the last weeks, and was not read, goes by post.
    ///
    /// # Errors
    /// 422 when nobody has messages sent to this address, or it was noted before.
    async fn came_back(&self, worker: &CaseWorker, email: &str) -> Result<(), Problem>;
}
