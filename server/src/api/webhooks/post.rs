//! Posting to an address of somebody else: signed, and only to the open internet.

use hmac::{Hmac, Mac};
use http::StatusCode;
use jiff::Timestamp;
use reqwest::{Url, redirect::Policy};
use sha2::Sha256;
use std::{
    fmt::Write as _,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

/// The header with the moment and the signature.
pub const SIGNATURE: &str = "Lr-Handtekening";

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Posts a notice, if this is an address that we send to.
pub(super) async fn post(
    url: &str,
    local: bool,
    signature: String,
    body: String,
) -> Result<StatusCode, &'static str> {
    let url = address(url, local)?;
    let addresses = reachable(&url, local).await?;
    // The name is looked up once: what was judged is what is called.
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .timeout(PATIENCE)
        .resolve_to_addrs(url.host_str().unwrap_or_default(), &addresses)
        .build()
        .map_err(|_| "We kunnen dit adres niet aanroepen")?;
    let answer = client
        .post(url)
        .header("content-type", "application/json")
        .header(SIGNATURE, signature)
        .body(body)
        .send()
        .await
        .map_err(|_| "Er kwam geen antwoord")?;
    Ok(answer.status())
}

/// The moment and the signature, as the header has them.
pub(super) fn header_value(secret: &[u8], now: Timestamp, body: &str) -> String {
    let second = now.as_second();
    format!("t={second},v1={}", signed(secret, second, body))
}

/// HMAC-SHA-256 over the moment, a point and the body, in hexadecimals.
///
/// # Panics
/// Never: HMAC takes a key of any length.
pub fn signed(secret: &[u8], second: i64, body: &str) -> String {
    <Hmac<Sha256> as Mac>::new_from_slice(secret)
        .expect("HMAC takes a key of any length")
        .chain_update(format!("{second}.{body}"))
        .finalize()
        .into_bytes()
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The address to send to; on a developer's machine without a certificate too.
pub(super) fn address(text: &str, local: bool) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "Dit is geen adres")?;
    let fits = url.scheme() == "https" || (local && url.scheme() == "http");
    if !fits {
        return Err("Begin het adres met https://");
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err("Zet geen naam, wachtwoord of # in het adres");
    }
    if text.len() > 500 {
        return Err("Het adres is te lang. Er passen 500 tekens in");
    }
    Ok(url)
}

/// Where the address leads; not to a network that is not public, but on a developer's machine to
/// itself.
pub(super) async fn reachable(url: &Url, local: bool) -> Result<Vec<SocketAddr>, &'static str> {
    let unknown = "We kunnen dit adres niet vinden";
    let host = url.host_str().ok_or(unknown)?.trim_matches(['[', ']']);
    let port = url.port_or_known_default().ok_or(unknown)?;
    let found: Vec<SocketAddr> =
        tokio::time::timeout(PATIENCE, tokio::net::lookup_host((host, port)))
            .await
            .map_err(|_| unknown)?
            .map_err(|_| unknown)?
            .collect();
    let allowed = |ip: IpAddr| is_public(ip) || (local && ip.to_canonical().is_loopback());
    if found.is_empty() {
        return Err(unknown);
    }
    if !found.iter().all(|address| allowed(address.ip())) {
        return Err("We sturen alleen naar openbare adressen");
    }
    Ok(found)
}

/// Whether an address is one of the open internet (RFC 6890).
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let special = (a == 192 && b == 0 && c == 0) || (a == 198 && (18..20).contains(&b));
    !(a == 0
        || a >= 224
        || shared
        || special
        || ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation())
}

/// Global unicast only, without what carries an address of IPv4 in it (NAT64, 6to4, Teredo).
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let carries = first == 0x2002 || (first == 0x2001 && (second == 0 || second == 0x0db8));
    first & 0xe000 == 0x2000 && !carries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_open_internet_are_public() {
        for private in [
            "10.1.2.3",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "::ffff:10.0.0.1",
            "fd00::1",
            "fe80::1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
        ] {
            assert!(!is_public(private.parse().expect("address")), "{private}");
        }
        for public in ["93.184.216.34", "2606:2800:220:1::1"] {
            assert!(is_public(public.parse().expect("address")), "{public}");
        }
    }

    #[tokio::test]
    async fn in_production_nothing_is_sent_without_a_certificate_or_to_ourselves() {
        assert!(address("http://software.example/hook", false).is_err());
        let url = address("https://127.0.0.1/hook", false).expect("an address");
        assert!(reachable(&url, false).await.is_err());
        assert!(reachable(&url, true).await.is_ok());
    }
}
