//! What was agreed, and who still has to confirm it.

use super::PlanView;
use crate::design::{Alert, Badge, Fact, Facts, Tone};
use jiff::civil::Date;
use leptos::prelude::*;
use shared::{notation, training_plan::Party};

/// A training plan as the one or the other reads it.
#[component]
pub fn PlanFacts(
    /// The plan.
    plan: PlanView,
    /// The last day that the law allows.
    maximum: Option<Date>,
    /// Who reads it.
    reader: Party,
) -> impl IntoView {
    let by = match (plan.entered_by, reader) {
        (Party::Teacher, Party::Teacher) => "Jou",
        (Party::Teacher, Party::School) => "De leraar",
        (Party::School, _) => "De school",
    };
    let by = format!("{by}, op {}", notation::date(plan.entered_at.date()));
    let (tone, status) = match (plan.confirmed_at, plan.waits_for(reader), reader) {
        (Some(at), ..) => (
            Tone::Ok,
            format!("Door allebei bevestigd op {}", notation::date(at.date())),
        ),
        (None, true, _) => (Tone::Warning, "Wacht op jouw bevestiging".to_owned()),
        (None, false, Party::Teacher) => (Tone::Info, "Wacht op je school".to_owned()),
        (None, false, Party::School) => (Tone::Info, "Wacht op de leraar".to_owned()),
    };
    let too_late = maximum
        .filter(|maximum| *maximum < plan.plan.ends_on)
        .map(|maximum| {
            let words = format!(
                "De opleiding is pas klaar na de uiterste datum van {}. Kijk of verlengen mag.",
                notation::date(maximum)
            );
            view! { <Alert tone=Tone::Warning><p>{words}</p></Alert> }
        });
    let plan = plan.plan;
    view! {
        {too_late}
        <Facts>
            <Fact name="Opleiding">{plan.route}</Fact>
            <Fact name="Afgesproken op">{notation::date(plan.agreed_on)}</Fact>
            <Fact name="Klaar op">{notation::date(plan.ends_on)}</Fact>
            <Fact name="Ingevuld door">{by}</Fact>
            <Fact name="Stand"><Badge tone>{status}</Badge></Fact>
        </Facts>
    }
}
