//! The contract of the portfolio: every use case of a teacher with their own activities.

use super::{ActivityDetail, ActivityInput, Portfolio};
use crate::{actor::Teacher, upload::File};
use async_trait::async_trait;
use shared::{
    Problem,
    identifier::{ActivityId, EvidenceId},
    portfolio::ActivityForm,
};

/// What a teacher does with the portfolio. An activity of somebody else is not found, whatever
/// is asked of it.
#[async_trait]
pub trait PortfolioDesk: Send + Sync {
    /// The activities in which the words of `search` occur, newest first, and how far the hours
    /// of all of them are with the criteria.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn portfolio(&self, teacher: &Teacher, search: &str) -> Result<Portfolio, Problem>;

    /// One activity with its evidence; also one that was removed, so that it can be put back.
    ///
    /// # Errors
    /// 404 when there is no such activity of this teacher.
    async fn activity(&self, teacher: &Teacher, id: ActivityId) -> Result<ActivityDetail, Problem>;

    /// What stands in the form: empty under a fresh number, or the activity to change.
    ///
    /// # Errors
    /// 404 when there is no such activity of this teacher, or it was removed.
    async fn activity_input(
        &self,
        teacher: &Teacher,
        id: Option<ActivityId>,
    ) -> Result<ActivityInput, Problem>;

    /// Adds or changes an activity with the files that came with it: all of it or nothing.
    /// Sending the same twice changes nothing.
    ///
    /// # Errors
    /// 404 for a change of what is not there, 422 with all messages at their fields when
    /// something is not right, also with a file.
    async fn save_activity(
        &self,
        teacher: &Teacher,
        target: Target,
        form: &ActivityForm,
        files: Vec<File>,
    ) -> Result<ActivityId, Problem>;

    /// Removes an activity from the portfolio; what it was stays in the history.
    ///
    /// # Errors
    /// 404 when there is no such activity of this teacher.
    async fn remove_activity(&self, teacher: &Teacher, id: ActivityId) -> Result<(), Problem>;

    /// Puts back an activity that was removed, as it was.
    ///
    /// # Errors
    /// 404 when there is no such activity of this teacher.
    async fn restore_activity(&self, teacher: &Teacher, id: ActivityId) -> Result<(), Problem>;

    /// Removes a file of evidence for good; returns the activity it was with.
    ///
    /// # Errors
    /// 404 when there is no such file of this teacher.
    async fn remove_evidence(
        &self,
        teacher: &Teacher,
        id: EvidenceId,
    ) -> Result<ActivityId, Problem>;
}

/// What a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A new activity under this number; when it is there already, the form was sent before.
    New(ActivityId),
    /// This activity.
    Existing(ActivityId),
}
