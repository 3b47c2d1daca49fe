//! The way to re-registration of a teacher: the term, the rules, how far one is and what is expected.

pub mod api;
mod beginning;
mod choosing;
#[cfg(feature = "ssr")]
pub mod desk;
mod effect;
mod hours;
mod period;
mod rules;
mod trial;

use super::procedure::Door;
use crate::page::Page;
use crate::{
    design::{
        Alert, Breadcrumb, Card, Columns, Division, ErrorSummary, PageHead, Skeleton, Stack,
        TextLink, Tone, VStep, VSteps, When,
    },
    failure::Answer,
    public::FailureView,
    session::{Form, FormState, FormTitle, answered, returned_form},
};
use beginning::{NoActivities, NotBegun};
use choosing::Choosing;
pub use effect::{EffectList, Effects, Typed};
use hours::{Figures, HoursChart, Outlook};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use period::PeriodCard;
use rules::{RulesCard, SetCard};
use serde::{Deserialize, Serialize};
use shared::{
    criteria::{EXAMPLE, ExtendedTerm, Inputs, Interruption},
    notation,
    portfolio::{ActivityForm, Quarters},
};
use trial::TrialCard;
use uuid::Uuid;

/// The way to re-registration of a teacher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reregistration {
    /// What everything on the page is computed from. Before the term has begun its term is the last
    /// four years, to compare with.
    pub inputs: Inputs,
    /// Why this set of rules holds, in plain Dutch.
    pub reason: String,
    /// The newer sets that the teacher may choose instead.
    pub newer: Vec<Newer>,
    /// The version that the teacher chose, if any.
    pub chosen: Option<String>,
    /// Whether choosing and taking back is still possible.
    pub may_choose: bool,
    /// The term.
    pub period: Period,
    /// The interruptions that the teacher entered, the first one first.
    pub interruptions: Vec<Entered>,
    /// What was decided last: whether the teacher was registered again, and the last day of the term that
    /// it was about.
    pub decided: Option<(bool, Date)>,
    /// Whether one can apply, or did.
    pub door: Door,
    /// A fresh number for the next one.
    pub fresh: Uuid,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// Whether the term of a teacher has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// It has.
    Begun(ExtendedTerm),
    /// Not yet: the teacher is in the vestibule only, where there is no re-registration.
    Vestibule,
    /// Not yet: an appointment waits to be confirmed.
    ToConfirm,
    /// Not yet: there is no appointment.
    NoAppointment,
}

/// A newer set that a teacher may choose, and how far the teacher is with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newer {
    /// Its version.
    pub version: String,
    /// Its name.
    pub name: String,
    /// The first day on which terms that follow it begin.
    pub valid_from: Date,
    /// How many of its rules are fulfilled now.
    pub fulfilled: usize,
    /// How many rules it has for this teacher.
    pub rules: usize,
}

/// An interruption that was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// Its number.
    pub id: Uuid,
    /// What it is.
    pub interruption: Interruption,
}

/// What one can do on this page.
#[derive(Clone, Copy)]
pub(super) struct Deeds {
    save: ServerAction<api::SaveInterruption>,
    remove: ServerAction<api::RemoveInterruption>,
    choose: ServerAction<api::ChooseCriteria>,
}

/// What is loaded: the way, and a form that came back.
type Loaded = (Answer<Reregistration>, Option<FormState>);

/// `/mijn/herregistratie`; with `hours=` and the like what an activity would do.
pub struct ReregistrationPage {
    data: Resource<Loaded>,
    deeds: Deeds,
    asked: Memo<ActivityForm>,
    message: Memo<Option<&'static str>>,
}

impl Page for ReregistrationPage {
    fn data() -> Self {
        let deeds = Deeds {
            save: ServerAction::new(),
            remove: ServerAction::new(),
            choose: ServerAction::new(),
        };
        let done = move || {
            (
                answered(deeds.save),
                answered(deeds.remove),
                answered(deeds.choose),
            )
        };
        let query = use_query_map();
        let returned = returned_form();
        Self {
            data: Resource::new(
                move || (done(), returned()),
                |(_, returned)| async move {
                    (
                        api::my_reregistration().await,
                        FormState::load(returned).await,
                    )
                },
            ),
            deeds,
            asked: Memo::new(move |_| trial::asked(&query.read())),
            message: Memo::new(move |_| match query.read().get("melding")?.as_str() {
                "criteria" => Some("Je keuze is opgeslagen."),
                "onderbreking" => Some("Je onderbreking is opgeslagen."),
                _ => None,
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        let Self {
            data,
            deeds,
            asked,
            message,
        } = this;
        view! {
            <Suspense fallback=waiting>
                {move || Suspend::new(async move {
                    match data.await {
                        (Ok(way), returned) => {
                            let said = message.get();
                            view! {
                                <Way way returned deeds asked=asked.get_untracked() said/>
                            }
                                .into_any()
                        }
                        (Err(failure), _) => view! { <FailureView failure/> }.into_any(),
                    }
                })}
            </Suspense>
        }
        .into_any()
    }
}

fn waiting() -> impl IntoView {
    view! { <Skeleton text="We rekenen uit hoe ver je bent."/> }
}

#[component]
fn Way(
    way: Reregistration,
    returned: Option<FormState>,
    deeds: Deeds,
    asked: ActivityForm,
    said: Option<&'static str>,
) -> impl IntoView {
    let choice = Form::new(deeds.choose, returned.clone());
    let form = Form::new(deeds.save, returned);
    let lead = lead(&way);
    let decided = way.decided.map(|(granted, last)| {
        let last = notation::date(last);
        let text = if granted {
            format!("Je bent geherregistreerd na je periode tot en met {last}. Dit is je volgende periode.")
        } else {
            format!("Bij je naam staat een aantekening over je periode tot en met {last}. Je kunt opnieuw aanvragen.")
        };
        view! { <Alert><p>{text}</p></Alert> }
    });
    let now = (way.door == Door::Open).then(|| {
        view! {
            <Alert title="Je kunt nu herregistratie aanvragen">
                <p>
                    <TextLink href="/mijn/herregistratie/aanvragen">"Bekijk en verstuur je aanvraag"</TextLink>
                </p>
            </Alert>
        }
    });
    let said = said.map(|text| view! { <Alert tone=Tone::Ok live=true><p>{text}</p></Alert> });
    view! {
        <FormTitle page="Herregistratie" problem=form.problem()/>
        <Breadcrumb parents=vec![("/mijn", "Overzicht")]/>
        <ErrorSummary problem=form.problem()/>
        <ErrorSummary problem=choice.problem()/>
        <PageHead title="Herregistratie" lead/>
        <Stack>
            {said}
            {decided}
            {now}
            {match way.period.clone() {
                Period::Begun(term) => view! { <Begun way term form deeds asked/> }.into_any(),
                _ => view! { <NotBegun way/> }.into_any(),
            }}
        </Stack>
    }
}

/// What it is about, in a few sentences.
fn lead(way: &Reregistration) -> String {
    let norm = way.inputs.progress().norm;
    match &way.period {
        Period::Begun(term) if way.today > term.term.last => format!(
            "Je periode liep tot en met {}.",
            notation::date(term.term.last)
        ),
        Period::Begun(term) => format!(
            "Tot en met {} laat je zien dat je je vak bijhoudt. Je hebt {norm} uur nodig. {EXAMPLE}",
            notation::date(term.term.last)
        ),
        _ => format!(
            "Elke 4 jaar laat je zien dat je je vak bijhoudt. Dat heet herregistratie. {EXAMPLE}"
        ),
    }
}

#[component]
fn Begun(
    way: Reregistration,
    term: ExtendedTerm,
    form: Form,
    deeds: Deeds,
    asked: ActivityForm,
) -> impl IntoView {
    let Reregistration {
        inputs,
        reason,
        interruptions,
        fresh,
        today,
        newer,
        chosen,
        may_choose,
        door,
        ..
    } = way;
    let evaluation = inputs.evaluate();
    let progress = inputs.progress();
    let forecast = inputs.forecast(today);
    let last = term.term.last;
    let has_any = progress.entered > Quarters::ZERO;
    let chart = if has_any {
        let (course, norm, forecast) = (inputs.course(today), progress.norm, forecast.clone());
        view! { <HoursChart course norm forecast/> }.into_any()
    } else {
        view! { <NoActivities/> }.into_any()
    };
    let outlook = has_any.then(|| {
        let (progress, forecast) = (progress.clone(), forecast.clone());
        let due = inputs.on_schedule(progress.norm, today);
        let fulfilled = evaluation.is_fulfilled();
        let ended = today > last;
        view! { <Outlook progress forecast fulfilled due ended/> }
    });
    let figures = {
        let (inputs, forecast) = (inputs.clone(), forecast.clone());
        view! { <Figures inputs progress forecast today/> }
    };
    let rules = {
        let (inputs, evaluation) = (inputs.clone(), evaluation.clone());
        view! { <RulesCard inputs evaluation forecast/> }
    };
    let trial = {
        let inputs = inputs.clone();
        view! { <TrialCard inputs today asked/> }
    };
    view! {
        {figures}
        {outlook}
        <Columns division=Division::MainWideAside>
            <Stack>{chart} {trial}</Stack>
            <Stack>{rules} <PeriodCard term interruptions fresh form deeds/></Stack>
        </Columns>
        <Columns division=Division::Two>
            <Steps last door/>
            <SetCard inputs evaluation reason>
                <Choosing newer chosen may_choose last choose=deeds.choose/>
            </SetCard>
        </Columns>
    }
}

/// How it goes from here.
#[component]
fn Steps(
    /// The last day of the term.
    last: Date,
    /// Whether one can apply, or did.
    door: Door,
) -> impl IntoView {
    let apply = match door {
        Door::Open => view! {
            "Dat kan nu. "
            <TextLink href="/mijn/herregistratie/aanvragen">"Vraag herregistratie aan"</TextLink>
        }
        .into_any(),
        Door::Running(id) => view! {
            "Je aanvraag loopt. "
            <TextLink href=format!("/mijn/zaken/{id}")>"Kijk waar ze staat"</TextLink>
        }
        .into_any(),
        Door::NotYet(day) => format!("Kan vanaf {}.", notation::date(day)).into_any(),
        Door::NoTerm => "Kan nog niet.".into_any(),
    };
    let until = format!("Nu, tot en met {}", notation::date(last));
    view! {
        <Card title="Hoe gaat herregistratie?" id="hoe">
            <VSteps>
                <VStep number=1 when=When::Now title="Activiteiten verzamelen">{until}</VStep>
                <VStep number=2 title="Aanvraag doen">
                    {apply}
                </VStep>
                <VStep number=3 title="Advies van de commissie">"Alleen als er twijfel is"</VStep>
                <VStep number=4 title="Besluit">
                    "Niet mee eens? Dan kun je bezwaar maken. "
                    <TextLink href="/hulp/bezwaar" small=true>"Lees hoe dat gaat"</TextLink>
                </VStep>
            </VSteps>
        </Card>
    }
}
