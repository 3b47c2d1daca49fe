//! Server functions of the case workers: they name the actor and call the desk.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{CaseFile, CaseFilter, NewStep, Proposal, Worklist};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::identifier::CaseId;

#[cfg(feature = "ssr")]
use {
    super::desk::CaseDesk,
    crate::{
        actor::CaseWorker,
        desk::{actor, desk},
    },
};

/// What waits.
#[server(prefix = "/api", endpoint = "behandeling/werkvoorraad", input = GetUrl)]
pub async fn read_worklist(#[server(default)] filter: CaseFilter) -> Answer<Worklist> {
    let worker = actor::<CaseWorker>()?;
    Ok(desk::<dyn CaseDesk>()?.worklist(&worker, filter).await?)
}

/// One case.
#[server(prefix = "/api", endpoint = "behandeling/zaak", input = GetUrl)]
pub async fn read_case(id: CaseId) -> Answer<CaseFile> {
    let worker = actor::<CaseWorker>()?;
    Ok(desk::<dyn CaseDesk>()?.case(&worker, id).await?)
}

/// A step with a case.
#[server(prefix = "/api", endpoint = "behandeling/zaak/stap")]
pub async fn step_case(
    #[server(default)] seen: i32,
    #[server(flatten)] new: NewStep,
) -> Answer<()> {
    let (worker, id) = (actor::<CaseWorker>()?, new.id);
    let keeps = ["take", "confirm", "send_back"].contains(&new.step.as_str());
    let new = NewStep { seen, ..new };
    desk::<dyn CaseDesk>()?.step(&worker, new).await?;
    back_to(id, if keeps { "?deel=besluit" } else { "" });
    Ok(())
}

/// What the verdict must be. With `bekijk` nothing is proposed: the page comes back with the letter as it
/// would read.
#[server(prefix = "/api", endpoint = "behandeling/zaak/voorstel")]
pub async fn propose_verdict(
    #[server(default)] seen: i32,
    #[server(default)] bekijk: String,
    #[server(flatten)] proposal: Proposal,
) -> Answer<()> {
    if !bekijk.is_empty() {
        return look();
    }
    let (worker, id) = (actor::<CaseWorker>()?, proposal.id);
    let proposal = Proposal { seen, ..proposal };
    desk::<dyn CaseDesk>()?.propose(&worker, proposal).await?;
    back_to(id, "?deel=besluit");
    Ok(())
}

/// Nothing is done: the page comes back with the letter as it would read.
#[cfg(feature = "ssr")]
pub(in crate::staff) fn look() -> Answer<()> {
    actor::<CaseWorker>()?;
    Ok(())
}

#[cfg(feature = "ssr")]
fn back_to(id: Option<CaseId>, part: &str) {
    if let Some(id) = id {
        leptos_axum::redirect(&format!("/behandeling/zaken/{id}{part}"));
    }
}
