//! The overview of a board: how it stands, and what to do first.

use super::{Dashboard, GroundCount, locations::LocationTable, subjects::SubjectChart};
use crate::page::Page;
use crate::{
    design::{
        Alert, Button, ButtonLink, Card, Choice, Empty, Icons, Kpi, Kpis, PageHead, SelectField,
        Stack, TextLink, Tone, Weight,
    },
    failure::Answer,
    programme::PhaseCard,
    school::{
        Shelf, api,
        delivery::{DeliveryTable, Progress},
        loaded,
        tasks::TaskRows,
        waiting,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::{identifier::LocationCode, notation};

/// How many tasks the overview shows.
const TASKS: usize = 6;

/// `/school?vestiging=`: the whole board, or one location of it.
pub struct SchoolOverviewPage {
    data: Resource<Answer<Dashboard>>,
}

impl Page for SchoolOverviewPage {
    fn data() -> Self {
        let query = use_query_map();
        let location = move || {
            query
                .read()
                .get("vestiging")
                .and_then(|code| LocationCode::parse(&code).ok())
        };
        Self {
            data: Resource::new(location, api::overview),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Overzicht van je school - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move { loaded(data.await, page) })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(dashboard: Dashboard) -> impl IntoView {
    let before = match &dashboard.chosen {
        Some(code) => format!("{} · {code}", dashboard.board),
        None => "Alle vestigingen".to_owned(),
    };
    let title = dashboard.title().to_owned();
    let (standing, figures) = (standing(&dashboard), figures(&dashboard));
    let (deliveries, tasks) = (deliveries(&dashboard), tasks(&dashboard));
    let grounds = grounds(&dashboard);
    let gates = dashboard.gates.clone();
    let by_location = dashboard.by_location.clone();
    let (subjects, hidden) = (dashboard.subjects.clone(), dashboard.hidden_subjects);
    view! {
        <PageHead title before>
            <LocationForm dashboard/>
        </PageHead>
        <Stack>
            {standing}
            <div class="lr-grid lr-grid--main-aside-w">
                <div class="lr-stack lr-stack--l">
                    {figures} <SubjectChart subjects hidden/> <LocationTable by_location/>
                    <PhaseCard gates/> {deliveries}
                </div>
                <div class="lr-stack lr-stack--l">{tasks} {grounds}</div>
            </div>
        </Stack>
    }
}

/// The choice of a location; a form that asks and changes nothing.
#[component]
fn LocationForm(
    /// The dashboard, for its locations and the chosen one.
    dashboard: Dashboard,
) -> impl IntoView {
    let choices = std::iter::once(Choice::new("", "Alle vestigingen"))
        .chain(
            dashboard
                .locations
                .into_iter()
                .map(|location| Choice::new(location.code.to_string(), location.name)),
        )
        .collect();
    let value = dashboard
        .chosen
        .map(|code| code.to_string())
        .unwrap_or_default();
    view! {
        <form method="get" action="/school" class="lr-cluster">
            <SelectField name="vestiging" label="Vestiging" value choices/>
            <Button weight=Weight::Secondary>"Toon"</Button>
        </form>
    }
}

/// One sentence on the newest delivery, and what to do about it.
fn standing(dashboard: &Dashboard) -> AnyView {
    let Some(last) = dashboard.deliveries.first() else {
        return view! {
            <Empty icon=Icons::Upload title="Nog geen levering ontvangen">
                <p class="utrecht-paragraph lr-muted">
                    "Je bestuur heeft nog niets geleverd. Stuur het bestand met benoemingen uit \
                     je personeelssysteem. Je ziet meteen wat er goed is."
                </p>
                <ButtonLink href="/school/leveringen" icon=Icons::Upload>
                    "Lever het eerste bestand"
                </ButtonLink>
            </Empty>
        }
        .into_any();
    };
    let counts = last.counts;
    let date = notation::date(last.received.date());
    let href = format!("/school/leveringen/{}", last.id);
    let (tone, title, text, link) = match last.progress() {
        Progress::Done | Progress::Repaired => (
            Tone::Ok,
            format!("De levering van {date} is verwerkt"),
            format!(
                "Er zijn {} verwerkt en er zijn geen fouten open.",
                notation::count(counts.accepted(), "benoeming", "benoemingen"),
            ),
            "Bekijk de levering".to_owned(),
        ),
        Progress::Busy => (
            Tone::Info,
            format!("De levering van {date} is nog niet klaar"),
            "Kijk over een paar minuten opnieuw.".to_owned(),
            "Bekijk de levering".to_owned(),
        ),
        Progress::Partly | Progress::Refused => (
            Tone::Warning,
            format!("De levering van {date} is voor een deel verwerkt"),
            format!(
                "{} van de {} benoemingen zijn verwerkt. Herstel de fouten zo snel mogelijk.",
                notation::number(counts.accepted()),
                notation::number(counts.total()),
            ),
            format!(
                "Bekijk {}",
                notation::count(counts.open(), "fout", "fouten")
            ),
        ),
    };
    view! {
        <Alert tone>
            <h2>{title}</h2>
            <p class="utrecht-paragraph">{text}" "<TextLink href>{link}</TextLink></p>
        </Alert>
    }
    .into_any()
}

fn figures(dashboard: &Dashboard) -> impl IntoView + use<> {
    let (teachers, appointments) = (dashboard.teachers, dashboard.appointments);
    let (confirmed, expiring) = (dashboard.confirmed, dashboard.expiring);
    let qualified = dashboard.qualified;
    let share = match qualified {
        Some(share) => format!("{}%", share.percent()),
        None => "Onbekend".to_owned(),
    };
    let share_note = match qualified {
        Some(share) => format!(
            "{} van {} opgaven van leraren",
            notation::number(share.part),
            notation::number(share.whole)
        ),
        None => "Nog te weinig opgaven van leraren".to_owned(),
    };
    view! {
        <Kpis>
            <Kpi
                name="Leraren"
                value=notation::number(teachers)
                note=notation::count(appointments, "benoeming", "benoemingen")
            />
            <Kpi
                name="Bevestigd door de leraar"
                value=notation::number(confirmed)
                note=format!("van de {} benoemingen", notation::number(appointments))
            />
            <Kpi name="Bevoegd voor het vak" value=share note=share_note/>
            <Kpi
                name="Termijn verloopt binnen 3 maanden"
                value=notation::number(expiring)
                note="In het registervoorportaal"
            />
        </Kpis>
    }
}

fn deliveries(dashboard: &Dashboard) -> Option<AnyView> {
    if dashboard.deliveries.is_empty() {
        return None;
    }
    let deliveries = dashboard.deliveries.clone();
    let all = || {
        view! { <TextLink href="/school/leveringen" small=true>"Alle leveringen"</TextLink> }
    };
    Some(
        view! {
            <Card title="Leveringen" id="leveringen" aside=ViewFn::from(all)>
                <DeliveryTable deliveries/>
            </Card>
        }
        .into_any(),
    )
}

fn tasks(dashboard: &Dashboard) -> impl IntoView + use<> {
    let open = dashboard.tasks.len();
    let shown: Vec<_> = dashboard.tasks.iter().take(TASKS).cloned().collect();
    let aside = move || view! { <span class="lr-small lr-muted">{open}" open"</span> };
    let content = if shown.is_empty() {
        view! { <p class="lr-muted">"Er is nu niets te doen."</p> }.into_any()
    } else {
        view! { <TaskRows tasks=shown today=dashboard.today/> }.into_any()
    };
    view! {
        <Card title="Taken" id="taken" aside=ViewFn::from(aside)>
            {content}
            {(open > TASKS)
                .then(|| view! { <p><TextLink href="/school/taken">"Alle taken"</TextLink></p> })}
        </Card>
    }
}

fn grounds(dashboard: &Dashboard) -> Option<AnyView> {
    if dashboard.grounds.is_empty() {
        return None;
    }
    let of = |shelf: &str| {
        dashboard
            .grounds
            .iter()
            .filter(|ground| ground.shelf == shelf)
            .cloned()
            .collect()
    };
    let (register, vestibule) = (
        shelf("register", of("register")),
        shelf("vestibule", of("vestibule")),
    );
    let per_teacher =
        || view! { <TextLink href="/school/leraren" small=true>"Per leraar"</TextLink> };
    Some(
        view! {
            <Card title="Benoemingsgrondslag" id="grondslag" small=true aside=ViewFn::from(per_teacher)>
                <div class="lr-stack lr-stack--m">
                    {register} {vestibule}
                </div>
                <p class="lr-small lr-above">
                    "Twijfel je welke je moet kiezen? "
                    <TextLink href="/school/keuzehulp">"Gebruik de hulp bij grondslag"</TextLink> "."
                </p>
            </Card>
        }
        .into_any(),
    )
}

fn shelf(code: &'static str, grounds: Vec<GroundCount>) -> Option<AnyView> {
    if grounds.is_empty() {
        return None;
    }
    let rows = grounds
        .into_iter()
        .map(|ground| {
            let href = format!("/school/leraren?grondslag={}", ground.code);
            view! {
                <div class="utrecht-data-list__item">
                    <dt class="utrecht-data-list__item-key">
                        <TextLink href>{ground.name}</TextLink>
                    </dt>
                    <dd class="utrecht-data-list__item-value"></dd>
                    <dd class="utrecht-data-list__actions">
                        <strong>{notation::number(ground.count)}</strong>
                    </dd>
                </div>
            }
        })
        .collect_view();
    Some(
        view! {
            <div class="lr-stack lr-stack--s">
                <Shelf code/>
                <dl class="utrecht-data-list lr-summary lr-summary--dense">{rows}</dl>
            </div>
        }
        .into_any(),
    )
}
