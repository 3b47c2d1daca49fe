//! Files served as they are: the bundle, the stylesheet with its fonts, and `public/`.

use anyhow::Context;
use app::Links;
use axum::{
    Router,
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Uri, header};
use leptos::prelude::{LeptosOptions, get_configuration};
use serde::{Deserialize, de::DeserializeOwned};
use shared::portfolio::exchange;
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// What the build left behind.
pub struct Built {
    /// Where the files of the site are.
    pub leptos: LeptosOptions,
    /// The addresses that each page needs.
    pub links: Links,
}

#[derive(Deserialize)]
struct StyleManifest {
    css: String,
    font: String,
}

#[derive(Deserialize)]
struct PkgManifest {
    folder: String,
}

impl Built {
    /// Finds the files, in the folder that `LEPTOS_SITE_ROOT` names.
    ///
    /// # Errors
    /// When the WebAssembly or the stylesheet was not built.
    pub fn find() -> anyhow::Result<Self> {
        let mut leptos = get_configuration(None)?.leptos_options;
        let pkg: PkgManifest = manifest(&leptos, "pkg.json")?;
        leptos.site_pkg_dir = pkg.folder.into();
        let StyleManifest { css, font } = manifest(&leptos, "style/style.json")?;
        Ok(Self {
            links: Links { css, font },
            leptos,
        })
    }
}

fn manifest<T: DeserializeOwned>(leptos: &LeptosOptions, file: &str) -> anyhow::Result<T> {
    let path = format!("{}/{file}", leptos.site_root);
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{path} is not there; build the site first"))?;
    Ok(serde_json::from_str(&text)?)
}

/// A folder of the site, of which the names change with what is in them: the WebAssembly, or the stylesheet
/// with its fonts.
pub fn folder<S: Clone + Send + Sync + 'static>(options: &LeptosOptions, name: &str) -> Router<S> {
    const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
    let path = format!("{}/{name}", options.site_root);
    Router::new()
        .fallback_service(ServeDir::new(path).precompressed_br().precompressed_gzip())
        .layer(axum::middleware::map_response(
            async |mut response: Response| {
                if response.status().is_success() {
                    response.headers_mut().insert(header::CACHE_CONTROL, CACHE);
                }
                response
            },
        ))
}

/// The file of `public/` at this path, if there is one.
pub async fn public(options: &LeptosOptions, path: String) -> Option<Response> {
    if !path.contains('.') || path.contains("..") {
        return None;
    }
    let asked = Request::builder()
        .uri(path.parse::<Uri>().ok()?)
        .body(Body::empty())
        .ok()?;
    let found = ServeDir::new(&*options.site_root)
        .oneshot(asked)
        .await
        .ok()?;
    let mut found = found.into_response();
    // Nothing of anybody is in it; what did not change is not sent again.
    found
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    found.status().is_success().then_some(found)
}

/// The kind of a CSV file.
pub const CSV: &str = "text/csv; charset=utf-8";

/// The kind of a workbook of Excel.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file that is made for one visitor: the browser keeps it under this name, and nobody else does.
///
/// The name is one of ours: letters, digits, hyphens and a dot.
pub fn attachment(name: &str, kind: &'static str, content: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content).into_response()
}

/// `GET /portfolio/formaat/1/portfolio.schema.json`
pub async fn portfolio_schema() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "application/schema+json")],
        exchange::json_schema(),
    )
}

/// `GET /portfolio/formaat/1/voorbeeld.csv`
pub async fn portfolio_example() -> Response {
    attachment("voorbeeld.csv", CSV, exchange::csv_example().into_bytes())
}

/// Where to report a leak (RFC 9116).
pub async fn security_txt() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        "Contact: https://www.ncsc.nl/contact/kwetsbaarheid-melden\nPreferred-Languages: nl, en\nExpires: 2027-12-31T23:00:00Z\n",
    )
}
