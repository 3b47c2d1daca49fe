//! The portfolio of a teacher: activities in hours per category, with their evidence, against the
//! criteria for re-registration.

mod activity;
pub mod api;
pub mod colleagues;
#[cfg(feature = "ssr")]
pub mod desk;
mod form;
mod hours;
mod list;
pub mod sharing;
mod split;
mod timeline;

use super::{EvidenceView, TeacherPages};
use crate::design::Skeleton;
pub(super) use activity::ActivityPage;
pub(super) use form::ActivityFormPage;
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
    portfolio::{ActivityForm, Category, NewActivity, Quarters},
};
pub(super) use timeline::TimelinePage;

/// The activities of a teacher and how far they are with the criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portfolio {
    /// What was searched for; empty for everything.
    pub search: String,
    /// The activities that were found, newest first.
    pub found: Vec<Entry>,
    /// How many activities there are in all.
    pub count: usize,
    /// The activities that were removed and can be put back.
    pub removed: Vec<Entry>,
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
    /// The files of evidence.
    pub evidence: Vec<EvidenceView>,
    /// What it does for each rule that it changes; nothing once it was removed.
    pub effect: Vec<Effect>,
}

/// What stands in the form of an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityInput {
    /// The number: a fresh one for a new activity, so that sending twice adds one.
    pub id: ActivityId,
    /// Whether it is a new activity.
    pub is_new: bool,
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
            is_new: true,
            form: ActivityForm::default(),
            evidence: Vec::new(),
            inputs,
            today,
        }
    }

    /// The form of an activity as it is now. Hours that are all in one category stand there as
    /// that choice: that is how most people filled it in.
    pub fn of(detail: ActivityDetail, inputs: Inputs, today: Date) -> Self {
        let activity = detail.activity;
        let single = Category::ALL
            .into_iter()
            .find(|category| activity.split.get(*category) == activity.hours);
        let form = match single {
            Some(category) => ActivityForm {
                category: category.code().to_owned(),
                ..ActivityForm::from(&NewActivity {
                    split: shared::portfolio::Split::default(),
                    ..activity
                })
            },
            None => ActivityForm::from(&activity),
        };
        Self {
            id: detail.id,
            is_new: false,
            form,
            evidence: detail.evidence,
            inputs,
            today,
        }
    }
}

/// The pages of the portfolio.
#[component(transparent)]
pub fn PortfolioRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("portfolio") view=Outlet>
            <Route path=path!("") view=TeacherPages::PortfolioPage ssr=SsrMode::Async/>
            <Route path=path!("tijdlijn") view=TeacherPages::TimelinePage ssr=SsrMode::Async/>
            <Route path=path!("activiteit/nieuw") view=TeacherPages::ActivityFormPage ssr=SsrMode::Async/>
            <Route path=path!("activiteit/:id") view=TeacherPages::ActivityPage ssr=SsrMode::Async/>
            <Route path=path!("activiteit/:id/wijzigen") view=TeacherPages::ActivityFormPage ssr=SsrMode::Async/>
            <Route path=path!("activiteit/:id/collegas") view=TeacherPages::ColleaguesPage ssr=SsrMode::Async/>
            <Route path=path!("aanbod") view=TeacherPages::AttendancePage ssr=SsrMode::Async/>
            <Route path=path!("aanbod/:id") view=TeacherPages::AddOfferingPage ssr=SsrMode::Async/>
            <Route path=path!("delen") view=TeacherPages::SharingPage ssr=SsrMode::Async/>
            <Route path=path!("collegas") view=TeacherPages::InboxPage ssr=SsrMode::Async/>
            <Route path=path!("collegas/:sleutel") view=TeacherPages::JoinPage ssr=SsrMode::Async/>
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

/// `12 januari 2021`, or `12 januari 2021 tot en met 3 maart 2021`.
pub(crate) fn when(activity: &NewActivity) -> String {
    let from = shared::notation::date(activity.from);
    match activity.to {
        Some(to) => format!("{from} tot en met {}", shared::notation::date(to)),
        None => from,
    }
}

/// What stands there until the page is loaded; only for who comes from another page.
fn waiting() -> impl IntoView {
    view! { <Skeleton text="We halen je portfolio op."/> }
}
