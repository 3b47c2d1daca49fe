//! The registration of a teacher without an appointment (article 38h, third paragraph, WPO): asking,
//! adding proof, taking back, and coming back.

mod afterwards;
mod asking;
mod standing;

pub use standing::{one, own_entry, refusal, waits};

use crate::desks::Desk;
use app::{
    actor::Teacher,
    teacher::registration::{Registering, RegistrationForm, desk::RegistrationDesk},
    upload::File,
};
use async_trait::async_trait;
use shared::Problem;

#[async_trait]
impl RegistrationDesk for Desk {
    async fn registering(&self, teacher: &Teacher) -> Result<Registering, Problem> {
        Ok(standing::registering(&self.0, teacher.person()).await?)
    }

    async fn register(
        &self,
        teacher: &Teacher,
        form: &RegistrationForm,
        files: Vec<File>,
    ) -> Result<(), Problem> {
        Ok(asking::register(&self.0, teacher.person(), form, files).await?)
    }

    async fn add_proof(&self, teacher: &Teacher, files: Vec<File>) -> Result<(), Problem> {
        Ok(afterwards::add_proof(&self.0, teacher.person(), files).await?)
    }

    async fn withdraw_registration(&self, teacher: &Teacher) -> Result<(), Problem> {
        Ok(afterwards::withdraw(&self.0, teacher.person()).await?)
    }

    async fn enter_own(&self, teacher: &Teacher) -> Result<(), Problem> {
        Ok(afterwards::enter(&self.0, teacher.person()).await?)
    }
}
