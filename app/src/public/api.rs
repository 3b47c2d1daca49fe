//! Server functions for everyone.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{PublicTeacher, SearchPage, SearchQuery, proof::Checked};
use crate::failure::Answer;
use leptos::prelude::*;
use shared::aid::View;

#[cfg(feature = "ssr")]
use {
    super::desk::PublicDesk,
    crate::desk::desk,
    shared::{Problem, aid::Walk, identifier::TeacherNumber},
};

/// Searches the public register.
#[server(prefix = "/api", endpoint = "register/zoeken", input = server_fn::codec::GetUrl)]
pub async fn find_teachers(#[server(flatten)] query: SearchQuery) -> Answer<SearchPage> {
    Ok(desk::<dyn PublicDesk>()?.search(&query).await?)
}

/// The public page of a teacher.
#[server(prefix = "/api", endpoint = "register/leraar", input = server_fn::codec::GetUrl)]
pub async fn show_teacher(#[server(default)] number: String) -> Answer<PublicTeacher> {
    let number =
        TeacherNumber::parse(&number.replace(' ', "")).map_err(|_| Problem::not_found())?;
    Ok(desk::<dyn PublicDesk>()?.public_teacher(&number).await?)
}

/// Whether the proof with this code holds now.
#[server(prefix = "/api", endpoint = "bewijs/controleren", input = server_fn::codec::GetUrl)]
pub async fn check_proof(#[server(default)] code: String) -> Answer<Checked> {
    Ok(desk::<dyn PublicDesk>()?.check_code(&code).await?)
}

/// What the decision aid shows for the answers in an address (`sector=vo&vo-rol=les`).
#[server(prefix = "/api", endpoint = "keuzehulp", input = server_fn::codec::GetUrl)]
pub async fn follow_aid(#[server(default)] answers: String) -> Answer<View> {
    Ok(desk::<dyn PublicDesk>()?
        .follow_aid(&Walk::from_query(&answers))
        .await?)
}
