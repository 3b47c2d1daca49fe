//! The training plan of a teacher in the vestibule, for the school: what was agreed, confirming what
//! the teacher entered, and the form.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use crate::page::Page;
use crate::{
    design::{
        Breadcrumb, Button, ButtonLink, Card, Empty, ErrorSummary, Fact, Facts, Hidden, Icons,
        Identifier, Narrow, PageHead, Paragraph, Stack, Weight,
    },
    failure::Answer,
    school::{loaded, waiting},
    session::{Form, FormState, FormTitle, answered, returned_form},
    training::{PlanFacts, PlanForm, PlanInput},
};
use api::{ConfirmPlan, SavePlan};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{notation, training_plan::Party};

/// The plan, when the address names an appointment; and a form that came back.
type Data = (Option<Answer<PlanInput>>, Option<FormState>);

/// `/school/leraren/scholingsplan?benoeming=`
pub struct SchoolPlanPage {
    data: Resource<Data>,
    confirm: ServerAction<ConfirmPlan>,
}

impl Page for SchoolPlanPage {
    fn data() -> Self {
        let confirm = ServerAction::<ConfirmPlan>::new();
        let query = use_query_map();
        let returned = returned_form();
        let asked = move || {
            let number = query.read().get("benoeming").unwrap_or_default();
            (number, answered(confirm), returned())
        };
        Self {
            data: Resource::new(asked, |(number, _, returned)| async move {
                let input = match number.as_str() {
                    "" => None,
                    _ => Some(api::show_plan(number).await),
                };
                (input, FormState::load(returned).await)
            }),
            confirm,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, confirm } = this;
        view! {
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        (Some(input), returned) => {
                            loaded(input, move |input| page(input, returned, confirm))
                        }
                        (None, _) => choose().into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

/// For who did not say for which appointment.
fn choose() -> impl IntoView {
    view! {
        <Title text="Scholingsplan - Lerarenregister"/>
        <PageHead title="Scholingsplan"/>
        <Empty icon=Icons::Users title="Kies eerst een leraar">
            <Paragraph muted=true>"Een scholingsplan hoort bij een benoeming in het registervoorportaal."</Paragraph>
            <ButtonLink href="/school/leraren" weight=Weight::Secondary>"Naar de leraren"</ButtonLink>
        </Empty>
    }
}

fn page(
    input: PlanInput,
    returned: Option<FormState>,
    confirm: ServerAction<ConfirmPlan>,
) -> impl IntoView {
    let save = ServerAction::<SavePlan>::new();
    let form = Form::new(save, returned.clone());
    let confirming = Form::new(confirm, returned);
    let problem =
        Signal::derive(move || form.problem().get().or_else(|| confirming.problem().get()));
    let maximum = input.maximum.map(|day| {
        view! { <Fact name="Toegestaan tot en met">{notation::date(day)}</Fact> }
    });
    let (number, name, ground) = (
        input.number.clone(),
        input.other.clone(),
        input.ground.clone(),
    );
    let shown = number.clone();
    let latest = input.maximum;
    let known = input.plan.clone().map(|plan| {
        let asks = plan.waits_for(Party::School);
        let (seen, number) = (plan.seen(), number.clone());
        let button = asks.then(|| {
            view! {
                <ActionForm action=confirm>
                    <Hidden name="number" value=number/>
                    <Hidden name="seen" value=seen/>
                    <Button icon=Icons::Check>"Dit is zo afgesproken"</Button>
                </ActionForm>
            }
        });
        view! {
            <Card title="Wat nu is vastgelegd" id="plan">
                <Stack>
                    <PlanFacts plan maximum=latest reader=Party::School/>
                    {button}
                </Stack>
            </Card>
        }
    });
    let fill = if input.plan.is_some() {
        "Het plan wijzigen"
    } else {
        "Het plan invullen"
    };
    view! {
        <FormTitle page="Scholingsplan" problem/>
        <Breadcrumb parents=vec![("/school", "Overzicht"), ("/school/leraren", "Leraren")]/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <ErrorSummary problem=confirming.problem()/>
            <PageHead
                title="Scholingsplan"
                lead="Je school maakt mogelijk dat de leraar op tijd bevoegd wordt. Leg vast wat jullie afspraken. De leraar bevestigt het."
            />
            <Stack>
                <Facts>
                    <Fact name="Leraar">{name}</Fact>
                    <Fact name="Benoeming"><Identifier value=shown/></Fact>
                    <Fact name="Benoemingsgrondslag">{ground}</Fact>
                    {maximum}
                </Facts>
                {known}
                <Card title=fill id="invullen">
                    <ActionForm action=save>
                        <Hidden name="number" value=number/>
                        <PlanForm form input cancel="/school/leraren"/>
                    </ActionForm>
                </Card>
            </Stack>
        </Narrow>
    }
}
