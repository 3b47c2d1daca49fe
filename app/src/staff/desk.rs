//! The contract of the staff.

use super::{
    HarvestDay,
    mandates::{Mandates, NewMandate},
};
use crate::{
    actor::{Keeper, Officer},
    page::Paged,
    programme::{BoardFile, BoardFilter, NewNews, News, Programme, Reaction, ReactionFilter},
};
use async_trait::async_trait;
use shared::{Problem, identifier::BoardNumber};
use uuid::Uuid;

/// Every use case of the staff.
#[async_trait]
pub trait StaffDesk: Send + Sync {
    /// How the programme stands, and the boards that the filter takes.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn programme(&self, officer: &Officer, filter: BoardFilter)
    -> Result<Programme, Problem>;

    /// One board.
    ///
    /// # Errors
    /// 404 when there is no such board.
    async fn board(&self, officer: &Officer, board: BoardNumber) -> Result<BoardFile, Problem>;

    /// Puts a board in a wave.
    ///
    /// # Errors
    /// 404 when there is no such board; 422 when there is no such wave, or it is of another sector.
    async fn move_board(
        &self,
        officer: &Officer,
        board: BoardNumber,
        wave: &str,
    ) -> Result<(), Problem>;

    /// All news, the newest first.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn news(&self, officer: &Officer) -> Result<Vec<News>, Problem>;

    /// Publishes news and sends it as a letter to the contact persons it is for.
    ///
    /// # Errors
    /// 422 when something is missing.
    async fn publish(&self, officer: &Officer, new: NewNews) -> Result<(), Problem>;

    /// On which of the last days somebody asked more of the public register than a person would.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn harvests(&self, officer: &Officer) -> Result<Vec<HarvestDay>, Problem>;

    /// Who may decide for the minister.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn mandates(&self, keeper: &Keeper) -> Result<Mandates, Problem>;

    /// Gives a case worker a mandate to decide for the minister.
    ///
    /// # Errors
    /// 409 when this person has one in that period; 422 when something is missing, or it is the
    /// keeper.
    async fn give_mandate(&self, keeper: &Keeper, new: NewMandate) -> Result<(), Problem>;

    /// Ends a mandate: today is its last day.
    ///
    /// # Errors
    /// 404 when there is none that still holds.
    async fn end_mandate(&self, keeper: &Keeper, id: Uuid) -> Result<(), Problem>;

    /// What schools told us, unanswered first; pages count from 1.
    ///
    /// # Errors
    /// 500 when the database does not answer.
    async fn reactions(
        &self,
        officer: &Officer,
        filter: ReactionFilter,
    ) -> Result<Paged<Reaction>, Problem>;

    /// Answers a reaction.
    ///
    /// # Errors
    /// 404 when there is none that waits; 422 without an answer.
    async fn answer(&self, officer: &Officer, reaction: Uuid, text: &str) -> Result<(), Problem>;
}
