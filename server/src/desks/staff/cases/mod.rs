//! The cases of the staff: what waits, one case, and what is done with it.

pub mod announced;
pub mod approval;
pub mod colleagues;
mod decision;
mod file;
mod list;
mod open;
mod outcome;
pub mod procedure;
mod proposal;
mod remedy;
pub mod steps;
mod view;

pub use file::name;
pub use open::{
    About, decide_registration_by, offer, on_correction, on_registration, open_numbered, review,
    supplement_registration, withdraw, withdraw_registration,
};
pub use outcome::{tell, tell_of_case};
pub use view::{download_case_evidence, download_decision_of_case};

use crate::{desks::Desk, fault::Fault};
use app::{
    actor::CaseWorker,
    staff::cases::{CaseFile, CaseFilter, NewStep, Proposal, Worklist, desk::CaseDesk},
};
use async_trait::async_trait;
use shared::{
    Problem,
    case::{CaseKind, State, Verdict},
    identifier::CaseId,
};
use sqlx::PgConnection;

#[async_trait]
impl CaseDesk for Desk {
    async fn worklist(&self, worker: &CaseWorker, filter: CaseFilter) -> Result<Worklist, Problem> {
        Ok(list::worklist(&self.0, worker, &filter).await?)
    }

    async fn case(&self, worker: &CaseWorker, id: CaseId) -> Result<CaseFile, Problem> {
        Ok(file::file(&self.0, worker, id).await?)
    }

    async fn step(&self, worker: &CaseWorker, new: NewStep) -> Result<(), Problem> {
        Ok(steps::step(&self.0, worker, &new).await?)
    }

    async fn propose(&self, worker: &CaseWorker, proposal: Proposal) -> Result<(), Problem> {
        Ok(proposal::propose(&self.0, worker, &proposal).await?)
    }
}

/// The next number of this kind in this year: `BW-2026-0001`.
///
/// # Errors
/// When the database does not answer.
pub async fn number(conn: &mut PgConnection, prefix: &str, year: i16) -> Result<String, Fault> {
    let number = sqlx::query_scalar!(
        "insert into last_number (prefix, year, number)
         values ($1, $2, 1)
         on conflict (prefix, year) do update set number = last_number.number + 1
         returning number",
        prefix,
        year,
    )
    .fetch_one(conn)
    .await?;
    Ok(format!("{prefix}-{year}-{number:04}"))
}

/// The kind with this code.
///
/// # Errors
/// When there is none.
pub fn kind(code: &str) -> Result<CaseKind, Fault> {
    CaseKind::parse(code).ok_or_else(|| Fault::broken("a case of an unknown kind"))
}

fn state(code: &str, worker: Option<String>, verdict: Option<&str>) -> Result<State, Fault> {
    State::from_parts(code, worker, verdict.and_then(Verdict::parse))
        .ok_or_else(|| Fault::broken("a case in an unknown state"))
}
