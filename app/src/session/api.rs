//! Server functions about the session.

#![expect(
    clippy::unused_async,
    reason = "a server function is async, whatever it does"
)]
#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{FormState, Visitor};
use crate::failure::Answer;
use leptos::prelude::*;
use shared::identifier::FormId;

#[cfg(feature = "ssr")]
use {
    super::desk::SessionDesk,
    crate::actor::Actor,
    crate::desk::{actor, desk, visit},
};

/// Who is logged in, if anybody.
#[server(prefix = "/api", endpoint = "sessie/bezoeker", input = server_fn::codec::GetUrl)]
pub async fn who_is_here() -> Answer<Option<Visitor>> {
    Ok(desk::<dyn SessionDesk>()?.visitor(&visit()).await?)
}

/// What was filled in earlier, to be given back in the form.
#[server(prefix = "/api", endpoint = "sessie/formulier", input = server_fn::codec::GetUrl)]
pub async fn give_back(id: FormId) -> Answer<Option<FormState>> {
    Ok(desk::<dyn SessionDesk>()?.form_state(&visit(), id).await?)
}

/// Stays logged in: any request counts as action, this one does nothing else.
#[server(prefix = "/api", endpoint = "sessie/verlengen")]
pub async fn stay() -> Answer<()> {
    actor::<Actor>()?;
    Ok(())
}

/// Keeps what is filled in now in the form that posts to `action`; `values` is form-encoded.
#[server(prefix = "/api", endpoint = "sessie/bewaren")]
pub async fn keep_form(
    #[server(default)] action: String,
    #[server(default)] values: Vec<(String, String)>,
) -> Answer<FormId> {
    actor::<Actor>()?;
    Ok(desk::<dyn SessionDesk>()?
        .keep_form(&visit(), &action, values)
        .await?)
}
