//! Server functions of the way to re-registration.

use super::Reregistration;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::criteria::InterruptionForm;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::ReregistrationDesk,
    crate::desk::{actor, desk},
};

/// The way to re-registration of the teacher.
#[server(prefix = "/api", endpoint = "mijn/herregistratie", input = GetUrl)]
pub async fn my_reregistration() -> Answer<Reregistration> {
    Ok(desk::<dyn ReregistrationDesk>()?
        .standing(&actor()?)
        .await?)
}

/// Adds an interruption of the term.
#[server(prefix = "/api", endpoint = "mijn/onderbreking")]
pub async fn save_interruption(
    /// A fresh number, so that sending twice adds one.
    number: Uuid,
    /// What was typed.
    #[server(flatten)]
    form: InterruptionForm,
) -> Answer<()> {
    desk::<dyn ReregistrationDesk>()?
        .add_interruption(&actor()?, number, &form)
        .await?;
    leptos_axum::redirect("/mijn/herregistratie?melding=onderbreking");
    Ok(())
}

/// Removes an interruption of the term.
#[server(prefix = "/api", endpoint = "mijn/onderbreking/verwijderen")]
pub async fn remove_interruption(
    /// Its number.
    number: Uuid,
) -> Answer<()> {
    Ok(desk::<dyn ReregistrationDesk>()?
        .remove_interruption(&actor()?, number)
        .await?)
}
