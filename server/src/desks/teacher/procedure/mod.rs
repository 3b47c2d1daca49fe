//! What a teacher asks the register to decide: re-registration and objections, and the way of every case.

mod applying;
mod objecting;
mod own_case;

pub(super) use applying::door_of;
pub use applying::sent_of;

use crate::{desks::Desk, fault::Fault};
use app::{
    actor::{FreshTeacher, Teacher},
    teacher::procedure::{
        AnswerForm, Application, MyCase, Objectable, ObjectionForm, desk::ProcedureDesk,
    },
};
use async_trait::async_trait;
use shared::{
    FieldError, Problem,
    identifier::{CaseId, DecisionId},
};
use uuid::Uuid;

/// The most characters of what a teacher writes.
const LONGEST: usize = 4_000;

#[async_trait]
impl ProcedureDesk for Desk {
    async fn application(&self, teacher: &Teacher) -> Result<Application, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(applying::application(&mut conn, &self.0, teacher.person()).await?)
    }

    async fn apply(
        &self,
        teacher: &FreshTeacher,
        number: Uuid,
        agreed: bool,
        remark: &str,
    ) -> Result<CaseId, Problem> {
        Ok(applying::apply(&self.0, teacher.person(), number, (agreed, remark)).await?)
    }

    async fn my_case(&self, teacher: &Teacher, id: CaseId) -> Result<MyCase, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(own_case::my_case(&mut conn, &self.0, teacher.person(), id).await?)
    }

    async fn answer(&self, teacher: &Teacher, form: &AnswerForm) -> Result<(), Problem> {
        Ok(own_case::answer(&self.0, teacher.person(), form).await?)
    }

    async fn withdraw(&self, teacher: &Teacher, id: CaseId) -> Result<(), Problem> {
        Ok(own_case::withdraw(&self.0, teacher.person(), id).await?)
    }

    async fn objectable(&self, teacher: &Teacher, id: DecisionId) -> Result<Objectable, Problem> {
        let mut conn = self.0.pool.acquire().await.map_err(Fault::from)?;
        Ok(objecting::objectable(&mut conn, &self.0, teacher.person(), id).await?)
    }

    async fn object(&self, teacher: &Teacher, form: &ObjectionForm) -> Result<CaseId, Problem> {
        Ok(objecting::object(&self.0, teacher.person(), form).await?)
    }
}

/// A text that may stay empty.
fn text<'a>(field: &'static str, text: &'a str) -> Result<Option<&'a str>, Fault> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(at(field, "Maak de tekst korter: ten hoogste 4.000 tekens"));
    }
    Ok((!text.is_empty()).then_some(text))
}

fn at(field: &'static str, message: &str) -> Fault {
    Problem::invalid(vec![FieldError::new(field, message)]).into()
}
