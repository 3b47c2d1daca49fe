//! "Wat klopt er niet?": reporting a fact to whoever recorded it.

mod elsewhere;
mod follows;

use super::{
    Overview,
    api::{ReportFact, my_overview, show_claim},
    correction::{Addressee, Reportable, addressee},
    entry::api::my_kept,
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Aside, Breadcrumb, Button, Choice, ChoiceCard, ChoiceCards, Columns, ErrorSummary,
        FieldGroup, FileField, Narrow, PageHead, SelectField, Source, Stack, TextArea, TextLink,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, FormTitle, returned_form},
};
use elsewhere::{NothingToReport, OfMunicipality};
use follows::{AtRegister, AtSchool};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn;
use shared::portfolio::EvidenceKind;

/// What there is to report, a form that came back, and what is suggested to write.
type Data = (Answer<Overview>, Option<FormState>, String);

/// `/mijn/gegevens/correctie?gegeven=&benoeming=&vak=`: `vak` is a subject of which the diploma says
/// something else than the school.
pub struct CorrectionPage {
    loaded: Resource<Data>,
}

impl Page for CorrectionPage {
    fn data() -> Self {
        let returned = returned_form();
        let query = use_query_map();
        let asked = move || (returned(), query.read().get("vak").unwrap_or_default());
        Self {
            loaded: Resource::new(asked, |(id, claim)| async move {
                let suggestion = suggestion(&claim).await.unwrap_or_default();
                (reportable().await, FormState::load(id).await, suggestion)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let loaded = this.loaded;
        let query = use_query_map();
        view! {
            <Suspense>
                {move || {
                    let asked = |name: &str| query.read().get(name).unwrap_or_default();
                    let asked = (asked("benoeming"), Reportable::parse(&asked("gegeven")));
                    Suspend::new(async move {
                    let (overview, returned, suggestion) = loaded.await;
                    match overview {
                        Ok(overview) => {
                            view! { <Report overview returned asked suggestion/> }.into_any()
                        }
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}}
            </Suspense>
        }
        .into_any()
    }
}

/// The overview, with the appointments that left the register: that may not be right either.
async fn reportable() -> Answer<Overview> {
    let mut overview = my_overview().await?;
    if overview.kept > 0 {
        let removed = my_kept().await?.removed;
        let removed = removed.into_iter().map(|kept| kept.appointment);
        overview.appointments.extend(removed);
    }
    Ok(overview)
}

/// What to write about a subject of which the diploma says something else than the school; nothing for
/// any other, and when it cannot be asked now.
async fn suggestion(claim: &str) -> Option<String> {
    show_claim(claim.parse().ok()?).await.ok()?.correction()
}

#[component]
fn Report(
    overview: Overview,
    returned: Option<FormState>,
    asked: (String, Option<Reportable>),
    suggestion: String,
) -> impl IntoView {
    if overview.appointments.is_empty() {
        return view! { <NothingToReport/> }.into_any();
    }
    let details = overview.person.details.as_ref();
    let from_school = details.is_some_and(|d| d.source == Source::School);
    if let (false, Some(fact), None) = (from_school, asked.1, &returned)
        && Reportable::OF_PERSON.contains(&fact)
    {
        return view! { <OfMunicipality/> }.into_any();
    }
    let form = Form::posted::<ReportFact>(returned);
    let known = asked.1.map(Reportable::label).unwrap_or_default();
    let fact = RwSignal::new(form.value("fact", known));
    let to = Memo::new(move |_| match fact.read().as_str() {
        "" => None,
        fact => Some(addressee(fact, !from_school)),
    });
    let (by_school, by_register) = (overview.answer_by.clone(), overview.decide_by.clone());
    view! {
        <FormTitle page="Wat klopt er niet?" problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/gegevens", "Mijn gegevens")]/>
        <Columns>
            <Narrow>
                <ErrorSummary problem=form.problem()/>
                <PageHead
                    title="Wat klopt er niet?"
                    lead="Wie het gegeven vastlegde, krijgt je melding met een datum. Je ziet hier wat ermee gebeurt."
                />
                <Fields form overview appointment=asked.0 fact from_school suggestion/>
            </Narrow>
            <Aside label="Wat gebeurt er daarna">
                {move || match to.get() {
                    Some(Addressee::Register(_)) => {
                        view! { <AtRegister decide_by=by_register.clone()/> }.into_any()
                    }
                    to => {
                        let chosen = to.is_some();
                        view! { <AtSchool answer_by=by_school.clone() chosen/> }.into_any()
                    }
                }}
            </Aside>
        </Columns>
    }
    .into_any()
}

#[component]
fn Fields(
    form: Form,
    overview: Overview,
    appointment: String,
    fact: RwSignal<String>,
    from_school: bool,
    suggestion: String,
) -> impl IntoView {
    let several = overview.appointments.len() > 1;
    let choices = several
        .then(|| Choice::new("", "Kies"))
        .into_iter()
        .chain(overview.appointments.iter().map(|a| {
            let left = if a.entry.is_removed() {
                ", uitgeschreven"
            } else {
                ""
            };
            Choice::new(
                a.id.to_string(),
                format!("{} ({}{left})", a.school, a.ground_name),
            )
        }))
        .collect::<Vec<_>>();
    let appointment = match overview.appointments.as_slice() {
        [only] => only.id.to_string(),
        _ => form.value("appointment", appointment),
    };
    let of_person: &[Reportable] = if from_school {
        &Reportable::OF_PERSON
    } else {
        &[]
    };
    let facts: Vec<Reportable> = Reportable::OF_APPOINTMENT
        .iter()
        .chain(of_person)
        .chain(&Reportable::OF_REGISTER)
        .copied()
        // Not every appointment has them.
        .filter(|fact| {
            !matches!(fact, Reportable::Field | Reportable::Maximum)
                || overview.appointments.iter().any(|a| fact.now(a).is_some())
        })
        .collect();
    let number = overview.person.number.grouped();
    let chosen = RwSignal::new(appointment.clone());
    let appointments = StoredValue::new(overview.appointments);
    let cards = facts
        .into_iter()
        .map(|one| {
            let number = number.clone();
            let note = Signal::derive(move || {
                let now = chosen.with(|id| {
                    appointments.with_value(|all| {
                        let appointment = all.iter().find(|a| a.id.to_string() == *id);
                        appointment.and_then(|a| one.now(a))
                    })
                });
                let now = match one {
                    Reportable::Number => Some(number.clone()),
                    _ => now,
                };
                now.map(|now| format!("Er staat nu: {now}"))
                    .unwrap_or_default()
            });
            let checked = fact.with_untracked(|fact| fact == one.label());
            view! { <ChoiceCard name="fact" value=one.label() label=one.label() note checked/> }
        })
        .collect_view();
    view! {
        <form method="post" enctype="multipart/form-data" action=ReportFact::PATH>
            <Stack>
                <SelectField
                    name="appointment"
                    label="Om welke benoeming gaat het?"
                    value=appointment
                    choices
                    error=form.error("appointment")
                    on_change=Callback::new(move |id: String| chosen.set(id))
                />
                <FieldGroup
                    id="fact"
                    legend="Welk gegeven klopt niet?"
                    hint=if from_school {
                        ""
                    } else {
                        "Naam, adres en geboortedatum komen van je gemeente. Verander je die daar, dan komen ze vanzelf hier."
                    }
                    error=form.error("fact")
                >
                    <ChoiceCards on_choose=Callback::new(move |chosen: String| fact.set(chosen))>
                        {cards}
                    </ChoiceCards>
                </FieldGroup>
                <TextArea
                    name="message"
                    label="Wat moet het zijn?"
                    hint="Vertel het in een paar zinnen. Zet er geen burgerservicenummer in."
                    value=form.value("message", suggestion)
                    error=form.error("message")
                />
                <FileField
                    name="bestand"
                    label="Voeg een bewijs toe"
                    hint=format!(
                        "Bijvoorbeeld een brief van je school. Wie je melding beantwoordt, ziet het ook. {}",
                        EvidenceKind::HINT,
                    )
                    accept=EvidenceKind::ACCEPT
                    error=form.error("bestand")
                    multiple=true
                    optional=true
                />
                <Actions>
                    <Button>"Geef het door"</Button>
                    <TextLink href="/mijn/gegevens">"Annuleren"</TextLink>
                </Actions>
            </Stack>
        </form>
    }
}
