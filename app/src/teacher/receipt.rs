//! The receipt of a report: what was entered, who answers until when, and what one can do next.

use super::{
    EvidenceView,
    api::{AskDecision, report_receipt},
    evidence::OpenFile,
    subject::reference,
};
use crate::{
    design::{
        Breadcrumb, Button, ButtonLink, ErrorSummary, Fact, Facts, Fit, Hidden, KeyValue,
        KeyValues, Narrow, OutcomeBody, OutcomeCard, Paragraph, Part, Source, Stack, TermExplained,
        TextLink, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, answered},
};
use jiff::civil::{Date, DateTime};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};
use shared::{
    identifier::{CorrectionId, DecisionId},
    notation,
    term::Computed,
};

/// `/mijn/gegevens/correctie/{id}`
pub struct ReceiptPage {
    receipt: Resource<Answer<(CorrectionId, CorrectionReceipt)>>,
    ask: ServerAction<AskDecision>,
}

impl Page for ReceiptPage {
    fn data() -> Self {
        let params = use_params_map();
        let ask = ServerAction::<AskDecision>::new();
        let id = move || {
            let id = params.read().get("id").and_then(|id| id.parse().ok());
            (id, answered(ask))
        };
        Self {
            receipt: Resource::new(id, |(id, _)| async move {
                match id {
                    Some(id) => report_receipt(id).await.map(|receipt| (id, receipt)),
                    None => Err(shared::Problem::not_found().into()),
                }
            }),
            ask,
        }
    }

    fn view(this: Self) -> AnyView {
        let (receipt, ask) = (this.receipt, this.ask);
        view! {
            <Title text="Je melding is ontvangen - Lerarenregister"/>
            <Transition>
                {move || Suspend::new(async move {
                    match receipt.await {
                        Ok((id, receipt)) => view! { <Receipt id receipt ask/> }.into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Receipt(
    id: CorrectionId,
    receipt: CorrectionReceipt,
    ask: ServerAction<AskDecision>,
) -> impl IntoView {
    let to = receipt
        .school
        .clone()
        .unwrap_or_else(|| "Het register".to_owned());
    let due = notation::date(receipt.due);
    let (title, lead) = match (&receipt.answer, &receipt.case) {
        (
            _,
            Some(AskedDecision {
                decision: Some(_), ..
            }),
        ) => (
            "Er is een besluit over je melding",
            "Je leest hieronder waar het staat.".to_owned(),
        ),
        (_, Some(case)) => (
            "Wij nemen een besluit over je melding",
            format!("Uiterlijk op {}.", notation::date(case.due.date)),
        ),
        (Some(_), None) => (
            "Je melding is beantwoord",
            format!("{to} heeft geantwoord."),
        ),
        (None, None) if receipt.may_ask => (
            "Je school heeft niet op tijd geantwoord",
            format!("Dat moest uiterlijk op {due}."),
        ),
        (None, None) => (
            "Je melding is ontvangen",
            format!("{to} geeft antwoord uiterlijk op {due}."),
        ),
    };
    let from_school = receipt.school.is_some();
    let files = receipt
        .evidence
        .clone()
        .into_iter()
        .map(|file| {
            let (id, name) = (file.id.to_string(), file.name.clone());
            view! {
                <Fact name="Bewijs" source=Source::Teacher>
                    {file.name.clone()}" "<OpenFile id name/>
                </Fact>
            }
        })
        .collect_view();
    let steps = receipt.due_steps.clone().filter(|_| receipt.case.is_none());
    let next = next(id, &receipt, ask);
    let problem = Form::new(ask, None).problem();
    view! {
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Narrow>
            <ErrorSummary problem/>
            <OutcomeCard fit=Fit::Whole first=true title>
                <p role="status">{lead}</p>
                <OutcomeBody slot>
                    <Part title="Wat je doorgaf" first=true>
                        <Facts wide=true>
                            <Fact name="Wat klopt er niet" source=Source::Teacher>{receipt.fact}</Fact>
                            <Fact name="Je melding" source=Source::Teacher>{receipt.message}</Fact>
                            {files}
                            {from_school
                                .then(|| {
                                    view! {
                                        <Fact name="Antwoord">
                                            {receipt.answer.unwrap_or_else(|| "Nog niet".to_owned())}
                                        </Fact>
                                    }
                                })}
                        </Facts>
                    </Part>
                    {steps.map(|computed| view! { <TermExplained computed/> })}
                    {next}
                    <KeyValues>
                        <KeyValue name="Kenmerk" identifier=true>{reference("ME", id.0)}</KeyValue>
                        <KeyValue name="Ontvangen op">{notation::date_time(receipt.received_at)}</KeyValue>
                    </KeyValues>
                </OutcomeBody>
            </OutcomeCard>
            <p><ButtonLink href="/mijn">"Terug naar overzicht"</ButtonLink></p>
        </Narrow>
    }
}

/// What one can do now: ask for a decision, wait for it, or read it.
fn next(id: CorrectionId, receipt: &CorrectionReceipt, ask: ServerAction<AskDecision>) -> AnyView {
    match &receipt.case {
        Some(AskedDecision {
            decision: Some(decision),
            ..
        }) => {
            let href = format!("/mijn/besluiten/{decision}");
            view! {
                <Part title="Het besluit" first=true>
                    <p><TextLink href>"Lees het besluit"</TextLink></p>
                </Part>
            }
            .into_any()
        }
        Some(case) => {
            let text = format!(
                "Twee medewerkers van het register kijken ernaar. De zaak heeft nummer {}. Je krijgt \
                 een bericht als er een besluit is.",
                case.number
            );
            let computed = case.due.clone();
            view! {
                <Part title="Wat gebeurt er nu?" first=true>
                    <Paragraph>{text}</Paragraph>
                    <TermExplained computed/>
                </Part>
            }
            .into_any()
        }
        None if receipt.may_ask => view! {
            <Part title="Is het niet opgelost?" first=true>
                <Stack>
                    <Paragraph>
                        "Vraag je erom, dan nemen wij een besluit. Je ziet meteen voor welke dag. Tegen dat besluit kun je bezwaar maken."
                    </Paragraph>
                    <ActionForm action=ask>
                        <Hidden name="id" value=id.to_string()/>
                        <Button weight=Weight::Secondary>"Vraag ons om een besluit"</Button>
                    </ActionForm>
                </Stack>
            </Part>
        }
        .into_any(),
        None => ().into_any(),
    }
}

/// The receipt of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionReceipt {
    /// Which fact.
    pub fact: String,
    /// What was entered.
    pub message: String,
    /// The files that came along.
    pub evidence: Vec<EvidenceView>,
    /// The school that gets it; nothing when it is for the register.
    pub school: Option<String>,
    /// When it was received, in Dutch time.
    pub received_at: DateTime,
    /// The last day on which there is an answer.
    pub due: Date,
    /// How that day was reached.
    pub due_steps: Option<Computed>,
    /// The answer of the school, once it is there.
    pub answer: Option<String>,
    /// Whether the teacher can ask the register to decide.
    pub may_ask: bool,
    /// The case in which the register decides.
    pub case: Option<AskedDecision>,
}

/// That the register was asked to decide on a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedDecision {
    /// The number of the case.
    pub number: String,
    /// The last day on which there is a decision, with its steps.
    pub due: Computed,
    /// The decision, once it is there.
    pub decision: Option<DecisionId>,
}
