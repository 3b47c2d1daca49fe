//! Objecting to a decision.

use super::{
    Objectable,
    api::{Object, read_objectable},
};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, ButtonLink, Check, Empty, ErrorSummary, Hidden, Icons,
        Narrow, PageHead, Paragraph, Stack, TermExplained, TextArea, TextLink,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;
use shared::Problem;

/// `/mijn/besluiten/{id}/bezwaar`
pub struct ObjectPage {
    data: Resource<(Answer<Objectable>, Option<FormState>)>,
    action: ServerAction<Object>,
}

impl Page for ObjectPage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        let asked = move || {
            let id = params.read().get("id").and_then(|id| id.parse().ok());
            (id, returned())
        };
        Self {
            data: Resource::new(asked, |(id, returned)| async move {
                let decision = match id {
                    Some(id) => read_objectable(id).await,
                    None => Err(Problem::not_found().into()),
                };
                (decision, FormState::load(returned).await)
            }),
            action: ServerAction::new(),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, action } = this;
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(decision), returned) => {
                            view! { <ObjectForm decision returned action/> }.into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn ObjectForm(
    decision: Objectable,
    returned: Option<FormState>,
    action: ServerAction<Object>,
) -> impl IntoView {
    let form = Form::new(action, returned);
    let lead = format!("Tegen besluit {}: {}.", decision.number, decision.subject);
    let id = decision.id.to_string();
    let back = format!("/mijn/besluiten/{id}");
    if let Some(made) = decision.made {
        return view! {
            <FormTitle page="Bezwaar maken" problem=form.problem()/>
            <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/berichten", "Berichten")]/>
            <Narrow>
                <PageHead title="Bezwaar maken" lead/>
                <Empty icon=Icons::FileSearch title="Je maakte al bezwaar tegen dit besluit">
                    <ButtonLink href=format!("/mijn/zaken/{made}")>"Naar je bezwaar"</ButtonLink>
                </Empty>
            </Narrow>
        }
        .into_any();
    }
    let until = decision.until_when;
    let explained = decision
        .until
        .clone()
        .map(|computed| view! { <TermExplained computed/> });
    let late = decision.late.then(|| {
        view! {
            <Alert title="De tijd om bezwaar te maken is voorbij">
                <p>
                    "Je kunt het nog wel sturen. Kon je er niets aan doen dat het later is? Leg dat uit. Zonder goede reden kunnen we je bezwaar niet behandelen."
                </p>
            </Alert>
            <TextArea
                name="excuse"
                label="Waarom komt je bezwaar later?"
                value=form.value("excuse", "")
                error=form.error("excuse")
                rows=4
            />
        }
    });
    let checked = form.value("later", "") == "ja";
    view! {
        <FormTitle page="Bezwaar maken" problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/berichten", "Berichten")]/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <PageHead title="Bezwaar maken" lead/>
            <ActionForm action>
                <Stack>
                    <Hidden name="decision" value=id/>
                    <Paragraph>{format!("Dit kan {until}.")}</Paragraph>
                    {explained}
                    {late}
                    <TextArea
                        name="grounds"
                        label="Waarom ben je het er niet mee eens?"
                        hint="Schrijf het in je eigen woorden. Zet er geen gegevens over je gezondheid in als dat niet nodig is."
                        value=form.value("grounds", "")
                        error=form.error("grounds")
                    />
                    <Check
                        name="later"
                        value="ja"
                        label="Ik stuur mijn redenen later"
                        note="We vragen je er dan om, met een datum erbij"
                        checked
                    />
                    <Actions>
                        <Button>"Maak bezwaar"</Button>
                        <TextLink href=back>"Terug naar het besluit"</TextLink>
                    </Actions>
                    <Paragraph small=true muted=true>
                        "Iemand die het besluit niet nam, kijkt naar je bezwaar. Je mag je verhaal in een gesprek vertellen. Het kost niets."
                    </Paragraph>
                </Stack>
            </ActionForm>
        </Narrow>
    }
    .into_any()
}
