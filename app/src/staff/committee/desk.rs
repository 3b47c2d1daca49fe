//! The contract of the advisory committee.

use super::{Committee, NewMember, NewSession, NewTie, Opinion, Session};
use crate::actor::{CaseWorker, CommitteeMember, Keeper, Staff};
use async_trait::async_trait;
use shared::{Problem, identifier::CaseId};
use uuid::Uuid;

/// What members of the committee do, and who plans for them.
#[async_trait]
pub trait CommitteeDesk: Send + Sync {
    /// A page of the sessions, and the members, as far as they are for this person: a member sees the own
    /// ones.
    ///
    /// # Errors
    /// 403 for who is no member, no case worker and does not keep the system.
    async fn committee(&self, staff: &Staff, page: u32) -> Result<Committee, Problem>;

    /// Adds a member from today on.
    ///
    /// # Errors
    /// 409 when this person is a member; 422 when something is missing.
    async fn add_member(&self, keeper: &Keeper, new: NewMember) -> Result<(), Problem>;

    /// Ends the membership: today is its last day. In the cases that wait for advice another is drawn in the
    /// place of who leaves, when there is one.
    ///
    /// # Errors
    /// 404 when this is no member any more.
    async fn end_member(&self, keeper: &Keeper, id: Uuid) -> Result<(), Problem>;

    /// Notes that a member has a tie with a board. In the cases of its teachers that wait for advice another
    /// is drawn in the place of the member, when there is one.
    ///
    /// # Errors
    /// 422 when it is no member, or no number of a board.
    async fn declare_tie(&self, keeper: &Keeper, tie: NewTie) -> Result<(), Problem>;

    /// Plans a session with every case that waits for advice: for each a chair, two teachers of the sector
    /// and somebody from outside are drawn from who is not too near, so that it can be drawn again.
    ///
    /// # Errors
    /// 409 when nothing waits, or there are too few members; 422 when something is missing.
    async fn plan(&self, worker: &CaseWorker, new: NewSession) -> Result<Uuid, Problem>;

    /// A session with the cases of this member, without who they are about. That is recorded, and the
    /// teachers can read it.
    ///
    /// # Errors
    /// 404 when this member has no case in it.
    async fn session(&self, member: &CommitteeMember, id: Uuid) -> Result<Session, Problem>;

    /// Says that one is too near to the teacher of a case; another is drawn, when there is one.
    ///
    /// # Errors
    /// 404 when it is no case of this member.
    async fn excuse(&self, member: &CommitteeMember, case: CaseId) -> Result<(), Problem>;

    /// Says what one thinks; or, as the chair, what the committee advises, with what a minority thinks.
    ///
    /// # Errors
    /// 404 when it is no case of this member; 403 when another leads it; 409 when no advice is asked any
    /// more; 422 when something is missing.
    async fn opine(&self, member: &CommitteeMember, opinion: Opinion) -> Result<(), Problem>;
}
