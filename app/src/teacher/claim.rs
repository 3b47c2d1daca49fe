//! One subject: its outcome, explained rule by rule (step 2).

use super::{
    ClaimDetail,
    api::{
        AddExtract, AnswerQuestion, NarrowClaim, RemoveClaimEvidence, SetConsent, TellSchool,
        show_claim,
    },
    claims::STEPS,
    correction::Reportable,
    diplomas::WhatHappens,
    evidence::AskEvidence,
    extract::ExtractCard,
    question::Asked,
    reasoning::{diplomas, reasoning, source},
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, ButtonLink, ErrorSummary, Fact, Facts, Fit, Hidden,
        Icons, Inset, Narrow, OutcomeBody, OutcomeCard, PageHead, Paragraph, Part, Source, Steps,
        TextLink, Weight,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    Problem,
    authority::{NOT_A_DECISION, Outcome},
    notation,
};

/// A subject, with a form that came back.
pub type Loaded = Resource<(Answer<ClaimDetail>, Option<FormState>)>;

/// The claim that the address names, in its query (`?vak=`) or in its path; again when `changes` does.
pub fn load<T>(changes: impl Fn() -> T + Send + Sync + 'static) -> Loaded
where
    T: PartialEq + Clone + Send + Sync + 'static,
{
    let returned = returned_form();
    let query = use_query_map();
    let params = use_params_map();
    let source = move || {
        let id = params
            .read()
            .get("id")
            .or_else(|| query.read().get("vak"))
            .unwrap_or_default();
        (id, returned(), changes())
    };
    Resource::new(source, |(id, returned, _)| async move {
        let detail = match id.parse() {
            Ok(claim) => show_claim(claim).await,
            Err(_) => Err(Problem::not_found().into()),
        };
        (detail, FormState::load(returned).await)
    })
}

/// What was loaded, or why it could not be.
pub fn page<V: IntoView + 'static>(
    loaded: Loaded,
    show: impl Fn(ClaimDetail, Option<FormState>) -> V + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let (detail, returned) = loaded.await;
                match detail {
                    Ok(detail) => show(detail, returned).into_any(),
                    Err(failure) => view! { <FailureView failure/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

/// The pages above that of one subject.
pub fn parents() -> Vec<(&'static str, &'static str)> {
    vec![("/mijn", "Overzicht"), ("/mijn/vakken", "Vakken")]
}

/// `/mijn/vakken/toevoegen/uitkomst?vak=`
pub struct OutcomePage {
    loaded: Loaded,
    remove: ServerAction<RemoveClaimEvidence>,
    answer: ServerAction<AnswerQuestion>,
    consent: ServerAction<SetConsent>,
    narrow: ServerAction<NarrowClaim>,
    tell: ServerAction<TellSchool>,
}

impl Page for OutcomePage {
    fn data() -> Self {
        let remove = ServerAction::<RemoveClaimEvidence>::new();
        let answer = ServerAction::<AnswerQuestion>::new();
        let narrow = ServerAction::<NarrowClaim>::new();
        let tell = ServerAction::<TellSchool>::new();
        Self {
            loaded: load(move || {
                let (removed, heard) = (answered(remove), answered(answer));
                (removed, heard, answered(narrow), answered(tell))
            }),
            remove,
            answer,
            consent: ServerAction::new(),
            narrow,
            tell,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            loaded,
            remove,
            answer,
            consent,
            narrow,
            tell,
        } = this;
        page(loaded, move |detail, returned| {
            let asked = view! { <Asked detail=detail.clone() action=answer/> };
            match detail.check.outcome {
                // There is one thing to do about it, so it stands here at once.
                Outcome::NotFound | Outcome::NoBasis | Outcome::Related => {
                    view! { {asked} <AskEvidence detail returned remove/> }.into_any()
                }
                _ => {
                    view! { {asked} <OutcomeView detail returned consent narrow tell/> }.into_any()
                }
            }
        })
    }
}

#[component]
fn OutcomeView(
    detail: ClaimDetail,
    returned: Option<FormState>,
    consent: ServerAction<SetConsent>,
    narrow: ServerAction<NarrowClaim>,
    tell: ServerAction<TellSchool>,
) -> impl IntoView {
    let outcome = detail.check.outcome;
    let less = detail
        .check
        .limit
        .as_ref()
        .filter(|limit| !limit.not_covered.is_empty())
        .map(|limit| {
            let covered: Vec<String> = limit.covered.iter().map(|part| part.phrase()).collect();
            covered.join(", ")
        });
    let id = detail.claim.id;
    let title = format!("{}, {}", detail.claim.subject, detail.claim.extent);
    let (phase, consents) = (detail.phase, detail.consents);
    let (shown, compared, why) = (detail.clone(), detail.clone(), detail.clone());
    let form = Form::posted::<AddExtract>(returned);
    let problem = form.problem();
    let fault = if problem.get_untracked().is_some() {
        "Fout: "
    } else {
        ""
    };
    let extract = (outcome == Outcome::NotChecked && phase.takes_extract())
        .then(|| view! { <ExtractCard form claim=id/> });
    view! {
        <Title text=format!("{fault}{} - Lerarenregister", outcome.title())/>
        <Breadcrumb parents=parents()/>
        <Narrow>
            <Steps steps=STEPS now=2/>
            <ErrorSummary problem/>
            <PageHead title/>
            <OutcomeOf detail=shown>
                <Compared detail=compared/>
                <Conflict detail tell/>
                <Why detail=why/>
            </OutcomeOf>
            {(outcome == Outcome::SourceUnreachable)
                .then(|| {
                    view! {
                        <Alert>
                            <p>"Je opgave is bewaard. We proberen het vanzelf opnieuw en sturen je een bericht."</p>
                        </Alert>
                    }
                })}
            {(outcome == Outcome::NotChecked)
                .then(|| view! { <WhatHappens phase consents consent/> })}
            {extract}
            <Actions>
                <ButtonLink href=format!("/mijn/vakken/toevoegen/controleren?vak={id}")>"Verder"</ButtonLink>
                {(outcome == Outcome::ConfirmedInPart)
                    .then(|| {
                        view! {
                            <ButtonLink
                                href=format!("/mijn/vakken/toevoegen/bewijs?vak={id}")
                                weight=Weight::Secondary
                                icon=Icons::Upload
                            >
                                "Ik heb nog een ander diploma"
                            </ButtonLink>
                        }
                    })}
                {less
                    .map(|less| {
                        view! {
                            <ActionForm action=narrow>
                                <Hidden name="claim" value=id.to_string()/>
                                <Button weight=Weight::Secondary>{format!("Ik geef alleen {less}")}</Button>
                            </ActionForm>
                        }
                    })}
                <TextLink href=format!("/mijn/vakken/toevoegen?vak={id}")>
                    {if outcome == Outcome::ConfirmedInPart {
                        "Pas je opgave aan"
                    } else {
                        "Terug naar vak kiezen"
                    }}
                </TextLink>
            </Actions>
        </Narrow>
    }
}

/// The outcome in one glance, with what it rests on below it.
#[component]
pub fn OutcomeOf(
    /// The subject.
    detail: ClaimDetail,
    /// What it rests on: [`Part`]s.
    children: Children,
) -> impl IntoView {
    let outcome = detail.check.outcome;
    let fit = match outcome {
        Outcome::Confirmed | Outcome::Evidenced => Fit::Whole,
        Outcome::ConfirmedInPart | Outcome::Conflicting => Fit::Part,
        _ => Fit::None,
    };
    let summary = detail.check.summary;
    let limit = detail
        .check
        .limit
        .map(|limit| limit.text)
        .filter(|text| *text != summary);
    view! {
        <OutcomeCard fit title=outcome.title()>
            <p>{summary}</p>
            <OutcomeBody slot>
                {limit.map(|text| view! { <Inset><p>{text}</p></Inset> })}
                {children()}
            </OutcomeBody>
        </OutcomeCard>
    }
}

/// What was laid beside what.
#[component]
pub fn Compared(
    /// The subject.
    detail: ClaimDetail,
) -> impl IntoView {
    let found = !detail.check.diplomas.is_empty();
    let none = matches!(detail.check.outcome, Outcome::NotFound | Outcome::NoBasis);
    let source = source(detail.check.extract);
    let diplomas = diplomas(&detail.check, "Je diploma");
    let claim = detail.claim;
    let subject = claim.subject.clone();
    view! {
        <Part title="Wat hebben we vergeleken?">
            <Facts wide=true>
                <Fact name="Jouw opgave" source=Source::Teacher>
                    {format!("{}, {}, sinds {}", claim.subject, claim.extent, notation::date(claim.since))}
                </Fact>
                {diplomas}
                {none.then(|| view! {
                    <Fact name="Je diploma" source=source>
                        {format!("Geen diploma gevonden dat bij {subject} hoort")}
                    </Fact>
                })}
            </Facts>
            {found
                .then(|| {
                    view! {
                        <Paragraph small=true muted=true>
                            "Klopt je diploma niet? Je opleiding levert het aan het Diplomaregister. Vraag het daar na. "
                            <TextLink href="/mijn/diplomas">"Wat weet het Diplomaregister van mij?"</TextLink>
                        </Paragraph>
                    }
                })}
        </Part>
    }
}

/// What the school says beside what the diploma says, when they differ.
#[component]
fn Conflict(detail: ClaimDetail, tell: ServerAction<TellSchool>) -> impl IntoView {
    let (id, told) = (detail.claim.id, detail.told_school);
    let report = Reportable::Ground.address(Some(detail.claim.appointment));
    // What is wrong with it is known, so that nobody has to type it.
    let report = format!("{report}&vak={id}");
    let source = source(detail.check.extract);
    detail.check.conflict.map(|conflict| {
        view! {
            <Part title="Wat verschilt er?">
                <Facts wide=true>
                    <Fact name="Volgens je school" source=Source::School>{conflict.school}</Fact>
                    <Fact name="Volgens je diploma" source=source>{conflict.found}</Fact>
                </Facts>
                <p><TextLink href=report>"Vraag je school om het aan te passen"</TextLink></p>
                {match told {
                    Some(day) => {
                        let text = format!("Je liet dit op {} aan je school weten.", notation::date(day));
                        view! { <Paragraph small=true>{text}</Paragraph> }.into_any()
                    }
                    None => {
                        view! {
                            <Paragraph small=true muted=true>
                                "Wil je niets vragen, maar mag je school het wel weten? Dan ziet je school dat je diploma en de grondslag verschillen. Niet wat er op je diploma staat."
                            </Paragraph>
                            <ActionForm action=tell>
                                <Hidden name="claim" value=id.to_string()/>
                                <Button weight=Weight::Secondary>"Laat het mijn school weten"</Button>
                            </ActionForm>
                        }
                            .into_any()
                    }
                }}
            </Part>
        }
    })
}

/// The outcome rule by rule, with the version of the rules and the time.
#[component]
pub fn Why(
    /// The subject.
    detail: ClaimDetail,
) -> impl IntoView {
    let reasoning = reasoning(&detail.check, detail.checked_at);
    let report = Reportable::Outcome.address(Some(detail.claim.appointment));
    view! {
        <Part title="Hoe komen we hierbij?">
            {reasoning}
            <Paragraph small=true muted=true>
                {NOT_A_DECISION} " "
                <TextLink href=report>"De uitkomst klopt niet"</TextLink>
            </Paragraph>
        </Part>
    }
}
