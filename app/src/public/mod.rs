//! The pages for everyone: looking a teacher up, logging in, and what the register is.

mod aid;
pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod failure;
mod feedback;
mod format;
mod home;
mod login;
pub mod proof;
mod search;
mod teacher;
mod texts;

pub use failure::{FailureView, NotFound};

use crate::catalogue::{CataloguePage, OfferingPage};
use crate::page::{audience, page};
use crate::provider::{OfferingsPage, ProviderOfferingPage};
use aid::AidPage;
use feedback::FeedbackPage;
use format::FormatPage;
use home::HomePage;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
use login::{LoggedOutPage, LoginPage, NoAccessPage};
use proof::CheckPage;
use search::SearchingPage;
use serde::{Deserialize, Serialize};
use shared::{identifier::TeacherNumber, search::Sought};
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
    /// The ids of subjects with commas between them, or nothing for all.
    #[serde(default)]
    pub vak: String,
    /// Places with commas between them, or nothing for all.
    #[serde(default)]
    pub plaats: String,
    /// The page, from 1, as it stands in the address.
    #[serde(default)]
    pub pagina: String,
}

impl SearchQuery {
    /// Whether enough was typed to look for.
    pub fn is_enough(&self) -> bool {
        Sought::parse(&self.q).is_some()
    }

    /// The question as it stands in an address, but for the page: `q=zand&vak=NEDERLANDS&`.
    pub fn to_query(&self) -> String {
        let Self {
            q,
            sector,
            vak,
            plaats,
            pagina: _,
        } = self;
        crate::page::query([
            ("q", q),
            ("sector", sector),
            ("vak", vak),
            ("plaats", plaats),
        ])
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// Whether the register is public today.
    pub is_public: bool,
    /// Whether nobody has this name, and those found have one that looks like it.
    pub is_alike: bool,
    /// Whether there are more than one looks through: only the first of them are here.
    pub is_more: bool,
    /// How many teachers are on all pages together.
    pub total: u32,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// The teachers on this page.
    pub found: Vec<FoundTeacher>,
    /// By what one can have fewer of them.
    pub narrowed: Narrowed,
}

/// The filters beside the results; none of what is not public.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrowed {
    /// The subjects.
    pub subjects: Vec<Narrowing>,
    /// The places of the schools.
    pub places: Vec<Narrowing>,
}

/// One choice of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrowing {
    /// As it stands in an address.
    pub value: String,
    /// As one reads it.
    pub name: String,
    /// How many teachers it leaves; nothing when there were too many to count.
    pub count: Option<u32>,
    /// Whether it is chosen.
    pub is_chosen: bool,
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
    /// The subjects that the teacher recorded; nothing when they are not public.
    pub subjects: Option<Vec<String>>,
    /// The schools, with their places; nothing when they are not public.
    pub schools: Option<Vec<String>>,
    /// Whether a school appointed the teacher; else the register itself looked at the proof.
    pub appointed: bool,
    /// The day on which the teacher was entered.
    pub since: Date,
    /// The moment of which this is the state, in Dutch time.
    pub as_of: jiff::civil::DateTime,
}

// With those of who offers activities: they show an offering as the catalogue does.
audience!(
    PublicPages,
    [
        TextPage,
        LoginPage,
        LoggedOutPage,
        NoAccessPage,
        FormatPage,
        AidPage,
        FeedbackPage,
        CheckPage,
        CataloguePage,
        OfferingPage,
        OfferingsPage,
        ProviderOfferingPage,
    ]
);

/// The pages for everyone. Looking somebody up is what most come for, so those pages need no part
/// of the WebAssembly but the first.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=crate::frame::PublicFrame>
            <Route path=path!("/") view={page::<HomePage>} ssr=SsrMode::Async/>
            <Route path=path!("/register/zoeken") view={page::<SearchingPage>} ssr=SsrMode::Async/>
            <Route path=path!("/register/leraar/:nummer") view={page::<TeacherPage>} ssr=SsrMode::Async/>
            <Route path=path!("/inloggen") view=PublicPages::LoginPage ssr=SsrMode::Async/>
            <Route path=path!("/uitgelogd") view=PublicPages::LoggedOutPage ssr=SsrMode::Async/>
            <Route path=path!("/geen-toegang") view=PublicPages::NoAccessPage ssr=SsrMode::Async/>
            <Route path=path!("/over") view=PublicPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/privacy") view=PublicPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/toegankelijkheid") view=PublicPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/gebruiksvoorwaarden") view=PublicPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/status") view=PublicPages::TextPage ssr=SsrMode::Async/>
            <Route path=path!("/portfolio/formaat") view=PublicPages::FormatPage ssr=SsrMode::Async/>
            <Route path=path!("/feedback/:sleutel") view=PublicPages::FeedbackPage ssr=SsrMode::Async/>
            <Route path=path!("/bewijs/controleren") view=PublicPages::CheckPage ssr=SsrMode::Async/>
            <Route path=path!("/aanbod") view=PublicPages::CataloguePage ssr=SsrMode::Async/>
            <Route path=path!("/aanbod/:id") view=PublicPages::OfferingPage ssr=SsrMode::Async/>
            <Route path=path!("/keuzehulp") view=PublicPages::AidPage ssr=SsrMode::Async/>
            <ParentRoute path=path!("/hulp") view=leptos_router::components::Outlet>
                <Route path=path!("") view=PublicPages::TextPage ssr=SsrMode::Async/>
                <Route path=path!(":onderwerp") view=PublicPages::TextPage ssr=SsrMode::Async/>
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}
