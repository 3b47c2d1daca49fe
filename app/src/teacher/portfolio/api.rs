//! Server functions of the portfolio.

use super::{ActivityDetail, ActivityInput, Filter, Portfolio};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, MultipartData, MultipartFormData};
use shared::{
    identifier::{ActivityId, EvidenceId},
    portfolio::{ActivityForm, PickedEvent},
};

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

/// The portfolio, limited to what is asked for.
#[server(prefix = "/api", endpoint = "mijn/portfolio", input = GetUrl)]
pub async fn open_portfolio(
    /// What is asked for; nothing for everything.
    #[server(flatten)]
    filter: Filter,
) -> Answer<Portfolio> {
    Ok(desk::<dyn PortfolioDesk>()?
        .portfolio(&actor()?, &filter)
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
    /// The number of an earlier one, for a new one like it.
    like: Option<ActivityId>,
) -> Answer<ActivityInput> {
    let teacher: Teacher = actor()?;
    let desk = desk::<dyn PortfolioDesk>()?;
    let input = desk.activity_input(&teacher, id).await?;
    Ok(match like {
        Some(like) => input.again(desk.activity(&teacher, like).await?.activity),
        None => input,
    })
}

/// Adds an activity from the list: title, date and hours; everything else later.
#[server(prefix = "/api", endpoint = "mijn/activiteit/toevoegen")]
pub async fn add_activity(
    /// Its number, made when the form was opened.
    nieuw: ActivityId,
    /// The fields.
    #[server(flatten)]
    form: ActivityForm,
) -> Answer<()> {
    let id = desk::<dyn PortfolioDesk>()?
        .save_activity(&actor()?, Target::New(nieuw), &form, Vec::new())
        .await?;
    leptos_axum::redirect(&format!("/mijn/portfolio?toegevoegd={id}"));
    Ok(())
}

/// Makes activities of the events of a calendar that were picked.
#[server(prefix = "/api", endpoint = "mijn/agenda/overnemen")]
pub async fn take_events(
    /// The events that were offered, with what was typed.
    #[server(default)]
    events: Vec<PickedEvent>,
) -> Answer<()> {
    let count = desk::<dyn PortfolioDesk>()?
        .take_events(&actor()?, &events)
        .await?;
    leptos_axum::redirect(&format!("/mijn/portfolio?overgenomen={count}"));
    Ok(())
}

/// Saves an activity with the files that came with it; `id` and `versie` when it is a change,
/// `nieuw` when not.
#[server(prefix = "/api", endpoint = "mijn/activiteit", input = MultipartFormData)]
pub async fn save_activity(
    /// The posted form.
    data: MultipartData,
) -> Answer<()> {
    let teacher: Teacher = actor()?;
    let mut posted = Posted::read(data).await?;
    let target = target(&posted)?;
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

/// What a posted form is about.
#[cfg(feature = "ssr")]
fn target(posted: &Posted) -> Result<Target, Problem> {
    fn read<T: std::str::FromStr>(posted: &Posted, name: &str) -> Result<Option<T>, Problem> {
        let text = posted.value(name).filter(|text| !text.is_empty());
        text.map(|text| text.parse().map_err(|_| Problem::not_found()))
            .transpose()
    }
    match (read(posted, "id")?, read(posted, "nieuw")?) {
        // Without a version the form saw nothing of it.
        (Some(id), _) => Ok(Target::Existing(id, read(posted, "versie")?.unwrap_or(0))),
        (None, Some(id)) => Ok(Target::New(id)),
        (None, None) => Err(Problem::not_found()),
    }
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

/// Makes an earlier version of an activity its newest.
#[server(prefix = "/api", endpoint = "mijn/activiteit/versie")]
pub async fn restore_version(
    /// The number of the activity.
    id: ActivityId,
    /// The number of the version.
    version: u32,
) -> Answer<()> {
    desk::<dyn PortfolioDesk>()?
        .restore_version(&actor()?, id, version)
        .await?;
    leptos_axum::redirect(&format!("/mijn/portfolio/activiteit/{id}?melding=versie"));
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
