//! A page that waits for what is already there.

use axum::{extract::Request, middleware::Next, response::Response};
use std::time::Duration;

/// How long a page waits at most for what is already there.
const AGAIN: Duration = Duration::from_millis(250);

/// Looks again now and then whether the page is ready. Once in many times a page is not told that
/// what it waits for has come (a lost wake-up, leptos issue 4851), and would wait until the time-out.
pub async fn look_again(request: Request, next: Next) -> Response {
    let mut page = std::pin::pin!(next.run(request));
    let mut again = tokio::time::interval(AGAIN);
    loop {
        tokio::select! {
            response = &mut page => return response,
            _ = again.tick() => {}
        }
    }
}
