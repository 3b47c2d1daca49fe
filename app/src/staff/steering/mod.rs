//! Steering: how many cases there are, how old they are, which terms are at risk, and what is expected.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod page;

pub use page::SteeringPage;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::case::CaseKind;
use uuid::Uuid;

/// How the cases of one kind stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindStanding {
    /// The kind.
    pub kind: CaseKind,
    /// How many are open.
    pub open: i64,
    /// How many of those have passed their term.
    pub late: i64,
    /// How many end within two weeks.
    pub at_risk: i64,
    /// How many wait for somebody outside: the teacher, the committee, a hearing.
    pub waiting: i64,
    /// How many days the oldest open one is open.
    pub oldest: i64,
    /// How many came in the last 90 days.
    pub came: i64,
    /// How many were closed in the last 90 days.
    pub closed: i64,
    /// How many of those in time.
    pub in_time: i64,
    /// How many were decided by nobody in the last 90 days.
    pub automatic: i64,
    /// How many days half of them took at most.
    pub median: i64,
}

impl KindStanding {
    /// How many will be open in 90 days when it goes on like this.
    pub fn expected(&self) -> i64 {
        (self.open + self.came - self.closed).max(0)
    }
}

/// What somebody of the team has in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerStanding {
    /// The identifier of the organisation's login.
    pub subject: String,
    /// The name.
    pub name: String,
    /// How many cases.
    pub open: i64,
    /// How many of those have passed their term or end within two weeks.
    pub at_risk: i64,
    /// When this person is away, now and later, the first to begin on top.
    pub away: Vec<Absence>,
}

/// A time in which somebody is away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Its id.
    pub id: Uuid,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// Everything to steer by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steering {
    /// Each kind.
    pub kinds: Vec<KindStanding>,
    /// Who has what.
    pub workers: Vec<WorkerStanding>,
    /// How many teachers reach the end of their term within a year, and may apply.
    pub to_come: i64,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// That somebody is away, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAbsence {
    /// Who: the identifier of the organisation's login.
    #[serde(default)]
    pub subject: String,
    /// The first day: day of the month; nothing of it when that is today.
    #[serde(default)]
    pub from_day: String,
    /// The month of it.
    #[serde(default)]
    pub from_month: String,
    /// The year of it.
    #[serde(default)]
    pub from_year: String,
    /// The last day: day of the month.
    #[serde(default)]
    pub until_day: String,
    /// The month of it.
    #[serde(default)]
    pub until_month: String,
    /// The year of it.
    #[serde(default)]
    pub until_year: String,
}
