//! What a committee advises, and when a verdict departs from it (articles 3:50 and 7:13 Awb).

use super::Verdict;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a committee advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceKind {
    /// To grant it.
    Positive,
    /// To grant it, with something to take along.
    PositiveWithPoint,
    /// To refuse it.
    Negative,
    /// Nothing: there is not enough to judge by.
    Insufficient,
}

impl AdviceKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Positive,
        Self::PositiveWithPoint,
        Self::Negative,
        Self::Insufficient,
    ];

    /// The code in tables and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::PositiveWithPoint => "positive_with_point",
            Self::Negative => "negative",
            Self::Insufficient => "insufficient",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Positive => "Positief",
            Self::PositiveWithPoint => "Positief, met een aandachtspunt",
            Self::Negative => "Negatief",
            Self::Insufficient => "Onvoldoende gegevens",
        }
    }

    /// Whether a verdict departs from it, so that the decision must say why (articles 3:50 and 7:13,
    /// seventh paragraph, Awb).
    pub const fn is_left_by(self, verdict: Verdict) -> bool {
        match self {
            Self::Positive | Self::PositiveWithPoint => !matches!(verdict, Verdict::Granted),
            Self::Negative => !matches!(verdict, Verdict::Refused),
            Self::Insufficient => false,
        }
    }
}

/// An advice of the committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// What it advises.
    pub kind: AdviceKind,
    /// Why.
    pub reasons: String,
    /// What a part of it thinks otherwise (*minderheidsstandpunt*).
    pub minority: Option<String>,
    /// The day it was given.
    pub on: Date,
    /// Who gave it: the committee and the names of its members.
    pub by: String,
}
