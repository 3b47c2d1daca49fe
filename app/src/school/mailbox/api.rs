//! Server functions of the message box of a board.

use crate::{failure::Answer, page::Paged, teacher::Message};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::BoxDesk,
    crate::desk::{actor, desk},
};

/// The messages of the board.
#[server(prefix = "/api", endpoint = "school/berichtenbox", input = GetUrl)]
pub async fn read_box(
    /// The page, from 1.
    #[server(default)]
    page: u32,
) -> Answer<Paged<Message>> {
    Ok(desk::<dyn BoxDesk>()?.read_box(&actor()?, page).await?)
}
