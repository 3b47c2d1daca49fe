//! Joining in waves, as the pages of the staff and of the schools show it.

mod cards;
mod gates;

pub use cards::{news_card, reaction_card};
pub use gates::{GateCard, PhaseCard};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use shared::{
    identifier::BoardNumber,
    programme::{Gate, GateVerdict, PHASES, phase},
    sector::Sector,
};
use uuid::Uuid;

/// What somebody can tell us about: code and words.
pub const TOPICS: [(&str, &str); 4] = [
    ("delivery", "Leveren"),
    ("screens", "De schermen"),
    ("grounds", "Benoemingsgronden"),
    ("other", "Iets anders"),
];

/// How far a board is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardProgress {
    /// The board.
    pub number: BoardNumber,
    /// Its name.
    pub name: String,
    /// The sectors of its schools.
    pub sectors: Vec<Sector>,
    /// The code of its wave; nothing when it has none yet.
    pub wave: Option<String>,
    /// How it stands at each gate.
    pub gates: Vec<GateVerdict>,
    /// How many teachers it delivered, as they stand today.
    pub teachers: i64,
    /// How many of their appointments the teachers confirmed, of how many.
    pub confirmed: (i64, i64),
}

impl BoardProgress {
    /// The phase, from 1.
    pub fn phase(&self) -> usize {
        phase(&self.gates)
    }

    /// Whether all gates are passed.
    pub fn ready(&self) -> bool {
        self.phase() == PHASES.len()
    }

    /// Whether it is through this gate.
    pub fn passed(&self, gate: Gate) -> bool {
        self.gates
            .iter()
            .any(|verdict| verdict.gate == gate && verdict.passed)
    }
}

/// Which boards to show; what is empty does not limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardFilter {
    /// The code of a wave, or `geen`.
    pub wave: String,
    /// The code of a sector.
    pub sector: String,
    /// The code of a gate that is still closed, or `klaar`.
    pub gate: String,
    /// A part of the name, or the number.
    pub name: String,
    /// The page, from 1.
    pub page: u32,
}

impl BoardFilter {
    /// The filter that an address names; `value` gives what stands under a name.
    pub fn from_query(value: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name| value(name).unwrap_or_default();
        Self {
            wave: text("golf"),
            sector: text("sector"),
            gate: text("poort"),
            name: text("naam"),
            page: text("pagina").parse().unwrap_or(1),
        }
    }

    /// The filter as it stands in an address, but for the page.
    pub fn to_query(&self) -> String {
        let filters = [
            ("golf", &self.wave),
            ("sector", &self.sector),
            ("poort", &self.gate),
            ("naam", &self.name),
        ];
        crate::page::query(filters.map(|(name, value)| (name, value.as_str())))
    }

    /// Whether this board is to be shown.
    pub fn takes(&self, board: &BoardProgress) -> bool {
        let wave = match self.wave.as_str() {
            "" => true,
            "geen" => board.wave.is_none(),
            code => board.wave.as_deref() == Some(code),
        };
        let gate = match self.gate.as_str() {
            "" => true,
            "klaar" => board.ready(),
            code => Gate::parse(code).is_some_and(|gate| !board.passed(gate)),
        };
        let sector = self.sector.is_empty()
            || board
                .sectors
                .iter()
                .any(|sector| sector.code() == self.sector);
        let name = self.name.trim().to_lowercase();
        let name = name.is_empty()
            || board.number.as_str() == name
            || board.name.to_lowercase().contains(&name);
        wave && gate && sector && name
    }
}

/// How many boards of a group are through each gate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupProgress {
    /// The code of the wave or the sector; empty for boards without a wave.
    pub code: String,
    /// How many boards there are.
    pub boards: usize,
    /// How many are through each gate, in the order of the gates.
    pub passed: Vec<usize>,
    /// How many are through all of them.
    pub ready: usize,
}

impl GroupProgress {
    /// How far these boards are together.
    pub fn of<'a>(code: &str, boards: impl Iterator<Item = &'a BoardProgress>) -> Self {
        let mut group = Self {
            code: code.to_owned(),
            passed: vec![0; Gate::ALL.len()],
            ..Self::default()
        };
        for board in boards {
            group.boards += 1;
            group.ready += usize::from(board.ready());
            for (count, gate) in group.passed.iter_mut().zip(Gate::ALL) {
                *count += usize::from(board.passed(gate));
            }
        }
        group
    }
}

/// How the programme stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Every wave that has boards, in order; those without a wave last.
    pub waves: Vec<GroupProgress>,
    /// Every sector that has boards.
    pub sectors: Vec<GroupProgress>,
    /// A page of the boards that were asked for.
    pub boards: Vec<BoardProgress>,
    /// How many were asked for.
    pub found: usize,
    /// The page, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// How many contact persons did not get our last letter.
    pub bounced: i64,
    /// How many reactions wait for an answer.
    pub reactions: i64,
}

/// A board as the staff sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardFile {
    /// How far it is.
    pub progress: BoardProgress,
    /// Whom we can reach.
    pub contacts: crate::school::contacts::Contacts,
    /// In which waves it was, the newest first: from when, and the code.
    pub moves: Vec<(DateTime, String)>,
    /// What it told us.
    pub reactions: Vec<Reaction>,
}

/// What a school told us of how it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// The reaction.
    pub id: Uuid,
    /// The board.
    pub board: String,
    /// One of [`TOPICS`], in words.
    pub topic: String,
    /// What it says.
    pub text: String,
    /// The day.
    pub given: Date,
    /// Our answer.
    pub answer: Option<(String, Date)>,
}

/// Which reactions to show; what is empty does not limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactionFilter {
    /// The code of the wave that the board is in, or `geen`.
    pub wave: String,
    /// The code of a sector of the board.
    pub sector: String,
    /// One of [`TOPICS`].
    pub topic: String,
    /// The page, from 1.
    pub page: u32,
}

impl ReactionFilter {
    /// The filter that an address names; `value` gives what stands under a name.
    pub fn from_query(value: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name| value(name).unwrap_or_default();
        Self {
            wave: text("golf"),
            sector: text("sector"),
            topic: text("onderwerp"),
            page: text("pagina").parse().unwrap_or(1),
        }
    }

    /// The filter as it stands in an address, but for the page.
    pub fn to_query(&self) -> String {
        let filters = [
            ("golf", &self.wave),
            ("sector", &self.sector),
            ("onderwerp", &self.topic),
        ];
        crate::page::query(filters.map(|(name, value)| (name, value.as_str())))
    }
}

/// A reaction as it is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReaction {
    /// One of [`TOPICS`].
    #[serde(default)]
    pub topic: String,
    /// What it says.
    #[serde(default)]
    pub text: String,
}

/// A piece of news, sent as a letter too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The piece.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// Its text, in paragraphs.
    pub text: String,
    /// For whom, in words.
    pub audience: String,
    /// When, in Dutch time.
    pub published: DateTime,
    /// How many letters there are, how many were sent, and how many were not taken.
    pub letters: (i64, i64, i64),
}

/// A piece of news as it is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewNews {
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// Its text.
    #[serde(default)]
    pub text: String,
    /// The code of a wave; empty for all.
    #[serde(default)]
    pub wave: String,
    /// The code of a sector; empty for all.
    #[serde(default)]
    pub sector: String,
}

/// How a board sees its own way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    /// How far it is.
    pub progress: BoardProgress,
    /// News for it, the newest first.
    pub news: Vec<News>,
    /// What it told us, the newest first.
    pub reactions: Vec<Reaction>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::programme::{BoardStanding, judge};

    fn board(name: &str, wave: Option<&str>, sector: Sector) -> BoardProgress {
        BoardProgress {
            number: BoardNumber::parse("41234").expect("a number"),
            name: name.to_owned(),
            sectors: vec![sector],
            wave: wave.map(str::to_owned),
            gates: judge(
                &BoardStanding::default(),
                "2026-11-24".parse().expect("a day"),
            ),
            teachers: 0,
            confirmed: (0, 0),
        }
    }

    #[test]
    fn a_filter_that_is_empty_takes_everything_and_each_part_limits() {
        let board = board("Stichting De Vaart", Some("GOLF_2027_1"), Sector::Po);
        let with = |change: fn(&mut BoardFilter)| {
            let mut filter = BoardFilter::default();
            change(&mut filter);
            filter.takes(&board)
        };
        assert!(with(|_| {}));
        assert!(with(|f| f.name = "vaart".into()));
        assert!(with(|f| f.name = "41234".into()));
        assert!(with(|f| f.gate = "contact".into()));
        assert!(with(|f| f.wave = "GOLF_2027_1".into()));
        assert!(!with(|f| f.wave = "geen".into()));
        assert!(!with(|f| f.gate = "klaar".into()));
        assert!(
            !with(|f| f.gate = "mandate".into()),
            "it is through that one"
        );
        assert!(!with(|f| f.sector = "vo".into()));
        assert!(!with(|f| f.name = "brug".into()));
    }

    #[test]
    fn a_group_counts_its_boards_at_each_gate() {
        let boards = [board("A", None, Sector::Po), board("B", None, Sector::Vo)];
        let group = GroupProgress::of("", boards.iter());
        assert_eq!(group.boards, 2);
        assert_eq!(group.passed, [0, 0, 2, 0, 0], "only the mandate");
        assert_eq!(group.ready, 0);
    }
}
