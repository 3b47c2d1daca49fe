//! Server functions of what a teacher asks the register to decide.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of the arguments, which the function documents"
)]

use super::{AnswerForm, Application, MyCase, Objectable, ObjectionForm};
use crate::failure::Answer;
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::identifier::{CaseId, DecisionId};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use {
    super::desk::ProcedureDesk,
    crate::desk::{actor, desk},
};

/// What an application would hold today.
#[server(prefix = "/api", endpoint = "mijn/aanvraag", input = GetUrl)]
pub async fn my_application() -> Answer<Application> {
    Ok(desk::<dyn ProcedureDesk>()?.application(&actor()?).await?)
}

/// Sends the application.
#[server(prefix = "/api", endpoint = "mijn/aanvraag/indienen")]
pub async fn apply(
    number: Uuid,
    #[server(default)] agreed: String,
    #[server(default)] remark: String,
) -> Answer<()> {
    let id = desk::<dyn ProcedureDesk>()?
        .apply(&actor()?, number, agreed == "ja", &remark)
        .await?;
    leptos_axum::redirect(&format!("/mijn/zaken/{id}"));
    Ok(())
}

/// A case of the teacher.
#[server(prefix = "/api", endpoint = "mijn/zaak", input = GetUrl)]
pub async fn read_my_case(id: CaseId) -> Answer<MyCase> {
    Ok(desk::<dyn ProcedureDesk>()?.my_case(&actor()?, id).await?)
}

/// Answers what was asked.
#[server(prefix = "/api", endpoint = "mijn/zaak/antwoord")]
pub async fn answer_in_case(#[server(flatten)] form: AnswerForm) -> Answer<()> {
    desk::<dyn ProcedureDesk>()?
        .answer(&actor()?, &form)
        .await?;
    if let Some(id) = form.id {
        leptos_axum::redirect(&format!("/mijn/zaken/{id}"));
    }
    Ok(())
}

/// Takes it back.
#[server(prefix = "/api", endpoint = "mijn/zaak/intrekken")]
pub async fn withdraw_case(id: CaseId) -> Answer<()> {
    desk::<dyn ProcedureDesk>()?.withdraw(&actor()?, id).await?;
    leptos_axum::redirect(&format!("/mijn/zaken/{id}"));
    Ok(())
}

/// A decision to which one may object.
#[server(prefix = "/api", endpoint = "mijn/bezwaar/besluit", input = GetUrl)]
pub async fn read_objectable(id: DecisionId) -> Answer<Objectable> {
    Ok(desk::<dyn ProcedureDesk>()?
        .objectable(&actor()?, id)
        .await?)
}

/// Objects.
#[server(prefix = "/api", endpoint = "mijn/bezwaar")]
pub async fn object(#[server(flatten)] form: ObjectionForm) -> Answer<()> {
    let id = desk::<dyn ProcedureDesk>()?
        .object(&actor()?, &form)
        .await?;
    leptos_axum::redirect(&format!("/mijn/zaken/{id}"));
    Ok(())
}
