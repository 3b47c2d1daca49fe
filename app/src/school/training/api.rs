//! Server functions of the training plan for a school.

use crate::{
    failure::Answer,
    training::{PlanInput, TrainingPlanForm},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    super::desk::TrainingDesk,
    crate::desk::{actor, desk},
    crate::page::encoded,
};

/// The training plan of an appointment.
#[server(prefix = "/api", endpoint = "school/scholingsplan/lezen", input = GetUrl)]
pub async fn show_plan(
    /// The number under which the board knows it.
    #[server(default)]
    number: String,
) -> Answer<PlanInput> {
    Ok(desk::<dyn TrainingDesk>()?.plan(&actor()?, &number).await?)
}

/// Enters or changes a training plan.
#[server(prefix = "/api", endpoint = "school/scholingsplan")]
pub async fn save_plan(
    /// The number under which the board knows the appointment.
    number: String,
    /// What was typed.
    #[server(flatten)]
    form: TrainingPlanForm,
) -> Answer<()> {
    desk::<dyn TrainingDesk>()?
        .save_plan(&actor()?, &number, &form)
        .await?;
    let number = encoded(&number);
    leptos_axum::redirect(&format!(
        "/school/leraren/scholingsplan?benoeming={number}&melding=opgeslagen"
    ));
    Ok(())
}

/// Confirms the training plan that the teacher entered.
#[server(prefix = "/api", endpoint = "school/scholingsplan/bevestigen")]
pub async fn confirm_plan(
    /// The number under which the board knows the appointment.
    number: String,
    /// What the school saw.
    seen: String,
) -> Answer<()> {
    Ok(desk::<dyn TrainingDesk>()?
        .confirm_plan(&actor()?, &number, &seen)
        .await?)
}
