//! How a teacher hears of messages: by mail, or by post (articles 2:8 and 2:10 Awb).

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod page;

pub use page::{ConfirmPage, ContactPage};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// How the teacher hears of messages now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The address that was confirmed, and since when messages come only this way.
    pub email: Option<(String, Date)>,
    /// One mail a day, instead of one for each message.
    pub daily: bool,
    /// An address that waits to be confirmed, and since when, in Dutch time.
    pub pending: Option<(String, DateTime)>,
    /// Since when the address takes no mail.
    pub unreachable: Option<Date>,
}

/// What a teacher chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactForm {
    /// The address.
    #[serde(default)]
    pub email: String,
    /// Whether messages may come only electronically.
    #[serde(default)]
    pub akkoord: String,
    /// `elk` for a mail for each message, `dag` for one a day.
    #[serde(default)]
    pub hoevaak: String,
}
