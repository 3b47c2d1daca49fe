//! The contract of who looks from outside a case.

use super::{Question, Supervision};
use crate::{
    actor::{Inspector, Reader},
    teacher::entry::AsOf,
};
use async_trait::async_trait;
use shared::{Problem, viewing::Viewing};

/// Every use case of who looks up a teacher outside a case.
#[async_trait]
pub trait InsightDesk: Send + Sync {
    /// For which purposes this reader may look up a teacher.
    async fn purposes(&self, reader: &Reader) -> Vec<Viewing>;

    /// What the register held of a teacher on a day. That it was looked up is recorded, and told to the
    /// teacher unless the purpose is an investigation.
    ///
    /// # Errors
    /// 403 when the purpose is none of this reader; 422 when something is missing, or there is no such
    /// teacher.
    async fn look_up(&self, reader: &Reader, question: Question) -> Result<AsOf, Problem>;

    /// Which appointments in the vestibule are past their latest day (article 38s WPO). That it was
    /// looked at is recorded, and told to these teachers.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn supervision(&self, inspector: &Inspector) -> Result<Supervision, Problem>;
}
