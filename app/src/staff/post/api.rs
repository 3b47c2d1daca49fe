//! Server functions of what goes by post.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::Post;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::PostDesk,
    crate::desk::{actor, desk},
};

/// What is to be posted.
#[server(prefix = "/api", endpoint = "behandeling/post", input = GetUrl)]
pub async fn list_post() -> Answer<Post> {
    Ok(desk::<dyn PostDesk>()?.post(&actor()?).await?)
}

/// Notes that a letter was posted.
#[server(prefix = "/api", endpoint = "behandeling/post/verstuurd")]
pub async fn mark_posted(id: Uuid) -> Answer<()> {
    Ok(desk::<dyn PostDesk>()?.mark_posted(&actor()?, id).await?)
}

/// Notes that mail to an address came back.
#[server(prefix = "/api", endpoint = "behandeling/post/teruggekomen")]
pub async fn mail_came_back(#[server(default)] email: String) -> Answer<()> {
    let worker = actor()?;
    desk::<dyn PostDesk>()?.came_back(&worker, &email).await?;
    leptos_axum::redirect("/behandeling/post");
    Ok(())
}
