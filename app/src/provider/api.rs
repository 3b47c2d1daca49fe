//! Server functions of providers.

use super::{AttendanceForm, OwnOffering};
use crate::{catalogue::Offered, failure::Answer, page::Paged};
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::catalogue::OfferingForm;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::ProviderDesk,
    crate::desk::{actor, desk},
};

/// What the provider offers.
#[server(prefix = "/api", endpoint = "aanbieders/aanbod", input = GetUrl)]
pub async fn list_own_offerings(
    /// The page, from 1.
    #[server(default)]
    page: u32,
) -> Answer<Paged<Offered>> {
    Ok(desk::<dyn ProviderDesk>()?
        .own_offerings(&actor()?, page)
        .await?)
}

/// One offering, or what is asked of a new one.
#[server(prefix = "/api", endpoint = "aanbieders/aanbod/lezen", input = GetUrl)]
pub async fn open_own_offering(
    /// Its number; nothing for a new one.
    id: Option<Uuid>,
) -> Answer<OwnOffering> {
    Ok(desk::<dyn ProviderDesk>()?
        .own_offering(&actor()?, id)
        .await?)
}

/// Keeps an offering as a concept.
#[server(prefix = "/api", endpoint = "aanbieders/aanbod/bewaren")]
pub async fn save_offering(
    /// Its number.
    id: Uuid,
    /// What was typed.
    #[server(flatten)]
    form: OfferingForm,
) -> Answer<()> {
    desk::<dyn ProviderDesk>()?
        .save_offering(&actor()?, id, &form)
        .await?;
    to_offering(id, "bewaard");
    Ok(())
}

/// Asks the profession to validate it.
#[server(prefix = "/api", endpoint = "aanbieders/aanbod/aanbieden")]
pub async fn offer(
    /// Its number.
    id: Uuid,
) -> Answer<()> {
    desk::<dyn ProviderDesk>()?.offer(&actor()?, id).await?;
    to_offering(id, "aangeboden");
    Ok(())
}

/// Takes it out of the catalogue.
#[server(prefix = "/api", endpoint = "aanbieders/aanbod/terugtrekken")]
pub async fn withdraw_offering(
    /// Its number.
    id: Uuid,
) -> Answer<()> {
    desk::<dyn ProviderDesk>()?
        .withdraw_offering(&actor()?, id)
        .await?;
    to_offering(id, "teruggetrokken");
    Ok(())
}

/// Says that a teacher attended.
#[server(prefix = "/api", endpoint = "aanbieders/aanwezig")]
pub async fn confirm_attendance(
    /// The offering.
    id: Uuid,
    /// Who, and when.
    #[server(flatten)]
    form: AttendanceForm,
) -> Answer<()> {
    desk::<dyn ProviderDesk>()?
        .confirm_attendance(&actor()?, id, &form)
        .await?;
    to_offering(id, "aanwezig");
    Ok(())
}

#[cfg(feature = "ssr")]
fn to_offering(id: Uuid, done: &str) {
    leptos_axum::redirect(&format!("/aanbieders/aanbod/{id}?melding={done}"));
}
