//! The list of what a board has to do.

use super::{Matter, Signal, Task, TaskList};
use crate::{
    design::{
        self, Badge, Button, Card, Empty, Hidden, Icons, PageHead, Pagination, Tasks, TextLink,
        Tone, Weight,
    },
    failure::Answer,
    page::{Page, asked_page},
    school::{
        api,
        delivery::{Source, code_address},
        loaded, waiting,
    },
    session::answered,
};
use jiff::civil::Date;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use shared::notation;

/// `/school/taken?pagina=`: everything that waits for the board.
pub struct SchoolTasksPage {
    data: Resource<Answer<TaskList>>,
    handle: ServerAction<api::HandleSignal>,
}

impl Page for SchoolTasksPage {
    fn data() -> Self {
        let query = use_query_map();
        let handle = ServerAction::<api::HandleSignal>::new();
        let asked = move || (asked_page(&query.read()), answered(handle));
        Self {
            data: Resource::new(asked, |(page, _)| api::list_tasks(page)),
            handle,
        }
    }

    fn view(this: Self) -> AnyView {
        let Self { data, handle } = this;
        view! {
            <Title text="Taken - Lerarenregister"/>
            <Transition fallback=waiting>
                {move || Suspend::new(async move {
                    loaded(data.await, move |list| page(list, handle))
                })}
            </Transition>
        }
        .into_any()
    }
}

fn page(list: TaskList, handle: ServerAction<api::HandleSignal>) -> impl IntoView {
    let TaskList { today, tasks } = list;
    let open = format!("{} open", notation::number(tasks.total));
    let content = if tasks.total == 0 {
        view! {
            <Empty icon=Icons::CircleCheck title="Je bent helemaal bij">
                <p class="utrecht-paragraph lr-muted">
                    "Hier komen fouten in leveringen, termijnen die aflopen, meldingen van leraren \
                     en signalen van het register. Er is nu niets te doen."
                </p>
            </Empty>
        }
        .into_any()
    } else {
        let aside = move || view! { <span class="lr-small lr-muted">{open.clone()}</span> };
        view! {
            <Card title="Nog te doen" id="taken" aside=ViewFn::from(aside)>
                <TaskRows tasks=tasks.rows today handle/>
            </Card>
            <Pagination current=tasks.page pages=tasks.pages address="/school/taken?pagina="/>
        }
        .into_any()
    };
    view! {
        <PageHead title="Taken" lead="Wat het eerst moet, staat bovenaan."/>
        {content}
    }
}

/// Tasks, each with the days that are left.
#[component]
pub fn TaskRows(
    /// The tasks, the most urgent first.
    tasks: Vec<Task>,
    /// The day from which the days are counted.
    today: Date,
    /// Puts a signal away.
    handle: ServerAction<api::HandleSignal>,
) -> impl IntoView {
    let rows = tasks
        .into_iter()
        .map(|task| match task.matter {
            Matter::Signal(signal) => told(signal, handle).into_any(),
            _ => {
                let (href, title, note) = words(&task.matter, today);
                let badge = badge(&task, today);
                let explained = task.due;
                view! { <design::Task href title note explained>{badge}</design::Task> }.into_any()
            }
        })
        .collect_view();
    view! { <Tasks>{rows}</Tasks> }
}

/// A signal: what is the matter, since when, where its code is explained, and the button that puts
/// it away.
fn told(signal: Signal, handle: ServerAction<api::HandleSignal>) -> impl IntoView {
    let (href, raised) = (signal.address(), notation::date(signal.raised));
    let about = match (signal.name, signal.appointment) {
        (Some(name), Some(number)) => format!("{name}, benoeming {number}. "),
        (None, Some(number)) => format!("Benoeming {number}. "),
        (_, None) => String::new(),
    };
    let code = signal.code.clone();
    let explained = move || {
        let code = code.clone();
        let href = code_address(&code);
        view! { <TextLink href context="uitgelegd">{code}</TextLink> }
    };
    let context = format!("{}: {}", signal.code, signal.message);
    view! {
        <design::Task
            href
            title=signal.message
            note=format!("{about}Gemeld op {raised}. Signaal ")
            more=ViewFn::from(explained)
        >
            <ActionForm action=handle>
                <Hidden name="id" value=signal.id.to_string()/>
                <Button weight=Weight::Small context>"Afgehandeld"</Button>
            </ActionForm>
        </design::Task>
    }
}

/// Where one sees who logged in, and whom the register can reach.
const CONTACTS: &str = "/school/toegang";

/// Where to do it, what to do, and one sentence more.
fn words(matter: &Matter, today: Date) -> (String, String, String) {
    match matter {
        Matter::Errors {
            source,
            received,
            count,
        } => {
            let what = match source {
                Source::Delivery(_) => "Levering",
                Source::Messages(_) => "Berichten",
            };
            (
                source.address(),
                format!("Herstel {}", notation::count(*count, "fout", "fouten")),
                format!("{what} van {}", notation::date(*received)),
            )
        }
        Matter::Term {
            name,
            appointment,
            ground,
            ends,
        } => {
            let who = name
                .clone()
                .unwrap_or_else(|| format!("benoeming {appointment}"));
            let ended = if *ends < today { "stopte" } else { "stopt" };
            (
                "/school/leraren?status=verloopt".to_owned(),
                format!("Kies een nieuwe grondslag voor {who}"),
                format!("{ground}: de termijn {ended} op {}", notation::date(*ends)),
            )
        }
        Matter::Plan { name, appointment } => {
            let who = name
                .clone()
                .unwrap_or_else(|| format!("benoeming {appointment}"));
            let number = crate::page::encoded(appointment);
            (
                format!("/school/leraren/scholingsplan?benoeming={number}"),
                format!("Bevestig het scholingsplan van {who}"),
                "De leraar heeft het ingevuld".to_owned(),
            )
        }
        Matter::Contacts { confirmed: None } => (
            CONTACTS.to_owned(),
            "Geef een contactpersoon op en kijk wie toegang heeft".to_owned(),
            "Dan kunnen we je bereiken als er iets misgaat met een levering".to_owned(),
        ),
        Matter::Contacts {
            confirmed: Some(day),
        } => (
            CONTACTS.to_owned(),
            "Kijk wie toegang heeft en of de contactpersonen nog kloppen".to_owned(),
            format!("Voor het laatst bevestigd op {}", notation::date(*day)),
        ),
        Matter::Signal(signal) => (
            signal.address(),
            signal.message.clone(),
            format!("Gemeld op {}", notation::date(signal.raised)),
        ),
        Matter::Correction(correction) => {
            let who = correction
                .name
                .clone()
                .unwrap_or_else(|| "Een leraar".to_owned());
            (
                format!("/school/taken/{}", correction.id),
                "Beantwoord een melding van een leraar".to_owned(),
                format!("{who} meldt iets over benoeming {}", correction.appointment),
            )
        }
    }
}

fn badge(task: &Task, today: Date) -> AnyView {
    let Some(days) = task.days_left(today) else {
        return view! { <Badge tone=Tone::Info>"Als je tijd hebt"</Badge> }.into_any();
    };
    let (tone, words) = match days {
        ..0 => (Tone::Error, "Te laat".to_owned()),
        0 => (Tone::Error, "Vandaag".to_owned()),
        1..=13 => (
            Tone::Error,
            format!("Nog {}", notation::count(days.into(), "dag", "dagen")),
        ),
        _ => (Tone::Warning, notation::count(days.into(), "dag", "dagen")),
    };
    view! { <Badge tone>{words}</Badge> }.into_any()
}
