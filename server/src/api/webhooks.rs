//! Where a program wants to hear that there is feedback, and telling it.
//!
//! A notice holds how far the feedback is, and nothing of a person or a board: the program reads
//! the rest itself. It is signed, tried again with longer pauses, and given up in the end; that can
//! be seen at the webhook.

use super::{login::Machine, read::Sent, reply::Refusal};
use crate::{
    System,
    audit::{self, Act, By},
    config::Environment,
    fault::Fault,
    vault::random_token,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use hmac::{Hmac, Mac};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use reqwest::{Url, redirect::Policy};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::Sha256;
use shared::{FieldError, Problem};
use std::{
    fmt::Write as _,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

/// The header with the moment and the signature.
pub const SIGNATURE: &str = "Lr-Handtekening";

/// What seals the key of a signature.
const PURPOSE: &str = "webhook";

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// After how many failures in a row we give up: the pauses together last about two days.
const MOST_FAILURES: i32 = 15;

/// The longest pause between two tries.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);

/// What a program sets.
#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    url: String,
}

/// A webhook as its program sees it.
#[derive(Serialize)]
struct Webhook {
    url: String,
    /// `actief`, `hapert` or `gestopt`.
    status: &'static str,
    /// When the last notice came through.
    bezorgd: Option<Timestamp>,
    /// How often in a row it did not.
    mislukt: i32,
    /// Why not, the last time.
    oorzaak: Option<String>,
    /// The key of the signature; only when it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    geheim: Option<String>,
}

/// `PUT /webhook`: from now on, with a new key.
///
/// # Errors
/// 422 when we do not send to this address.
pub async fn set(
    State(system): State<Arc<System>>,
    machine: Machine,
    Sent(wish): Sent<Wish>,
) -> Result<Response, Refusal> {
    let refused = |why: &str| Problem::invalid(vec![FieldError::new("url", why)]);
    let local = system.config.environment == Environment::Local;
    let url = address(&wish.url, local).map_err(refused)?;
    reachable(&url, local).await.map_err(refused)?;
    let now = system.clock.now_stored();
    let secret = random_token();
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "insert into webhook (client_id, url, secret_sealed, created_at, told_in, next_try)
         values ($1, $2, $3, $4, pg_snapshot_xmin(pg_current_snapshot()), $4)
         on conflict (client_id) do update
         set url = excluded.url, secret_sealed = excluded.secret_sealed,
             created_at = excluded.created_at, failures = 0, next_try = excluded.next_try,
             last_failure = null, stopped_at = null",
        machine.client(),
        url.as_str(),
        system.vault.seal(PURPOSE, secret.as_bytes())?,
        now.to_sqlx(),
    )
    .execute(&mut *tx)
    .await?;
    let by = By::Program(machine.client());
    audit::record(&mut tx, now, by, None, None, &Act::WebhookSet).await?;
    tx.commit().await?;
    let webhook = Webhook {
        url: url.into(),
        status: "actief",
        bezorgd: None,
        mislukt: 0,
        oorzaak: None,
        geheim: Some(secret),
    };
    Ok((StatusCode::OK, Json(webhook)).into_response())
}

/// `GET /webhook`: how it goes.
///
/// # Errors
/// 404 when the program set none.
pub async fn show(
    State(system): State<Arc<System>>,
    machine: Machine,
) -> Result<Response, Refusal> {
    let row = sqlx::query!(
        "select url, told_at, failures, last_failure, stopped_at
         from webhook
         where client_id = $1",
        machine.client(),
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let status = match (row.stopped_at, row.failures) {
        (Some(_), _) => "gestopt",
        (None, 0) => "actief",
        (None, _) => "hapert",
    };
    Ok(Json(Webhook {
        url: row.url,
        status,
        bezorgd: row.told_at.map(jiff_sqlx::Timestamp::to_jiff),
        mislukt: row.failures,
        oorzaak: row.last_failure,
        geheim: None,
    })
    .into_response())
}

/// `DELETE /webhook`: no notices any more; also when there were none.
///
/// # Errors
/// 401 without a token.
pub async fn remove(
    State(system): State<Arc<System>>,
    machine: Machine,
) -> Result<StatusCode, Refusal> {
    let mut tx = system.pool.begin().await?;
    let removed = sqlx::query!("delete from webhook where client_id = $1", machine.client())
        .execute(&mut *tx)
        .await?;
    if removed.rows_affected() == 1 {
        let by = By::Program(machine.client());
        let now = system.clock.now_stored();
        audit::record(&mut tx, now, by, None, None, &Act::WebhookRemoved).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a receiver answered to two trial notices, as statuses of HTTP.
#[derive(Serialize)]
struct Tried {
    /// To the one with a wrong signature, which it must refuse.
    verkeerd: u16,
    /// To the one with the right signature.
    goed: u16,
}

/// `POST /webhook/proef`: sends two trial notices at once, the first with a wrong signature, and
/// tells what was answered. So a supplier sees that its check works.
///
/// # Errors
/// 404 when the program set no webhook; 422 when there is no answer.
pub async fn try_out(
    State(system): State<Arc<System>>,
    machine: Machine,
) -> Result<Response, Refusal> {
    let row = sqlx::query!(
        "select url, secret_sealed from webhook where client_id = $1",
        machine.client(),
    )
    .fetch_optional(&system.pool)
    .await?
    .ok_or_else(Problem::not_found)?;
    let secret = system.vault.open(PURPOSE, &row.secret_sealed)?;
    let now = system.clock.now();
    let body = json!({ "soort": "proef" }).to_string();
    let unheard = |why: &str| Problem::invalid(vec![FieldError::new("url", why)]);
    let local = system.config.environment == Environment::Local;
    let post = async |secret: &[u8]| {
        let signature = header_value(secret, now, &body);
        post(&row.url, local, signature, body.clone()).await
    };
    let verkeerd = post(random_token().as_bytes()).await.map_err(unheard)?;
    let goed = post(&secret).await.map_err(unheard)?;
    let tried = Tried {
        verkeerd: verkeerd.as_u16(),
        goed: goed.as_u16(),
    };
    Ok((StatusCode::OK, Json(tried)).into_response())
}

/// A notice that is due.
struct Due {
    client: String,
    url: String,
    secret_sealed: Vec<u8>,
    failures: i32,
    told_in: String,
    told_sequence: i64,
}

/// Tells every program with a webhook for which there is feedback since the last notice.
///
/// # Errors
/// When the database does not answer; what a receiver does wrong is no error of ours.
pub async fn tell_all(system: &System) -> Result<(), Fault> {
    let now = system.clock.now_stored();
    let due = sqlx::query_as!(
        Due,
        r#"select w.client_id as client, w.url, w.secret_sealed, w.failures,
                  newest.written_in::text as "told_in!", newest.sequence as "told_sequence!"
           from webhook w
           join supplier_client c on c.client_id = w.client_id
           cross join lateral (
               (select r.written_in, r.sequence
                from delivery_record r
                join delivery d on d.id = r.delivery_id
                join mandate m on m.board_number = d.board_number
                where m.supplier_id = c.supplier_id
                  and m.valid @> $2::date
                  and (r.written_in, r.sequence) > (w.told_in, w.told_sequence)
                  and r.written_in < pg_snapshot_xmin(pg_current_snapshot())
                order by r.written_in desc, r.sequence desc
                limit 1)
               union all
               (select s.written_in, s.sequence
                from signal s
                join mandate m on m.board_number = s.board_number
                where m.supplier_id = c.supplier_id
                  and m.valid @> $2::date
                  and (s.written_in, s.sequence) > (w.told_in, w.told_sequence)
                  and s.written_in < pg_snapshot_xmin(pg_current_snapshot())
                order by s.written_in desc, s.sequence desc
                limit 1)
               order by written_in desc, sequence desc
               limit 1
           ) as newest
           where w.stopped_at is null and w.next_try <= $1
           order by w.next_try
           limit 100"#,
        now.to_sqlx(),
        system.clock.today().to_sqlx() as jiff_sqlx::Date,
    )
    .fetch_all(&system.pool)
    .await?;
    for notice in due {
        let outcome = send(system, &notice, now).await?;
        settle(system, &notice, outcome.err(), now).await?;
    }
    Ok(())
}

/// Sends a notice; the inner error is why it did not come through.
async fn send(system: &System, notice: &Due, now: Timestamp) -> Result<Result<(), String>, Fault> {
    let local = system.config.environment == Environment::Local;
    let secret = system.vault.open(PURPOSE, &notice.secret_sealed)?;
    let cursor = format!("{}.{}", notice.told_in, notice.told_sequence);
    let body = json!({ "soort": "terugkoppeling", "tot": cursor }).to_string();
    let signature = header_value(&secret, now, &body);
    Ok(match post(&notice.url, local, signature, body).await {
        Ok(status) if status.is_success() => Ok(()),
        Ok(status) => Err(format!("Het antwoord was {}", status.as_u16())),
        Err(why) => Err(why.to_owned()),
    })
}

/// Posts a notice, if this is an address that we send to.
async fn post(
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
fn header_value(secret: &[u8], now: Timestamp, body: &str) -> String {
    let second = now.as_second();
    format!("t={second},v1={}", signed(secret, second, body))
}

/// Keeps what came of a notice.
async fn settle(
    system: &System,
    notice: &Due,
    failure: Option<String>,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(why) = failure else {
        sqlx::query!(
            "update webhook
             set told_in = $2::text::xid8, told_sequence = $3, told_at = $4,
                 failures = 0, next_try = $4, last_failure = null
             where client_id = $1 and url = $5",
            notice.client,
            notice.told_in,
            notice.told_sequence,
            now.to_sqlx(),
            notice.url,
        )
        .execute(&system.pool)
        .await?;
        return Ok(());
    };
    let failures = notice.failures + 1;
    let gives_up = failures >= MOST_FAILURES;
    let mut tx = system.pool.begin().await?;
    sqlx::query!(
        "update webhook
         set failures = $2, next_try = $3, last_failure = $4,
             stopped_at = case when $5 then $6::timestamptz end
         where client_id = $1 and url = $7",
        notice.client,
        failures,
        (now + pause(failures)).to_sqlx(),
        why,
        gives_up,
        now.to_sqlx(),
        notice.url,
    )
    .execute(&mut *tx)
    .await?;
    if gives_up {
        let act = Act::WebhookStopped {
            client: notice.client.clone(),
        };
        audit::record(&mut tx, now, By::Job("webhook"), None, None, &act).await?;
        tracing::warn!(client = notice.client, "a webhook is given up");
    }
    tx.commit().await?;
    Ok(())
}

/// How long to wait after so many failures: twice as long each time.
fn pause(failures: i32) -> SignedDuration {
    let minutes = 1_i64 << failures.clamp(0, 20);
    SignedDuration::from_mins(minutes).min(LONGEST_PAUSE)
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
fn address(text: &str, local: bool) -> Result<Url, &'static str> {
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
async fn reachable(url: &Url, local: bool) -> Result<Vec<SocketAddr>, &'static str> {
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

    #[test]
    fn each_pause_is_longer_up_to_six_hours() {
        assert_eq!(pause(1), SignedDuration::from_mins(2));
        assert_eq!(pause(2), SignedDuration::from_mins(4));
        assert_eq!(pause(MOST_FAILURES), LONGEST_PAUSE);
    }
}
