//! Server functions of outages.

use super::{NewOutage, Silence};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::OutageDesk,
    crate::{
        actor::Officer,
        desk::{actor, desk},
    },
};

/// When the register could not be reached.
#[server(prefix = "/api", endpoint = "behandeling/storingen", input = GetUrl)]
pub async fn list_outages() -> Answer<Vec<Silence>> {
    Ok(desk::<dyn OutageDesk>()?.outages(&actor()?).await?)
}

/// Enters an outage.
#[server(prefix = "/api", endpoint = "behandeling/storingen/melden")]
pub async fn enter_outage(
    /// When and why.
    #[server(flatten)]
    new: NewOutage,
) -> Answer<()> {
    let officer = actor::<Officer>()?;
    desk::<dyn OutageDesk>()?.enter(&officer, new).await?;
    leptos_axum::redirect("/behandeling/storingen");
    Ok(())
}
