//! The pages of who offers something to teachers (*aanbieder*): what they offer, and who attended it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod list;
mod offering;

use crate::{catalogue::Offered, public::PublicPages};
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route},
    path,
};
pub(crate) use list::OfferingsPage;
pub(crate) use offering::ProviderOfferingPage;
use serde::{Deserialize, Serialize};
use shared::catalogue::QualityRule;
use uuid::Uuid;

/// One offering as its provider sees it, with what the profession looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnOffering {
    /// The offering; nothing for a new one.
    pub offered: Option<Offered>,
    /// What the profession looks at.
    pub rules: Vec<QualityRule>,
    /// A number for a new one, so that sending twice adds one.
    pub fresh: Uuid,
}

/// Who attended, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    /// The register number of the teacher.
    pub number: String,
    /// Day of the month.
    pub held_day: String,
    /// Its month, as a number.
    pub held_month: String,
    /// Its year, in four digits.
    pub held_year: String,
}

/// The pages of this audience.
#[component(transparent)]
pub fn ProviderRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/aanbieders") view=crate::frame::ProviderFrame>
            <Route path=path!("") view=PublicPages::OfferingsPage ssr=SsrMode::Async/>
            <Route path=path!("aanbod/:id") view=PublicPages::ProviderOfferingPage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}
