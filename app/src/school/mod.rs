//! The pages of a school board: deliveries, how things stand, teachers, tasks.

pub mod access;
pub mod api;
pub mod dashboard;
pub mod delivery;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod grounds;
pub mod tasks;
pub mod teachers;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode,
    components::{ParentRoute, Route},
    path,
};

/// The pages of this audience.
#[component(transparent)]
pub fn SchoolRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/school") view=crate::frame::SchoolFrame>
            <Route path=path!("") view=|| "nog leeg" ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
