//! The five sectors of Dutch education that the register knows.

use serde::{Deserialize, Serialize};

/// A sector, each under its own act: WPO (po), WEC (so and vso), WVO (vo), WEB (mbo).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sector {
    /// Primary education (*primair onderwijs*).
    Po,
    /// Special education (*speciaal onderwijs*).
    So,
    /// Secondary special education (*voortgezet speciaal onderwijs*).
    Vso,
    /// Secondary education (*voortgezet onderwijs*).
    Vo,
    /// Vocational education (*middelbaar beroepsonderwijs*).
    Mbo,
}

impl Sector {
    /// All sectors, in the order in which pages list them.
    pub const ALL: [Self; 5] = [Self::Po, Self::So, Self::Vso, Self::Vo, Self::Mbo];

    /// The code that messages, tables and addresses use: `po`, `so`, `vso`, `vo`, `mbo`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Po => "po",
            Self::So => "so",
            Self::Vso => "vso",
            Self::Vo => "vo",
            Self::Mbo => "mbo",
        }
    }

    /// The name in Dutch.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Po => "primair onderwijs",
            Self::So => "speciaal onderwijs",
            Self::Vso => "voortgezet speciaal onderwijs",
            Self::Vo => "voortgezet onderwijs",
            Self::Mbo => "middelbaar beroepsonderwijs",
        }
    }

    /// The sector with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sector| sector.code() == code)
    }
}
