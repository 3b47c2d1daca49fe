//! Where an activity came from.

use serde::{Deserialize, Serialize};

/// Where an activity came from (*bron*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The teacher typed it.
    Manual,
    /// The teacher picked it from a calendar.
    Calendar,
    /// It was brought along from an earlier portfolio.
    Migration,
    /// A colleague entered it for a team.
    Team,
    /// The teacher took it from the catalogue.
    Catalogue,
    /// The provider confirmed that the teacher was there.
    Provider,
}

impl Source {
    /// All of them, each with its code (*bron*; handbook, 4.4) and in words.
    const ALL: [(Self, &str, &str); 6] = [
        (Self::Manual, "handmatig", "Zelf ingevuld"),
        (Self::Calendar, "kalender", "Uit je agenda"),
        (Self::Migration, "migratie", "Uit je oude portfolio"),
        (Self::Team, "team", "Van een collega, uit jullie team"),
        (Self::Catalogue, "catalogus", "Uit de catalogus"),
        (Self::Provider, "aanbieder_koppeling", "Van de aanbieder"),
    ];

    /// The source with this code.
    pub fn parse(code: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(_, known, _)| *known == code);
        found.map(|(source, _, _)| source)
    }

    /// The codes of all of them.
    pub fn codes() -> [&'static str; 6] {
        Self::ALL.map(|(_, code, _)| code)
    }

    /// Its code, as the take-out and the table of origins have it.
    pub fn code(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(source, ..)| *source == self);
        found.map_or("", |(_, code, _)| code)
    }

    /// In words.
    pub fn label(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(source, _, _)| *source == self);
        found.map_or("", |(_, _, label)| label)
    }
}
