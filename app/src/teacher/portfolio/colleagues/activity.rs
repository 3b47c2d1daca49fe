//! The colleagues at one activity: what they said, who is invited, and inviting one more.

use super::{
    Around, Found, InviteForm, MOST_FOUND, Received, Sent, State,
    api::{self, AttachFeedback, Invite, WithdrawInvitation},
};
use crate::{
    design::{
        Actions, Alert, Aside, Badge, Breadcrumb, Bullet, Bullets, Button, Card, Check, Columns,
        ErrorSummary, Fact, Facts, FieldGroup, Gap, Hidden, Identifier, PageHead, Paragraph,
        SearchBox, Section, Stack, TextLink, Tone, Weight,
    },
    failure::{Answer, Failure},
    page::Page,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
    teacher::portfolio::waiting,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    Problem,
    identifier::ActivityId,
    notation,
    portfolio::{Feedback, InvitationKind},
};

type Loaded = (Around, Option<FormState>);

#[derive(Clone, Copy)]
struct Deeds {
    invite: ServerAction<Invite>,
    withdraw: ServerAction<WithdrawInvitation>,
    attach: ServerAction<AttachFeedback>,
}

/// `/mijn/portfolio/activiteit/{id}/collegas?q=&melding=`
pub struct ColleaguesPage {
    data: Resource<Answer<Loaded>>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
}

impl Page for ColleaguesPage {
    fn data() -> Self {
        let params = use_params_map();
        let query = use_query_map();
        let returned = returned_form();
        let deeds = Deeds {
            invite: ServerAction::new(),
            withdraw: ServerAction::new(),
            attach: ServerAction::new(),
        };
        let done = move || {
            (
                answered(deeds.invite),
                answered(deeds.withdraw),
                answered(deeds.attach),
            )
        };
        Self {
            data: Resource::new(
                move || {
                    let search = query.read().get("q").unwrap_or_default();
                    (params.read().get("id"), search, returned(), done())
                },
                |(id, search, returned, _)| load(id, search, returned),
            ),
            deeds,
            message: Memo::new(move |_| message(query.read().get("melding")?.as_str())),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            deeds,
            message,
        } = this;
        view! {
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok((around, returned)) => {
                            page(around, returned, deeds, message).into_any()
                        }
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    }
}

async fn load(id: Option<String>, search: String, returned: Option<String>) -> Answer<Loaded> {
    let id = id
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| Failure(Problem::not_found()))?;
    Ok((
        api::open_around(id, search).await?,
        FormState::load(returned).await,
    ))
}

fn message(code: &str) -> Option<&'static str> {
    match code {
        "uitgenodigd" => Some("De uitnodiging staat klaar. Je ziet hem onder ‘Wie kan dit zien?’."),
        "ingetrokken" => Some("De uitnodiging is ingetrokken. Je collega ziet niets meer."),
        "toegevoegd" => Some("De feedback hoort nu bij je activiteit."),
        "weggehaald" => Some("De feedback hoort niet meer bij je activiteit."),
        _ => None,
    }
}

fn page(
    around: Around,
    returned: Option<FormState>,
    deeds: Deeds,
    message: Memo<Option<&'static str>>,
) -> impl IntoView {
    let form = Form::new(deeds.invite, returned.clone());
    let problems = [
        form.problem(),
        Form::new(deeds.withdraw, returned.clone()).problem(),
        Form::new(deeds.attach, returned).problem(),
    ];
    let problem = Signal::derive(move || problems.iter().find_map(|problem| problem.get()));
    let activity = format!("/mijn/portfolio/activiteit/{}", around.activity);
    let fresh = around.feedback.iter().filter(|one| !one.attached).count();
    let fresh = u32::try_from(fresh).unwrap_or(u32::MAX);
    let feedback = received(around.feedback.clone(), deeds.attach);
    let seen = who_sees(around.activity, around.invitations.clone(), deeds.withdraw);
    let badge = move || {
        (fresh > 0).then(
            || view! { <Badge tone=Tone::Info>{format!("{fresh} nog niet toegevoegd")}</Badge> },
        )
    };
    view! {
        <FormTitle page="Collega’s" problem/>
        <Breadcrumb parents=vec![
            ("/mijn".to_owned(), "Overzicht".to_owned()),
            ("/mijn/portfolio".to_owned(), "Portfolio".to_owned()),
            (activity, around.title.clone()),
        ]/>
        <ErrorSummary problem/>
        <PageHead title="Collega’s" before=around.title.clone()/>
        {move || {
            message
                .get()
                .map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> })
        }}
        <Columns>
            <Stack>
                <Section title="Feedback van collega’s" id="feedback" aside=ViewFn::from(badge)>
                    {feedback}
                </Section>
                {inviting(around, form, deeds.invite)}
            </Stack>
            <Aside label="Wie kan dit zien?">{seen}</Aside>
        </Columns>
    }
}

/// What colleagues said, with the choice whether it goes with the activity.
fn received(feedback: Vec<Received>, attach: ServerAction<AttachFeedback>) -> AnyView {
    if feedback.is_empty() {
        return view! {
            <Paragraph muted=true>
                "Er is nog geen feedback. Vraag een collega om mee te kijken. Een cijfer geeft niemand."
            </Paragraph>
        }
        .into_any();
    }
    let count = feedback.len();
    feedback
        .into_iter()
        .enumerate()
        .map(|(place, one)| {
            let title = one.title();
            let Received {
                invitation,
                feedback,
                is_teacher,
                attached,
                ..
            } = one;
            let (next, label) = if attached {
                ("false", "Haal weg bij deze activiteit")
            } else {
                ("true", "Voeg toe aan deze activiteit")
            };
            let context = if count > 1 {
                feedback.name.clone()
            } else {
                String::new()
            };
            let note = match (attached, is_teacher) {
                (true, true) => "Deze feedback hoort bij je activiteit en telt mee.",
                (true, false) => {
                    "Deze feedback hoort bij je activiteit. Voor de herregistratie telt alleen feedback \
                     van een leraar die was ingelogd."
                }
                (false, _) => "Alleen jij ziet dit. Jij kiest of het bij je activiteit hoort.",
            };
            view! {
                <Card title id=format!("feedback-{}", place + 1) small=true>
                    <Stack gap=Gap::Normal>
                        {words(feedback)}
                        <Paragraph small=true muted=true>{note}</Paragraph>
                        <ActionForm action=attach>
                            <Hidden name="id" value=invitation.to_string()/>
                            <Hidden name="attached" value=next/>
                            <Button weight=Weight::Secondary context>{label}</Button>
                        </ActionForm>
                    </Stack>
                </Card>
            }
        })
        .collect_view()
        .into_any()
}

/// What a colleague said.
pub fn words(feedback: Feedback) -> AnyView {
    let answers = feedback
        .answers()
        .into_iter()
        .map(|(question, answer)| {
            let answer = answer.to_owned();
            view! { <Fact name=question>{answer}</Fact> }
        })
        .collect_view();
    view! { <Facts>{answers}</Facts> }.into_any()
}

/// The invitations, each with what its colleague sees.
fn who_sees(
    activity: ActivityId,
    invitations: Vec<Sent>,
    withdraw: ServerAction<WithdrawInvitation>,
) -> AnyView {
    let share = format!("/mijn/portfolio/delen?activiteit={activity}");
    let open: Vec<Sent> = invitations
        .iter()
        .filter(|one| one.state == State::Open)
        .cloned()
        .collect();
    let over = invitations
        .into_iter()
        .filter(|one| one.state != State::Open)
        .map(|one| {
            let who = one
                .colleague
                .unwrap_or_else(|| "Iemand met een link".to_owned());
            view! { <Bullet>{format!("{who}: {}", one.state.label().to_lowercase())}</Bullet> }
        })
        .collect_view();
    let nobody = open.is_empty().then(|| {
        view! { <Paragraph muted=true>"Alleen jij. Niemand anders ziet deze activiteit nu."</Paragraph> }
    });
    let rows = open
        .into_iter()
        .enumerate()
        .map(|(place, one)| invited(place + 1, one, withdraw))
        .collect_view();
    view! {
        <Card title="Wie kan dit zien?" id="wie" quiet=true>
            <Stack gap=Gap::Normal>
                {nobody} {rows} <Bullets small=true>{over}</Bullets>
                <Paragraph small=true muted=true>
                    "Je bestuur ziet deze activiteit alleen als jij hem deelt. "
                    <TextLink href=share>"Delen met je bestuur"</TextLink>
                </Paragraph>
            </Stack>
        </Card>
    }
    .into_any()
}

fn invited(place: usize, one: Sent, withdraw: ServerAction<WithdrawInvitation>) -> impl IntoView {
    let who = one
        .colleague
        .clone()
        .unwrap_or_else(|| format!("Wie link {place} heeft"));
    let what = match (one.kind, one.evidence) {
        (InvitationKind::Team, _) => "om het ook in het eigen portfolio te zetten".to_owned(),
        (InvitationKind::Feedback, 0) => "voor feedback, zonder bewijs".to_owned(),
        (InvitationKind::Feedback, files) => {
            let files = i64::try_from(files).unwrap_or(i64::MAX);
            format!(
                "voor feedback, met {}",
                notation::count(files, "bewijsstuk", "bewijsstukken")
            )
        }
    };
    let link = one.link.map(|link| {
        view! {
            <Paragraph small=true>
                "Stuur je collega deze link: " <Identifier value=link long=true/>
            </Paragraph>
        }
    });
    view! {
        <Stack gap=Gap::Normal>
            <p>
                <strong>{who.clone()}</strong>
                {format!(", {what}. Tot en met {}.", notation::date(one.until))}
            </p>
            {link}
            <ActionForm action=withdraw>
                <Hidden name="id" value=one.id.to_string()/>
                <Button weight=Weight::Small context=who>"Stop"</Button>
            </ActionForm>
        </Stack>
    }
}

/// The form with which one invites, and the search for a colleague before it.
fn inviting(around: Around, form: Form, invite: ServerAction<Invite>) -> impl IntoView {
    let page = format!("/mijn/portfolio/activiteit/{}/collegas", around.activity);
    let known = InviteForm::default();
    let chosen = form.value("colleague", known.colleague);
    let kind = form.value("kind", InvitationKind::Feedback.code());
    let ticked = form.values("evidence", known.evidence);
    let nobody = (!around.search.is_empty() && around.found.is_empty()).then(|| {
        view! {
            <Paragraph>
                "We vonden niemand met deze naam op jouw school, en ook niet met dit registratienummer. Maak dan een link en stuur die zelf."
            </Paragraph>
        }
    });
    let many = (around.found.len() == usize::from(MOST_FOUND)).then(|| {
        view! {
            <Paragraph>
                {format!(
                    "Dit zijn de eerste {MOST_FOUND}. Staat je collega er niet bij? Vul meer van de naam in.",
                )}
            </Paragraph>
        }
    });
    let colleagues = around
        .found
        .into_iter()
        .map(
            |Found {
                 number,
                 name,
                 school,
             }| {
                let checked = chosen == number.as_str();
                let value = number.as_str().to_owned();
                let note = school.unwrap_or_else(|| "Gevonden op registratienummer".to_owned());
                view! { <Check name="colleague" value label=name note checked radio=true/> }
            },
        )
        .collect_view();
    let files = (!around.evidence.is_empty()).then(|| {
        let boxes = around
            .evidence
            .into_iter()
            .map(|file| {
                let value = file.id.to_string();
                let checked = ticked.contains(&value);
                view! { <Check name="evidence[]" value label=file.name checked/> }
            })
            .collect_view();
        view! {
            <FieldGroup
                id="evidence"
                legend="Welk bewijs mag je collega zien?"
                hint="Alleen bij feedback. Kies je niets, dan ziet je collega geen bewijs."
                error=form.error("evidence")
            >
                {boxes}
            </FieldGroup>
        }
    });
    view! {
        <Card title="Nodig een collega uit" id="uitnodigen">
            <Stack>
                <Paragraph>
                    "Zoek een collega van je eigen school op naam, zoek een andere leraar op registratienummer, of maak een link. Je collega ziet alleen deze activiteit, en niets anders van jou."
                </Paragraph>
                <SearchBox action=page label="Zoek een collega op naam of registratienummer" value=around.search/>
                {nobody}
                {many}
                <ActionForm action=invite attr:class="lr-stack lr-stack--m">
                    <Hidden name="id" value=around.activity.to_string()/>
                    <FieldGroup id="colleague" legend="Wie nodig je uit?" error=form.error("colleague")>
                        {colleagues}
                        <Check
                            name="colleague"
                            value=""
                            label="Iemand anders, met een link"
                            note="De link werkt 30 dagen. Je stuurt hem zelf."
                            checked=chosen.is_empty()
                            radio=true
                        />
                    </FieldGroup>
                    <FieldGroup id="kind" legend="Waarvoor?" error=form.error("kind")>
                        <Check
                            name="kind"
                            value=InvitationKind::Feedback.code()
                            label="Om feedback te geven"
                            checked=kind == InvitationKind::Feedback.code()
                            radio=true
                        />
                        <Check
                            name="kind"
                            value=InvitationKind::Team.code()
                            label="Om het ook in het eigen portfolio te zetten"
                            note="Jullie deden dit samen. Je collega kiest zelf, en kan de uren aanpassen."
                            checked=kind == InvitationKind::Team.code()
                            radio=true
                        />
                    </FieldGroup>
                    {files}
                    <Actions>
                        <Button>"Nodig uit"</Button>
                    </Actions>
                </ActionForm>
            </Stack>
        </Card>
    }
}
