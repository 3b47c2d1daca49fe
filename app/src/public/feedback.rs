//! Giving a colleague feedback, also without an account: `/feedback/{sleutel}`.

use crate::{
    design::{
        Actions, Alert, Button, Card, ErrorSummary, FileRow, Files, Gap, Hidden, Icons, Narrow,
        PageHead, Paragraph, Stack, TextArea, TextField, TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, returned_form},
    teacher::portfolio::colleagues::{
        Invitation, Shown,
        api::{self, DeclineFeedback, GiveFeedback},
        closed, shown_facts,
    },
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;
use shared::notation;

/// `/feedback/{sleutel}`; `bedankt` and `afgeslagen` are what one reads after the answer.
pub struct FeedbackPage {
    data: Resource<(String, Option<Answer<Invitation>>)>,
    give: ServerAction<GiveFeedback>,
    decline: ServerAction<DeclineFeedback>,
}

impl Page for FeedbackPage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        let key = move || params.read().get("sleutel").unwrap_or_default();
        Self {
            data: Resource::new(
                move || (key(), returned()),
                |(key, returned)| async move {
                    if is_answered(&key) {
                        return (key, None);
                    }
                    let returned = returned.and_then(|id| id.parse().ok());
                    let invitation = api::open_feedback(key.clone(), returned).await;
                    (key, Some(invitation))
                },
            ),
            give: ServerAction::new(),
            decline: ServerAction::new(),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            give,
            decline,
        } = this;
        view! {
            <Title text="Feedback geven - Lerarenregister"/>
            <Meta name="robots" content="noindex, nofollow"/>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        (key, None) => answered(&key).into_any(),
                        (key, Some(Ok(Invitation { shown: Some(shown), returned, .. }))) => {
                            page(key, shown, returned, give, decline).into_any()
                        }
                        (_, Some(Ok(Invitation { state, .. }))) => closed(state).into_any(),
                        (_, Some(Err(failure))) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn is_answered(key: &str) -> bool {
    matches!(key, "bedankt" | "afgeslagen")
}

fn answered(key: &str) -> impl IntoView {
    let (title, text) = if key == "bedankt" {
        (
            "Bedankt voor je feedback",
            "Je collega kan het nu lezen, en kiest zelf of het in het portfolio komt.",
        )
    } else {
        (
            "Je geeft geen feedback",
            "Je collega ziet dat je niet meedoet. Een reden hoef je niet te geven.",
        )
    };
    view! {
        <Narrow>
            <PageHead title lead=text/>
            <p><TextLink href="/">"Naar de startpagina"</TextLink></p>
        </Narrow>
    }
}

fn page(
    key: String,
    shown: Shown,
    returned: Option<FormState>,
    give: ServerAction<GiveFeedback>,
    decline: ServerAction<DeclineFeedback>,
) -> impl IntoView {
    let form = Form::new(give, returned.clone());
    let declining = Form::new(decline, returned);
    let facts = shown_facts(&shown);
    let evidence = (!shown.evidence.is_empty()).then(|| {
        let rows = shown
            .evidence
            .iter()
            .map(|file| {
                let href = format!("/feedback/{key}/bewijs/{}", file.id);
                let context = file.name.clone();
                view! {
                    <FileRow name=file.name.clone() note=file.about()>
                        <TextLink href context external=true>"Open"</TextLink>
                    </FileRow>
                }
            })
            .collect_view();
        view! { <Files>{rows}</Files> }
    });
    let answer = if shown.own {
        view! {
            <Alert tone=Tone::Info>
                <p>"Dit is je eigen activiteit. Stuur de link naar een collega: die kan hier feedback geven."</p>
            </Alert>
        }
        .into_any()
    } else {
        let until = notation::date(shown.until);
        view! {
            <Card title="Jouw feedback" id="antwoord">
                <Stack>
                    {fields(key.clone(), shown.reader.clone(), form, give)}
                    <Stack gap=Gap::Normal>
                        <ActionForm action=decline>
                            <Hidden name="key" value=key.clone()/>
                            <Button weight=Weight::Secondary>"Ik geef geen feedback"</Button>
                        </ActionForm>
                        <Paragraph small=true muted=true>
                            {format!("Je kunt antwoorden tot en met {until}.")}
                        </Paragraph>
                    </Stack>
                </Stack>
            </Card>
        }
        .into_any()
    };
    view! {
        <FormTitle page="Feedback geven" problem=form.problem()/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <ErrorSummary problem=declining.problem()/>
            <PageHead
                title="Geef een collega feedback"
                before=format!("{} vraagt jouw feedback", shown.from)
                lead="Je ziet alleen deze activiteit. Je geeft geen cijfer. Je collega kiest of jouw feedback in het portfolio komt."
            />
            <Stack>
                <Card title="Wat je collega deed" id="wat">
                    <Stack gap=Gap::Normal>{facts} {evidence}</Stack>
                </Card>
                {answer}
            </Stack>
        </Narrow>
    }
}

fn fields(
    key: String,
    reader: Option<String>,
    form: Form,
    give: ServerAction<GiveFeedback>,
) -> impl IntoView {
    let who = match reader {
        Some(name) => {
            view! { <Paragraph>{format!("Je geeft deze feedback als {name}.")}</Paragraph> }
                .into_any()
        }
        None => view! {
            <TextField
                name="name"
                label="Je naam"
                value=form.value("name", "")
                autocomplete="name"
                error=form.error("name")
            />
        }
        .into_any(),
    };
    view! {
        <ActionForm action=give attr:class="lr-stack lr-stack--m">
            <Hidden name="key" value=key/>
            {who}
            <TextArea
                name="seen"
                label="Wat heb je ervan gezien?"
                hint="Bijvoorbeeld: ik was bij de les, of ik las het verslag."
                value=form.value("seen", "")
                error=form.error("seen")
            />
            <TextArea
                name="good"
                label="Wat ging goed?"
                value=form.value("good", "")
                error=form.error("good")
            />
            <TextArea
                name="better"
                label="Wat kan beter of anders?"
                value=form.value("better", "")
                error=form.error("better")
            />
            <TextArea
                name="remark"
                label="Wil je verder nog iets zeggen?"
                value=form.value("remark", "")
                optional=true
                error=form.error("remark")
            />
            <Paragraph small=true muted=true>
                "Schrijf niets op over leerlingen of over iemands gezondheid. Na het versturen kun je niets meer wijzigen."
            </Paragraph>
            <Actions>
                <Button icon=Icons::Check>"Verstuur je feedback"</Button>
            </Actions>
        </ActionForm>
    }
}
