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
    /// The same of a teacher whose term ended without an application: of the register's own motion
    /// (*ambtshalve*).
    OwnMotion,
    /// Whether a decision holds against which a teacher objects (*bezwaar*, chapter 7 Awb).
    Objection,
}

impl CaseKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Evidence,
        Self::Correction,
        Self::Registration,
        Self::Reregistration,
        Self::OwnMotion,
        Self::Objection,
    ];

    /// The code in tables and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Correction => "correction",
            Self::Registration => "registration",
            Self::Reregistration => "reregistration",
            Self::OwnMotion => "own_motion",
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
            Self::OwnMotion => "Herregistratie zonder aanvraag",
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
            Self::OwnMotion => "AH",
            Self::Objection => "BZ",
        }
    }

    /// Whether its verdict is a decision in the sense of the Awb (*besluit*), which only who has a
    /// mandate of the minister takes.
    pub const fn is_decision(self) -> bool {
        match self {
            Self::Correction
            | Self::Registration
            | Self::Reregistration
            | Self::OwnMotion
            | Self::Objection => true,
            Self::Evidence => false,
        }
    }

    /// Whether somebody asked for the decision (*aanvraag*), so that the law sets a term: one can agree to
    /// a later day, and give notice that the register is late (articles 4:13-4:17 and 7:10 Awb).
    pub const fn is_asked(self) -> bool {
        match self {
            Self::Correction | Self::Registration | Self::Reregistration | Self::Objection => true,
            Self::Evidence | Self::OwnMotion => false,
        }
    }

    /// What can be decided in it.
    pub const fn verdicts(self) -> &'static [Verdict] {
        match self {
            // Nobody asked for a decision, so nothing is left out of consideration.
            Self::Evidence | Self::OwnMotion => &[Verdict::Granted, Verdict::Refused],
            Self::Correction | Self::Registration | Self::Reregistration | Self::Objection => {
                &Verdict::ALL
            }
        }
    }

    /// For what it can wait.
    pub const fn waits(self) -> &'static [Wait] {
        match self {
            Self::Evidence | Self::Registration => &[Wait::Completion],
            Self::Correction => &[Wait::Completion, Wait::View],
            Self::OwnMotion => &[Wait::Advice, Wait::View],
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
            (CaseKind::Reregistration | CaseKind::OwnMotion, Self::Granted) => "Geherregistreerd",
            (CaseKind::Reregistration | CaseKind::OwnMotion, Self::Refused) => {
                "Niet geherregistreerd, met aantekening"
            }
            (CaseKind::Objection, Self::Granted) => "Gegrond",
            (CaseKind::Objection, Self::Refused) => "Ongegrond",
            (CaseKind::Objection, Self::NotHandled) => "Niet-ontvankelijk",
            (_, Self::NotHandled) => "Buiten behandeling",
        }
    }
}
