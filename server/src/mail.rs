//! Mail, in an SMTP conversation with the server of the organisation.

use crate::config::MailConfig;
use anyhow::Context;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp,
};
use std::time::Duration;
use uuid::Uuid;

/// How long one conversation may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Sends mail.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// A mail of plain text.
pub struct Mail<'a> {
    /// Its number, the same at each try: who got it twice can tell.
    pub id: Uuid,
    /// To whom.
    pub to: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// The text.
    pub text: String,
}

/// Why a mail was not taken.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address does not exist or takes no mail: trying again does not help.
    #[error("the address refused it: {0}")]
    Refused(String),
    /// Trying again may help.
    #[error("the mail server did not take it: {0}")]
    Later(#[from] smtp::Error),
}

impl Mailer {
    /// A sender of mail. No connection is made yet.
    ///
    /// # Errors
    /// When an address in the configuration is none.
    pub fn new(config: &MailConfig) -> anyhow::Result<Self> {
        Ok(Self {
            transport: AsyncSmtpTransport::<Tokio1Executor>::from_url(config.url.expose())
                .context("configuration: LR_MAIL__URL: no address of a mail server")?
                .timeout(Some(TIMEOUT))
                .build(),
            from: config
                .from
                .parse()
                .context("configuration: LR_MAIL__FROM: no mail address")?,
        })
    }

    /// Sends a mail; done when the server said that it has it, and what it said.
    ///
    /// # Errors
    /// [`MailError`], which says whether to try again.
    pub async fn send(&self, mail: Mail<'_>) -> Result<String, MailError> {
        let refused = |error: &dyn std::fmt::Display| MailError::Refused(error.to_string());
        let to: Mailbox = mail.to.parse().map_err(|error| refused(&error))?;
        let id = format!("<{}@{}>", mail.id, self.from.email.domain());
        let message = Message::builder()
            .message_id(Some(id))
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text)
            .map_err(|error| refused(&error))?;
        match self.transport.send(message).await {
            Ok(answer) => {
                let said: Vec<&str> = answer.message().collect();
                Ok(format!("{} {}", answer.code(), said.join(" ")))
            }
            Err(error) if error.is_permanent() => Err(refused(&error)),
            Err(error) => Err(error.into()),
        }
    }
}
