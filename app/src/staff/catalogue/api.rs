//! Server functions of who validates the catalogue.

use super::{JudgementForm, Validation};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::ValidationDesk,
    crate::desk::{actor, desk},
};

/// What waits for who validates.
#[server(prefix = "/api", endpoint = "behandeling/catalogus", input = GetUrl)]
pub async fn open_validation() -> Answer<Validation> {
    Ok(desk::<dyn ValidationDesk>()?.validation(&actor()?).await?)
}

/// Judges an offering.
#[server(prefix = "/api", endpoint = "behandeling/catalogus/toetsen")]
pub async fn judge_offering(
    /// Its number.
    id: Uuid,
    /// What is said of it.
    #[server(flatten)]
    form: JudgementForm,
) -> Answer<()> {
    desk::<dyn ValidationDesk>()?
        .judge_offering(&actor()?, id, &form)
        .await?;
    done("getoetst");
    Ok(())
}

/// Hides a review that was reported, or leaves it.
#[server(prefix = "/api", endpoint = "behandeling/catalogus/ervaring")]
pub async fn judge_review(
    /// Its number.
    id: Uuid,
    /// Whether to hide it.
    hidden: bool,
) -> Answer<()> {
    desk::<dyn ValidationDesk>()?
        .judge_review(&actor()?, id, hidden)
        .await?;
    done("ervaring");
    Ok(())
}

/// Lets an organisation offer.
#[server(prefix = "/api", endpoint = "behandeling/catalogus/toelaten")]
pub async fn admit_provider(
    /// The name of the organisation.
    #[server(default)]
    name: String,
    /// Its number at the Kamer van Koophandel.
    #[server(default)]
    kvk: String,
) -> Answer<()> {
    desk::<dyn ValidationDesk>()?
        .admit_provider(&actor()?, &name, &kvk)
        .await?;
    done("toegelaten");
    Ok(())
}

#[cfg(feature = "ssr")]
fn done(what: &str) {
    leptos_axum::redirect(&format!("/behandeling/catalogus?melding={what}"));
}
