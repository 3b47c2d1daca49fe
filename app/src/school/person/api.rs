//! The server function of what the register tells a board of a person on request.

use super::AskedPerson;
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::PersonDesk,
    crate::desk::{actor, desk},
};

/// The personal data of the teacher of an appointment.
#[server(prefix = "/api", endpoint = "school/persoonsgegevens", input = GetUrl)]
pub async fn ask_person(
    /// The number under which the board knows the appointment.
    #[server(default)]
    number: String,
    /// The code of one of [`shared::viewing::Viewing::OF_PERSON`].
    #[server(default)]
    purpose: String,
) -> Answer<AskedPerson> {
    Ok(desk::<dyn PersonDesk>()?
        .ask_person(&actor()?, &number, &purpose)
        .await?)
}
