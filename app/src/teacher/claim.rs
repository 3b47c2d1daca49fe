//! One subject: its outcome explained (step 2), evidence, checking the answers (step 3), done (step 4).

use super::{
    ClaimDetail, EvidenceView, List,
    api::{AddClaimEvidence, RecordClaim, show_claim},
    claims::{OutcomeBadge, STEPS},
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, ButtonLink, Check, ErrorSummary, Fact, Facts,
        FileField, FileRow, Files, Fit, Hidden, Icons, Inset, OutcomeCard, PageHead, Reason,
        Reasons, Source, Steps, TextLink, Tone, Verdict, Weight,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use server_fn::ServerFn;
use shared::{
    Problem,
    authority::{Outcome, StepResult},
    notation,
};

type Loaded = Resource<(Answer<ClaimDetail>, Option<FormState>)>;

/// The claim that the address names, in its query (`?vak=`) or in its path.
fn load() -> Loaded {
    let returned = returned_form();
    let query = use_query_map();
    let params = use_params_map();
    let source = move || {
        let id = params
            .read()
            .get("id")
            .or_else(|| query.read().get("vak"))
            .unwrap_or_default();
        (id, returned())
    };
    Resource::new(source, |(id, returned)| async move {
        let detail = match id.parse() {
            Ok(claim) => show_claim(claim).await,
            Err(_) => Err(Problem::not_found().into()),
        };
        (detail, FormState::load(returned).await)
    })
}

fn page<V: IntoView + 'static>(
    loaded: Loaded,
    show: impl Fn(ClaimDetail, Option<FormState>) -> V + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let (detail, returned) = loaded.await;
                match detail {
                    Ok(detail) => show(detail, returned).into_any(),
                    Err(failure) => view! { <FailureView failure/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

fn parents() -> Vec<(&'static str, &'static str)> {
    vec![("/mijn", "Overzicht"), ("/mijn/vakken", "Vakken")]
}

/// `/mijn/vakken/toevoegen/uitkomst?vak=`
pub struct OutcomePage(Loaded);

impl Page for OutcomePage {
    fn data() -> Self {
        Self(load())
    }

    fn view(this: Self) -> AnyView {
        page(this.0, |detail, _| view! { <OutcomeView detail/> })
    }
}

#[component]
fn OutcomeView(detail: ClaimDetail) -> impl IntoView {
    let outcome = detail.check.outcome;
    let fit = match outcome {
        Outcome::Confirmed | Outcome::Evidenced => Fit::Whole,
        Outcome::ConfirmedInPart | Outcome::Conflicting => Fit::Part,
        _ => Fit::None,
    };
    let id = detail.claim.id;
    let wants_evidence = matches!(
        outcome,
        Outcome::ConfirmedInPart | Outcome::Related | Outcome::NotFound | Outcome::NoBasis
    );
    let title = format!("{}, {}", detail.claim.subject, detail.claim.extent);
    let summary = detail.check.summary.clone();
    let (compared, why) = (detail.clone(), detail.clone());
    view! {
        <Title text=format!("{} - Lerarenregister", outcome.title())/>
        <Breadcrumb parents=parents()/>
        <Steps steps=STEPS now=2/>
        <div class="lr-narrow lr-stack lr-stack--l">
            <PageHead title=title/>
            <OutcomeCard fit title=outcome.title()>
                <p>{summary}</p>
            </OutcomeCard>
            {(outcome == Outcome::SourceUnreachable)
                .then(|| {
                    view! {
                        <Alert>
                            <p>"Je opgave is bewaard. We proberen het vanzelf opnieuw en sturen je een bericht."</p>
                        </Alert>
                    }
                })}
            {detail.check.limit.clone().map(|limit| view! { <Inset><p>{limit.text}</p></Inset> })}
            {detail
                .check
                .conflict
                .clone()
                .map(|conflict| {
                    view! {
                        <Facts>
                            <Fact name="Volgens je school" source=Source::School>{conflict.school}</Fact>
                            <Fact name="Volgens je diploma" source=Source::DiplomaRegister>{conflict.found}</Fact>
                        </Facts>
                        <p>
                            <TextLink href=format!("/mijn/gegevens/correctie?benoeming={}", detail.claim.appointment)>
                                "Vraag je school om het aan te passen"
                            </TextLink>
                        </p>
                    }
                })}
            <section class="lr-section lr-stack lr-stack--m">
                <h2 class="utrecht-heading-2">"Wat hebben we vergeleken?"</h2>
                <Compared detail=compared/>
            </section>
            <Why detail=why/>
            <Actions>
                <ButtonLink href=format!("/mijn/vakken/toevoegen/controleren?vak={id}")>"Verder"</ButtonLink>
                {wants_evidence
                    .then(|| {
                        view! {
                            <ButtonLink
                                href=format!("/mijn/vakken/toevoegen/bewijs?vak={id}")
                                weight=Weight::Secondary
                                icon=Icons::Upload
                            >
                                "Voeg een bewijs toe"
                            </ButtonLink>
                        }
                    })}
                <ButtonLink href=format!("/mijn/vakken/toevoegen?vak={id}") weight=Weight::Subtle>
                    "Terug naar vak kiezen"
                </ButtonLink>
            </Actions>
        </div>
    }
}

#[component]
fn Compared(detail: ClaimDetail) -> impl IntoView {
    let claim = detail.claim;
    let diplomas = detail
        .check
        .diplomas
        .into_iter()
        .map(|diploma| {
            view! {
                <Fact name="Je diploma" source=Source::DiplomaRegister>
                    {format!("{}, {}, {}", diploma.programme, diploma.institution, notation::date(diploma.graduated))}
                </Fact>
            }
        })
        .collect_view();
    view! {
        <Facts>
            <Fact name="Jouw opgave" source=Source::Teacher>
                {format!("{}, {}, sinds {}", claim.subject, claim.extent, notation::date(claim.since))}
            </Fact>
            {diplomas}
        </Facts>
    }
}

/// The outcome rule by rule, with the version of the rules and the time.
#[component]
fn Why(detail: ClaimDetail) -> impl IntoView {
    let reasons = detail
        .check
        .steps
        .into_iter()
        .map(|step| {
            let verdict = match step.result {
                StepResult::Yes => Verdict::Yes,
                // What the source does not hold is no fault (handbook, 3.4).
                StepResult::No if detail.check.outcome == Outcome::NotFound => Verdict::NotFound,
                StepResult::No => Verdict::No,
                StepResult::Partly => Verdict::Partly,
                StepResult::NotApplicable => Verdict::NotApplicable,
            };
            view! { <Reason verdict title=step.title text=step.text/> }
        })
        .collect_view();
    view! {
        <section class="lr-section lr-stack lr-stack--m">
            <h2 class="utrecht-heading-2">"Hoe komen we hierbij?"</h2>
            <Reasons>{reasons}</Reasons>
            <p class="lr-small lr-muted">
                {format!(
                    "Regelset vakken en bevoegdheden, versie {}. Gecontroleerd op {}.",
                    detail.check.table_version,
                    notation::date_time(detail.checked_at),
                )}
            </p>
        </section>
    }
}

/// `/mijn/vakken/toevoegen/bewijs?vak=`
pub struct EvidencePage(Loaded);

impl Page for EvidencePage {
    fn data() -> Self {
        Self(load())
    }

    fn view(this: Self) -> AnyView {
        page(
            this.0,
            |detail, returned| view! { <EvidenceForm detail returned/> },
        )
    }
}

#[component]
fn EvidenceForm(detail: ClaimDetail, returned: Option<FormState>) -> impl IntoView {
    let form = Form::posted::<AddClaimEvidence>(returned);
    let id = detail.claim.id;
    view! {
        <Title text="Voeg een bewijs toe - Lerarenregister"/>
        <Breadcrumb parents=parents()/>
        <Steps steps=STEPS now=2/>
        <div class="lr-narrow lr-stack lr-stack--l">
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title=format!("Bewijs bij {}", detail.claim.subject)
                lead="Heb je een diploma, akte of verklaring die niet in het Diplomaregister staat? Voeg een scan of foto toe. Het hoeft niet."
            />
            <EvidenceList evidence=detail.evidence/>
            <form method="post" enctype="multipart/form-data" action=AddClaimEvidence::PATH>
                <div class="lr-stack lr-stack--l">
                    <Hidden name="claim" value=id.to_string()/>
                    <FileField
                        name="bestand"
                        label="Bestand"
                        hint=shared::portfolio::EvidenceKind::HINT
                        accept=shared::portfolio::EvidenceKind::ACCEPT
                        error=form.error("bestand")
                    />
                    <Actions>
                        <Button weight=Weight::Secondary icon=Icons::Upload>"Voeg toe"</Button>
                        <ButtonLink href=format!("/mijn/vakken/toevoegen/controleren?vak={id}")>"Verder"</ButtonLink>
                    </Actions>
                </div>
            </form>
        </div>
    }
}

#[component]
fn EvidenceList(evidence: Vec<EvidenceView>) -> impl IntoView {
    (!evidence.is_empty()).then(|| {
        let rows = evidence
            .into_iter()
            .map(|file| {
                let note = format!(
                    "{} kB, toegevoegd op {}",
                    notation::number((file.size + 1023) / 1024),
                    notation::date(file.uploaded_at.date())
                );
                view! {
                    <FileRow name=file.name.clone() note>
                        <a class="utrecht-link" href=format!("/mijn/bewijsstukken/{}", file.id) rel="external">
                            "Download"
                            <span class="lr-vh">" "{file.name}</span>
                        </a>
                    </FileRow>
                }
            })
            .collect_view();
        view! { <Files>{rows}</Files> }
    })
}

/// `/mijn/vakken/toevoegen/controleren?vak=`
pub struct CheckAnswersPage(Loaded, ServerAction<RecordClaim>);

impl Page for CheckAnswersPage {
    fn data() -> Self {
        Self(load(), ServerAction::new())
    }

    fn view(this: Self) -> AnyView {
        let action = this.1;
        page(
            this.0,
            move |detail, returned| view! { <CheckAnswers detail returned action/> },
        )
    }
}

#[component]
fn CheckAnswers(
    detail: ClaimDetail,
    returned: Option<FormState>,
    action: ServerAction<RecordClaim>,
) -> impl IntoView {
    let form = Form::new(action, returned);
    let title = move || {
        let fault = if form.problem().read().is_some() {
            "Fout: "
        } else {
            ""
        };
        format!("{fault}Klopt alles? - Lerarenregister")
    };
    let claim = detail.claim;
    let id = claim.id;
    let outcome = claim.outcome;
    let change = move |what: &'static str| {
        ViewFn::from(move || {
            view! { <TextLink href=format!("/mijn/vakken/toevoegen?vak={id}") context=what>"Wijzig"</TextLink> }
        })
    };
    let place = match detail.list {
        List::Register => "Lerarenregister",
        List::Vestibule => "Registervoorportaal",
        List::None => "Geen van beide lijsten",
    };
    let what_next = match detail.list {
        List::Register => {
            "Je school ziet dat je dit vak geeft. Op je openbare pagina komt het erbij te staan."
        }
        _ => "Je school ziet dat je dit vak geeft. Het voorportaal is niet openbaar.",
    };
    let diploma = detail
        .check
        .diplomas
        .first()
        .map(|diploma| format!("{}, {}", diploma.programme, diploma.graduated.year()));
    view! {
        <Title text=title/>
        <Breadcrumb parents=parents()/>
        <Steps steps=STEPS now=3/>
        <div class="lr-narrow lr-stack lr-stack--l">
            <ErrorSummary problem=form.problem()/>
            <PageHead title="Klopt alles?" lead="Kijk je antwoorden na. Daarna leggen we je vak vast."/>
            <Facts wide=true>
                <Fact name="Vak" action=change("vak")>{claim.subject}</Fact>
                <Fact name="Waar" action=change("soort school en leerjaren")>{claim.extent}</Fact>
                <Fact name="Sinds" action=change("begindatum")>{notation::date(claim.since)}</Fact>
                <Fact name="School">{claim.school}</Fact>
                {diploma.map(|diploma| view! { <Fact name="Diploma" source=Source::DiplomaRegister>{diploma}</Fact> })}
                <Fact name="Uitkomst"><OutcomeBadge outcome/></Fact>
                <Fact name="Komt te staan in">{place}</Fact>
            </Facts>
            <p class="utrecht-paragraph">{what_next}</p>
            <ActionForm action=action>
                <div class="lr-stack lr-stack--l">
                    <Hidden name="claim" value=id.to_string()/>
                    <crate::design::FieldGroup id="waar-groep" legend="Bevestigen" error=form.error("waar")>
                        <Check name="waar" value="ja" label="Ik heb dit naar waarheid ingevuld" checked=false/>
                    </crate::design::FieldGroup>
                    <Actions>
                        <Button>"Vak vastleggen"</Button>
                        <ButtonLink href=format!("/mijn/vakken/toevoegen/uitkomst?vak={id}") weight=Weight::Subtle>
                            "Terug"
                        </ButtonLink>
                    </Actions>
                </div>
            </ActionForm>
        </div>
    }
}

/// `/mijn/vakken/{id}/klaar`
pub struct DonePage(Loaded);

impl Page for DonePage {
    fn data() -> Self {
        Self(load())
    }

    fn view(this: Self) -> AnyView {
        page(this.0, |detail, _| {
            let outcome = detail.claim.outcome;
            view! {
                <Title text="Je vak is vastgelegd - Lerarenregister"/>
                <Steps steps=STEPS now=4/>
                <div class="lr-narrow lr-stack lr-stack--l">
                    <PageHead title=format!("{} is vastgelegd", detail.claim.subject)/>
                    <Alert tone=Tone::Ok live=true>
                        <p>{format!("{}. {}", detail.claim.extent, outcome.title())}</p>
                    </Alert>
                    <h2 class="utrecht-heading-2">"Wat gebeurt er nu?"</h2>
                    <ul class="utrecht-unordered-list">
                        <li class="utrecht-unordered-list__item">"Je hoeft niets meer te doen."</li>
                        <li class="utrecht-unordered-list__item">
                            "Verandert er iets in de vergelijking met je diploma? Dan krijg je een bericht."
                        </li>
                        <li class="utrecht-unordered-list__item">"Je kunt je vak altijd wijzigen of verwijderen."</li>
                    </ul>
                    <Actions>
                        <ButtonLink href="/mijn">"Terug naar overzicht"</ButtonLink>
                        <ButtonLink href="/mijn/vakken/toevoegen" weight=Weight::Secondary>"Nog een vak toevoegen"</ButtonLink>
                    </Actions>
                </div>
            }
        })
    }
}
