//! `/aanbieders/aanbod/{id}`: one offering, from concept to catalogue, and who attended it.

use super::{
    OwnOffering,
    api::{self, ConfirmAttendance, Offer, SaveOffering, WithdrawOffering},
    list::tone,
};
use crate::{
    design::{
        Actions, Alert, Badge, Breadcrumb, Bullet, Bullets, Button, Card, Choice, DateField,
        ErrorSummary, Hidden, Icons, Narrow, PageHead, Paragraph, SelectField, Stack, TextArea,
        TextField, Tone, Weight,
    },
    failure::{Answer, Failure},
    page::Page,
    public::FailureView,
    session::{Form, FormState, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    Problem,
    catalogue::{OfferingForm, OfferingState},
    portfolio::{ActivityKind, Category},
};
use uuid::Uuid;

#[derive(Clone, Copy)]
struct Deeds {
    save: ServerAction<SaveOffering>,
    offer: ServerAction<Offer>,
    withdraw: ServerAction<WithdrawOffering>,
    attended: ServerAction<ConfirmAttendance>,
}

/// `/aanbieders/aanbod/{id}?melding=`; `nieuw` for a new one.
pub struct ProviderOfferingPage {
    data: Resource<(Answer<OwnOffering>, Option<FormState>)>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
}

impl Page for ProviderOfferingPage {
    fn data() -> Self {
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        let deeds = Deeds {
            save: ServerAction::new(),
            offer: ServerAction::new(),
            withdraw: ServerAction::new(),
            attended: ServerAction::new(),
        };
        let done = move || {
            (
                answered(deeds.save),
                answered(deeds.offer),
                answered(deeds.withdraw),
                answered(deeds.attended),
            )
        };
        Self {
            data: Resource::new(
                move || {
                    (
                        params.read().get("id").unwrap_or_default(),
                        returned(),
                        done(),
                    )
                },
                |(id, returned, _)| async move {
                    let own = match (id.as_str(), id.parse::<Uuid>()) {
                        ("nieuw", _) => api::open_own_offering(None).await,
                        (_, Ok(id)) => api::open_own_offering(Some(id)).await,
                        _ => Err(Failure(Problem::not_found())),
                    };
                    (own, FormState::load(returned).await)
                },
            ),
            deeds,
            message: Memo::new(move |_| match query.read().get("melding")?.as_str() {
                "bewaard" => Some("Je aanbod is bewaard als concept."),
                "aangeboden" => Some("De beroepsgroep toetst je aanbod."),
                "teruggetrokken" => Some("Je aanbod staat niet meer in de catalogus."),
                "aanwezig" => {
                    Some("Klopt het nummer? Dan krijgt de leraar nu een bericht, en kiest zelf.")
                }
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
            <Breadcrumb parents=vec![("/aanbieders", "Je aanbod")]/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(own), returned) => page(own, returned, deeds, message).into_any(),
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(
    own: OwnOffering,
    returned: Option<FormState>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
) -> impl IntoView {
    let form = Form::new(deeds.save, returned.clone());
    let attended = Form::new(deeds.attended, returned.clone());
    let problems = [
        form.problem(),
        attended.problem(),
        Form::new(deeds.offer, returned.clone()).problem(),
        Form::new(deeds.withdraw, returned).problem(),
    ];
    let problem = Signal::derive(move || problems.iter().find_map(|problem| problem.get()));
    let known = own
        .offered
        .as_ref()
        .map(|offered| OfferingForm::from(&offered.offering));
    let state = own.offered.as_ref().map(|offered| offered.state);
    let title = own.offered.as_ref().map_or_else(
        || "Nieuw aanbod".to_owned(),
        |offered| offered.offering.title.clone(),
    );
    let id = own.offered.as_ref().map_or(own.fresh, |offered| offered.id);
    let reason = own.offered.and_then(|offered| offered.reason).map(|reason| {
        view! { <Alert tone=Tone::Warning title="Waarom het is afgewezen"><p>{reason}</p></Alert> }
    });
    let badge = state.map(|state| view! { <Badge tone=tone(state)>{state.label()}</Badge> });
    let rules = own
        .rules
        .into_iter()
        .map(|rule| view! { <Bullet>{format!("{}: {}", rule.name, rule.question)}</Bullet> })
        .collect_view();
    let editable = matches!(
        state,
        None | Some(OfferingState::Concept | OfferingState::Refused)
    );
    let edit = editable.then(|| fields(id, known.unwrap_or_default(), form, deeds.save));
    let presence =
        (state == Some(OfferingState::Validated)).then(|| attendance(id, attended, deeds.attended));
    view! {
        <Title text=format!("{title} - Lerarenregister")/>
        <Narrow>
            <ErrorSummary problem/>
            <PageHead title=title>{badge}</PageHead>
            {move || {
                message
                    .get()
                    .map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> })
            }}
            <Stack>
                {reason} {edit}
                <Card title="Waar de beroepsgroep naar kijkt" id="eisen" quiet=true>
                    <Bullets>{rules}</Bullets>
                </Card>
                {steps(id, state, deeds)} {presence}
            </Stack>
        </Narrow>
    }
}

fn steps(id: Uuid, state: Option<OfferingState>, deeds: Deeds) -> impl IntoView {
    let offer = (state == Some(OfferingState::Concept)).then(|| {
        view! {
            <ActionForm action=deeds.offer>
                <Hidden name="id" value=id.to_string()/>
                <Button icon=Icons::Check>"Laat dit toetsen"</Button>
            </ActionForm>
        }
    });
    let withdraw = state
        .filter(|state| *state != OfferingState::Withdrawn)
        .map(|_| {
            view! {
                <ActionForm action=deeds.withdraw>
                    <Hidden name="id" value=id.to_string()/>
                    <Button weight=Weight::Secondary>"Trek dit aanbod terug"</Button>
                </ActionForm>
            }
        });
    view! { <Actions>{offer} {withdraw}</Actions> }
}

fn fields(
    id: Uuid,
    known: OfferingForm,
    form: Form,
    save: ServerAction<SaveOffering>,
) -> impl IntoView {
    let choices = |first: &str, rest: Vec<(&'static str, &'static str)>| {
        let rest = rest
            .into_iter()
            .map(|(code, label)| Choice::new(code, label));
        std::iter::once(Choice::new("", first))
            .chain(rest)
            .collect::<Vec<_>>()
    };
    let kinds = ActivityKind::ALL.map(|kind| (kind.code(), kind.label()));
    let categories = Category::ALL.map(|one| (one.code(), one.label()));
    view! {
        <Card title="Wat je aanbiedt" id="aanbod">
            <ActionForm action=save attr:class="lr-stack lr-stack--m">
                <Hidden name="id" value=id.to_string()/>
                <TextField
                    name="title"
                    label="Titel"
                    value=form.value("title", known.title)
                    error=form.error("title")
                />
                <SelectField
                    name="kind"
                    label="Soort"
                    value=form.value("kind", known.kind)
                    choices=choices("Kies een soort", kinds.to_vec())
                    error=form.error("kind")
                />
                <SelectField
                    name="category"
                    label="Onderwerp"
                    value=form.value("category", known.category)
                    choices=choices("Kies een onderwerp", categories.to_vec())
                    error=form.error("category")
                />
                <TextField
                    name="hours"
                    label="Aantal uur"
                    value=form.value("hours", known.hours)
                    narrow=true
                    unit="uur"
                    inputmode="decimal"
                    error=form.error("hours")
                />
                <TextArea
                    name="about"
                    label="Wat doet een leraar, en wie geeft het?"
                    rows=6
                    value=form.value("about", known.about)
                    error=form.error("about")
                />
                <Actions><Button>"Bewaar als concept"</Button></Actions>
            </ActionForm>
        </Card>
    }
}

fn attendance(id: Uuid, form: Form, attended: ServerAction<ConfirmAttendance>) -> impl IntoView {
    let none = (String::new(), String::new(), String::new());
    view! {
        <Card title="Wie was erbij?" id="aanwezig">
            <ActionForm action=attended attr:class="lr-stack lr-stack--m">
                <Paragraph>
                    "Vraag de leraar om het registratienummer, nooit om het burgerservicenummer. De leraar kiest zelf of het in het portfolio komt."
                </Paragraph>
                <Hidden name="id" value=id.to_string()/>
                <TextField
                    name="number"
                    label="Registratienummer"
                    hint="8 cijfers"
                    value=form.value("number", "")
                    narrow=true
                    inputmode="numeric"
                    error=form.error("number")
                />
                <DateField
                    name="held"
                    legend="Op welke dag?"
                    value=form.date("held", none)
                    error=form.error("held")
                />
                <Actions><Button>"Geef door"</Button></Actions>
            </ActionForm>
        </Card>
    }
}
