//! The contract of providers.

use super::{AttendanceForm, OwnOffering};
use crate::{actor::Provider, catalogue::Offered, page::Paged};
use async_trait::async_trait;
use shared::{Problem, catalogue::OfferingForm};
use uuid::Uuid;

/// Every use case of a provider.
#[async_trait]
pub trait ProviderDesk: Send + Sync {
    /// What the provider offers, by title; pages count from 1.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn own_offerings(
        &self,
        provider: &Provider,
        page: u32,
    ) -> Result<Paged<Offered>, Problem>;

    /// One offering, or what is asked of a new one.
    ///
    /// # Errors
    /// 404 when it is not of this provider.
    async fn own_offering(
        &self,
        provider: &Provider,
        id: Option<Uuid>,
    ) -> Result<OwnOffering, Problem>;

    /// Keeps an offering as a concept; under a number that is new it is added.
    ///
    /// # Errors
    /// 404 when the number is that of another provider; 409 when it cannot be changed any more; 422
    /// with all messages at their fields.
    async fn save_offering(
        &self,
        provider: &Provider,
        id: Uuid,
        form: &OfferingForm,
    ) -> Result<(), Problem>;

    /// Asks the profession to validate it.
    ///
    /// # Errors
    /// 404 when it is not of this provider; 409 when it is no concept.
    async fn offer(&self, provider: &Provider, id: Uuid) -> Result<(), Problem>;

    /// Takes it out of the catalogue.
    ///
    /// # Errors
    /// 404 when it is not of this provider; 409 when it is out already.
    async fn withdraw_offering(&self, provider: &Provider, id: Uuid) -> Result<(), Problem>;

    /// Says that the teacher with this register number attended; the teacher decides. What comes of it
    /// is not told: the number may be of nobody.
    ///
    /// # Errors
    /// 404 when it is not of this provider; 409 when it is not in the catalogue; 422 at its field when
    /// the number is none, or the day is not in the past.
    async fn confirm_attendance(
        &self,
        provider: &Provider,
        id: Uuid,
        form: &AttendanceForm,
    ) -> Result<(), Problem>;
}
