//! The contract of the catalogue: for everyone, and for a teacher.

use super::{AddForm, Attendance, Offered, OfferingDetail};
use crate::{actor::Teacher, page::Paged};
use async_trait::async_trait;
use shared::{Problem, identifier::ActivityId};
use uuid::Uuid;

/// Every use case of the catalogue.
#[async_trait]
pub trait CatalogueDesk: Send + Sync {
    /// What is in the catalogue and has these words in it, by title; pages count from 1.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn catalogue(&self, words: &str, page: u32) -> Result<Paged<Offered>, Problem>;

    /// An offering of the catalogue, as this teacher or anybody sees it.
    ///
    /// # Errors
    /// 404 when it is not in the catalogue.
    async fn offering(&self, reader: Option<&Teacher>, id: Uuid)
    -> Result<OfferingDetail, Problem>;

    /// Puts an offering in the own portfolio, filled in.
    ///
    /// # Errors
    /// 404 when it is not in the catalogue; 422 with all messages at their fields.
    async fn add_offering(
        &self,
        teacher: &Teacher,
        id: Uuid,
        form: &AddForm,
    ) -> Result<ActivityId, Problem>;

    /// Says something of what one did.
    ///
    /// # Errors
    /// 404 when it is not in the catalogue; 409 when the teacher did not do it, or said something
    /// already; 422 when nothing is said.
    async fn review(&self, teacher: &Teacher, id: Uuid, words: &str) -> Result<(), Problem>;

    /// Reports a review that does not belong there. Returns the offering.
    ///
    /// # Errors
    /// 404 when there is none.
    async fn report_review(&self, teacher: &Teacher, review: Uuid) -> Result<Uuid, Problem>;

    /// What providers say that the teacher attended, and the teacher did not answer yet.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn attendances(&self, teacher: &Teacher) -> Result<Vec<Attendance>, Problem>;

    /// Puts what one attended in the portfolio, or says that it is not right. Returns the activity.
    ///
    /// # Errors
    /// 404 when there is none for this teacher; 409 when it was answered.
    async fn answer_attendance(
        &self,
        teacher: &Teacher,
        id: Uuid,
        is_right: bool,
    ) -> Result<Option<ActivityId>, Problem>;
}
