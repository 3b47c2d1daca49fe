//! The form itself: its parts, its messages and the button.

use super::{
    AppointmentForm, Occasion,
    fields::{self, Back, Filled},
    live::Live,
};
use crate::{
    design::{Actions, Button, ErrorSummary, Hidden, Section, Stack},
    school::api,
    session::{Form, FormState},
};
use leptos::prelude::*;

/// The form with which one appointment is delivered.
#[component]
pub(super) fn DeliverOne(
    /// What it begins with.
    start: AppointmentForm,
    /// What came back from an earlier try.
    returned: Option<FormState>,
    /// What stands between the messages and the fields.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let AppointmentForm {
        occasion,
        known,
        bsn,
        facts,
        aid,
        ..
    } = start;
    let action = ServerAction::<api::DeliverAppointment>::new();
    let form = Form::new(action, returned);
    let live = Live::new(facts.clone(), known.clone(), bsn.is_some());
    let filled = Filled {
        form,
        live,
        known: StoredValue::new(known),
    };
    Effect::new(move |_| {
        action.version().track();
        live.sent();
    });
    let hidden = match &occasion {
        Occasion::New => ().into_any(),
        Occasion::Change(number) => {
            view! { <Hidden name="wijzigt" value=number.clone()/> }.into_any()
        }
        Occasion::Repair(delivery, row) => view! {
            <Hidden name="levering" value=delivery.to_string()/>
            <Hidden name="rij" value=row.to_string()/>
        }
        .into_any(),
    };
    let back = match &occasion {
        Occasion::Repair(delivery, _) => format!("/school/leveringen/{delivery}"),
        Occasion::Change(_) => "/school/leraren".to_owned(),
        Occasion::New => "/school/leveringen".to_owned(),
    };
    let send = match &occasion {
        Occasion::Repair(..) => "Lever deze benoeming opnieuw",
        Occasion::New | Occasion::Change(_) => "Lever deze benoeming",
    };
    let [version, document] = ["versie", "identificatiecodeBedrijfsdocument"].map(|name| {
        let value = filled.value(name);
        view! { <Hidden name value/> }
    });
    let who = (
        fields::number(filled, &occasion),
        fields::teacher(filled, bsn, &occasion),
    );
    let appointment = fields::appointment(filled, &facts);
    let ground = fields::ground(filled, &facts, aid);
    let teaching = fields::teaching(filled, &facts);
    view! {
        <ErrorSummary problem=form.problem()/>
        {children.map(|children| children())}
        <ActionForm action=action attr:class="lr-card">
            // What somebody leaves or chooses is checked at once, all fields together.
            <div on:change=move |event| live.hear(&event)>
                {hidden}
                {version} {document}
                <Stack>
                    <Section title="De leraar" id="leraar">
                        <div class="lr-stack lr-stack--l">
                            {who}
                        </div>
                    </Section>
                    <Section title="De benoeming" id="benoeming">
                        <div class="lr-stack lr-stack--l">{appointment}</div>
                    </Section>
                    <Section title="De grondslag" id="grond">
                        <div class="lr-stack lr-stack--l">{ground}</div>
                    </Section>
                    <Section title="Wat de leraar geeft" id="onderwijs">
                        <div class="lr-stack lr-stack--l">{teaching}</div>
                    </Section>
                    <Actions>
                        <Button>{send}</Button>
                    </Actions>
                    <Back href=back/>
                </Stack>
            </div>
        </ActionForm>
    }
}
