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

/// Chooses a newer set of criteria, or takes that back.
#[server(prefix = "/api", endpoint = "mijn/criteria")]
pub async fn choose_criteria(
    /// Its version; empty to take the choice back.
    #[server(default)]
    version: String,
) -> Answer<()> {
    let version = Some(version.as_str()).filter(|version| !version.is_empty());
    desk::<dyn ReregistrationDesk>()?
        .choose_criteria(&actor()?, version)
        .await?;
    leptos_axum::redirect("/mijn/herregistratie?melding=criteria");
    Ok(())
}
