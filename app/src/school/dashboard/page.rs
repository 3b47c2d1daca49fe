//! The overview of a board: how it stands, and what to do first.

use super::{
    Dashboard, GroundCount, NOTICE_DAYS, Place, TASKS, development::DevelopmentCard,
    places::PlaceTable, standing::standing, subjects::SubjectChart,
};
use crate::page::Page;
use crate::{
    design::{Button, Card, Choice, Kpi, Kpis, PageHead, SelectField, Stack, TextLink, Weight},
    failure::Answer,
    programme::PhaseCard,
    school::{Shelf, api, delivery::DeliveryTable, loaded, tasks::TaskRows, waiting},
    session::answered,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

/// `/school?vestiging=`: the whole board, one school of it, or one location.
pub struct SchoolOverviewPage {
    data: Resource<Answer<Dashboard>>,
    handle: ServerAction<api::HandleSignal>,
}

impl Page for SchoolOverviewPage {
    fn data() -> Self {
        let query = use_query_map();
        let place = move || {
            query
                .read()
                .get("vestiging")
                .and_then(|code| Place::parse(&code).ok())
        };
        let handle = ServerAction::<api::HandleSignal>::new();
        let asked = move || (place(), answered(handle));
        Self {
            data: Resource::new(asked, |(place, _)| api::overview(place)),
            handle,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, handle } = this;
        view! {
            <Title text="Overzicht van je school - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    loaded(data.await, move |dashboard| page(dashboard, handle))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(dashboard: Dashboard, handle: ServerAction<api::HandleSignal>) -> impl IntoView {
    let before = match &dashboard.chosen {
        Some(place) => format!("{} · {}", dashboard.board, place.as_str()),
        None => "Alle scholen".to_owned(),
    };
    let title = dashboard.title().to_owned();
    let (standing, figures) = (standing(&dashboard), figures(&dashboard));
    let (deliveries, tasks) = (deliveries(&dashboard), tasks(&dashboard, handle));
    let grounds = grounds(&dashboard);
    let development = dashboard.development.clone();
    let development = development.map(|development| view! { <DevelopmentCard development/> });
    let gates = dashboard.gates.clone();
    let by_school = dashboard.by_school.clone();
    let (subjects, hidden) = (dashboard.subjects.clone(), dashboard.hidden_subjects);
    view! {
        <PageHead title before>
            <PlaceForm dashboard/>
        </PageHead>
        <Stack>
            {standing}
            <div class="lr-grid lr-grid--main-aside-w">
                <div class="lr-stack lr-stack--l">
                    {figures} <SubjectChart subjects hidden/> <PlaceTable by_school/>
                    <PhaseCard gates/> {deliveries}
                </div>
                <div class="lr-stack lr-stack--l">{tasks} {grounds} {development}</div>
            </div>
        </Stack>
    }
}

/// The choice of a school or a location; a form that asks and changes nothing.
#[component]
fn PlaceForm(
    /// The dashboard, for its schools and the chosen place.
    dashboard: Dashboard,
) -> impl IntoView {
    let choices = std::iter::once(Choice::new("", "Alle scholen"))
        .chain(dashboard.schools.into_iter().flat_map(|school| {
            let (brin, name) = (school.brin.to_string(), school.name);
            if school.locations.len() < 2 {
                return vec![Choice::new(brin, name)];
            }
            let all = format!("{name}, alle vestigingen");
            let locations = school
                .locations
                .into_iter()
                .map(|location| (location.code.to_string(), location.name));
            std::iter::once((brin, all))
                .chain(locations)
                .map(|(code, label)| Choice::grouped(code, label, name.clone()))
                .collect()
        }))
        .collect();
    let value = dashboard.chosen.map(String::from).unwrap_or_default();
    view! {
        <form method="get" action="/school" class="lr-cluster lr-cluster--end">
            <SelectField name="vestiging" label="School of vestiging" value choices/>
            <Button weight=Weight::Secondary>"Toon"</Button>
        </form>
    }
}

fn figures(dashboard: &Dashboard) -> impl IntoView + use<> {
    let (teachers, appointments) = (dashboard.teachers, dashboard.appointments);
    let (confirmed, expiring) = (dashboard.confirmed, dashboard.expiring);
    let (qualified, notices) = (dashboard.qualified, dashboard.notices);
    let (waiting, due) = (dashboard.reports, dashboard.reports_due);
    let mut delivered = notation::count(appointments, "benoeming", "benoemingen");
    if dashboard.left > 0 {
        let left = notation::number(dashboard.left);
        delivered = format!("{delivered}, en {left} uitgeschreven");
    }
    if let Some(expected) = dashboard.expected {
        let teachers = notation::number(expected.teachers);
        delivered = format!("{delivered}; DUO telde er {teachers} in {}", expected.year);
    }
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
    let reports = match (waiting, due) {
        (1.., Some(due)) => format!("Antwoord op de eerste voor {}", notation::date(due)),
        (1.., None) => "Wachten op je antwoord".to_owned(),
        _ => "Er wacht niemand op antwoord".to_owned(),
    };
    view! {
        <Kpis>
            <Kpi
                name="Leraren"
                value=notation::number(teachers)
                note=delivered
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
            <Kpi
                name="Benoemingen om na te kijken"
                value=notation::number(notices)
                note=format!("Verwerkt met een melding, afgelopen {NOTICE_DAYS} dagen")
            />
            <Kpi
                name="Verbeterverzoeken van leraren"
                value=notation::number(waiting)
                note=reports
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

fn tasks(dashboard: &Dashboard, handle: ServerAction<api::HandleSignal>) -> impl IntoView + use<> {
    let (open, shown) = (dashboard.open_tasks, dashboard.tasks.clone());
    let aside = move || view! { <span class="lr-small lr-muted">{open}" open"</span> };
    let content = if shown.is_empty() {
        view! { <p class="lr-muted">"Er is nu niets te doen."</p> }.into_any()
    } else {
        view! { <TaskRows tasks=shown today=dashboard.today handle/> }.into_any()
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
