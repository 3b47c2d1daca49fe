//! The contract of the portfolio: every use case of a teacher with their own activities.

use super::{ActivityDetail, ActivityInput, Filter, Portfolio, calendar::Calendar};
use crate::{actor::Teacher, upload::File};
use async_trait::async_trait;
use shared::{
    Problem,
    identifier::{ActivityId, EvidenceId},
    portfolio::{ActivityForm, PickedEvent},
};

/// What a teacher does with the portfolio. An activity of somebody else is not found, whatever
/// is asked of it.
#[async_trait]
pub trait PortfolioDesk: Send + Sync {
    /// The activities that `filter` asks for, newest first, and how far the hours of all activities
    /// are with the criteria.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn portfolio(&self, teacher: &Teacher, filter: &Filter) -> Result<Portfolio, Problem>;

    /// One activity with its evidence and its earlier versions; also one that was removed, so that
    /// it can be put back.
    ///
    /// # Errors
    /// 404 when there is no such activity of this teacher.
    async fn activity(&self, teacher: &Teacher, id: ActivityId) -> Result<ActivityDetail, Problem>;

    /// What stands in the form: empty under a fresh number, or the activity to change.
    /// [`ActivityInput::again`] makes it that of an earlier one done again.
    ///
    /// # Errors
    /// 404 when there is no such activity of this teacher, or it was removed.
    async fn activity_input(
        &self,
        teacher: &Teacher,
        id: Option<ActivityId>,
    ) -> Result<ActivityInput, Problem>;

    /// Adds or changes an activity with the files that came with it: all of it or nothing.
    /// Sending the same twice changes nothing. Saving what was removed, by who saw that it was,
    /// puts it back.
    ///
    /// # Errors
    /// 404 for a change of what is not there, 409 when there is another version than the one that
    /// the form started from, 422 with all messages at their fields when something is not right,
    /// also with a file.
    async fn save_activity(
        &self,
        teacher: &Teacher,
        target: Target,
        form: &ActivityForm,
        files: Vec<File>,
    ) -> Result<ActivityId, Problem>;

    /// What is in a calendar file and may be an activity. Nothing of it is kept.
    ///
    /// # Errors
    /// 422 at the field `bestand` when it is no calendar, too large, or there is nothing in it.
    async fn read_calendar(&self, teacher: &Teacher, file: File) -> Result<Calendar, Problem>;

    /// Makes activities of the events that were picked, and returns how many: an event becomes an
    /// activity once, also when the activity was removed since.
    ///
    /// # Errors
    /// 422 with all messages at their fields when nothing was picked or something is not right.
    async fn take_events(&self, teacher: &Teacher, events: &[PickedEvent]) -> Result<u32, Problem>;

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

    /// Makes an earlier version of an activity its newest, as it was.
    ///
    /// # Errors
    /// 404 when there is no such version of an activity of this teacher.
    async fn restore_version(
        &self,
        teacher: &Teacher,
        id: ActivityId,
        version: u32,
    ) -> Result<(), Problem>;

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
    /// This activity, which was at this version when the form was opened.
    Existing(ActivityId, u32),
}
