//! Bringing the portfolio of the voluntary register along: a file or a look-up, what each row becomes
//! here, a choice, and the way back.

pub mod api;
mod choose;
#[cfg(feature = "ssr")]
pub mod desk;
mod start;

pub(in crate::teacher) use choose::BroughtPage;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    identifier::ActivityId,
    portfolio::{Category, exchange::Incoming},
};
pub(in crate::teacher) use start::ImportPage;
use uuid::Uuid;

/// How many days what was taken over can be undone.
pub const UNDO_DAYS: i64 = 30;

/// How many days the original is kept.
pub const KEPT_DAYS: i64 = 90;

/// What was brought along before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imports {
    /// Newest first; what was destroyed stands here too.
    pub earlier: Vec<Import>,
    /// Whether the old register can be asked.
    pub look_up: bool,
}

/// A portfolio that was brought along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Its number.
    pub id: Uuid,
    /// The name of the file.
    pub name: String,
    /// When it came, in Dutch time.
    pub came: DateTime,
    /// How many activities were taken over from it, and are there now.
    pub taken_over: i64,
    /// Until which day that can be undone, when it can.
    pub undo_until: Option<Date>,
    /// When it was undone, in Dutch time.
    pub undone: Option<DateTime>,
    /// Until which day the original is kept.
    pub kept_until: Date,
    /// Whether the original was destroyed.
    pub destroyed: bool,
}

/// A portfolio that was brought along, with what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// What it is.
    pub import: Import,
    /// Its rows, in the order of the file.
    pub rows: Vec<BroughtRow>,
}

/// An activity that was brought along, and what to do with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtRow {
    /// What it is here.
    pub incoming: Incoming,
    /// What we advise.
    pub advice: Advice,
}

/// What to do with an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Advice {
    /// Take it over.
    TakeOver,
    /// It was taken over before, and is there.
    Here(ActivityId),
    /// It was taken over before, and removed since: taking it over puts it back.
    Removed,
    /// There is one with the same title and date.
    Same,
    /// It was before this day, on which the term begins, so that it does not count.
    Before(Date),
    /// Something is wrong with it.
    Wrong,
}

/// A row that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Its place in the file, from 1.
    pub row: usize,
    /// What all its hours are about, when the teacher says so.
    pub category: Option<Category>,
}
