//! An invitation as the colleague sees it, and putting in the own portfolio what was done together.

use super::{
    Invitation, Shown, State,
    api::{self, DeclineToJoin, Join},
};
use crate::{
    design::{
        Actions, Breadcrumb, Button, Card, Empty, ErrorSummary, Fact, Facts, Gap, Hidden, Icons,
        Narrow, PageHead, Paragraph, Stack, TextField, Weight,
    },
    failure::Answer,
    page::Page,
    public::FailureView,
    session::{Form, FormState, returned_form},
    teacher::portfolio::{about, waiting},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use shared::notation;

type Data = (String, Answer<Invitation>, Option<FormState>);

/// `/mijn/portfolio/collegas/{sleutel}`
pub struct JoinPage {
    data: Resource<Data>,
    join: ServerAction<Join>,
    decline: ServerAction<DeclineToJoin>,
}

impl Page for JoinPage {
    fn data() -> Self {
        let params = use_params_map();
        let returned = returned_form();
        let key = move || params.read().get("sleutel").unwrap_or_default();
        Self {
            data: Resource::new(
                move || (key(), returned()),
                |(key, returned)| async move {
                    let invitation = api::open_join(key.clone()).await;
                    (key, invitation, FormState::load(returned).await)
                },
            ),
            join: ServerAction::new(),
            decline: ServerAction::new(),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            join,
            decline,
        } = this;
        view! {
            <Title text="Samen gedaan - Lerarenregister"/>
            <Breadcrumb parents=vec![
                ("/mijn", "Overzicht"),
                ("/mijn/portfolio", "Portfolio"),
                ("/mijn/portfolio/collegas", "Van collega’s"),
            ]/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    let (key, invitation, returned) = data.await;
                    match invitation {
                        Ok(Invitation { shown: Some(shown), .. }) => {
                            page(key, shown, returned, join, decline).into_any()
                        }
                        Ok(Invitation { state, .. }) => closed(state).into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

/// What stands in place of an invitation that cannot be answered any more.
pub fn closed(state: State) -> impl IntoView {
    let (title, text) = match state {
        State::Expired => (
            "Deze uitnodiging is verlopen",
            "De laatste dag is voorbij. Vraag je collega om een nieuwe uitnodiging.",
        ),
        State::Withdrawn => (
            "Deze uitnodiging is ingetrokken",
            "Je collega heeft de uitnodiging teruggenomen. Je hoeft niets te doen.",
        ),
        State::Declined => (
            "Deze uitnodiging is afgeslagen",
            "Wil je toch meedoen? Vraag je collega om een nieuwe uitnodiging.",
        ),
        State::Open | State::Accepted => (
            "Deze uitnodiging is al beantwoord",
            "Je hoeft niets meer te doen. Elke uitnodiging is voor één antwoord.",
        ),
    };
    view! {
        <Narrow>
            <PageHead title=title/>
            <Empty icon=Icons::Clock title="Hier is niets meer te zien">
                <Paragraph muted=true>{text}</Paragraph>
            </Empty>
        </Narrow>
    }
}

/// The activity that somebody is invited to.
pub fn shown_facts(shown: &Shown) -> AnyView {
    let activity = shown.activity.clone();
    let provider = activity
        .provider
        .clone()
        .map(|provider| view! { <Fact name="Aanbieder">{provider}</Fact> });
    let learned = activity
        .reflection
        .clone()
        .map(|text| view! { <Fact name="Wat je collega leerde">{text}</Fact> });
    let (when, about) = (activity.when(), about(&activity));
    let hours = format!("{} uur", activity.hours);
    view! {
        <Facts>
            <Fact name="Wat">{activity.title}</Fact>
            <Fact name="Wanneer">{when}</Fact>
            <Fact name="Aantal uur">{hours}</Fact>
            <Fact name="Onderwerp">{about}</Fact>
            {provider} {learned}
        </Facts>
    }
    .into_any()
}

fn page(
    key: String,
    shown: Shown,
    returned: Option<FormState>,
    join: ServerAction<Join>,
    decline: ServerAction<DeclineToJoin>,
) -> impl IntoView {
    let facts = shown_facts(&shown);
    let until = notation::date(shown.until);
    let other = key.clone();
    if shown.own {
        return view! {
            <Narrow>
                <PageHead title="Je eigen uitnodiging" lead="Zo ziet je collega wat jullie samen deden."/>
                <Card title="Wat je collega ziet" id="wat">{facts}</Card>
            </Narrow>
        }
        .into_any();
    }
    let form = Form::new(join, returned.clone());
    let declining = Form::new(decline, returned);
    let hours = shown.activity.hours.to_string().replace('.', "");
    view! {
        <Narrow>
            <ErrorSummary problem=form.problem()/>
            <ErrorSummary problem=declining.problem()/>
            <PageHead
                title="Zet dit ook in je portfolio"
                before=format!("{} deed dit samen met jou", shown.from)
                lead="Klopt het? Dan zet je het in je eigen portfolio, met je eigen uren. Zonder jouw keuze gebeurt er niets."
            />
            <Stack>
                <Card title="Wat jullie deden" id="wat">{facts}</Card>
                <Card title="Jouw uren" id="uren">
                    <ActionForm action=join attr:class="lr-stack lr-stack--m">
                        <Hidden name="key" value=key/>
                        <TextField
                            name="hours"
                            label="Hoeveel uur deed jij mee?"
                            value=form.value("hours", hours)
                            hint="In hele uren of kwartieren, bijvoorbeeld 6 of 7,5."
                            narrow=true
                            unit="uur"
                            inputmode="decimal"
                            error=form.error("hours")
                        />
                        <Paragraph small=true muted=true>
                            "Schrijf daarna zelf op wat je leerde: leren met je team telt pas mee met je eigen verhaal."
                        </Paragraph>
                        <Actions>
                            <Button icon=Icons::Check>"Zet in mijn portfolio"</Button>
                        </Actions>
                    </ActionForm>
                </Card>
                <Stack gap=Gap::Normal>
                    <ActionForm action=decline>
                        <Hidden name="key" value=other/>
                        <Button weight=Weight::Secondary>"Dit hoort niet in mijn portfolio"</Button>
                    </ActionForm>
                    <Paragraph small=true muted=true>
                        {format!("Je kunt antwoorden tot en met {until}.")}
                    </Paragraph>
                </Stack>
            </Stack>
        </Narrow>
    }
    .into_any()
}
