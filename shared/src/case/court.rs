//! What comes after a decision, or because there was none: a default notice, the courts, and the day on
//! which nobody can go against it any more (chapters 6 and 8 Awb; handbook, 5.2 and 5.3).

use crate::term::{Computed, TermCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What came after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SequelKind {
    /// A notice that the register is late (*ingebrekestelling*, article 4:17 Awb).
    DefaultNotice,
    /// An appeal to the court (*beroep*).
    Appeal,
    /// An appeal to the Afdeling bestuursrechtspraak of the Raad van State (*hoger beroep*).
    HigherAppeal,
    /// What a court ruled (*uitspraak*).
    CourtRuling,
}

impl SequelKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::DefaultNotice,
        Self::Appeal,
        Self::HigherAppeal,
        Self::CourtRuling,
    ];

    /// The code in tables and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DefaultNotice => "default_notice",
            Self::Appeal => "appeal",
            Self::HigherAppeal => "higher_appeal",
            Self::CourtRuling => "court_ruling",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DefaultNotice => "Ingebrekestelling",
            Self::Appeal => "Beroep bij de rechtbank",
            Self::HigherAppeal => "Hoger beroep bij de Raad van State",
            Self::CourtRuling => "Uitspraak van de rechter",
        }
    }
}

/// What a court ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgment {
    /// Who appealed is right: the decision is quashed, and the register decides anew when the court says
    /// so.
    Founded,
    /// Who appealed is not.
    Unfounded,
    /// The court did not look into it.
    Inadmissible,
    /// There is none: the appeal was taken back.
    TakenBack,
}

impl Judgment {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Founded,
        Self::Unfounded,
        Self::Inadmissible,
        Self::TakenBack,
    ];

    /// The code in tables and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::Unfounded => "unfounded",
            Self::Inadmissible => "inadmissible",
            Self::TakenBack => "taken_back",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|judgment| judgment.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Founded => "Gegrond",
            Self::Unfounded => "Ongegrond",
            Self::Inadmissible => "Niet-ontvankelijk",
            Self::TakenBack => "Ingetrokken, geen uitspraak",
        }
    }

    /// Until when one can go to a higher court against it, when it was announced on this day: nothing more
    /// against one of the highest court, and of what was taken back.
    pub fn until(self, announced: Date, highest: bool) -> Computed {
        match (self, highest) {
            (Self::TakenBack, _) => {
                Computed::on(announced, "Het beroep is ingetrokken", "artikel 6:21 Awb")
            }
            (_, true) => Computed::on(
                announced,
                "Tegen een uitspraak in hoger beroep kan niemand meer in beroep",
                "artikel 8:104 Awb",
            ),
            (_, false) => TermCode::HigherAppeal.after(announced, "De uitspraak is bekendgemaakt"),
        }
    }
}

/// From when nobody can go against a decision any more (*onherroepelijk*): the day after the last one on
/// which one could, of the decision or of the last ruling. Nothing as long as a court has it. `court` is
/// what came after, in order, each with the last day that follows from it.
pub fn irrevocable_on(
    until: Date,
    court: impl IntoIterator<Item = (SequelKind, Date)>,
) -> Option<Date> {
    let mut last = Some(until);
    for (kind, due) in court {
        last = match kind {
            SequelKind::DefaultNotice => last,
            SequelKind::Appeal | SequelKind::HigherAppeal => None,
            SequelKind::CourtRuling => Some(due.max(until)),
        };
    }
    last.and_then(|day| day.tomorrow().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_decision_is_irrevocable_once_no_court_has_it_and_nobody_can_go_on() {
        use SequelKind::{Appeal, CourtRuling, DefaultNotice, HigherAppeal};
        let until = date(2026, 4, 30);
        let ruled = Judgment::Unfounded.until(date(2026, 9, 1), false).date;
        assert_eq!(ruled, date(2026, 10, 13), "six weeks");
        let highest = Judgment::Founded.until(date(2027, 5, 3), true).date;
        let mut court = vec![(DefaultNotice, date(2026, 2, 1))];
        assert_eq!(irrevocable_on(until, court.clone()), Some(date(2026, 5, 1)));
        for (kind, due, expected) in [
            (Appeal, until, None),
            (CourtRuling, ruled, Some(date(2026, 10, 14))),
            (HigherAppeal, ruled, None),
            (CourtRuling, highest, Some(date(2027, 5, 4))),
        ] {
            court.push((kind, due));
            assert_eq!(irrevocable_on(until, court.clone()), expected, "{kind:?}");
        }
    }

    #[test]
    fn who_takes_an_appeal_back_can_go_on_no_further_than_the_decision_says() {
        let until = date(2026, 4, 30);
        let early = Judgment::TakenBack.until(date(2026, 4, 1), false).date;
        let court = [
            (SequelKind::Appeal, until),
            (SequelKind::CourtRuling, early),
        ];
        assert_eq!(irrevocable_on(until, court), Some(date(2026, 5, 1)));
    }
}
