//! The portfolio of a teacher: activities in hours per category, with their evidence, against the
//! criteria for re-registration.

mod activity;
pub mod api;
pub mod calendar;
pub mod colleagues;
#[cfg(feature = "ssr")]
pub mod desk;
mod drafts;
mod filter;
mod form;
mod history;
mod hours;
pub mod import;
mod list;
mod opened;
mod quick;
pub mod sharing;
mod split;
mod subjects;
pub mod take_out;
mod timeline;
mod two;

use super::{EvidenceView, PortfolioPages};
use crate::design::Skeleton;
pub(super) use activity::ActivityPage;
pub(super) use calendar::CalendarPage;
use colleagues::Received;
pub use filter::Filter;
pub(super) use form::ActivityFormPage;
pub(super) use import::{BroughtPage, ImportPage};
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{Outlet, ParentRoute, Route},
    path,
};
pub(super) use list::PortfolioPage;
use serde::{Deserialize, Serialize};
use shared::{
    criteria::{Effect, Inputs, Progress, Term},
    identifier::ActivityId,
    portfolio::{ActivityForm, Category, NewActivity, Quarters, Source},
};
pub(super) use take_out::TakeOutPage;
pub(super) use timeline::TimelinePage;

/// The activities of a teacher and how far they are with the criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portfolio {
    /// What was asked for.
    pub filter: Filter,
    /// The activities that were found and are on this page, newest first.
    pub found: Vec<Entry>,
    /// How many were found, on all pages together.
    pub found_count: usize,
    /// The hours of all that were found.
    pub found_hours: Quarters,
    /// The hours of what was found by school year, which is named after the year in which it began;
    /// latest first.
    pub school_years: Vec<(i16, Quarters)>,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// How many activities there are in all.
    pub count: usize,
    /// The years in which there are activities, latest first.
    pub years: Vec<i16>,
    /// The ids of the subjects for which there are activities, by name.
    pub subjects: Vec<String>,
    /// What was just added, whatever was asked for.
    pub added: Option<Entry>,
    /// The activities that were removed and can be put back.
    pub removed: Vec<Entry>,
    /// The number for an activity that is added from the list.
    pub fresh: ActivityId,
    /// Today, in the Netherlands.
    pub today: Date,
    /// How far all activities together are.
    pub progress: Progress,
    /// The period that the progress is about: the term, or before it has begun the last four years.
    pub term: Term,
    /// Whether the term has begun.
    pub begun: bool,
}

/// An activity in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub id: ActivityId,
    /// What was done.
    pub activity: NewActivity,
    /// How many files of evidence are with it.
    pub evidence: i64,
}

impl Entry {
    /// The page of this activity.
    pub fn href(&self) -> String {
        format!("/mijn/portfolio/activiteit/{}", self.id)
    }

    /// The form of a new activity like this one.
    pub fn again(&self) -> String {
        format!("/mijn/portfolio/activiteit/nieuw?zoals={}", self.id)
    }
}

/// One activity with everything about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityDetail {
    /// Its number.
    pub id: ActivityId,
    /// What was done.
    pub activity: NewActivity,
    /// Whether it was removed.
    pub removed: bool,
    /// When this version was recorded, in Dutch time.
    pub recorded: DateTime,
    /// Where it came from.
    pub source: Source,
    /// Whether it was validated (*gevalideerd*), as far as where it came from tells.
    pub validated: Option<bool>,
    /// The number of this version, from 1.
    pub version: u32,
    /// The versions before it, newest first.
    pub earlier: Vec<Earlier>,
    /// Today, in the Netherlands.
    pub today: Date,
    /// The files of evidence.
    pub evidence: Vec<EvidenceView>,
    /// What colleagues said and the teacher put with it, newest first.
    pub feedback: Vec<Received>,
    /// What it does for each rule that it changes; nothing once it was removed.
    pub effect: Vec<Effect>,
}

/// A version of an activity that another one came after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Its number, from 1.
    pub version: u32,
    /// What it said.
    pub activity: NewActivity,
    /// Whether it was the removal.
    pub removed: bool,
    /// When it was recorded, in Dutch time.
    pub recorded: DateTime,
}

/// What stands in the form of an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityInput {
    /// The number: a fresh one for a new activity, so that sending twice adds one.
    pub id: ActivityId,
    /// The version that the form starts from; nothing for a new activity.
    pub version: Option<u32>,
    /// The fields.
    pub form: ActivityForm,
    /// The files of evidence that are with it already.
    pub evidence: Vec<EvidenceView>,
    /// What an evaluation depends on, without this activity.
    pub inputs: Inputs,
    /// Today, in the Netherlands.
    pub today: Date,
}

impl ActivityInput {
    /// The empty form.
    pub fn blank(id: ActivityId, inputs: Inputs, today: Date) -> Self {
        Self {
            id,
            version: None,
            form: ActivityForm::default(),
            evidence: Vec::new(),
            inputs,
            today,
        }
    }

    /// The form of an activity as it is now.
    pub fn of(detail: ActivityDetail, inputs: Inputs) -> Self {
        Self {
            id: detail.id,
            version: Some(detail.version),
            form: form_of(detail.activity),
            evidence: detail.evidence,
            inputs,
            today: detail.today,
        }
    }

    /// The form of a new activity like an earlier one, done again today. What was learned and got then is
    /// of then.
    #[must_use]
    pub fn again(self, earlier: NewActivity) -> Self {
        let again = NewActivity {
            from: self.today,
            to: None,
            reflection: None,
            credits: 0,
            diploma: false,
            ..earlier
        };
        Self {
            form: form_of(again),
            ..self
        }
    }
}

/// An activity as a form. Hours that are all in one category stand there as that choice: that is how
/// most people filled it in.
fn form_of(activity: NewActivity) -> ActivityForm {
    let single = Category::ALL
        .into_iter()
        .find(|category| activity.split.get(*category) == activity.hours);
    match single {
        Some(category) => ActivityForm {
            category: category.code().to_owned(),
            ..ActivityForm::from(&NewActivity {
                split: shared::portfolio::Split::default(),
                ..activity
            })
        },
        None => ActivityForm::from(&activity),
    }
}

/// The pages of the portfolio.
#[component(transparent)]
pub fn PortfolioRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("portfolio") view=Outlet>
            <Route path=path!("") view=PortfolioPages::PortfolioPage ssr=SsrMode::Async/>
            <Route path=path!("tijdlijn") view=PortfolioPages::TimelinePage ssr=SsrMode::Async/>
            <Route path=path!("import") view=PortfolioPages::ImportPage ssr=SsrMode::Async/>
            <Route path=path!("import/:id") view=PortfolioPages::BroughtPage ssr=SsrMode::Async/>
            <Route path=path!("meenemen") view=PortfolioPages::TakeOutPage ssr=SsrMode::Async/>
            <Route path=path!("agenda") view=PortfolioPages::CalendarPage ssr=SsrMode::Async/>
            <Route path=path!("activiteit/nieuw") view=PortfolioPages::ActivityFormPage ssr=SsrMode::Async/>
            <Route path=path!("activiteit/:id") view=PortfolioPages::ActivityPage ssr=SsrMode::Async/>
            <Route path=path!("activiteit/:id/wijzigen") view=PortfolioPages::ActivityFormPage ssr=SsrMode::Async/>
            <Route path=path!("activiteit/:id/collegas") view=PortfolioPages::ColleaguesPage ssr=SsrMode::Async/>
            <Route path=path!("aanbod") view=PortfolioPages::AttendancePage ssr=SsrMode::Async/>
            <Route path=path!("aanbod/:id") view=PortfolioPages::AddOfferingPage ssr=SsrMode::Async/>
            <Route path=path!("delen") view=PortfolioPages::SharingPage ssr=SsrMode::Async/>
            <Route path=path!("collegas") view=PortfolioPages::InboxPage ssr=SsrMode::Async/>
            <Route path=path!("collegas/:sleutel") view=PortfolioPages::JoinPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// What an activity is about, in words: the categories that have hours.
pub(crate) fn about(activity: &NewActivity) -> String {
    let names: Vec<&str> = Category::ALL
        .into_iter()
        .filter(|category| activity.split.get(*category) > Quarters::ZERO)
        .map(Category::label)
        .collect();
    if names.is_empty() {
        "Nog geen onderwerp".to_owned()
    } else {
        names.join(", ")
    }
}

/// What stands there until the page is loaded; only for who comes from another page.
fn waiting() -> impl IntoView {
    view! { <Skeleton text="We halen je portfolio op."/> }
}
