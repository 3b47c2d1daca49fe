//! Server functions of the catalogue.

use super::{AddForm, Attendance, Offered, OfferingDetail};
use crate::{failure::Answer, page::Paged};
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::CatalogueDesk,
    crate::{
        actor::{FromActor, Teacher},
        desk::{actor, desk, visit},
    },
};

/// What is in the catalogue and has these words in it.
#[server(prefix = "/api", endpoint = "aanbod/zoeken", input = GetUrl)]
pub async fn search_catalogue(
    /// The words; nothing for everything.
    #[server(default)]
    words: String,
    /// The page, from 1.
    #[server(default)]
    page: u32,
) -> Answer<Paged<Offered>> {
    Ok(desk::<dyn CatalogueDesk>()?.catalogue(&words, page).await?)
}

/// An offering of the catalogue.
#[server(prefix = "/api", endpoint = "aanbod/lezen", input = GetUrl)]
pub async fn open_offering(
    /// Its number.
    id: Uuid,
) -> Answer<OfferingDetail> {
    let reader = visit().actor.and_then(Teacher::from_actor);
    Ok(desk::<dyn CatalogueDesk>()?
        .offering(reader.as_ref(), id)
        .await?)
}

/// Puts an offering in the own portfolio.
#[server(prefix = "/api", endpoint = "mijn/aanbod/toevoegen")]
pub async fn add_offering(
    /// Its number.
    id: Uuid,
    /// When, and for how many hours.
    #[server(flatten)]
    form: AddForm,
) -> Answer<()> {
    let activity = desk::<dyn CatalogueDesk>()?
        .add_offering(&actor()?, id, &form)
        .await?;
    leptos_axum::redirect(&format!(
        "/mijn/portfolio/activiteit/{activity}?melding=opgeslagen"
    ));
    Ok(())
}

/// Says something of what one did.
#[server(prefix = "/api", endpoint = "mijn/aanbod/ervaring")]
pub async fn write_review(
    /// The offering.
    id: Uuid,
    /// What is said.
    #[server(default)]
    words: String,
) -> Answer<()> {
    desk::<dyn CatalogueDesk>()?
        .review(&actor()?, id, &words)
        .await?;
    leptos_axum::redirect(&format!("/aanbod/{id}?melding=ervaring"));
    Ok(())
}

/// Reports a review that does not belong there.
#[server(prefix = "/api", endpoint = "mijn/aanbod/melden")]
pub async fn report_review(
    /// The review.
    id: Uuid,
) -> Answer<()> {
    let offering = desk::<dyn CatalogueDesk>()?
        .report_review(&actor()?, id)
        .await?;
    leptos_axum::redirect(&format!("/aanbod/{offering}?melding=gemeld"));
    Ok(())
}

/// What providers say that the teacher attended.
#[server(prefix = "/api", endpoint = "mijn/aanbod", input = GetUrl)]
pub async fn open_attendances() -> Answer<Vec<Attendance>> {
    Ok(desk::<dyn CatalogueDesk>()?.attendances(&actor()?).await?)
}

/// Puts what one attended in the portfolio, or says that it is not right.
#[server(prefix = "/api", endpoint = "mijn/aanbod/antwoord")]
pub async fn answer_attendance(
    /// Its number.
    id: Uuid,
    /// Whether it is right.
    is_right: bool,
) -> Answer<()> {
    let activity = desk::<dyn CatalogueDesk>()?
        .answer_attendance(&actor()?, id, is_right)
        .await?;
    let goal = match activity {
        Some(activity) => format!("/mijn/portfolio/activiteit/{activity}?melding=opgeslagen"),
        None => "/mijn/portfolio/aanbod?melding=niet".to_owned(),
    };
    leptos_axum::redirect(&goal);
    Ok(())
}
