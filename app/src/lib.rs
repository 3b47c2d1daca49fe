//! What people see: the pages and components, one folder per audience, and the thin API behind them.
//!
//! Every page is HTML first. WebAssembly makes it faster, and is fetched in parts (`parts.rs`).

// A page nests many components, each a type of its own.
#![recursion_limit = "1024"]

pub mod actor;
pub mod catalogue;
pub mod design;
#[cfg(feature = "ssr")]
pub mod desk;
pub mod failure;
mod frame;
pub mod page;
mod parts;
pub mod profession;
pub mod programme;
pub mod provider;
pub mod public;
mod routes;
pub mod school;
pub mod session;
pub mod staff;
pub mod supplier;
pub mod teacher;
pub mod training;
#[cfg(feature = "ssr")]
pub mod upload;

pub use routes::App;

use leptos::prelude::*;
use leptos_meta::MetaTags;

/// The addresses of built files that each page needs.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// The stylesheet.
    pub css: String,
    /// The font that is needed at first sight.
    pub font: String,
}

/// The HTML around the app.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let links = use_context::<Links>().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang="nl">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="preload" href=links.font r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=links.css/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                {drafts().map(|drafts| view! {
                    <meta name="lr-concepten" data-owner=drafts.owner data-key=drafts.key/>
                })}
                // Before the WebAssembly: on a bad line it is there sooner.
                <script src="/uploads.js" defer=true></script>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body class="utrecht-document">
                <App/>
            </body>
        </html>
    }
}

/// What keeps apart, and closes, what the script keeps of files in a browser; nothing when nobody is
/// logged in. Only the server makes the HTML around the app.
fn drafts() -> Option<session::DraftKey> {
    #[cfg(feature = "ssr")]
    {
        let actor = desk::visit().actor?;
        let desk = desk::desk::<dyn session::desk::SessionDesk>().ok()?;
        Some(desk.drafts(&actor))
    }
    #[cfg(not(feature = "ssr"))]
    {
        None
    }
}

/// Takes over the page that the server made.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    use leptos::{mount::hydrate_from_async, prelude::document, tachys::dom::body};

    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async {
        hydrate_from_async(body(), App).await.forget();
        if let Some(root) = document().document_element() {
            // For whoever must know that the page listens now: tests, and tools that measure.
            let _ = root.set_attribute("data-hydrated", "true");
        }
    });
}
