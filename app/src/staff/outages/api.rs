//! Server functions of outages.

use super::Silence;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::OutageDesk,
    crate::desk::{actor, desk},
};

/// When the register could not be reached.
#[server(prefix = "/api", endpoint = "behandeling/storingen", input = GetUrl)]
pub async fn list_outages() -> Answer<Vec<Silence>> {
    Ok(desk::<dyn OutageDesk>()?.outages(&actor()?).await?)
}
