//! All pages by address, and what stands around each of them.

use crate::{
    frame::Arrived, profession, provider, public, school, session, staff, supplier, teacher,
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Router, Routes};

/// The whole site: masthead, the page of this address, footer.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let visitor = Resource::new(|| (), |()| session::api::who_is_here());
    provide_context(visitor);
    provide_context(Arrived::default());
    view! {
        <Router>
            <Routes fallback=public::NotFound>
                <public::PublicRoutes/>
                <profession::ProfessionRoutes/>
                <teacher::TeacherRoutes/>
                <school::SchoolRoutes/>
                <supplier::SupplierRoutes/>
                <provider::ProviderRoutes/>
                <staff::StaffRoutes/>
            </Routes>
            // Made when its turn comes: the pages before it may have to be fetched first, and it
            // must not have looked for a visitor by then.
            {|| view! { <session::SessionExpiry/><session::draft::AskAtLogout/> }}
        </Router>
    }
}
