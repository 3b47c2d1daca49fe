//! A case of a teacher: the receipt with a copy of everything that was sent, where it stands, what is
//! asked, and taking it back.

use super::{
    Asked, Copy, MyCase,
    api::{AnswerInCase, WithdrawCase, read_my_case},
    copy, sequels,
};
use crate::{
    design::{
        Actions, Alert, AskFirst, Breadcrumb, Bullet, Bullets, Button, ButtonLink, Card,
        ErrorSummary, Fact, Facts, Fit, Gap, Hidden, KeyValue, KeyValues, Moment, Narrow,
        OutcomeBody, OutcomeCard, Paragraph, Stack, TermExplained, TextArea, TextLink, Timeline,
        Weight, When,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use shared::{Problem, case::CaseKind, notation};

/// `/mijn/zaken/{id}`
pub struct MyCasePage {
    data: Resource<(Answer<MyCase>, Option<FormState>)>,
    answer: ServerAction<AnswerInCase>,
    withdraw: ServerAction<WithdrawCase>,
}

impl Page for MyCasePage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        let answer = ServerAction::<AnswerInCase>::new();
        let withdraw = ServerAction::<WithdrawCase>::new();
        let asked = move || {
            let id = params.read().get("id").and_then(|id| id.parse().ok());
            (id, returned(), (answered(answer), answered(withdraw)))
        };
        Self {
            data: Resource::new(asked, |(id, returned, _)| async move {
                let case = match id {
                    Some(id) => read_my_case(id).await,
                    None => Err(Problem::not_found().into()),
                };
                (case, FormState::load(returned).await)
            }),
            answer,
            withdraw,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            answer,
            withdraw,
        } = this;
        view! {
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(case), returned) => {
                            view! { <Shown case returned answer withdraw/> }.into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Shown(
    case: MyCase,
    returned: Option<FormState>,
    answer: ServerAction<AnswerInCase>,
    withdraw: ServerAction<WithdrawCase>,
) -> impl IntoView {
    let form = Form::new(answer, returned.clone());
    let leaving = Form::new(withdraw, returned);
    let number = case.number.clone();
    let what = match case.kind {
        CaseKind::Objection => "bezwaar",
        CaseKind::Reregistration => "aanvraag",
        CaseKind::OwnMotion => "herregistratie",
        CaseKind::Registration => "aanmelding",
        CaseKind::Correction => "melding",
        CaseKind::Evidence => "bewijs",
    };
    let (fit, title, lead) = match (&case.decision, case.closed) {
        (Some(_), _) => (
            Fit::Whole,
            format!("Er is een besluit: {}", case.stands.to_lowercase()),
            "Je leest het hele besluit hieronder.".to_owned(),
        ),
        (None, true) if case.kind == CaseKind::Evidence => (
            Fit::Whole,
            format!(
                "We hebben je bewijs bekeken: {}",
                case.stands.to_lowercase()
            ),
            "Je leest bij je vak wat dat betekent.".to_owned(),
        ),
        (None, true) if case.kind == CaseKind::OwnMotion => (
            Fit::Whole,
            "Deze zaak is vervallen".to_owned(),
            "We nemen er geen besluit over.".to_owned(),
        ),
        (None, false) if case.kind == CaseKind::OwnMotion => (
            Fit::Whole,
            "We kijken zelf naar je herregistratie".to_owned(),
            format!(
                "Je periode is voorbij en je vroeg geen herregistratie aan. Er verandert nog niets. Je \
                 hoort het uiterlijk op {}.",
                notation::date(case.due.date)
            ),
        ),
        (None, true) => (
            Fit::None,
            format!("Je {what} is ingetrokken"),
            "We nemen er geen besluit over.".to_owned(),
        ),
        (None, false) => (
            Fit::Whole,
            format!("We hebben je {what} ontvangen"),
            format!(
                "{}. Je hoort het uiterlijk op {}.",
                case.stands,
                notation::date(case.due.date)
            ),
        ),
    };
    let decision = case.decision.map(|id| {
        view! {
            <p><ButtonLink href=format!("/mijn/besluiten/{id}")>"Lees het besluit"</ButtonLink></p>
        }
    });
    let asked = case
        .asked
        .iter()
        .map(|asked| question(&case, asked, form, answer))
        .collect_view();
    let moments = case
        .moments
        .iter()
        .map(|(at, title)| {
            let title = title.clone();
            view! {
                <Moment when=When::Past at=notation::date_time(*at)>
                    <p>{title}</p>
                </Moment>
            }
        })
        .collect_view();
    let leave = case.takes_back.then(|| {
        let id = case.id.to_string();
        view! {
            <AskFirst label="Trek in">
                <p>{format!("Dan nemen we geen besluit over je {what}.")}</p>
                <ActionForm action=withdraw>
                    <Hidden name="id" value=id/>
                    <Button weight=Weight::Secondary>"Ja, trek in"</Button>
                </ActionForm>
            </AskFirst>
        }
    });
    let still = (case.kind == CaseKind::OwnMotion && !case.closed).then(still_possible);
    let computed = case.due.clone();
    let received = notation::date_time(case.received);
    let (when, copied) = if case.kind == CaseKind::OwnMotion {
        ("Begonnen op", "Zo stond het er toen voor")
    } else {
        ("Ontvangen op", "Dit heb je verstuurd")
    };
    let hash = case.hash.clone().map(|hash| {
        view! {
            <Paragraph small=true muted=true>
                "We bewaren dit zoals het hier staat. Controlegetal: "
                <span class="utrecht-code">{hash}</span>
            </Paragraph>
        }
    });
    let parents = match case.kind {
        CaseKind::Reregistration | CaseKind::OwnMotion | CaseKind::Objection => vec![
            ("/mijn", "Overzicht"),
            ("/mijn/herregistratie", "Herregistratie"),
        ],
        _ => vec![("/mijn", "Overzicht")],
    };
    let sent = sent(case.copy.clone());
    let after = sequels(&case.sequels, None);
    view! {
        <Title text=format!("Zaak {number} - Lerarenregister")/>
        <Breadcrumb parents/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <ErrorSummary problem=leaving.problem()/>
            <OutcomeCard fit first=true title>
                <p role="status">{lead}</p>
                <OutcomeBody slot>
                    {decision}
                    <KeyValues>
                        <KeyValue name="Kenmerk" identifier=true>{number}</KeyValue>
                        <KeyValue name=when>{received}</KeyValue>
                    </KeyValues>
                    {(!case.closed).then(|| view! { <TermExplained computed/> })}
                </OutcomeBody>
            </OutcomeCard>
            <Stack>
                {still}
                {asked}
                {after}
                <Card title=copied id="kopie">
                    <Stack gap=Gap::Normal>
                        {sent}
                        {hash}
                    </Stack>
                </Card>
                <Card title="Wat er gebeurde" id="verloop">
                    <Timeline>{moments}</Timeline>
                </Card>
                {leave}
            </Stack>
        </Narrow>
    }
}

/// What a teacher whose term ended without an application can still do.
fn still_possible() -> impl IntoView {
    view! {
        <Card title="Wat kun je nog doen?" id="nog-doen">
            <Bullets>
                <Bullet>
                    "Vraag alsnog "
                    <TextLink href="/mijn/herregistratie/aanvragen">"herregistratie aan"</TextLink>
                    ". Dan vervalt deze zaak."
                </Bullet>
                <Bullet>
                    "Zet in je "
                    <TextLink href="/mijn/portfolio">"portfolio"</TextLink>
                    " wat je deed in je periode."
                </Bullet>
                <Bullet>
                    "Was je er een tijd niet? "
                    <TextLink href="/mijn/herregistratie">"Geef dat op"</TextLink>
                    ". Dan kan je periode langer worden."
                </Bullet>
            </Bullets>
            <Paragraph>
                "Zijn we van plan een aantekening te zetten? Dan vertellen we je dat eerst en kun je reageren."
            </Paragraph>
        </Card>
    }
}

/// A question, with the form to answer it while it is open.
fn question(
    case: &MyCase,
    asked: &Asked,
    form: Form,
    answer: ServerAction<AnswerInCase>,
) -> impl IntoView + use<> {
    let title = match asked.what {
        shared::case::Wait::Completion => "Vul dit nog aan",
        shared::case::Wait::View => "Wat we van plan zijn",
        shared::case::Wait::Hearing => "Uitnodiging voor een gesprek",
        shared::case::Wait::Advice => "De commissie kijkt mee",
    };
    let computed = asked.last.clone();
    let until = notation::date(asked.last.date);
    let id = asked.what.code();
    let can = asked.open && !case.closed && asked.what.is_for_teacher();
    let hint = match case.kind {
        CaseKind::Evidence => {
            "Moet er een bestand bij? Stuur dat eerst mee bij je vak. De link staat hieronder."
        }
        CaseKind::Registration => {
            "Moet er een bestand bij? Voeg dat eerst toe bij je aanmelding. De link staat hieronder."
        }
        CaseKind::Correction => "Zet er geen burgerservicenummer in.",
        _ => "Moet er een activiteit of bewijs bij? Zet dat eerst in je portfolio.",
    };
    let to_answer = can.then(|| {
        let case = case.id.to_string();
        view! {
            <ActionForm action=answer>
                <Stack gap=Gap::Normal>
                    <Hidden name="id" value=case/>
                    <TextArea
                        name="answer"
                        label="Jouw antwoord"
                        hint
                        value=form.value("answer", "")
                        error=form.error("answer")
                    />
                    <Actions><Button>"Verstuur je antwoord"</Button></Actions>
                </Stack>
            </ActionForm>
        }
    });
    let given = asked.answer.clone().map(|given| {
        let name = if asked.what.is_for_teacher() {
            "Jouw antwoord"
        } else {
            "Wat eruit kwam"
        };
        view! { <Facts wide=true><Fact name>{given}</Fact></Facts> }
    });
    let over = (!asked.open && asked.answer.is_none())
        .then(|| view! { <Alert><p>"Er kwam niets op tijd. We gingen verder zonder."</p></Alert> });
    let question = asked.question.clone();
    view! {
        <Card title id>
            <Stack gap=Gap::Normal>
                <Paragraph>{question}</Paragraph>
                <Paragraph small=true muted=true>{format!("Tot en met {until}.")}</Paragraph>
                <TermExplained computed/>
                {to_answer}
                {given}
                {over}
            </Stack>
        </Card>
    }
}

/// A copy of what was sent.
fn sent(sent: Copy) -> AnyView {
    match sent {
        Copy::Application(sent) => {
            let sent = *sent;
            let term = format!(
                "{} tot en met {}",
                notation::date(sent.term.first),
                notation::date(sent.term.last)
            );
            let remark = (!sent.remark.is_empty()).then(|| sent.remark.clone());
            let (rules, activities) = (copy::rules(&sent.evaluation), copy::activities(&sent));
            view! {
                <Facts wide=true>
                    <Fact name="Naam">{sent.teacher.clone()}</Fact>
                    <Fact name="Registratienummer">{sent.number.clone()}</Fact>
                    <Fact name="Je periode">{term}</Fact>
                    <Fact name="Uren die meetellen">{format!("{} uur", sent.evaluation.total)}</Fact>
                    {remark.map(|remark| view! { <Fact name="Wat je erbij vertelde">{remark}</Fact> })}
                </Facts>
                {rules}
                {activities}
            }
            .into_any()
        }
        Copy::Elsewhere { what, href } => view! {
            <p><TextLink href>{what}</TextLink></p>
        }
        .into_any(),
        Copy::Objection(sent) => {
            let grounds = match sent.grounds.as_str() {
                "" => "Je redenen volgen later".to_owned(),
                grounds => grounds.to_owned(),
            };
            let excuse = (!sent.excuse.is_empty()).then(|| sent.excuse.clone());
            let way = if sent.on_paper {
                "Per brief"
            } else {
                "Via de website"
            };
            view! {
                <Facts wide=true>
                    <Fact name="Tegen besluit">{sent.decision.clone()}</Fact>
                    <Fact name="Onderwerp">{sent.subject.clone()}</Fact>
                    <Fact name="Je redenen">{grounds}</Fact>
                    {excuse.map(|excuse| view! { <Fact name="Waarom het later kwam">{excuse}</Fact> })}
                    <Fact name="Hoe het kwam">{way}</Fact>
                </Facts>
            }
            .into_any()
        }
    }
}
