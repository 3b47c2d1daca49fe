//! Server functions of the staff: they name the actor and call the desk.

use super::{
    HarvestDay,
    mandates::{Mandates, NewMandate},
};
use crate::{
    failure::Answer,
    page::Paged,
    programme::{BoardFile, BoardFilter, NewNews, News, Programme, Reaction, ReactionFilter},
};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::StaffDesk,
    crate::actor::{Keeper, Officer},
    crate::desk::{actor, desk},
    shared::{Problem, identifier::BoardNumber},
};

#[cfg(feature = "ssr")]
fn number(text: &str) -> Result<BoardNumber, Problem> {
    BoardNumber::parse(text).map_err(|_| Problem::not_found())
}

/// How the programme stands.
#[server(prefix = "/api", endpoint = "behandeling/programma", input = server_fn::codec::GetUrl)]
pub async fn read_programme(
    /// Which boards.
    #[server(default)]
    filter: BoardFilter,
) -> Answer<Programme> {
    Ok(desk::<dyn StaffDesk>()?
        .programme(&actor::<Officer>()?, filter)
        .await?)
}

/// One board.
#[server(prefix = "/api", endpoint = "behandeling/bestuur", input = server_fn::codec::GetUrl)]
pub async fn read_board(
    /// Its number.
    #[server(default)]
    bestuur: String,
) -> Answer<BoardFile> {
    let officer = actor::<Officer>()?;
    Ok(desk::<dyn StaffDesk>()?
        .board(&officer, number(&bestuur)?)
        .await?)
}

/// Puts a board in a wave.
#[server(prefix = "/api", endpoint = "behandeling/golf")]
pub async fn move_board(
    /// Its number.
    #[server(default)]
    bestuur: String,
    /// The code of the wave.
    #[server(default)]
    wave: String,
) -> Answer<()> {
    let officer = actor::<Officer>()?;
    let board = number(&bestuur)?;
    desk::<dyn StaffDesk>()?
        .move_board(&officer, board.clone(), &wave)
        .await?;
    leptos_axum::redirect(&format!("/behandeling/aansluiten/{board}"));
    Ok(())
}

/// All news.
#[server(prefix = "/api", endpoint = "behandeling/nieuws", input = server_fn::codec::GetUrl)]
pub async fn list_news() -> Answer<Vec<News>> {
    Ok(desk::<dyn StaffDesk>()?.news(&actor::<Officer>()?).await?)
}

/// Publishes news.
#[server(prefix = "/api", endpoint = "behandeling/publiceren")]
pub async fn publish(
    /// The piece.
    #[server(flatten)]
    new: NewNews,
) -> Answer<()> {
    desk::<dyn StaffDesk>()?
        .publish(&actor::<Officer>()?, new)
        .await?;
    leptos_axum::redirect("/behandeling/nieuws");
    Ok(())
}

/// On which days somebody asked too much of the public register.
#[server(prefix = "/api", endpoint = "behandeling/openbaar", input = server_fn::codec::GetUrl)]
pub async fn list_harvests() -> Answer<Vec<HarvestDay>> {
    Ok(desk::<dyn StaffDesk>()?
        .harvests(&actor::<Officer>()?)
        .await?)
}

/// Who may decide for the minister.
#[server(prefix = "/api", endpoint = "behandeling/mandaten", input = server_fn::codec::GetUrl)]
pub async fn list_mandates() -> Answer<Mandates> {
    Ok(desk::<dyn StaffDesk>()?
        .mandates(&actor::<Keeper>()?)
        .await?)
}

/// Gives a mandate to decide for the minister.
#[server(prefix = "/api", endpoint = "behandeling/mandaat")]
pub async fn give_mandate(
    /// To whom, from when and on what ground.
    #[server(flatten)]
    new: NewMandate,
) -> Answer<()> {
    let keeper = actor::<Keeper>()?;
    desk::<dyn StaffDesk>()?.give_mandate(&keeper, new).await?;
    leptos_axum::redirect("/behandeling/mandaten");
    Ok(())
}

/// Ends a mandate.
#[server(prefix = "/api", endpoint = "behandeling/mandaat/einde")]
pub async fn end_mandate(
    /// The mandate.
    #[server(default)]
    id: Option<Uuid>,
) -> Answer<()> {
    let keeper = actor::<Keeper>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    desk::<dyn StaffDesk>()?.end_mandate(&keeper, id).await?;
    leptos_axum::redirect("/behandeling/mandaten");
    Ok(())
}

/// What schools told us.
#[server(prefix = "/api", endpoint = "behandeling/reacties", input = server_fn::codec::GetUrl)]
pub async fn list_reactions(
    /// Which reactions.
    #[server(default)]
    filter: ReactionFilter,
) -> Answer<Paged<Reaction>> {
    Ok(desk::<dyn StaffDesk>()?
        .reactions(&actor::<Officer>()?, filter)
        .await?)
}

/// Answers a reaction.
#[server(prefix = "/api", endpoint = "behandeling/antwoord")]
pub async fn answer_reaction(
    /// The reaction.
    #[server(default)]
    id: Option<Uuid>,
    /// The answer.
    #[server(default)]
    answer: String,
) -> Answer<()> {
    let officer = actor::<Officer>()?;
    let id = id.ok_or_else(Problem::not_found)?;
    desk::<dyn StaffDesk>()?
        .answer(&officer, id, &answer)
        .await?;
    leptos_axum::redirect("/behandeling/reacties");
    Ok(())
}
