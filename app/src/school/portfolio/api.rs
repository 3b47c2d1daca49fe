//! The server function of what a teacher shares.

use super::SharedPortfolio;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::SharedPortfolioDesk,
    crate::desk::{actor, desk},
};

/// What the teacher of an appointment shares.
#[server(prefix = "/api", endpoint = "school/portfolio", input = GetUrl)]
pub async fn show_portfolio(
    /// The number under which the board knows the appointment.
    #[server(default)]
    number: String,
) -> Answer<SharedPortfolio> {
    Ok(desk::<dyn SharedPortfolioDesk>()?
        .shared_portfolio(&actor()?, &number)
        .await?)
}
