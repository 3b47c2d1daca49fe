//! Cases on a list: which one wants to see, how many there are, and a line of each.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{
    case::{CaseKind, State},
    identifier::CaseId,
    notation,
};

/// Which cases one wants to see; as they stand in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFilter {
    /// The code of a [`List`].
    #[serde(default)]
    pub lijst: String,
    /// The code of a kind; all when empty.
    #[serde(default)]
    pub soort: String,
    /// The code of a state; all when empty.
    #[serde(default)]
    pub stand: String,
    /// Who has it: the identifier of the organisation's login; all when empty.
    #[serde(default)]
    pub wie: String,
    /// The beginning of a number, or a part of a name.
    #[serde(default)]
    pub q: String,
    /// The page, from 1.
    #[serde(default)]
    pub pagina: u32,
}

/// A list of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What I have in hand.
    Mine,
    /// All that are open.
    Team,
    /// What nobody took.
    New,
    /// What a colleague proposed, and waits for another.
    ToConfirm,
    /// What is done.
    Closed,
}

impl List {
    /// All lists, in the order of the tabs.
    pub const ALL: [Self; 5] = [
        Self::Mine,
        Self::Team,
        Self::New,
        Self::ToConfirm,
        Self::Closed,
    ];

    /// The code in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mijn",
            Self::Team => "team",
            Self::New => "nieuw",
            Self::ToConfirm => "meekijken",
            Self::Closed => "afgerond",
        }
    }

    /// The list with this code, else that of the whole team.
    pub fn parse(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|list| list.code() == code)
            .unwrap_or(Self::Team)
    }

    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Mine => "Mijn zaken",
            Self::Team => "Team",
            Self::New => "Nieuw",
            Self::ToConfirm => "Meekijken",
            Self::Closed => "Afgerond",
        }
    }
}

/// What waits, and what of it one wants to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worklist {
    /// How many there are of each.
    pub counts: Counts,
    /// The case of nobody that ends first, with how much had happened.
    pub next: Option<(CaseId, i32)>,
    /// The cases that the filter takes.
    pub cases: Vec<CaseLine>,
    /// The page, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// Today, in the Netherlands.
    pub today: Date,
    /// Who may have a case: identifier and name.
    pub workers: Vec<(String, String)>,
}

/// How many open cases there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Too late.
    pub late: i64,
    /// That end this week.
    pub this_week: i64,
    /// Of nobody.
    pub new: i64,
    /// Mine.
    pub mine: i64,
    /// Proposed by a colleague.
    pub to_confirm: i64,
    /// All.
    pub team: i64,
    /// How many were done in the last three months, and how many of those in time.
    pub done: (i64, i64),
}

/// A case on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// Its id.
    pub id: CaseId,
    /// Its number: `BW-2026-0001`.
    pub number: String,
    /// Its kind.
    pub kind: CaseKind,
    /// The name of the teacher.
    pub teacher: String,
    /// Where it stands.
    pub state: State,
    /// Whether I have it.
    pub mine: bool,
    /// The name of who has it.
    pub worker: Option<String>,
    /// When it was opened.
    pub opened: Date,
    /// The last day to decide.
    pub due: Date,
    /// When it was closed.
    pub closed: Option<Date>,
    /// How much had happened when it was looked at; goes along with each step.
    pub seen: i32,
}

impl CaseLine {
    /// What happens next, or what came of it.
    pub fn next(&self) -> &'static str {
        match (&self.state, self.kind) {
            (State::Open, _) => "Oppakken",
            (State::InHand { .. }, CaseKind::Evidence) => "Bewijs beoordelen",
            (State::InHand { .. }, _) => "Besluit voorbereiden",
            (State::Waiting { on, .. }, _) => on.name(),
            (State::Proposed { .. }, _) => "Collega kijkt mee",
            (State::Decided { verdict }, kind) => verdict.name(kind),
            (State::Withdrawn, CaseKind::OwnMotion) => "Vervallen",
            (State::Withdrawn, _) => "Ingetrokken",
        }
    }

    /// How long is left: `Nog 6 dagen`, `2 dagen te laat`.
    pub fn left(&self, today: Date) -> String {
        match (self.due - today).get_days() {
            0 => "Vandaag".to_owned(),
            days if days > 0 => format!("Nog {}", notation::count(i64::from(days), "dag", "dagen")),
            days => format!(
                "{} te laat",
                notation::count(i64::from(-days), "dag", "dagen")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn line(due: Date) -> CaseLine {
        CaseLine {
            id: CaseId(uuid::Uuid::nil()),
            number: "BW-2026-0001".to_owned(),
            kind: CaseKind::Evidence,
            teacher: "M. Zandlicht".to_owned(),
            state: State::Open,
            mine: false,
            worker: None,
            opened: date(2026, 11, 1),
            due,
            closed: None,
            seen: 1,
        }
    }

    #[test]
    fn what_is_left_is_counted_in_days() {
        let today = date(2026, 11, 23);
        let left = |due| line(due).left(today);
        assert_eq!(left(date(2026, 11, 29)), "Nog 6 dagen");
        assert_eq!(left(date(2026, 11, 24)), "Nog 1 dag");
        assert_eq!(left(today), "Vandaag");
        assert_eq!(left(date(2026, 11, 21)), "2 dagen te laat");
        // Over the end of a month and of a year.
        assert_eq!(left(date(2027, 1, 23)), "Nog 61 dagen");
    }
}
