//! How often one visitor may ask: login, search and upload, each named by what it protects.

use crate::{System, config};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use http::{Method, header};
use shared::Problem;
use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};

/// A limiter for each thing that is protected.
pub struct Limiters {
    login: DefaultKeyedRateLimiter<IpAddr>,
    search: DefaultKeyedRateLimiter<IpAddr>,
    upload: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limiters {
    /// Limiters with these numbers a minute.
    pub fn new(limits: &config::Limits) -> Self {
        let limiter = |per_minute: u32| {
            RateLimiter::keyed(Quota::per_minute(
                NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN),
            ))
        };
        Self {
            login: limiter(limits.login_per_minute),
            search: limiter(limits.search_per_minute),
            upload: limiter(limits.upload_per_minute),
        }
    }

    fn protecting(&self, method: &Method, path: &str) -> Option<&DefaultKeyedRateLimiter<IpAddr>> {
        if path.starts_with("/auth/") {
            Some(&self.login)
        } else if path.starts_with("/register/") || path.starts_with("/api/register/") {
            Some(&self.search)
        } else if *method == Method::POST && super::forms::UPLOADS.contains(&path) {
            Some(&self.upload)
        } else {
            None
        }
    }
}

/// Slows down a visitor who asks too often: 429, with after how many seconds to come back.
pub async fn slow_down(
    State(system): State<Arc<System>>,
    request: Request,
    next: Next,
) -> Response {
    let limiter = system
        .limits
        .protecting(request.method(), request.uri().path());
    let visitor = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(peer)| peer.ip());
    if let (Some(limiter), Some(visitor)) = (limiter, visitor)
        && let Err(early) = limiter.check_key(&visitor)
    {
        metrics::counter!("rate_limited_total").increment(1);
        let wait = early.wait_time_from(DefaultClock::default().now());
        let mut response = super::problem(&Problem::too_many());
        // Rounded up: who comes back then is let in.
        let seconds = (wait.as_secs() + 1).into();
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
        return response;
    }
    next.run(request).await
}
