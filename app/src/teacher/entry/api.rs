//! Server functions of the entry of a teacher.

use super::{AsOf, Kept};
use crate::{
    failure::Answer,
    training::{PlanInput, TrainingPlanForm},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;
use shared::identifier::AppointmentId;

#[cfg(feature = "ssr")]
use {
    super::desk::EntryDesk,
    crate::desk::{actor, desk},
    shared::{FieldError, Problem, notation::parse_date},
};

/// What the register held on a day.
#[server(prefix = "/api", endpoint = "mijn/gegevens/op", input = GetUrl)]
pub async fn my_data_as_of(
    /// The day, as it was typed.
    #[server(default)]
    op: String,
    /// `nu` for what is known now of that day; else what was known then.
    #[server(default)]
    bekend: String,
) -> Answer<AsOf> {
    let teacher = actor()?;
    let wrong = || FieldError::new("op", "Vul een dag in die bestaat, zoals 1-10-2026");
    let on = parse_date(&op).ok_or_else(|| Problem::invalid(vec![wrong()]))?;
    Ok(desk::<dyn EntryDesk>()?
        .as_of(&teacher, on, bekend == "nu")
        .await?)
}

/// What is kept of what was removed.
#[server(prefix = "/api", endpoint = "mijn/bewaard", input = GetUrl)]
pub async fn my_kept() -> Answer<Kept> {
    Ok(desk::<dyn EntryDesk>()?.kept(&actor()?).await?)
}

/// Removes the teacher from the register.
#[server(prefix = "/api", endpoint = "mijn/uitschrijven")]
pub async fn leave_register(
    /// Whether it is meant.
    #[server(default)]
    akkoord: String,
) -> Answer<()> {
    desk::<dyn EntryDesk>()?
        .remove(&actor()?, !akkoord.is_empty())
        .await?;
    leptos_axum::redirect("/mijn/bewaard?melding=uitgeschreven");
    Ok(())
}

/// Enters a removed appointment again.
#[server(prefix = "/api", endpoint = "mijn/opnemen")]
pub async fn enter_again(
    /// The appointment.
    appointment: AppointmentId,
    /// The version that the teacher saw.
    version: i32,
) -> Answer<()> {
    desk::<dyn EntryDesk>()?
        .enter_again(&actor()?, appointment, version)
        .await?;
    leptos_axum::redirect("/mijn/bewaard?melding=opgenomen");
    Ok(())
}

/// Keeps what a teacher chooses at the pension age.
#[server(prefix = "/api", endpoint = "mijn/aow")]
pub async fn choose_pension(
    /// `blijven` or `uitschrijven`.
    #[server(default)]
    keuze: String,
) -> Answer<()> {
    Ok(desk::<dyn EntryDesk>()?
        .choose_pension(&actor()?, &keuze)
        .await?)
}

/// The training plan of an appointment.
#[server(prefix = "/api", endpoint = "mijn/scholingsplan/lezen", input = GetUrl)]
pub async fn my_training_plan(
    /// The appointment.
    appointment: AppointmentId,
) -> Answer<PlanInput> {
    Ok(desk::<dyn EntryDesk>()?
        .training_plan(&actor()?, appointment)
        .await?)
}

/// Enters or changes a training plan.
#[server(prefix = "/api", endpoint = "mijn/scholingsplan")]
pub async fn save_training_plan(
    /// The appointment.
    appointment: AppointmentId,
    /// What was typed.
    #[server(flatten)]
    form: TrainingPlanForm,
) -> Answer<()> {
    desk::<dyn EntryDesk>()?
        .save_training_plan(&actor()?, appointment, &form)
        .await?;
    leptos_axum::redirect("/mijn/voorportaal");
    Ok(())
}

/// Confirms the training plan that the school entered.
#[server(prefix = "/api", endpoint = "mijn/scholingsplan/bevestigen")]
pub async fn confirm_training_plan(
    /// The appointment.
    appointment: AppointmentId,
    /// What the teacher saw.
    seen: String,
) -> Answer<()> {
    Ok(desk::<dyn EntryDesk>()?
        .confirm_training_plan(&actor()?, appointment, &seen)
        .await?)
}
