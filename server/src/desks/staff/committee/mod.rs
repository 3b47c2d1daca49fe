//! The advisory committee: who is in it, who looks at which case, and what it advises.

mod advising;
mod members;
mod planning;

use crate::{desks::Desk, fault::Fault};
use app::{
    actor::{CaseWorker, CommitteeMember, Keeper, Staff},
    staff::committee::{
        Committee, NewMember, NewSession, NewTie, Opinion, Session, desk::CommitteeDesk,
    },
};
use async_trait::async_trait;
use shared::{FieldError, Problem, identifier::CaseId};
use uuid::Uuid;

/// What PostgreSQL calls it when two periods overlap.
const OVERLAPS: &str = "23P01";

/// The most characters of a text.
const LONGEST: usize = 4_000;

#[async_trait]
impl CommitteeDesk for Desk {
    async fn committee(&self, staff: &Staff, page: u32) -> Result<Committee, Problem> {
        Ok(members::committee(&self.0, staff, page).await?)
    }

    async fn add_member(&self, keeper: &Keeper, new: NewMember) -> Result<(), Problem> {
        Ok(members::add_member(&self.0, keeper, &new).await?)
    }

    async fn end_member(&self, keeper: &Keeper, id: Uuid) -> Result<(), Problem> {
        Ok(members::end_member(&self.0, keeper, id).await?)
    }

    async fn declare_tie(&self, keeper: &Keeper, tie: NewTie) -> Result<(), Problem> {
        Ok(members::declare_tie(&self.0, keeper, &tie).await?)
    }

    async fn plan(&self, worker: &CaseWorker, new: NewSession) -> Result<Uuid, Problem> {
        Ok(planning::plan(&self.0, worker, &new).await?)
    }

    async fn session(&self, member: &CommitteeMember, id: Uuid) -> Result<Session, Problem> {
        Ok(advising::session(&self.0, member, id).await?)
    }

    async fn excuse(&self, member: &CommitteeMember, case: CaseId) -> Result<(), Problem> {
        Ok(advising::excuse(&self.0, member, case).await?)
    }

    async fn opine(&self, member: &CommitteeMember, opinion: Opinion) -> Result<(), Problem> {
        Ok(advising::opine(&self.0, member, &opinion).await?)
    }
}

/// What is wrong, at its field.
fn at(field: &'static str, message: &str) -> Fault {
    Problem::invalid(vec![FieldError::new(field, message)]).into()
}
