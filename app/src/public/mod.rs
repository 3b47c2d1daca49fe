//! The pages for everyone: looking a teacher up, logging in, and what the register is.

mod aid;
pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod failure;
mod home;
mod login;
mod search;
mod teacher;
mod texts;

pub use failure::{FailureView, NotFound};

use crate::page::{audience, page};
use aid::AidPage;
use home::HomePage;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
use login::{LoggedOutPage, LoginPage, NoAccessPage};
use search::SearchingPage;
use serde::{Deserialize, Serialize};
use shared::identifier::TeacherNumber;
use teacher::TeacherPage;
use texts::TextPage;

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuery {
    /// A name, a name with a school, or a register number.
    #[serde(default)]
    pub q: String,
    /// The code of a sector, or nothing for all.
    #[serde(default)]
    pub sector: String,
    /// The id of a subject, or nothing for all.
    #[serde(default)]
    pub vak: String,
    /// The page, from 1, as it stands in the address.
    #[serde(default)]
    pub pagina: String,
}

impl SearchQuery {
    /// The least that must be typed before anything is looked for.
    pub const SHORTEST: usize = 2;

    /// Whether enough was typed to look for.
    pub fn is_long_enough(&self) -> bool {
        self.q.trim().chars().count() >= Self::SHORTEST
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// Whether the register is public today.
    pub is_public: bool,
    /// How many teachers fit.
    pub total: u32,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// The teachers on this page.
    pub found: Vec<FoundTeacher>,
}

/// A teacher among the results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundTeacher {
    /// The register number.
    pub number: TeacherNumber,
    /// The name: `Mila Zandlicht`.
    pub name: String,
    /// The subjects that the teacher recorded.
    pub subjects: Vec<String>,
    /// The schools, with their places.
    pub schools: Vec<String>,
}

/// What everyone may know of a teacher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicTeacher {
    /// The register number.
    pub number: TeacherNumber,
    /// The name.
    pub name: String,
    /// The subjects that the teacher recorded.
    pub subjects: Vec<String>,
    /// The schools, with their places.
    pub schools: Vec<String>,
    /// The day on which the teacher was entered.
    pub since: Date,
    /// The moment of which this is the state, in Dutch time.
    pub as_of: jiff::civil::DateTime,
}

audience!(
    TextPages,
    text_page,
    [TextPage, LoginPage, LoggedOutPage, NoAccessPage]
);

audience!(AidPages, aid_page, [AidPage]);

/// The pages for everyone. Looking somebody up is what most come for, so those pages need no part
/// of the WebAssembly but the first.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=crate::frame::PublicFrame>
            <Route path=path!("/") view={page::<HomePage>} ssr=SsrMode::Async/>
            <Route path=path!("/register/zoeken") view={page::<SearchingPage>} ssr=SsrMode::Async/>
            <Route path=path!("/register/leraar/:nummer") view={page::<TeacherPage>} ssr=SsrMode::Async/>
            <Route path=path!("/inloggen") view=TextPages::LoginPage ssr=SsrMode::Async/>
            <Route path=path!("/uitgelogd") view=TextPages::LoggedOutPage ssr=SsrMode::Async/>
            <Route path=path!("/geen-toegang") view=TextPages::NoAccessPage ssr=SsrMode::Async/>
            <Route path=path!("/over") view=TextPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/privacy") view=TextPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/toegankelijkheid") view=TextPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/gebruiksvoorwaarden") view=TextPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/status") view=TextPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/criteria") view=TextPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/keuzehulp") view=AidPages::AidPage ssr=SsrMode::Async/>
            <ParentRoute path=path!("/hulp") view=leptos_router::components::Outlet>
                <Route path=path!("") view=TextPages::TextPage ssr=SsrMode::Async/>
                <Route path=path!(":onderwerp") view=TextPages::TextPage ssr=SsrMode::Async/>
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}
