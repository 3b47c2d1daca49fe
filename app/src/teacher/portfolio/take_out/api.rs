//! Server functions of taking the portfolio out.

use super::TakeOut;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::TakeOutDesk,
    crate::desk::{actor, desk},
};

/// What was asked for and is not destroyed yet, newest first.
#[server(prefix = "/api", endpoint = "mijn/portfolio/meenemen", input = GetUrl)]
pub async fn open_take_outs() -> Answer<Vec<TakeOut>> {
    Ok(desk::<dyn TakeOutDesk>()?.take_outs(&actor()?).await?)
}

/// Has the whole portfolio put in one file.
#[server(prefix = "/api", endpoint = "mijn/portfolio/klaarmaken")]
pub async fn ask_take_out() -> Answer<()> {
    desk::<dyn TakeOutDesk>()?.take_out(&actor()?).await?;
    leptos_axum::redirect("/mijn/portfolio/meenemen");
    Ok(())
}
