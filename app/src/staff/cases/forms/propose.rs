//! The form in which a verdict is proposed, with the letter beside it: filled in as one types, and without
//! JavaScript when one asks for it.

use super::{Beside, Proposals, beside, hidden};
use crate::{
    design::{
        Actions, Alert, Button, Card, Check, Columns, DateField, Division, FieldGroup, Stack,
        TextArea,
    },
    staff::{
        cases::{CaseFile, Change, Grantable, Proposal, letter::Letter},
        procedure::rulings,
    },
};
use leptos::{form::ActionForm, prelude::*};
use shared::case::{CaseKind, Remedy, Skip, Verdict};

/// The form, with the letter when it is a decision.
pub(super) fn propose(file: &CaseFile, (form, action): Proposals) -> impl IntoView + use<> {
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
    let reasons = form.value("reasons", reasons);
    let nothing = match &file.grantable {
        Grantable::Nothing(why) => Some(why.clone()),
        Grantable::Plain | Grantable::OneOf(_) => None,
    };
    let verdicts = kind
        .verdicts()
        .iter()
        .copied()
        .filter(|verdict| nothing.is_none() || *verdict != Verdict::Granted)
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
    let becoming = becomes.clone();
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
    let (until_day, until_month, until_year) = form.date("until", Default::default());
    let said = file.procedure.ruling.clone();
    let now = Proposal {
        verdict: chosen.clone(),
        reasons: reasons.clone(),
        becomes: becoming,
        until_day,
        until_month,
        until_year,
        deviation: form.value("deviation", said.deviation.unwrap_or_default()),
        skip: form.value("skip", said.skip.map(Skip::code).unwrap_or_default()),
        own_facts: form.value("own_facts", if said.own_facts { "ja" } else { "" }),
        careful: form.value("careful", if said.careful { "ja" } else { "" }),
        ..Proposal::default()
    };
    let empty = "Kies eerst wat je besluit. Dan staat hier de brief.";
    let write = |file: &CaseFile, typed: &Proposal| {
        let document = file.letter(typed)?;
        Some(view! { <Letter document/> }.into_any())
    };
    let Beside { hear, letter, look } = beside(file, now, empty, write);
    let (skip, deviation) = rulings(file, form);
    let (letter, look) = if kind.is_decision() {
        let letter =
            view! { <Card title="Zo leest de leraar het besluit" id="voorbeeld">{letter}</Card> };
        (Some(letter), Some(look))
    } else {
        (None, None)
    };
    let card = view! {
        <Card title="Wat besluit je?" id="besluiten">
            <div on:input=hear.clone() on:change=hear>
            <ActionForm action attr:class="lr-stack lr-stack--l">
                {hidden}
                {nothing.map(|why| view! { <Alert><p>{why}</p></Alert> })}
                <FieldGroup id="verdict" legend="Jouw oordeel" hint=lead error=form.error("verdict")>
                    {verdicts}
                </FieldGroup>
                {becomes}
                {until}
                {skip}
                <TextArea
                    name="reasons"
                    label="Uitleg voor de leraar"
                    hint=why
                    value=reasons
                    error=form.error("reasons")
                    rows=6
                />
                {deviation}
                <Actions>
                    <Button>"Leg vast"</Button>
                    {look}
                </Actions>
            </ActionForm>
            </div>
        </Card>
    };
    match letter {
        Some(letter) => view! {
            <Columns division=Division::FiveSeven>
                <Stack>{card}</Stack>
                {letter}
            </Columns>
        }
        .into_any(),
        None => card.into_any(),
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
        (CaseKind::Correction, Verdict::Granted) => (
            "Toewijzen",
            "Het gegeven klopt niet. Het register past het aan",
        ),
        (CaseKind::Registration, Verdict::Granted) => (
            "Toewijzen",
            "De leraar is bevoegd. Het register neemt de leraar op",
        ),
        (CaseKind::Registration, Verdict::Refused) => {
            ("Afwijzen", "De leraar liet niet zien bevoegd te zijn")
        }
        (CaseKind::Correction, Verdict::Refused) => {
            let note = if file.procedure.past.viewed {
                "Het gegeven klopt en blijft zoals het is"
            } else {
                "Het gegeven klopt. Kan pas nadat de leraar op je voornemen mocht reageren, tenzij je alleen afwijst om wat de leraar zelf opgaf"
            };
            ("Afwijzen", note)
        }
        (kind, verdict) => (verdict.name(kind), follows(kind, verdict)),
    }
}

/// What a verdict on an application or an objection does, or asks first.
fn follows(kind: CaseKind, verdict: Verdict) -> &'static str {
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
