//! Activities from a calendar: choose the file, pick what becomes an activity.

use super::api::TakeEvents;
use crate::page::Page;
use crate::{
    design::{
        Actions, Alert, Breadcrumb, Bullet, Button, Card, Check, Entries, ErrorSummary, Field,
        FieldGroup, FileField, Gap, Hidden, Narrow, Ordered, PageHead, Paragraph, Stack, TextLink,
        Tone,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, FormTitle, returned_form},
};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::ServerFn;
use shared::{
    FieldError, Problem, notation,
    portfolio::{MAX_CALENDAR_EVENTS, PickedEvent, Quarters},
};

/// Where the file is sent; the answer is this page itself.
const HERE: &str = "/mijn/portfolio/agenda";

/// What is in a calendar and may be an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The events, latest first.
    pub events: Vec<CalendarEvent>,
    /// How many more there are, which came before these.
    pub more: usize,
}

/// An event of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEvent {
    /// What is the same each time that it is read, in hexadecimal digits.
    pub key: String,
    /// What it was.
    pub title: String,
    /// The day, or the first day.
    pub from: Date,
    /// The last day, when there was more than one.
    pub to: Option<Date>,
    /// How long it took; nothing when only the days are known.
    pub hours: Option<Quarters>,
    /// Whether it was made an activity before.
    pub is_known: bool,
}

/// What came of the calendar that this request brought; the server provides it to the page.
#[derive(Clone, Debug)]
pub struct Opened(pub Result<Calendar, Problem>);

type Loaded = (Option<Result<Calendar, Problem>>, Option<FormState>);

/// `/mijn/portfolio/agenda`.
pub struct CalendarPage(Resource<Answer<Loaded>>);

impl Page for CalendarPage {
    fn data() -> Self {
        let opened = use_context::<Opened>().map(|Opened(answer)| answer);
        let returned = returned_form();
        Self(Resource::new(returned, move |returned| {
            let opened = opened.clone();
            async move {
                #[cfg(feature = "ssr")]
                crate::desk::actor::<crate::actor::Teacher>()?;
                Ok((opened, FormState::load(returned).await))
            }
        }))
    }

    fn view(this: Self) -> AnyView {
        let data = this.0;
        view! {
            <Suspense fallback=super::waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok((opened, returned)) => page(opened, returned).into_any(),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(opened: Option<Result<Calendar, Problem>>, returned: Option<FormState>) -> impl IntoView {
    let form = Form::posted::<TakeEvents>(returned);
    let (calendar, refused) = match opened {
        Some(Ok(calendar)) => (Some(calendar), None),
        Some(Err(problem)) => (None, Some(problem)),
        None => (None, None),
    };
    let rows = match &calendar {
        Some(calendar) => calendar.events.iter().map(offered).collect(),
        None => given_back(form),
    };
    let more = calendar.map_or(0, |calendar| calendar.more);
    let problem = refused.clone().or_else(|| form.problem().get_untracked());
    let error = refused
        .as_ref()
        .map(|problem| problem.at("bestand").unwrap_or(&problem.title).to_owned());
    let content = if rows.is_empty() {
        view! { <Upload error/> }.into_any()
    } else {
        let problem = problem.clone();
        view! { <Pick rows more problem/> }.into_any()
    };
    view! {
        <FormTitle page="Uit je agenda" problem=Signal::stored(problem.clone())/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht"), ("/mijn/portfolio", "Portfolio")]/>
        <Narrow>
            <ErrorSummary problem=Signal::stored(problem)/>
            <PageHead
                title="Haal activiteiten uit je agenda"
                lead="Jij kiest wat je overneemt. Van de rest bewaren we niets."
            />
            {content}
        </Narrow>
    }
}

/// Where one chooses the file.
#[component]
fn Upload(error: Option<String>) -> impl IntoView {
    view! {
        <Card title="Kies je agenda" id="bestand-kiezen">
            <Stack>
                <Ordered>
                    <Bullet>"Open je agenda, bijvoorbeeld Outlook, Google Agenda of Apple Agenda."</Bullet>
                    <Bullet>"Kies Exporteren of Opslaan als. Je krijgt een bestand dat op .ics eindigt."</Bullet>
                    <Bullet>"Kies dat bestand hier."</Bullet>
                </Ordered>
                <form method="post" enctype="multipart/form-data" action=HERE>
                    <Stack>
                        <FileField
                            name="bestand"
                            label="Bestand van je agenda"
                            hint="Een bestand dat op .ics eindigt, ten hoogste 5 MB. We lezen titel, dag en duur, en niet met wie of waar."
                            accept=".ics,text/calendar"
                            error=Signal::stored(error)
                        />
                        <Actions>
                            <Button>"Lees je agenda"</Button>
                            <TextLink href="/mijn/portfolio">"Annuleren"</TextLink>
                        </Actions>
                    </Stack>
                </form>
            </Stack>
        </Card>
    }
}

/// An event on the page: what is sent of it, and whether it is there already.
type EventRow = (PickedEvent, bool);

fn offered(event: &CalendarEvent) -> EventRow {
    let picked = PickedEvent {
        chosen: String::new(),
        key: event.key.clone(),
        title: event.title.clone(),
        from: event.from.to_string(),
        to: event.to.map(|to| to.to_string()).unwrap_or_default(),
        hours: event
            .hours
            .map(|hours| hours.to_string())
            .unwrap_or_default(),
    };
    (picked, event.is_known)
}

/// The events of a form that the server gave back.
fn given_back(form: Form) -> Vec<EventRow> {
    (0..MAX_CALENDAR_EVENTS)
        .map(|place| {
            let value = |field: &str| form.value(&name(place, field), "");
            PickedEvent {
                chosen: value("chosen"),
                key: value("key"),
                title: value("title"),
                from: value("from"),
                to: value("to"),
                hours: value("hours"),
            }
        })
        .take_while(|event| !event.key.is_empty())
        .map(|event| (event, false))
        .collect()
}

fn name(place: usize, field: &str) -> String {
    format!("events[{place}][{field}]")
}

/// What one picks.
#[component]
fn Pick(rows: Vec<EventRow>, more: usize, problem: Option<Problem>) -> impl IntoView {
    let about = |count: usize, one: &str, many: &str| {
        notation::count(i64::try_from(count).unwrap_or(i64::MAX), one, many)
    };
    let (known, new): (Vec<EventRow>, Vec<EventRow>) =
        rows.into_iter().partition(|(_, is_known)| *is_known);
    let known = (!known.is_empty()).then(|| {
        let text = format!(
            "{} nam je al eerder over.",
            about(known.len(), "afspraak", "afspraken")
        );
        view! { <Paragraph small=true>{text}</Paragraph> }
    });
    let more = (more > 0).then(|| {
        let text = format!(
            "Je ziet de laatste {MAX_CALENDAR_EVENTS} afspraken. Daarvoor waren er nog {}. Wil je die ook? Bewaar dan in je agenda een kortere periode.",
            notation::number(i64::try_from(more).unwrap_or(i64::MAX))
        );
        view! { <Alert><p>{text}</p></Alert> }
    });
    let is_empty = new.is_empty();
    let nothing = problem
        .as_ref()
        .and_then(|problem| problem.at("events").map(str::to_owned));
    let nothing = Signal::stored(nothing);
    let errors = problem.map(|problem| problem.errors).unwrap_or_default();
    let rows = new
        .into_iter()
        .enumerate()
        .map(|(place, (event, _))| view! { <EventFields place event errors=errors.clone()/> })
        .collect_view();
    view! {
        <form method="post" action=TakeEvents::PATH>
            <Stack>
                {more}
                {known}
                {if is_empty {
                    view! { <Paragraph>"Er is niets nieuws om over te nemen."</Paragraph> }
                        .into_any()
                } else {
                    view! {
                        <FieldGroup id="events" legend="Wat wil je overnemen?" error=nothing>
                            <Entries>{rows}</Entries>
                        </FieldGroup>
                        <Actions>
                            <Button>"Neem over in je portfolio"</Button>
                            <TextLink href=HERE>"Kies een andere agenda"</TextLink>
                        </Actions>
                    }
                        .into_any()
                }}
            </Stack>
        </form>
    }
}

/// One event: to tick, with its hours.
#[component]
fn EventFields(place: usize, event: PickedEvent, errors: Vec<FieldError>) -> impl IntoView {
    let when = match (event.from.parse::<Date>(), event.to.parse::<Date>()) {
        (Ok(from), Ok(to)) => format!("{} tot en met {}", notation::date(from), notation::date(to)),
        (Ok(from), Err(_)) => notation::date(from),
        (Err(_), _) => event.from.clone(),
    };
    let id = format!("hours-{place}");
    let of_this = format!("-{place}");
    let error = errors
        .into_iter()
        .find(|error| error.field.ends_with(&of_this))
        .map(|error| error.message);
    let is_wrong = error.is_some();
    let hint = if event.hours.is_empty() {
        "Hele dagen: vul in hoeveel uur het was."
    } else {
        ""
    };
    let described = match (hint.is_empty(), is_wrong) {
        (true, false) => None,
        (false, false) => Some(format!("{id}-hint")),
        (true, true) => Some(format!("{id}-fout")),
        (false, true) => Some(format!("{id}-hint {id}-fout")),
    };
    let label = format!("Aantal uur van {} op {when}", event.title);
    view! {
        <li>
            <Stack gap=Gap::Medium>
                <Hidden name=name(place, "key") value=event.key/>
                <Hidden name=name(place, "title") value=event.title.clone()/>
                <Hidden name=name(place, "from") value=event.from/>
                <Hidden name=name(place, "to") value=event.to/>
                <Check
                    name=name(place, "chosen")
                    value="ja"
                    label=event.title
                    note=when
                    checked=!event.chosen.is_empty()
                />
                <Field id=id.clone() label hint error=Signal::stored(error)>
                    <input
                        class="utrecht-textbox utrecht-textbox--html-input lr-narrow-input"
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        id=id.clone()
                        name=name(place, "hours")
                        value=event.hours
                        aria-invalid=is_wrong.then_some("true")
                        aria-describedby=described
                    />
                </Field>
            </Stack>
        </li>
    }
}

/// That events were taken over.
#[component]
pub fn Taken(
    /// How many.
    count: u32,
) -> impl IntoView {
    let text = match count {
        0 => "Alles wat je koos, stond al in je portfolio.".to_owned(),
        1 => "1 activiteit uit je agenda staat nu in je portfolio.".to_owned(),
        n => format!("{n} activiteiten uit je agenda staan nu in je portfolio."),
    };
    view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> }
}
