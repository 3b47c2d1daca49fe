//! How the board of a contact joins.

use crate::{System, desks::staff, fault::Fault};
use app::{actor::SchoolContact, programme::Joining};

/// How the board stands, the news for it, and what it told us.
pub async fn load(system: &System, contact: &SchoolContact) -> Result<Joining, Fault> {
    let board = contact.board();
    let progress = staff::one(system, board).await?;
    Ok(Joining {
        news: staff::news_of_board(system, &progress).await?,
        reactions: staff::reactions_of_board(system, board).await?,
        progress,
    })
}
