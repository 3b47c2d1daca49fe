//! The training plan of an appointment in the vestibule, for the teacher: the form, and confirming
//! what the school entered.

use super::entry::api::{ConfirmTrainingPlan, SaveTrainingPlan, my_training_plan};
use crate::page::Page;
use crate::{
    design::{
        Breadcrumb, Button, ButtonLink, Card, Empty, ErrorSummary, Hidden, Icons, Narrow, PageHead,
        Paragraph, Stack, TextLink, Weight,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, FormTitle, returned_form},
    training::{PlanFacts, PlanForm, PlanInput, PlanView},
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{identifier::AppointmentId, training_plan::Party};

/// The plan, when the address names an appointment; and a form that came back.
type Data = (Option<Answer<PlanInput>>, Option<FormState>);

/// `/mijn/voorportaal/scholingsplan?benoeming=`
pub struct PlanPage {
    data: Resource<Data>,
}

impl Page for PlanPage {
    fn data() -> Self {
        let query = use_query_map();
        let returned = returned_form();
        let asked = move || {
            let id = query.read().get("benoeming");
            let appointment: Option<AppointmentId> = id.and_then(|id| id.parse().ok());
            (appointment, returned())
        };
        Self {
            data: Resource::new(asked, |(appointment, returned)| async move {
                let input = match appointment {
                    Some(appointment) => Some(my_training_plan(appointment).await),
                    None => None,
                };
                (input, FormState::load(returned).await)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        (Some(Ok(input)), returned) => view! { <Plan input returned/> }.into_any(),
                        (Some(Err(failure)), _) => view! { <FailureView failure/> }.into_any(),
                        (None, _) => view! { <Choose/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

/// For who did not say for which appointment.
#[component]
fn Choose() -> impl IntoView {
    view! {
        <Title text="Scholingsplan - Lerarenregister"/>
        <PageHead title="Je scholingsplan"/>
        <Empty icon=Icons::School title="Kies eerst een benoeming">
            <Paragraph muted=true>"Een scholingsplan hoort bij een benoeming in het registervoorportaal."</Paragraph>
            <ButtonLink href="/mijn/voorportaal" weight=Weight::Secondary>"Naar het registervoorportaal"</ButtonLink>
        </Empty>
    }
}

#[component]
fn Plan(input: PlanInput, returned: Option<FormState>) -> impl IntoView {
    let action = ServerAction::<SaveTrainingPlan>::new();
    let form = Form::new(action, returned);
    let lead = format!(
        "Wat spraken jij en {} af, zodat je bevoegd wordt? Je school bevestigt wat je invult.",
        input.other
    );
    let id = input.appointment;
    view! {
        <FormTitle page="Scholingsplan" problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/voorportaal", "Registervoorportaal")]/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <PageHead title="Je scholingsplan" lead/>
            <ActionForm action=action>
                <Hidden name="appointment" value=id.to_string()/>
                <PlanForm form input cancel="/mijn/voorportaal"/>
            </ActionForm>
        </Narrow>
    }
}

/// The training plan of an appointment on the page of the vestibule.
#[component]
pub fn PlanCard(
    /// The plan.
    plan: PlanView,
    /// The last day that the law allows.
    maximum: Option<Date>,
    /// The school.
    school: String,
    /// What confirms it.
    confirm: ServerAction<ConfirmTrainingPlan>,
) -> impl IntoView {
    let (id, seen) = (plan.appointment, plan.seen());
    let asks = plan.waits_for(Party::Teacher);
    let context = format!("bij {school}");
    let button = asks.then(|| {
        let context = context.clone();
        view! {
            <ActionForm action=confirm>
                <Hidden name="appointment" value=id.to_string()/>
                <Hidden name="seen" value=seen/>
                <Button icon=Icons::Check context>"Dit is zo afgesproken"</Button>
            </ActionForm>
        }
    });
    let href = format!("/mijn/voorportaal/scholingsplan?benoeming={id}");
    view! {
        <Card title="Je scholingsplan" id=format!("plan-{id}") heard=format!(", {school}")>
            <Stack>
                <PlanFacts plan maximum reader=Party::Teacher/>
                {button}
                <p><TextLink href small=true context>"Wijzig het plan"</TextLink></p>
            </Stack>
        </Card>
    }
}
