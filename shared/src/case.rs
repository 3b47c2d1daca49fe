//! Cases (*zaken*): what a case worker decides, as one state machine for every kind.
//!
//! A step that is not allowed is refused with a reason in plain Dutch. Four eyes is a rule of the
//! machine: what one person proposes, only another can confirm.

mod admission;
mod committee;
mod decision;
mod draft;
mod procedure;
mod remedy;
mod sample;
#[cfg(test)]
mod table;

pub use admission::Admission;
pub use committee::{Candidate, Part, assign};
pub use decision::{Consequence, Decided, Document, Paragraph, Remedies};
pub use draft::{About, Draft, Motivation};
pub use procedure::{
    Advice, AdviceKind, ApplicationRules, Hearing, Matter, Past, Ruling, Skip, Topic, Wait,
    application_due, objection_due,
};
pub use remedy::{OwnFact, Remedy};
pub use sample::{Seed, is_drawn};

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
            Self::Evidence | Self::Correction | Self::Registration => {
                &[Verdict::Granted, Verdict::Refused]
            }
            Self::Reregistration | Self::Objection => &Verdict::ALL,
        }
    }

    /// For what it can wait.
    pub const fn waits(self) -> &'static [Wait] {
        match self {
            Self::Evidence | Self::Correction | Self::Registration => &[],
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
    /// A case of this kind does not go this way.
    #[error("Dit kan niet bij een zaak van deze soort")]
    NotOfThisKind,
    /// Who takes it took the decision that is objected to.
    #[error(
        "Je werkte mee aan het besluit waartegen dit bezwaar gaat. Een andere collega moet het doen"
    )]
    TookFirst,
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

#[cfg(test)]
mod tests {
    use super::*;

    const ME: &str = "st-1";
    const OTHER: &str = "st-2";
    /// The kinds that one person proposes and another looks at, without anything to wait for; the others
    /// are in the table of `table.rs`.
    const KINDS: [CaseKind; 3] = [
        CaseKind::Evidence,
        CaseKind::Correction,
        CaseKind::Registration,
    ];
    const VERDICTS: [Verdict; 2] = [Verdict::Granted, Verdict::Refused];

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
            states.extend(VERDICTS.map(|verdict| State::Proposed {
                worker: worker.clone(),
                verdict,
            }));
        }
        states.extend(VERDICTS.map(|verdict| State::Decided { verdict }));
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
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn every_action_on_every_state() {
        let all = KINDS
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
            for verdict in kind.verdicts().iter().copied() {
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
