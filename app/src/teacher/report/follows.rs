//! What follows on a report, by who answers it.

use crate::design::{Card, Gap, Stack, TermExplained, VStep, VSteps};
use leptos::prelude::*;
use shared::{notation, term::Computed};

/// What follows when the school answers; before a fact is chosen it may be the register too.
#[component]
pub fn AtSchool(
    /// The last day for the answer.
    answer_by: Computed,
    /// Whether a fact of the school was chosen.
    chosen: bool,
) -> impl IntoView {
    let due = notation::date(answer_by.date);
    let at_once = if chosen {
        "Meteen. Je school gaf dit door."
    } else {
        "Meteen. Heeft het register het gegeven zelf vastgelegd? Dan nemen wij een besluit."
    };
    view! {
        <Card title="Wat gebeurt er daarna?" id="daarna" small=true quiet=true>
            <Stack gap=Gap::Normal>
            <VSteps>
                <VStep number=1 title="Je school krijgt een taak">
                    {at_once}
                </VStep>
                <VStep number=2 title="De school past het aan of legt uit">
                    {format!("Uiterlijk op {due}.")}
                </VStep>
                <VStep number=3 title="Jij krijgt bericht">
                    "Niet eens met de uitleg, of geen antwoord? Dan kun je ons om een besluit vragen."
                </VStep>
            </VSteps>
            <TermExplained computed=answer_by/>
            </Stack>
        </Card>
    }
}

/// What follows when the register itself recorded the fact.
#[component]
pub fn AtRegister(
    /// The last day for the decision.
    decide_by: Computed,
) -> impl IntoView {
    let due = notation::date(decide_by.date);
    view! {
        <Card title="Wat gebeurt er daarna?" id="daarna" small=true quiet=true>
            <Stack gap=Gap::Normal>
            <VSteps>
                <VStep number=1 title="Wij kijken ernaar">
                    "Meteen. Het register legde dit zelf vast, je school hoeft niets te doen."
                </VStep>
                <VStep number=2 title="Wij nemen een besluit">
                    {format!("Uiterlijk op {due}. Twee medewerkers kijken ernaar.")}
                </VStep>
                <VStep number=3 title="Jij krijgt bericht">
                    "Niet eens met het besluit? Dan kun je bezwaar maken."
                </VStep>
            </VSteps>
            <TermExplained computed=decide_by/>
            </Stack>
        </Card>
    }
}
