//! The examination: how the 40 cases stand, the report of one, and the certificate.

use super::{CaseOutcome, CaseReport, Examination, SeenCall, api, loaded, releases, waiting};
use crate::{
    design::{
        Actions, Alert, Badge, Breadcrumb, Button, Card, Cell, Column, Columns, Details,
        ErrorSummary, Hidden, KeyValue, KeyValues, LinkTabs, PageHead, Row, RowHead, Ruler, Tab,
        Table, TextField, TextLink, Tone, VStep, VSteps, Weight, When,
    },
    failure::{Answer, Failure},
    page::Page,
    public::FailureView,
    session::{self, Form, FormState, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{Problem, conformance::Notation, notation};

const EXAMINATION: &str = "/leveranciers/keuring";

type Data = (Answer<Examination>, Option<FormState>);

/// `/leveranciers/keuring?notatie=`
pub struct ExaminationPage {
    data: Resource<Data>,
    anew: ServerAction<api::BeginAnew>,
    certify: ServerAction<api::Certify>,
}

impl Page for ExaminationPage {
    fn data() -> Self {
        let anew = ServerAction::<api::BeginAnew>::new();
        let certify = ServerAction::<api::Certify>::new();
        let returned = returned_form();
        let query = use_query_map();
        let asked = move || {
            let notation = query.read().get("notatie").unwrap_or_default();
            (session::answered(anew), notation, returned())
        };
        Self {
            data: Resource::new(asked, |(_, notation, returned)| async move {
                (
                    api::read_examination(notation).await,
                    FormState::load(returned).await,
                )
            }),
            anew,
            certify,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            anew,
            certify,
        } = this;
        view! {
            <Title text="Keuring - Lerarenregister"/>
            <Breadcrumb parents=vec![("/", "Home"), ("/leveranciers", "Voor leveranciers")]/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (examination, returned) = data.await;
                    loaded(
                        examination,
                        move |examination| page(examination, returned, anew, certify),
                    )
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    examination: Examination,
    returned: Option<FormState>,
    anew: ServerAction<api::BeginAnew>,
    certify: ServerAction<api::Certify>,
) -> impl IntoView {
    let (passed, all) = (examination.passed(), examination.cases.len());
    let lead = match all - passed {
        0 => "Alle proefgevallen zijn goed. Vraag het certificaat aan.".to_owned(),
        left => format!("{passed} van de {all} gevallen zijn goed. Nog {left} te gaan."),
    };
    let tabs = Notation::ALL
        .into_iter()
        .map(|notation| Tab {
            href: format!("{EXAMINATION}?notatie={}", notation.code()),
            title: notation.name().to_owned(),
            note: String::new(),
            current: notation.code() == examination.notation,
            vestibule: false,
        })
        .collect();
    let begun = examination.begun.map_or_else(
        || "vanaf je eerste bericht".to_owned(),
        |at| format!("vanaf {}", notation::date_time(at)),
    );
    let request = (passed == all).then(|| {
        request(
            Form::new(certify, returned),
            certify,
            examination.notation.clone(),
            examination.packages.first(),
        )
    });
    let packages = match examination.packages.as_slice() {
        [] => "Nog geen".to_owned(),
        packages => packages.join(", "),
    };
    let waits: Vec<CaseReport> = examination
        .cases
        .iter()
        .filter(|case| case.outcome != CaseOutcome::Passed)
        .take(1)
        .cloned()
        .collect();
    let certificates = (!examination.certificates.is_empty())
        .then(|| releases::table(examination.certificates.clone()));
    let cases = table(examination.cases, &examination.notation);
    view! {
        <div class="lr-stack lr-stack--l">
            <PageHead title="Keuring" lead=lead before="Berichten versie 1, 40 proefgevallen">
                <ActionForm action=anew>
                    <Button weight=Weight::Secondary>"Start opnieuw"</Button>
                </ActionForm>
            </PageHead>
            <LinkTabs label="Notatie" tabs views=true/>
            <Columns>
                <div class="lr-stack lr-stack--l">
                    {request} {certificates}
                    <div class="lr-card">
                        <Ruler
                            label="Goede gevallen"
                            now=f64::from(u32::try_from(passed).unwrap_or_default())
                            now_text=passed.to_string()
                            need=f64::from(u32::try_from(all).unwrap_or_default())
                            unit="gevallen"
                        />
                    </div>
                    {cases}
                </div>
                <div class="lr-stack">
                    {waits.into_iter().map(first_waiting).collect_view()}
                    <Card title="Over deze keuring" id="over-keuring" small=true quiet=true>
                        <KeyValues>
                            <KeyValue name="Telt mee">{begun}</KeyValue>
                            <KeyValue name="Softwarepakket">{packages}</KeyValue>
                        </KeyValues>
                        <p class="lr-small">
                            "Je speelt de gevallen met je eigen software in de testomgeving. Wij \
                             zien je berichten en onze antwoorden, en herkennen daarin de gevallen."
                        </p>
                        <p class="lr-small">
                            "Een certificaat is voor één versie van één pakket. Zet daarom in elk \
                             bericht bij softwarepakket de naam en de versie. Daarna begint de keuring \
                             in deze notatie opnieuw, voor je volgende versie."
                        </p>
                    </Card>
                </div>
            </Columns>
        </div>
    }
}

/// The first case that did not pass.
fn first_waiting(case: CaseReport) -> impl IntoView {
    let step = case.steps.iter().find(|(_, seen)| seen.is_none());
    let told = match case.outcome {
        CaseOutcome::Undecided => Some("Er zijn te veel berichten. Begin opnieuw.".to_owned()),
        _ => step.map(|(told, _)| told.clone()),
    };
    view! {
        <Card title=format!("Geval {} lukt nog niet", case.number) id="lukt-niet" small=true>
            <p>{case.name}</p>
            <p class="lr-small">{told}</p>
        </Card>
    }
}

fn table(cases: Vec<CaseReport>, notation: &str) -> AnyView {
    let rows = cases
        .into_iter()
        .map(|case| {
            let href = format!("{EXAMINATION}/{}?notatie={notation}", case.number);
            let context = format!(" van {}", case.name);
            view! {
                <Row>
                    <RowHead><span class="lr-id">{format!("{:02}", case.number)}</span></RowHead>
                    <Cell label="Wat we testen">{case.name}</Cell>
                    <Cell label="Uitkomst">{outcome(case.outcome)}</Cell>
                    <Cell label="Meer">
                        <TextLink href context=context>"Verslag"</TextLink>
                    </Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Geval"),
        Column::text("Wat we testen"),
        Column::text("Uitkomst"),
        Column::text("Meer"),
    ];
    view! {
        <div class="lr-card">
            <Table caption="Resultaat per geval" columns>{rows}</Table>
        </div>
    }
    .into_any()
}

fn outcome(outcome: CaseOutcome) -> impl IntoView {
    let (tone, words) = match outcome {
        CaseOutcome::Passed => (Tone::Ok, "Goed"),
        CaseOutcome::NotSeen => (Tone::Warning, "Nog niet gezien"),
        CaseOutcome::Undecided => (Tone::Warning, "Niet te beoordelen"),
    };
    view! { <Badge tone>{words}</Badge> }
}

fn request(
    form: Form,
    certify: ServerAction<api::Certify>,
    notation: String,
    package: Option<&String>,
) -> impl IntoView + use<> {
    // The release is what stands last.
    let known = package.and_then(|package| package.rsplit_once(' '));
    let (product, release) = known.unwrap_or_default();
    let (product, release) = (
        form.value("product", product),
        form.value("release", release),
    );
    view! {
        <Card title="Vraag het certificaat aan" id="certificaat" key=true>
            <ErrorSummary problem=form.problem()/>
            <ActionForm action=certify attr:class="lr-stack lr-stack--m">
                <Hidden name="notation" value=notation/>
                <TextField
                    name="product"
                    label="Naam van het pakket"
                    hint="Zoals scholen het kennen. Naam en versie samen staan in je berichten bij softwarepakket."
                    value=product
                    error=form.error("product")
                />
                <TextField
                    name="release"
                    label="Versie van het pakket"
                    narrow=true
                    value=release
                    error=form.error("release")
                />
                <TextField
                    name="released"
                    label="Uitgebracht op"
                    hint="Vul je niets in, dan is dat vandaag. Bijvoorbeeld 01-10-2026"
                    optional=true
                    narrow=true
                    maxlength=10
                    value=form.value("released", "")
                    error=form.error("released")
                />
                <Actions><Button>"Vraag aan"</Button></Actions>
            </ActionForm>
        </Card>
    }
}

/// `/leveranciers/keuring/{geval}?notatie=`
pub struct CasePage {
    data: Resource<Answer<Examination>>,
}

impl Page for CasePage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || query.read().get("notatie").unwrap_or_default();
        Self {
            data: Resource::new(asked, api::read_examination),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        let params = use_params_map();
        view! {
            <Breadcrumb parents=vec![
                ("/", "Home"),
                ("/leveranciers", "Voor leveranciers"),
                (EXAMINATION, "Keuring"),
            ]/>
            <Transition fallback=waiting>
                {move || {
                    let number = params.read().get("geval").unwrap_or_default();
                    Suspend::new(async move {
                        loaded(data.await, move |examination| report(examination, &number))
                    })
                }}
            </Transition>
        }
        .into_any()
    }
}

fn report(examination: Examination, number: &str) -> AnyView {
    let Some(case) = examination
        .cases
        .into_iter()
        .find(|case| case.number.to_string() == number)
    else {
        return view! { <FailureView failure=Failure(Problem::not_found())/> }.into_any();
    };
    let title = format!("Geval {}: {}", case.number, case.name);
    let next = case.steps.iter().position(|(_, seen)| seen.is_none());
    let steps = (1_u8..)
        .zip(case.steps)
        .map(|(number, (told, seen))| {
            let when = match next {
                Some(next) if usize::from(number) == next + 1 => When::Now,
                Some(next) if usize::from(number) > next => When::Future,
                _ => When::Past,
            };
            view! {
                <VStep number when title=told>
                    {match seen {
                        Some(seen) => evidence(seen, format!("Antwoord bij stap {number}")).into_any(),
                        None => "Nog niet gezien.".into_any(),
                    }}
                </VStep>
            }
        })
        .collect_view();
    view! {
        <Title text=format!("{title} - Lerarenregister")/>
        <div class="lr-stack lr-stack--l">
            <PageHead title=title>{outcome(case.outcome)}</PageHead>
            {advice(case.outcome)}
            <Card title="Wat we zien" id="stappen">
                <VSteps>{steps}</VSteps>
            </Card>
        </div>
    }
    .into_any()
}

/// What to do when a case did not pass.
fn advice(outcome: CaseOutcome) -> Option<impl IntoView> {
    let words = match outcome {
        CaseOutcome::Passed => return None,
        CaseOutcome::NotSeen => {
            "Speel de stappen in deze volgorde. Andere berichten mogen ertussen."
        }
        CaseOutcome::Undecided => {
            "Er zijn te veel berichten die er bijna op lijken, daarom kunnen we dit geval niet \
             beoordelen. Begin de keuring opnieuw en speel dan de stappen."
        }
    };
    Some(view! { <Alert tone=Tone::Info><p>{words}</p></Alert> })
}

fn evidence(seen: SeenCall, label: String) -> impl IntoView {
    view! {
        {asked(&seen)}
        <Details summary="Het antwoord">{answered(seen.answer, label)}</Details>
    }
}

/// A call, when it was and how it ended.
pub(super) fn asked(seen: &SeenCall) -> impl IntoView + use<> {
    let line = format!("{}, antwoord {}", notation::date_time(seen.at), seen.status);
    view! {
        <code class="utrecht-code">{seen.call.clone()}</code>
        <br/>
        {line}
    }
}

/// What was answered.
pub(super) fn answered(answer: String, label: String) -> impl IntoView {
    view! {
        <pre class="utrecht-code-block" tabindex="0" role="region" aria-label=label>
            <code class="utrecht-code-block__content">{answer}</code>
        </pre>
    }
}
