//! The portfolio as it goes in and out of the register: one published format, in JSON and in CSV. What a
//! teacher takes out can be brought in again, and so can what another register gives, as long as it
//! has these fields.

mod field;
mod mapping;
mod read;

pub use field::{FIELDS, Field, Kind, csv_example, json_schema};
pub use read::{FileFormat, Incoming, MAX_FILE_BYTES, MAX_INCOMING, Mapped, Proposal, read};

use super::{Category, NewActivity, Quarters, Source};
use serde::Serialize;

/// What the format calls itself.
pub const FORMAT: &str = "lerarenregister-portfolio";

/// The version of the format.
pub const VERSION: i32 = 1;

/// A portfolio as it leaves the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// [`FORMAT`].
    pub formaat: &'static str,
    /// [`VERSION`].
    pub versie: i32,
    /// When it was made, in Dutch time: `2026-11-23T13:00:00`.
    pub gemaakt_op: String,
    /// The name of the teacher.
    pub naam: String,
    /// The activities, newest first.
    pub activiteiten: Vec<Outgoing>,
    /// Evidence that is with a subject, and not with an activity.
    pub bewijzen_bij_vakken: Vec<OutgoingFile>,
    /// Evidence that the teacher sent along when applying to be in the register.
    pub bewijzen_bij_aanmelding: Vec<OutgoingFile>,
    /// Evidence that the teacher sent along when asking for a correction.
    pub bewijzen_bij_correcties: Vec<OutgoingFile>,
}

/// An activity as it leaves the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outgoing {
    /// Which register it is of.
    pub bron: String,
    /// Its number there.
    pub bron_id: String,
    /// The code of how it came in the portfolio.
    pub herkomst: &'static str,
    /// Its title.
    pub titel: String,
    /// The code of its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soort: Option<&'static str>,
    /// The first day, as ISO 8601 writes it.
    pub van: String,
    /// The last day, when there was more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot: Option<String>,
    /// All hours.
    pub uren: Hours,
    /// The hours per category, those that have any.
    #[serde(flatten)]
    pub verdeling: std::collections::BTreeMap<String, Hours>,
    /// Of the hours those with a teacher, when that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacturen: Option<Hours>,
    /// The codes of its forms and themes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vormen: Vec<String>,
    /// The study points, when it gave any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub studiepunten: Option<u16>,
    /// It ended with a diploma; left out when not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub diploma: bool,
    /// The subjects, by their ids.
    pub vakken: Vec<String>,
    /// Who gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aanbieder: Option<String>,
    /// Whether the old register had validated it, when that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gevalideerd: Option<bool>,
    /// Who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gevalideerd_volgens: Option<SaidBy>,
    /// What the teacher learned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reflectie: Option<String>,
    /// The files of evidence.
    pub bewijzen: Vec<OutgoingFile>,
    /// What colleagues said and the teacher put with it, newest first.
    pub feedback: Vec<OutgoingFeedback>,
}

/// Who says that an activity was validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidBy {
    /// The teacher, in a file of their own that nobody checked.
    Leraar,
    /// The old register, which was asked.
    OudRegister,
}

impl SaidBy {
    /// Their codes.
    pub const CODES: [&'static str; 2] = ["leraar", "oud_register"];
}

/// What a colleague said, as it leaves the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutgoingFeedback {
    /// The name of the colleague.
    pub van: String,
    /// The day, as ISO 8601 writes it.
    pub op: String,
    /// Whether the colleague was logged in as a teacher; otherwise it came by a link.
    pub leraar: bool,
    /// What the colleague saw.
    pub gezien: String,
    /// What went well.
    pub goed: String,
    /// What could be better, or otherwise.
    pub beter: String,
    /// Anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verder: Option<String>,
}

/// Hours as a JSON number: `7.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours(pub Quarters);

impl Serialize for Hours {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0.0) / 4.0)
    }
}

/// A file of evidence as it leaves the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutgoingFile {
    /// Where it is, beside the document: `bewijzen/2026-11-03 Cursus/certificaat.pdf`.
    pub bestand: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// It could not be read any more, and does not go along; left out when it does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ontbreekt: bool,
}

impl Outgoing {
    /// An activity of this register.
    pub fn new(id: &str, activity: &NewActivity) -> Self {
        let split = Category::ALL
            .into_iter()
            .map(|category| (category, activity.split.get(category)))
            .filter(|(_, hours)| *hours > Quarters::ZERO);
        Self {
            bron: OWN.to_owned(),
            bron_id: id.to_owned(),
            herkomst: Source::Manual.code(),
            titel: activity.title.clone(),
            soort: activity.kind.map(super::ActivityKind::code),
            van: activity.from.to_string(),
            tot: activity.to.map(|day| day.to_string()),
            uren: Hours(activity.hours),
            verdeling: split
                .map(|(category, hours)| (hours_of(category), Hours(hours)))
                .collect(),
            contacturen: activity.contact_hours.map(Hours),
            vormen: activity.labels.clone(),
            studiepunten: Some(activity.credits).filter(|credits| *credits > 0),
            diploma: activity.diploma,
            vakken: activity.subjects.clone(),
            aanbieder: activity.provider.clone(),
            gevalideerd: None,
            gevalideerd_volgens: None,
            reflectie: activity.reflection.clone(),
            bewijzen: Vec::new(),
            feedback: Vec::new(),
        }
    }
}

/// What this register calls itself as a source.
pub const OWN: &str = "lerarenregister.nl";

/// The field with the hours of a category: `uren_pedagogisch`.
pub fn hours_of(category: Category) -> String {
    format!("uren_{}", category.code())
}

#[cfg(test)]
mod tests;
