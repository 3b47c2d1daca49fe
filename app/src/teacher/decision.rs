//! A decision of the register, as it was announced: a page that says the same as the letter.

use super::api::my_decision;
use crate::{
    design::{
        Alert, Breadcrumb, ButtonLink, Icons, KeyValue, KeyValues, Narrow, PageHead, Paragraph,
        Section, TermExplained, TextLink, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};
use shared::{
    Problem,
    case::{Document, Remedies},
    identifier::DecisionId,
    notation,
    term::Computed,
};

/// A decision, with the hash under which it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number in the address.
    pub id: DecisionId,
    /// Its text.
    pub document: Document,
    /// The last day to go against it: that of the text, or later when the register could not be
    /// reached on it.
    pub until: Option<Computed>,
    /// Where one objects; nothing when against this one goes to the court.
    pub object_at: Option<String>,
    /// The SHA-256 of the text as it is kept, in hexadecimal digits.
    pub hash: String,
    /// The SHA-256 of the letter, once it was printed.
    pub letter_hash: Option<String>,
}

/// `/mijn/besluiten/{id}`
pub struct DecisionPage(Resource<Answer<Decision>>);

impl Page for DecisionPage {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.read().get("id").and_then(|id| id.parse().ok());
        Self(Resource::new(id, |id| async move {
            match id {
                Some(id) => my_decision(id).await,
                None => Err(Problem::not_found().into()),
            }
        }))
    }

    fn view(this: Self) -> AnyView {
        let decision = this.0;
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    match decision.await {
                        Ok(decision) => view! { <Text decision/> }.into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn Text(decision: Decision) -> impl IntoView {
    let document = decision.document;
    let told = document.remedies.until.as_ref();
    let later = told
        .zip(decision.until.as_ref())
        .filter(|(told, until)| until.date > told.date);
    let later = later.map(|(_, until)| {
        let until = notation::date(until.date);
        view! {
            <Alert title="Je hebt langer de tijd">
                <p>{format!("Het register was op de laatste dag niet bereikbaar. Je kunt daarom bezwaar maken tot en met {until}.")}</p>
            </Alert>
        }
    });
    let letter = format!("/mijn/besluiten/{}/brief.pdf", decision.id);
    // The day is not in what went by post, and is known once it did.
    let by_post = decision
        .until
        .as_ref()
        .map(|until| format!("Dit kan tot en met {}.", notation::date(until.date)))
        .filter(|_| !document.remedies.text.contains("tot en met"))
        .map(|text| view! { <Paragraph>{text}</Paragraph> });
    let paragraphs = document
        .paragraphs
        .into_iter()
        .zip(1..)
        .map(|(part, number)| {
            view! {
                <Section title=part.title id=format!("deel-{number}")>
                    <Paragraph>{part.text}</Paragraph>
                </Section>
            }
        })
        .collect_view();
    view! {
        <Title text=format!("Besluit {} - Lerarenregister", document.number)/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/berichten", "Berichten")]/>
        <Narrow>
            <PageHead title=document.subject lead=document.opening/>
            <KeyValues>
                <KeyValue name="Aan">{document.to}</KeyValue>
                <KeyValue name="Datum">{notation::date(document.date)}</KeyValue>
                <KeyValue name="Nummer" identifier=true>{document.number}</KeyValue>
                <KeyValue name="Zaak" identifier=true>{document.case}</KeyValue>
            </KeyValues>
            {paragraphs}
            <Section title=Remedies::TITLE id="bezwaar">
                <Paragraph>{document.remedies.text}</Paragraph>
                {by_post}
                {later}
                {decision.until.map(|computed| view! { <TermExplained computed/> })}
                {decision
                    .object_at
                    .map(|href| {
                        view! { <p><ButtonLink href weight=Weight::Secondary>"Maak bezwaar"</ButtonLink></p> }
                    })}
                <p><TextLink href="/hulp/bezwaar">"Lees hoe je bezwaar maakt"</TextLink></p>
            </Section>
            <Paragraph>{document.signed}</Paragraph>
            <p>
                <ButtonLink href=letter weight=Weight::Secondary external=true icon=Icons::Download>"Download als brief (pdf)"</ButtonLink>
            </p>
            <Paragraph small=true muted=true>
                "We bewaren dit besluit zoals het hier staat. Controlegetal: "
                <span class="utrecht-code">{decision.hash}</span>
            </Paragraph>
            {decision
                .letter_hash
                .map(|hash| {
                    view! {
                        <Paragraph small=true muted=true>
                            "Controlegetal van de brief: " <span class="utrecht-code">{hash}</span>
                        </Paragraph>
                    }
                })}
        </Narrow>
    }
}
