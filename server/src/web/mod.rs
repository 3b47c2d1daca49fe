//! The web: every route, and the layers that each request passes.

mod files;
pub mod forms;
pub mod guard;
pub mod harvest;
mod headers;
mod health;
pub mod limits;
pub mod once;
mod reply;

pub use files::{Built, CSV, XLSX, attachment};
pub use reply::problem;

use crate::{System, api, desks, sandbox, session, take_out, telemetry, uploads};
use app::{App, Links, school::comparison::Compared, shell, teacher::portfolio::calendar::Opened};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, delete, get, head, patch, post},
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

/// How long a request may take.
const LIMIT: Duration = Duration::from_mins(1);

/// What the handlers share.
#[derive(Clone, axum::extract::FromRef)]
pub struct AppState {
    system: Arc<System>,
    leptos: LeptosOptions,
    links: Links,
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
        (
            "POST",
            "/leveranciers/besturen/kiezen",
            post(session::office::choose),
        ),
        (
            "POST",
            "/school/ander-bestuur",
            post(session::office::leave),
        ),
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
            "/mijn/portfolio/meenemen/{id}",
            get(take_out::download),
        ),
        (
            "GET",
            "/portfolio/formaat/1/portfolio.schema.json",
            get(files::portfolio_schema),
        ),
        (
            "GET",
            "/portfolio/formaat/1/voorbeeld.csv",
            get(files::portfolio_example),
        ),
        ("POST", uploads::PATH, post(uploads::begin)),
        ("HEAD", "/api/mijn/uploads/{id}", head(uploads::look)),
        ("PATCH", "/api/mijn/uploads/{id}", patch(uploads::add)),
        ("DELETE", "/api/mijn/uploads/{id}", delete(uploads::end)),
        (
            "GET",
            "/feedback/{sleutel}/bewijs/{bewijs}",
            get(desks::teacher::download_shown_evidence),
        ),
        (
            "GET",
            "/behandeling/zaken/{id}/bewijs/{bewijs}",
            get(desks::staff::cases::download_case_evidence),
        ),
        (
            "GET",
            "/school/taken/{id}/bewijs/{bewijs}",
            get(desks::school::download_report_evidence),
        ),
        (
            "GET",
            "/mijn/besluiten/{id}/brief.pdf",
            get(desks::teacher::download_decision),
        ),
        (
            "GET",
            "/mijn/bewijs.pdf",
            get(desks::teacher::download_proof),
        ),
        (
            "GET",
            "/mijn/bewijs.sd-jwt",
            get(desks::teacher::download_credential),
        ),
        (
            "GET",
            "/mijn/berichten/{id}/kopie.pdf",
            get(desks::teacher::download_message),
        ),
        (
            "GET",
            "/school/berichtenbox/{id}/kopie.pdf",
            get(desks::school::download_message_of_board),
        ),
        (
            "GET",
            "/behandeling/post/{id}/brief.pdf",
            get(desks::staff::download_post),
        ),
        (
            "GET",
            "/behandeling/post/{id}/adresblad.pdf",
            get(desks::staff::download_sheet),
        ),
        ("POST", "/bewijs/controleren", post(check_proof)),
        (
            "GET",
            "/bewijs/soort",
            get(desks::public::proof::kind_metadata),
        ),
        (
            "GET",
            "/bewijs/ingetrokken/{lijst}",
            get(desks::public::proof::withdrawn_list),
        ),
        (
            "GET",
            "/.well-known/jwt-vc-issuer",
            get(desks::public::proof::issuer_metadata),
        ),
        (
            "GET",
            "/behandeling/zaken/{id}/besluit.pdf",
            get(desks::staff::cases::download_decision_of_case),
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
        ("POST", "/school/leveringen/vergelijken", post(compare)),
        ("POST", "/mijn/portfolio/agenda", post(open_calendar)),
        ("POST", "/behandeling/leraar", post(look_up)),
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
        links: built.links.clone(),
        system: system.clone(),
    };
    // This makes the routes of the server functions too.
    let pages_and_forms = Router::new()
        .leptos_routes_with_context(&state, pages(), context(&state), {
            let leptos = leptos.clone();
            move || shell(leptos.clone())
        })
        .fallback(not_found);
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
        .nest_service("/pkg", files::folder(&leptos, "pkg"))
        .nest_service("/style", files::folder(&leptos, "style"))
        .layer(CatchPanicLayer::custom(reply::panicked))
        .layer(from_fn_with_state(built.links.clone(), reply::for_people))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            http::StatusCode::REQUEST_TIMEOUT,
            LIMIT,
        ))
        .layer(from_fn(telemetry::observe))
        .with_state(state)
}

/// What a page can reach: the desks, and what stands in every page.
fn context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    let (system, links) = (state.system.clone(), state.links.clone());
    let form_targets = system.providers.origins().join(" ");
    move || {
        desks::provide(&system);
        provide_context(telemetry::HelpCode::of_request());
        provide_context(links.clone());
        headers::content_security_policy(&form_targets);
    }
}

/// The page at the address of the request, with this beside what every page can reach.
async fn page(
    state: &AppState,
    request: Request,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let (context, leptos) = (context(state), state.leptos.clone());
    let all = move || {
        context();
        more();
    };
    let render = leptos_axum::render_app_async_with_context(all, move || shell(leptos.clone()));
    render(request).await.into_response()
}

/// `POST /school/leveringen/vergelijken`: the page itself with what differs on it, because nothing of
/// it is kept to come back for.
async fn compare(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let compared = Compared(desks::school::compare_posted(&state.system, &parts, body).await);
    let request = Request::from_parts(parts, Body::empty());
    page(&state, request, move || provide_context(compared.clone())).await
}

/// `POST /mijn/portfolio/agenda`: the page itself with the events of the calendar on it, because nothing
/// of it is kept to come back for.
async fn open_calendar(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let opened = desks::teacher::open_calendar_posted(&state.system, &parts, body).await;
    let opened = Opened(opened);
    let request = Request::from_parts(parts, Body::empty());
    page(&state, request, move || provide_context(opened.clone())).await
}

/// `POST /behandeling/leraar`: the page itself with what the register held on it, so that nothing of the
/// question stands in an address.
async fn look_up(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let looked_up = desks::staff::look_up_posted(&state.system, &parts, body).await;
    let request = Request::from_parts(parts, Body::empty());
    page(&state, request, move || provide_context(looked_up.clone())).await
}

/// `POST /bewijs/controleren`: the page itself with whether the digital proof holds, so that nothing of
/// it stands in an address.
async fn check_proof(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let checked = desks::public::proof::check_posted(&state.system, body).await;
    let request = Request::from_parts(parts, Body::empty());
    page(&state, request, move || provide_context(checked.clone())).await
}

/// A file of `public/`, or the page that says that there is nothing here.
async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    if let Some(file) = files::public(&state.leptos, request.uri().path().to_owned()).await {
        return file;
    }
    let mut response = page(&state, request, || ()).await;
    if response.status().is_success() {
        *response.status_mut() = http::StatusCode::NOT_FOUND;
    }
    response
}
