//! The contract of the profession.

use super::{Draft, ElectedForm, StepForm, VersionFile, Versions};
use crate::{
    actor::{Adopter, Delegate, Drafter, Teacher},
    desk::Visit,
};
use async_trait::async_trait;
use shared::{
    Problem,
    criteria::{Ballot, Deed, SetForm},
};
use uuid::Uuid;

/// Every use case of making criteria.
#[async_trait]
pub trait ProfessionDesk: Send + Sync {
    /// All versions, for everyone.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn versions(&self, visit: &Visit) -> Result<Versions, Problem>;

    /// One version, for everyone, with what the visitor can do with it and a page of the reactions.
    ///
    /// # Errors
    /// 404 when there is no such version.
    async fn version(
        &self,
        visit: &Visit,
        version: &str,
        page: u32,
    ) -> Result<VersionFile, Problem>;

    /// Begins a draft with the rules of the version in force.
    ///
    /// # Errors
    /// 409 when there is a version of this name; 422 when it is no name for one.
    async fn begin(&self, drafter: &Drafter, version: &str) -> Result<(), Problem>;

    /// Notes that a teacher was elected.
    ///
    /// # Errors
    /// 409 when this teacher is elected in that period already; 422 when something is missing or wrong.
    async fn note_delegate(&self, drafter: &Drafter, form: &ElectedForm) -> Result<(), Problem>;

    /// A draft, to work on.
    ///
    /// # Errors
    /// 404 when there is no such version; 409 when it is no draft.
    async fn draft(&self, drafter: &Drafter, version: &str) -> Result<Draft, Problem>;

    /// Keeps what was typed, also when it cannot be read, and does what the button asks with it. Rules
    /// that can be read are those of the version from now on.
    ///
    /// # Errors
    /// 404 when there is no such version; 409 when it is no draft, or was saved by somebody else since
    /// this revision.
    async fn save(
        &self,
        drafter: &Drafter,
        version: &str,
        revision: i32,
        form: SetForm,
        deed: Option<Deed>,
    ) -> Result<(), Problem>;

    /// Begins to reckon what a draft would do to all portfolios, unless that is done already.
    ///
    /// # Errors
    /// 404 when there is no such version; 409 when its form cannot be read.
    async fn simulate(&self, drafter: &Drafter, version: &str) -> Result<(), Problem>;

    /// Takes a step on the way of a version; not adoption.
    ///
    /// # Errors
    /// 404 when there is no such version; 409 when the step cannot be taken now; 422 when its day is
    /// wrong.
    async fn step(&self, drafter: &Drafter, version: &str, form: &StepForm) -> Result<(), Problem>;

    /// Adopts a version for the minister: from then on it never changes.
    ///
    /// # Errors
    /// As a step; 422 without a decision, or when new data is needed and that was not seen.
    async fn adopt(&self, adopter: &Adopter, version: &str, form: &StepForm)
    -> Result<(), Problem>;

    /// Reacts in a consultation under a fresh number. Sending the same twice reacts once.
    ///
    /// # Errors
    /// 404 when there is no such version; 409 when there is no consultation now, or the teacher is not
    /// in the register; 422 without words.
    async fn react(
        &self,
        teacher: &Teacher,
        version: &str,
        number: Uuid,
        text: &str,
    ) -> Result<(), Problem>;

    /// Votes, or changes a vote.
    ///
    /// # Errors
    /// 404 when there is no such version; 409 when there is no vote now.
    async fn vote(&self, delegate: &Delegate, version: &str, ballot: Ballot)
    -> Result<(), Problem>;
}
