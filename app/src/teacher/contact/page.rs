//! `/mijn/contact` and `/mijn/contact/bevestigen`

use super::{
    Contact,
    api::{ChooseContact, ConfirmContact, StopContact, my_contact},
};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, Card, Check, ErrorSummary, FieldGroup, Hidden,
        KeyValue, KeyValues, Narrow, PageHead, Paragraph, Stack, TextField, TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn;
use shared::notation;

type Data = (Answer<Contact>, String, Option<FormState>);

/// `/mijn/contact`
pub struct ContactPage {
    data: Resource<Data>,
    stop: ServerAction<StopContact>,
}

impl Page for ContactPage {
    fn data() -> Self {
        let stop = ServerAction::new();
        let query = use_query_map();
        let returned = returned_form();
        let asked = move || {
            let told = query.read().get("melding").unwrap_or_default();
            (answered(stop), told, returned())
        };
        Self {
            data: Resource::new(asked, |(_, told, returned)| async move {
                (my_contact().await, told, FormState::load(returned).await)
            }),
            stop,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, stop } = this;
        view! {
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(contact), told, returned) => {
                            view! { <Choosing contact told returned stop/> }.into_any()
                        }
                        (Err(failure), ..) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn Choosing(
    contact: Contact,
    told: String,
    returned: Option<FormState>,
    stop: ServerAction<StopContact>,
) -> impl IntoView {
    let form = Form::posted::<ChooseContact>(returned);
    let told = match told.as_str() {
        "bewaard" => Some("Je keuze is bewaard."),
        "bevestigd" => Some("Je e-mailadres is bevestigd. Vanaf nu krijg je alleen nog mail."),
        "post" => Some("Vanaf nu krijg je brieven met de post."),
        _ => None,
    };
    let now = match (&contact.email, contact.unreachable) {
        (None, _) => "Met de post, en hier bij je berichten.".to_owned(),
        (Some((email, _)), Some(since)) => format!(
            "Met de post. Je adres {email} nam op {} geen mail aan.",
            notation::date(since)
        ),
        (Some((email, since)), None) => format!(
            "Digitaal, met een mail aan {email}. Dat wil je sinds {}.",
            notation::date(*since)
        ),
    };
    let waits = contact.pending.clone().map(|(email, at)| {
        let text = format!(
            "We stuurden op {} een mail naar {email}. Open de link in die mail. Tot die tijd verandert er niets.",
            notation::date_time(at)
        );
        view! { <Alert title="Bevestig je adres"><p>{text}</p></Alert> }
    });
    let known = contact
        .pending
        .as_ref()
        .map(|(email, _)| email.clone())
        .or_else(|| contact.email.as_ref().map(|(email, _)| email.clone()))
        .unwrap_or_default();
    let often = form.value("hoevaak", if contact.daily { "dag" } else { "elk" });
    let agrees = form.value("akkoord", if contact.email.is_some() { "ja" } else { "" });
    let back = contact.email.is_some().then(|| {
        view! {
            <Card title="Liever brieven?" id="stoppen" small=true>
                <ActionForm action=stop>
                    <Button weight=Weight::Secondary>"Stuur me weer brieven"</Button>
                </ActionForm>
            </Card>
        }
    });
    view! {
        <FormTitle page="Hoe we je bereiken" problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/berichten", "Berichten")]/>
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title="Hoe we je bereiken"
                lead="Elk bericht staat bij je berichten in het register. Kies hoe je hoort dat er een is."
            />
            <Stack>
                {told.map(|words| view! { <Alert tone=Tone::Ok live=true><p>{words}</p></Alert> })}
                {waits}
                <KeyValues>
                    <KeyValue name="Nu">{now}</KeyValue>
                </KeyValues>
                <Card title="Alleen nog digitaal" id="digitaal">
                    // The browser posts it itself: the answer may be that one has to log in first.
                    <form method="post" action=ChooseContact::PATH class="lr-stack lr-stack--m">
                        <TextField
                            name="email"
                            label="E-mailadres"
                            hint="We sturen er een mail heen om te kijken of het van jou is."
                            inputmode="email"
                            autocomplete="email"
                            value=form.value("email", known)
                            error=form.error("email")
                        />
                        <FieldGroup id="hoevaak-groep" legend="Hoe vaak?" error=form.error("hoevaak")>
                            <Check
                                name="hoevaak"
                                value="elk"
                                label="Een mail bij elk bericht"
                                checked=often == "elk"
                                radio=true
                            />
                            <Check
                                name="hoevaak"
                                value="dag"
                                label="Hoogstens één mail per dag, om 7 uur"
                                checked=often == "dag"
                                radio=true
                            />
                        </FieldGroup>
                        <FieldGroup id="akkoord-groep" legend="Toestemming" error=form.error("akkoord")>
                            <Check
                                name="akkoord"
                                value="ja"
                                label="Ik wil berichten alleen digitaal krijgen, en geen brieven meer"
                                checked=agrees == "ja"
                            />
                        </FieldGroup>
                        <Actions>
                            <Button>"Bewaar"</Button>
                        </Actions>
                    </form>
                </Card>
                <Paragraph small=true muted=true>
                    "In de mail staat alleen dat er een bericht is. Komt een mail niet aan, dan krijg je een brief."
                </Paragraph>
                {back}
            </Stack>
        </Narrow>
    }
}

/// `/mijn/contact/bevestigen`, with the code of the mail in the address.
pub struct ConfirmPage {
    returned: Resource<Option<FormState>>,
    code: Memo<String>,
    confirm: ServerAction<ConfirmContact>,
}

impl Page for ConfirmPage {
    fn data() -> Self {
        let query = use_query_map();
        Self {
            returned: Resource::new(returned_form(), FormState::load),
            code: Memo::new(move |_| query.read().get("code").unwrap_or_default()),
            confirm: ServerAction::new(),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            returned,
            code,
            confirm,
        } = this;
        view! {
            <Title text="Bevestig je e-mailadres - Lerarenregister"/>
            <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/contact", "Hoe we je bereiken")]/>
            <Transition>
                {move || Suspend::new(async move {
                    let form = Form::new(confirm, returned.await);
                    let code = form.value("code", code.get_untracked());
                    view! {
                        <Narrow>
                            <ErrorSummary problem=form.problem()/>
                            <PageHead
                                title="Bevestig je e-mailadres"
                                lead="Daarna krijg je berichten van het register alleen nog digitaal. Je kunt dat altijd weer wijzigen."
                            />
                            <ActionForm action=confirm>
                                <Hidden name="code" value=code/>
                                <Actions>
                                    <Button>"Bevestig"</Button>
                                </Actions>
                            </ActionForm>
                            <p><TextLink href="/mijn/contact">"Kies een ander adres"</TextLink></p>
                        </Narrow>
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}
