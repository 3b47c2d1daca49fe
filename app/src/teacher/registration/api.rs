//! Server functions of the registration of a teacher without an appointment.

use super::Registering;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, MultipartData, MultipartFormData};

#[cfg(feature = "ssr")]
use {
    super::desk::RegistrationDesk,
    crate::{
        actor::Teacher,
        desk::{actor, desk},
        upload::Posted,
    },
};

/// Whether the teacher may register, and where a registration stands.
#[server(prefix = "/api", endpoint = "mijn/aanmelding/lezen", input = GetUrl)]
pub async fn read_registration() -> Answer<Registering> {
    Ok(desk::<dyn RegistrationDesk>()?
        .registering(&actor()?)
        .await?)
}

/// Asks to be entered without an appointment.
#[server(prefix = "/api", endpoint = "mijn/aanmelding", input = MultipartFormData)]
pub async fn register_myself(
    /// The posted form.
    data: MultipartData,
) -> Answer<()> {
    let teacher: Teacher = actor()?;
    let mut posted = Posted::read(data).await?;
    let files = std::mem::take(&mut posted.files);
    desk::<dyn RegistrationDesk>()?
        .register(&teacher, &posted.form()?, files)
        .await?;
    leptos_axum::redirect("/mijn/aanmelden?melding=ontvangen");
    Ok(())
}

/// Adds files to the registration that waits.
#[server(prefix = "/api", endpoint = "mijn/aanmelding/bewijs", input = MultipartFormData)]
pub async fn add_proof(
    /// The posted form.
    data: MultipartData,
) -> Answer<()> {
    let teacher: Teacher = actor()?;
    let posted = Posted::read(data).await?;
    desk::<dyn RegistrationDesk>()?
        .add_proof(&teacher, posted.files)
        .await?;
    leptos_axum::redirect("/mijn/aanmelden?melding=bewijs");
    Ok(())
}

/// Takes back the registration that waits.
#[server(prefix = "/api", endpoint = "mijn/aanmelding/intrekken")]
pub async fn withdraw_registration() -> Answer<()> {
    desk::<dyn RegistrationDesk>()?
        .withdraw_registration(&actor()?)
        .await?;
    leptos_axum::redirect("/mijn/aanmelden?melding=ingetrokken");
    Ok(())
}

/// Has the teacher entered again, or confirms what waits for that.
#[server(prefix = "/api", endpoint = "mijn/aanmelding/opnemen")]
pub async fn enter_own() -> Answer<()> {
    desk::<dyn RegistrationDesk>()?.enter_own(&actor()?).await?;
    leptos_axum::redirect("/mijn");
    Ok(())
}
