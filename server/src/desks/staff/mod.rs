//! The desk of the staff.

pub mod cases;
mod committee;
mod harvest;
mod insight;
pub mod mandates;
mod news;
mod outages;
mod post;
mod programme;
mod reactions;
mod steering;

pub use insight::look_up_posted;
pub(super) use news::of_board as news_of_board;
pub use post::{download_post, download_sheet};
pub(super) use programme::{one, standing};
pub(super) use reactions::{give as give_reaction, of_board as reactions_of_board};

use super::Desk;
use app::{
    actor::{Keeper, Officer},
    page::Paged,
    programme::{BoardFile, BoardFilter, NewNews, News, Programme, Reaction, ReactionFilter},
    staff::{
        HarvestDay,
        desk::StaffDesk,
        mandates::{Mandates, NewMandate},
    },
};
use async_trait::async_trait;
use shared::{Problem, identifier::BoardNumber};
use uuid::Uuid;

#[async_trait]
impl StaffDesk for Desk {
    async fn programme(&self, _: &Officer, filter: BoardFilter) -> Result<Programme, Problem> {
        Ok(programme::all(&self.0, &filter).await?)
    }

    async fn board(&self, _: &Officer, board: BoardNumber) -> Result<BoardFile, Problem> {
        Ok(programme::file(&self.0, &board).await?)
    }

    async fn move_board(
        &self,
        officer: &Officer,
        board: BoardNumber,
        wave: &str,
    ) -> Result<(), Problem> {
        Ok(programme::move_board(&self.0, officer, &board, wave).await?)
    }

    async fn news(&self, _: &Officer) -> Result<Vec<News>, Problem> {
        Ok(news::all(&self.0).await?)
    }

    async fn publish(&self, officer: &Officer, new: NewNews) -> Result<(), Problem> {
        Ok(news::publish(&self.0, officer, &new).await?)
    }

    async fn harvests(&self, _: &Officer) -> Result<Vec<HarvestDay>, Problem> {
        Ok(harvest::days(&self.0).await?)
    }

    async fn mandates(&self, _: &Keeper) -> Result<Mandates, Problem> {
        Ok(mandates::all(&self.0).await?)
    }

    async fn give_mandate(&self, keeper: &Keeper, new: NewMandate) -> Result<(), Problem> {
        Ok(mandates::give(&self.0, keeper, &new).await?)
    }

    async fn end_mandate(&self, keeper: &Keeper, id: Uuid) -> Result<(), Problem> {
        Ok(mandates::end(&self.0, keeper, id).await?)
    }

    async fn reactions(
        &self,
        _: &Officer,
        filter: ReactionFilter,
    ) -> Result<Paged<Reaction>, Problem> {
        Ok(reactions::all(&self.0, &filter).await?)
    }

    async fn answer(&self, officer: &Officer, reaction: Uuid, text: &str) -> Result<(), Problem> {
        Ok(reactions::answer(&self.0, officer, reaction, text).await?)
    }
}
