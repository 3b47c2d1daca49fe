//! Subjects: the list, and the form with which one is entered (step 1).

use super::{
    ClaimInput, ClaimView, Delivered,
    api::{AnswerProposal, RemoveClaim, SaveClaim, SetConsent, fill_claim, my_claims},
    diplomas::WhatHappens,
    proposal::Proposals,
};
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, AskFirst, Badge, Breadcrumb, Button, ButtonLink, Card, Check, Choice,
        Cluster, Combobox, DateField, Empty, Entries, ErrorSummary, FieldGroup, Gap, Hidden, Icons,
        Narrow, PageHead, Paragraph, SelectField, Skeleton, Stack, Steps, TextLink, Tone, Weight,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{authority::Outcome, notation, subject::SubjectTable};

/// The steps of entering a subject.
pub const STEPS: &[&str] = &[
    "Vak kiezen",
    "Vergelijken met diploma",
    "Controleren",
    "Klaar",
];

/// An outcome in a word or two; what was not found is never a warning.
#[component]
pub fn OutcomeBadge(
    /// The outcome.
    outcome: Outcome,
) -> impl IntoView {
    let tone = match outcome {
        Outcome::Confirmed | Outcome::Evidenced => Tone::Ok,
        Outcome::ConfirmedInPart | Outcome::Conflicting | Outcome::SourceUnreachable => Tone::Info,
        Outcome::Related | Outcome::NotFound | Outcome::NoBasis | Outcome::NotChecked => {
            Tone::Neutral
        }
    };
    view! { <Badge tone>{outcome.label()}</Badge> }
}

/// `/mijn/vakken`
pub struct ClaimsPage {
    claims: Resource<Answer<Vec<ClaimView>>>,
    remove: ServerAction<RemoveClaim>,
}

impl Page for ClaimsPage {
    fn data() -> Self {
        let remove = ServerAction::<RemoveClaim>::new();
        Self {
            claims: Resource::new(move || answered(remove), |_| my_claims()),
            remove,
        }
    }

    fn view(this: Self) -> AnyView {
        let (claims, remove) = (this.claims, this.remove);
        let query = use_query_map();
        let removed = move || {
            (query.read().get("melding").as_deref() == Some("verwijderd")).then(
                || view! { <Alert tone=Tone::Ok live=true><p>"Het vak is verwijderd."</p></Alert> },
            )
        };
        view! {
            <Title text="Vakken - Lerarenregister"/>
            <PageHead title="Vakken" lead="De vakken die je geeft, vergeleken met je diploma.">
                <ButtonLink href="/mijn/vakken/toevoegen" icon=Icons::Plus>"Vak toevoegen"</ButtonLink>
            </PageHead>
            {removed}
            <p>
                <TextLink href="/mijn/diplomas">"Wat weet het Diplomaregister van mij?"</TextLink>
            </p>
            <Transition>
                {move || Suspend::new(async move {
                    match claims.await {
                        Ok(claims) => view! { <List claims remove/> }.into_any(),
                        Err(failure) => view! { <FailureView failure within=true/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

#[component]
fn List(claims: Vec<ClaimView>, remove: ServerAction<RemoveClaim>) -> impl IntoView {
    if claims.is_empty() {
        return view! {
            <Empty icon=Icons::Book title="Nog geen vak">
                <Paragraph muted=true>
                    "Hier komen de vakken die je geeft. Je school geeft die niet door; jij wel."
                </Paragraph>
            </Empty>
        }
        .into_any();
    }
    let items = claims
        .into_iter()
        .map(|claim| view! { <li><ClaimCard claim remove/></li> })
        .collect_view();
    view! { <Narrow><Entries>{items}</Entries></Narrow> }.into_any()
}

#[component]
fn ClaimCard(claim: ClaimView, remove: ServerAction<RemoveClaim>) -> impl IntoView {
    let (outcome, recorded, asks) = (claim.outcome, claim.recorded, claim.asks);
    let (place, since) = (claim.place(), notation::date(claim.since));
    let status = ViewFn::from(move || {
        (!recorded).then(|| view! { <Badge tone=Tone::Neutral>"Nog niet vastgelegd"</Badge> })
    });
    // Two cards of the same subject are told apart by where it is given.
    let context = format!("{}, {}", claim.subject, claim.extent);
    let (id, asked) = (claim.id, context.clone());
    view! {
        <Card title=claim.subject id=format!("vak-{id}") small=true aside=status>
            <Stack gap=Gap::Small>
                <Paragraph>{format!("{place}, sinds {since}")}</Paragraph>
                <Paragraph small=true muted=true>{claim.school}</Paragraph>
                <p>
                    <OutcomeBadge outcome/>
                    {asks.then(|| view! { " " <Badge tone=Tone::Info>"Vraag aan jou"</Badge> })}
                </p>
                <Cluster>
                    {(!recorded)
                        .then(|| {
                            view! {
                                <TextLink
                                    href=format!("/mijn/vakken/toevoegen/controleren?vak={id}")
                                    context=context.clone()
                                >
                                    "Leg vast"
                                </TextLink>
                            }
                        })}
                    <TextLink
                        href=format!("/mijn/vakken/toevoegen/uitkomst?vak={id}")
                        context=context.clone()
                    >
                        "Bekijk de uitkomst"
                    </TextLink>
                    <TextLink href=format!("/mijn/vakken/toevoegen?vak={id}") context=context>
                        "Wijzig"
                    </TextLink>
                    <AskFirst label="Verwijder" context=asked>
                        <p>"Je school ziet dan niet meer dat je dit vak geeft."</p>
                        <ActionForm action=remove>
                            <Hidden name="claim" value=id.to_string()/>
                            <Button weight=Weight::Secondary icon=Icons::Trash>"Ja, verwijder"</Button>
                        </ActionForm>
                    </AskFirst>
                </Cluster>
            </Stack>
        </Card>
    }
}

/// `/mijn/vakken/toevoegen`, with `?vak=` to change one.
pub struct ClaimFormPage {
    action: ServerAction<SaveClaim>,
    answer: ServerAction<AnswerProposal>,
    consent: ServerAction<SetConsent>,
    loaded: Resource<(Answer<ClaimInput>, Option<FormState>, String)>,
}

impl Page for ClaimFormPage {
    fn data() -> Self {
        let returned = returned_form();
        let query = use_query_map();
        let answer = ServerAction::<AnswerProposal>::new();
        let source = move || {
            let claim = query.read().get("vak").unwrap_or_default();
            (claim, returned(), answered(answer))
        };
        Self {
            action: ServerAction::new(),
            answer,
            consent: ServerAction::new(),
            loaded: Resource::new(source, |(claim, id, _)| async move {
                let input = fill_claim(claim.parse().ok()).await;
                (input, FormState::load(id).await, claim)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            action,
            answer,
            consent,
            loaded,
        } = this;
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    let (input, returned, claim) = loaded.await;
                    match input {
                        Ok(input) => view! { <Enter input returned claim action answer consent/> }.into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

#[component]
fn Enter(
    input: ClaimInput,
    returned: Option<FormState>,
    claim: String,
    action: ServerAction<SaveClaim>,
    answer: ServerAction<AnswerProposal>,
    consent: ServerAction<SetConsent>,
) -> impl IntoView {
    if input.appointments.is_empty() {
        return view! {
            <Title text="Welk vak geef je? - Lerarenregister"/>
            <PageHead title="Welk vak geef je?"/>
            <Empty icon=Icons::School title="Eerst je benoeming">
                <Paragraph muted=true>
                    "Een vak hoort bij een benoeming. Je school heeft je nog niet doorgegeven."
                </Paragraph>
                <ButtonLink href="/mijn" weight=Weight::Secondary>"Terug naar overzicht"</ButtonLink>
            </Empty>
        }
        .into_any();
    }
    let form = Form::new(action, returned);
    let (phase, consents) = (input.phase, input.consents);
    let asks = phase.may_ask(consents);
    let (lead, send) = if asks {
        (
            "We vergelijken je vak daarna met je diploma. Je ziet meteen wat we vinden.",
            "Vergelijk met mijn diploma",
        )
    } else {
        (
            "Wat jij opgeeft, staat er als eigen opgave. Kijk het daarna na.",
            "Verder",
        )
    };
    let number = form.value("number", input.number.to_string());
    let known = input.form;
    let subjects = subject_choices(input.today);
    let kinds = form.values("school_types", known.school_types.clone());
    let years = form.values("years", known.years.clone());
    let single = input.appointments.len() == 1;
    let delivered = input
        .delivered
        .map(|delivered| view! { <SaidBySchool delivered/> });
    let chosen = form.value("appointment", known.appointment.clone());
    let appointments = input
        .appointments
        .into_iter()
        .map(|(id, label)| Choice::new(id.to_string(), label))
        .collect::<Vec<_>>();
    view! {
        <FormTitle page="Welk vak geef je?" problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/vakken", "Vakken")]/>
        <Narrow>
            <Steps steps=STEPS now=1/>
            <ErrorSummary problem=form.problem()/>
            <PageHead
                title="Welk vak geef je?"
                lead=lead
            />
            <Proposals proposals=input.proposals action=answer/>
            {delivered}
            <ActionForm action=action>
                <Stack>
                    <Hidden name="claim" value=claim/>
                    <Hidden name="number" value=number/>
                    {if single {
                        view! { <Hidden name="appointment" value=chosen/> }.into_any()
                    } else {
                        view! {
                            <SelectField
                                name="appointment"
                                label="Bij welke benoeming?"
                                value=chosen
                                choices=appointments
                                error=form.error("appointment")
                            />
                        }
                            .into_any()
                    }}
                    <Combobox
                        name="subject"
                        label="Vak"
                        hint="Typ de eerste letters en kies uit de lijst."
                        counted=("vak", "vakken")
                        value=form.value("subject", known.subject.clone())
                        choices=subjects
                        error=form.error("subject")
                    />
                    <FieldGroup
                        id="school_types"
                        legend="Op welke soort school?"
                        hint="Je kunt er meer kiezen."
                        error=form.error("school_types")
                    >
                        {input
                            .kinds
                            .into_iter()
                            .map(|kind| {
                                let checked = kinds.iter().any(|code| code == kind.code());
                                view! { <Check name="school_types[]" value=kind.code() label=kind.name() checked/> }
                            })
                            .collect_view()}
                    </FieldGroup>
                    <FieldGroup
                        id="years"
                        legend="In welke leerjaren van havo en vwo?"
                        hint="Alleen als je lesgeeft op havo of vwo."
                        error=form.error("years")
                    >
                        <Check
                            name="years[]"
                            value="lower"
                            label="Klas 1 tot en met 3"
                            checked=years.iter().any(|code| code == "lower")
                        />
                        <Check
                            name="years[]"
                            value="upper"
                            label="Klas 4 en hoger"
                            checked=years.iter().any(|code| code == "upper")
                        />
                    </FieldGroup>
                    <DateField
                        name="since"
                        legend="Sinds wanneer?"
                        hint="Bijvoorbeeld 1 8 2020. Weet je het niet precies? Vul dan het begin van het schooljaar in."
                        value=(
                            form.value("since_day", known.since_day.clone()),
                            form.value("since_month", known.since_month.clone()),
                            form.value("since_year", known.since_year.clone()),
                        )
                        error=form.error("since")
                    />
                    <Actions>
                        <Button>{send}</Button>
                        <TextLink href="/mijn/vakken">"Annuleren"</TextLink>
                    </Actions>
                </Stack>
            </ActionForm>
            {move || {
                let waits = action.pending().get() || answer.pending().get();
                (asks && waits)
                    .then(|| {
                        view! { <Skeleton text="We zoeken je diploma op. Dat kan een paar seconden duren."/> }
                    })
            }}
            <WhatHappens phase consents consent/>
        </Narrow>
    }
    .into_any()
}

/// What the school delivered, with which the form was filled in.
#[component]
fn SaidBySchool(delivered: Delivered) -> impl IntoView {
    view! {
        <Alert icon=Icons::School>
            <p>
                {format!("Je school gaf door dat je sinds {} ", notation::date(delivered.since))}
                <strong>{delivered.field}</strong>
                " geeft. We hebben alvast ingevuld wat daarbij hoort. Kijk na of het klopt."
            </p>
        </Alert>
    }
}

/// All subjects of today, grouped by where they are given.
pub fn subject_choices(today: jiff::civil::Date) -> Vec<Choice> {
    let mut choices: Vec<Choice> = SubjectTable::current()
        .all()
        .iter()
        .filter(|subject| subject.is_valid_on(today))
        .map(|subject| {
            Choice::grouped(
                subject.id.clone(),
                subject.name.clone(),
                subject.where_given(),
            )
        })
        .collect();
    choices.sort_by(|a, b| (&a.group, &a.label).cmp(&(&b.group, &b.label)));
    choices.insert(0, Choice::new("", "Kies een vak"));
    choices
}
