//! The web: every route, and the layers that each request passes.

mod files;
pub mod forms;
pub mod guard;
pub mod harvest;
mod headers;
mod health;
pub mod limits;
mod reply;

pub use files::{Built, CSV, XLSX, attachment};
pub use reply::problem;

use crate::{System, api, desks, sandbox, session, telemetry};
use app::{App, shell};
use axum::{
    Router,
    extract::{Request, State},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use metrics_exporter_prometheus::PrometheusHandle;
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer,
};

/// What the handlers share.
#[derive(Clone, axum::extract::FromRef)]
pub struct AppState {
    system: Arc<System>,
    leptos: LeptosOptions,
}

impl AppState {
    /// The system.
    pub fn system(&self) -> &Arc<System> {
        &self.system
    }
}

/// The routes that are neither a page nor a server function, so that a test can walk them.
pub fn plain_routes() -> Vec<(&'static str, &'static str, MethodRouter<AppState>)> {
    vec![
        ("GET", "/health/live", get(health::live)),
        ("GET", "/health/ready", get(health::ready)),
        ("GET", "/auth/{provider}", get(session::login::begin)),
        ("GET", "/auth/{provider}/terug", get(session::login::finish)),
        ("POST", "/uitloggen", post(session::login::logout)),
        ("GET", "/.well-known/security.txt", get(files::security_txt)),
        (
            "GET",
            "/leveranciers/specificatie/1/benoeming.schema.json",
            get(api::specification::appointment_schema),
        ),
        (
            "GET",
            "/leveranciers/specificatie/1/verwijdering.schema.json",
            get(api::specification::removal_schema),
        ),
        (
            "GET",
            "/leveranciers/specificatie/1/berichten.xsd",
            get(api::specification::xml_schema),
        ),
        (
            "GET",
            "/mijn/bewijsstukken/{id}",
            get(desks::teacher::download_evidence),
        ),
        (
            "GET",
            "/behandeling/zaken/{id}/bewijs/{bewijs}",
            get(desks::staff::cases::download_case_evidence),
        ),
        (
            "GET",
            "/school/leveringen/{id}/fouten.csv",
            get(desks::school::download_errors),
        ),
        (
            "GET",
            "/school/leveringen/berichten.csv",
            get(desks::school::download_message_errors),
        ),
        (
            "GET",
            "/school/leveringen/overzicht.csv",
            get(desks::school::csv_of_register),
        ),
        (
            "GET",
            "/school/leraren.csv",
            get(desks::school::csv_of_teachers),
        ),
        (
            "GET",
            "/school/leraren.xlsx",
            get(desks::school::xlsx_of_teachers),
        ),
        (
            "GET",
            "/school/leveringen/sjabloon.csv",
            get(desks::school::csv_template),
        ),
        (
            "GET",
            "/school/leveringen/sjabloon.xlsx",
            get(desks::school::xlsx_template),
        ),
    ]
}

/// The pages, as the router of the app lists them.
///
/// Listed once, before anything is served: while it lists, leptos lets no page in this process load
/// its data, and a page that began at that moment would wait for ever.
pub fn pages() -> Vec<AxumRouteListing> {
    static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));
    PAGES.clone()
}

/// What the machine that watches asks, at an address of its own that no visitor reaches.
pub fn watch(metrics: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(async move || metrics.render()))
}

/// The whole site, with the files that the build left behind.
pub fn router(system: Arc<System>, built: &Built) -> Router {
    let leptos = built.leptos.clone();
    let state = AppState {
        leptos: leptos.clone(),
        system: system.clone(),
    };
    let context = {
        let (system, links) = (system.clone(), built.links.clone());
        let form_targets = system.providers.origins().join(" ");
        move || {
            desks::provide(&system);
            provide_context(telemetry::HelpCode::of_request());
            provide_context(links.clone());
            headers::content_security_policy(&form_targets);
        }
    };
    // This makes the routes of the server functions too.
    let pages_and_forms = Router::new()
        .leptos_routes_with_context(&state, pages(), context.clone(), {
            let leptos = leptos.clone();
            move || shell(leptos.clone())
        })
        .fallback({
            let context = context.clone();
            move |State(state): State<AppState>, request: Request| {
                not_found(state, request, context.clone())
            }
        });
    let site = plain_routes()
        .into_iter()
        .fold(pages_and_forms, |router, (_, path, handler)| {
            router.route(path, handler)
        });

    let sandbox = match &system.sandbox {
        Some(sandbox) => sandbox::router(AppState {
            system: sandbox.clone(),
            ..state.clone()
        }),
        None => Router::new(),
    };
    site.layer(from_fn(forms::uploads))
        .layer(from_fn(guard::roles))
        .layer(from_fn_with_state(system.clone(), forms::answer))
        .layer(from_fn_with_state(system.clone(), limits::slow_down))
        .layer(from_fn_with_state(system.clone(), guard::same_origin))
        .layer(from_fn_with_state(
            system.clone(),
            session::visit::establish,
        ))
        .merge(
            api::router(Router::new()).layer(from_fn_with_state(system.clone(), limits::slow_down)),
        )
        .merge(sandbox)
        .nest_service("/pkg", files::pkg(&leptos))
        .nest_service("/style", files::style(&leptos))
        .layer(CatchPanicLayer::custom(reply::panicked))
        .layer(from_fn_with_state(built.links.clone(), reply::for_people))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            http::StatusCode::REQUEST_TIMEOUT,
            Duration::from_mins(1),
        ))
        .layer(from_fn(telemetry::observe))
        .with_state(state)
}

/// A file of `public/`, or the page that says that there is nothing here.
async fn not_found(
    state: AppState,
    request: Request,
    context: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    if let Some(file) = files::public(&state.leptos, request.uri().path().to_owned()).await {
        return file;
    }
    let leptos = state.leptos.clone();
    let render = leptos_axum::render_app_async_with_context(context, move || shell(leptos.clone()));
    let mut response = render(request).await.into_response();
    if response.status().is_success() {
        *response.status_mut() = http::StatusCode::NOT_FOUND;
    }
    response
}
