//! What can be done with a case now: a form for each step that the state allows.

use super::{CaseFile, api};
use crate::{
    design::{
        Actions, Alert, AskFirst, Button, Card, Check, Choice, Cluster, DateField, Fact, Facts,
        FieldGroup, Hidden, Paragraph, SelectField, Stack, TextArea, Weight,
    },
    session::Form,
};
use leptos::{form::ActionForm, prelude::*};
use shared::{
    case::{CaseKind, State, Verdict},
    notation,
};

type Steps = (Form, ServerAction<api::StepCase>);
type Proposals = (Form, ServerAction<api::ProposeVerdict>);

/// The forms of the state in which the case is.
pub fn view(file: &CaseFile, steps: Steps, proposals: Proposals) -> AnyView {
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
            view! {
                {propose(file, proposals)}
                <Card title="Kun je er niet mee verder?" id="doen" quiet=true>
                    <Stack>{give} {back}</Stack>
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
        (State::Proposed { .. }, true) => view! {
            <Alert>
                <p>"Je voorstel ligt klaar. Een collega kijkt mee voordat het geldt."</p>
            </Alert>
        }
        .into_any(),
        (State::Proposed { verdict, .. }, false) => confirm(file, *verdict, steps).into_any(),
        (State::Decided { .. } | State::Withdrawn, _) => closed(file).into_any(),
    }
}

fn closed(file: &CaseFile) -> impl IntoView + use<> {
    let outcome = format!("Deze zaak is afgerond: {}.", file.line.next());
    let decision = file.decision.as_ref().map(|(_, number)| {
        format!(" Het besluit heeft nummer {number}. De leraar heeft het gekregen.")
    });
    view! { <Alert><p>{outcome}{decision}</p></Alert> }
}

/// The hidden fields of a step.
fn hidden(file: &CaseFile) -> impl IntoView + use<> {
    view! {
        <Hidden name="id" value=file.line.id.to_string()/>
        <Hidden name="seen" value=file.line.seen.to_string()/>
    }
}

/// A step that is one button.
fn button(
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

fn hand_over(file: &CaseFile, (form, action): Steps) -> impl IntoView + use<> {
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

fn propose(file: &CaseFile, (form, action): Proposals) -> impl IntoView + use<> {
    let kind = file.line.kind;
    let earlier = file.proposal().cloned();
    let chosen = form.value(
        "verdict",
        earlier
            .as_ref()
            .and_then(|event| event.verdict)
            .map(Verdict::code)
            .unwrap_or_default(),
    );
    let reasons = earlier.and_then(|event| event.note).unwrap_or_default();
    let verdicts = Verdict::ALL
        .into_iter()
        .map(|verdict| {
            let (label, note) = choice(kind, verdict);
            let checked = chosen == verdict.code();
            view! { <Check name="verdict" value=verdict.code() label note checked radio=true/> }
        })
        .collect_view();
    let until = (kind == CaseKind::Evidence).then(|| {
        view! {
            <DateField
                name="until"
                legend="Tot en met wanneer geldt het bewijs?"
                hint="Alleen bij een tijdelijke erkenning van een buitenlands diploma. Laat het anders leeg."
                value=form.date("until", Default::default())
                error=form.error("until")
            />
        }
    });
    let lead = match kind {
        CaseKind::Evidence => "Keur je het af? Dan kijkt een collega mee.",
        CaseKind::Correction => "Een collega kijkt mee voordat het besluit wordt verstuurd.",
    };
    let hidden = hidden(file);
    view! {
        <Card title="Wat besluit je?" id="besluiten">
            <ActionForm action attr:class="lr-stack lr-stack--l">
                {hidden}
                <FieldGroup id="verdict" legend="Jouw oordeel" hint=lead error=form.error("verdict")>
                    {verdicts}
                </FieldGroup>
                <TextArea
                    name="reasons"
                    label="Uitleg voor de leraar"
                    hint="Schrijf zoals je praat. De leraar leest dit. Bij een goedgekeurd bewijs hoeft het niet."
                    value=form.value("reasons", reasons)
                    error=form.error("reasons")
                    rows=6
                />
                {until}
                <Actions>
                    <Button>"Leg vast"</Button>
                </Actions>
            </ActionForm>
        </Card>
    }
}

const fn choice(kind: CaseKind, verdict: Verdict) -> (&'static str, &'static str) {
    match (kind, verdict) {
        (CaseKind::Evidence, Verdict::Granted) => (
            "Goedkeuren",
            "Het bewijs laat zien dat de leraar dit vak mag geven",
        ),
        (CaseKind::Evidence, Verdict::Refused) => (
            "Afkeuren",
            "Het vak blijft staan als eigen opgave van de leraar",
        ),
        (CaseKind::Correction, Verdict::Granted) => {
            ("Toewijzen", "Het gegeven klopt niet en wordt aangepast")
        }
        (CaseKind::Correction, Verdict::Refused) => {
            ("Afwijzen", "Het gegeven klopt en blijft zoals het is")
        }
    }
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
    let reasons = proposal.and_then(|event| event.note).unwrap_or_default();
    let proposed = verdict.name(file.line.kind);
    let agree = button(
        file,
        action,
        "confirm",
        "Akkoord, verstuur",
        Weight::Primary,
    );
    let hidden = hidden(file);
    view! {
        <Card title="Een collega vraagt je mee te kijken" id="meekijken">
            <Stack>
                <Facts wide=true>
                    <Fact name="Voorstel">{proposed}</Fact>
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
