//! "Iets klopt niet": reporting it, and the receipt.

use super::{
    CorrectionReceipt, Overview,
    api::{ReportFact, my_overview, report_receipt},
};
use crate::page::Page;
use crate::{
    design::{
        Alert, Breadcrumb, Button, ButtonLink, Choice, ErrorSummary, Fact, Facts, Narrow, PageHead,
        SelectField, Source, TextArea, Tone,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::notation;

/// What can be reported.
const FACTS: [&str; 7] = [
    "School of bestuur",
    "Begin of einde van de benoeming",
    "Arbeidsovereenkomst",
    "Onderwijsterrein of leerjaren",
    "Benoemingsgrondslag",
    "Ik werk hier niet (meer)",
    "Iets anders",
];

/// What the school delivers of somebody who is not in the BRP. What comes from the BRP is changed
/// there, and not by a report (article 38k WPO).
const PERSON: [&str; 2] = ["Naam of adres", "Geboortedatum"];

/// `/mijn/gegevens/correctie?gegeven=&benoeming=`
pub struct CorrectionPage {
    action: ServerAction<ReportFact>,
    loaded: Resource<(Answer<Overview>, Option<FormState>)>,
}

impl Page for CorrectionPage {
    fn data() -> Self {
        let returned = returned_form();
        Self {
            action: ServerAction::new(),
            loaded: Resource::new(returned, |id| async move {
                (my_overview().await, FormState::load(id).await)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let (action, loaded) = (this.action, this.loaded);
        let query = use_query_map();
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    let (overview, returned) = loaded.await;
                    let asked = |name: &str| query.read_untracked().get(name).unwrap_or_default();
                    let asked = (asked("benoeming"), asked("gegeven"));
                    match overview {
                        Ok(overview) => view! { <Report overview returned action asked/> }.into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn Report(
    overview: Overview,
    returned: Option<FormState>,
    action: ServerAction<ReportFact>,
    asked: (String, String),
) -> impl IntoView {
    if overview.appointments.is_empty() {
        return view! { <NothingToReport/> }.into_any();
    }
    let (appointment, fact) = asked;
    let form = Form::new(action, returned);
    let title = move || {
        let fault = if form.problem().read().is_some() {
            "Fout: "
        } else {
            ""
        };
        format!("{fault}Wat klopt er niet? - Lerarenregister")
    };
    let several = overview.appointments.len() > 1;
    let appointments = several
        .then(|| Choice::new("", "Kies"))
        .into_iter()
        .chain(overview.appointments.iter().map(|a| {
            Choice::new(
                a.id.to_string(),
                format!("{} ({})", a.school, a.ground_name),
            )
        }))
        .collect::<Vec<_>>();
    let from_school = overview
        .person
        .details
        .as_ref()
        .is_some_and(|d| d.source == Source::School);
    let of_person: &[&str] = if from_school { &PERSON } else { &[] };
    let facts = std::iter::once(Choice::new("", "Kies"))
        .chain(
            FACTS
                .iter()
                .chain(of_person)
                .map(|fact| Choice::new(*fact, *fact)),
        )
        .collect::<Vec<_>>();
    view! {
        <Title text=title/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title="Wat klopt er niet?"
                lead="Je school krijgt je melding als taak, met een datum. Je ziet hier wat ermee gebeurt."
            />
            {(!from_school).then(|| view! { <Municipality/> })}
            <ActionForm action=action>
                <div class="lr-stack lr-stack--l">
                    <SelectField
                        name="appointment"
                        label="Om welke benoeming gaat het?"
                        value=form.value("appointment", appointment)
                        choices=appointments
                        error=form.error("appointment")
                    />
                    <SelectField
                        name="fact"
                        label="Wat klopt er niet?"
                        value=form.value("fact", fact)
                        choices=facts
                        error=form.error("fact")
                    />
                    <TextArea
                        name="message"
                        label="Wat moet het zijn?"
                        hint="Vertel het in een paar zinnen. Zet er geen burgerservicenummer in."
                        value=form.value("message", "")
                        error=form.error("message")
                    />
                    <Button>"Geef het door"</Button>
                </div>
            </ActionForm>
        </Narrow>
    }
    .into_any()
}

#[component]
fn Municipality() -> impl IntoView {
    view! {
        <Alert>
            <p>
                "Naam, adres en geboortedatum komen van je gemeente. Verander je die daar, dan \
                 komen ze vanzelf hier."
            </p>
        </Alert>
    }
}

#[component]
fn NothingToReport() -> impl IntoView {
    view! {
        <Title text="Wat klopt er niet? - Lerarenregister"/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Narrow>
            <PageHead
                title="Wat klopt er niet?"
                lead="Je school heeft nog niets over je doorgegeven. Geef je al les? Vraag het na bij je school."
            />
            <Municipality/>
            <p><ButtonLink href="/mijn">"Terug naar overzicht"</ButtonLink></p>
        </Narrow>
    }
}

/// `/mijn/gegevens/correctie/{id}`
pub struct ReceiptPage {
    receipt: Resource<Answer<CorrectionReceipt>>,
}

impl Page for ReceiptPage {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.read().get("id").and_then(|id| id.parse().ok());
        Self {
            receipt: Resource::new(id, |id| async move {
                match id {
                    Some(id) => report_receipt(id).await,
                    None => Err(shared::Problem::not_found().into()),
                }
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let receipt = this.receipt;
        view! {
            <Title text="Je melding is ontvangen - Lerarenregister"/>
            <Suspense>
                {move || Suspend::new(async move {
                    match receipt.await {
                        Ok(receipt) => view! { <Receipt receipt/> }.into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn Receipt(receipt: CorrectionReceipt) -> impl IntoView {
    let to = receipt.school.unwrap_or_else(|| "Het register".to_owned());
    let due = notation::date(receipt.due);
    view! {
        <Narrow>
            <Alert tone=Tone::Ok>
                <p><strong>"Je melding is ontvangen."</strong></p>
                <p>{format!("{to} geeft antwoord voor {due}.")}</p>
            </Alert>
            <PageHead title="Wat je doorgaf"/>
            <Facts>
                <Fact name="Wat klopt er niet">{receipt.fact}</Fact>
                <Fact name="Je melding">{receipt.message}</Fact>
                <Fact name="Ontvangen">{notation::date_time(receipt.received_at)}</Fact>
                <Fact name="Antwoord">{receipt.answer.unwrap_or_else(|| "Nog niet".to_owned())}</Fact>
            </Facts>
            <p><ButtonLink href="/mijn">"Terug naar overzicht"</ButtonLink></p>
        </Narrow>
    }
}
