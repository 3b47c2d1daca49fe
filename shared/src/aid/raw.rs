//! The form of a data file, field by field: Dutch words, so that a lawyer can read and change it.
//!
//! `naar` names a question or an ending, of this file or of another. A range has a last
//! (`tot_en_met`): a day as `2017-07-31` or one that moves with the reference date as
//! `-18 maanden`, or a number; the last range has none.

use super::outcome::OutcomeKind;
use super::question::{Fact, Input};
use crate::authority::Training;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    #[serde(rename = "boom")]
    pub(super) name: String,
    #[serde(rename = "versie")]
    pub(super) version: String,
    #[serde(rename = "geldig_van")]
    pub(super) valid_from: Date,
    #[serde(rename = "geldig_tot_en_met")]
    pub(super) valid_to: Option<Date>,
    /// What a lawyer should know before changing the file.
    #[serde(rename = "toelichting")]
    pub(super) _notes: Vec<String>,
    #[serde(rename = "wet")]
    pub(super) law: RawLaw,
    #[serde(rename = "artikelen")]
    pub(super) articles: BTreeMap<String, RawArticle>,
    #[serde(rename = "voor_elke_grondslag", default)]
    pub(super) conditions: Vec<String>,
    #[serde(rename = "na_afloop", default)]
    pub(super) afterwards: Vec<String>,
    #[serde(rename = "vragen")]
    pub(super) questions: Vec<RawQuestion>,
    #[serde(rename = "uitkomsten")]
    pub(super) endings: BTreeMap<String, RawEnding>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLaw {
    #[serde(rename = "naam")]
    pub(super) _name: String,
    #[serde(rename = "bwb")]
    pub(super) id: String,
    #[serde(rename = "toestand")]
    pub(super) state: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawArticle {
    #[serde(rename = "naam")]
    pub(super) name: String,
    #[serde(rename = "nummer")]
    pub(super) number: String,
    #[serde(rename = "zegt")]
    pub(super) says: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuestion {
    pub(super) id: String,
    #[serde(rename = "handboek")]
    pub(super) handbook: Vec<u8>,
    #[serde(rename = "vraag")]
    pub(super) text: String,
    #[serde(rename = "uitleg")]
    pub(super) why: String,
    #[serde(rename = "artikel")]
    pub(super) article: String,
    #[serde(rename = "antwoorden")]
    pub(super) choices: Option<Vec<RawChoice>>,
    #[serde(rename = "datum")]
    pub(super) date: Option<RawDate>,
    #[serde(rename = "getal")]
    pub(super) number: Option<RawNumber>,
    #[serde(rename = "periodes")]
    pub(super) periods: Option<RawPeriods>,
    #[serde(rename = "weet_niet")]
    pub(super) unknown: RawUnknown,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChoice {
    pub(super) id: String,
    #[serde(rename = "tekst")]
    pub(super) label: String,
    #[serde(rename = "toelichting", default)]
    pub(super) hint: String,
    #[serde(rename = "reden")]
    pub(super) reason: String,
    #[serde(rename = "feit")]
    pub(super) fact: Option<Fact>,
    #[serde(rename = "opleidingen", default)]
    pub(super) trainings: Vec<Training>,
    #[serde(rename = "naar")]
    pub(super) next: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUnknown {
    #[serde(rename = "uitleg")]
    pub(super) hint: String,
    #[serde(rename = "reden")]
    pub(super) reason: String,
    #[serde(rename = "naar")]
    pub(super) next: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRange {
    #[serde(rename = "tot_en_met")]
    pub(super) last: Option<String>,
    #[serde(rename = "reden")]
    pub(super) reason: String,
    #[serde(rename = "naar")]
    pub(super) next: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDate {
    #[serde(rename = "gebruik")]
    pub(super) input: Input,
    #[serde(rename = "bereiken")]
    pub(super) ranges: Vec<RawRange>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNumber {
    #[serde(rename = "gebruik")]
    pub(super) input: Input,
    #[serde(rename = "eenheid")]
    pub(super) unit: [String; 2],
    #[serde(rename = "bereiken")]
    pub(super) ranges: Vec<RawRange>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPeriods {
    #[serde(rename = "bereiken")]
    pub(super) ranges: Vec<RawRange>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEnding {
    #[serde(rename = "soort", default)]
    pub(super) kind: OutcomeKind,
    #[serde(rename = "titel", default)]
    pub(super) title: String,
    #[serde(rename = "uitleg")]
    pub(super) explanation: String,
    #[serde(rename = "artikel")]
    pub(super) article: String,
    #[serde(rename = "bewijs", default)]
    pub(super) evidence: Vec<String>,
    #[serde(rename = "let_op", default)]
    pub(super) attention: Vec<String>,
    #[serde(rename = "mogelijkheden", default)]
    pub(super) options: Vec<String>,
}
