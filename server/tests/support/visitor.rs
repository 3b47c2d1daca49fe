//! Somebody with a browser that runs no script.

use super::Register;
use app::{
    actor::{Actor, Reach},
    upload::File,
};
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

/// Somebody who is logged in.
pub struct Visitor<'a> {
    register: &'a Register,
    cookie: String,
}

impl<'a> Visitor<'a> {
    /// Logs in for this board.
    pub async fn of(register: &'a Register, board: &str) -> Self {
        let actor = super::contact_of(board, "pseudoniem", Reach::Board);
        Self::with(register, actor).await
    }

    /// Logs in as the teacher with this BSN.
    pub async fn teacher(register: &'a Register, bsn: &str) -> Self {
        Self::with(register, Actor::Teacher(register.teacher(bsn).await)).await
    }

    /// Logs in as somebody.
    pub async fn with(register: &'a Register, actor: Actor) -> Self {
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

    /// The same, of whatever kind it is.
    pub async fn get_bytes(&self, path: &str) -> (StatusCode, String) {
        let response = self.ask(Request::builder().uri(path), Body::empty()).await;
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("body");
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// The page at this address, which is there.
    pub async fn page(&self, path: &str) -> String {
        let (status, html) = self.get(path).await;
        assert!(status.is_success(), "{path}: {status}");
        html
    }

    /// Posts the fields of a form that stands on this page; where that leads.
    pub async fn post(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> String {
        let form = serde_urlencoded::to_string(fields).expect("a form");
        let kind = "application/x-www-form-urlencoded";
        self.send(page, action, kind, form.into_bytes()).await
    }

    /// Posts the fields of a form with a file in it.
    pub async fn post_file(
        &self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
        file: &File,
    ) -> String {
        let mut body = Vec::new();
        let mut part = |name: &str, value: &[u8]| {
            let head = format!("--grens\r\ncontent-disposition: form-data; name={name}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(value);
            body.extend_from_slice(b"\r\n");
        };
        for (name, value) in fields {
            part(&format!("\"{name}\""), value.as_bytes());
        }
        let named = format!("\"{}\"; filename=\"{}\"", file.field, file.name);
        part(&named, &file.bytes);
        body.extend_from_slice(b"--grens--\r\n");
        let kind = "multipart/form-data; boundary=grens";
        self.send(page, action, kind, body).await
    }

    /// Posts a form with a file to a page, which answers itself.
    pub async fn show_file(&self, action: &str, file: &File) -> (StatusCode, String) {
        let head = format!(
            "--grens\r\ncontent-disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\r\n",
            file.field, file.name
        );
        let body = [head.as_bytes(), &file.bytes, b"\r\n--grens--\r\n"].concat();
        let request = Request::builder()
            .method("POST")
            .uri(action)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens");
        let response = self.ask(request, Body::from(body)).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await;
        let html = String::from_utf8(bytes.expect("body").to_vec());
        (status, html.expect("text"))
    }

    /// Posts a form to a page, which answers itself.
    pub async fn show(&self, action: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let form = serde_urlencoded::to_string(fields).expect("a form");
        let request = Request::builder()
            .method("POST")
            .uri(action)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = self.ask(request, Body::from(form)).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await;
        let html = String::from_utf8(bytes.expect("body").to_vec());
        (status, html.expect("text"))
    }

    /// Goes on with the cookie that posting this form gives; where that leads.
    pub async fn follow(&mut self, action: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let form = serde_urlencoded::to_string(fields).expect("a form");
        let request = Request::builder()
            .method("POST")
            .uri(action)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = self.ask(request, Body::from(form)).await;
        let text = |name: header::HeaderName| {
            let value = response.headers().get(name);
            value
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let goal = text(header::LOCATION).to_owned();
        if let Some((cookie, _)) = text(header::SET_COOKIE).split_once(';') {
            cookie.clone_into(&mut self.cookie);
        }
        (response.status(), goal)
    }

    /// Asks for anything, as a script does.
    pub async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Response {
        let request = Request::builder().method(method).uri(path);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        self.ask_for("*/*", request, body).await
    }

    async fn send(&self, page: &str, action: &str, kind: &str, body: Vec<u8>) -> String {
        let request = Request::builder()
            .method("POST")
            .uri(action)
            .header(header::REFERER, format!("{SITE}{page}"))
            .header(header::CONTENT_TYPE, kind);
        let response = self.ask(request, Body::from(body)).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{action}");
        response.headers()[header::LOCATION]
            .to_str()
            .expect("an address")
            .to_owned()
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Response {
        self.ask_for("text/html", request, body).await
    }

    async fn ask_for(
        &self,
        accept: &str,
        request: axum::http::request::Builder,
        body: Body,
    ) -> Response {
        let mut request = request
            .header(header::ORIGIN, SITE)
            .header(header::ACCEPT, accept)
            .header(header::COOKIE, &self.cookie)
            .body(body)
            .expect("request");
        let peer: SocketAddr = "127.0.0.1:1".parse().expect("address");
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = self.register.router().oneshot(request).await;
        answer.expect("an answer")
    }
}
