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
    /// The mail server takes nothing from us now, for nobody: it is not about this address.
    #[error("the mail server takes no mail: {0}")]
    Closed(smtp::Error),
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
            Err(error) if is_of_address(&error) => Err(refused(&error)),
            Err(error) if error.is_permanent() => Err(MailError::Closed(error)),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether the mail server says that the address of who gets it takes no mail: not that it knows us not,
/// that its policy is against it (5.7), or that our own address is wrong (5.1.7 and 5.1.8; RFC 3463).
fn is_of_address(error: &smtp::Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    speaks_of_address(code.as_deref().unwrap_or_default(), &error.to_string())
}

fn speaks_of_address(code: &str, said: &str) -> bool {
    let of_us = said
        .split_whitespace()
        .any(|word| word.starts_with("5.7.") || ["5.1.7", "5.1.8"].contains(&word));
    ["550", "551", "553"].contains(&code) && !of_us
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_that_knows_us_not_says_nothing_of_the_address() {
        assert!(speaks_of_address(
            "550",
            "permanent error (550): no such user"
        ));
        assert!(speaks_of_address(
            "550",
            "permanent error (550): 5.1.1 no such user"
        ));
        assert!(speaks_of_address(
            "553",
            "permanent error (553): 5.1.3 no address"
        ));
        assert!(!speaks_of_address(
            "550",
            "permanent error (550): 5.7.1 relaying denied"
        ));
        assert!(!speaks_of_address(
            "550",
            "permanent error (550): 5.1.8 bad sender"
        ));
        assert!(!speaks_of_address(
            "554",
            "permanent error (554): no service"
        ));
        assert!(!speaks_of_address(
            "535",
            "permanent error (535): 5.7.8 who are you"
        ));
    }
}
