//! Server functions of how a teacher hears of messages.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{Contact, ContactForm};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::ContactDesk,
    crate::desk::{actor, desk},
};

/// How the teacher hears of messages.
#[server(prefix = "/api", endpoint = "mijn/contact", input = GetUrl)]
pub async fn my_contact() -> Answer<Contact> {
    Ok(desk::<dyn ContactDesk>()?.contact(&actor()?).await?)
}

/// Keeps the choice of the teacher.
#[server(prefix = "/api", endpoint = "mijn/contact/kiezen")]
pub async fn choose_contact(#[server(flatten)] form: ContactForm) -> Answer<()> {
    desk::<dyn ContactDesk>()?
        .choose_contact(&actor()?, form)
        .await?;
    leptos_axum::redirect("/mijn/contact?melding=bewaard");
    Ok(())
}

/// Confirms an address.
#[server(prefix = "/api", endpoint = "mijn/contact/bevestigen")]
pub async fn confirm_contact(#[server(default)] code: String) -> Answer<()> {
    desk::<dyn ContactDesk>()?
        .confirm_contact(&actor()?, &code)
        .await?;
    leptos_axum::redirect("/mijn/contact?melding=bevestigd");
    Ok(())
}

/// Messages come by post again.
#[server(prefix = "/api", endpoint = "mijn/contact/stoppen")]
pub async fn stop_contact() -> Answer<()> {
    desk::<dyn ContactDesk>()?.stop_contact(&actor()?).await?;
    leptos_axum::redirect("/mijn/contact?melding=post");
    Ok(())
}
