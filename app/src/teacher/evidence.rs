//! Evidence of a teaching authority that the Diplomaregister does not hold (step 2): what it is,
//! the files, and taking them away again.

use super::{
    ClaimDetail, EvidenceView, Review,
    api::{AddClaimEvidence, RemoveClaimEvidence},
    claim::{Compared, Loaded, OutcomeOf, Why, load, page, parents},
    claims::STEPS,
};
use crate::{
    design::{
        Actions, Alert, AskFirst, Breadcrumb, Button, ChoiceCard, ChoiceCards, Cluster,
        ErrorSummary, FieldGroup, FileField, FileRow, Files, Hidden, Icons, Narrow, PageHead,
        Paragraph, Section, Stack, Steps, TermExplained, TextArea, TextLink, Tone, Weight,
    },
    page::Page,
    session::{Form, FormState, answered},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use server_fn::ServerFn;
use shared::{case::Verdict, notation, portfolio::EvidenceKind};

/// What a file is evidence of, as the teacher says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// A diploma from before the Diplomaregister.
    OldDiploma,
    /// That a foreign diploma was recognised.
    ForeignDiploma,
    /// Something else.
    Other,
}

impl Proof {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::OldDiploma, Self::ForeignDiploma, Self::Other];

    /// The code that forms and tables use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OldDiploma => "oud-diploma",
            Self::ForeignDiploma => "buitenlands-diploma",
            Self::Other => "anders",
        }
    }

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OldDiploma => "Diploma of getuigschrift van voor 1996",
            Self::ForeignDiploma => "Erkenning van een buitenlands diploma",
            Self::Other => "Iets anders",
        }
    }

    const fn note(self) -> &'static str {
        match self {
            Self::OldDiploma => "",
            Self::ForeignDiploma => "Je hebt hiervoor een brief gekregen",
            Self::Other => "Bijvoorbeeld een verklaring van de opleiding, of een pdg",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|proof| proof.code() == code)
    }
}

/// What the teacher says of the files that come with the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceForm {
    /// The code of a [`Proof`]; may stay empty.
    #[serde(default)]
    pub soort: String,
    /// An explanation; may stay empty.
    #[serde(default)]
    pub uitleg: String,
}

impl EvidenceForm {
    /// Whether nothing was explained. A kind that was chosen says nothing without a file.
    pub fn is_blank(&self) -> bool {
        self.uitleg.trim().is_empty()
    }
}

/// `/mijn/vakken/toevoegen/bewijs?vak=`
pub struct EvidencePage(Loaded, ServerAction<RemoveClaimEvidence>);

impl Page for EvidencePage {
    fn data() -> Self {
        let remove = ServerAction::new();
        Self(load(move || answered(remove)), remove)
    }

    fn view(this: Self) -> AnyView {
        let remove = this.1;
        page(
            this.0,
            move |detail, returned| view! { <AskEvidence detail returned remove/> },
        )
    }
}

/// The outcome, and what to do with it when the Diplomaregister does not hold the diploma.
#[component]
pub fn AskEvidence(
    /// The subject.
    detail: ClaimDetail,
    /// The form, when it came back.
    returned: Option<FormState>,
    /// What takes a file away again.
    remove: ServerAction<RemoveClaimEvidence>,
) -> impl IntoView {
    let query = use_query_map();
    let removed = move || {
        (query.read().get("melding").as_deref() == Some("verwijderd")).then(|| {
            view! { <Alert tone=Tone::Ok live=true><p>"Het bewijsstuk is verwijderd."</p></Alert> }
        })
    };
    let form = Form::posted::<AddClaimEvidence>(returned);
    let fault = if form.problem().get_untracked().is_some() {
        "Fout: "
    } else {
        ""
    };
    let (compared, why) = (detail.clone(), detail.clone());
    let title = format!("{}, {}", detail.claim.subject, detail.claim.extent);
    let evidence = detail.evidence.clone();
    let id = detail.claim.id;
    let review = detail
        .review
        .clone()
        .map(|review| view! { <Reviewed review/> });
    view! {
        <Title text=format!("{fault}{} - Lerarenregister", detail.check.outcome.title())/>
        <Breadcrumb parents=parents()/>
        <Narrow>
            <Steps steps=STEPS now=2/>
            <ErrorSummary problem=form.problem()/>
            <PageHead title/>
            {removed}
            <OutcomeOf detail>
                <Compared detail=compared/>
                <Why detail=why/>
            </OutcomeOf>
            {review}
            <Section title="Stuur een bewijs mee" id="bewijs">
                <Paragraph>
                    "Het hoeft niet. Heb je een diploma, akte of verklaring die niet in het \
                     Diplomaregister staat? Dan bewaren we die bij je vak. Leg je het vak vast, dan \
                     bekijkt een medewerker van het register je bewijs. Je mag gewoon les blijven \
                     geven."
                </Paragraph>
                <EvidenceList evidence remove/>
                <EvidenceFields form claim=id.to_string()/>
            </Section>
        </Narrow>
    }
}

/// Where the evidence stands with a case worker.
#[component]
pub fn Reviewed(
    /// The case.
    review: Review,
) -> impl IntoView {
    let text = match (review.verdict, review.closed) {
        (Some(Verdict::Granted), Some(day)) => {
            format!(
                "Een medewerker keurde je bewijs goed op {}.",
                notation::date(day)
            )
        }
        (Some(Verdict::Refused), Some(day)) => format!(
            "Twee medewerkers bekeken je bewijs op {}. Het laat je bevoegdheid nog niet zien. Je kunt \
             een ander bewijs sturen.",
            notation::date(day)
        ),
        _ => format!(
            "Een medewerker van het register bekijkt je bewijs. Je krijgt uiterlijk op {} een \
             bericht.",
            notation::date(review.due.date)
        ),
    };
    let open = review.verdict.is_none();
    let computed = review.due;
    view! {
        <Alert>
            <p>{text}</p>
            {review.reasons.map(|reasons| view! { <p>{reasons}</p> })}
            <p>{format!("Zaak {}.", review.number)}</p>
        </Alert>
        {open.then(|| view! { <TermExplained computed/> })}
    }
}

#[component]
fn EvidenceFields(form: Form, claim: String) -> impl IntoView {
    let chosen = form.value("soort", "");
    let kinds = Proof::ALL
        .into_iter()
        .map(|proof| {
            let checked = chosen == proof.code();
            view! {
                <ChoiceCard name="soort" value=proof.code() label=proof.label() note=proof.note() checked/>
            }
        })
        .collect_view();
    let back = format!("/mijn/vakken/toevoegen?vak={claim}");
    view! {
        <form method="post" enctype="multipart/form-data" action=AddClaimEvidence::PATH>
            <Stack>
                <Hidden name="claim" value=claim/>
                <FieldGroup id="soort" legend="Wat voor bewijs heb je?" error=form.error("soort")>
                    <ChoiceCards>{kinds}</ChoiceCards>
                </FieldGroup>
                <FileField
                    name="bestand"
                    label="Bestanden"
                    hint=format!("Een scan of een duidelijke foto. {}", EvidenceKind::HINT)
                    accept=EvidenceKind::ACCEPT
                    error=form.error("bestand")
                    multiple=true
                    in_parts=true
                />
                <TextArea
                    name="uitleg"
                    label="Wil je iets uitleggen?"
                    value=form.value("uitleg", "")
                    error=form.error("uitleg")
                    optional=true
                    rows=3
                />
                <Actions>
                    <Button name="verder" value="ja">"Verder"</Button>
                    <Button weight=Weight::Secondary icon=Icons::Upload>"Voeg toe"</Button>
                    <TextLink href=back>"Terug naar vak kiezen"</TextLink>
                </Actions>
            </Stack>
        </form>
    }
}

/// The files that are there, each with a way to take it away again.
#[component]
fn EvidenceList(
    evidence: Vec<EvidenceView>,
    remove: ServerAction<RemoveClaimEvidence>,
) -> impl IntoView {
    (!evidence.is_empty()).then(|| {
        let rows = evidence
            .into_iter()
            .map(|file| {
                let note = file.said();
                let id = file.id.to_string();
                view! {
                    <FileRow name=file.name.clone() note>
                        <Cluster>
                            <OpenFile id=id.clone() name=file.name.clone()/>
                            <AskFirst label="Verwijder" context=file.name.clone()>
                                <p>"Een bewijsstuk dat je verwijdert, kun je niet terughalen."</p>
                                <ActionForm action=remove>
                                    <Hidden name="id" value=id/>
                                    <Button weight=Weight::Secondary icon=Icons::Trash context=file.name>
                                        "Ja, verwijder"
                                    </Button>
                                </ActionForm>
                            </AskFirst>
                        </Cluster>
                    </FileRow>
                }
            })
            .collect_view();
        view! { <Files>{rows}</Files> }
    })
}

/// The way to a file: the server itself answers it.
#[component]
pub fn OpenFile(
    /// Its number.
    id: String,
    /// Its name.
    name: String,
) -> impl IntoView {
    view! {
        <TextLink href=format!("/mijn/bewijsstukken/{id}") context=name external=true>
            "Open"
        </TextLink>
    }
}
