//! Server functions of sharing with the board.

use super::Sharing;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::portfolio::SharingForm;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::SharingDesk,
    crate::desk::{actor, desk},
};

/// What is shared, and what was.
#[server(prefix = "/api", endpoint = "mijn/delen/lezen", input = GetUrl)]
pub async fn open_sharing() -> Answer<Sharing> {
    Ok(desk::<dyn SharingDesk>()?.sharing(&actor()?).await?)
}

/// Shares with a board.
#[server(prefix = "/api", endpoint = "mijn/delen")]
pub async fn share(
    /// What was filled in.
    #[server(flatten)]
    form: SharingForm,
) -> Answer<()> {
    desk::<dyn SharingDesk>()?.share(&actor()?, &form).await?;
    leptos_axum::redirect("/mijn/portfolio/delen?melding=gedeeld");
    Ok(())
}

/// Shares something no longer.
#[server(prefix = "/api", endpoint = "mijn/delen/stoppen")]
pub async fn stop_sharing(
    /// Its number.
    id: Uuid,
) -> Answer<()> {
    desk::<dyn SharingDesk>()?
        .withdraw_share(&actor()?, id)
        .await?;
    leptos_axum::redirect("/mijn/portfolio/delen?melding=gestopt");
    Ok(())
}
