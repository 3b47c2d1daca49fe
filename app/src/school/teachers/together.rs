//! What can be done with several appointments at once, without anything of each to be looked at.

use crate::{
    design::{
        Actions, AskButton, Button, Card, FieldGroup, Hidden, Icons, Paragraph, Stack, TextField,
        TextLink, Weight,
    },
    session::Form,
};
use leptos::prelude::*;

/// The most appointments that one can choose at once.
pub const MOST: usize = 100;

/// The field and the buttons below the list, in the form around it.
#[component]
pub(super) fn Together(
    /// The form.
    form: Form,
    /// The address of this page with every appointment on it chosen.
    choose_all: String,
) -> impl IntoView {
    view! {
        <Card title="Met de gekozen benoemingen" id="samen" quiet=true small=true>
            // Tells a download without any from one of the whole list.
            <Hidden name="gekozen" value="ja"/>
            <FieldGroup
                id="benoemingen"
                legend="Kies ze hierboven met een vinkje"
                error=form.error("benoemingen")
            >
                <Stack>
                    <Paragraph small=true>
                        <TextLink href=choose_all external=true>
                            "Kies alle benoemingen op deze pagina"
                        </TextLink>
                    </Paragraph>
                    <TextField
                        name="einddatum"
                        label="Zelfde einddatum voor de gekozen benoemingen"
                        hint="De laatste dag, bijvoorbeeld 31-07-2027. Alleen deze datum verandert. Werk je met een personeelssysteem? Pas het daar ook aan, anders zet de volgende levering het terug."
                        value=form.value("einddatum", "")
                        error=form.error("einddatum")
                        maxlength=10
                    />
                    <Actions>
                        <Button weight=Weight::Secondary>"Lever deze einddatum"</Button>
                        <AskButton action="/school/leraren.csv" icon=Icons::Download>
                            "Download de gekozen (CSV)"
                        </AskButton>
                    </Actions>
                </Stack>
            </FieldGroup>
        </Card>
    }
}
