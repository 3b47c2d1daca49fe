//! Server functions of the proof of registration.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{NewProof, Proofs};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::ProofDesk,
    crate::desk::{actor, desk},
};

/// What the teacher can prove, and the proofs that were made.
#[server(prefix = "/api", endpoint = "mijn/bewijs/lijst", input = GetUrl)]
pub async fn my_proofs() -> Answer<Proofs> {
    Ok(desk::<dyn ProofDesk>()?.proofs(&actor()?).await?)
}

/// Makes a proof.
#[server(prefix = "/api", endpoint = "mijn/bewijs/maken")]
pub async fn make_proof(#[server(flatten)] new: NewProof) -> Answer<()> {
    desk::<dyn ProofDesk>()?.make_proof(&actor()?, new).await?;
    leptos_axum::redirect("/mijn/bewijs?melding=gemaakt");
    Ok(())
}

/// Withdraws a proof.
#[server(prefix = "/api", endpoint = "mijn/bewijs/intrekken")]
pub async fn withdraw_proof(id: Uuid) -> Answer<()> {
    desk::<dyn ProofDesk>()?
        .withdraw_proof(&actor()?, id)
        .await?;
    leptos_axum::redirect("/mijn/bewijs?melding=ingetrokken");
    Ok(())
}
