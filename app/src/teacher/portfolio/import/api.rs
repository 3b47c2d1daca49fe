//! Server functions of bringing an old portfolio along.

use super::{Brought, Imports};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, MultipartData, MultipartFormData};
use std::collections::BTreeMap;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::{Pick, desk::ImportDesk},
    crate::{
        desk::{actor, desk},
        upload::Posted,
    },
    shared::portfolio::Category,
};

/// What was brought along before.
#[server(prefix = "/api", endpoint = "mijn/portfolio/import", input = GetUrl)]
pub async fn open_imports() -> Answer<Imports> {
    Ok(desk::<dyn ImportDesk>()?.imports(&actor()?).await?)
}

/// What was brought along, row by row.
#[server(prefix = "/api", endpoint = "mijn/portfolio/import/rijen", input = GetUrl)]
pub async fn open_brought(
    /// Its number.
    id: Uuid,
) -> Answer<Brought> {
    Ok(desk::<dyn ImportDesk>()?.brought(&actor()?, id).await?)
}

/// Brings a file along.
#[server(prefix = "/api", endpoint = "mijn/portfolio/import/bestand", input = MultipartFormData)]
pub async fn bring_file(
    /// The posted form.
    data: MultipartData,
) -> Answer<()> {
    let teacher = actor()?;
    let file = Posted::read(data).await?.into_file("bestand")?;
    let id = desk::<dyn ImportDesk>()?.bring(&teacher, file).await?;
    leptos_axum::redirect(&format!("/mijn/portfolio/import/{id}"));
    Ok(())
}

/// Asks the old register.
#[server(prefix = "/api", endpoint = "mijn/portfolio/import/opzoeken")]
pub async fn look_up_old(
    /// The e-mail address that the teacher used there.
    #[server(default)]
    email: String,
) -> Answer<()> {
    let id = desk::<dyn ImportDesk>()?.look_up(&actor()?, &email).await?;
    leptos_axum::redirect(&format!("/mijn/portfolio/import/{id}"));
    Ok(())
}

/// Takes over what was chosen.
#[server(prefix = "/api", endpoint = "mijn/portfolio/import/overnemen")]
pub async fn take_over(
    /// Which portfolio that was brought along.
    id: Uuid,
    /// The rows that were chosen.
    #[server(default)]
    kies: Vec<usize>,
    /// By row the code of what all its hours are about; empty to choose later.
    #[server(default)]
    onderwerp: BTreeMap<usize, String>,
) -> Answer<()> {
    let picks: Vec<Pick> = kies
        .into_iter()
        .map(|row| Pick {
            row,
            category: onderwerp.get(&row).and_then(|code| Category::parse(code)),
        })
        .collect();
    desk::<dyn ImportDesk>()?
        .take_over(&actor()?, id, &picks)
        .await?;
    leptos_axum::redirect(&format!("/mijn/portfolio/import/{id}?melding=overgenomen"));
    Ok(())
}

/// Takes out again what was taken over.
#[server(prefix = "/api", endpoint = "mijn/portfolio/import/ongedaan")]
pub async fn undo_import(
    /// Its number.
    id: Uuid,
) -> Answer<()> {
    desk::<dyn ImportDesk>()?.undo(&actor()?, id).await?;
    leptos_axum::redirect(&format!("/mijn/portfolio/import/{id}?melding=ongedaan"));
    Ok(())
}
