//! What the rules look at, and its hash.

use super::Term;
use crate::{
    authority::InputsHash,
    portfolio::{ActivityKind, NewActivity, Quarters, Split},
    sector::Sector,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What counts of an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Counted {
    /// The first day, which decides in which term it falls.
    pub on: Date,
    /// The last day, when there was more than one.
    pub to: Option<Date>,
    /// All hours.
    pub hours: Quarters,
    /// The hours per category, together never more than `hours`.
    pub split: Split,
    /// What kind of activity.
    pub kind: Option<ActivityKind>,
    /// The ids of the subjects it was for.
    pub subjects: Vec<String>,
    /// The form (*vorm*) and theme, as the rules name them: `mentor`, `ondersteuning`.
    pub labels: Vec<String>,
    /// How many words the reflection has.
    pub reflection_words: usize,
    /// Whether there is a file of evidence with it.
    pub evidence: bool,
    /// Whether it is a training that was finished with a diploma.
    pub diploma: bool,
    /// The study points (*EC*) that it gave.
    pub credits: u16,
    /// How many colleagues approved it.
    pub approvals: u8,
    /// The day it was entered, when that is known.
    pub entered: Option<Date>,
}

impl From<&NewActivity> for Counted {
    fn from(activity: &NewActivity) -> Self {
        let reflection = activity.reflection.as_deref().unwrap_or_default();
        Self {
            on: activity.from,
            to: activity.to,
            hours: activity.hours,
            split: activity.split,
            kind: activity.kind,
            subjects: activity.subjects.clone(),
            labels: activity.labels.clone(),
            diploma: activity.diploma,
            credits: activity.credits,
            reflection_words: reflection.split_whitespace().count(),
            ..Self::default()
        }
    }
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Dossier<'a> {
    /// The activities, in any order.
    pub activities: &'a [Counted],
    /// The sector in which the teacher works; when it is not known, no rule of some sectors holds.
    pub sector: Option<Sector>,
    /// The term; activities outside it do not count. `None`: all count.
    pub term: Option<Term>,
}

/// What else is known of a teacher; by default nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The ids of the subjects of the re-registration.
    pub subjects: Vec<String>,
    /// The hours of work as a teacher in the term, per authority.
    pub experience: Vec<Experience>,
    /// How often the teacher gave a colleague feedback.
    pub reviews_given: u16,
    /// How often the teacher got feedback from a colleague.
    pub reviews_received: u16,
    /// The months of exemption (*vrijstelling*) in the term.
    pub exempt_months: u16,
    /// Whether the dossier is in the sample of which everything is checked (*steekproef*).
    pub sampled: bool,
    /// The hours that were left over in the term before.
    pub surplus: Quarters,
    /// The day of the decision.
    pub decided: Option<Date>,
}

/// Work as a teacher.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Experience {
    /// The id of the subject of the authority.
    pub subject: String,
    /// How much.
    pub hours: Quarters,
}

impl Dossier<'_> {
    pub(super) fn in_term(&self) -> impl Iterator<Item = &Counted> {
        self.activities
            .iter()
            .filter(|a| self.term.is_none_or(|term| term.contains(a.on)))
    }

    /// The hash of all that an evaluation depends on, but for the set. The order in which things
    /// are entered makes no difference.
    ///
    /// # Panics
    /// Never: nothing in it is a map or a number that JSON cannot hold.
    pub fn hash(&self, facts: &Facts) -> InputsHash {
        let mut activities = self.activities.to_vec();
        for activity in &mut activities {
            activity.subjects.sort_unstable();
            activity.labels.sort_unstable();
        }
        activities.sort_unstable();
        let mut facts = facts.clone();
        facts.subjects.sort_unstable();
        facts.experience.sort_unstable();
        digest(&Canonical {
            form: 2,
            sector: self.sector,
            term: self.term,
            activities,
            facts,
        })
    }
}

/// What is hashed. Its JSON must stay as it is, or old hashes can no longer be made: a change here
/// is a new `form`.
#[derive(Serialize)]
struct Canonical {
    form: u8,
    sector: Option<Sector>,
    term: Option<Term>,
    activities: Vec<Counted>,
    facts: Facts,
}

/// The SHA-256 of the JSON of something.
pub(super) fn digest(value: &impl Serialize) -> InputsHash {
    let text = serde_json::to_vec(value).expect("no maps or numbers that JSON cannot hold");
    InputsHash::from(<[u8; 32]>::from(Sha256::digest(text)))
}
