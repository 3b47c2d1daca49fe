//! The voluntary register from before (registerleraar.nl): the portfolio of somebody who asks for it.
//!
//! It knows people by e-mail address, name and birth date, not by BSN, and gives the portfolio in the
//! format that this register publishes.

use super::{Line, Unreachable};
use crate::config::OldRegisterConfig;
use http::StatusCode;
use jiff::civil::Date;
use shared::portfolio::exchange::MAX_FILE_BYTES;
use std::time::Duration;

/// The line to the old register.
pub struct OldRegister {
    http: reqwest::Client,
    url: String,
    api_key: String,
    line: Line,
}

/// Whose portfolio is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The address that the teacher used there.
    pub email: String,
    /// `van der Zandlicht`
    pub family_name: String,
    /// `M.`
    pub initials: String,
    /// The birth date.
    pub birth_date: Date,
}

impl OldRegister {
    /// A line to the old register at this address.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(config: &OldRegisterConfig) -> anyhow::Result<Self> {
        Ok(Self {
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(Duration::from_millis(config.timeout_ms))
                .build()?,
            url: format!("{}/v1/portfolio", config.url.trim_end_matches('/')),
            api_key: config.api_key.expose().to_owned(),
            line: Line::new("registerleraar.nl"),
        })
    }

    /// The portfolio of this person, as a file; nothing when nobody is known so.
    ///
    /// # Errors
    /// [`Unreachable`] when it does not answer.
    pub async fn find(&self, holder: &Holder) -> Result<Option<Vec<u8>>, Unreachable> {
        let question = serde_json::json!({
            "email": holder.email,
            "achternaam": holder.family_name,
            "voorletters": holder.initials,
            "geboortedatum": holder.birth_date,
        });
        self.line
            .ask(|| async {
                let mut answer = self
                    .http
                    .post(&self.url)
                    .header("X-API-KEY", &self.api_key)
                    .json(&question)
                    .send()
                    .await?;
                if answer.status() == StatusCode::NOT_FOUND {
                    return Ok(None);
                }
                answer.error_for_status_ref()?;
                let mut file = Vec::new();
                // What is more than a file may hold is refused by who reads it.
                while file.len() <= MAX_FILE_BYTES
                    && let Some(chunk) = answer.chunk().await?
                {
                    file.extend_from_slice(&chunk);
                }
                Ok(Some(file))
            })
            .await
    }
}
