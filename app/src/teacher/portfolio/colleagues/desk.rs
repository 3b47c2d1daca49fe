//! The contract of colleagues at an activity.

use super::{Around, Inbox, Invitation, InviteForm};
use crate::actor::Teacher;
use async_trait::async_trait;
use shared::{
    Problem,
    identifier::{ActivityId, FormId},
    portfolio::FeedbackForm,
};
use uuid::Uuid;

/// Who answers an invitation: whoever holds the link, or the teacher who was invited by name.
#[derive(Clone, Debug)]
pub struct Invitee {
    /// What stands in the address: the secret of the link, or the number of the invitation.
    pub key: String,
    /// The teacher who is logged in, if one is.
    pub teacher: Option<Teacher>,
}

/// Every use case of colleagues.
#[async_trait]
pub trait ColleagueDesk: Send + Sync {
    /// An activity with the colleagues at it, and the colleagues at the same school whose name has
    /// these words in it; or, when this is a register number, the teacher in the public register who
    /// has it.
    ///
    /// # Errors
    /// 404 when there is no such activity of this teacher.
    async fn around(
        &self,
        teacher: &Teacher,
        activity: ActivityId,
        search: &str,
    ) -> Result<Around, Problem>;

    /// Invites a colleague at the same school or a teacher in the public register, or makes a link for
    /// anybody.
    ///
    /// # Errors
    /// 404 when there is no such activity of this teacher; 409 when too many are open, or were sent
    /// today; 422 when the colleague is none, or a file is not with the activity.
    async fn invite(
        &self,
        teacher: &Teacher,
        activity: ActivityId,
        form: &InviteForm,
    ) -> Result<(), Problem>;

    /// Takes an invitation back: from then on it shows nothing. Returns the activity.
    ///
    /// # Errors
    /// 404 when there is no such invitation of this teacher; 409 when it was answered.
    async fn withdraw(&self, teacher: &Teacher, invitation: Uuid) -> Result<ActivityId, Problem>;

    /// Lets feedback go with the activity, or no longer. Returns the activity.
    ///
    /// # Errors
    /// 404 when there is no such feedback on an activity of this teacher.
    async fn attach(
        &self,
        teacher: &Teacher,
        invitation: Uuid,
        attached: bool,
    ) -> Result<ActivityId, Problem>;

    /// What waits for the teacher.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn inbox(&self, teacher: &Teacher) -> Result<Inbox, Problem>;

    /// An invitation as it is answered, with the form under this number when it came back.
    ///
    /// # Errors
    /// 404 when there is none, or it is for somebody else.
    async fn invitation(
        &self,
        invitee: &Invitee,
        returned: Option<FormId>,
    ) -> Result<Invitation, Problem>;

    /// Gives feedback; it is never changed after that.
    ///
    /// # Errors
    /// 404 when it is not for this invitee; 409 when it is not open, or is the own activity; 422 with
    /// all messages at their fields.
    async fn give_feedback(&self, invitee: &Invitee, form: &FeedbackForm) -> Result<(), Problem>;

    /// Says that one does not want to.
    ///
    /// # Errors
    /// As [`Self::give_feedback`].
    async fn decline(&self, invitee: &Invitee) -> Result<(), Problem>;

    /// Puts what was done together in the own portfolio, with so many hours. Returns the activity.
    ///
    /// # Errors
    /// As [`Self::give_feedback`].
    async fn join(&self, teacher: &Teacher, key: &str, hours: &str) -> Result<ActivityId, Problem>;
}
