//! The one error that crosses the wire: problem details for HTTP APIs (RFC 9457).

use serde::{Deserialize, Serialize};

/// What went wrong, in words for the person who meets it.
///
/// Pages show `title` and `detail` in plain Dutch, the API sends the whole as
/// `application/problem+json`. Technical detail never comes here: it stays in the log,
/// where `instance` finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The kind of problem, as a relative URI that is stable over versions: `/problemen/ongeldige-invoer`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status that goes with it.
    pub status: u16,
    /// One sentence that says what to do.
    pub title: String,
    /// More explanation, when it helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The help code: the correlation id under which the log knows this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The fields of a form or message that need attention; all of them at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

const LOG_IN_AGAIN: &str = "opnieuw-inloggen";

/// A message at one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the field as the form or message spells it.
    pub field: String,
    /// What to do, in one sentence.
    pub message: String,
}

impl FieldError {
    /// A message at the field with this name.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

impl Problem {
    fn new(kind: &str, status: u16, title: impl Into<String>) -> Self {
        Self {
            kind: format!("/problemen/{kind}"),
            status,
            title: title.into(),
            detail: None,
            instance: None,
            errors: Vec::new(),
        }
    }

    /// What was sent cannot be taken in as a whole (400).
    pub fn bad_request(title: impl Into<String>) -> Self {
        Self::new("onleesbaar-verzoek", 400, title)
    }

    /// Nobody is logged in, or the session has ended (401).
    pub fn not_logged_in() -> Self {
        Self::new("niet-ingelogd", 401, "Log in om verder te gaan")
    }

    /// Somebody is logged in, and too long ago for this (401).
    pub fn log_in_again() -> Self {
        Self::new(
            LOG_IN_AGAIN,
            401,
            "Hiervoor moet je kort geleden zijn ingelogd",
        )
        .with_detail(
            "Er is nog niets gebeurd. Wat je had ingevuld staat er nog. Kijk het na en verstuur \
             het opnieuw.",
        )
    }

    /// Whether it is solved by logging in again.
    pub fn asks_login_again(&self) -> bool {
        self.kind.strip_prefix("/problemen/") == Some(LOG_IN_AGAIN)
    }

    /// Somebody is logged in who may not do this (403).
    pub fn forbidden() -> Self {
        Self::new("geen-toegang", 403, "Je hebt geen toegang tot deze pagina")
    }

    /// There is nothing at this address, or nothing that this person may know of (404).
    pub fn not_found() -> Self {
        Self::new("niet-gevonden", 404, "We kunnen deze pagina niet vinden")
    }

    /// The state is not what the request supposes: somebody was earlier (409).
    pub fn conflict(title: impl Into<String>) -> Self {
        Self::new("intussen-gewijzigd", 409, title)
    }

    /// More was sent than we take (413).
    pub fn too_large(title: impl Into<String>) -> Self {
        Self::new("te-groot", 413, title)
    }

    /// The fields named in `errors` need attention (422).
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let title = match errors.len() {
            1 => "Er is 1 ding dat je nog moet aanpassen".to_owned(),
            n => format!("Er zijn {n} dingen die je nog moet aanpassen"),
        };
        Self {
            errors,
            ..Self::new("ongeldige-invoer", 422, title)
        }
    }

    /// Too many requests in a short time (429).
    pub fn too_many() -> Self {
        Self::new(
            "te-vaak",
            429,
            "Dat ging te snel achter elkaar. Wacht een minuut en probeer het dan opnieuw",
        )
    }

    /// Something is wrong on our side (500).
    pub fn internal() -> Self {
        Self::new("storing", 500, "Er ging iets mis bij ons")
    }

    /// A service that we need does not answer now (503).
    pub fn unavailable(title: impl Into<String>) -> Self {
        Self::new("niet-bereikbaar", 503, title)
    }

    /// The same problem with more explanation.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same problem with another title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The same problem with the help code under which the log knows it.
    #[must_use]
    pub fn with_instance(mut self, instance: impl Into<String>) -> Self {
        self.instance = Some(instance.into());
        self
    }

    /// The message at this field, if there is one.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.as_str())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.title, self.status)
    }
}

impl std::error::Error for Problem {}
