//! The kinds of case, and what can be decided in each.

use super::Wait;
use serde::{Deserialize, Serialize};

/// What kind of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// Whether evidence shows that a teacher may teach a subject. Its outcome is no decision in the
    /// sense of the Awb (handbook, 5.1).
    Evidence,
    /// Whether something in the register must be corrected (*verbeterverzoek*, article 38k WPO).
    Correction,
    /// Whether a teacher without an appointment is entered (*zelf aangemeld*, article 38h, third
    /// paragraph, WPO).
    Registration,
    /// Whether a teacher is registered for another term (*herregistratie*, article 38l WPO).
    Reregistration,
    /// Whether a decision holds against which a teacher objects (*bezwaar*, chapter 7 Awb).
    Objection,
}

impl CaseKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Evidence,
        Self::Correction,
        Self::Registration,
        Self::Reregistration,
        Self::Objection,
    ];

    /// The code in tables and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Correction => "correction",
            Self::Registration => "registration",
            Self::Reregistration => "reregistration",
            Self::Objection => "objection",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Evidence => "Bewijs van diploma",
            Self::Correction => "Correctie",
            Self::Registration => "Eigen aanmelding",
            Self::Reregistration => "Herregistratie",
            Self::Objection => "Bezwaar",
        }
    }

    /// What the number of a case begins with: `BW-2026-0001`.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Evidence => "BW",
            Self::Correction => "CV",
            Self::Registration => "AM",
            Self::Reregistration => "HR",
            Self::Objection => "BZ",
        }
    }

    /// Whether its verdict is a decision in the sense of the Awb (*besluit*), which only who has a
    /// mandate of the minister takes.
    pub const fn is_decision(self) -> bool {
        match self {
            Self::Correction | Self::Registration | Self::Reregistration | Self::Objection => true,
            Self::Evidence => false,
        }
    }

    /// What can be decided in it.
    pub const fn verdicts(self) -> &'static [Verdict] {
        match self {
            // No decision in the sense of the Awb, so nothing that is left out of consideration.
            Self::Evidence => &[Verdict::Granted, Verdict::Refused],
            Self::Correction | Self::Registration | Self::Reregistration | Self::Objection => {
                &Verdict::ALL
            }
        }
    }

    /// For what it can wait.
    pub const fn waits(self) -> &'static [Wait] {
        match self {
            Self::Evidence | Self::Correction | Self::Registration => &[Wait::Completion],
            Self::Reregistration => &[Wait::Completion, Wait::Advice, Wait::View],
            Self::Objection => &[Wait::Completion, Wait::Advice, Wait::Hearing],
        }
    }

    /// Whether another person must confirm this verdict before it counts: every decision in the
    /// sense of the Awb, and every refusal.
    pub const fn needs_second(self, verdict: Verdict) -> bool {
        !matches!((self, verdict), (Self::Evidence, Verdict::Granted))
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The evidence is accepted, or the correction is made.
    Granted,
    /// It is not.
    Refused,
    /// It is not looked into: it stays incomplete (*buiten behandeling*, article 4:5 Awb), or cannot be
    /// brought up (*niet-ontvankelijk*).
    NotHandled,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Granted, Self::Refused, Self::NotHandled];

    /// The code in tables and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::NotHandled => "not_handled",
        }
    }

    /// The verdict with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// What it is called in a case of this kind.
    pub const fn name(self, kind: CaseKind) -> &'static str {
        match (kind, self) {
            (CaseKind::Evidence, Self::Granted) => "Goedgekeurd",
            (CaseKind::Evidence, Self::Refused) => "Afgekeurd",
            (CaseKind::Correction | CaseKind::Registration, Self::Granted) => "Toegewezen",
            (CaseKind::Correction | CaseKind::Registration, Self::Refused) => "Afgewezen",
            (CaseKind::Reregistration, Self::Granted) => "Geherregistreerd",
            (CaseKind::Reregistration, Self::Refused) => "Niet geherregistreerd, met aantekening",
            (CaseKind::Objection, Self::Granted) => "Gegrond",
            (CaseKind::Objection, Self::Refused) => "Ongegrond",
            (CaseKind::Objection, Self::NotHandled) => "Niet-ontvankelijk",
            (_, Self::NotHandled) => "Buiten behandeling",
        }
    }
}
