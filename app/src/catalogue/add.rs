//! `/mijn/portfolio/aanbod/{id}`: an offering in the own portfolio, filled in but for the day.

use super::{
    OfferingDetail,
    api::{self, AddOffering},
};
use crate::{
    design::{
        Actions, Breadcrumb, Button, Card, DateField, ErrorSummary, Hidden, Icons, Narrow,
        PageHead, TextField,
    },
    failure::{Answer, Failure},
    page::Page,
    public::FailureView,
    session::{Form, FormState, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use shared::Problem;

/// `/mijn/portfolio/aanbod/{id}`
pub struct AddOfferingPage {
    data: Resource<(Answer<OfferingDetail>, Option<FormState>)>,
    add: ServerAction<AddOffering>,
}

impl Page for AddOfferingPage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || (params.read().get("id"), returned()),
                |(id, returned)| async move {
                    let detail = match id.and_then(|id| id.parse().ok()) {
                        Some(id) => api::open_offering(id).await,
                        None => Err(Failure(Problem::not_found())),
                    };
                    (detail, FormState::load(returned).await)
                },
            ),
            add: ServerAction::new(),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, add } = this;
        view! {
            <Title text="Zet in je portfolio - Lerarenregister"/>
            <Breadcrumb parents=vec![
                ("/mijn", "Overzicht"),
                ("/mijn/portfolio", "Portfolio"),
                ("/aanbod", "Aanbod voor leraren"),
            ]/>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(detail), returned) => page(detail, returned, add).into_any(),
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(
    detail: OfferingDetail,
    returned: Option<FormState>,
    add: ServerAction<AddOffering>,
) -> impl IntoView {
    let form = Form::new(add, returned);
    let offering = detail.offered.offering.clone();
    let today = detail.today;
    let day = form.date(
        "from",
        (
            today.day().to_string(),
            today.month().to_string(),
            today.year().to_string(),
        ),
    );
    let hours = offering.hours.to_string().replace('.', "");
    view! {
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title=offering.title
                before=detail.offered.summary()
                lead="Titel, soort, onderwerp en aanbieder vullen we voor je in."
            />
            <Card title="Zet in je portfolio" id="toevoegen">
                <ActionForm action=add attr:class="lr-stack lr-stack--m">
                    <Hidden name="id" value=detail.offered.id.to_string()/>
                    <Hidden name="nieuw" value=form.value("nieuw", detail.fresh.to_string())/>
                    <DateField
                        name="from"
                        legend="Wanneer deed je dit?"
                        value=day
                        error=form.error("from")
                    />
                    <TextField
                        name="hours"
                        label="Aantal uur"
                        value=form.value("hours", hours)
                        narrow=true
                        unit="uur"
                        inputmode="decimal"
                        error=form.error("hours")
                    />
                    <Actions>
                        <Button icon=Icons::Check>"Bewaar"</Button>
                    </Actions>
                </ActionForm>
            </Card>
        </Narrow>
    }
}
