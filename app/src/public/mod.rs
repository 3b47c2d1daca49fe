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
pub fn PublicRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=crate::frame::PublicFrame>
            <Route path=path!("") view=|| "nog leeg" ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// There is nothing at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    "Niet gevonden"
}
