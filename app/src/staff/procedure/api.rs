//! Server functions of applications and objections at the desk of the staff.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{NewAsk, NewExtension, NewSequel, Objections, PaperObjection, Settle};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::HandlingDesk,
    crate::{
        actor::CaseWorker,
        desk::{actor, desk},
        staff::cases::api::look,
    },
    shared::identifier::CaseId,
};

/// Asks for something. With `bekijk` nothing is done, here and in what follows.
#[server(prefix = "/api", endpoint = "behandeling/zaak/vraag")]
pub async fn ask_in_case(
    #[server(default)] seen: i32,
    #[server(default)] bekijk: String,
    #[server(flatten)] new: NewAsk,
) -> Answer<()> {
    if !bekijk.is_empty() {
        return look();
    }
    let (worker, id) = (actor::<CaseWorker>()?, new.id);
    let new = NewAsk { seen, ..new };
    desk::<dyn HandlingDesk>()?.ask(&worker, new).await?;
    back_to(id);
    Ok(())
}

/// Ends what was asked.
#[server(prefix = "/api", endpoint = "behandeling/zaak/vraag/einde")]
pub async fn settle_case(
    #[server(default)] seen: i32,
    #[server(default)] bekijk: String,
    #[server(flatten)] settle: Settle,
) -> Answer<()> {
    if !bekijk.is_empty() {
        return look();
    }
    let (worker, id) = (actor::<CaseWorker>()?, settle.id);
    let settle = Settle { seen, ..settle };
    desk::<dyn HandlingDesk>()?.settle(&worker, settle).await?;
    back_to(id);
    Ok(())
}

/// Decides later.
#[server(prefix = "/api", endpoint = "behandeling/zaak/verdagen")]
pub async fn extend_case(
    #[server(default)] seen: i32,
    #[server(default)] bekijk: String,
    #[server(flatten)] new: NewExtension,
) -> Answer<()> {
    if !bekijk.is_empty() {
        return look();
    }
    let (worker, id) = (actor::<CaseWorker>()?, new.id);
    let new = NewExtension { seen, ..new };
    desk::<dyn HandlingDesk>()?.extend(&worker, new).await?;
    back_to(id);
    Ok(())
}

/// Records a default notice, an appeal or a ruling.
#[server(prefix = "/api", endpoint = "behandeling/zaak/vervolg")]
pub async fn follow_up_case(
    #[server(default)] bekijk: String,
    #[server(flatten)] new: NewSequel,
) -> Answer<()> {
    if !bekijk.is_empty() {
        return look();
    }
    let (worker, id) = (actor::<CaseWorker>()?, new.id);
    desk::<dyn HandlingDesk>()?.follow_up(&worker, new).await?;
    back_to(id);
    Ok(())
}

/// A page of all objections.
#[server(prefix = "/api", endpoint = "behandeling/bezwaren", input = GetUrl)]
pub async fn read_objections(#[server(default)] page: u32) -> Answer<Objections> {
    let worker = actor::<CaseWorker>()?;
    Ok(desk::<dyn HandlingDesk>()?
        .objections(&worker, page)
        .await?)
}

/// Enters an objection that came on paper.
#[server(prefix = "/api", endpoint = "behandeling/bezwaar")]
pub async fn enter_objection(#[server(flatten)] paper: PaperObjection) -> Answer<()> {
    let worker = actor::<CaseWorker>()?;
    let id = desk::<dyn HandlingDesk>()?
        .enter_objection(&worker, paper)
        .await?;
    back_to(Some(id));
    Ok(())
}

#[cfg(feature = "ssr")]
fn back_to(id: Option<CaseId>) {
    if let Some(id) = id {
        leptos_axum::redirect(&format!("/behandeling/zaken/{id}"));
    }
}
