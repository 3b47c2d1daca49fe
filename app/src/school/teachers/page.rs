//! The list of teachers and the grounds of their appointments.

use super::{Status, TeacherFilter, TeacherPage, TeacherRow, together::Together};
use crate::page::Page;
use crate::{
    design::{
        Alert, Badge, Breadcrumb, Button, Cell, Check, Choice, Column, Empty, ErrorSummary, Icons,
        PageHead, Pagination, Row, RowHead, SelectField, Stack, Table, TextField, TextLink, Tone,
        Weight,
    },
    failure::Answer,
    school::{Shelf, api, loaded, waiting},
    session::{Form, FormState, FormTitle, returned_form},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn;
use shared::notation;

/// What the page shows: the list with its filter, which of it is chosen, and a form that came back.
type Data = (
    TeacherFilter,
    Answer<TeacherPage>,
    Chosen,
    Option<FormState>,
);

/// Whether every appointment on the page is chosen at the start.
type Chosen = bool;

/// `/school/leraren?naam=&vak=&grondslag=&status=&vestiging=&pagina=&kies=`: appointments, of which
/// several can be chosen for the same.
pub struct SchoolTeachersPage {
    data: Resource<Data>,
}

impl Page for SchoolTeachersPage {
    fn data() -> Self {
        let query = use_query_map();
        let returned = returned_form();
        let asked = move || {
            let query = query.read();
            let filter = TeacherFilter::from_query(|name| query.get(name));
            let all = query.get("kies").is_some_and(|which| which == "alle");
            (filter, all, returned())
        };
        Self {
            data: Resource::new(asked, |(filter, all, returned)| async move {
                let page = api::list_teachers(filter.clone()).await;
                (filter, page, all, FormState::load(returned).await)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    let (filter, list, all, returned) = data.await;
                    loaded(list, |list| page(filter, list, all, returned))
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(
    filter: TeacherFilter,
    list: TeacherPage,
    all: Chosen,
    returned: Option<FormState>,
) -> impl IntoView {
    let form = Form::posted::<api::EndTogether>(returned);
    let found = format!(
        "{}, {}. Stand van {}.",
        notation::count(list.teachers, "leraar", "leraren"),
        notation::count(list.appointments, "benoeming", "benoemingen"),
        notation::date(list.today),
    );
    let query = filter.to_query();
    let address = format!("/school/leraren?{query}pagina=");
    let by_date =
        (filter.status == "verloopt").then_some(" Wat het eerst verloopt, staat bovenaan.");
    let elsewhere = (list.not_registered > 0).then(|| {
        let count = notation::count(
            list.not_registered,
            "benoeming met een fout staat",
            "benoemingen met een fout staan",
        );
        view! {
            <Alert>
                <p>
                    {count} " nog niet in het register, en dus niet in deze lijst. "
                    <TextLink href="/school/taken">"Bekijk wat je moet herstellen"</TextLink>
                </p>
            </Alert>
        }
    });
    let content = if list.rows.is_empty() {
        nobody(&filter).into_any()
    } else {
        let numbers = list.rows.iter().map(|row| row.appointment.clone());
        let known = if all { numbers.collect() } else { Vec::new() };
        let chosen = form.values("benoemingen", known);
        let rows = list
            .rows
            .iter()
            .cloned()
            .map(|found| {
                let is_chosen = chosen.contains(&found.appointment);
                row(found, is_chosen)
            })
            .collect_view();
        let choose_all = format!("/school/leraren?{query}pagina={}&kies=alle", list.page);
        let columns = vec![
            Column::text("Leraar"),
            Column::text("Vak"),
            Column::text("Benoemingsgrondslag"),
            Column::text("Staat in"),
            Column::text("Tot en met"),
            Column::text("Status"),
        ];
        view! {
            // Posted by the browser itself: one of its buttons asks for a file.
            <form method="post" action=api::EndTogether::PATH>
                <Stack>
                    <div class="lr-card">
                        <Table caption="Leraren en grondslag" caption_hidden=true columns>
                            {rows}
                        </Table>
                    </div>
                    <Together form choose_all/>
                </Stack>
            </form>
            <Pagination current=list.page pages=list.pages address/>
        }
        .into_any()
    };
    view! {
        <FormTitle page="Leraren en benoemingsgrondslag" problem=form.problem()/>
        <Breadcrumb parents=vec![("/school", "Overzicht")]/>
        <PageHead
            title="Leraren en benoemingsgrondslag"
            lead="Dit is wat je school heeft aangeleverd. Aanpassen doe je in je personeelssysteem, of hier."
        />
        <Stack>
            <ErrorSummary problem=form.problem()/>
            <FilterForm filter list=list.clone()/>
            {elsewhere}
            <div class="lr-cluster lr-cluster--between">
                <p class="lr-small lr-muted" role="status">{found} {by_date}</p>
                {(!list.rows.is_empty()).then(|| exports(&query))}
            </div>
            {content}
        </Stack>
    }
}

/// The list as a file, with the same filters.
fn exports(query: &str) -> impl IntoView + use<> {
    let (csv, xlsx) = (
        format!("/school/leraren.csv?{query}"),
        format!("/school/leraren.xlsx?{query}"),
    );
    view! {
        <p class="lr-small">
            "Download deze lijst: " <TextLink href=xlsx external=true>"voor Excel"</TextLink> " of "
            <TextLink href=csv external=true>"als CSV"</TextLink>
        </p>
    }
}

/// What the list can be limited by; a form that asks and changes nothing.
#[component]
fn FilterForm(
    /// What it is limited by now.
    filter: TeacherFilter,
    /// The page, for what there is to choose from.
    list: TeacherPage,
) -> impl IntoView {
    let all = |label: &str| Choice::new("", label);
    let choices = |first: &str, rest: Vec<(String, String)>| {
        let rest = rest
            .into_iter()
            .map(|(value, label)| Choice::new(value, label));
        std::iter::once(all(first)).chain(rest).collect::<Vec<_>>()
    };
    let schools = schools(&list);
    let locations = list
        .locations
        .into_iter()
        .map(|(code, name)| (code.to_string(), name));
    let locations = schools.into_iter().chain(locations).collect();
    let grounds = list
        .grounds
        .into_iter()
        .map(|(code, name)| (code.clone(), format!("{name} ({code})")))
        .collect();
    let statuses = vec![
        all("Alle statussen"),
        Choice::new("klaargezet", Status::Staged.word()),
        Choice::new("bevestigd", Status::Confirmed.word()),
        Choice::new("verloopt", Status::Expiring.word()),
        Choice::new("uitgeschreven", Status::Removed.word()),
        Choice::new("fouten", "Met fouten in een levering"),
    ];
    view! {
        <form
            class="lr-card lr-card--quiet lr-stack lr-stack--m"
            method="get"
            action="/school/leraren"
            aria-label="Lijst beperken"
        >
            <div class="lr-grid lr-grid--3">
                <TextField name="naam" label="Naam" value=filter.name/>
                <SelectField
                    name="vak"
                    label="Vak"
                    value=filter.subject
                    choices=choices("Alle vakken", list.subjects)
                />
                <SelectField
                    name="grondslag"
                    label="Grondslag"
                    value=filter.ground
                    choices=choices("Alle grondslagen", grounds)
                />
                <SelectField name="status" label="Status" value=filter.status choices=statuses/>
                <SelectField
                    name="vestiging"
                    label="Vestiging"
                    value=filter.location
                    choices=choices("Alle vestigingen", locations)
                />
            </div>
            <div>
                <Button weight=Weight::Secondary>"Toon"</Button>
            </div>
        </form>
    }
}

/// Each school with all of its locations, when the board has more than one.
fn schools(list: &TeacherPage) -> Vec<(String, String)> {
    let mut schools: Vec<String> = list
        .locations
        .iter()
        .map(|(code, _)| code.brin().to_string())
        .collect();
    schools.sort();
    schools.dedup();
    if schools.len() < 2 {
        return Vec::new();
    }
    schools
        .into_iter()
        .map(|brin| (brin.clone(), format!("Alle vestigingen van {brin}")))
        .collect()
}

fn row(row: TeacherRow, is_chosen: bool) -> impl IntoView {
    let subjects = if row.subjects.is_empty() {
        "Nog niet opgegeven".to_owned()
    } else {
        row.subjects.join(", ")
    };
    let ends = row
        .ends
        .map_or_else(|| "Geen einddatum".to_owned(), notation::date);
    let tone = match row.status {
        Status::Staged => Tone::Info,
        Status::Confirmed => Tone::Ok,
        Status::Expiring => Tone::Warning,
        Status::Removed => Tone::Neutral,
    };
    let plan = (row.shelf == "vestibule" && row.status != Status::Removed).then(|| {
        let href = format!(
            "/school/leraren/scholingsplan?benoeming={}",
            crate::page::encoded(&row.appointment)
        );
        let context = format!("benoeming {}", row.appointment);
        view! { " "<TextLink href context small=true>"Scholingsplan"</TextLink> }
    });
    let portfolio = (row.status != Status::Removed).then(|| {
        let href = format!(
            "/school/leraren/portfolio?benoeming={}",
            crate::page::encoded(&row.appointment)
        );
        let context = format!("benoeming {}", row.appointment);
        view! { " "<TextLink href context small=true>"Portfolio"</TextLink> }
    });
    let confirmed = !matches!(row.status, Status::Removed | Status::Staged);
    let person = confirmed.then(|| {
        let href = format!(
            "/school/leraren/persoonsgegevens?benoeming={}",
            crate::page::encoded(&row.appointment)
        );
        let context = format!("benoeming {}", row.appointment);
        view! { " "<TextLink href context small=true>"Vraag persoonsgegevens op"</TextLink> }
    });
    let change = format!("/school/leveringen/invoeren?benoeming={}", row.appointment);
    let context = format!("benoeming {}", row.appointment);
    view! {
        <Row>
            <RowHead>
                <Check
                    name="benoemingen[]"
                    value=row.appointment.clone()
                    label=row.name.unwrap_or_else(|| "Naam volgt".to_owned())
                    note=format!("{} · {}", row.appointment, row.location)
                    checked=is_chosen
                />
                <TextLink href=change context small=true>"Wijzig"</TextLink>
                {plan}
                {portfolio}
                {person}
            </RowHead>
            <Cell label="Vak">{subjects}</Cell>
            <Cell label="Benoemingsgrondslag">
                {row.ground} " "<span class="lr-id lr-muted">{row.ground_code}</span>
            </Cell>
            <Cell label="Staat in"><Shelf code=row.shelf/></Cell>
            <Cell label="Tot en met"><span class="lr-nowrap">{ends}</span></Cell>
            <Cell label="Status"><Badge tone>{row.status.word()}</Badge></Cell>
        </Row>
    }
}

fn nobody(filter: &TeacherFilter) -> impl IntoView {
    let limited = *filter
        != TeacherFilter {
            page: filter.page,
            ..TeacherFilter::default()
        };
    let (title, text, href, link) = if limited {
        (
            "Geen leraren gevonden",
            "Er is geen benoeming die bij alle filters past.",
            "/school/leraren",
            "Wis alle filters",
        )
    } else {
        (
            "Nog geen leraren",
            "Hier komen de leraren die je school heeft aangeleverd.",
            "/school/leveringen",
            "Lever het eerste bestand",
        )
    };
    view! {
        <Empty icon=Icons::Users title=title>
            <p class="utrecht-paragraph lr-muted">{text}</p>
            <p><TextLink href>{link}</TextLink></p>
        </Empty>
    }
}
