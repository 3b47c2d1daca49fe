//! The desk of the profession: criteria from draft to rule.

mod delegates;
mod draft;
mod file;
mod voice;
mod way;

pub use draft::editable;

use super::Desk;
use crate::criteria;
use app::{
    actor::{Adopter, Delegate, Drafter, Teacher},
    desk::Visit,
    profession::{Draft, ElectedForm, StepForm, VersionFile, Versions, desk::ProfessionDesk},
};
use async_trait::async_trait;
use shared::{
    Problem,
    criteria::{Ballot, Deed, SetForm},
};
use uuid::Uuid;

#[async_trait]
impl ProfessionDesk for Desk {
    async fn versions(&self, visit: &Visit) -> Result<Versions, Problem> {
        Ok(file::all(&self.0, visit).await?)
    }

    async fn version(
        &self,
        visit: &Visit,
        version: &str,
        page: u32,
    ) -> Result<VersionFile, Problem> {
        Ok(file::one(&self.0, visit, version, page).await?)
    }

    async fn begin(&self, drafter: &Drafter, version: &str) -> Result<(), Problem> {
        Ok(draft::begin(&self.0, drafter, version).await?)
    }

    async fn note_delegate(&self, drafter: &Drafter, form: &ElectedForm) -> Result<(), Problem> {
        Ok(delegates::note(&self.0, drafter, form).await?)
    }

    async fn draft(&self, _: &Drafter, version: &str) -> Result<Draft, Problem> {
        Ok(draft::read(&self.0, version).await?)
    }

    async fn save(
        &self,
        drafter: &Drafter,
        version: &str,
        revision: i32,
        form: SetForm,
        deed: Option<Deed>,
    ) -> Result<(), Problem> {
        Ok(draft::save(&self.0, drafter, version, revision, form, deed).await?)
    }

    async fn simulate(&self, drafter: &Drafter, version: &str) -> Result<(), Problem> {
        Ok(criteria::simulation::ask(&self.0, drafter, version).await?)
    }

    async fn step(&self, drafter: &Drafter, version: &str, form: &StepForm) -> Result<(), Problem> {
        Ok(way::step(&self.0, drafter, version, form).await?)
    }

    async fn adopt(
        &self,
        adopter: &Adopter,
        version: &str,
        form: &StepForm,
    ) -> Result<(), Problem> {
        Ok(way::adopt(&self.0, adopter, version, form).await?)
    }

    async fn react(
        &self,
        teacher: &Teacher,
        version: &str,
        number: Uuid,
        text: &str,
    ) -> Result<(), Problem> {
        Ok(voice::react(&self.0, teacher, version, number, text).await?)
    }

    async fn vote(
        &self,
        delegate: &Delegate,
        version: &str,
        ballot: Ballot,
    ) -> Result<(), Problem> {
        Ok(voice::vote(&self.0, delegate, version, ballot).await?)
    }
}
