//! Who gets in where: every page, every server function and every other route, for every role
//! and for nobody; and the delivery API, which no session opens. A route that is not in the tables
//! below fails this test.

use crate::support::Register;
mod tables;

use app::actor::Reach;
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use leptos::prelude::LeptosOptions;
use server::{
    api, sandbox,
    session::{COOKIE, store},
    web::{self, Built},
};
use std::{
    collections::{BTreeSet, HashSet},
    net::SocketAddr,
};
use tables::{FUNCTIONS, OTHERS, PAGES};
use tower::ServiceExt;

/// For whom something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Everyone,
    LoggedIn,
    Teacher,
    /// Whoever delivers for a board: of all of it, of some of its schools, or of an office.
    School,
    /// Who is of the board itself.
    Colleague,
    /// Who is of all of the board.
    Board,
    Supplier,
    Provider,
    /// Who has one of these roles of the staff; with any of them when there are none.
    Staff(&'static [&'static str]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visitor {
    Nobody,
    Teacher,
    School,
    SomeSchools,
    Office,
    Supplier,
    Provider,
    /// With this role alone.
    Staff(&'static str),
}

const VISITORS: [Visitor; 16] = [
    Visitor::Nobody,
    Visitor::Teacher,
    Visitor::School,
    Visitor::SomeSchools,
    Visitor::Office,
    Visitor::Supplier,
    Visitor::Provider,
    Visitor::Staff("behandelaar"),
    Visitor::Staff("beslisser"),
    Visitor::Staff("beheerder"),
    Visitor::Staff("secretariaat"),
    Visitor::Staff("vaststeller"),
    Visitor::Staff("commissielid"),
    Visitor::Staff("inspecteur"),
    Visitor::Staff("opsporing"),
    Visitor::Staff("auditor"),
];

impl For {
    fn lets_in(self, visitor: Visitor) -> bool {
        match self {
            Self::Everyone => true,
            Self::LoggedIn => visitor != Visitor::Nobody,
            Self::Teacher => visitor == Visitor::Teacher,
            Self::School => matches!(
                visitor,
                Visitor::School | Visitor::SomeSchools | Visitor::Office
            ),
            Self::Colleague => matches!(visitor, Visitor::School | Visitor::SomeSchools),
            Self::Board => visitor == Visitor::School,
            Self::Supplier => visitor == Visitor::Supplier,
            Self::Provider => visitor == Visitor::Provider,
            Self::Staff(roles) => matches!(
                visitor,
                Visitor::Staff(role) if roles.is_empty() || roles.contains(&role)
            ),
        }
    }
}

struct Site {
    register: Register,
    router: Router,
}

impl Site {
    async fn new() -> Self {
        let register = Register::with_sandbox().await;
        let built = Built {
            leptos: LeptosOptions::builder().output_name("lr").build(),
            links: app::Links::default(),
        };
        let router = web::router(register.system.clone(), &built);
        Self { register, router }
    }

    async fn cookie(&self, visitor: Visitor) -> Option<String> {
        let actor = match visitor {
            Visitor::Nobody => return None,
            Visitor::Teacher => {
                let person = self.register.person("999990019").await;
                // Tests of each subject show what only an elected member can do.
                crate::support::elect(&self.register, person).await;
                store::vouch_for_teacher(person)
            }
            Visitor::School => crate::support::contact_of("41234", "pseudoniem", Reach::Board),
            Visitor::SomeSchools => {
                let schools = vec!["99QA".to_owned()];
                crate::support::limit(&self.register, "een-school", &schools).await;
                crate::support::contact_of("41234", "een-school", Reach::Schools(schools))
            }
            Visitor::Office => crate::support::office(&self.register).await,
            Visitor::Supplier => self.register.supplier().await,
            Visitor::Provider => crate::support::provider(&self.register).await,
            Visitor::Staff(role) => {
                store::vouch_for_staff(format!("m-{role}"), vec![role.to_owned()])
            }
        };
        let mut conn = self.register.pool().acquire().await.expect("connection");
        let new = store::NewSession {
            actor,
            display_name: "Iemand".to_owned(),
        };
        let token = store::begin(&mut conn, &new, self.register.now())
            .await
            .expect("session");
        Some(format!("{COOKIE}={token}"))
    }

    /// Asks for it from this address, and tells whether the visitor got in: who asks often from one
    /// address is slowed down.
    async fn gets_in_from(
        &self,
        peer: SocketAddr,
        method: Method,
        path: &str,
        cookie: Option<&str>,
    ) -> (bool, StatusCode) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ORIGIN, "http://127.0.0.1:3000")
            .header(
                header::ACCEPT,
                if path.starts_with("/api/") {
                    "application/json"
                } else {
                    "text/html"
                },
            )
            .header(
                header::CONTENT_TYPE,
                // Who gets in is asked before what is sent is read, but not before it is a form with files.
                if web::forms::UPLOADS.contains(&path) {
                    "multipart/form-data; boundary=grens"
                } else {
                    "application/x-www-form-urlencoded"
                },
            );
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let mut request = request.body(Body::empty()).expect("request");
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.expect("answer");
        let status = response.status();
        let goal = response
            .headers()
            .get(header::LOCATION)
            .and_then(|goal| goal.to_str().ok())
            .unwrap_or_default();
        let turned_away = status == StatusCode::UNAUTHORIZED
            || status == StatusCode::FORBIDDEN
            || goal.starts_with("/inloggen?terug=")
            || goal.starts_with("/geen-toegang");
        (!turned_away, status)
    }

    async fn walk(&self, routes: impl IntoIterator<Item = (Method, String, For)>) {
        let mut cookies = Vec::new();
        for visitor in VISITORS {
            cookies.push((visitor, self.cookie(visitor).await));
        }
        let mut wrong = Vec::new();
        for (method, path, whom) in routes {
            // Their own tests show what these do; here they would end the sessions.
            if ["/uitloggen", "/school/ander-bestuur"].contains(&path.as_str()) {
                continue;
            }
            for (place, (visitor, cookie)) in (1..).zip(&cookies) {
                // Each from an address of its own: together they would be slowed down.
                let peer = SocketAddr::from(([127, 0, 0, place], 1));
                let (got_in, status) = self
                    .gets_in_from(peer, method.clone(), &example(&path), cookie.as_deref())
                    .await;
                if got_in != whom.lets_in(*visitor) {
                    wrong.push(format!("{method} {path}: {visitor:?} got {status}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// The path with something in place of its parameters.
fn example(path: &str) -> String {
    path.replace("{provider}", "digid")
        .replace("{nummer}", "12345678")
        .replace("{onderwerp}", "contact")
        .replace("{versie}", "2018-1")
        .replace("{geval}", "1")
        .replace("{lijst}", "1")
        .replace("{bestuur}", "41234")
        .replace("{bewijs}", "00000000-0000-4000-8000-000000000000")
        .replace("{sleutel}", "sleutel")
        .replace("{zitting}", "00000000-0000-4000-8000-000000000000")
        .replace("{id}", "00000000-0000-4000-8000-000000000000")
        .replace("{bevoegdGezag}", "41234")
        .replace("{benoemingvolgnummer}", "2026-000001")
        .replace("{naam}", "vakken")
        .replace("{certificaat}", "00000000-0000-4000-8000-000000000000")
        .replace("{*function}", "x")
}

fn for_whom(table: &[(&str, For)], path: &str) -> For {
    table.iter().find(|(known, _)| *known == path).map_or_else(
        || panic!("{path} is not in the table: say for whom it is"),
        |(_, whom)| *whom,
    )
}

fn all_there(table: &[(&str, For)], actual: &BTreeSet<String>) {
    for (path, _) in table {
        assert!(
            actual.contains(*path),
            "{path} is in the table but is no route"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_lets_in_only_whom_it_is_for() {
    let site = Site::new().await;
    let paths: BTreeSet<String> = web::pages()
        .iter()
        .map(|page| page.path().to_owned())
        .collect();
    all_there(PAGES, &paths);
    site.walk(
        paths
            .into_iter()
            .map(|path| (Method::GET, path.clone(), for_whom(PAGES, &path))),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_function_lets_in_only_whom_it_is_for() {
    let site = Site::new().await;
    let functions: Vec<(String, Method)> = server_fn::axum::server_fn_paths()
        .map(|(path, method)| (path.to_owned(), method))
        .collect();
    assert!(!functions.is_empty());
    all_there(
        FUNCTIONS,
        &functions.iter().map(|(path, _)| path.clone()).collect(),
    );
    site.walk(
        functions
            .into_iter()
            .map(|(path, method)| (method, path.clone(), for_whom(FUNCTIONS, &path))),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_route_lets_in_only_whom_it_is_for() {
    let site = Site::new().await;
    let routes: Vec<(Method, String)> = web::plain_routes()
        .into_iter()
        .map(|(method, path, _)| (method.parse().expect("method"), path.to_owned()))
        .collect();
    all_there(
        OTHERS,
        &routes.iter().map(|(_, path)| path.clone()).collect(),
    );
    site.walk(
        routes
            .into_iter()
            .map(|(method, path)| (method, path.clone(), for_whom(OTHERS, &path))),
    )
    .await;
}

/// The operations of the API that say that they are for everyone.
fn open_operations() -> HashSet<(Method, String)> {
    let document = api::specification::document("https://register.example").expect("a document");
    let mut open = HashSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            if operation["security"] == serde_json::json!([]) {
                let method = method.to_uppercase().parse().expect("method");
                open.insert((method, path.clone()));
            }
        }
    }
    open
}

#[tokio::test(flavor = "multi_thread")]
async fn no_session_opens_the_api_and_without_a_token_only_what_is_for_everyone() {
    let site = Site::new().await;
    let open = open_operations();
    assert!(!open.is_empty());
    let mut cookies = Vec::new();
    for visitor in VISITORS {
        cookies.push((visitor, site.cookie(visitor).await));
    }
    let api = api::routes().into_iter().map(|(method, path, _)| {
        let method: Method = method.parse().expect("method");
        let is_open = open.contains(&(method.clone(), path.to_owned()));
        assert_eq!(is_open, api::is_open(&format!("{}{path}", api::BASE)));
        (method, format!("{}{path}", api::BASE), is_open)
    });
    let api: Vec<(Method, String, bool)> = api
        .chain([(Method::POST, "/oauth/token".to_owned(), true)])
        .collect();
    let help = sandbox::help_routes().into_iter().map(|(method, path, _)| {
        let path = format!("{}{}{path}", sandbox::BASE, api::BASE);
        (method.parse().expect("method"), path, false)
    });
    let tried: Vec<(Method, String, bool)> = api
        .iter()
        .cloned()
        .chain(api.iter().map(|(method, path, is_open)| {
            (method.clone(), format!("{}{path}", sandbox::BASE), *is_open)
        }))
        .chain(help)
        .collect();
    let mut wrong = Vec::new();
    for (method, path, is_open) in tried {
        for (at, (visitor, cookie)) in (1..).zip(&cookies) {
            let peer = SocketAddr::from(([192, 0, 2, at], 1));
            let address = example(&path);
            let (got_in, status) = site
                .gets_in_from(peer, method.clone(), &address, cookie.as_deref())
                .await;
            let right = if is_open {
                got_in && status != StatusCode::TOO_MANY_REQUESTS
            } else {
                status == StatusCode::UNAUTHORIZED
            };
            if !right {
                wrong.push(format!("{method} {path}: {visitor:?} got {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_from_another_site_is_refused_for_everyone() {
    let site = Site::new().await;
    let cookie = site.cookie(Visitor::School).await.expect("cookie");
    for origin in [Some("https://kwaad.example"), Some("null"), None] {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/api/sessie/verlengen")
            .header(header::COOKIE, &cookie);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        let response = site
            .router
            .clone()
            .oneshot(request.body(Body::empty()).expect("request"))
            .await
            .expect("answer");
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{origin:?}");
    }
}
