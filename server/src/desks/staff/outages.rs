//! When the register could not be reached.

use crate::{desks::Desk, outages};
use app::{
    actor::Officer,
    staff::outages::{Silence, desk::OutageDesk},
};
use async_trait::async_trait;
use shared::Problem;

#[async_trait]
impl OutageDesk for Desk {
    async fn outages(&self, _: &Officer) -> Result<Vec<Silence>, Problem> {
        let ledger = outages::ledger(&self.0.pool).await?;
        let silences = ledger.0.into_iter().map(|one| (one.from, one.until));
        Ok(silences.collect())
    }
}
