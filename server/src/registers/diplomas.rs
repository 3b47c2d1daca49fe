//! The Diplomaregister: which diplomas it holds of a person.

use super::{Line, Unreachable};
use crate::config::DiplomaRegisterConfig;
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::Deserialize;
use shared::{authority::Diploma, identifier::Bsn};
use tokio::sync::Mutex;

/// The line to the Diplomaregister.
pub struct DiplomaRegister {
    http: reqwest::Client,
    config: DiplomaRegisterConfig,
    token: Mutex<Option<Token>>,
    line: Line,
}

struct Token {
    value: String,
    good_until: Timestamp,
}

#[derive(Deserialize)]
struct TokenReply {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

#[derive(Deserialize)]
struct Reply {
    diplomas: Vec<Record>,
}

/// A diploma as the Diplomaregister writes it down.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    opleidingscode: Option<String>,
    opleidingsnaam: String,
    soort: String,
    instellingsnaam: String,
    diplomadatum: Date,
    #[serde(default)]
    land: Option<String>,
}

impl DiplomaRegister {
    /// A line to the Diplomaregister at this address.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(config: &DiplomaRegisterConfig) -> anyhow::Result<Self> {
        Ok(Self {
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(config.timeout())
                .build()?,
            config: config.clone(),
            token: Mutex::new(None),
            line: Line::new("Diplomaregister"),
        })
    }

    /// Whether it is asked at the moment at all; after some failures in a row it is left alone.
    pub fn is_open(&self) -> bool {
        self.line.is_open()
    }

    /// The diplomas of the person with this BSN; an empty list when it holds none.
    ///
    /// # Errors
    /// [`Unreachable`] when it does not answer.
    pub async fn of(&self, bsn: &Bsn) -> Result<Vec<Diploma>, Unreachable> {
        let question = serde_json::json!({ "burgerservicenummer": bsn.expose() });
        let reply: Reply = self
            .line
            .ask(|| async {
                let token = self.token().await?;
                self.http
                    .post(format!("{}/v1/diplomas", self.base()))
                    .bearer_auth(token)
                    .json(&question)
                    .send()
                    .await?
                    .error_for_status()?
                    .json()
                    .await
            })
            .await?;
        Ok(reply.diplomas.into_iter().map(Diploma::from).collect())
    }

    fn base(&self) -> &str {
        self.config.url.trim_end_matches('/')
    }

    /// A token of the client credentials grant, kept until shortly before it ends.
    async fn token(&self) -> Result<String, reqwest::Error> {
        let now = Timestamp::now();
        let mut token = self.token.lock().await;
        if let Some(token) = token.as_ref().filter(|token| token.good_until > now) {
            return Ok(token.value.clone());
        }
        let reply: TokenReply = self
            .http
            .post(format!("{}/oauth/token", self.base()))
            .basic_auth(
                &self.config.client_id,
                Some(self.config.client_secret.expose()),
            )
            .form(&[("grant_type", "client_credentials")])
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        let value = reply.access_token.clone();
        *token = Some(Token {
            value: reply.access_token,
            good_until: now + SignedDuration::from_secs((reply.expires_in - 30).clamp(0, 3600)),
        });
        Ok(value)
    }
}

impl From<Record> for Diploma {
    fn from(record: Record) -> Self {
        Self {
            programme: record.opleidingsnaam,
            code: record.opleidingscode,
            institution: record.instellingsnaam,
            kind: record.soort,
            graduated: record.diplomadatum,
            country: record.land.unwrap_or_else(|| "NL".to_owned()),
        }
    }
}
