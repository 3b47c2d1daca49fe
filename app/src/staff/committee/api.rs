//! Server functions of the advisory committee.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{Committee, NewMember, NewSession, NewTie, Opinion, Session};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::identifier::CaseId;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::CommitteeDesk,
    crate::{
        actor::{CaseWorker, CommitteeMember, Keeper, Staff},
        desk::{actor, desk},
    },
};

/// The sessions and the members.
#[server(prefix = "/api", endpoint = "behandeling/commissie", input = GetUrl)]
pub async fn read_committee(
    /// The page of sessions, from 1.
    #[server(default)]
    page: u32,
) -> Answer<Committee> {
    let staff = actor::<Staff>()?;
    Ok(desk::<dyn CommitteeDesk>()?.committee(&staff, page).await?)
}

/// One session.
#[server(prefix = "/api", endpoint = "behandeling/commissie/zitting", input = GetUrl)]
pub async fn read_session(id: Uuid) -> Answer<Session> {
    let member = actor::<CommitteeMember>()?;
    Ok(desk::<dyn CommitteeDesk>()?.session(&member, id).await?)
}

/// Adds a member.
#[server(prefix = "/api", endpoint = "behandeling/commissie/lid")]
pub async fn add_member(#[server(flatten)] new: NewMember) -> Answer<()> {
    let keeper = actor::<Keeper>()?;
    desk::<dyn CommitteeDesk>()?
        .add_member(&keeper, new)
        .await?;
    leptos_axum::redirect("/behandeling/commissie");
    Ok(())
}

/// Ends a membership.
#[server(prefix = "/api", endpoint = "behandeling/commissie/lid/einde")]
pub async fn end_member(id: Uuid) -> Answer<()> {
    let keeper = actor::<Keeper>()?;
    desk::<dyn CommitteeDesk>()?.end_member(&keeper, id).await?;
    leptos_axum::redirect("/behandeling/commissie");
    Ok(())
}

/// Notes a tie of a member with a board.
#[server(prefix = "/api", endpoint = "behandeling/commissie/band")]
pub async fn declare_tie(#[server(flatten)] tie: NewTie) -> Answer<()> {
    let keeper = actor::<Keeper>()?;
    desk::<dyn CommitteeDesk>()?
        .declare_tie(&keeper, tie)
        .await?;
    leptos_axum::redirect("/behandeling/commissie");
    Ok(())
}

/// Plans a session.
#[server(prefix = "/api", endpoint = "behandeling/commissie/plannen")]
pub async fn plan_session(#[server(flatten)] new: NewSession) -> Answer<()> {
    let worker = actor::<CaseWorker>()?;
    desk::<dyn CommitteeDesk>()?.plan(&worker, new).await?;
    leptos_axum::redirect("/behandeling/commissie");
    Ok(())
}

/// Says that one is too near.
#[server(prefix = "/api", endpoint = "behandeling/commissie/afmelden")]
pub async fn excuse_me(id: CaseId, session: Uuid) -> Answer<()> {
    let member = actor::<CommitteeMember>()?;
    desk::<dyn CommitteeDesk>()?.excuse(&member, id).await?;
    leptos_axum::redirect(&format!("/behandeling/commissie/{session}"));
    Ok(())
}

/// Says what one thinks, or what the committee advises.
#[server(prefix = "/api", endpoint = "behandeling/commissie/advies")]
pub async fn give_opinion(#[server(flatten)] opinion: Opinion) -> Answer<()> {
    let member = actor::<CommitteeMember>()?;
    let session = opinion.session;
    desk::<dyn CommitteeDesk>()?.opine(&member, opinion).await?;
    if let Some(session) = session {
        leptos_axum::redirect(&format!("/behandeling/commissie/{session}?melding=advies"));
    }
    Ok(())
}
