//! What can be done on the way of a case now: asking, putting off, and recording what comes after.

use super::{
    NewExtension, NewSequel, api,
    asking::{ask, settle},
    letters::{drafted, shown},
};
use crate::{
    design::{
        Actions, Alert, Button, Card, Check, Choice, DateField, Details, ErrorSummary, FieldGroup,
        Hidden, Paragraph, SelectField, TextArea, Weight,
    },
    session::{Form, FormState, answered},
    staff::cases::{
        CaseFile,
        forms::{self, Beside, Steps},
    },
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use shared::{
    case::{CaseKind, Hearing, Judgment, SequelKind, Skip, State, delay},
    term::TermCode,
};

/// What one can do on the way of a case, besides taking and deciding it.
#[derive(Clone, Copy)]
pub struct Deeds {
    pub(super) ask: ServerAction<api::AskInCase>,
    pub(super) settle: ServerAction<api::SettleCase>,
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
        let (agreed_day, agreed_month, agreed_year) = form.date("agreed", Default::default());
        let now = NewExtension {
            kind: chosen.clone(),
            reason: form.value("reason", ""),
            agreed_day,
            agreed_month,
            agreed_year,
            ..NewExtension::default()
        };
        let Beside { hear, letter, look } = drafted(file, now, |file, typed| shown(file.letter_that_puts_off(typed)));
        let until = by_consent.then(|| {
            view! { <DateField name="agreed" legend="Tot en met" hint="Alleen als de leraar instemt." value=form.date("agreed", Default::default()) error=form.error("agreed")/> }
        });
        let open = form.problem().get_untracked().is_some() || form.is_returned();
        view! {
            <Card title="Lukt het niet op tijd?" id="later" quiet=true>
                <Details summary="Verleng de termijn" open>
                    <ErrorSummary problem=form.problem()/>
                    <div on:input=hear.clone() on:change=hear>
                    <ActionForm action attr:class="lr-stack lr-stack--m">
                        {hidden}
                        <FieldGroup id="kind" legend="Waarom mag het later?" error=form.error("kind")>
                            {once}
                            {agreed}
                        </FieldGroup>
                        {until}
                        <TextArea name="reason" label="Uitleg voor de leraar" value=form.value("reason", "") error=form.error("reason") rows=3/>
                        {letter}
                        <Actions><Button weight=Weight::Secondary>"Laat weten"</Button> {look}</Actions>
                    </ActionForm>
                    </div>
                </Details>
            </Card>
        }
    });
    let follow = {
        let action = deeds.follow;
        let form = Form::new(action, returned);
        let id = file.line.id.to_string();
        let chosen = form.value("sequel", "");
        let can = can_follow(file);
        let choices = can
            .iter()
            .map(|kind| {
                let (label, note) = sequel(*kind, closed, file.today);
                let checked = chosen == kind.code() || can.len() == 1;
                view! { <Check name="sequel" value=kind.code() label note checked radio=true/> }
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
        let (received_day, received_month, received_year) =
            form.date("received", Default::default());
        let now = NewSequel {
            sequel: match can.as_slice() {
                [only] => only.code().to_owned(),
                _ => chosen,
            },
            outcome: form.value("outcome", ""),
            received_day,
            received_month,
            received_year,
            ..NewSequel::default()
        };
        let Beside { hear, letter, look } = drafted(file, now, |file, typed| {
            shown(file.letter_of_what_followed(typed))
        });
        let open = form.problem().get_untracked().is_some() || form.is_returned();
        (!can.is_empty()).then(|| {
            view! {
                <Card title="Kwam er iets van de leraar of de rechter?" id="vervolg-vastleggen" quiet=true>
                    <Details summary="Leg het vast" open>
                        <ErrorSummary problem=form.problem()/>
                        <div on:input=hear.clone() on:change=hear>
                        <ActionForm action attr:class="lr-stack lr-stack--m">
                            <Hidden name="id" value=id/>
                            <FieldGroup id="sequel" legend="Wat is er ontvangen?" error=form.error("sequel")>
                                {choices}
                            </FieldGroup>
                            {ruling}
                            <DateField name="received" legend="Ontvangen op" hint="Bij een uitspraak: de dag van de uitspraak." value=form.date("received", Default::default()) error=form.error("received")/>
                            <TextArea name="content" label="Wat staat erin?" value=form.value("content", "") error=form.error("content") rows=3/>
                            {letter}
                            <Actions><Button weight=Weight::Secondary>"Leg vast"</Button> {look}</Actions>
                        </ActionForm>
                        </div>
                    </Details>
                </Card>
            }
        })
    };
    let text = if kind.is_asked() {
        format!(
            "Beslis zo snel mogelijk. De leraar kan ons in gebreke stellen. Daarna hebben we nog {}.",
            after_notice(file.today)
        )
    } else {
        "Geef zo snel mogelijk antwoord. De leraar rekende daarop.".to_owned()
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

/// How long the register still has once it was told that it is late.
fn after_notice(today: Date) -> String {
    TermCode::DefaultNotice.on(today).length.phrase()
}

fn sequel(kind: SequelKind, closed: bool, today: Date) -> (&'static str, String) {
    let (label, note) = match (kind, closed) {
        (SequelKind::DefaultNotice, _) => (
            "Een ingebrekestelling",
            "De leraar schrijft dat we te laat zijn (artikel 4:17 Awb)",
        ),
        (SequelKind::Appeal, false) => {
            let note = format!(
                "Kan vanaf {} na de ingebrekestelling (artikel 6:12 Awb)",
                after_notice(today)
            );
            return ("Beroep, omdat we niet beslissen", note);
        }
        (SequelKind::Appeal, true) => ("Beroep bij de rechtbank", "Tegen de beslissing op bezwaar"),
        (SequelKind::HigherAppeal, _) => (
            "Hoger beroep bij de Raad van State",
            "Tegen de uitspraak van de rechtbank",
        ),
        (SequelKind::CourtRuling, _) => (
            "Een uitspraak van de rechter",
            "Ook als het beroep is ingetrokken",
        ),
    };
    (label, note.to_owned())
}
