//! The contract of what a teacher shares with the board.

use super::SharedPortfolio;
use crate::actor::Colleague;
use async_trait::async_trait;
use shared::Problem;

/// What a board sees of portfolios.
#[async_trait]
pub trait SharedPortfolioDesk: Send + Sync {
    /// What the teacher of this appointment shares; that it was looked at is recorded.
    ///
    /// # Errors
    /// 404 when the board has no such appointment today, or the contact does not reach it.
    async fn shared_portfolio(
        &self,
        contact: &Colleague,
        number: &str,
    ) -> Result<SharedPortfolio, Problem>;
}
