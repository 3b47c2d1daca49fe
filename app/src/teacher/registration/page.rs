//! The page of the registration: the form, or where it stands.

use super::{
    OwnCard, Progress, Registering, Registration,
    api::{AddProof, RegisterMyself, WithdrawRegistration, read_registration},
    form::Fields,
};
use crate::{
    design::{
        Actions, Alert, AskFirst, Breadcrumb, Button, ButtonLink, Card, ErrorSummary, Fact, Facts,
        FileField, FileRow, Files, Fit, Inset, KeyValue, KeyValues, Narrow, OutcomeBody,
        OutcomeCard, PageHead, Paragraph, Part, Source, Stack, TermExplained, TextLink, Tone,
        Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
    teacher::{
        api::SetConsent,
        diplomas::WhatHappens,
        evidence::OpenFile,
        reasoning::{diplomas, reasoning},
    },
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn;
use shared::{case::Verdict, notation, portfolio::EvidenceKind};

type Loaded = (Answer<Registering>, Option<FormState>, String);

/// `/mijn/aanmelden`
pub struct RegistrationPage {
    data: Resource<Loaded>,
    withdraw: ServerAction<WithdrawRegistration>,
    consent: ServerAction<SetConsent>,
}

impl Page for RegistrationPage {
    fn data() -> Self {
        let (withdraw, consent) = (ServerAction::new(), ServerAction::new());
        let returned = returned_form();
        let query = use_query_map();
        let asked = move || {
            let told = query.read().get("melding").unwrap_or_default();
            let done: (usize, usize) = (answered(withdraw), answered(consent));
            (done, told, returned())
        };
        Self {
            data: Resource::new(asked, |(_, told, returned)| async move {
                (
                    read_registration().await,
                    FormState::load(returned).await,
                    told,
                )
            }),
            withdraw,
            consent,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            withdraw,
            consent,
        } = this;
        view! {
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(registering), returned, told) => {
                            view! { <Standing registering returned told withdraw consent/> }.into_any()
                        }
                        (Err(failure), ..) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

const TITLE: &str = "Aanmelden zonder benoeming";

#[component]
fn Standing(
    registering: Registering,
    returned: Option<FormState>,
    told: String,
    withdraw: ServerAction<WithdrawRegistration>,
    consent: ServerAction<SetConsent>,
) -> impl IntoView {
    let told = match told.as_str() {
        "ontvangen" => Some("We hebben je aanmelding ontvangen."),
        "bewijs" => Some("Je bewijs is toegevoegd."),
        "ingetrokken" => Some("Je aanmelding is ingetrokken."),
        _ => None,
    };
    let asking = Form::posted::<RegisterMyself>(returned.clone());
    let adding = Form::posted::<AddProof>(returned);
    let problem = [asking, adding]
        .into_iter()
        .find(|form| form.problem().get_untracked().is_some())
        .unwrap_or(asking)
        .problem();
    let (phase, consents) = (registering.phase, registering.consents);
    let may_ask = registering.may_ask;
    let body = match registering.last.clone() {
        Some(last) if last.result == Progress::Waits => {
            view! { <Waiting last form=adding withdraw/> }.into_any()
        }
        last => {
            let decided = last.map(|last| view! { <Result last/> });
            let own = registering.own.clone().map(|own| view! { <OwnCard own/> });
            let form = may_ask.then(|| {
                view! {
                    <Fields form=asking registering=registering.clone()/>
                    <WhatHappens phase consents consent/>
                }
            });
            let not_now = (!may_ask && registering.own.is_none()).then(|| {
                view! {
                    <Inset>
                        <p>
                            "Je hebt een benoeming. Dan hoef je je niet zelf aan te melden: je school \
                             geeft je door, en jij bevestigt dat."
                        </p>
                        <p><ButtonLink href="/mijn" weight=Weight::Secondary>"Naar je overzicht"</ButtonLink></p>
                    </Inset>
                }
            });
            view! { {decided} {own} {not_now} {form} }.into_any()
        }
    };
    view! {
        <FormTitle page=TITLE problem/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht")]/>
        <Narrow>
            <ErrorSummary problem/>
            <PageHead
                title=TITLE
                lead="Ben je bevoegd, maar heb je nu geen benoeming? Dan kun je zelf vragen om opname in het lerarenregister."
            />
            <Stack>
                {told.map(|words| view! { <Alert tone=Tone::Ok live=true><p>{words}</p></Alert> })}
                {body}
            </Stack>
        </Narrow>
    }
}

/// What was entered, with its proof.
#[component]
fn Entered(last: Registration) -> impl IntoView {
    let (held, steps) = (
        diplomas(&last.check, "Diploma"),
        reasoning(&last.check, last.asked_at),
    );
    let files = last
        .evidence
        .iter()
        .map(|file| {
            let (id, name) = (file.id.to_string(), file.name.clone());
            view! {
                <FileRow name=file.name.clone() note=file.about()>
                    <OpenFile id name/>
                </FileRow>
            }
        })
        .collect_view();
    let any = !last.evidence.is_empty();
    let (education, outcome) = (last.education(), last.check.outcome);
    let note = last.note;
    view! {
        <Card title="Wat je doorgaf" id="opgave">
            <Stack>
                <Facts wide=true>
                    <Fact name="Bevoegd voor" source=Source::Teacher>{education}</Fact>
                    {held}
                    <Fact name="Vergeleken met je diploma">{outcome.title()}</Fact>
                    {note.map(|note| view! { <Fact name="Uitleg" source=Source::Teacher>{note}</Fact> })}
                </Facts>
                {any.then(|| view! { <Files>{files}</Files> })}
                {steps}
            </Stack>
        </Card>
    }
}

/// A registration that waits for a decision.
#[component]
fn Waiting(
    last: Registration,
    form: Form,
    withdraw: ServerAction<WithdrawRegistration>,
) -> impl IntoView {
    let due = notation::date(last.due.date);
    let (number, computed) = (last.number.clone(), last.due.clone());
    let received = notation::date_time(last.asked_at);
    view! {
        <OutcomeCard fit=Fit::Whole title="Wij nemen een besluit over je aanmelding">
            <p role="status">{format!("Uiterlijk op {due}. Je krijgt dan een bericht.")}</p>
            <OutcomeBody slot>
                <Part title="Wat gebeurt er nu?" first=true>
                    <Paragraph>
                        "Een medewerker van het register bekijkt je diploma en je bewijs. Een tweede medewerker kijkt mee. Niet eens met het besluit? Dan kun je bezwaar maken."
                    </Paragraph>
                    <TermExplained computed/>
                </Part>
                <KeyValues>
                    <KeyValue name="Zaak" identifier=true>{number}</KeyValue>
                    <KeyValue name="Ontvangen op">{received}</KeyValue>
                </KeyValues>
            </OutcomeBody>
        </OutcomeCard>
        <Entered last/>
        <form method="post" enctype="multipart/form-data" action=AddProof::PATH>
            <Stack>
                <FileField
                    name="bestand"
                    label="Nog een bewijs meesturen"
                    hint=format!("Een scan of een duidelijke foto. {}", EvidenceKind::HINT)
                    accept=EvidenceKind::ACCEPT
                    error=form.error("bestand")
                    multiple=true
                />
                <Actions>
                    <Button weight=Weight::Secondary>"Voeg toe"</Button>
                </Actions>
            </Stack>
        </form>
        <AskFirst label="Trek je aanmelding in">
            <p>"We nemen dan geen besluit. Je kunt je later opnieuw aanmelden."</p>
            <ActionForm action=withdraw>
                <Button weight=Weight::Secondary>"Ja, trek in"</Button>
            </ActionForm>
        </AskFirst>
    }
}

/// What came of the last registration.
#[component]
fn Result(last: Registration) -> impl IntoView {
    let education = last.education();
    let (text, decision) = match last.result {
        Progress::Decided(Verdict::Granted, id) => (
            format!("We wezen je aanmelding voor {education} toe."),
            Some(id),
        ),
        Progress::Decided(Verdict::NotHandled, id) => (
            format!(
                "We namen je aanmelding voor {education} niet in behandeling, omdat ze niet compleet was. Je kunt je opnieuw aanmelden."
            ),
            Some(id),
        ),
        Progress::Decided(Verdict::Refused, id) => (
            format!(
                "We wezen je aanmelding voor {education} af. Heb je ander bewijs? Dan kun je je opnieuw aanmelden."
            ),
            Some(id),
        ),
        Progress::Withdrawn | Progress::Waits => {
            (format!("Je trok je aanmelding voor {education} in."), None)
        }
    };
    view! {
        <Alert>
            <p>{text}</p>
            {decision
                .map(|id| {
                    view! {
                        <p><TextLink href=format!("/mijn/besluiten/{id}")>"Lees het besluit"</TextLink></p>
                    }
                })}
        </Alert>
    }
}
