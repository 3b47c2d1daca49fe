//! The answer to a teacher who reported that something is not right.

use super::Correction;
use crate::page::Page;
use crate::{
    design::{
        Actions, Breadcrumb, Button, Check, ErrorSummary, Fact, Facts, FieldGroup, FileRow, Files,
        Hidden, Narrow, PageHead, TermExplained, TextArea, TextLink,
    },
    failure::Answer,
    school::{api, loaded, waiting},
    session::{Form, FormState, FormTitle, returned_form},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::notation;

type Data = (Answer<Correction>, Option<FormState>);

/// `/school/taken/{id}`: one report, and the answer to it.
pub struct SchoolCorrectionPage {
    data: Resource<Data>,
}

impl Page for SchoolCorrectionPage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        let asked = move || {
            let id = params.read().get("id").and_then(|id| id.parse().ok());
            (id, returned())
        };
        Self {
            data: Resource::new(asked, |(id, returned)| async move {
                (
                    api::show_correction(id).await,
                    FormState::load(returned).await,
                )
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    let (correction, returned) = data.await;
                    loaded(correction, |correction| page(correction, returned))
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(correction: Correction, returned: Option<FormState>) -> impl IntoView {
    let action = ServerAction::<api::AnswerCorrection>::new();
    let form = Form::new(action, returned);
    let outcome = form.value("outcome", "");
    let who = correction.name.unwrap_or_else(|| "De leraar".to_owned());
    let files = correction
        .evidence
        .iter()
        .map(|file| {
            let href = format!("/school/taken/{}/bewijs/{}", correction.id, file.id);
            let name = file.name.clone();
            view! {
                <FileRow name=file.name.clone() note=file.about()>
                    <TextLink href context=name external=true>"Open"</TextLink>
                </FileRow>
            }
        })
        .collect_view();
    view! {
        <FormTitle page="Melding van een leraar" problem=form.problem()/>
        <Breadcrumb parents=vec![("/school", "Overzicht"), ("/school/taken", "Taken")]/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title="Melding van een leraar"
                lead=format!("Antwoord uiterlijk op {}.", notation::date(correction.due.date))
            />
            <TermExplained computed=correction.due/>
            <Facts>
                <Fact name="Wie">{who}</Fact>
                <Fact name="Benoeming"><span class="lr-id">{correction.appointment}</span></Fact>
                <Fact name="Gegeven">{correction.fact}</Fact>
                <Fact name="Gemeld op">{notation::date(correction.reported)}</Fact>
                <Fact name="Wat er niet klopt">{correction.message}</Fact>
            </Facts>
            {(!correction.evidence.is_empty()).then(|| view! { <Files>{files}</Files> })}
            <ActionForm action=action attr:class="lr-stack lr-stack--l">
                <Hidden name="id" value=correction.id.to_string()/>
                <FieldGroup id="outcome" legend="Wat heb je gedaan?" error=form.error("outcome")>
                    <Check
                        name="outcome"
                        value="aangepast"
                        label="Ik heb het aangepast"
                        note="In je personeelssysteem. Lever daarna opnieuw."
                        checked=outcome == "aangepast"
                        radio=true
                    />
                    <Check
                        name="outcome"
                        value="klopt"
                        label="Het klopt zo"
                        note="Leg hieronder uit waarom."
                        checked=outcome == "klopt"
                        radio=true
                    />
                </FieldGroup>
                <TextArea
                    name="reason"
                    label="Waarom klopt het zo?"
                    hint="Alleen nodig als je niets hebt aangepast. De leraar leest dit."
                    value=form.value("reason", "")
                    error=form.error("reason")
                />
                <Actions>
                    <Button>"Verstuur het antwoord"</Button>
                </Actions>
            </ActionForm>
        </Narrow>
    }
}
