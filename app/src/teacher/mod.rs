//! To be written.

#[cfg(feature = "ssr")]
pub mod desk;

use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode,
    components::{ParentRoute, Route},
    path,
};

/// The pages of this audience.
#[component(transparent)]
pub fn TeacherRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/mijn") view=crate::frame::TeacherFrame>
            <Route path=path!("") view=|| "nog leeg" ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
