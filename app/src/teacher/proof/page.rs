//! `/mijn/bewijs`

use super::{
    Made, Proofs, Sheet,
    api::{MakeProof, WithdrawProof, my_proofs},
};
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Button, ButtonLink, Card, Cell, Check, Choice, Column, Empty,
        ErrorSummary, FieldGroup, Hidden, Icons, Narrow, PageHead, Paragraph, Row, RowHead,
        SelectField, Stack, Table, TextLink, Tone, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use shared::{
    notation,
    proof::{Lasts, Provable, Standing},
};

type Data = (Answer<Proofs>, String, Option<FormState>);

/// `/mijn/bewijs`
pub struct ProofPage {
    data: Resource<Data>,
    make: ServerAction<MakeProof>,
    withdraw: ServerAction<WithdrawProof>,
}

impl Page for ProofPage {
    fn data() -> Self {
        let (make, withdraw) = (ServerAction::new(), ServerAction::new());
        let query = use_query_map();
        let returned = returned_form();
        let asked = move || {
            let told = query.read().get("melding").unwrap_or_default();
            let done = (answered(make), answered(withdraw));
            (done, told, returned())
        };
        Self {
            data: Resource::new(asked, |(_, told, returned)| async move {
                (my_proofs().await, told, FormState::load(returned).await)
            }),
            make,
            withdraw,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            make,
            withdraw,
        } = this;
        view! {
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(proofs), told, returned) => {
                            view! { <All proofs told returned make withdraw/> }.into_any()
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
fn All(
    proofs: Proofs,
    told: String,
    returned: Option<FormState>,
    make: ServerAction<MakeProof>,
    withdraw: ServerAction<WithdrawProof>,
) -> impl IntoView {
    let form = Form::new(make, returned);
    let told = match told.as_str() {
        "gemaakt" => Some("Je bewijs is klaar. Download het, of geef de code door."),
        "ingetrokken" => Some("Je bewijs is ingetrokken. Niemand kan het nog controleren."),
        _ => None,
    };
    let current = proofs.current().cloned();
    let newest = current.map(|made| view! { <Current made/> });
    let maker = match proofs.provable.clone() {
        Some(provable) => view! { <Maker provable form make/> }.into_any(),
        None => view! {
            <Empty icon=Icons::Certificate title="Je kunt nu geen bewijs maken">
                <Paragraph muted=true>
                    "Een bewijs is er alleen voor wie in het lerarenregister staat met een bevestigde benoeming."
                </Paragraph>
                <p><TextLink href="/mijn">"Bekijk hoe je ervoor staat"</TextLink></p>
            </Empty>
        }
        .into_any(),
    };
    let earlier = (!proofs.made.is_empty()).then(|| view! { <List made=proofs.made withdraw/> });
    view! {
        <FormTitle page="Bewijs van registratie" problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht")]/>
        <ErrorSummary problem=form.problem()/>
        <PageHead
            title="Je bewijs van registratie"
            lead="Stuur dit naar je werkgever of bewaar het zelf. Met de code kan iedereen controleren of het echt is."
        />
        <Stack>
            {told.map(|words| view! { <Alert tone=Tone::Ok live=true><p>{words}</p></Alert> })}
            {newest}
            <Narrow>
                <Stack>{maker} {earlier}</Stack>
            </Narrow>
        </Stack>
    }
}

#[component]
fn Current(made: Made) -> impl IntoView {
    let file = |kind: &str| format!("/mijn/bewijs.{kind}?id={}", made.id);
    let (pdf, digital) = (file("pdf"), file("sd-jwt"));
    let check = format!("/bewijs/controleren?code={}", made.code);
    let more = vec![
        ("Controlecode", made.code, true),
        ("Code geldig tot en met", notation::date(made.until), false),
    ];
    view! {
        <Sheet shown=made.shown day=notation::date(made.made) more qr=Some(made.qr)/>
        <Actions>
            <ButtonLink href=pdf external=true icon=Icons::Download>"Download pdf"</ButtonLink>
            <ButtonLink href=digital external=true weight=Weight::Secondary>"Download voor een wallet"</ButtonLink>
        </Actions>
        <p><TextLink href=check>"Bekijk wat iemand met de code ziet"</TextLink></p>
    }
}

#[component]
fn Maker(provable: Provable, form: Form, make: ServerAction<MakeProof>) -> impl IntoView {
    let chosen = form.values("vakken", provable.subjects.clone());
    let subjects = provable
        .subjects
        .iter()
        .map(|subject| {
            let checked = chosen.contains(subject);
            view! {
                <Check name="vakken[]" value=subject.clone() label=subject.clone() checked/>
            }
        })
        .collect_view();
    let subjects = (!provable.subjects.is_empty()).then(|| {
        view! {
            <FieldGroup
                id="vakken-groep"
                legend="Welke vakken laat je zien?"
                hint="Alleen vakken waarvoor je bevoegdheid is bevestigd."
                error=form.error("vakken")
            >
                {subjects}
            </FieldGroup>
        }
    });
    let chosen = form.values("gegevens", vec!["nummer".to_owned(), "sinds".to_owned()]);
    let facts = [
        ("nummer", format!("Registratienummer: {}", provable.number)),
        (
            "sinds",
            format!("Geregistreerd sinds {}", notation::date(provable.since)),
        ),
    ]
    .into_iter()
    .chain(provable.birth_date.map(|day| {
        let label = format!("Geboortedatum: {}", notation::date(day));
        ("geboortedatum", label)
    }))
    .map(|(value, label)| {
        let checked = chosen.iter().any(|chosen| chosen == value);
        view! { <Check name="gegevens[]" value label checked/> }
    })
    .collect_view();
    let choices = Lasts::ALL
        .map(|lasts| Choice::new(lasts.code(), lasts.name()))
        .to_vec();
    view! {
        <Card title="Maak een bewijs" id="maken">
            <Stack>
                <Paragraph>
                    {format!("Een bewijs laat altijd je naam zien ({}), en dat je in het register staat. De rest kies je zelf.", provable.name)}
                </Paragraph>
                <ActionForm action=make attr:class="lr-stack lr-stack--m">
                    {subjects}
                    <FieldGroup
                        id="gegevens-groep"
                        legend="Wat laat je nog meer zien?"
                        error=form.error("gegevens")
                    >
                        {facts}
                    </FieldGroup>
                    <SelectField
                        name="hoelang"
                        label="Hoe lang is het te controleren?"
                        hint="Je kunt het altijd eerder intrekken."
                        value=form.value("hoelang", Lasts::ALL[0].code())
                        choices
                        error=form.error("hoelang")
                    />
                    <Actions>
                        <Button>"Maak het bewijs"</Button>
                    </Actions>
                </ActionForm>
            </Stack>
        </Card>
    }
}

#[component]
fn List(made: Vec<Made>, withdraw: ServerAction<WithdrawProof>) -> impl IntoView {
    let rows = made
        .into_iter()
        .map(|made| {
            let until = match made.standing {
                Standing::Holds => notation::date(made.until),
                standing => standing.word().to_owned(),
            };
            let code = made.code.clone();
            let may = matches!(made.standing, Standing::Holds | Standing::Outdated);
            view! {
                <Row>
                    <RowHead>{notation::date(made.made)}</RowHead>
                    <Cell label="Code"><span class="lr-id">{made.code}</span></Cell>
                    <Cell label="Geldig tot en met">{until}</Cell>
                    <Cell label="Actie">
                        {may
                            .then(|| {
                                view! {
                                    <ActionForm action=withdraw>
                                        <Hidden name="id" value=made.id.to_string()/>
                                        <Button weight=Weight::Small context=code>"Trek in"</Button>
                                    </ActionForm>
                                }
                            })}
                    </Cell>
                </Row>
            }
        })
        .collect_view();
    let columns = ["Gemaakt op", "Code", "Geldig tot en met", "Actie"]
        .map(Column::text)
        .to_vec();
    view! {
        <Card title="Bewijzen die je maakte" id="bewijzen">
            <Table caption="Bewijzen die je maakte" caption_hidden=true columns>{rows}</Table>
        </Card>
    }
}
