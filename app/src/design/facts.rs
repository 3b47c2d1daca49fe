//! Facts with their source, tasks, figures and files.

use super::{Icon, Icons, TermExplained};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::term::Computed;

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The school delivered it.
    School,
    /// The teacher filled it in.
    Teacher,
    /// The Diplomaregister.
    DiplomaRegister,
    /// An extract of the Diplomaregister, which the teacher gave.
    Extract,
    /// The Basisregistratie Personen.
    Brp,
    /// The register itself computed or recorded it.
    Register,
}

/// That the facts on a page are of somebody else than the reader; given as a context.
#[derive(Clone, Copy, Debug)]
pub struct OfSomebodyElse;

/// The source of a fact.
#[component]
pub fn Origin(
    /// Who says so.
    source: Source,
) -> impl IntoView {
    // Who works on a case reads of somebody else.
    let of_other = use_context::<OfSomebodyElse>().is_some();
    let (icon, text) = match source {
        Source::School if of_other => (Icons::School, "Van de school"),
        Source::School => (Icons::School, "Van je school"),
        Source::Teacher if of_other => (Icons::UserEdit, "Door de leraar ingevuld"),
        Source::Teacher => (Icons::UserEdit, "Door jou ingevuld"),
        Source::DiplomaRegister => (Icons::Certificate, "Uit het Diplomaregister"),
        Source::Extract => (Icons::Certificate, "Uit je uittreksel"),
        Source::Brp => (Icons::Id, "Uit de Basisregistratie Personen"),
        Source::Register => (Icons::ClipboardCheck, "Vastgelegd door het register"),
    };
    view! { <span class="lr-origin"><Icon icon/>{text}</span> }
}

/// Which of the two registers, in its word and its colour.
#[component]
pub fn Strand(
    /// The vestibule, else the register.
    vestibule: bool,
) -> impl IntoView {
    if vestibule {
        view! { <span class="lr-strand lr-strand--vp">"Registervoorportaal"</span> }
    } else {
        view! { <span class="lr-strand">"Lerarenregister"</span> }
    }
}

/// A list of facts.
#[component]
pub fn Facts(
    /// With room for long names of facts.
    #[prop(optional)]
    wide: bool,
    /// Close together: names with a number behind.
    #[prop(optional)]
    dense: bool,
    /// Each a [`Fact`].
    children: Children,
) -> impl IntoView {
    let class = match (wide, dense) {
        (true, _) => "utrecht-data-list lr-summary lr-summary--wide",
        (false, true) => "utrecht-data-list lr-summary lr-summary--dense",
        (false, false) => "utrecht-data-list lr-summary",
    };
    view! { <dl class=class>{children()}</dl> }
}

/// One fact, with its source.
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    name: String,
    /// Who says so.
    #[prop(optional, into)]
    source: Option<Source>,
    /// What one can do about it.
    #[prop(into, optional)]
    action: Option<ViewFn>,
    /// The fact.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="utrecht-data-list__item">
            <dt class="utrecht-data-list__item-key">{name}</dt>
            <dd class="utrecht-data-list__item-value">
                <span>{children()}</span>
                {source.map(|source| view! { <Origin source/> })}
            </dd>
            {action
                .map(|action| {
                    view! { <dd class="utrecht-data-list__actions">{action.run()}</dd> }
                })}
        </div>
    }
}

/// A list of things to do.
#[component]
pub fn Tasks(
    /// Each a [`Task`].
    children: Children,
) -> impl IntoView {
    view! { <ul class="lr-tasks">{children()}</ul> }
}

/// One thing to do; the whole row leads there.
#[component]
pub fn Task(
    /// Where to do it.
    #[prop(into)]
    href: String,
    /// What to do.
    #[prop(into)]
    title: String,
    /// One sentence more.
    #[prop(into, optional)]
    note: String,
    /// What goes on in the note: a link of its own.
    #[prop(into, optional)]
    more: Option<ViewFn>,
    /// The day before which it is done, with the steps that led to it.
    #[prop(optional_no_strip)]
    explained: Option<Computed>,
    /// Its status: a badge; or the button that ends it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li>
            <a class="utrecht-link" href=href>{title}</a>
            {(!note.is_empty()).then(|| view! { <p>{note} {more.map(|more| more.run())}</p> })}
            {children.map(|children| view! { <div class="lr-tasks__s">{children()}</div> })}
            {explained.map(|computed| view! { <TermExplained computed/> })}
        </li>
    }
}

/// Key figures in a row.
#[component]
pub fn Kpis(
    /// Each a [`Kpi`].
    children: Children,
) -> impl IntoView {
    view! { <dl class="lr-kpis">{children()}</dl> }
}

/// One key figure.
#[component]
pub fn Kpi(
    /// What it counts.
    #[prop(into)]
    name: String,
    /// The figure.
    #[prop(into)]
    value: String,
    /// What it is of, in smaller letters: `van 160`, `uur`.
    #[prop(into, optional)]
    unit: String,
    /// A few words more.
    #[prop(into, optional)]
    note: String,
) -> impl IntoView {
    view! {
        <div class="lr-kpi">
            <dt>{name}</dt>
            <dd>
                {value}
                {(!unit.is_empty()).then(|| view! { " "<small>{unit}</small> })}
            </dd>
            {(!note.is_empty()).then(|| view! { <dd class="lr-kpi__n">{note}</dd> })}
        </div>
    }
}

/// A list of files.
#[component]
pub fn Files(
    /// Each a [`FileRow`].
    children: Children,
) -> impl IntoView {
    view! { <ul class="lr-files">{children()}</ul> }
}

/// One file.
#[component]
pub fn FileRow(
    /// Its name.
    #[prop(into)]
    name: String,
    /// Kind, size and date.
    #[prop(into)]
    note: String,
    /// What one can do with it.
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <Icon icon=Icons::FileText/>
            <div><b>{name}</b><small>{note}</small></div>
            <div>{children()}</div>
        </li>
    }
}

/// What happened and what is to come.
#[component]
pub fn Timeline(
    /// Each a [`Moment`].
    children: Children,
) -> impl IntoView {
    view! { <ol class="lr-timeline">{children()}</ol> }
}

/// When something on a timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Done.
    Past,
    /// Now.
    Now,
    /// Still to come.
    Future,
}

/// One moment on a timeline.
#[component]
pub fn Moment(
    /// Done, now or to come.
    when: When,
    /// The date or time.
    #[prop(into)]
    at: String,
    /// What.
    children: Children,
) -> impl IntoView {
    let state = match when {
        When::Past => "klaar",
        When::Now => "nu",
        When::Future => "straks",
    };
    view! {
        <li data-s=state>
            <div class="lr-timeline__b">
                <span class="lr-timeline__d">{at}</span>
                {children()}
            </div>
        </li>
    }
}

/// How near the end of a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// There is time.
    Far,
    /// It ends soon.
    Soon,
    /// It has passed.
    Late,
}

/// A term that runs: how long is left, in words and along a bar.
#[component]
pub fn TermMeter(
    /// How near the end is.
    nearness: Nearness,
    /// How long is left, or how long ago it ended.
    #[prop(into)]
    text: String,
    /// How much of it has passed, from 0 to 100.
    percent: u8,
) -> impl IntoView {
    let (class, bar, icon) = match nearness {
        Nearness::Far => ("lr-term", "f-ok", None),
        Nearness::Soon => ("lr-term lr-term--soon", "f-soon", Some(Icons::Clock)),
        Nearness::Late => (
            "lr-term lr-term--late",
            "f-late",
            Some(Icons::AlertTriangle),
        ),
    };
    let width = format!("{}%", percent.min(100));
    view! {
        <div class=class>
            <span class="lr-term__t">{icon.map(|icon| view! { <Icon icon/> })}{text}</span>
            <svg class="lr-term__bar" aria-hidden="true">
                <rect class=bar width=width height="100%"></rect>
            </svg>
        </div>
    }
}
