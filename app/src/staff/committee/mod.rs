//! The advisory committee: its members, its sessions, and the cases in them as a member sees them:
//! without name, age, sex or photo.

pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod page;
mod session;

pub use page::CommitteePage;
pub use session::SessionPage;

use crate::{page::Paged, teacher::procedure::SentActivity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{
    case::{AdviceKind, Part},
    criteria::Evaluation,
    identifier::CaseId,
    term::Computed,
};
use uuid::Uuid;

/// A member of the committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its id.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// What this person is in it.
    pub part: Part,
    /// The code of the sector of a teacher.
    pub sector: Option<String>,
    /// The boards with which this person has a tie.
    pub boards: Vec<String>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
}

impl Member {
    /// Whether this person is a member after today.
    pub fn goes_on(&self, today: Date) -> bool {
        self.until.is_none_or(|until| until > today)
    }
}

/// A session, on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLine {
    /// Its id.
    pub id: Uuid,
    /// The day.
    pub on: Date,
    /// Where.
    pub place: String,
    /// How many cases there are in it, for whoever looks.
    pub cases: i64,
    /// How many of them wait for advice.
    pub waiting: i64,
}

/// What one sees of the committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Committee {
    /// The sessions on this page, the last one on top.
    pub sessions: Paged<SessionLine>,
    /// The members; nothing for a member.
    pub members: Vec<Member>,
    /// How many cases wait for a session.
    pub unplanned: i64,
    /// Whether one may plan a session.
    pub may_plan: bool,
    /// Whether one may add a member.
    pub may_add: bool,
    /// Who logged in as a member: identifier and name; nothing for who may not add one.
    pub known: Vec<(String, String)>,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// A session with the cases of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// The day.
    pub on: Date,
    /// Where.
    pub place: String,
    /// The cases.
    pub cases: Vec<BlindCase>,
    /// Today, in the Netherlands.
    pub today: Date,
}

/// A case without who it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlindCase {
    /// Its id.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// What the register asks.
    pub question: String,
    /// Until when, with its steps.
    pub until: Computed,
    /// Whether advice is still asked.
    pub open: bool,
    /// Whether I said to be too near: then nothing of it is shown.
    pub excused: bool,
    /// Whether I lead it.
    pub chair: bool,
    /// What comes of every rule.
    pub evaluation: Option<Evaluation>,
    /// The activities.
    pub activities: Vec<SentActivity>,
    /// In an objection, its reasons.
    pub grounds: Option<String>,
    /// What the committee advised before, oldest first: this is a further advice.
    pub before: Vec<(AdviceKind, String)>,
    /// What I think.
    pub mine: Option<(AdviceKind, String)>,
    /// What the others think, for the chair: the part of each, and the opinion.
    pub others: Vec<(String, Option<(AdviceKind, String)>)>,
}

/// An opinion of a member, or the advice of the committee, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// The session, to go back to.
    #[serde(default)]
    pub session: Option<Uuid>,
    /// The code of an advice.
    #[serde(default)]
    pub kind: String,
    /// Why.
    #[serde(default)]
    pub reasons: String,
    /// What a part of the committee thinks otherwise.
    #[serde(default)]
    pub minority: String,
    /// `ja` when this is the advice of the committee, by the chair.
    #[serde(default)]
    pub last: String,
}

/// A new member, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMember {
    /// The identifier of the organisation's login.
    #[serde(default)]
    pub subject: String,
    /// The code of a [`Part`].
    #[serde(default)]
    pub part: String,
    /// The code of the sector of a teacher.
    #[serde(default)]
    pub sector: String,
    /// The number in the register of a member who stands in it; for which boards that person works
    /// follows from it.
    #[serde(default)]
    pub number: String,
    /// The numbers of the other boards with which this person has a tie, with commas.
    #[serde(default)]
    pub boards: String,
}

/// That a member has a tie with a board, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTie {
    /// The member.
    #[serde(default)]
    pub member: String,
    /// The number of the board.
    #[serde(default)]
    pub board: String,
}

/// A new session, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSession {
    /// Where.
    #[serde(default)]
    pub place: String,
    /// The day.
    #[serde(default)]
    pub on_day: String,
    /// The month of it.
    #[serde(default)]
    pub on_month: String,
    /// The year of it.
    #[serde(default)]
    pub on_year: String,
}
