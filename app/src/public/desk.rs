//! The contract of the public audience. Nobody is logged in here, and nothing comes out that is not public.

use super::{PublicTeacher, SearchPage, SearchQuery, proof::Checked};
use async_trait::async_trait;
use shared::{
    Problem,
    aid::{View, Walk},
    identifier::TeacherNumber,
};

/// Every use case of somebody who looks a teacher up.
#[async_trait]
pub trait PublicDesk: Send + Sync {
    /// The teachers that fit a question; nobody while the register is not public (article 38o WPO).
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn search(&self, query: &SearchQuery) -> Result<SearchPage, Problem>;

    /// The public page of the teacher with this number.
    ///
    /// # Errors
    /// 404 when there is no such teacher, or none that may be shown.
    async fn public_teacher(&self, number: &TeacherNumber) -> Result<PublicTeacher, Problem>;

    /// Whether the proof with this code holds now, and then what its teacher chose to show. That
    /// somebody checked it is not kept.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn check_code(&self, code: &str) -> Result<Checked, Problem>;

    /// The same of a digital proof, of which its holder may show less.
    ///
    /// # Errors
    /// As [`Self::check_code`].
    async fn check_digital(&self, proof: &str) -> Result<Checked, Problem>;

    /// What the decision aid shows for these answers today. Nothing is kept of them.
    ///
    /// # Errors
    /// 503 when no tree of questions holds today.
    async fn follow_aid(&self, walk: &Walk) -> Result<View, Problem>;
}
