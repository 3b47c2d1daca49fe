//! A contact of a board with a browser that runs no script.

use super::Register;
use app::actor::Actor;
use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
    response::Response,
};
use server::session::{COOKIE, store};
use std::net::SocketAddr;
use tower::ServiceExt;

/// Where the site is, for itself.
const SITE: &str = "http://127.0.0.1:3000";

/// Somebody who is logged in for a board.
pub struct Visitor<'a> {
    register: &'a Register,
    cookie: String,
}

impl<'a> Visitor<'a> {
    /// Logs in for this board.
    pub async fn of(register: &'a Register, board: &str) -> Self {
        Self::as_actor(register, Actor::School(register.contact(board))).await
    }

    /// Logs in as this.
    pub async fn as_actor(register: &'a Register, actor: Actor) -> Self {
        let mut conn = register.pool().acquire().await.expect("connection");
        let new = store::NewSession {
            actor,
            display_name: "H. Bovenmeent".to_owned(),
        };
        let token = store::begin(&mut conn, &new, register.now())
            .await
            .expect("session");
        Self {
            register,
            cookie: format!("{COOKIE}={token}"),
        }
    }

    /// The page or the file at this address.
    pub async fn get(&self, path: &str) -> (StatusCode, String) {
        let response = self.ask(Request::builder().uri(path), Body::empty()).await;
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("body");
        (status, String::from_utf8(body.to_vec()).expect("text"))
    }

    /// Posts the fields of a form that stands on this page; where that leads.
    pub async fn post(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> String {
        let request = Request::builder()
            .method("POST")
            .uri(action)
            .header(header::REFERER, format!("{SITE}{page}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let form = serde_urlencoded::to_string(fields).expect("a form");
        let response = self.ask(request, Body::from(form)).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{action}");
        response.headers()[header::LOCATION]
            .to_str()
            .expect("an address")
            .to_owned()
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Response {
        let mut request = request
            .header(header::ORIGIN, SITE)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookie)
            .body(body)
            .expect("request");
        let peer: SocketAddr = "127.0.0.1:1".parse().expect("address");
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = self.register.router().oneshot(request).await;
        answer.expect("an answer")
    }
}
