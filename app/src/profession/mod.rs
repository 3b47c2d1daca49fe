//! The criteria for re-registration as the profession makes them: the versions, the way of one from
//! draft to rule, and the editor of a draft.

pub mod api;
mod delegates;
#[cfg(feature = "ssr")]
pub mod desk;
mod editor;
mod procedure;
mod rules;
mod simulation;
mod version;
mod versions;

use crate::page::{Paged, audience};
use editor::EditorPage;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
use serde::{Deserialize, Serialize};
use shared::criteria::{Ballot, CriteriaSet, NewNeed, Report, SetForm, Stage, Tally};
use uuid::Uuid;
use version::VersionPage;
use versions::VersionsPage;

audience!(ProfessionPages, [VersionsPage, VersionPage, EditorPage]);

/// The pages of the criteria.
#[component(transparent)]
pub fn ProfessionRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/criteria") view=crate::frame::PublicFrame>
            <Route path=path!("") view=ProfessionPages::VersionsPage ssr=SsrMode::Async/>
            <Route path=path!(":versie") view=ProfessionPages::VersionPage ssr=SsrMode::Async/>
            <Route path=path!(":versie/bewerken") view=ProfessionPages::EditorPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// All versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// Each, the newest first.
    pub versions: Vec<Version>,
    /// Whether the visitor can make a new one.
    pub may_draft: bool,
    /// Whom the teachers elected; for who can make a new version alone.
    pub elected: Vec<Elected>,
}

/// A teacher whom the teachers elected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elected {
    /// The number of the teacher.
    pub number: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The election.
    pub basis: String,
}

/// The form that notes an elected member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ElectedForm {
    /// The number of the teacher.
    pub number: String,
    /// The election.
    pub basis: String,
    /// The first day: day of the month.
    pub from_day: String,
    /// Number of the month.
    pub from_month: String,
    /// Year in four digits.
    pub from_year: String,
    /// The last day: day of the month.
    pub until_day: String,
    /// Number of the month.
    pub until_month: String,
    /// Year in four digits.
    pub until_year: String,
}

impl ElectedForm {
    /// The first day, when it exists.
    pub fn from(&self) -> Option<Date> {
        day([&self.from_day, &self.from_month, &self.from_year])
    }

    /// The last day, when it exists.
    pub fn until(&self) -> Option<Date> {
        day([&self.until_day, &self.until_month, &self.until_year])
    }
}

/// Day, month and year as a date, when it exists.
fn day(typed: [&String; 3]) -> Option<Date> {
    shared::notation::parse_date(&typed.map(|part| part.trim()).join("-"))
}

/// A version in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its version.
    pub version: String,
    /// Its name.
    pub name: String,
    /// How far it came.
    pub stage: Stage,
    /// The last day of the consultation or the vote.
    pub until: Option<Date>,
    /// The first day on which a term that follows it can begin.
    pub valid_from: Date,
    /// The hours that it asks in all; nothing when it asks none.
    pub total: Option<i32>,
}

/// What everyone can read of one version, and what the visitor can do with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionFile {
    /// What it asks.
    pub set: CriteriaSet,
    /// How far it came.
    pub stage: Stage,
    /// The last day of the consultation or the vote.
    pub until: Option<Date>,
    /// Why it is different.
    pub reason: String,
    /// The version in force, with which it is compared.
    pub in_force: CriteriaSet,
    /// Its way so far.
    pub steps: Vec<PastStep>,
    /// What teachers said, the newest first.
    pub reactions: Paged<Reaction>,
    /// The last vote.
    pub vote: Option<Vote>,
    /// What it has to know that the version in force does not.
    pub needs: Vec<NewNeed>,
    /// What it would do, when that was reckoned.
    pub simulation: Option<Simulated>,
    /// What the visitor can do.
    pub may: May,
    /// A fresh number for a reaction.
    pub fresh: Uuid,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// A step that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastStep {
    /// When, in Dutch time.
    pub at: DateTime,
    /// Where it led.
    pub stage: Stage,
    /// The last day of the consultation or the vote.
    pub until: Option<Date>,
}

/// What a teacher said; not who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// The words.
    pub text: String,
    /// When, in Dutch time.
    pub at: DateTime,
}

/// A vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// The last day.
    pub until: Date,
    /// What it came to, once it is counted, and whether the version was accepted.
    pub outcome: Option<(Tally, bool)>,
    /// What the visitor voted.
    pub own: Option<Ballot>,
}

/// What the visitor can do with a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own")]
pub struct May {
    /// Write it and lead its way.
    pub draft: bool,
    /// Adopt it.
    pub adopt: bool,
    /// React to it.
    pub react: bool,
    /// Vote.
    pub vote: bool,
}

/// What a draft would do, or how far that is reckoned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulated {
    /// When it was asked, in Dutch time.
    pub asked: DateTime,
    /// The last day of the four years that were looked at.
    pub last_day: Date,
    /// The hash of the rules with which it was reckoned.
    pub rules_hash: String,
    /// Whether these are the rules of now.
    pub current: bool,
    /// How many portfolios were reckoned, of how many, in tens.
    pub done: (u32, u32),
    /// The outcome, when it is ready.
    pub report: Option<Report>,
}

/// A draft in the editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The version as it was last saved whole.
    pub set: CriteriaSet,
    /// The form as it was typed.
    pub form: SetForm,
    /// How often it was saved.
    pub revision: i32,
    /// When it was last saved, in Dutch time.
    pub saved: DateTime,
    /// The version in force, with which it is compared.
    pub in_force: CriteriaSet,
    /// What it would do, when that was reckoned.
    pub simulation: Option<Simulated>,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// What the form of a step says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// Which step: `raadpleging`, `terug`, `stemming`, `uitslag`, `intrekken`, `vaststellen`.
    pub step: String,
    /// The day that goes with it: day of the month.
    pub day_day: String,
    /// Number of the month.
    pub day_month: String,
    /// Year in four digits.
    pub day_year: String,
    /// The decision (*besluit*) of the minister.
    pub decision: String,
    /// That the new data was seen: `ja`.
    pub seen: String,
}

impl StepForm {
    /// The day, when it exists.
    pub fn day(&self) -> Option<Date> {
        day([&self.day_day, &self.day_month, &self.day_year])
    }
}
