//! Server functions of the portfolio.

use super::{ActivityDetail, ActivityInput, Portfolio};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, MultipartData, MultipartFormData};
use shared::identifier::{ActivityId, EvidenceId};

#[cfg(feature = "ssr")]
use {
    super::desk::{PortfolioDesk, Target},
    crate::{
        actor::Teacher,
        desk::{actor, desk},
        upload::{Posted, UploadDesk},
    },
    shared::Problem,
};

/// The portfolio, limited to what the words of `search` occur in.
#[server(prefix = "/api", endpoint = "mijn/portfolio", input = GetUrl)]
pub async fn open_portfolio(
    /// The words; nothing for everything.
    #[server(default)]
    search: String,
) -> Answer<Portfolio> {
    Ok(desk::<dyn PortfolioDesk>()?
        .portfolio(&actor()?, &search)
        .await?)
}

/// One activity.
#[server(prefix = "/api", endpoint = "mijn/portfolio/activiteit", input = GetUrl)]
pub async fn open_activity(
    /// Its number.
    id: ActivityId,
) -> Answer<ActivityDetail> {
    Ok(desk::<dyn PortfolioDesk>()?.activity(&actor()?, id).await?)
}

/// What stands in the form of an activity, or in that of a new one.
#[server(prefix = "/api", endpoint = "mijn/portfolio/formulier", input = GetUrl)]
pub async fn open_activity_form(
    /// Its number; nothing for a new one.
    id: Option<ActivityId>,
) -> Answer<ActivityInput> {
    Ok(desk::<dyn PortfolioDesk>()?
        .activity_input(&actor()?, id)
        .await?)
}

/// Saves an activity with the files that came with it; `id` when it is a change, `nieuw` when not.
#[server(prefix = "/api", endpoint = "mijn/activiteit", input = MultipartFormData)]
pub async fn save_activity(
    /// The posted form.
    data: MultipartData,
) -> Answer<()> {
    let teacher: Teacher = actor()?;
    let mut posted = Posted::read(data).await?;
    let number = |name: &str| {
        posted
            .value(name)
            .filter(|text| !text.is_empty())
            .map(|text| text.parse::<ActivityId>().map_err(|_| Problem::not_found()))
            .transpose()
    };
    let target = match (number("id")?, number("nieuw")?) {
        (Some(id), _) => Target::Existing(id),
        (None, Some(id)) => Target::New(id),
        (None, None) => return Err(Problem::not_found().into()),
    };
    let (files, earlier) = posted.take_files(&teacher).await?;
    let id = desk::<dyn PortfolioDesk>()?
        .save_activity(&teacher, target, &posted.form()?, files)
        .await?;
    desk::<dyn UploadDesk>()?.used(&teacher, &earlier).await?;
    leptos_axum::redirect(&format!(
        "/mijn/portfolio/activiteit/{id}?melding=opgeslagen"
    ));
    Ok(())
}

/// Removes an activity.
#[server(prefix = "/api", endpoint = "mijn/activiteit/verwijderen")]
pub async fn remove_activity(
    /// Its number.
    id: ActivityId,
) -> Answer<()> {
    desk::<dyn PortfolioDesk>()?
        .remove_activity(&actor()?, id)
        .await?;
    leptos_axum::redirect(&format!("/mijn/portfolio?verwijderd={id}"));
    Ok(())
}

/// Puts an activity back.
#[server(prefix = "/api", endpoint = "mijn/activiteit/terugzetten")]
pub async fn restore_activity(
    /// Its number.
    id: ActivityId,
) -> Answer<()> {
    desk::<dyn PortfolioDesk>()?
        .restore_activity(&actor()?, id)
        .await?;
    leptos_axum::redirect(&format!(
        "/mijn/portfolio/activiteit/{id}?melding=teruggezet"
    ));
    Ok(())
}

/// Removes a file of evidence.
#[server(prefix = "/api", endpoint = "mijn/bewijsstuk/verwijderen")]
pub async fn remove_evidence(
    /// Its number.
    id: EvidenceId,
) -> Answer<()> {
    let activity = desk::<dyn PortfolioDesk>()?
        .remove_evidence(&actor()?, id)
        .await?;
    leptos_axum::redirect(&format!(
        "/mijn/portfolio/activiteit/{activity}?melding=bewijs-verwijderd"
    ));
    Ok(())
}
