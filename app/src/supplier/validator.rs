//! A message that one wants to try: an example to begin with, and what the checks say of it.

use super::{Example, Remark, api};
use crate::{
    design::{
        Actions, Alert, Button, Card, Columns, Division, ErrorSummary, LinkTabs, Tab, TextArea,
        Tone,
    },
    session::Form,
};
use leptos::{form::ActionForm, prelude::*};

/// Where a message is tried.
const PLACE: &str = "/leveranciers/testomgeving";

/// The part of the page in which a message is tried; `chosen` is the example in the address.
pub(super) fn shown(
    form: Form,
    check: ServerAction<api::Check>,
    examples: &[Example],
    chosen: &str,
) -> impl IntoView + use<> {
    let example = examples
        .iter()
        .find(|example| example.code == chosen)
        .or(examples.first());
    let tabs = examples
        .iter()
        .map(|one| Tab {
            href: format!("{PLACE}?voorbeeld={}", one.code),
            title: one.title.clone(),
            note: String::new(),
            current: example.is_some_and(|example| example.code == one.code),
            vestibule: false,
        })
        .collect();
    let message = example.map_or_else(String::new, |example| example.message.clone());
    let answer = move || match check.value().get() {
        Some(Ok(remarks)) => Some(right(remarks)),
        Some(Err(_)) => None,
        None => form.told().map(right),
    };
    view! {
        <Columns division=Division::SevenFive>
            <Card title="Test je bericht" id="bericht-testen">
                <div class="lr-stack lr-stack--m">
                    <LinkTabs label="Kies een voorbeeld" tabs views=true/>
                    <ErrorSummary problem=form.problem()/>
                    <ActionForm action=check attr:class="lr-stack lr-stack--m">
                        <TextArea
                            name="bericht"
                            label="Bericht"
                            hint="Een benoeming of een verwijdering, in JSON of XML. Pas het voorbeeld aan, of plak je eigen bericht."
                            rows=18
                            code=true
                            value=form.value("bericht", message)
                            error=form.error("bericht")
                        />
                        <Actions><Button>"Controleer bericht"</Button></Actions>
                    </ActionForm>
                </div>
            </Card>
            <div aria-live="polite">{answer}</div>
        </Columns>
    }
}

/// The message can be taken in.
fn right(remarks: Vec<Remark>) -> AnyView {
    let list = remarks
        .into_iter()
        .map(|remark| {
            view! {
                <li class="utrecht-unordered-list__item">
                    <strong>{remark.title}</strong>
                    " "
                    <span class="lr-id">{remark.code}</span>
                    <br/>
                    {remark.message}
                </li>
            }
        })
        .collect_view();
    view! {
        <Alert tone=Tone::Ok title="Dit bericht klopt">
            <p>"Er is niets bewaard. In de testomgeving zou het worden opgenomen."</p>
            <ul class="utrecht-unordered-list">{list}</ul>
        </Alert>
    }
    .into_any()
}
