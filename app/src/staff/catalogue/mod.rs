//! The catalogue, for who validates it for the profession: offerings by the quality rules, what was
//! reported, and who may offer.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;

use super::{loaded, waiting};
use crate::{
    catalogue::{Offered, Review},
    design::{
        Actions, Alert, Bullet, Bullets, Button, Card, Check, Columns, ErrorSummary, Fact, Facts,
        FieldGroup, Gap, Hidden, Icons, PageHead, Paragraph, Stack, TextArea, TextField, Tone,
        Weight,
    },
    failure::Answer,
    page::{Page, Paged},
    session::{Form, FormState, answered, returned_form},
};
use api::{AdmitProvider, JudgeOffering, JudgeReview};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use shared::{catalogue::QualityRule, notation};

/// What waits for who validates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validation {
    /// The first offerings, by title.
    pub offered: Paged<Offered>,
    /// The version of the quality rules.
    pub version: String,
    /// The quality rules of today.
    pub rules: Vec<QualityRule>,
    /// The reviews that were reported.
    pub reported: Vec<Review>,
}

/// What the profession says of an offering.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JudgementForm {
    /// The codes of the rules that it meets.
    pub met: Vec<String>,
    /// Why not, when it does not meet all of them.
    pub reason: String,
}

#[derive(Clone, Copy)]
struct Deeds {
    judge: ServerAction<JudgeOffering>,
    review: ServerAction<JudgeReview>,
    admit: ServerAction<AdmitProvider>,
}

/// `/behandeling/catalogus?melding=`
pub struct ValidationPage {
    data: Resource<(Answer<Validation>, Option<FormState>)>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
}

impl Page for ValidationPage {
    fn data() -> Self {
        let query = use_query_map();
        let returned = returned_form();
        let deeds = Deeds {
            judge: ServerAction::new(),
            review: ServerAction::new(),
            admit: ServerAction::new(),
        };
        let done = move || {
            (
                answered(deeds.judge),
                answered(deeds.review),
                answered(deeds.admit),
            )
        };
        Self {
            data: Resource::new(
                move || (returned(), done()),
                |(returned, _)| async move {
                    (
                        api::open_validation().await,
                        FormState::load(returned).await,
                    )
                },
            ),
            deeds,
            message: Memo::new(move |_| match query.read().get("melding")?.as_str() {
                "getoetst" => Some("Je oordeel is vastgelegd."),
                "ervaring" => Some("De melding is afgehandeld."),
                "toegelaten" => Some("De aanbieder kan nu inloggen met eHerkenning."),
                _ => None,
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            deeds,
            message,
        } = this;
        view! {
            <Title text="Catalogus - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    let (validation, returned) = data.await;
                    loaded(validation, move |validation| {
                        page(validation, returned, deeds, message)
                    })
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    validation: Validation,
    returned: Option<FormState>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
) -> impl IntoView {
    let judging = Form::new(deeds.judge, returned.clone());
    let admitting = Form::new(deeds.admit, returned.clone());
    let reviewing = Form::new(deeds.review, returned);
    let problems = [judging.problem(), admitting.problem(), reviewing.problem()];
    let problem = Signal::derive(move || problems.iter().find_map(|problem| problem.get()));
    let Validation {
        offered,
        version,
        rules,
        reported,
    } = validation;
    let nothing = (offered.total == 0)
        .then(|| view! { <Paragraph muted=true>"Er wacht niets op toetsing."</Paragraph> });
    let more = offered.total - i64::try_from(offered.rows.len()).unwrap_or(i64::MAX);
    // One at a time: each has the same fields.
    let mut offered = offered.rows.into_iter();
    let first = offered
        .next()
        .map(|one| offering(one, rules, judging, deeds.judge));
    let later: Vec<Offered> = offered.collect();
    let later = (!later.is_empty()).then(|| {
        let rows = later
            .into_iter()
            .map(|one| {
                let text = format!("{}, {}", one.offering.title, one.summary());
                view! { <Bullet>{text}</Bullet> }
            })
            .collect_view();
        view! {
            <Card title="Wat hierna komt" id="hierna" quiet=true>
                <Bullets>{rows}</Bullets>
                {(more > 0)
                    .then(|| {
                        let more = format!("En daarna nog {}.", notation::number(more));
                        view! { <Paragraph muted=true>{more}</Paragraph> }
                    })}
            </Card>
        }
    });
    view! {
        <ErrorSummary problem/>
        <PageHead
            title="Catalogus"
            lead=format!("Toets het aanbod aan de kwaliteitseisen van de beroepsgroep, versie {version}.")
        />
        {move || {
            message
                .get()
                .map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> })
        }}
        <Columns>
            <Stack>{nothing} {first} {later}</Stack>
            <Stack>{reviews(reported, deeds.review)} {admission(admitting, deeds.admit)}</Stack>
        </Columns>
    }
}

fn offering(
    one: Offered,
    rules: Vec<QualityRule>,
    form: Form,
    judge: ServerAction<JudgeOffering>,
) -> impl IntoView {
    let id = one.id.to_string();
    let is_this = form.value("id", "") == id;
    let ticked = if is_this {
        form.values("met", Vec::new())
    } else {
        Vec::new()
    };
    let reason = if is_this {
        form.value("reason", "")
    } else {
        String::new()
    };
    let boxes = rules
        .into_iter()
        .map(|rule| {
            let checked = ticked.contains(&rule.code);
            view! { <Check name="met[]" value=rule.code label=rule.name note=rule.question checked/> }
        })
        .collect_view();
    let (summary, title) = (one.summary(), one.offering.title.clone());
    view! {
        <Card title=title.clone() id=format!("aanbod-{id}")>
            <Stack gap=Gap::Normal>
                <Facts>
                    <Fact name="Wat">{summary}</Fact>
                    <Fact name="Onderwerp">{one.offering.category.label()}</Fact>
                    <Fact name="Beschrijving">{one.offering.about}</Fact>
                </Facts>
                <ActionForm action=judge attr:class="lr-stack lr-stack--m">
                    <Hidden name="id" value=id.clone()/>
                    <FieldGroup
                        id=format!("met-{id}")
                        legend="Aan welke eisen voldoet het?"
                        hint="Voldoet het aan alle eisen, dan komt het in de catalogus."
                        error=form.error("met")
                    >
                        {boxes}
                    </FieldGroup>
                    <TextArea
                        name="reason"
                        label=format!("Waarom niet? ({title})")
                        hint="De aanbieder leest dit en kan het aanbod verbeteren."
                        value=reason
                        optional=true
                        error=form.error("reason")
                    />
                    <Actions>
                        <Button context=title>"Leg je oordeel vast"</Button>
                    </Actions>
                </ActionForm>
            </Stack>
        </Card>
    }
}

fn reviews(reported: Vec<Review>, review: ServerAction<JudgeReview>) -> impl IntoView {
    let nothing = reported
        .is_empty()
        .then(|| view! { <Paragraph muted=true>"Er zijn geen meldingen."</Paragraph> });
    let rows = reported
        .into_iter()
        .map(|one| {
            let (keep, hide) = (one.id.to_string(), one.id.to_string());
            let context: String = one.words.chars().take(40).collect();
            let other = context.clone();
            view! {
                <Stack gap=Gap::Small>
                    <Paragraph>{one.words}</Paragraph>
                    <Actions>
                        <ActionForm action=review>
                            <Hidden name="id" value=hide/>
                            <Hidden name="hidden" value="true"/>
                            <Button weight=Weight::Secondary context=other>"Haal weg"</Button>
                        </ActionForm>
                        <ActionForm action=review>
                            <Hidden name="id" value=keep/>
                            <Hidden name="hidden" value="false"/>
                            <Button weight=Weight::Secondary context>"Laat staan"</Button>
                        </ActionForm>
                    </Actions>
                </Stack>
            }
        })
        .collect_view();
    view! {
        <Card title="Gemelde ervaringen" id="meldingen">
            <Stack>{nothing} {rows}</Stack>
        </Card>
    }
}

fn admission(form: Form, admit: ServerAction<AdmitProvider>) -> impl IntoView {
    view! {
        <Card title="Laat een aanbieder toe" id="toelaten">
            <ActionForm action=admit attr:class="lr-stack lr-stack--m">
                <TextField
                    name="name"
                    label="Naam van de organisatie"
                    value=form.value("name", "")
                    error=form.error("name")
                />
                <TextField
                    name="kvk"
                    label="KvK-nummer"
                    hint="8 cijfers"
                    value=form.value("kvk", "")
                    narrow=true
                    inputmode="numeric"
                    error=form.error("kvk")
                />
                <Actions><Button weight=Weight::Secondary icon=Icons::Plus>"Laat toe"</Button></Actions>
            </ActionForm>
        </Card>
    }
}
