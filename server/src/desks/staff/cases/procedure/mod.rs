//! The way of a case: what is asked, what comes later, and, of applications for re-registration and
//! objections, what is decided and what follows from that.

pub mod decide;
mod extend;
mod find;
mod lapse;
pub mod objections;
pub mod own_motion;
mod steps;

pub use find::{About, Asked, about, asked, past, procedure, sequels, waits_open};
pub use lapse::lapse;
pub use steps::{keep_ruling, missing, receive, reckon, told};

use crate::{desks::Desk, fault::Fault};
use app::{
    actor::CaseWorker,
    staff::procedure::{
        NewAsk, NewExtension, NewSequel, Objections, PaperObjection, Settle, desk::HandlingDesk,
    },
};
use async_trait::async_trait;
use jiff::civil::Date;
use shared::{FieldError, Problem, identifier::CaseId, notation};

#[async_trait]
impl HandlingDesk for Desk {
    async fn ask(&self, worker: &CaseWorker, new: NewAsk) -> Result<(), Problem> {
        Ok(steps::ask(&self.0, worker, &new).await?)
    }

    async fn settle(&self, worker: &CaseWorker, settle: Settle) -> Result<(), Problem> {
        Ok(steps::settle(&self.0, worker, &settle).await?)
    }

    async fn extend(&self, worker: &CaseWorker, new: NewExtension) -> Result<(), Problem> {
        Ok(extend::extend(&self.0, worker, &new).await?)
    }

    async fn follow_up(&self, worker: &CaseWorker, new: NewSequel) -> Result<(), Problem> {
        Ok(extend::follow_up(&self.0, worker, &new).await?)
    }

    async fn objections(&self, worker: &CaseWorker, page: u32) -> Result<Objections, Problem> {
        Ok(objections::all(&self.0, worker, page).await?)
    }

    async fn enter_objection(
        &self,
        worker: &CaseWorker,
        paper: PaperObjection,
    ) -> Result<CaseId, Problem> {
        Ok(objections::enter(&self.0, worker, &paper).await?)
    }
}

/// A date of three fields; nothing when all are empty.
///
/// # Errors
/// 422 at this field, when it is no date.
fn date(field: &'static str, parts: [&str; 3]) -> Result<Option<Date>, Fault> {
    let parts = parts.map(str::trim);
    if parts.iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    let day = notation::parse_date(&parts.join("-"));
    let wrong = || Problem::invalid(vec![FieldError::new(field, "Vul een datum in die bestaat")]);
    Ok(Some(day.ok_or_else(wrong)?))
}
