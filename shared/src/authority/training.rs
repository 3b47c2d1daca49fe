//! The kinds of training that give authority, each with its words to the teacher. What each gives
//! is in the table.

use crate::data_file::{DataError, wrong};
use serde::{Deserialize, Serialize};

/// A kind of training, with rights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Training {
    /// Teacher training for primary education.
    Pabo,
    /// Certificate for physical education in primary schools; counts beside a pabo only.
    Leergang,
    /// Second degree (*tweedegraads*).
    Tweedegraads,
    /// First degree (*eerstegraads*).
    Eerstegraads,
    /// Limited second degree (*beperkt tweedegraads*): educational minor or module.
    Beperkt,
    /// Physical education, for all sectors.
    Alo,
    /// Teacher of an art, without degree: for all levels.
    Kunstvak,
    /// Pedagogical-didactical certificate for vocational education.
    Pdg,
    /// A study of the subject that is no teacher training.
    Vakstudie,
}

impl Training {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Pabo,
        Self::Leergang,
        Self::Tweedegraads,
        Self::Eerstegraads,
        Self::Beperkt,
        Self::Alo,
        Self::Kunstvak,
        Self::Pdg,
        Self::Vakstudie,
    ];

    /// The code that the tables use: `tweedegraads`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pabo => "pabo",
            Self::Leergang => "leergang",
            Self::Tweedegraads => "tweedegraads",
            Self::Eerstegraads => "eerstegraads",
            Self::Beperkt => "beperkt",
            Self::Alo => "alo",
            Self::Kunstvak => "kunstvak",
            Self::Pdg => "pdg",
            Self::Vakstudie => "vakstudie",
        }
    }

    /// What it is, after *is een*.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pabo => "lerarenopleiding voor het basisonderwijs (pabo)",
            Self::Leergang => "leergang bewegingsonderwijs",
            Self::Tweedegraads => "tweedegraads lerarenopleiding",
            Self::Eerstegraads => "eerstegraads lerarenopleiding",
            Self::Beperkt => "studie met een educatieve minor of module",
            Self::Alo => "lerarenopleiding lichamelijke opvoeding",
            Self::Kunstvak => "docentenopleiding in een kunstvak",
            Self::Pdg => "pedagogisch-didactisch getuigschrift",
            Self::Vakstudie => "studie zonder lerarenopleiding",
        }
    }

    /// What it gives, in plain Dutch.
    pub const fn reach(self) -> &'static str {
        match self {
            Self::Pabo => {
                "De pabo geeft bevoegdheid voor de basisschool en het speciaal onderwijs."
            }
            Self::Leergang => {
                "De leergang geeft, samen met de pabo, bevoegdheid voor bewegingsonderwijs aan alle groepen."
            }
            Self::Tweedegraads => {
                "Deze opleiding geeft een tweedegraads bevoegdheid. Die geldt voor klas 1 tot en met 3 van havo en vwo, voor heel het vmbo en voor het mbo."
            }
            Self::Eerstegraads => {
                "Deze opleiding geeft een eerstegraads bevoegdheid. Die geldt voor alle leerjaren."
            }
            Self::Beperkt => {
                "Een educatieve minor of module geeft een beperkte tweedegraads bevoegdheid. Die geldt voor klas 1 tot en met 3 van havo en vwo, en voor de theoretische leerweg van het vmbo."
            }
            Self::Alo => {
                "Deze opleiding geeft bevoegdheid voor lichamelijke opvoeding in alle soorten onderwijs."
            }
            Self::Kunstvak => "Een docentenopleiding in een kunstvak geldt voor alle leerjaren.",
            Self::Pdg => "Het pedagogisch-didactisch getuigschrift geldt in het mbo.",
            Self::Vakstudie => {
                "Deze studie gaat over het vak, maar is geen lerarenopleiding. Misschien staat er een educatieve minor of module op je diplomasupplement."
            }
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|training| training.code() == code)
    }
}

pub(super) fn training(code: &str) -> Result<Training, DataError> {
    Training::parse(code).ok_or_else(|| wrong("training", code))
}
