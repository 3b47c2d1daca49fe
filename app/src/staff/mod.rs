//! The pages of the staff of the register.

pub mod api;
pub mod cases;
pub mod catalogue;
pub mod committee;
#[cfg(feature = "ssr")]
pub mod desk;
mod harvest;
pub mod insight;
mod joining;
pub mod mandates;
mod news;
pub mod outages;
pub mod post;
pub mod procedure;
mod reactions;
pub mod steering;

use crate::{failure::Answer, page::audience, public::FailureView};
use cases::{CasePage, WorklistPage};
use catalogue::ValidationPage;
use committee::{CommitteePage, SessionPage};
pub use harvest::HarvestDay;
use harvest::HarvestPage;
use insight::{LookUpPage, SupervisionPage};
use joining::{BoardPage, JoiningPage};
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
use mandates::MandatesPage;
use news::NewsPage;
use outages::OutagesPage;
use post::PostPage;
use procedure::ObjectionsPage;
use reactions::ReactionsPage;
use steering::SteeringPage;

audience!(
    StaffPages,
    [
        WorklistPage,
        CasePage,
        JoiningPage,
        BoardPage,
        NewsPage,
        PostPage,
        OutagesPage,
        ReactionsPage,
        HarvestPage,
        MandatesPage,
        LookUpPage,
        SupervisionPage,
        ValidationPage,
        ObjectionsPage,
        CommitteePage,
        SessionPage,
        SteeringPage,
    ]
);

/// The pages of this audience.
#[component(transparent)]
pub fn StaffRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/behandeling") view=crate::frame::StaffFrame>
            <Route path=path!("") view=StaffPages::WorklistPage ssr=SsrMode::Async/>
            <Route path=path!("zaken/:id") view=StaffPages::CasePage ssr=SsrMode::Async/>
            <Route path=path!("bezwaren") view=StaffPages::ObjectionsPage ssr=SsrMode::Async/>
            <Route path=path!("commissie") view=StaffPages::CommitteePage ssr=SsrMode::Async/>
            <Route path=path!("commissie/:zitting") view=StaffPages::SessionPage ssr=SsrMode::Async/>
            <Route path=path!("sturing") view=StaffPages::SteeringPage ssr=SsrMode::Async/>
            <Route path=path!("aansluiten") view=StaffPages::JoiningPage ssr=SsrMode::Async/>
            <Route path=path!("aansluiten/:bestuur") view=StaffPages::BoardPage ssr=SsrMode::Async/>
            <Route path=path!("nieuws") view=StaffPages::NewsPage ssr=SsrMode::Async/>
            <Route path=path!("storingen") view=StaffPages::OutagesPage ssr=SsrMode::Async/>
            <Route path=path!("post") view=StaffPages::PostPage ssr=SsrMode::Async/>
            <Route path=path!("openbaar") view=StaffPages::HarvestPage ssr=SsrMode::Async/>
            <Route path=path!("leraar") view=StaffPages::LookUpPage ssr=SsrMode::Async/>
            <Route path=path!("toezicht") view=StaffPages::SupervisionPage ssr=SsrMode::Async/>
            <Route path=path!("mandaten") view=StaffPages::MandatesPage ssr=SsrMode::Async/>
            <Route path=path!("catalogus") view=StaffPages::ValidationPage ssr=SsrMode::Async/>
            <Route path=path!("reacties") view=StaffPages::ReactionsPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The page of what was loaded, or the page that says why it is not there.
fn loaded<T, V: IntoView + 'static>(answer: Answer<T>, page: impl FnOnce(T) -> V) -> AnyView {
    match answer {
        Ok(data) => page(data).into_any(),
        Err(failure) => view! { <FailureView failure/> }.into_any(),
    }
}

/// What stands there until the page is loaded; only when one comes from another page.
fn waiting() -> impl IntoView {
    view! { <p class="lr-muted" role="status">"We halen de gegevens op."</p> }
}
