//! The list of teachers and the grounds of their appointments.

use super::{Status, TeacherFilter, TeacherPage, TeacherRow};
use crate::page::Page;
use crate::{
    design::{
        Badge, Breadcrumb, Button, Cell, Choice, Column, Empty, Icons, PageHead, Pagination, Row,
        RowHead, SelectField, Stack, Table, TextField, TextLink, Tone, Weight,
    },
    failure::Answer,
    school::{Shelf, api, loaded, waiting},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

/// `/school/leraren?naam=&vak=&grondslag=&status=&vestiging=&pagina=`: appointments, read only.
pub struct SchoolTeachersPage {
    data: Resource<(TeacherFilter, Answer<TeacherPage>)>,
}

impl Page for SchoolTeachersPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let query = query.read();
            let text = |name: &str| query.get(name).unwrap_or_default();
            TeacherFilter {
                name: text("naam"),
                subject: text("vak"),
                ground: text("grondslag"),
                status: text("status"),
                location: text("vestiging"),
                page: text("pagina").parse().unwrap_or(1),
            }
        };
        Self {
            data: Resource::new(asked, |filter| async move {
                let page = api::list_teachers(filter.clone()).await;
                (filter, page)
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Leraren en benoemingsgrondslag - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    let (filter, list) = data.await;
                    loaded(list, |list| page(filter, list))
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(filter: TeacherFilter, list: TeacherPage) -> impl IntoView {
    let found = format!(
        "{}, {}. Stand van {}.",
        notation::count(list.teachers, "leraar", "leraren"),
        notation::count(list.appointments, "benoeming", "benoemingen"),
        notation::date(list.today),
    );
    let address = address(&filter);
    let content = if list.rows.is_empty() {
        nobody(&filter).into_any()
    } else {
        let rows = list.rows.iter().cloned().map(row).collect_view();
        let columns = vec![
            Column::text("Leraar"),
            Column::text("Vak"),
            Column::text("Benoemingsgrondslag"),
            Column::text("Staat in"),
            Column::text("Tot en met"),
            Column::text("Status"),
        ];
        view! {
            <div class="lr-card">
                <Table caption="Leraren en grondslag" caption_hidden=true columns>{rows}</Table>
            </div>
            <Pagination current=list.page pages=list.pages address/>
        }
        .into_any()
    };
    view! {
        <Breadcrumb parents=vec![("/school", "Overzicht")]/>
        <PageHead
            title="Leraren en benoemingsgrondslag"
            lead="Dit is wat je school heeft aangeleverd. Aanpassen doe je in je personeelssysteem."
        />
        <Stack>
            <FilterForm filter list/>
            <p class="lr-small lr-muted" role="status">{found}</p>
            {content}
        </Stack>
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
    let locations = list
        .locations
        .into_iter()
        .map(|(code, name)| (code.to_string(), name))
        .collect();
    let grounds = list
        .grounds
        .into_iter()
        .map(|(code, name)| (code.clone(), format!("{name} ({code})")))
        .collect();
    let statuses = vec![
        all("Alle statussen"),
        Choice::new("klaargezet", "Wacht op de leraar"),
        Choice::new("bevestigd", "Bevestigd"),
        Choice::new("verloopt", "Verloopt bijna"),
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

fn row(row: TeacherRow) -> impl IntoView {
    let subjects = if row.subjects.is_empty() {
        "Nog niet opgegeven".to_owned()
    } else {
        row.subjects.join(", ")
    };
    let ends = row
        .ends
        .map_or_else(|| "Geen einddatum".to_owned(), notation::date);
    let (tone, status) = match row.status {
        Status::Staged => (Tone::Info, "Wacht op de leraar"),
        Status::Confirmed => (Tone::Ok, "Bevestigd"),
        Status::Expiring => (Tone::Warning, "Verloopt bijna"),
    };
    view! {
        <Row>
            <RowHead>
                {row.name.unwrap_or_else(|| "Naam volgt".to_owned())}
                <br/>
                <span class="lr-xs lr-muted">{row.appointment}" · "{row.location}</span>
            </RowHead>
            <Cell label="Vak">{subjects}</Cell>
            <Cell label="Benoemingsgrondslag">
                {row.ground} " "<span class="lr-id lr-muted">{row.ground_code}</span>
            </Cell>
            <Cell label="Staat in"><Shelf code=row.shelf/></Cell>
            <Cell label="Tot en met"><span class="lr-nowrap">{ends}</span></Cell>
            <Cell label="Status"><Badge tone>{status}</Badge></Cell>
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

/// The address of the list with these filters, up to the number of the page.
fn address(filter: &TeacherFilter) -> String {
    let filters = [
        ("naam", &filter.name),
        ("vak", &filter.subject),
        ("grondslag", &filter.ground),
        ("status", &filter.status),
        ("vestiging", &filter.location),
    ];
    let mut address = "/school/leraren?".to_owned();
    for (name, value) in filters {
        if !value.is_empty() {
            address.push_str(name);
            address.push('=');
            address.push_str(&encoded(value));
            address.push('&');
        }
    }
    address + "pagina="
}

/// A value as it stands in an address.
fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_has_the_same_filters() {
        let filter = TeacherFilter {
            name: "van Öst & co".to_owned(),
            ground: "VO-33.4".to_owned(),
            page: 3,
            ..TeacherFilter::default()
        };
        assert_eq!(
            address(&filter),
            "/school/leraren?naam=van%20%C3%96st%20%26%20co&grondslag=VO-33.4&pagina="
        );
    }
}
