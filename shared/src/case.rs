//! Cases (*zaken*): what a case worker decides, as one state machine for every kind.
//!
//! A step that is not allowed is refused with a reason in plain Dutch. Four eyes is a rule of the
//! machine: what one person proposes, only another can confirm.

mod admission;
mod decision;
mod draft;
mod remedy;

pub use admission::Admission;
pub use decision::{Consequence, Decided, Document, Paragraph, Remedies};
pub use draft::{About, Draft};
pub use remedy::{OwnFact, Remedy};

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
}

impl CaseKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Evidence, Self::Correction, Self::Registration];

    /// The code in tables and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Correction => "correction",
            Self::Registration => "registration",
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
        }
    }

    /// What the number of a case begins with: `BW-2026-0001`.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Evidence => "BW",
            Self::Correction => "CV",
            Self::Registration => "AM",
        }
    }

    /// Whether its verdict is a decision in the sense of the Awb (*besluit*), which only who has a
    /// mandate of the minister takes.
    pub const fn is_decision(self) -> bool {
        match self {
            Self::Correction | Self::Registration => true,
            Self::Evidence => false,
        }
    }

    /// Whether another person must confirm this verdict before it counts: every decision in the
    /// sense of the Awb, and every refusal.
    pub const fn needs_second(self, verdict: Verdict) -> bool {
        match (self, verdict) {
            (Self::Correction | Self::Registration, _) | (_, Verdict::Refused) => true,
            (Self::Evidence, Verdict::Granted) => false,
        }
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
}

impl Verdict {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Granted, Self::Refused];

    /// The code in tables and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
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
        }
    }
}

/// Where a case stands. A worker is named by the identifier of the organisation's login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Nobody took it yet.
    Open,
    /// Somebody is at it.
    InHand {
        /// Who.
        worker: String,
    },
    /// Somebody proposed a verdict; somebody else looks.
    Proposed {
        /// Who proposed it.
        worker: String,
        /// What was proposed.
        verdict: Verdict,
    },
    /// It is decided.
    Decided {
        /// How.
        verdict: Verdict,
    },
    /// The teacher took back what it was about.
    Withdrawn,
}

impl State {
    /// The code in tables.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InHand { .. } => "in_hand",
            Self::Proposed { .. } => "proposed",
            Self::Decided { .. } => "decided",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state as a table holds it; `None` when its parts contradict each other.
    pub fn from_parts(
        code: &str,
        worker: Option<String>,
        verdict: Option<Verdict>,
    ) -> Option<Self> {
        Some(match (code, worker, verdict) {
            ("open", None, None) => Self::Open,
            ("in_hand", Some(worker), None) => Self::InHand { worker },
            ("proposed", Some(worker), Some(verdict)) => Self::Proposed { worker, verdict },
            ("decided", None, Some(verdict)) => Self::Decided { verdict },
            ("withdrawn", None, None) => Self::Withdrawn,
            _ => return None,
        })
    }

    /// Who is at it now.
    pub fn worker(&self) -> Option<&str> {
        match self {
            Self::InHand { worker } | Self::Proposed { worker, .. } => Some(worker),
            Self::Open | Self::Decided { .. } | Self::Withdrawn => None,
        }
    }

    /// The verdict that was proposed or given.
    pub const fn verdict(&self) -> Option<Verdict> {
        match self {
            Self::Proposed { verdict, .. } | Self::Decided { verdict } => Some(*verdict),
            Self::Open | Self::InHand { .. } | Self::Withdrawn => None,
        }
    }

    /// Whether nothing more comes of it.
    pub const fn is_closed(&self) -> bool {
        matches!(self, Self::Decided { .. } | Self::Withdrawn)
    }
}

/// What somebody does with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Takes it.
    Take,
    /// Gives it to somebody, also when it is of a third who is away.
    HandOver {
        /// To whom.
        to: String,
    },
    /// Puts it back for whoever comes.
    Release,
    /// Says what the verdict must be; when nobody has to look after, it counts at once.
    Propose {
        /// What.
        verdict: Verdict,
    },
    /// Confirms what another proposed.
    Confirm,
    /// Sends it back to who proposed it.
    SendBack,
    /// The teacher adds something to it.
    Supplement,
    /// The teacher takes it back.
    Withdraw,
}

impl Action {
    /// The code in tables.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::HandOver { .. } => "hand_over",
            Self::Release => "release",
            Self::Propose { .. } => "propose",
            Self::Confirm => "confirm",
            Self::SendBack => "send_back",
            Self::Supplement => "supplement",
            Self::Withdraw => "withdraw",
        }
    }
}

/// Why a step is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is decided or withdrawn.
    #[error("Deze zaak is al afgerond")]
    Closed,
    /// Somebody is at it already.
    #[error("Een collega heeft deze zaak al opgepakt")]
    Taken,
    /// It is not of who does this.
    #[error("Pak de zaak eerst op. Alleen wie de zaak heeft, kan dit doen")]
    NotYours,
    /// A verdict was proposed and waits for another.
    #[error("Er ligt al een voorstel. Dat wacht op een collega")]
    AlreadyProposed,
    /// No verdict was proposed.
    #[error("Er ligt nog geen voorstel")]
    NothingProposed,
    /// The one who proposed a verdict cannot confirm it.
    #[error("Je hebt dit zelf voorgesteld. Een collega moet meekijken")]
    SamePerson,
    /// Who confirms it may not decide for the minister.
    #[error("Je hebt geen mandaat voor dit besluit. Een collega met mandaat moet het nemen")]
    NoMandate,
}

/// Who does something with a case.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The identifier of the organisation's login; nothing of a teacher.
    pub subject: &'a str,
    /// Whether this person has a mandate today for decisions of this kind.
    pub may_decide: bool,
}

impl By<'_> {
    /// The teacher whose case it is.
    pub const TEACHER: By<'static> = By {
        subject: "",
        may_decide: false,
    };
}

impl State {
    /// The state after this action by somebody; a teacher does [`Action::Supplement`] and
    /// [`Action::Withdraw`], for which `by` does not matter.
    ///
    /// # Errors
    /// When it is not allowed now, or not to this person.
    pub fn after(&self, kind: CaseKind, action: &Action, who: By<'_>) -> Result<Self, Refusal> {
        let by = who.subject;
        let in_hand = |worker: &str| Self::InHand {
            worker: worker.to_owned(),
        };
        match (self, action) {
            (Self::Decided { .. } | Self::Withdrawn, _) => Err(Refusal::Closed),

            (Self::Open, Action::Take) => Ok(in_hand(by)),
            (Self::InHand { .. }, Action::Take) => Err(Refusal::Taken),
            (Self::Open | Self::InHand { .. }, Action::HandOver { to }) => Ok(in_hand(to)),
            (Self::InHand { worker }, Action::Release) if worker == by => Ok(Self::Open),
            (Self::InHand { worker }, Action::Propose { verdict }) if worker == by => {
                Ok(if kind.needs_second(*verdict) {
                    Self::Proposed {
                        worker: worker.clone(),
                        verdict: *verdict,
                    }
                } else {
                    Self::Decided { verdict: *verdict }
                })
            }
            (Self::Open | Self::InHand { .. }, Action::Release | Action::Propose { .. }) => {
                Err(Refusal::NotYours)
            }
            (Self::Open | Self::InHand { .. }, Action::Confirm | Action::SendBack) => {
                Err(Refusal::NothingProposed)
            }

            (Self::Proposed { worker, .. }, Action::Confirm | Action::SendBack) if worker == by => {
                Err(Refusal::SamePerson)
            }
            (Self::Proposed { .. }, Action::Confirm) if kind.is_decision() && !who.may_decide => {
                Err(Refusal::NoMandate)
            }
            (Self::Proposed { verdict, .. }, Action::Confirm) => {
                Ok(Self::Decided { verdict: *verdict })
            }
            (Self::Proposed { worker, .. }, Action::SendBack | Action::Supplement) => {
                Ok(in_hand(worker))
            }
            (
                Self::Proposed { .. },
                Action::Take | Action::HandOver { .. } | Action::Release | Action::Propose { .. },
            ) => Err(Refusal::AlreadyProposed),

            (Self::Open | Self::InHand { .. }, Action::Supplement) => Ok(self.clone()),
            (Self::Open | Self::InHand { .. } | Self::Proposed { .. }, Action::Withdraw) => {
                Ok(Self::Withdrawn)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: &str = "st-1";
    const OTHER: &str = "st-2";

    fn by(subject: &str) -> By<'_> {
        By {
            subject,
            may_decide: true,
        }
    }

    fn states() -> Vec<State> {
        let mut states = vec![State::Open, State::Withdrawn];
        for worker in [ME, OTHER] {
            let worker = worker.to_owned();
            states.push(State::InHand {
                worker: worker.clone(),
            });
            states.extend(Verdict::ALL.map(|verdict| State::Proposed {
                worker: worker.clone(),
                verdict,
            }));
        }
        states.extend(Verdict::ALL.map(|verdict| State::Decided { verdict }));
        states
    }

    fn actions() -> Vec<Action> {
        vec![
            Action::Take,
            Action::HandOver {
                to: OTHER.to_owned(),
            },
            Action::Release,
            Action::Propose {
                verdict: Verdict::Granted,
            },
            Action::Propose {
                verdict: Verdict::Refused,
            },
            Action::Confirm,
            Action::SendBack,
            Action::Supplement,
            Action::Withdraw,
        ]
    }

    /// The whole table: what `ME` gets by each action (the columns, as in [`actions`]) on each state.
    /// `o` is open, `m` in my hand, `a` in the hand of the other, `p`/`q` my
    /// proposal to grant or refuse, `G`/`R` decided, `w` withdrawn; `c` closed, `t` taken, `n` not
    /// mine, `x` already proposed, `0` nothing proposed, `s` the same person.
    const TABLE: [(&str, CaseKind, &str); 30] = [
        ("open", CaseKind::Evidence, "m a n n n 0 0 o w"),
        ("withdrawn", CaseKind::Evidence, "c c c c c c c c c"),
        ("in_hand by me", CaseKind::Evidence, "t a o G q 0 0 m w"),
        (
            "proposed by me, granted",
            CaseKind::Evidence,
            "x x x x x s s m w",
        ),
        (
            "proposed by me, refused",
            CaseKind::Evidence,
            "x x x x x s s m w",
        ),
        ("in_hand by other", CaseKind::Evidence, "t a n n n 0 0 a w"),
        (
            "proposed by other, granted",
            CaseKind::Evidence,
            "x x x x x G a a w",
        ),
        (
            "proposed by other, refused",
            CaseKind::Evidence,
            "x x x x x R a a w",
        ),
        ("decided, granted", CaseKind::Evidence, "c c c c c c c c c"),
        ("decided, refused", CaseKind::Evidence, "c c c c c c c c c"),
        ("open", CaseKind::Correction, "m a n n n 0 0 o w"),
        ("withdrawn", CaseKind::Correction, "c c c c c c c c c"),
        ("in_hand by me", CaseKind::Correction, "t a o p q 0 0 m w"),
        (
            "proposed by me, granted",
            CaseKind::Correction,
            "x x x x x s s m w",
        ),
        (
            "proposed by me, refused",
            CaseKind::Correction,
            "x x x x x s s m w",
        ),
        (
            "in_hand by other",
            CaseKind::Correction,
            "t a n n n 0 0 a w",
        ),
        (
            "proposed by other, granted",
            CaseKind::Correction,
            "x x x x x G a a w",
        ),
        (
            "proposed by other, refused",
            CaseKind::Correction,
            "x x x x x R a a w",
        ),
        (
            "decided, granted",
            CaseKind::Correction,
            "c c c c c c c c c",
        ),
        (
            "decided, refused",
            CaseKind::Correction,
            "c c c c c c c c c",
        ),
        ("open", CaseKind::Registration, "m a n n n 0 0 o w"),
        ("withdrawn", CaseKind::Registration, "c c c c c c c c c"),
        ("in_hand by me", CaseKind::Registration, "t a o p q 0 0 m w"),
        (
            "proposed by me, granted",
            CaseKind::Registration,
            "x x x x x s s m w",
        ),
        (
            "proposed by me, refused",
            CaseKind::Registration,
            "x x x x x s s m w",
        ),
        (
            "in_hand by other",
            CaseKind::Registration,
            "t a n n n 0 0 a w",
        ),
        (
            "proposed by other, granted",
            CaseKind::Registration,
            "x x x x x G a a w",
        ),
        (
            "proposed by other, refused",
            CaseKind::Registration,
            "x x x x x R a a w",
        ),
        (
            "decided, granted",
            CaseKind::Registration,
            "c c c c c c c c c",
        ),
        (
            "decided, refused",
            CaseKind::Registration,
            "c c c c c c c c c",
        ),
    ];

    fn letter(after: &Result<State, Refusal>) -> char {
        match after {
            Ok(State::Open) => 'o',
            Ok(State::InHand { worker }) if worker == ME => 'm',
            Ok(State::InHand { .. }) => 'a',
            Ok(State::Proposed {
                verdict: Verdict::Granted,
                ..
            }) => 'p',
            Ok(State::Proposed { .. }) => 'q',
            Ok(State::Decided {
                verdict: Verdict::Granted,
            }) => 'G',
            Ok(State::Decided { .. }) => 'R',
            Ok(State::Withdrawn) => 'w',
            Err(Refusal::Closed) => 'c',
            Err(Refusal::Taken) => 't',
            Err(Refusal::NotYours) => 'n',
            Err(Refusal::AlreadyProposed) => 'x',
            Err(Refusal::NothingProposed) => '0',
            Err(Refusal::SamePerson) => 's',
            Err(Refusal::NoMandate) => 'd',
        }
    }

    #[test]
    fn every_action_on_every_state() {
        let all = CaseKind::ALL
            .into_iter()
            .flat_map(|kind| states().into_iter().map(move |state| (kind, state)));
        assert_eq!(all.clone().count(), TABLE.len());
        for ((kind, state), (name, of, expected)) in all.zip(TABLE) {
            assert_eq!(kind, of);
            let row: Vec<String> = actions()
                .iter()
                .map(|action| letter(&state.after(kind, action, by(ME))).to_string())
                .collect();
            assert_eq!(row.join(" "), expected, "{kind:?}, {name}: {state:?}");
        }
    }

    #[test]
    fn nobody_decides_alone_what_two_must_see() {
        for kind in CaseKind::ALL {
            for verdict in Verdict::ALL {
                let mine = State::InHand {
                    worker: ME.to_owned(),
                };
                let proposed = mine
                    .after(kind, &Action::Propose { verdict }, by(ME))
                    .expect("mine");
                assert_eq!(proposed.is_closed(), !kind.needs_second(verdict));
                if kind.needs_second(verdict) {
                    let alone = proposed.after(kind, &Action::Confirm, by(ME));
                    assert_eq!(alone, Err(Refusal::SamePerson));
                    let together = proposed.after(kind, &Action::Confirm, by(OTHER));
                    assert_eq!(together, Ok(State::Decided { verdict }));
                    let unmandated = By {
                        may_decide: false,
                        ..by(OTHER)
                    };
                    let looked = proposed.after(kind, &Action::Confirm, unmandated);
                    assert_eq!(looked.is_ok(), !kind.is_decision(), "{looked:?}");
                    let back = proposed.after(kind, &Action::SendBack, unmandated);
                    assert!(back.is_ok(), "whoever looks may ask for more");
                }
            }
        }
        assert!(CaseKind::Evidence.needs_second(Verdict::Refused));
        assert!(CaseKind::Correction.needs_second(Verdict::Granted));
    }

    #[test]
    fn a_state_comes_back_from_its_parts() {
        for state in states() {
            let worker = state.worker().map(str::to_owned);
            let parts = State::from_parts(state.code(), worker, state.verdict());
            assert_eq!(parts, Some(state));
        }
        assert_eq!(State::from_parts("open", Some(ME.to_owned()), None), None);
        assert_eq!(State::from_parts("anders", None, None), None);
    }
}
