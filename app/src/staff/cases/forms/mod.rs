//! What can be done with a case now: a form for each step that the state allows.

mod beside;
mod propose;

use super::{CaseFile, Grantable, api, file::Part, letter::Letter};
use crate::{
    design::{
        Alert, AskFirst, Button, ButtonLink, Card, Choice, Cluster, Columns, Division, Fact, Facts,
        Hidden, Paragraph, SelectField, Stack, TextArea, TextLink, Weight,
    },
    session::Form,
    staff::procedure,
};
use leptos::{form::ActionForm, prelude::*};
use propose::propose;
use shared::{
    case::{State, Verdict},
    notation,
};

pub(in crate::staff) use beside::{Beside, beside};

pub(in crate::staff) type Steps = (Form, ServerAction<api::StepCase>);
type Proposals = (Form, ServerAction<api::ProposeVerdict>);

/// Who has the case: taking it, putting it back, handing it over; and the way to the verdict.
pub fn holding(file: &CaseFile, steps: Steps) -> AnyView {
    match (&file.line.state, file.line.mine) {
        (State::Open, _) => {
            let take = button(file, steps.1, "take", "Pak de zaak op", Weight::Primary);
            let give = hand_over(file, steps);
            view! {
                <Card title="Deze zaak is nog van niemand" id="doen">
                    <Stack>{take} {give}</Stack>
                </Card>
            }
            .into_any()
        }
        (State::InHand { .. }, true) => {
            let give = hand_over(file, steps);
            let words = "Leg de zaak terug";
            let back = button(file, steps.1, "release", words, Weight::Secondary);
            let (href, words) = (Part::Verdict.href(file), Part::Verdict.invitation(file));
            view! {
                <Card title="Deze zaak is van jou" id="doen">
                    <Stack>
                        <p><ButtonLink href>{words}</ButtonLink></p>
                        {give}
                        {back}
                    </Stack>
                </Card>
            }
            .into_any()
        }
        (State::InHand { .. }, false) => {
            let give = hand_over(file, steps);
            view! {
                <Card title="Een collega is hiermee bezig" id="doen" quiet=true>
                    <Stack>
                        <Paragraph>"Is je collega afwezig? Draag de zaak dan over."</Paragraph>
                        {give}
                    </Stack>
                </Card>
            }
            .into_any()
        }
        (State::Waiting { .. }, _) => {
            let give = hand_over(file, steps);
            view! { <Card title="Wil je de zaak overdragen?" id="doen" quiet=true>{give}</Card> }
                .into_any()
        }
        (State::Proposed { .. }, false) => {
            let href = Part::Verdict.href(file);
            view! {
                <Alert>
                    <p>
                        "Een collega vraagt je mee te kijken. "
                        <TextLink href>"Bekijk het voorstel"</TextLink>
                    </p>
                </Alert>
            }
            .into_any()
        }
        (State::Proposed { .. }, true) | (State::Decided { .. } | State::Withdrawn, _) => {
            done(file).into_any()
        }
    }
}

/// The verdict: proposing it with the letter beside it, looking at what a colleague proposed, or what
/// came of it.
pub fn verdict(file: &CaseFile, steps: Steps, proposals: Proposals) -> AnyView {
    if let Some(alert) = procedure::taken_first(file) {
        return alert;
    }
    match (&file.line.state, file.line.mine) {
        (State::Open, _) | (State::InHand { .. }, false) => view! {
            {holding(file, steps)}
            <Paragraph muted=true>"Pak de zaak eerst op. Dan kun je hier een oordeel geven."</Paragraph>
        }
        .into_any(),
        (State::InHand { .. }, true) => propose(file, proposals).into_any(),
        (State::Waiting { on, .. }, _) => {
            let text = format!("{}. Daarna kun je hier een besluit maken.", on.name());
            view! { <Alert><p>{text}</p></Alert> }.into_any()
        }
        (State::Proposed { verdict, .. }, false) => {
            let confirm = confirm(file, *verdict, steps);
            with_letter(file, confirm.into_any())
        }
        (State::Proposed { .. }, true) => with_letter(file, done(file).into_any()),
        (State::Decided { .. } | State::Withdrawn, _) => done(file).into_any(),
    }
}

/// Something with the letter as it was proposed beside it, when it is a decision.
fn with_letter(file: &CaseFile, children: AnyView) -> AnyView {
    match file.preview.clone() {
        Some(document) => view! {
            <Columns division=Division::FiveSeven>
                <Stack>{children}</Stack>
                <Card title="Zo leest de leraar het besluit" id="voorbeeld">
                    <Letter document/>
                </Card>
            </Columns>
        }
        .into_any(),
        None => children,
    }
}

/// That nothing is to be done now, or what came of it.
fn done(file: &CaseFile) -> impl IntoView + use<> {
    if matches!(file.line.state, State::Proposed { .. }) {
        return view! {
            <Alert>
                <p>"Je voorstel ligt klaar. Een collega kijkt mee voordat het geldt."</p>
            </Alert>
        }
        .into_any();
    }
    closed(file).into_any()
}

pub(in crate::staff) fn closed(file: &CaseFile) -> impl IntoView + use<> {
    let outcome = format!("Deze zaak is afgerond: {}.", file.line.next());
    let decision = file.decision.as_ref().map(|decision| {
        let number = &decision.number;
        format!(" Het besluit heeft nummer {number}. De leraar heeft het gekregen.")
    });
    view! { <Alert><p>{outcome}{decision}</p></Alert> }
}

/// The hidden fields of a step.
pub(in crate::staff) fn hidden(file: &CaseFile) -> impl IntoView + use<> {
    view! {
        <Hidden name="id" value=file.line.id.to_string()/>
        <Hidden name="seen" value=file.line.seen.to_string()/>
    }
}

/// A step that is one button.
pub(in crate::staff) fn button(
    file: &CaseFile,
    action: ServerAction<api::StepCase>,
    step: &'static str,
    words: &'static str,
    weight: Weight,
) -> impl IntoView + use<> {
    let hidden = hidden(file);
    view! {
        <ActionForm action>
            {hidden}
            <Hidden name="step" value=step/>
            <Button weight>{words}</Button>
        </ActionForm>
    }
}

pub(in crate::staff) fn hand_over(file: &CaseFile, (form, action): Steps) -> impl IntoView + use<> {
    let choices = std::iter::once(Choice::new("", "Kies een collega"))
        .chain(
            file.colleagues
                .iter()
                .map(|(subject, name)| Choice::new(subject.clone(), name.clone())),
        )
        .collect::<Vec<_>>();
    let nobody = choices.len() == 1;
    let hidden = hidden(file);
    (!nobody).then(|| {
        view! {
            <ActionForm action attr:class="lr-stack lr-stack--m">
                {hidden}
                <Hidden name="step" value="hand_over"/>
                <SelectField
                    name="to"
                    label="Draag over aan"
                    value=form.value("to", "")
                    choices
                    error=form.error("to")
                />
                <Button weight=Weight::Secondary>"Draag over"</Button>
            </ActionForm>
        }
    })
}

fn confirm(file: &CaseFile, verdict: Verdict, (form, action): Steps) -> impl IntoView + use<> {
    let proposal = file.proposal().cloned();
    let who = proposal
        .as_ref()
        .and_then(|event| event.who.clone())
        .unwrap_or_default();
    let when = proposal
        .as_ref()
        .map(|event| notation::date_time(event.at))
        .unwrap_or_default();
    let becomes = proposal.as_ref().and_then(|event| {
        let Grantable::OneOf(changes) = &file.grantable else {
            return None;
        };
        let code = event.becomes.as_ref()?;
        let change = changes.iter().find(|change| change.code == *code);
        Some(change.map_or(
            "Dit past niet meer bij hoe het er nu staat".to_owned(),
            |change| match event.until {
                Some(day) => format!("{}, tot en met {}", change.name, notation::date(day)),
                None => change.name.clone(),
            },
        ))
    });
    let reasons = proposal.and_then(|event| event.note).unwrap_or_default();
    let proposed = verdict.name(file.line.kind);
    let may = file.may_decide || !file.line.kind.is_decision();
    let words = "Akkoord, verstuur";
    let agree = may.then(|| button(file, action, "confirm", words, Weight::Primary));
    let unmandated = (!may).then(|| {
        view! {
            <Alert>
                <p>
                    "Je hebt geen mandaat om dit besluit te nemen. Je kunt het wel terugsturen. Een \
                     collega met mandaat kan het nemen."
                </p>
            </Alert>
        }
    });
    let hidden = hidden(file);
    view! {
        <Card title="Een collega vraagt je mee te kijken" id="meekijken">
            <Stack>
                {unmandated}
                <Facts wide=true>
                    <Fact name="Voorstel">{proposed}</Fact>
                    {becomes.map(|becomes| view! { <Fact name="Wat het wordt">{becomes}</Fact> })}
                    <Fact name="Uitleg voor de leraar">{reasons}</Fact>
                    <Fact name="Van">{format!("{who}, {when}")}</Fact>
                </Facts>
                <Cluster>
                    {agree}
                    <AskFirst label="Stuur terug">
                        <ActionForm action attr:class="lr-stack lr-stack--m">
                            {hidden}
                            <Hidden name="step" value="send_back"/>
                            <TextArea
                                name="note"
                                label="Wat moet je collega nog doen?"
                                value=form.value("note", "")
                                error=form.error("note")
                                rows=3
                            />
                            <Button weight=Weight::Secondary>"Stuur terug"</Button>
                        </ActionForm>
                    </AskFirst>
                </Cluster>
            </Stack>
        </Card>
    }
}
