//! How often one visitor may ask: login, search and upload, each named by what it protects; and how
//! often a program may call the API.

use super::harvest::{Asked, Shares, Wait};
use crate::{
    System,
    audit::{self, Act, By},
    config, uploads,
};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock, QuantaInstant},
};
use http::{HeaderMap, Method, header};
use shared::{Problem, notation};
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};

/// How many visitors there may be before those of a while ago are forgotten.
const MANY: usize = 100_000;

/// A limiter for each thing that is protected.
pub struct Limiters {
    login: DefaultKeyedRateLimiter<IpAddr>,
    search: DefaultKeyedRateLimiter<IpAddr>,
    upload: DefaultKeyedRateLimiter<IpAddr>,
    part: DefaultKeyedRateLimiter<IpAddr>,
    link: DefaultKeyedRateLimiter<IpAddr>,
    api: DefaultKeyedRateLimiter<String>,
    shares: Shares,
}

impl Limiters {
    /// Limiters with these numbers a minute.
    pub fn new(limits: &config::Limits) -> Self {
        let quota = |per_minute: u32| {
            Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN))
        };
        let limiter = |per_minute: u32| RateLimiter::keyed(quota(per_minute));
        Self {
            login: limiter(limits.login_per_minute),
            search: limiter(limits.search_per_minute),
            upload: limiter(limits.upload_per_minute),
            part: limiter(limits.part_per_minute),
            // A secret in an address is guarded as a login is.
            link: limiter(limits.login_per_minute),
            api: RateLimiter::keyed(quota(limits.api_per_minute)),
            shares: Shares::new(limits),
        }
    }

    /// Counts a call of the API by this program. There are as many keys as registered programs.
    ///
    /// # Errors
    /// The answer 429, with after how many seconds to come back.
    pub fn program(&self, client: &str) -> Result<(), Response> {
        self.api
            .check_key(&client.to_owned())
            .map_err(|early| too_many(&early))
    }

    fn protecting(&self, method: &Method, path: &str) -> Option<&DefaultKeyedRateLimiter<IpAddr>> {
        if path.starts_with("/auth/") {
            Some(&self.login)
        } else if path.starts_with("/register/") || path.starts_with("/api/register/") {
            Some(&self.search)
        } else if super::guard::is_by_link(path) {
            Some(&self.link)
        } else if path == "/oauth/token" {
            Some(&self.login)
        } else if crate::api::is_open(path) {
            Some(&self.search)
        } else if *method == Method::POST
            && (super::forms::UPLOADS.contains(&path) || path == uploads::PATH)
        {
            Some(&self.upload)
        } else if path.starts_with(uploads::PATH) {
            Some(&self.part)
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
        .map(|ConnectInfo(peer)| visitor(peer.ip(), request.headers(), &system.config.proxies));
    if let (Some(limiter), Some(visitor)) = (limiter, visitor)
        && let Err(early) = check(limiter, visitor)
    {
        return too_many(&early);
    }
    if let (Some(asked), Some(visitor)) = (Asked::by(request.uri().path()), visitor) {
        let (now, today) = (system.clock.now(), system.clock.today());
        if let Err(wait) = system.limits.shares.count(visitor, asked, now, today) {
            return enough_for_today(&system, asked, wait).await;
        }
    }
    next.run(request).await
}

/// 429, with after how many seconds to come back.
fn too_many(early: &NotUntil<QuantaInstant>) -> Response {
    metrics::counter!("rate_limited_total").increment(1);
    let wait = early.wait_time_from(DefaultClock::default().now());
    let mut response = super::problem(&Problem::too_many());
    // Rounded up: who comes back then is let in.
    let seconds = (wait.as_secs() + 1).into();
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}

/// 429 for who asks more of the public register than a person would, and the record that it happened.
async fn enough_for_today(system: &System, asked: Asked, wait: Wait) -> Response {
    metrics::counter!("harvest_refused_total", "asked" => asked.code()).increment(1);
    if wait.is_first {
        metrics::counter!("harvest_noticed_total", "asked" => asked.code()).increment(1);
        tracing::warn!(
            asked = asked.code(),
            "a visitor used up a share of the public register"
        );
        let act = Act::HarvestNoticed {
            asked: asked.code().to_owned(),
        };
        let noted = async {
            let mut conn = system.pool.acquire().await?;
            let (now, by) = (system.clock.now(), By::Job("limits"));
            audit::record(&mut conn, now, by, None, None, &act).await
        };
        if let Err(fault) = noted.await {
            tracing::error!(%fault, "a harvest was not recorded");
        }
    }
    let minutes = wait.left.as_mins() + 1;
    let problem = Problem::too_many().with_title("Je zocht vandaag al veel leraren op").with_detail(
        format!(
            "Zo beschermen we de gegevens van leraren. Over {} kun je weer zoeken. Heb je voor je werk meer nodig? Neem dan contact met ons op.",
            notation::count(minutes, "minuut", "minuten"),
        ),
    );
    let mut response = super::problem(&problem);
    let seconds = u64::try_from(wait.left.as_secs() + 1).unwrap_or(1);
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, seconds.into());
    response
}

/// Counts this request of a visitor. Who was not seen for a while is forgotten when there are many.
fn check(
    limiter: &DefaultKeyedRateLimiter<IpAddr>,
    visitor: IpAddr,
) -> Result<(), NotUntil<QuantaInstant>> {
    if limiter.len() > MANY {
        limiter.retain_recent();
    }
    limiter.check_key(&visitor)
}

/// Who asks: the peer, or whom our own proxies ask for. Each of them adds at the end of the header
/// whom it heard, so what stands before the last that is none of ours is only hearsay.
fn visitor(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let mut heard = headers
        .get_all("x-forwarded-for")
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|address| address.trim().parse::<IpAddr>().ok())
        .collect::<Vec<_>>()
        .into_iter()
        .rev();
    let mut asks = peer;
    while proxies.contains(&asks)
        && let Some(Some(before)) = heard.next()
    {
        asks = before;
    }
    subscriber(asks)
}

/// A subscriber has a whole network of IPv6 addresses (RFC 6177).
fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(
            address.to_bits() & !u128::from(u64::MAX),
        )),
        IpAddr::V4(address) => IpAddr::V4(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whom the limits count for a request of this peer.
    fn counted(peer: &str, forwarded: &[&str]) -> String {
        let proxies = ["10.0.0.1", "10.0.0.2"].map(|proxy| proxy.parse().expect("an address"));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a value"));
        }
        visitor(peer.parse().expect("an address"), &headers, &proxies).to_string()
    }

    #[test]
    fn who_comes_through_our_proxies_is_counted_apart() {
        assert_eq!(counted("10.0.0.1", &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(counted("10.0.0.1", &["192.0.2.7, 10.0.0.2"]), "192.0.2.7");
        assert_eq!(counted("10.0.0.1", &["192.0.2.7", "10.0.0.2"]), "192.0.2.7");
    }

    #[test]
    fn nobody_takes_the_place_of_another_by_saying_so() {
        assert_eq!(counted("192.0.2.7", &["198.51.100.9"]), "192.0.2.7");
        assert_eq!(
            counted("10.0.0.1", &["198.51.100.9, 192.0.2.7"]),
            "192.0.2.7"
        );
        assert_eq!(counted("10.0.0.1", &["onzin"]), "10.0.0.1");
        assert_eq!(counted("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn a_subscriber_with_ipv6_is_one_visitor() {
        let one = counted("2001:db8:1:2:3:4:5:6", &[]);
        assert_eq!(one, counted("2001:db8:1:2:ffff::1", &[]));
        assert_ne!(one, counted("2001:db8:1:3::1", &[]));
    }
}
