//! One record of a delivery with what was found in it.

use super::{FindingCard, RecordCard, code_address};
use crate::{
    design::{Badge, ButtonLink, Details, TextLink, Tone, Weight},
    page::encoded,
};
use leptos::prelude::*;
use shared::{delivery::Rule, identifier::DeliveryId};

/// A record that was refused: each thing that is wrong with it, and how to repair that. Of one
/// that was delivered, at this row of this delivery, the way to put it right on the screen too.
pub(super) fn refused(
    card: RecordCard,
    delivered: Option<(DeliveryId, i32)>,
) -> impl IntoView + use<> {
    let which = if card.row > 0 {
        format!(" (rij {})", card.row)
    } else {
        card.appointment.clone().unwrap_or_default()
    };
    let wrong: Vec<&FindingCard> = card.findings.iter().filter(|f| f.is_wrong()).collect();
    let title = match wrong[..] {
        [finding] => finding.title.clone(),
        _ => format!("{} dingen kloppen niet", wrong.len()),
    };
    let several = card.findings.len() > 1;
    let findings = card
        .findings
        .iter()
        .cloned()
        .map(|f| finding(f, card.aid.clone(), several))
        .collect_view();
    let mend = delivered.and_then(|(delivery, row)| match &card.appointment {
        _ if !card.removes => Some(repair(delivery, row, which).into_any()),
        Some(number) if card.stands => Some(remove(number, which).into_any()),
        _ => None,
    });
    view! {
        <article class="lr-card lr-stack lr-stack--l">
            <div class="lr-cluster lr-cluster--between lr-cluster--top">
                <div class="lr-stack lr-stack--s">
                    <h3 class="utrecht-heading-3">{title}</h3>
                    <p class="lr-small lr-muted"><Who card/></p>
                </div>
                <Badge tone=Tone::Error>"Niet verwerkt"</Badge>
            </div>
            {findings}
            {mend}
        </article>
    }
}

fn repair(delivery: DeliveryId, row: i32, which: String) -> impl IntoView {
    let href = format!("/school/leveringen/{delivery}/herstellen/{row}");
    view! {
        <p>
            <ButtonLink href weight=Weight::Secondary>
                "Herstel deze benoeming"
                <span class="lr-vh">" "{which}</span>
            </ButtonLink>
        </p>
    }
}

/// A removal that was refused is sent again at the appointment: the form for a record would deliver it.
fn remove(number: &str, which: String) -> impl IntoView + use<> {
    let href = format!("/school/leveringen/invoeren?benoeming={}", encoded(number));
    view! {
        <p>
            <ButtonLink href weight=Weight::Secondary>
                "Ga naar de benoeming om haar te verwijderen"
                <span class="lr-vh">" "{which}</span>
            </ButtonLink>
        </p>
    }
}

/// Whose record it is: the name when it is known, the number and the row.
#[component]
fn Who(
    /// The record.
    card: RecordCard,
) -> impl IntoView {
    let with_number = card.appointment.is_some();
    view! {
        {card.name.map(|name| format!("{name} · "))}
        {card
            .appointment
            .map(|number| {
                view! { "benoeming "<span class="lr-id">{number}</span> }
            })}
        {(with_number && card.row > 0).then_some(" · ")}
        {(card.row > 0).then(|| format!("rij {}", card.row))}
    }
}

fn finding(finding: FindingCard, aid: Option<String>, with_title: bool) -> impl IntoView {
    let chooses_ground = finding.field == "grondslag";
    let cause = Rule::find(&finding.code).map(|rule| rule.cause.clone());
    let explained = code_address(&finding.code);
    view! {
        {with_title.then(|| view! { <h4 class="utrecht-heading-4">{finding.title}</h4> })}
        <div class="lr-grid lr-grid--2">
            <dl class="lr-kv">
                {(!finding.field.is_empty())
                    .then(|| {
                        view! {
                            <dt>"Veld"</dt>
                            <dd><code class="utrecht-code">{finding.field}</code></dd>
                            <dt>"Je stuurde"</dt>
                            <dd>
                                {if finding.sent.is_empty() {
                                    "niets".to_owned()
                                } else {
                                    finding.sent
                                }}
                            </dd>
                        }
                    })}
                <dt>"Foutcode"</dt>
                <dd class="lr-id">{finding.code.clone()}</dd>
            </dl>
            <div class="lr-inset">
                <p class="lr-small">{finding.message}</p>
                <p class="lr-small"><strong>"Zo herstel je dit"</strong></p>
                <p class="lr-small">{finding.fix}</p>
                {chooses_ground
                    .then(|| {
                        view! {
                            <p>
                                {match aid {
                                    Some(aid) => view! {
                                        <TextLink href=aid small=true>
                                            "Zoek de grondslag met een paar vragen. Wat we al weten is ingevuld"
                                        </TextLink>
                                    },
                                    None => view! {
                                        <TextLink href="/school/keuzehulp" small=true>
                                            "Zoek de grondslag op"
                                        </TextLink>
                                    },
                                }}
                            </p>
                        }
                    })}
            </div>
        </div>
        <Details summary="Hoe komt dit?">
            {cause.map(|cause| view! { <p class="lr-small">{cause}</p> })}
            <p>
                <TextLink href=explained small=true>"Meer over "{finding.code}</TextLink>
            </p>
        </Details>
    }
}

/// A record that was taken in with something to look at.
pub(super) fn noticed(card: RecordCard) -> impl IntoView {
    let messages = card
        .findings
        .iter()
        .cloned()
        .map(|finding| {
            view! {
                <p class="lr-small">
                    {finding.message}" "
                    <TextLink href=code_address(&finding.code) small=true context="uitgelegd">
                        {finding.code}
                    </TextLink>
                </p>
            }
        })
        .collect_view();
    view! {
        <div class="lr-inset">
            <p class="lr-small lr-muted"><Who card/></p>
            {messages}
        </div>
    }
}
