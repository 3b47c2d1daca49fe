//! Server functions of who looks up a teacher outside a case.

use super::Supervision;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::viewing::Viewing;

#[cfg(feature = "ssr")]
use {
    super::desk::InsightDesk,
    crate::{
        actor::{Inspector, Reader},
        desk::{actor, desk},
    },
};

/// For which purposes the visitor may look up a teacher.
#[server(prefix = "/api", endpoint = "behandeling/leraar/doelen", input = GetUrl)]
pub async fn read_purposes() -> Answer<Vec<Viewing>> {
    Ok(desk::<dyn InsightDesk>()?
        .purposes(&actor::<Reader>()?)
        .await)
}

/// What the supervisor sees.
#[server(prefix = "/api", endpoint = "behandeling/toezicht", input = GetUrl)]
pub async fn read_supervision() -> Answer<Supervision> {
    let inspector = actor::<Inspector>()?;
    Ok(desk::<dyn InsightDesk>()?.supervision(&inspector).await?)
}
