//! The kinds of school, and the years in which a subject is given there.

use crate::sector::Sector;
use serde::{Deserialize, Serialize};

/// A kind of school with rules of its own on who may teach there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchoolType {
    /// Primary education, special primary schools (*sbo*) included.
    Po,
    /// Special education, and secondary special education without exams.
    So,
    /// Secondary special education that leads to exams.
    VsoExam,
    /// Practical training (*praktijkonderwijs*).
    Pro,
    /// Pre-vocational secondary education.
    Vmbo,
    /// General secondary education: havo and vwo.
    HavoVwo,
    /// Vocational education.
    Mbo,
}

impl SchoolType {
    /// All kinds, in the order in which pages list them.
    pub const ALL: [Self; 7] = [
        Self::Po,
        Self::So,
        Self::VsoExam,
        Self::Pro,
        Self::Vmbo,
        Self::HavoVwo,
        Self::Mbo,
    ];

    /// Whether there are such schools in this sector.
    pub const fn is_in(self, sector: Sector) -> bool {
        matches!(
            (self, sector),
            (Self::Po, Sector::Po)
                | (Self::So, Sector::So | Sector::Vso)
                | (Self::VsoExam, Sector::Vso)
                | (Self::Pro | Self::Vmbo | Self::HavoVwo, Sector::Vo)
                | (Self::Mbo, Sector::Mbo)
        )
    }

    /// The code that forms, tables and data files use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Po => "po",
            Self::So => "so",
            Self::VsoExam => "vso_exam",
            Self::Pro => "pro",
            Self::Vmbo => "vmbo",
            Self::HavoVwo => "havo_vwo",
            Self::Mbo => "mbo",
        }
    }

    /// The name as a label: `Havo en vwo`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Po => "Basisschool en speciaal basisonderwijs",
            Self::So => "Speciaal onderwijs en vso zonder examens",
            Self::VsoExam => "Vso met examens",
            Self::Pro => "Praktijkonderwijs",
            Self::Vmbo => "Vmbo",
            Self::HavoVwo => "Havo en vwo",
            Self::Mbo => "Mbo",
        }
    }

    /// The name inside a sentence, after *in* or *voor*: `het vmbo`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Po => "de basisschool",
            Self::So => "het speciaal onderwijs",
            Self::VsoExam => "het vso met examens",
            Self::Pro => "het praktijkonderwijs",
            Self::Vmbo => "het vmbo",
            Self::HavoVwo => "havo en vwo",
            Self::Mbo => "het mbo",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The years in which a subject is given. Only havo and vwo have different rules for lower and
/// upper years; anywhere else it is [`Years::All`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Years {
    /// Years 1 to 3 of havo and vwo.
    Lower,
    /// Years 4 to 6 of havo and vwo.
    Upper,
    /// All years.
    All,
}

impl Years {
    /// The choices as a form and a table keep them: `lower`, `upper` or both.
    pub const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Lower => &["lower"],
            Self::Upper => &["upper"],
            Self::All => &["lower", "upper"],
        }
    }

    /// The years that these choices make together; `None` for no choice or an unknown one.
    pub fn parse<S: AsRef<str>>(codes: &[S]) -> Option<Self> {
        let (mut lower, mut upper) = (false, false);
        for code in codes {
            match code.as_ref() {
                "lower" => lower = true,
                "upper" => upper = true,
                _ => return None,
            }
        }
        match (lower, upper) {
            (true, true) => Some(Self::All),
            (true, false) => Some(Self::Lower),
            (false, true) => Some(Self::Upper),
            (false, false) => None,
        }
    }

    /// `klas 1 tot en met 3`, `klas 4 en hoger`, `alle leerjaren`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Lower => "klas 1 tot en met 3",
            Self::Upper => "klas 4 en hoger",
            Self::All => "alle leerjaren",
        }
    }
}
