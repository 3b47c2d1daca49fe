//! The quiet way out for an appointment that was sent by mistake. Who leaves gets an end date.

use super::AppointmentForm;
use crate::{
    design::{Actions, Button, Details, ErrorSummary, Hidden, Paragraph, Stack, TextArea, Weight},
    school::api,
    session::{Form, FormState},
};
use leptos::{form::ActionForm, prelude::*};

/// Deletes an appointment that the board delivered before.
#[component]
pub(super) fn RemoveOne(
    /// The number of the appointment.
    number: String,
    /// The version that comes next.
    version: String,
    /// The number of the document that deletes it.
    document: String,
    /// What came back from an earlier try.
    returned: Option<FormState>,
) -> impl IntoView {
    let action = ServerAction::<api::RemoveAppointment>::new();
    let form = Form::new(action, returned);
    let came_back = form.problem().with_untracked(Option::is_some);
    let [version, document] = [
        ("versie", version),
        ("identificatiecodeBedrijfsdocument", document),
    ]
    .map(|(name, known)| {
        let value = form.value(name, known);
        view! { <Hidden name value/> }
    });
    view! {
        <ErrorSummary problem=form.problem()/>
        <Details summary="Verwijder deze benoeming" open=came_back>
            <ActionForm action>
                <Hidden name="benoemingvolgnummer" value=number/>
                {version} {document}
                <Stack>
                    <Paragraph>
                        "Verwijder een benoeming alleen als je haar per ongeluk hebt geleverd, \
                         bijvoorbeeld van de verkeerde leraar. Gaat de leraar weg? Vul dan hierboven \
                         bij \"Benoeming tot en met\" de laatste dag in."
                    </Paragraph>
                    <TextArea
                        name="verwijderingReden"
                        label="Waarom had deze benoeming niet geleverd mogen worden?"
                        hint="Nodig als de leraar heeft gemeld dat er iets niet klopt."
                        rows=2
                        value=form.value("verwijderingReden", "")
                        error=form.error("verwijderingReden")
                    />
                    <Actions>
                        <Button weight=Weight::Secondary>"Verwijder de benoeming"</Button>
                    </Actions>
                </Stack>
            </ActionForm>
        </Details>
    }
}

impl AppointmentForm {
    /// What the deletion of the appointment needs: its next version, and the number of the document.
    pub(super) fn for_removal(&self) -> (String, String) {
        (
            self.known.value("versie").to_owned(),
            self.removal_document.to_string(),
        )
    }
}
