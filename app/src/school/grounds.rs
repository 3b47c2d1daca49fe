//! The grounds that a school can choose from, and what the decision aid will do.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The grounds of the sectors in which a board has schools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundOverview {
    /// The day on which these grounds hold.
    pub today: Date,
    /// The version of the table.
    pub version: String,
    /// The sectors, each with its grounds.
    pub sectors: Vec<SectorGrounds>,
}

/// The grounds of one sector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectorGrounds {
    /// The code of the sector.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The grounds, in the order of the table.
    pub grounds: Vec<GroundRow>,
}

/// One ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundRow {
    /// The code.
    pub code: String,
    /// The name in plain Dutch.
    pub name: String,
    /// The article of law.
    pub article: String,
    /// `register`, `vestibule` or `none`.
    pub shelf: String,
    /// How long it lasts.
    pub maximum: String,
    /// Conditions, and how an unclear article was read.
    pub remark: Option<String>,
}
