//! How criteria come to be (handbook, 4.2): written, put before the profession, voted on by the members
//! it elected, adopted by the minister. One machine for all of it.

use super::Status;
use crate::data_file::rows;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How far a version came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Being written.
    #[serde(rename = "concept")]
    Drafting,
    /// Every registered teacher can react (*raadpleging*).
    #[serde(rename = "consultatie")]
    Consultation,
    /// The elected members (*afgevaardigden*) vote.
    #[serde(rename = "stemming")]
    Voting,
    /// The members are for it: it lies with the minister.
    #[serde(rename = "aangenomen")]
    Accepted,
    /// Adopted by the minister: it never changes again.
    #[serde(rename = "vastgesteld")]
    Adopted,
    /// Withdrawn before it was adopted.
    #[serde(rename = "ingetrokken")]
    Withdrawn,
}

/// A step on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Puts it before the profession, through this day.
    Consult {
        /// The last day on which one can react.
        until: Date,
    },
    /// Takes it back to work on it, for instance after the reactions.
    TakeBack,
    /// Puts it to the vote, through this day.
    OpenVote {
        /// The last day on which one can vote.
        until: Date,
    },
    /// Counts the vote.
    Count(Tally),
    /// The minister adopts it; it holds for terms that begin on this day or later.
    Adopt {
        /// The first of those days.
        from: Date,
    },
    /// Withdraws it.
    Withdraw,
}

/// The votes of the elected members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many members there are.
    pub members: u32,
    /// How many are for it.
    pub in_favour: u32,
    /// How many are against it.
    pub against: u32,
    /// How many voted blank.
    pub blank: u32,
}

/// A vote of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ballot {
    /// For it.
    #[serde(rename = "voor")]
    InFavour,
    /// Against it.
    #[serde(rename = "tegen")]
    Against,
    /// Neither.
    #[serde(rename = "blanco")]
    Blank,
}

/// Why a step cannot be taken, in plain Dutch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not in this stage.
    #[error("Dat kan niet meer of nog niet: deze versie is {0}")]
    NotNow(&'static str),
    /// The consultation or the vote would be too short.
    #[error("Kies een dag die minstens {0} dagen na vandaag ligt")]
    TooShort(i32),
    /// The consultation or the vote still goes on.
    #[error("Dat kan pas als iedereen de tijd had: het loopt nog tot en met {0}")]
    StillOpen(String),
    /// The day on which it would begin to hold has passed.
    #[error("Kies een dag na vandaag: leraren moeten het vooraf kunnen weten")]
    InThePast,
}

/// The dated rules of the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Procedure {
    valid_from: Date,
    /// How many days a consultation takes at least.
    pub consultation_days: i32,
    /// How many days a vote takes at least.
    pub vote_days: i32,
    /// How many members in a hundred must vote; a blank vote is one.
    pub quorum_percent: u32,
    /// Of a hundred votes for or against, more than so many must be for it.
    pub majority_percent: u32,
    /// Where the row comes from: S read in a source, A our assumption.
    pub source: char,
}

impl Procedure {
    /// The rules on a day.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    pub fn on(day: Date) -> &'static Self {
        static ALL: LazyLock<Vec<Procedure>> = LazyLock::new(|| {
            rows(include_str!("../../data/criteria/procedure.csv"))
                .expect("the procedure that comes with the program is right")
                .1
        });
        let held = ALL.iter().rfind(|rules| rules.valid_from <= day);
        held.unwrap_or_else(|| ALL.first().expect("there are rules"))
    }

    /// Whether enough members voted.
    pub const fn has_quorum(&self, tally: Tally) -> bool {
        let cast = tally.in_favour + tally.against + tally.blank;
        tally.members > 0 && cast * 100 >= self.quorum_percent * tally.members
    }

    /// Whether the members are for it.
    pub const fn accepts(&self, tally: Tally) -> bool {
        let votes = tally.in_favour + tally.against;
        self.has_quorum(tally) && tally.in_favour * 100 > self.majority_percent * votes
    }
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 6] = [
        Self::Drafting,
        Self::Consultation,
        Self::Voting,
        Self::Accepted,
        Self::Adopted,
        Self::Withdrawn,
    ];

    /// The stage of a set that comes with the program.
    pub const fn of(status: Status) -> Self {
        match status {
            Status::Concept => Self::Drafting,
            Status::Proposed => Self::Consultation,
            Status::Adopted => Self::Adopted,
            Status::Withdrawn => Self::Withdrawn,
        }
    }

    /// The status of a set in this stage.
    pub const fn status(self) -> Status {
        match self {
            Self::Drafting => Status::Concept,
            Self::Consultation | Self::Voting | Self::Accepted => Status::Proposed,
            Self::Adopted => Status::Adopted,
            Self::Withdrawn => Status::Withdrawn,
        }
    }

    /// The code that tables use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drafting => "concept",
            Self::Consultation => "consultatie",
            Self::Voting => "stemming",
            Self::Accepted => "aangenomen",
            Self::Adopted => "vastgesteld",
            Self::Withdrawn => "ingetrokken",
        }
    }

    /// The stage with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// The words for it on a page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Drafting => "Concept",
            Self::Consultation => "In raadpleging",
            Self::Voting => "In stemming",
            Self::Accepted => "Aangenomen door de afgevaardigden",
            Self::Adopted => "Vastgesteld",
            Self::Withdrawn => "Ingetrokken",
        }
    }

    const fn said(self) -> &'static str {
        match self {
            Self::Drafting => "een concept",
            Self::Consultation => "in raadpleging",
            Self::Voting => "in stemming",
            Self::Accepted => "aangenomen door de afgevaardigden",
            Self::Adopted => "vastgesteld",
            Self::Withdrawn => "ingetrokken",
        }
    }

    /// Where a step leads from here. `until` is the last day of the consultation or vote that goes on.
    ///
    /// # Errors
    /// Why the step cannot be taken.
    pub fn take(self, step: Step, until: Option<Date>, today: Date) -> Result<Self, Refusal> {
        let procedure = Procedure::on(today);
        let over = || match until {
            Some(last) if today <= last => Err(Refusal::StillOpen(crate::notation::date(last))),
            _ => Ok(()),
        };
        match (self, step) {
            (Self::Drafting, Step::Consult { until }) => {
                long_enough(today, until, procedure.consultation_days)?;
                Ok(Self::Consultation)
            }
            (Self::Consultation, Step::OpenVote { until }) => {
                over()?;
                long_enough(today, until, procedure.vote_days)?;
                Ok(Self::Voting)
            }
            (Self::Consultation | Self::Accepted, Step::TakeBack) => Ok(Self::Drafting),
            (Self::Voting, Step::Count(tally)) => {
                over()?;
                Ok(if procedure.accepts(tally) {
                    Self::Accepted
                } else {
                    Self::Drafting
                })
            }
            (Self::Accepted, Step::Adopt { from }) if from <= today => Err(Refusal::InThePast),
            (Self::Accepted, Step::Adopt { .. }) => Ok(Self::Adopted),
            (Self::Drafting | Self::Consultation | Self::Accepted, Step::Withdraw) => {
                Ok(Self::Withdrawn)
            }
            _ => Err(Refusal::NotNow(self.said())),
        }
    }
}

fn long_enough(today: Date, until: Date, days: i32) -> Result<(), Refusal> {
    let least = today.saturating_add(days.days());
    if until < least {
        return Err(Refusal::TooShort(days));
    }
    Ok(())
}

impl Ballot {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::InFavour, Self::Against, Self::Blank];

    /// The code that forms and tables use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InFavour => "voor",
            Self::Against => "tegen",
            Self::Blank => "blanco",
        }
    }

    /// The word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::InFavour => "Voor",
            Self::Against => "Tegen",
            Self::Blank => "Blanco",
        }
    }

    /// The choice with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ballot| ballot.code() == code)
    }
}

#[cfg(test)]
mod tests;
