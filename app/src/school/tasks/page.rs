//! The list of what a board has to do.

use super::{Matter, Task, TaskList};
use crate::page::Page;
use crate::{
    design::{self, Badge, Card, Empty, Icons, PageHead, Tasks, Tone},
    failure::Answer,
    school::{api, loaded, waiting},
};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_meta::Title;
use shared::notation;

/// `/school/taken`: everything that waits for the board.
pub struct SchoolTasksPage {
    data: Resource<Answer<TaskList>>,
}

impl Page for SchoolTasksPage {
    fn data() -> Self {
        Self {
            data: Resource::new(|| (), |()| api::list_tasks()),
        }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
        view! {
            <Title text="Taken - Lerarenregister"/>
            <Suspense fallback=waiting>
                {move || Suspend::new(async move { loaded(data.await, page) })}
            </Suspense>
        }
        .into_any()
    }
}

fn page(list: TaskList) -> impl IntoView {
    let open = format!("{} open", list.tasks.len());
    let content = if list.tasks.is_empty() {
        view! {
            <Empty icon=Icons::CircleCheck title="Je bent helemaal bij">
                <p class="utrecht-paragraph lr-muted">
                    "Hier komen fouten in leveringen, termijnen die aflopen en meldingen van \
                     leraren. Er is nu niets te doen."
                </p>
            </Empty>
        }
        .into_any()
    } else {
        let aside = move || view! { <span class="lr-small lr-muted">{open.clone()}</span> };
        view! {
            <Card title="Nog te doen" id="taken" aside=ViewFn::from(aside)>
                <TaskRows tasks=list.tasks today=list.today/>
            </Card>
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
) -> impl IntoView {
    let rows = tasks
        .into_iter()
        .map(|task| {
            let (href, title, note) = words(&task.matter, today);
            let badge = badge(&task, today);
            view! { <design::Task href title note>{badge}</design::Task> }
        })
        .collect_view();
    view! { <Tasks>{rows}</Tasks> }
}

/// Where the contact persons stand.
const CONTACTS: &str = "/school/toegang#contactpersonen";

/// Where to do it, what to do, and one sentence more.
fn words(matter: &Matter, today: Date) -> (String, String, String) {
    match matter {
        Matter::Errors {
            delivery,
            received,
            count,
        } => (
            format!("/school/leveringen/{delivery}"),
            format!("Herstel {}", notation::count(*count, "fout", "fouten")),
            format!("Levering van {}", notation::date(*received)),
        ),
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
        Matter::Contacts { confirmed: None } => (
            CONTACTS.to_owned(),
            "Geef een contactpersoon op".to_owned(),
            "Dan kunnen we je bereiken als er iets misgaat met een levering".to_owned(),
        ),
        Matter::Contacts {
            confirmed: Some(day),
        } => (
            CONTACTS.to_owned(),
            "Kijk of de contactpersonen nog kloppen".to_owned(),
            format!("Voor het laatst bevestigd op {}", notation::date(*day)),
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
        let tone = match task.matter {
            Matter::Contacts { .. } => Tone::Info,
            _ => Tone::Error,
        };
        let words = match tone {
            Tone::Info => "Als je tijd hebt",
            _ => "Zo snel mogelijk",
        };
        return view! { <Badge tone>{words}</Badge> }.into_any();
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
