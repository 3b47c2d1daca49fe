//! Asking for something in a case, and ending what was asked.

use super::{
    Deeds, NewAsk, Settle,
    letters::{drafted, shown},
};
use crate::{
    design::{
        Actions, Button, Card, Check, DateField, Details, ErrorSummary, FieldGroup, Hidden,
        Paragraph, TextArea, Weight,
    },
    session::{Form, FormState},
    staff::cases::{
        CaseFile,
        forms::{self, Beside},
    },
};
use leptos::{form::ActionForm, prelude::*};
use shared::{
    case::{CaseKind, Wait},
    term::TermCode,
};

/// What can be asked on the way.
pub(super) fn ask(
    file: &CaseFile,
    (deeds, returned): (Deeds, Option<FormState>),
) -> impl IntoView + use<> {
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
        let length = |code: TermCode| code.on(file.today).length.phrase();
        let hint = format!(
            "Alleen bij een uitnodiging. Meer dan {} vanaf nu.",
            length(TermCode::HearingPieces)
        );
        let note = format!(
            "Met een voorzitter van buiten en ten minste 2 leden (artikel 7:13 Awb). Dan hebben we {} in plaats van {}",
            length(TermCode::ObjectionDecisionCommittee),
            length(TermCode::ObjectionDecision)
        );
        view! {
            <DateField
                name="on"
                legend="Dag van het gesprek"
                hint=hint
                value=form.date("on", Default::default())
                error=form.error("on")
            />
            <Check
                name="committee"
                value="ja"
                label="Een adviescommissie voert het gesprek"
                note
                checked=committee
            />
        }
    });
    let hidden = forms::hidden(file);
    let question = form.value("question", "");
    let (on_day, on_month, on_year) = form.date("on", Default::default());
    let now = NewAsk {
        what: match waits.as_slice() {
            [only] => only.code().to_owned(),
            _ => typed,
        },
        question: question.clone(),
        committee: form.value("committee", ""),
        on_day,
        on_month,
        on_year,
        ..NewAsk::default()
    };
    let Beside { hear, letter, look } =
        drafted(file, now, |file, typed| shown(file.letter_that_asks(typed)));
    let open = form.problem().get_untracked().is_some() || form.is_returned();
    view! {
        <Card title="Heb je nog iets nodig?" id="vragen-om">
            <Details summary open>
                <ErrorSummary problem=form.problem()/>
                <div on:input=hear.clone() on:change=hear>
                <ActionForm action attr:class="lr-stack lr-stack--l">
                    {hidden}
                    {what}
                    {hearing}
                    <TextArea
                        name="question"
                        label="Wat schrijf je erbij?"
                        hint="De leraar leest dit. Schrijf zoals je praat."
                        value=question
                        error=form.error("question")
                        rows=4
                    />
                    {letter}
                    <Actions><Button weight=Weight::Secondary>{send}</Button> {look}</Actions>
                </ActionForm>
                </div>
            </Details>
        </Card>
    }
}

fn words(wait: Wait, file: &CaseFile) -> (&'static str, String) {
    let kind = file.line.kind;
    let (label, note) = match (wait, kind) {
        (Wait::Completion, _) => {
            let gets = format!(
                "De leraar krijgt {}",
                wait.length(kind, file.today).phrase()
            );
            let note = match kind {
                CaseKind::Objection => format!("Bijvoorbeeld de redenen. {gets} (artikel 6:6 Awb)"),
                CaseKind::Evidence => format!("{gets}. Onze termijn staat zolang stil"),
                _ => format!("{gets}. Onze termijn staat zolang stil (artikel 4:5 en 4:15 Awb)"),
            };
            return ("Een aanvulling", note);
        }
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
    };
    (label, note.to_owned())
}

/// Ending what was asked.
pub(super) fn settle(
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
    let (came_day, came_month, came_year) = form.date("came", Default::default());
    let now = Settle {
        report: form.value("report", ""),
        nothing: form.value("nothing", ""),
        came_day,
        came_month,
        came_year,
        ..Settle::default()
    };
    let Beside { hear, letter, look } = drafted(file, now, |file, typed| {
        shown(file.letter_of_what_came(typed))
    });
    let (letter, look) = match on {
        // It comes of the committee itself.
        Wait::Advice => (None, None),
        _ => (Some(letter), Some(look)),
    };
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
            <div on:input=hear.clone() on:change=hear>
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
                {letter}
                <Actions><Button weight=Weight::Secondary>"Ga verder met de zaak"</Button> {look}</Actions>
            </ActionForm>
            </div>
        </Card>
    }
}
