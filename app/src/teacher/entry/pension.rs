//! The choice at the pension age: to stay in the register, or to be removed on that day.

use super::{Pension, PensionChoice, api::ChoosePension};
use crate::{
    design::{Actions, Button, Card, Check, FieldGroup, Paragraph, Stack},
    session::{Form, FormState},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use shared::notation;

/// The card with the choice; it can be made again until the day.
#[component]
pub fn PensionCard(
    /// The choice, and what was chosen.
    pension: Pension,
    /// Today, in the Netherlands.
    today: Date,
    /// What makes the choice.
    action: ServerAction<ChoosePension>,
    /// A form that came back.
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::new(action, returned);
    let day = notation::date(pension.on);
    let lead = if pension.on > today {
        format!("Op {day} bereik je de AOW-leeftijd. We stellen voor om je dan uit te schrijven.")
    } else {
        format!("Op {day} bereikte je de AOW-leeftijd. We stellen voor om je uit te schrijven.")
    };
    let chosen = pension.chosen.map(|(choice, at)| {
        let what = match choice {
            PensionChoice::Stay => "dat je in het register blijft",
            PensionChoice::Leave => "dat je wordt uitgeschreven",
        };
        let words = format!("Je koos op {} {what}.", notation::date(at.date()));
        view! { <p role="status"><strong>{words}</strong></p> }
    });
    let is = move |choice| pension.chosen.is_some_and(|(chosen, _)| chosen == choice);
    let leave_note = if pension.on > today {
        format!("Dat gebeurt op {day}. Je gegevens blijven daarna 5 jaar voor jou leesbaar.")
    } else {
        "Dat gebeurt meteen. Je gegevens blijven daarna 5 jaar voor jou leesbaar.".to_owned()
    };
    view! {
        <Card title="Wil je in het register blijven?" id="aow">
            <Stack>
                <Paragraph>{lead}" Geef je nog les, dan kun je blijven. Kies je niets, dan blijf je staan."</Paragraph>
                {chosen}
                <ActionForm action=action>
                    <Stack>
                        <FieldGroup id="keuze" legend="Wat wil je?" error=form.error("keuze")>
                            <Check
                                name="keuze"
                                value="blijven"
                                label="Ik blijf in het register"
                                checked=is(PensionChoice::Stay)
                                radio=true
                            />
                            <Check
                                name="keuze"
                                value="uitschrijven"
                                label="Schrijf mij uit"
                                note=leave_note
                                checked=is(PensionChoice::Leave)
                                radio=true
                            />
                        </FieldGroup>
                        <Actions><Button>"Bewaar mijn keuze"</Button></Actions>
                    </Stack>
                </ActionForm>
            </Stack>
        </Card>
    }
}
