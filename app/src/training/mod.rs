//! The training plan (*scholingsplan*) on a page, for the teacher and for the school: what was agreed,
//! who still has to confirm it, and the form.

mod form;
mod view;

pub use form::PlanForm;
pub use shared::training_plan::TrainingPlanForm;
pub use view::PlanFacts;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    identifier::AppointmentId,
    training_plan::{Party, TrainingPlan},
};

/// A training plan as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// The appointment.
    pub appointment: AppointmentId,
    /// What was agreed.
    pub plan: TrainingPlan,
    /// Who entered it.
    pub entered_by: Party,
    /// When, in Dutch time.
    pub entered_at: DateTime,
    /// When the other confirmed it, in Dutch time.
    pub confirmed_at: Option<DateTime>,
}

impl PlanView {
    /// Whether it waits for this party to confirm it.
    pub fn waits_for(&self, party: Party) -> bool {
        self.confirmed_at.is_none() && self.entered_by != party
    }

    /// By what one says which plan one saw.
    pub fn seen(&self) -> String {
        self.entered_at.to_string()
    }
}

/// The page with the form: the appointment, and the plan if there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanInput {
    /// The teacher, to the school; the school, to the teacher.
    pub other: String,
    /// The number that the school gave the appointment.
    pub number: String,
    /// The ground in plain Dutch.
    pub ground: String,
    /// The last day that the law allows.
    pub maximum: Option<Date>,
    /// The appointment.
    pub appointment: AppointmentId,
    /// The plan, if there is one.
    pub plan: Option<PlanView>,
}
