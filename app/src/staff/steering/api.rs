//! Server functions of steering.

use super::{NewAbsence, Steering};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::SteeringDesk,
    crate::{
        actor::CaseWorker,
        desk::{actor, desk},
    },
};

/// How the work stands.
#[server(prefix = "/api", endpoint = "behandeling/sturing", input = GetUrl)]
pub async fn read_steering() -> Answer<Steering> {
    let worker = actor::<CaseWorker>()?;
    Ok(desk::<dyn SteeringDesk>()?.steering(&worker).await?)
}

/// Somebody is away.
#[server(prefix = "/api", endpoint = "behandeling/afwezig")]
pub async fn be_away(
    /// Who and until when.
    #[server(flatten)]
    new: NewAbsence,
) -> Answer<()> {
    let worker = actor::<CaseWorker>()?;
    desk::<dyn SteeringDesk>()?.away(&worker, new).await?;
    leptos_axum::redirect("/behandeling/sturing");
    Ok(())
}

/// Somebody is there again.
#[server(prefix = "/api", endpoint = "behandeling/afwezig/einde")]
pub async fn be_back(
    /// Which absence.
    id: Uuid,
) -> Answer<()> {
    let worker = actor::<CaseWorker>()?;
    desk::<dyn SteeringDesk>()?.back(&worker, id).await?;
    leptos_axum::redirect("/behandeling/sturing");
    Ok(())
}
