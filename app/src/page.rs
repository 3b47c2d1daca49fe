//! A page: what it loads, and what it shows.

use leptos::prelude::AnyView;

/// A page of the site. What it loads begins when the page is asked for, what it shows follows.
pub trait Page: Sized + Send + 'static {
    /// Begins to load.
    fn data() -> Self;

    /// What one sees.
    fn view(this: Self) -> AnyView;
}

/// The page, as a route shows it.
pub fn page<P: Page>() -> AnyView {
    P::view(P::data())
}
