//! What can be done on the way of a case now: asking, putting off, and recording what comes after.

use super::api;
use crate::{
    design::{
        Actions, Alert, Button, Card, Check, Choice, DateField, Details, ErrorSummary, FieldGroup,
        Hidden, Paragraph, SelectField, TextArea, Weight,
    },
    session::{Form, FormState, answered},
    staff::cases::{
        CaseFile,
        forms::{self, Steps},
    },
};
use leptos::{form::ActionForm, prelude::*};
use shared::case::{CaseKind, Hearing, Judgment, SequelKind, Skip, State, Wait, delay};

/// What one can do on the way of a case, besides taking and deciding it.
#[derive(Clone, Copy)]
pub struct Deeds {
    ask: ServerAction<api::AskInCase>,
    settle: ServerAction<api::SettleCase>,
    extend: ServerAction<api::ExtendCase>,
    follow: ServerAction<api::FollowUpCase>,
}

impl Deeds {
    /// None of them done yet.
    pub fn none_yet() -> Self {
        Self {
            ask: ServerAction::new(),
            settle: ServerAction::new(),
            extend: ServerAction::new(),
            follow: ServerAction::new(),
        }
    }

    /// How often each was done, for what is to be loaded again after it.
    pub fn done(self) -> [usize; 4] {
        [
            answered(self.ask),
            answered(self.settle),
            answered(self.extend),
            answered(self.follow),
        ]
    }
}

/// That somebody else must do it, for who took the decision that is objected to.
pub fn taken_first(file: &CaseFile) -> Option<AnyView> {
    (file.procedure.took_first && !file.line.state.is_closed()).then(|| {
        let text = "Je werkte mee aan het besluit waartegen dit bezwaar gaat. Een andere collega moet het behandelen.";
        view! { <Alert><p>{text}</p></Alert> }.into_any()
    })
}

/// What can be done besides the verdict: who has the case, what is asked on the way, and what comes later.
pub fn view(
    file: &CaseFile,
    steps: Steps,
    (deeds, returned): (Deeds, Option<FormState>),
) -> AnyView {
    if let Some(alert) = taken_first(file) {
        return alert;
    }
    let more = later(file, (deeds, returned.clone()));
    let asking = match (&file.line.state, file.line.mine) {
        (State::InHand { .. }, true) => Some(ask(file, (deeds, returned)).into_any()),
        (State::Waiting { on, .. }, true) => Some(settle(file, *on, (deeds, returned)).into_any()),
        _ => None,
    };
    let holding = forms::holding(file, steps);
    view! { {asking} {holding} {more} }.into_any()
}

/// What can be asked on the way.
fn ask(file: &CaseFile, (deeds, returned): (Deeds, Option<FormState>)) -> impl IntoView + use<> {
    let action = deeds.ask;
    let form = Form::new(action, returned);
    let kind = file.line.kind;
    let typed = form.value("what", "");
    let past = &file.procedure.past;
    let waits: Vec<Wait> = kind
        .waits()
        .iter()
        .copied()
        .filter(|wait| past.may_ask(*wait).is_ok())
        .collect();
    let what = match waits.as_slice() {
        [only] => {
            let (_, note) = words(*only, file);
            view! {
                <Hidden name="what" value=only.code()/>
                <Paragraph>{format!("{note}.")}</Paragraph>
            }
            .into_any()
        }
        waits => {
            let choices = waits
                .iter()
                .map(|wait| {
                    let (label, note) = words(*wait, file);
                    let checked = typed == wait.code();
                    view! { <Check name="what" value=wait.code() label note checked radio=true/> }
                })
                .collect_view();
            view! {
                <FieldGroup id="what" legend="Wat heb je nodig?" error=form.error("what")>
                    {choices}
                </FieldGroup>
            }
            .into_any()
        }
    };
    let (summary, send) = match kind {
        CaseKind::Evidence | CaseKind::Registration => {
            ("Vraag de leraar om een aanvulling", "Vraag aanvulling")
        }
        CaseKind::Correction => ("Vraag om een aanvulling of een reactie", "Verstuur"),
        CaseKind::OwnMotion => ("Vraag om advies of een reactie", "Verstuur"),
        CaseKind::Reregistration | CaseKind::Objection => {
            ("Vraag om een aanvulling, advies of een reactie", "Verstuur")
        }
    };
    let committee = form.value("committee", "") == "ja";
    let hearing = kind.waits().contains(&Wait::Hearing).then(|| {
        view! {
            <DateField
                name="on"
                legend="Dag van het gesprek"
                hint="Alleen bij een uitnodiging. Meer dan 10 dagen vanaf nu."
                value=form.date("on", Default::default())
                error=form.error("on")
            />
            <Check
                name="committee"
                value="ja"
                label="Een adviescommissie voert het gesprek"
                note="Met een voorzitter van buiten en ten minste 2 leden (artikel 7:13 Awb). Dan hebben we 12 weken in plaats van 6"
                checked=committee
            />
        }
    });
    let hidden = forms::hidden(file);
    let open = form.problem().get_untracked().is_some();
    view! {
        <Card title="Heb je nog iets nodig?" id="vragen-om">
            <Details summary open>
                <ErrorSummary problem=form.problem()/>
                <ActionForm action attr:class="lr-stack lr-stack--l">
                    {hidden}
                    {what}
                    {hearing}
                    <TextArea
                        name="question"
                        label="Wat schrijf je erbij?"
                        hint="De leraar leest dit. Schrijf zoals je praat."
                        value=form.value("question", "")
                        error=form.error("question")
                        rows=4
                    />
                    <Actions><Button weight=Weight::Secondary>{send}</Button></Actions>
                </ActionForm>
            </Details>
        </Card>
    }
}

fn words(wait: Wait, file: &CaseFile) -> (&'static str, &'static str) {
    match (wait, file.line.kind) {
        (Wait::Completion, CaseKind::Objection) => (
            "Een aanvulling",
            "Bijvoorbeeld de redenen. De leraar krijgt 2 weken (artikel 6:6 Awb)",
        ),
        (Wait::Completion, CaseKind::Evidence) => (
            "Een aanvulling",
            "De leraar krijgt 2 weken. Onze termijn staat zolang stil",
        ),
        (Wait::Completion, _) => (
            "Een aanvulling",
            "De leraar krijgt 2 weken. Onze termijn staat zolang stil (artikel 4:5 en 4:15 Awb)",
        ),
        (Wait::Advice, _) if file.procedure.past.advice().is_some() => (
            "Nader advies van de commissie",
            "Eén keer. Schrijf waarom, bijvoorbeeld wat er is aangevuld. Onze termijn wordt er niet langer van",
        ),
        (Wait::Advice, CaseKind::Objection) => (
            "Advies van de commissie",
            "Geeft geen extra tijd: deze commissie voert geen gesprek. Komt het niet op tijd, dan kun je zonder verder (artikel 3:6 Awb)",
        ),
        (Wait::Advice, _) => (
            "Advies van de commissie",
            "Komt het niet op tijd, dan kun je zonder verder (artikel 3:6 Awb)",
        ),
        (Wait::View, CaseKind::OwnMotion) => (
            "Een reactie op wat je van plan bent",
            "Nodig voor een aantekening (artikel 4:8 Awb)",
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

/// What is said of the advice and of hearing the teacher, as far as it is needed: why there was no
/// hearing or no view was asked, and why the advice is not followed.
pub fn rulings(file: &CaseFile, form: Form) -> (Option<AnyView>, Option<AnyView>) {
    let way = &file.procedure;
    let deviation = way.past.advice().is_some().then(|| {
        let known = if way.ruling.careful { "ja" } else { "" };
        let checked = form.value("careful", known) == "ja";
        view! {
            <FieldGroup id="careful-groep" legend="Het advies van de commissie" error=form.error("careful")>
                <Check
                    name="careful"
                    value="ja"
                    label="Ik keek na dat de commissie zorgvuldig te werk ging"
                    note="Dat moet bij elk advies (artikel 3:9 Awb). Dit komt in het besluit te staan"
                    checked
                />
            </FieldGroup>
            <TextArea
                name="deviation"
                label="Waarom volg je het advies niet?"
                hint="Alleen als je anders besluit dan de commissie het laatst adviseerde."
                value=form.value("deviation", way.ruling.deviation.clone().unwrap_or_default())
                error=form.error("deviation")
                optional=true
                rows=4
            />
        }
        .into_any()
    });
    let unheard = file.line.kind == CaseKind::Objection && way.past.hearing == Hearing::No;
    let skip = unheard.then(|| {
        let choices = std::iter::once(Choice::new("", "Er komt een gesprek"))
            .chain(Skip::ALL.map(|skip| Choice::new(skip.code(), skip.name())))
            .collect::<Vec<_>>();
        view! {
            <SelectField
                name="skip"
                label="Waarom is er geen gesprek geweest?"
                hint="Een gesprek mag alleen om een van deze redenen wegblijven (artikel 7:3 Awb)."
                value=form.value("skip", way.ruling.skip.map(Skip::code).unwrap_or_default())
                choices
                error=form.error("skip")
            />
        }
        .into_any()
    });
    let unasked = file.line.kind == CaseKind::Correction && !way.past.viewed;
    let own_facts = unasked.then(|| {
        let known = if way.ruling.own_facts { "ja" } else { "" };
        let checked = form.value("own_facts", known) == "ja";
        view! {
            <Check
                name="own_facts"
                value="ja"
                label="Ik wijs alleen af om wat de leraar zelf opgaf"
                note="Dan hoef je niet eerst om een reactie te vragen (artikel 4:7 Awb). Dit komt in het besluit te staan"
                checked
            />
        }
        .into_any()
    });
    (skip.or(own_facts), deviation)
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
    let paper = matches!(on, Wait::Completion | Wait::View).then(|| {
        view! {
            <DateField
                name="came"
                legend="Ontvangen op"
                hint="De dag waarop de brief binnenkwam."
                value=form.date("came", Default::default())
                error=form.error("came")
            />
        }
    });
    let checked = form.value("nothing", "") == "ja";
    let hidden = forms::hidden(file);
    view! {
        <Card title id="afronden">
            <ErrorSummary problem=form.problem()/>
            <ActionForm action attr:class="lr-stack lr-stack--m">
                {hidden}
                {report}
                {paper}
                <Check
                    name="nothing"
                    value="ja"
                    label="Er kwam niets en de tijd is voorbij"
                    note="Dan gaat de zaak zonder verder"
                    checked
                />
                <Actions><Button weight=Weight::Secondary>"Ga verder met de zaak"</Button></Actions>
            </ActionForm>
        </Card>
    }
}

/// What comes later, and what comes after a decision.
fn later(file: &CaseFile, (deeds, returned): (Deeds, Option<FormState>)) -> impl IntoView + use<> {
    let kind = file.line.kind;
    let closed = file.line.closed.is_some();
    let put_off = file.procedure.adjourned;
    // Nobody has to agree to a term that is a promise of the register itself.
    let by_consent = kind.is_asked();
    let extend = (!closed && file.line.mine && (by_consent || !put_off)).then(|| {
        let action = deeds.extend;
        let form = Form::new(action, returned.clone());
        let hidden = forms::hidden(file);
        let chosen = form.value("kind", "");
        let once = (!put_off).then(|| {
            let term = delay(kind).on(file.today);
            let label = format!("Stel het {} uit", term.length.phrase());
            let note = format!("Eén keer ({})", term.article);
            let checked = chosen == "adjourned";
            view! { <Check name="kind" value="adjourned" label note checked radio=true/> }
        });
        let agreed = by_consent.then(|| {
            let checked = chosen == "agreed";
            view! { <Check name="kind" value="agreed" label="De leraar stemt in" note="Vul in tot en met wanneer" checked radio=true/> }
        });
        let until = by_consent.then(|| {
            view! { <DateField name="agreed" legend="Tot en met" hint="Alleen als de leraar instemt." value=form.date("agreed", Default::default()) error=form.error("agreed")/> }
        });
        let open = form.problem().get_untracked().is_some();
        view! {
            <Card title="Lukt het niet op tijd?" id="later" quiet=true>
                <Details summary="Verleng de termijn" open>
                    <ErrorSummary problem=form.problem()/>
                    <ActionForm action attr:class="lr-stack lr-stack--m">
                        {hidden}
                        <FieldGroup id="kind" legend="Waarom mag het later?" error=form.error("kind")>
                            {once}
                            {agreed}
                        </FieldGroup>
                        {until}
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
        let chosen = form.value("kind", "");
        let can = can_follow(file);
        let choices = can
            .iter()
            .map(|kind| {
                let (label, note) = sequel(*kind, closed);
                let checked = chosen == kind.code() || can.len() == 1;
                view! { <Check name="kind" value=kind.code() label note checked radio=true/> }
            })
            .collect_view();
        let ruling = can.contains(&SequelKind::CourtRuling).then(|| {
            let choices = std::iter::once(Choice::new("", "Kies wat de rechter besliste"))
                .chain(Judgment::ALL.map(|judgment| Choice::new(judgment.code(), judgment.name())))
                .collect::<Vec<_>>();
            view! {
                <SelectField
                    name="outcome"
                    label="Wat besliste de rechter?"
                    hint="Alleen bij een uitspraak."
                    value=form.value("outcome", "")
                    choices
                    error=form.error("outcome")
                />
            }
        });
        let open = form.problem().get_untracked().is_some();
        (!can.is_empty()).then(|| {
            view! {
                <Card title="Kwam er iets van de leraar of de rechter?" id="vervolg-vastleggen" quiet=true>
                    <Details summary="Leg het vast" open>
                        <ErrorSummary problem=form.problem()/>
                        <ActionForm action attr:class="lr-stack lr-stack--m">
                            <Hidden name="id" value=id/>
                            <FieldGroup id="sequel-kind" legend="Wat is er ontvangen?" error=form.error("kind")>
                                {choices}
                            </FieldGroup>
                            {ruling}
                            <DateField name="received" legend="Ontvangen op" hint="Bij een uitspraak: de dag van de uitspraak." value=form.date("received", Default::default()) error=form.error("received")/>
                            <TextArea name="content" label="Wat staat erin?" value=form.value("content", "") error=form.error("content") rows=3/>
                            <Actions><Button weight=Weight::Secondary>"Leg vast"</Button></Actions>
                        </ActionForm>
                    </Details>
                </Card>
            }
        })
    };
    let text = if kind.is_asked() {
        "Beslis zo snel mogelijk. De leraar kan ons in gebreke stellen. Daarna hebben we nog 2 weken."
    } else {
        "Geef zo snel mogelijk antwoord. De leraar rekende daarop."
    };
    let late = (!closed && file.line.due < file.today).then(|| {
        view! { <Alert title="De termijn is voorbij"><Paragraph>{text}</Paragraph></Alert> }
    });
    view! { {late} {extend} {follow} }
}

/// What can be recorded now of what comes after.
fn can_follow(file: &CaseFile) -> Vec<SequelKind> {
    let kind = file.line.kind;
    let court = file.procedure.sequels.iter().rev();
    let last = court
        .map(|sequel| sequel.kind)
        .find(|kind| *kind != SequelKind::DefaultNotice);
    match (last, file.line.closed.is_some()) {
        (Some(SequelKind::Appeal | SequelKind::HigherAppeal), _) => vec![SequelKind::CourtRuling],
        (Some(SequelKind::CourtRuling), _) => vec![SequelKind::HigherAppeal, SequelKind::Appeal],
        (_, true) if kind == CaseKind::Objection => vec![SequelKind::Appeal],
        (_, false) if kind.is_asked() => vec![SequelKind::DefaultNotice, SequelKind::Appeal],
        _ => Vec::new(),
    }
}

fn sequel(kind: SequelKind, closed: bool) -> (&'static str, &'static str) {
    match (kind, closed) {
        (SequelKind::DefaultNotice, _) => (
            "Een ingebrekestelling",
            "De leraar schrijft dat we te laat zijn (artikel 4:17 Awb)",
        ),
        (SequelKind::Appeal, false) => (
            "Beroep, omdat we niet beslissen",
            "Kan vanaf 2 weken na de ingebrekestelling (artikel 6:12 Awb)",
        ),
        (SequelKind::Appeal, true) => ("Beroep bij de rechtbank", "Tegen de beslissing op bezwaar"),
        (SequelKind::HigherAppeal, _) => (
            "Hoger beroep bij de Raad van State",
            "Tegen de uitspraak van de rechtbank",
        ),
        (SequelKind::CourtRuling, _) => (
            "Een uitspraak van de rechter",
            "Ook als het beroep is ingetrokken",
        ),
    }
}
