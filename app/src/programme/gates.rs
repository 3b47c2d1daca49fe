//! How a board stands on its way in, as schools and staff see it.

use crate::design::{Card, Paragraph, Reason, Reasons, Stack, Steps, TextLink, Verdict};
use leptos::prelude::*;
use shared::programme::{GateVerdict, PHASES, phase};

/// The phase of a board, and how it stands at each gate, with the reason.
#[component]
pub fn GateCard(
    /// How it stands at each gate.
    gates: Vec<GateVerdict>,
) -> impl IntoView {
    let now = phase(&gates);
    let reasons = gates
        .into_iter()
        .map(|verdict| {
            let mark = if verdict.passed {
                Verdict::Yes
            } else {
                Verdict::NotYet
            };
            view! { <Reason verdict=mark title=verdict.gate.name() text=verdict.why/> }
        })
        .collect_view();
    view! {
        <Card title=title(now) id="fase">
            <Stack>
                <Steps steps=&PHASES now/> <Reasons>{reasons}</Reasons>
            </Stack>
        </Card>
    }
}

/// The phase of a board on its overview: where it stands, and what comes next.
#[component]
pub fn PhaseCard(
    /// How it stands at each gate.
    gates: Vec<GateVerdict>,
) -> impl IntoView {
    let now = phase(&gates);
    let next = gates
        .into_iter()
        .find(|verdict| !verdict.passed)
        .map_or_else(
            || "Alles is in orde. De leraren kunnen hun gegevens bevestigen.".to_owned(),
            |verdict| verdict.why,
        );
    view! {
        <Card
            title=title(now)
            id="fase"
            aside=|| view! { <TextLink href="/school/aansluiten" small=true>"Alle stappen"</TextLink> }
        >
            <Stack>
                <Steps steps=&PHASES now/> <Paragraph muted=true small=true>{next}</Paragraph>
            </Stack>
        </Card>
    }
}

fn title(now: usize) -> String {
    format!("Aansluiten: fase {now} van {}", PHASES.len())
}
