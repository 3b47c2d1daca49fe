//! Who a program is: `OAuth2` client credentials with a signed assertion (RFC 6749, RFC 7523).

use super::reply::Refusal;
use crate::{
    System,
    clock::dutch,
    delivery::Sender,
    fault::Fault,
    vault::{random_token, sha256},
};
use axum::{
    Form, Json,
    extract::{FromRef, FromRequestParts, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header, request::Parts};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::JwkSet};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::{
    Problem,
    identifier::{BoardNumber, SupplierId},
};
use std::sync::Arc;
use uuid::Uuid;

/// How long a token is good.
const TOKEN: SignedDuration = SignedDuration::from_mins(10);

/// How far ahead an assertion may end.
const LONGEST_ASSERTION: SignedDuration = SignedDuration::from_mins(10);

/// How much the clocks of two machines may differ.
const LEEWAY: SignedDuration = SignedDuration::from_mins(1);

/// With what an assertion may be signed: nothing symmetric, for our copy of the key is public.
const ALGORITHMS: [Algorithm; 3] = [Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA];

/// The header in which a program may say of which organisation it is (Edukoppeling). The token tells
/// already; another organisation is a mistake that must be seen.
const INTERMEDIARY: &str = "x-intermediair-oin";

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A program of a supplier, and the boards for which it may deliver today. Only a token makes one.
#[derive(Clone, Debug)]
pub struct Machine {
    client: String,
    supplier: SupplierId,
    boards: Vec<BoardNumber>,
}

impl Machine {
    /// The name under which the program is registered.
    pub fn client(&self) -> &str {
        &self.client
    }

    /// The supplier that it is of.
    pub fn supplier(&self) -> SupplierId {
        self.supplier
    }

    /// The boards with a mandate today.
    pub fn boards(&self) -> &[BoardNumber] {
        &self.boards
    }

    /// The board with this number.
    ///
    /// # Errors
    /// 403 when it gave no mandate that holds today (LR-F003).
    pub fn acting_for(&self, number: &str) -> Result<&BoardNumber, Problem> {
        self.boards
            .iter()
            .find(|board| board.as_str() == number)
            .ok_or_else(|| {
                Problem::forbidden().with_detail(
                    "Dit bestuur gaf jouw organisatie geen machtiging die vandaag geldt (LR-F003).",
                )
            })
    }
}

impl Machine {
    /// The program as the sender of what is for this board.
    ///
    /// # Errors
    /// 403 when it gave no mandate that holds today (LR-F003).
    pub fn sender_for(&self, number: &str) -> Result<Sender, Problem> {
        let board = self.acting_for(number)?.clone();
        Ok(Sender::program(board, self.client.clone()))
    }
}

impl<S> FromRequestParts<S> for Machine
where
    S: Send + Sync,
    Arc<System>: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let system = Arc::<System>::from_ref(state);
        let machine = Self::with_token(&system, parts)
            .await
            .map_err(|fault| Refusal::from(fault).into_response())?;
        system.limits.program(&machine.client)?;
        Ok(machine)
    }
}

impl Machine {
    /// The program that got the token of this request.
    async fn with_token(system: &System, parts: &Parts) -> Result<Self, Fault> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(unknown)?;
        let now = system.clock.now();
        let found = sqlx::query!(
            r#"select c.client_id, c.supplier_id, s.oin,
                      (select coalesce(array_agg(m.board_number), '{}')
                       from mandate m
                       where m.supplier_id = c.supplier_id and m.valid @> $3::date) as "boards!"
               from api_token t
               join supplier_client c on c.client_id = t.client_id
               join supplier s on s.id = c.supplier_id
               where t.token_hash = $1 and t.expires_at > $2"#,
            sha256(token),
            now.to_sqlx(),
            dutch(now).date().to_sqlx() as jiff_sqlx::Date,
        )
        .fetch_optional(&system.pool)
        .await?
        .ok_or_else(unknown)?;
        let stranger = parts
            .headers
            .get(INTERMEDIARY)
            .is_some_and(|oin| oin.as_bytes() != found.oin.as_bytes());
        if stranger {
            let told = "Het OIN in X-Intermediair-OIN is niet dat van jouw organisatie (LR-F003).";
            return Err(Problem::forbidden().with_detail(told).into());
        }
        let boards = found.boards.iter().map(|number| BoardNumber::parse(number));
        Ok(Self {
            client: found.client_id,
            supplier: SupplierId(found.supplier_id),
            boards: boards.collect::<Result<_, _>>().map_err(Fault::broken)?,
        })
    }
}

fn unknown() -> Problem {
    Problem::not_logged_in().with_detail("Vraag een token op bij /oauth/token en stuur dat mee.")
}

/// What a program asks a token with.
#[derive(Deserialize)]
pub struct TokenRequest {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    client_assertion_type: String,
    #[serde(default)]
    client_assertion: String,
}

/// A token, as RFC 6749 (5.1) has it.
#[derive(Serialize)]
struct Granted {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
}

/// `POST /oauth/token`
///
/// # Errors
/// 500 when the database does not answer; what is wrong with the request is told as RFC 6749 (5.2)
/// has it.
pub async fn token(
    State(system): State<Arc<System>>,
    Form(asked): Form<TokenRequest>,
) -> Result<Response, Fault> {
    if asked.grant_type != "client_credentials" {
        return Ok(denied(StatusCode::BAD_REQUEST, "unsupported_grant_type"));
    }
    if asked.client_assertion_type != ASSERTION_TYPE {
        return Ok(denied(StatusCode::BAD_REQUEST, "invalid_request"));
    }
    let Some(client) = proven(&system, &asked.client_assertion).await? else {
        return Ok(denied(StatusCode::UNAUTHORIZED, "invalid_client"));
    };
    let token = random_token();
    let now = system.clock.now();
    sqlx::query!(
        "insert into api_token (token_hash, client_id, expires_at) values ($1, $2, $3)",
        sha256(&token),
        client,
        (now + TOKEN).to_sqlx(),
    )
    .execute(&system.pool)
    .await?;
    Ok(Json(Granted {
        access_token: token,
        token_type: "Bearer",
        expires_in: TOKEN.as_secs(),
    })
    .into_response())
}

fn denied(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

/// What an assertion says (RFC 7523, 3).
#[derive(Deserialize)]
struct Assertion {
    iss: String,
    sub: String,
    exp: i64,
    jti: String,
}

/// The client that signed this assertion; nothing when it proves nothing. It counts once.
async fn proven(system: &System, assertion: &str) -> Result<Option<String>, Fault> {
    let Ok(header) = jsonwebtoken::decode_header(assertion) else {
        return Ok(None);
    };
    // Who it says it is decides with which keys it is read; nothing else is believed of it.
    let Some(claimed) = subject(assertion) else {
        return Ok(None);
    };
    let Some(keys) = sqlx::query_scalar!(
        "select keys from supplier_client where client_id = $1",
        claimed
    )
    .fetch_optional(&system.pool)
    .await?
    else {
        return Ok(None);
    };
    let keys: JwkSet = serde_json::from_value(keys)?;
    let Some(said) = verified(&keys, &header, assertion, &system.config.public_url) else {
        return Ok(None);
    };
    let now = system.clock.now();
    let Ok(ends) = Timestamp::from_second(said.exp) else {
        return Ok(None);
    };
    let in_time = ends + LEEWAY > now && ends < now + LONGEST_ASSERTION + LEEWAY;
    let counts = !said.jti.is_empty() && !said.jti.contains('\0');
    if said.iss != claimed || said.sub != claimed || !counts || !in_time {
        return Ok(None);
    }
    let first = sqlx::query!(
        "insert into client_assertion (client_id, jti, expires_at) values ($1, $2, $3)
         on conflict do nothing",
        claimed,
        said.jti,
        ends.to_sqlx(),
    )
    .execute(&system.pool)
    .await?;
    Ok((first.rows_affected() == 1).then_some(claimed))
}

/// Whom the assertion is about, unverified.
fn subject(assertion: &str) -> Option<String> {
    let claims: Value = jsonwebtoken::dangerous::insecure_decode(assertion)
        .ok()?
        .claims;
    let subject = claims.get("sub")?.as_str()?;
    (!subject.contains('\0')).then(|| subject.to_owned())
}

/// What the assertion says, when one of these keys signed it for us. Its end is judged by our own
/// clock.
fn verified(
    keys: &JwkSet,
    header: &jsonwebtoken::Header,
    assertion: &str,
    public_url: &str,
) -> Option<Assertion> {
    let key = match &header.kid {
        Some(kid) => keys.find(kid)?,
        None => keys.keys.first()?,
    };
    if !ALGORITHMS.contains(&header.alg) {
        return None;
    }
    let mut validation = Validation::new(header.alg);
    validation.validate_exp = false;
    validation.set_audience(&[format!("{public_url}/oauth/token"), public_url.to_owned()]);
    validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    let key = DecodingKey::from_jwk(key).ok()?;
    let read = jsonwebtoken::decode::<Assertion>(assertion, &key, &validation).ok()?;
    Some(read.claims)
}

/// Registers a supplier with one program: its name, its OIN, and its public keys.
///
/// # Errors
/// When the keys are no JWK set, the OIN is no OIN, or the database does not answer.
pub async fn register(
    pool: &sqlx::PgPool,
    name: &str,
    oin: &str,
    client: &str,
    keys: &[u8],
) -> anyhow::Result<()> {
    let keys: Value = serde_json::from_slice(keys)?;
    serde_json::from_value::<JwkSet>(keys.clone())?;
    let mut tx = pool.begin().await?;
    let supplier = admit(&mut tx, name, oin).await?;
    sqlx::query!(
        "insert into supplier_client (client_id, supplier_id, keys) values ($1, $2, $3)
         on conflict (client_id) do update
         set keys = excluded.keys
         where supplier_client.supplier_id = excluded.supplier_id",
        client,
        supplier,
        keys,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Lets a supplier log in with eHerkenning: its name, and its OIN, which has the number of the Kamer
/// van Koophandel in it.
///
/// # Errors
/// When the OIN is no OIN, or the database does not answer.
pub async fn admit(conn: &mut sqlx::PgConnection, name: &str, oin: &str) -> anyhow::Result<Uuid> {
    Ok(sqlx::query_scalar!(
        "insert into supplier (id, oin, name) values ($1, $2, $3)
         on conflict (oin) do update set name = excluded.name
         returning id",
        Uuid::now_v7(),
        oin,
        name,
    )
    .fetch_one(conn)
    .await?)
}
