//! For what a case waits, and until when (chapters 3, 4 and 7 Awb; handbook, 5).

use super::CaseKind;
use crate::term::{Computed, Length, Step, TermCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// For what a case waits. Nothing of it blocks a case for good: when it does not come in time, the case
/// goes on without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// That the teacher completes it (*herstel verzuim*, articles 4:5 and 6:6 Awb).
    Completion,
    /// The advice of the committee (articles 3:5-3:9 and 7:13 Awb).
    Advice,
    /// What the teacher thinks of the intended decision (*zienswijze*, articles 4:7 and 4:8
    /// Awb).
    View,
    /// The hearing (article 7:2 Awb).
    Hearing,
}

impl Wait {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Completion, Self::Advice, Self::View, Self::Hearing];

    /// The code in tables, forms and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Completion => "completion",
            Self::Advice => "advice",
            Self::View => "view",
            Self::Hearing => "hearing",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wait| wait.code() == code)
    }

    /// The code of the state of a case that waits for it.
    pub const fn state(self) -> &'static str {
        match self {
            Self::Completion => "completing",
            Self::Advice => "advising",
            Self::View => "viewing",
            Self::Hearing => "hearing",
        }
    }

    /// The codes of asking for it, of getting it, and of going on without it.
    pub(super) const fn codes(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Completion => ("ask_completion", "completed", "not_completed"),
            Self::Advice => ("ask_advice", "advised", "not_advised"),
            Self::View => ("intend", "viewed", "not_viewed"),
            Self::Hearing => ("invite", "heard", "not_heard"),
        }
    }

    /// What happened by the event with this code, in words; nothing when it is of another action.
    pub fn event(code: &str) -> Option<&'static str> {
        Some(match code {
            "ask_completion" => "Om aanvulling gevraagd",
            "completed" => "Aangevuld",
            "not_completed" => "Niet aangevuld: de tijd is voorbij",
            "ask_advice" => "Naar de adviescommissie",
            "advised" => "Advies ontvangen",
            "not_advised" => "Geen advies: de tijd is voorbij",
            "intend" => "Voornemen verstuurd",
            "viewed" => "Zienswijze ontvangen",
            "not_viewed" => "Geen zienswijze: de tijd is voorbij",
            "invite" => "Uitgenodigd voor een gesprek",
            "heard" => "Gesprek gevoerd",
            "not_heard" => "Geen gesprek: de leraar kwam niet",
            "grant_at_once" => "Geherregistreerd, automatisch",
            "reopen" => "Opnieuw in behandeling, na bezwaar",
            _ => return None,
        })
    }

    /// What a case waits for, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Completion => "Wacht op aanvulling",
            Self::Advice => "Bij de adviescommissie",
            Self::View => "Wacht op zienswijze",
            Self::Hearing => "Gesprek gepland",
        }
    }

    /// Whether the teacher answers it.
    pub const fn is_for_teacher(self) -> bool {
        matches!(self, Self::Completion | Self::View)
    }

    /// Whether there is more time to decide once it is asked: for an application when the committee advises, for
    /// an objection when a committee hears (article 7:10, first paragraph, Awb).
    pub fn makes_longer(self, kind: CaseKind, committee: bool) -> bool {
        match kind {
            CaseKind::Objection => self == Self::Hearing && committee,
            _ => self == Self::Advice,
        }
    }

    /// The term for it, and what it begins with, in plain Dutch.
    const fn term(self, kind: CaseKind) -> (TermCode, &'static str) {
        match (self, kind) {
            (Self::Completion, CaseKind::Objection) => {
                (TermCode::ObjectionRepair, "We vroegen je om een aanvulling")
            }
            (Self::Completion, CaseKind::Evidence) => (
                TermCode::EvidenceCompletion,
                "We vroegen je om een aanvulling",
            ),
            (Self::Completion, _) => (TermCode::Completion, "We vroegen je om een aanvulling"),
            (Self::View, CaseKind::OwnMotion) => {
                (TermCode::ViewUnasked, "We stuurden je ons voornemen")
            }
            (Self::View | Self::Hearing, _) => (TermCode::View, "We stuurden je ons voornemen"),
            (Self::Advice, _) => (TermCode::Advice, "We vroegen de commissie om advies"),
        }
    }

    /// How long there is for it, when it is asked on this day.
    pub fn length(self, kind: CaseKind, asked: Date) -> Length {
        self.term(kind).0.on(asked).length
    }

    /// The last day for it, when it is asked on this day.
    pub fn until(self, kind: CaseKind, asked: Date) -> Computed {
        let (code, what) = self.term(kind);
        code.after(asked, what)
    }

    /// The last day for it when it was asked on one day and the letter or mail that told of it went on
    /// another: nobody misses a term of which nothing was sent (articles 2:8 and 2:22 Awb).
    pub fn until_told(self, kind: CaseKind, asked: Date, told: Date) -> Computed {
        let mut last = self.until(kind, told);
        if told > asked {
            let reason = "We zetten onze vraag klaar. Je tijd begint pas als ook de brief weg is";
            let step = Step {
                date: asked,
                reason: reason.to_owned(),
                article: "artikel 2:8 en 2:22 Awb".to_owned(),
            };
            last.steps.insert(0, step);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_time_to_answer_begins_when_the_letter_went() {
        let asked = date(2026, 3, 2);
        let until = |told| Wait::View.until_told(CaseKind::Reregistration, asked, told);
        let at_once = until(asked);
        assert_eq!(at_once, Wait::View.until(CaseKind::Reregistration, asked));
        let later = until(date(2026, 3, 11));
        assert_eq!(
            (at_once.date, later.date),
            (date(2026, 3, 16), date(2026, 3, 25))
        );
        assert_eq!(later.steps[0].date, asked);
        assert!(later.steps[0].article.contains("2:22"));
    }
}
