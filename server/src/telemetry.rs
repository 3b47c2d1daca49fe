//! Logs, traces and metrics, and the code by which a person and the log speak of the same moment.

use crate::{
    api,
    config::{Config, Environment},
    delivery::without_bsn,
    sandbox,
};
use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use leptos::prelude::use_context;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::trace::SdkTracerProvider;
use std::time::Instant;
use tracing::Instrument;
use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};
use uuid::Uuid;

tokio::task_local! {
    static CORRELATION: String;
}

/// The code of a request, for what a page loads: that runs in tasks of its own.
#[derive(Clone)]
pub struct HelpCode(String);

impl HelpCode {
    /// The code of the request in hand.
    pub fn of_request() -> Self {
        Self(help_code())
    }
}

/// The code of the request in hand, or a new one outside a request: 8 characters that can be read out.
pub fn help_code() -> String {
    CORRELATION
        .try_with(Clone::clone)
        .ok()
        .or_else(|| use_context::<HelpCode>().map(|code| code.0))
        .unwrap_or_else(new_code)
}

/// Without letters and digits that are easily mistaken for each other.
fn new_code() -> String {
    const ALPHABET: &[u8; 32] = b"23456789abcdefghjkmnpqrstuvwxyz-";
    let code: String = rand::random::<[u8; 8]>()
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 31)]))
        .collect();
    format!("{}-{}", &code[..4], &code[4..])
}

/// What must be kept until the server stops.
pub struct Telemetry {
    /// Renders the metrics for `/metrics`.
    pub metrics: PrometheusHandle,
    traces: Option<SdkTracerProvider>,
}

impl Telemetry {
    /// Starts logging (JSON lines outside a developer's machine), metrics and, when an endpoint
    /// is configured, traces.
    ///
    /// # Errors
    /// When the exporter of the metrics or traces cannot be made.
    pub fn start(config: &Config) -> anyhow::Result<Self> {
        let metrics = PrometheusBuilder::new().install_recorder()?;
        let traces = config
            .otlp_endpoint
            .as_ref()
            .map(|endpoint| -> anyhow::Result<_> {
                let exporter = opentelemetry_otlp::SpanExporter::builder()
                    .with_http()
                    .with_endpoint(endpoint)
                    .build()?;
                Ok(SdkTracerProvider::builder()
                    .with_batch_exporter(exporter)
                    .build())
            })
            .transpose()?;
        let filter = EnvFilter::try_from_default_env()
            .unwrap_or_else(|_| EnvFilter::new("info,graphile_worker=warn,sqlx=warn"));
        let json = (config.environment == Environment::Production)
            .then(|| tracing_subscriber::fmt::layer().json().flatten_event(true));
        let plain = (config.environment == Environment::Local)
            .then(|| tracing_subscriber::fmt::layer().compact().without_time());
        let spans = traces
            .as_ref()
            .map(|t| tracing_opentelemetry::layer().with_tracer(t.tracer("lerarenregister")));
        tracing_subscriber::registry()
            .with(filter)
            .with(json)
            .with(plain)
            .with(spans)
            .init();
        Ok(Self { metrics, traces })
    }

    /// Sends what is left.
    pub fn stop(self) {
        if let Some(traces) = self.traces
            && let Err(error) = traces.shutdown()
        {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// Work that belongs to the request in hand: its code and its span go along to another task.
pub fn of_request<F: Future>(work: F) -> impl Future<Output = F::Output> {
    CORRELATION.scope(help_code(), work).in_current_span()
}

/// Gives each request its code, its span, its line in the log and its place in the metrics.
/// Of the address no query is kept: it may hold what somebody typed.
pub async fn observe(request: Request, next: Next) -> Response {
    let code = new_code();
    let method = request.method().clone();
    let path = place(&request);
    let fsc_transaction_id = transaction(&request).map(tracing::field::display);
    let span = tracing::info_span!("request", %method, %path, code, fsc_transaction_id);
    CORRELATION
        .scope(
            code.clone(),
            async move {
                let begun = Instant::now();
                let mut response = next.run(request).await;
                let seconds = begun.elapsed().as_secs_f64();
                let status = response.status().as_u16();
                let area = path.split('/').nth(1).unwrap_or_default().to_owned();
                let labels = [
                    ("area", if status == 404 { String::new() } else { area }),
                    ("status", status.to_string()),
                ];
                metrics::counter!("http_requests_total", &labels).increment(1);
                metrics::histogram!("http_request_duration_seconds", &labels).record(seconds);
                tracing::info!(status, milliseconds = seconds * 1000.0, "answered");
                if let Ok(value) = code.parse() {
                    response.headers_mut().insert("x-correlation-id", value);
                }
                response
            }
            .instrument(span),
        )
        .await
}

/// The transaction of a request that came through an inway (FSC, *Federated Service Connectivity*), so that
/// its log and ours speak of the same one (handbook, 6.3). It is a UUID; anything else is not kept.
fn transaction(request: &Request) -> Option<Uuid> {
    let id = request.headers().get("fsc-transaction-id")?;
    Uuid::try_parse_ascii(id.as_bytes()).ok()
}

/// The address, fit to keep. Of the delivery API only the route: what a program puts in an address
/// is not checked yet, and may be the number of a person. Elsewhere what can be a BSN is masked.
fn place(request: &Request) -> String {
    let path = request.uri().path();
    let below = |base: &str| {
        path.strip_prefix(base)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let sandbox = format!("{}{}", sandbox::BASE, api::BASE);
    let base = [sandbox.as_str(), api::BASE]
        .into_iter()
        .find(|base| below(base));
    match (base, request.extensions().get::<MatchedPath>()) {
        (Some(_), Some(route)) => route.as_str().to_owned(),
        (Some(base), None) => format!("{base}/…"),
        // The secret of a link is in no log.
        (None, Some(route)) if hides_secret(route.as_str()) => route.as_str().to_owned(),
        (None, _) => without_bsn(&plain_digits(path)),
    }
}

/// Whether the address of a route has the secret of a link in it.
fn hides_secret(route: &str) -> bool {
    route.contains("{sleutel}")
}

/// An address in which digits stand as digits, also those that came as `%39`.
pub(crate) fn plain_digits(address: &str) -> String {
    (b'0'..=b'9').fold(address.to_owned(), |address, digit| {
        address.replace(&format!("%{digit:x}"), &char::from(digit).to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn kept(path: &str) -> String {
        place(&Request::get(path).body(Body::empty()).expect("a request"))
    }

    #[test]
    fn an_address_that_is_no_route_keeps_no_number_of_a_person() {
        let bsn = "999990019";
        assert_eq!(
            kept(&format!("/api/aanleveren/v1/onzin/{bsn}")),
            "/api/aanleveren/v1/…"
        );
        assert_eq!(
            kept(&format!("/proef/api/aanleveren/v1/{bsn}")),
            "/proef/api/aanleveren/v1/…"
        );
        assert_eq!(
            kept(&format!("/benoemingen/41234/{bsn}")),
            "/benoemingen/41234/•••••• 019"
        );
        assert_eq!(kept("/%39%39999%300%31%39"), "/•••••• 019");
        assert_eq!(kept("/school/leveringen"), "/school/leveringen");
    }

    #[test]
    fn the_transaction_of_an_inway_is_kept_when_it_is_one() {
        let heard = |id: &str| {
            let request = Request::get("/").header("Fsc-Transaction-Id", id);
            transaction(&request.body(Body::empty()).expect("a request"))
        };
        let id = "01a211d0-0bcb-771c-8218-e7594b099298";
        assert_eq!(heard(id).map(|id| id.to_string()).as_deref(), Some(id));
        assert_eq!(heard("999990019"), None);
    }
}
