//! The machine: where a case stands, what somebody does with it, and why that is not allowed.

use super::{CaseKind, Verdict, Wait};
use serde::{Deserialize, Serialize};

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
    /// Somebody asked for something and waits for it.
    Waiting {
        /// Who asked.
        worker: String,
        /// For what.
        on: Wait,
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
            Self::Waiting { on, .. } => on.state(),
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
            (code, Some(worker), None) => Self::Waiting {
                worker,
                on: Wait::ALL.into_iter().find(|on| on.state() == code)?,
            },
            _ => return None,
        })
    }

    /// Who is at it now.
    pub fn worker(&self) -> Option<&str> {
        match self {
            Self::InHand { worker }
            | Self::Waiting { worker, .. }
            | Self::Proposed { worker, .. } => Some(worker),
            Self::Open | Self::Decided { .. } | Self::Withdrawn => None,
        }
    }

    /// The verdict that was proposed or given.
    pub const fn verdict(&self) -> Option<Verdict> {
        match self {
            Self::Proposed { verdict, .. } | Self::Decided { verdict } => Some(*verdict),
            Self::Open | Self::InHand { .. } | Self::Waiting { .. } | Self::Withdrawn => None,
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
    /// Asks for something without which it cannot go on.
    Ask {
        /// For what.
        what: Wait,
    },
    /// What was asked came.
    Receive {
        /// What.
        what: Wait,
    },
    /// What was asked did not come in time: it goes on without it.
    Lapse {
        /// What.
        what: Wait,
    },
    /// It is taken up again, because it was wrongly not handled.
    Reopen,
    /// The register grants it at once, because every rule is objectively met. There is no such way to
    /// refuse (article 22 GDPR).
    GrantAtOnce,
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
            Self::Ask { what } => what.codes().0,
            Self::Receive { what } => what.codes().1,
            Self::Lapse { what } => what.codes().2,
            Self::Reopen => "reopen",
            Self::GrantAtOnce => "grant_at_once",
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
    /// What was asked has not come, and its time is not over.
    #[error("We wachten nog op wat is gevraagd. Daarna kan de zaak verder")]
    Waits,
    /// Nothing of this kind was asked.
    #[error("Hier is niet om gevraagd")]
    NotAsked,
    /// The committee advised, and advised further: that is what there is to decide on.
    #[error("De commissie gaf al twee keer advies. Beslis nu")]
    AdvisedTwice,
    /// A case of this kind does not go this way.
    #[error("Dit kan niet bij een zaak van deze soort")]
    NotOfThisKind,
    /// Who takes it took the decision that is objected to.
    #[error(
        "Je werkte mee aan het besluit waartegen dit bezwaar gaat. Een andere collega moet het doen"
    )]
    TookFirst,
    /// Who takes it advises on it in the committee.
    #[error("Je zit bij deze zaak in de adviescommissie. Een collega moet het doen")]
    Advises,
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
    #[expect(
        clippy::match_same_arms,
        reason = "a table: what is allowed is read state by state"
    )]
    pub fn after(&self, kind: CaseKind, action: &Action, who: By<'_>) -> Result<Self, Refusal> {
        let by = who.subject;
        let in_hand = |worker: &str| Self::InHand {
            worker: worker.to_owned(),
        };
        match (self, action) {
            (
                Self::Decided {
                    verdict: Verdict::NotHandled,
                },
                Action::Reopen,
            ) if kind != CaseKind::Objection => Ok(Self::Open),
            (Self::Decided { .. } | Self::Withdrawn, _) => Err(Refusal::Closed),

            (_, Action::Ask { what }) if !kind.waits().contains(what) => {
                Err(Refusal::NotOfThisKind)
            }
            (_, Action::Propose { verdict }) if !kind.verdicts().contains(verdict) => {
                Err(Refusal::NotOfThisKind)
            }
            (Self::Open, Action::GrantAtOnce) if kind == CaseKind::Reregistration => {
                Ok(Self::Decided {
                    verdict: Verdict::Granted,
                })
            }
            (Self::Open, Action::GrantAtOnce) => Err(Refusal::NotOfThisKind),
            (_, Action::GrantAtOnce) => Err(Refusal::Taken),
            (_, Action::Reopen) => Err(Refusal::NotAsked),

            (Self::InHand { worker }, Action::Ask { what }) if worker == by => Ok(Self::Waiting {
                worker: worker.clone(),
                on: *what,
            }),
            (Self::Open | Self::InHand { .. }, Action::Ask { .. }) => Err(Refusal::NotYours),
            (Self::Waiting { worker, on }, Action::Receive { what } | Action::Lapse { what })
                if on == what =>
            {
                Ok(in_hand(worker))
            }
            (_, Action::Receive { .. } | Action::Lapse { .. }) => Err(Refusal::NotAsked),
            // Who asked may be away as the answer comes.
            (Self::Waiting { on, .. }, Action::HandOver { to }) => Ok(Self::Waiting {
                worker: to.clone(),
                on: *on,
            }),
            (Self::Waiting { .. }, Action::Take) => Err(Refusal::Taken),
            (Self::Waiting { .. }, Action::Confirm | Action::SendBack) => {
                Err(Refusal::NothingProposed)
            }
            (
                Self::Waiting { .. },
                Action::Release | Action::Propose { .. } | Action::Ask { .. },
            ) => Err(Refusal::Waits),
            (Self::Waiting { .. }, Action::Supplement) => Ok(self.clone()),
            (Self::Waiting { .. }, Action::Withdraw) => Ok(Self::Withdrawn),

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
                Action::Take
                | Action::HandOver { .. }
                | Action::Release
                | Action::Propose { .. }
                | Action::Ask { .. },
            ) => Err(Refusal::AlreadyProposed),

            (Self::Open | Self::InHand { .. }, Action::Supplement) => Ok(self.clone()),
            (Self::Open | Self::InHand { .. } | Self::Proposed { .. }, Action::Withdraw) => {
                Ok(Self::Withdrawn)
            }
        }
    }
}
