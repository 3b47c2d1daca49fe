//! Colleagues at an activity: asking for feedback, doing something together, and what comes of it.
//! Only who was invited sees anything, and only that one activity.

mod activity;
pub mod api;
#[cfg(feature = "ssr")]
pub mod desk;
mod inbox;
mod invitation;

pub(in crate::teacher) use activity::ColleaguesPage;
pub(super) use activity::words;
pub(in crate::teacher) use inbox::InboxPage;
pub(in crate::teacher) use invitation::JoinPage;
pub(crate) use invitation::{closed, shown_facts};

use crate::{session::FormState, teacher::EvidenceView};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{
    identifier::{ActivityId, TeacherNumber},
    notation,
    portfolio::{Feedback, InvitationKind, NewActivity},
};
use uuid::Uuid;

/// The most colleagues that a search shows.
pub const MOST_FOUND: u8 = 10;

/// An activity with the colleagues at it, for whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// Its number.
    pub activity: ActivityId,
    /// Its title.
    pub title: String,
    /// Its files of evidence, which can be shown along.
    pub evidence: Vec<EvidenceView>,
    /// What colleagues said, newest first.
    pub feedback: Vec<Received>,
    /// The invitations, newest first.
    pub invitations: Vec<Sent>,
    /// What was searched for.
    pub search: String,
    /// The colleagues who were found: at the same school, or with this register number.
    pub found: Vec<Found>,
}

/// What a colleague said of an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The invitation that it answers.
    pub invitation: Uuid,
    /// The words.
    pub feedback: Feedback,
    /// The day.
    pub given: Date,
    /// Whether the giver is a teacher who was logged in.
    pub is_teacher: bool,
    /// Whether it goes with the activity.
    pub attached: bool,
}

impl Received {
    /// Who said it, and when.
    pub fn title(&self) -> String {
        let who = if self.is_teacher {
            "leraar"
        } else {
            "met een link"
        };
        let given = notation::date(self.given);
        format!("{}, {who}, {given}", self.feedback.name)
    }
}

/// An invitation, for who sent it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Its number.
    pub id: Uuid,
    /// For what.
    pub kind: InvitationKind,
    /// To whom; nothing when it is by a link.
    pub colleague: Option<String>,
    /// The address to give to the colleague, while it works.
    pub link: Option<String>,
    /// How many files of evidence are shown along.
    pub evidence: usize,
    /// The last day.
    pub until: Date,
    /// How it stands.
    pub state: State,
}

/// How an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It can be answered.
    Open,
    /// Its last day has passed.
    Expired,
    /// Who sent it took it back, or removed the activity.
    Withdrawn,
    /// The colleague does not want to.
    Declined,
    /// The colleague answered.
    Accepted,
}

impl State {
    /// In a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Wacht op antwoord",
            Self::Expired => "Verlopen",
            Self::Withdrawn => "Ingetrokken",
            Self::Declined => "Afgeslagen",
            Self::Accepted => "Beantwoord",
        }
    }
}

/// A colleague who can be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The register number.
    pub number: TeacherNumber,
    /// The name.
    pub name: String,
    /// The school where both work; nothing for who works elsewhere.
    pub school: Option<String>,
}

/// What is filled in to invite somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    /// The code of an [`InvitationKind`].
    pub kind: String,
    /// The register number of a colleague; nothing for a link.
    pub colleague: String,
    /// The files of evidence that are shown along.
    pub evidence: Vec<String>,
}

/// What waits for a teacher, from colleagues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// The invitations of colleagues, oldest first.
    pub invitations: Vec<Waiting>,
    /// The own activities with feedback that does not go with them yet: number and title.
    pub feedback: Vec<(ActivityId, String)>,
    /// How often the teacher gave a colleague feedback.
    pub given: u32,
}

/// An invitation, for who got it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its number.
    pub id: Uuid,
    /// For what.
    pub kind: InvitationKind,
    /// Who invites.
    pub from: String,
    /// The title of the activity.
    pub title: String,
    /// The last day.
    pub until: Date,
}

impl Waiting {
    /// The page on which it is answered.
    pub fn href(&self) -> String {
        match self.kind {
            InvitationKind::Feedback => format!("/feedback/{}", self.id),
            InvitationKind::Team => format!("/mijn/portfolio/collegas/{}", self.id),
        }
    }
}

/// An invitation, as it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// How it stands. Unless it is open, nothing else is told.
    pub state: State,
    /// What the colleague may see, while it is open.
    pub shown: Option<Shown>,
    /// What was filled in and could not be taken in.
    pub returned: Option<FormState>,
}

/// What an invited colleague sees: this activity, and nothing else of who invites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Who invites.
    pub from: String,
    /// The activity; with what was learned only for who is asked for feedback.
    pub activity: NewActivity,
    /// The files of evidence that were ticked.
    pub evidence: Vec<EvidenceView>,
    /// The last day.
    pub until: Date,
    /// The name of who is logged in as a teacher.
    pub reader: Option<String>,
    /// Whether who looks is who invites.
    pub own: bool,
}
