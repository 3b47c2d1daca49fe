//! What can be done with a case now: a form for each step that the state allows.

use super::{CaseFile, Change, Grantable, api};
use crate::{
    design::{
        Actions, Alert, AskFirst, Button, Card, Check, Choice, Cluster, DateField, Fact, Facts,
        FieldGroup, Hidden, Paragraph, SelectField, Stack, TextArea, Weight,
    },
    session::Form,
};
use leptos::{form::ActionForm, prelude::*};
use shared::{
    case::{CaseKind, Remedy, State, Verdict},
    notation,
};

pub(in crate::staff) type Steps = (Form, ServerAction<api::StepCase>);
type Proposals = (Form, ServerAction<api::ProposeVerdict>);

/// The forms of the state in which the case is.
pub(in crate::staff) fn view(file: &CaseFile, steps: Steps, proposals: Proposals) -> AnyView {
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
        // Only an application or an objection waits, and that has forms of its own.
        (State::Decided { .. } | State::Withdrawn | State::Waiting { .. }, _) => {
            closed(file).into_any()
        }
    }
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
    let reasons = earlier
        .as_ref()
        .and_then(|event| event.note.clone())
        .unwrap_or_default();
    let nothing = match &file.grantable {
        Grantable::Nothing(why) => Some(why.clone()),
        Grantable::Plain | Grantable::OneOf(_) => None,
    };
    let verdicts = kind
        .verdicts()
        .iter()
        .copied()
        .filter(|verdict| nothing.is_none() || *verdict == Verdict::Refused)
        .map(|verdict| {
            let (label, note) = choice(file, verdict);
            let checked = chosen == verdict.code();
            view! { <Check name="verdict" value=verdict.code() label note checked radio=true/> }
        })
        .collect_view();
    let changes = match &file.grantable {
        Grantable::OneOf(changes) => changes.as_slice(),
        Grantable::Plain | Grantable::Nothing(_) => &[],
    };
    let becomes = form.value(
        "becomes",
        earlier
            .as_ref()
            .and_then(|event| event.becomes.clone())
            .unwrap_or_default(),
    );
    let becomes = (!changes.is_empty()).then(|| {
        let choices = changes
            .iter()
            .map(|Change { code, name, .. }| {
                let checked = becomes == *code;
                view! { <Check name="becomes" value=code.clone() label=name.clone() checked radio=true/> }
            })
            .collect_view();
        view! {
            <FieldGroup
                id="becomes"
                legend="Wat wordt het?"
                hint="Alleen als je toewijst. Het register past het aan zodra een collega akkoord is."
                error=form.error("becomes")
            >
                {choices}
            </FieldGroup>
        }
    });
    let vestibule = Remedy::Vestibule.code();
    let end = if changes.iter().any(|change| change.code == vestibule) {
        Some((
            "Wat is de uiterste datum in het voorportaal?",
            "Alleen als het naar het voorportaal gaat. Laat het leeg als er geen einde is.",
        ))
    } else if kind == CaseKind::Evidence || changes.iter().any(|change| change.has_end) {
        Some((
            "Tot en met wanneer geldt het bewijs?",
            "Alleen bij een tijdelijke erkenning van een buitenlands diploma. Laat het anders leeg.",
        ))
    } else {
        None
    };
    let until = end.map(|(legend, hint)| {
        view! {
            <DateField
                name="until"
                legend
                hint
                value=form.date("until", Default::default())
                error=form.error("until")
            />
        }
    });
    let (lead, why) = match kind {
        CaseKind::Evidence => (
            "Keur je het af? Dan kijkt een collega mee.",
            "Schrijf zoals je praat. De leraar leest dit. Bij een goedgekeurd bewijs hoeft het niet.",
        ),
        _ => (
            "Een collega met mandaat neemt het besluit.",
            "Schrijf zoals je praat. Dit komt in het besluit te staan.",
        ),
    };
    let hidden = hidden(file);
    view! {
        <Card title="Wat besluit je?" id="besluiten">
            <ActionForm action attr:class="lr-stack lr-stack--l">
                {hidden}
                {nothing.map(|why| view! { <Alert><p>{why}</p></Alert> })}
                <FieldGroup id="verdict" legend="Jouw oordeel" hint=lead error=form.error("verdict")>
                    {verdicts}
                </FieldGroup>
                {becomes}
                {until}
                <TextArea
                    name="reasons"
                    label="Uitleg voor de leraar"
                    hint=why
                    value=form.value("reasons", reasons)
                    error=form.error("reasons")
                    rows=6
                />
                <Actions>
                    <Button>"Leg vast"</Button>
                </Actions>
            </ActionForm>
        </Card>
    }
}

fn choice(file: &CaseFile, verdict: Verdict) -> (&'static str, &'static str) {
    match (file.line.kind, verdict) {
        (CaseKind::Evidence, Verdict::Granted) => (
            "Goedkeuren",
            "Het bewijs laat zien dat de leraar dit vak mag geven",
        ),
        (CaseKind::Evidence, Verdict::Refused) => (
            "Afkeuren",
            "Het vak blijft staan als eigen opgave van de leraar",
        ),
        (CaseKind::Correction, Verdict::Granted) if file.grantable == Grantable::Plain => (
            "Toewijzen",
            "Het gegeven klopt niet. De school krijgt de taak om het aan te passen",
        ),
        (_, Verdict::Granted) => (
            "Toewijzen",
            "Het gegeven klopt niet. Het register past het aan",
        ),
        _ => ("Afwijzen", "Het gegeven klopt en blijft zoals het is"),
    }
}

pub(in crate::staff) fn confirm(
    file: &CaseFile,
    verdict: Verdict,
    (form, action): Steps,
) -> impl IntoView + use<> {
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
