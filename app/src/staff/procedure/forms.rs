//! What can be done with an application or an objection now.

use super::{Procedure, api};
use crate::{
    design::{
        Actions, Alert, Button, Card, Check, Choice, DateField, Details, ErrorSummary, FieldGroup,
        Hidden, Paragraph, SelectField, Stack, TextArea, Weight,
    },
    session::{Form, FormState},
    staff::cases::{
        CaseFile,
        forms::{self, Steps},
    },
};
use leptos::{form::ActionForm, prelude::*};
use shared::case::{CaseKind, Skip, State, Verdict, Wait};

/// What one can do with an application or an objection, besides what can be done with every case.
#[derive(Clone, Copy)]
pub struct Deeds {
    ask: ServerAction<api::AskInCase>,
    settle: ServerAction<api::SettleCase>,
    rule: ServerAction<api::RuleCase>,
    extend: ServerAction<api::ExtendCase>,
    follow: ServerAction<api::FollowUpCase>,
}

impl Deeds {
    /// None of them done yet.
    pub fn none_yet() -> Self {
        Self {
            ask: ServerAction::new(),
            settle: ServerAction::new(),
            rule: ServerAction::new(),
            extend: ServerAction::new(),
            follow: ServerAction::new(),
        }
    }

    /// How often each was done, for what is to be loaded again after it.
    pub fn done(self) -> [usize; 5] {
        [
            self.ask.version().get(),
            self.settle.version().get(),
            self.rule.version().get(),
            self.extend.version().get(),
            self.follow.version().get(),
        ]
    }
}

/// The forms of the state in which the case is.
pub fn view(
    file: &CaseFile,
    way: &Procedure,
    steps: Steps,
    (deeds, returned): (Deeds, Option<FormState>),
) -> AnyView {
    if way.took_first && !file.line.state.is_closed() {
        let text = "Je werkte mee aan het besluit waartegen dit bezwaar gaat. Een andere collega moet het behandelen.";
        return view! { <Alert><p>{text}</p></Alert> }.into_any();
    }
    let more = later(file, way, (deeds, returned.clone()));
    let first = match (&file.line.state, file.line.mine) {
        (State::InHand { .. }, true) => {
            let ask = ask(file, (deeds, returned.clone()));
            let rule = rule(file, way, (deeds, returned));
            let give = forms::hand_over(file, steps);
            let words = "Leg de zaak terug";
            let back = forms::button(file, steps.1, "release", words, Weight::Secondary);
            view! {
                {ask}
                {rule}
                <Card title="Kun je er niet mee verder?" id="doen" quiet=true>
                    <Stack>{give} {back}</Stack>
                </Card>
            }
            .into_any()
        }
        (State::Waiting { on, .. }, mine) => {
            let settle = mine.then(|| settle(file, *on, (deeds, returned)));
            let give = forms::hand_over(file, steps);
            view! {
                {settle}
                <Card title="Wil je de zaak overdragen?" id="doen" quiet=true>{give}</Card>
            }
            .into_any()
        }
        _ => forms::view(file, steps, (steps.0, ServerAction::new())),
    };
    view! { {first} {more} }.into_any()
}

/// What can be asked on the way.
fn ask(file: &CaseFile, (deeds, returned): (Deeds, Option<FormState>)) -> impl IntoView + use<> {
    let action = deeds.ask;
    let form = Form::new(action, returned);
    let kind = file.line.kind;
    let typed = form.value("what", "");
    let choices = kind
        .waits()
        .iter()
        .map(|wait| {
            let (label, note) = words(*wait, kind);
            let checked = typed == wait.code();
            view! { <Check name="what" value=wait.code() label note checked radio=true/> }
        })
        .collect_view();
    let hearing = kind.waits().contains(&Wait::Hearing).then(|| {
        view! {
            <DateField
                name="on"
                legend="Dag van het gesprek"
                hint="Alleen bij een uitnodiging. Meer dan 10 dagen vanaf nu."
                value=form.date("on", Default::default())
                error=form.error("on")
            />
        }
    });
    let hidden = forms::hidden(file);
    let open = form.problem().get_untracked().is_some();
    view! {
        <Card title="Heb je nog iets nodig?" id="vragen-om">
            <Details summary="Vraag om een aanvulling, advies of een reactie" open>
                <ErrorSummary problem=form.problem()/>
                <ActionForm action attr:class="lr-stack lr-stack--l">
                    {hidden}
                    <FieldGroup id="what" legend="Wat heb je nodig?" error=form.error("what")>
                        {choices}
                    </FieldGroup>
                    {hearing}
                    <TextArea
                        name="question"
                        label="Wat schrijf je erbij?"
                        hint="De leraar leest dit. Schrijf zoals je praat."
                        value=form.value("question", "")
                        error=form.error("question")
                        rows=4
                    />
                    <Actions><Button weight=Weight::Secondary>"Verstuur"</Button></Actions>
                </ActionForm>
            </Details>
        </Card>
    }
}

fn words(wait: Wait, kind: CaseKind) -> (&'static str, &'static str) {
    match (wait, kind) {
        (Wait::Completion, CaseKind::Objection) => (
            "Een aanvulling",
            "Bijvoorbeeld de redenen. De leraar krijgt 2 weken (artikel 6:6 Awb)",
        ),
        (Wait::Completion, _) => (
            "Een aanvulling",
            "De leraar krijgt 2 weken. Onze termijn staat zolang stil (artikel 4:5 en 4:15 Awb)",
        ),
        (Wait::Advice, CaseKind::Objection) => (
            "Advies van de commissie",
            "Dan is de termijn 12 weken (artikel 7:13 Awb)",
        ),
        (Wait::Advice, _) => (
            "Advies van de commissie",
            "Komt het niet op tijd, dan kun je zonder verder (artikel 3:6 Awb)",
        ),
        (Wait::View, _) => (
            "Een reactie op wat je van plan bent",
            "Nodig voor je afwijst (artikel 4:7 Awb)",
        ),
        (Wait::Hearing, _) => (
            "Een gesprek met de leraar",
            "De hoorzitting (artikel 7:2 Awb)",
        ),
    }
}

/// What the verdict must be.
fn rule(
    file: &CaseFile,
    way: &Procedure,
    (deeds, returned): (Deeds, Option<FormState>),
) -> impl IntoView + use<> {
    let action = deeds.rule;
    let form = Form::new(action, returned);
    let kind = file.line.kind;
    let typed = form.value("verdict", "");
    let verdicts = Verdict::ALL
        .into_iter()
        .map(|verdict| {
            let checked = typed == verdict.code();
            let note = note(kind, verdict);
            view! {
                <Check name="verdict" value=verdict.code() label=verdict.name(kind) note checked radio=true/>
            }
        })
        .collect_view();
    let deviation = way.past.advice.is_some().then(|| {
        view! {
            <TextArea
                name="deviation"
                label="Waarom volg je het advies niet?"
                hint="Alleen als je anders besluit dan de commissie adviseert."
                value=form.value("deviation", "")
                error=form.error("deviation")
                optional=true
                rows=4
            />
        }
    });
    let skip = (kind == CaseKind::Objection
        && way.past.hearing == shared::case::Hearing::No)
        .then(|| {
            let choices = std::iter::once(Choice::new("", "Er komt een gesprek"))
                .chain(Skip::ALL.map(|skip| Choice::new(skip.code(), skip.name())))
                .collect::<Vec<_>>();
            view! {
                <SelectField
                    name="skip"
                    label="Waarom is er geen gesprek geweest?"
                    hint="Een gesprek mag alleen om een van deze redenen wegblijven (artikel 7:3 Awb)."
                    value=form.value("skip", "")
                    choices
                    error=form.error("skip")
                />
            }
        });
    let hidden = forms::hidden(file);
    let earlier = file
        .proposal()
        .and_then(|event| event.note.clone())
        .unwrap_or_default();
    view! {
        <Card title="Wat besluit je?" id="besluiten">
            <ErrorSummary problem=form.problem()/>
            <ActionForm action attr:class="lr-stack lr-stack--l">
                {hidden}
                <FieldGroup
                    id="verdict"
                    legend="Jouw oordeel"
                    hint="Een collega met mandaat neemt het besluit."
                    error=form.error("verdict")
                >
                    {verdicts}
                </FieldGroup>
                {skip}
                <TextArea
                    name="reasons"
                    label="Uitleg voor de leraar"
                    hint="Schrijf zoals je praat. Dit komt in het besluit te staan."
                    value=form.value("reasons", earlier)
                    error=form.error("reasons")
                    rows=6
                />
                {deviation}
                <Actions><Button>"Leg vast"</Button></Actions>
            </ActionForm>
        </Card>
    }
}

fn note(kind: CaseKind, verdict: Verdict) -> &'static str {
    match (kind, verdict) {
        (CaseKind::Objection, Verdict::Granted) => "Het oude besluit vervalt",
        (CaseKind::Objection, Verdict::Refused) => "Het oude besluit blijft gelden",
        (CaseKind::Objection, Verdict::NotHandled) => {
            "Het kwam te laat zonder goede reden, of de aanvulling kwam niet"
        }
        (_, Verdict::Granted) => "De nieuwe periode sluit aan op de oude",
        (_, Verdict::Refused) => "Kan pas nadat de leraar op je voornemen mocht reageren",
        (_, Verdict::NotHandled) => "Kan alleen als de aanvulling niet op tijd kwam",
    }
}

/// Ending what was asked.
fn settle(
    file: &CaseFile,
    on: Wait,
    (deeds, returned): (Deeds, Option<FormState>),
) -> impl IntoView + use<> {
    let action = deeds.settle;
    let form = Form::new(action, returned);
    let (title, label) = match on {
        Wait::Hearing => ("Is het gesprek geweest?", "Verslag van het gesprek"),
        Wait::Advice => ("Wacht op het advies", ""),
        Wait::Completion | Wait::View => (
            "Kwam er iets per brief?",
            "Wat schreef de leraar? De leraar antwoordt meestal zelf op de website",
        ),
    };
    let report = (on != Wait::Advice).then(|| {
        view! {
            <TextArea
                name="report"
                label=label
                value=form.value("report", "")
                error=form.error("report")
                rows=5
            />
        }
    });
    let hidden = forms::hidden(file);
    view! {
        <Card title id="afronden">
            <ErrorSummary problem=form.problem()/>
            <ActionForm action attr:class="lr-stack lr-stack--m">
                {hidden}
                {report}
                <Check
                    name="nothing"
                    value="ja"
                    label="Er kwam niets en de tijd is voorbij"
                    note="Dan gaat de zaak zonder verder"
                    checked=false
                />
                <Actions><Button weight=Weight::Secondary>"Ga verder met de zaak"</Button></Actions>
            </ActionForm>
        </Card>
    }
}

/// A decision that comes later, and what comes after it.
fn later(
    file: &CaseFile,
    way: &Procedure,
    (deeds, returned): (Deeds, Option<FormState>),
) -> impl IntoView + use<> {
    let kind = file.line.kind;
    let closed = file.line.closed.is_some();
    let extend = (kind == CaseKind::Objection && !closed).then(|| {
        let action = deeds.extend;
        let form = Form::new(action, returned.clone());
        let id = file.line.id.to_string();
        let once = (!way.adjourned).then(|| {
            view! {
                <Check name="kind" value="adjourned" label="Verdaag met 6 weken" note="Eén keer (artikel 7:10, derde lid, Awb)" checked=false radio=true/>
            }
        });
        let open = form.problem().get_untracked().is_some();
        view! {
            <Card title="Lukt het niet op tijd?" id="later" quiet=true>
                <Details summary="Laat de leraar weten dat het later wordt" open>
                    <ErrorSummary problem=form.problem()/>
                    <ActionForm action attr:class="lr-stack lr-stack--m">
                        <Hidden name="id" value=id/>
                        <FieldGroup id="kind" legend="Waarom mag het later?" error=form.error("kind")>
                            {once}
                            <Check name="kind" value="agreed" label="De leraar stemt in" note="Vul in tot en met wanneer" checked=false radio=true/>
                        </FieldGroup>
                        <DateField name="agreed" legend="Tot en met" hint="Alleen als de leraar instemt." value=form.date("agreed", Default::default()) error=form.error("agreed")/>
                        <TextArea name="reason" label="Uitleg voor de leraar" value=form.value("reason", "") error=form.error("reason") rows=3/>
                        <Actions><Button weight=Weight::Secondary>"Laat weten"</Button></Actions>
                    </ActionForm>
                </Details>
            </Card>
        }
    });
    let follow = {
        let action = deeds.follow;
        let form = Form::new(action, returned);
        let id = file.line.id.to_string();
        let (code, words) = if closed {
            ("appeal", "Er is beroep ingesteld")
        } else {
            ("default_notice", "De leraar stelt ons in gebreke")
        };
        let can = !closed || kind == CaseKind::Objection;
        let open = form.problem().get_untracked().is_some();
        can.then(|| {
            view! {
                <Card title=words id="vervolg-vastleggen" quiet=true>
                    <Details summary="Leg het vast" open>
                        <ErrorSummary problem=form.problem()/>
                        <ActionForm action attr:class="lr-stack lr-stack--m">
                            <Hidden name="id" value=id/>
                            <Hidden name="kind" value=code/>
                            <DateField name="received" legend="Ontvangen op" value=form.date("received", Default::default()) error=form.error("received")/>
                            <TextArea name="content" label="Wat staat erin?" value=form.value("content", "") error=form.error("content") rows=3/>
                            <Actions><Button weight=Weight::Secondary>"Leg vast"</Button></Actions>
                        </ActionForm>
                    </Details>
                </Card>
            }
        })
    };
    let text = "Beslis zo snel mogelijk. De leraar kan ons in gebreke stellen. Daarna hebben we nog 2 weken.";
    let late = (!closed && file.line.due < file.today).then(|| {
        view! { <Alert title="De termijn is voorbij"><Paragraph>{text}</Paragraph></Alert> }
    });
    view! { {late} {extend} {follow} }
}
