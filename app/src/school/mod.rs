//! The pages of a school board: deliveries, how things stand, teachers, tasks.

pub mod access;
pub mod api;
pub mod appointment;
pub mod comparison;
pub mod completeness;
pub mod contacts;
pub mod dashboard;
pub mod delivery;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod grounds;
mod joining;
pub mod mailbox;
pub mod mandates;
pub mod person;
pub mod portfolio;
pub mod tasks;
pub mod teachers;
pub mod timetable;
pub mod training;

use crate::page::audience;
use crate::{failure::Answer, public::FailureView};
use access::SchoolAccessPage;
use appointment::{SchoolAppointmentPage, SchoolRepairPage};
use comparison::SchoolComparisonPage;
use dashboard::SchoolOverviewPage;
use delivery::{SchoolDeliveriesPage, SchoolDeliveryPage, SchoolMessagesPage, SchoolPreviewPage};
use grounds::SchoolGroundsPage;
use joining::SchoolJoiningPage;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
use mailbox::SchoolBoxPage;
use person::SchoolPersonPage;
use portfolio::SchoolPortfolioPage;
use tasks::{SchoolCorrectionPage, SchoolTasksPage};
use teachers::SchoolTeachersPage;
use timetable::SchoolTimetablePage;
use training::SchoolPlanPage;

audience!(
    SchoolPages,
    [
        SchoolOverviewPage,
        SchoolDeliveriesPage,
        SchoolDeliveryPage,
        SchoolMessagesPage,
        SchoolPreviewPage,
        SchoolComparisonPage,
        SchoolAppointmentPage,
        SchoolRepairPage,
        SchoolTeachersPage,
        SchoolPlanPage,
        SchoolPersonPage,
        SchoolPortfolioPage,
        SchoolTasksPage,
        SchoolBoxPage,
        SchoolCorrectionPage,
        SchoolAccessPage,
        SchoolGroundsPage,
        SchoolJoiningPage,
        SchoolTimetablePage,
    ]
);

/// The pages of this audience.
#[component(transparent)]
pub fn SchoolRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/school") view=crate::frame::SchoolFrame>
            <Route path=path!("") view=SchoolPages::SchoolOverviewPage ssr=SsrMode::Async/>
            <Route path=path!("leveringen") view=SchoolPages::SchoolDeliveriesPage ssr=SsrMode::Async/>
            <Route path=path!("leveringen/invoeren") view=SchoolPages::SchoolAppointmentPage ssr=SsrMode::Async/>
            <Route path=path!("leveringen/berichten") view=SchoolPages::SchoolMessagesPage ssr=SsrMode::Async/>
            <Route path=path!("leveringen/vergelijken") view=SchoolPages::SchoolComparisonPage ssr=SsrMode::Async/>
            <Route path=path!("leveringen/nakijken/:id") view=SchoolPages::SchoolPreviewPage ssr=SsrMode::Async/>
            <Route path=path!("leveringen/:id") view=SchoolPages::SchoolDeliveryPage ssr=SsrMode::Async/>
            <Route path=path!("leveringen/:id/herstellen/:rij") view=SchoolPages::SchoolRepairPage ssr=SsrMode::Async/>
            <Route path=path!("leraren") view=SchoolPages::SchoolTeachersPage ssr=SsrMode::Async/>
            <Route path=path!("leraren/scholingsplan") view=SchoolPages::SchoolPlanPage ssr=SsrMode::Async/>
            <Route path=path!("leraren/persoonsgegevens") view=SchoolPages::SchoolPersonPage ssr=SsrMode::Async/>
            <Route path=path!("leraren/portfolio") view=SchoolPages::SchoolPortfolioPage ssr=SsrMode::Async/>
            <Route path=path!("rooster") view=SchoolPages::SchoolTimetablePage ssr=SsrMode::Async/>
            <Route path=path!("taken") view=SchoolPages::SchoolTasksPage ssr=SsrMode::Async/>
            <Route path=path!("taken/:id") view=SchoolPages::SchoolCorrectionPage ssr=SsrMode::Async/>
            <Route path=path!("berichtenbox") view=SchoolPages::SchoolBoxPage ssr=SsrMode::Async/>
            <Route path=path!("toegang") view=SchoolPages::SchoolAccessPage ssr=SsrMode::Async/>
            <Route path=path!("aansluiten") view=SchoolPages::SchoolJoiningPage ssr=SsrMode::Async/>
            <Route path=path!("keuzehulp") view=SchoolPages::SchoolGroundsPage ssr=SsrMode::Async/>
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

/// The list on which an appointment stands, in its word and its colour.
#[component]
fn Shelf(
    /// `register`, `vestibule` or `none`.
    #[prop(into)]
    code: String,
) -> impl IntoView {
    match code.as_str() {
        "register" => view! { <crate::design::Strand vestibule=false/> }.into_any(),
        "vestibule" => view! { <crate::design::Strand vestibule=true/> }.into_any(),
        _ => view! { "Geen van beide" }.into_any(),
    }
}
