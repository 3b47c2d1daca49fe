//! What the teacher shows the board, with everything that came of it.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod page;

pub(in crate::teacher) use page::SharingPage;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    identifier::{ActivityId, BoardNumber},
    portfolio::Shared,
};
use uuid::Uuid;

/// What is shared, with what there is to share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// The boards for which the teacher works today, by name.
    pub boards: Vec<(BoardNumber, String)>,
    /// The activities: number, title and day.
    pub activities: Vec<(ActivityId, String, Date)>,
    /// What is shared now.
    pub shares: Vec<Share>,
    /// What was shared, taken back and looked at, the newest first.
    pub log: Vec<Line>,
}

/// What one board sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Its number.
    pub id: Uuid,
    /// The name of the board.
    pub board: String,
    /// What.
    pub what: Shared,
    /// The title of the activity, when it is one.
    pub title: Option<String>,
    /// The last day on which the board sees it, when the teacher chose one.
    pub until: Option<Date>,
}

impl Share {
    /// What is shared, in words.
    pub fn text(&self) -> String {
        match self.what {
            Shared::Activity(_) => self
                .title
                .as_ref()
                .map_or_else(|| "Een activiteit".to_owned(), |title| format!("‘{title}’")),
            Shared::Period { from, to: None } => {
                format!("Alles vanaf {}", shared::notation::date(from))
            }
            Shared::Period { from, to: Some(to) } => format!(
                "Alles van {} tot en met {}",
                shared::notation::date(from),
                shared::notation::date(to)
            ),
        }
    }
}

/// Something that happened to what is shared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    /// When, in Dutch time.
    pub at: DateTime,
    /// What.
    pub text: String,
}
