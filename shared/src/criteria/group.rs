//! The groups of teachers for which a simulation counts apart.

use crate::sector::Sector;
use serde::{Deserialize, Serialize};

/// A group of teachers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Everybody.
    All,
    /// Who works in a sector.
    Sector(Sector),
    /// Of whose school the sector is not known.
    NoSector,
    /// Who is of an age.
    Age(AgeGroup),
    /// Who works so much.
    PartTime(PartTime),
}

/// A group by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeGroup {
    /// Under 35.
    Young,
    /// 35 to 49.
    Middle,
    /// 50 and older.
    Old,
    /// The day of birth is not known.
    Unknown,
}

/// A group by part-time factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartTime {
    /// Less than 0.4.
    Small,
    /// 0.4 to less than 0.8.
    Half,
    /// 0.8 and more.
    Full,
    /// Schools do not deliver it.
    Unknown,
}

impl AgeGroup {
    /// The group of an age in years.
    pub const fn of(years: u16) -> Self {
        match years {
            0..=34 => Self::Young,
            35..=49 => Self::Middle,
            _ => Self::Old,
        }
    }
}

impl PartTime {
    /// The group of a part-time factor, in ten thousandths.
    pub const fn of(ten_thousandths: u32) -> Self {
        match ten_thousandths {
            0..=3999 => Self::Small,
            4000..=7999 => Self::Half,
            _ => Self::Full,
        }
    }
}

impl Group {
    pub(super) const fn is_sector(self) -> bool {
        matches!(self, Self::Sector(_) | Self::NoSector)
    }

    pub(super) const fn is_age(self) -> bool {
        matches!(self, Self::Age(_))
    }

    pub(super) const fn is_part_time(self) -> bool {
        matches!(self, Self::PartTime(_))
    }
}
