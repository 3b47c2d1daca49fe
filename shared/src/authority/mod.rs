//! What a teacher is qualified to teach (*onderwijsbevoegdheid*): a claim of a subject is compared
//! with diplomas by a dated table, and the answer is explained step by step.
//!
//! The check is a pure function: the same arguments give the same answer and the same words, in
//! the browser and on the server. It never stands in the way of saving a claim.

mod basis;
#[cfg(any(test, feature = "explanations"))]
mod cases;
mod compare;
mod coverage;
mod explain;
mod form;
mod inputs;
mod name;
mod overview;
mod phase;
mod programme;
mod revision;
mod table;
#[cfg(test)]
mod tests;
mod training;

pub use basis::{Basis, RecognisedBy};
pub use coverage::{Coverage, Gap, Owner};
pub use form::ClaimForm;
pub use inputs::{Inputs, InputsHash, NoHash};
pub use overview::{Found, Unclear};
pub use phase::{Phase, PhaseSetting, REST_COHORT, phase_in, phase_on};
pub use programme::programme_names;
pub use revision::{Notice, Revision};
pub use table::{Authority, AuthorityTable, Extent, Scope};
pub use training::Training;

use crate::{
    ground::Target,
    subject::{SchoolType, Years},
};
use compare::{Question, compare};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// The subject that a teacher says to teach (*vakclaim*; article 38g, first paragraph, under e, WPO).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// The id of the subject.
    pub subject: String,
    /// Where it is taught; at least one.
    pub school_types: Vec<SchoolType>,
    /// In which years of havo and vwo; [`Years::All`] elsewhere.
    pub years: Years,
    /// The first day.
    pub since: Date,
}

/// A diploma as the Diplomaregister holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Diploma {
    /// Name of the programme.
    pub programme: String,
    /// Code of the programme, when the source gives one.
    pub code: Option<String>,
    /// Name of the institution.
    pub institution: String,
    /// Kind in the words of the source: `hbo-bachelor`, `wo-master`, `mbo`.
    pub kind: String,
    /// Day of graduation.
    pub graduated: Date,
    /// Country by two letters: `NL`.
    pub country: String,
}

/// What the Diplomaregister said, itself or in an extract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// It answered.
    Answered {
        /// The diplomas it holds of the person, in any order.
        diplomas: Vec<Diploma>,
        /// When it answered.
        asked_at: Timestamp,
    },
    /// It was not asked: these are in the extract that the teacher gave.
    Extract {
        /// The diplomas, in any order.
        diplomas: Vec<Diploma>,
        /// The day of the extract.
        day: Date,
    },
    /// It did not answer.
    Unreachable,
    /// It was not asked: the teacher gave no permission, or it is not yet done here.
    NotAsked,
}

/// What else is known of the person and the appointment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFacts {
    /// Day of birth: whether the source can hold a diploma depends on it.
    pub birth_date: Option<Date>,
    /// The ground that the school delivered for the appointment.
    pub ground: Option<SchoolGround>,
    /// That a case worker accepted evidence for this claim.
    pub approval: Option<Approval>,
}

/// What the school delivered on the ground of the appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolGround {
    /// The code of the ground: `VO-33.4`.
    pub code: String,
    /// Its name in plain Dutch.
    pub name: String,
    /// The list to which it leads.
    pub target: Target,
    /// The teaching fields (*onderwijsterreinen*) that came with it.
    pub fields: Vec<String>,
    /// The school years that came with it; none means all.
    pub years: Vec<u8>,
}

/// That a person looked at evidence and accepted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// When.
    pub on: Date,
    /// Last day on which it holds; `None` when it has no end.
    pub until: Option<Date>,
}

/// The outcome of a check. It never blocks: the claim is saved whatever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// A diploma gives authority for all of the claim.
    #[serde(rename = "BEVESTIGD")]
    Confirmed,
    /// A diploma gives authority for a part of the claim, or with a limit.
    #[serde(rename = "BEVESTIGD_BEPERKT")]
    ConfirmedInPart,
    /// A diploma is near the subject; a person should look.
    #[serde(rename = "VERWANT")]
    Related,
    /// Nothing was found, and the source does not cover this person.
    #[serde(rename = "NIET_GEVONDEN")]
    NotFound,
    /// Nothing was found, although the source covers this person.
    #[serde(rename = "GEEN_GROND")]
    NoBasis,
    /// A diploma confirms all of the claim, but the school delivered a ground for somebody who is
    /// not qualified for this subject. That a diploma was revoked is not in the source.
    #[serde(rename = "STRIJDIG")]
    Conflicting,
    /// A case worker accepted evidence.
    #[serde(rename = "BEWIJS_HANDMATIG")]
    Evidenced,
    /// The source did not answer; the check is done again later.
    #[serde(rename = "BRON_NIET_BEREIKBAAR")]
    SourceUnreachable,
    /// The source was not asked.
    #[serde(rename = "NIET_GECONTROLEERD")]
    NotChecked,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 9] = [
        Self::Confirmed,
        Self::ConfirmedInPart,
        Self::Related,
        Self::NotFound,
        Self::NoBasis,
        Self::Conflicting,
        Self::Evidenced,
        Self::SourceUnreachable,
        Self::NotChecked,
    ];

    /// The code that tables and messages use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "BEVESTIGD",
            Self::ConfirmedInPart => "BEVESTIGD_BEPERKT",
            Self::Related => "VERWANT",
            Self::NotFound => "NIET_GEVONDEN",
            Self::NoBasis => "GEEN_GROND",
            Self::Conflicting => "STRIJDIG",
            Self::Evidenced => "BEWIJS_HANDMATIG",
            Self::SourceUnreachable => "BRON_NIET_BEREIKBAAR",
            Self::NotChecked => "NIET_GECONTROLEERD",
        }
    }

    /// The outcome with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// Whether somebody is qualified by it, in whole or in part.
    pub const fn is_confirmed(self) -> bool {
        matches!(
            self,
            Self::Confirmed | Self::ConfirmedInPart | Self::Conflicting | Self::Evidenced
        )
    }

    /// How good it is for the teacher; higher is better, `None` when the source said nothing. A
    /// conflict with the school is as good as a confirmation: the diploma confirms all, and it is
    /// the school that has something to correct.
    pub const fn favour(self) -> Option<u8> {
        match self {
            Self::SourceUnreachable | Self::NotChecked => None,
            Self::NoBasis => Some(0),
            Self::NotFound => Some(1),
            Self::Related => Some(2),
            Self::ConfirmedInPart => Some(3),
            Self::Confirmed | Self::Conflicting | Self::Evidenced => Some(4),
        }
    }
}

/// A part of a claim: one kind of school, and for havo and vwo the lower or the upper years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    /// The kind of school.
    pub school_type: SchoolType,
    /// The years; [`Years::All`] outside havo and vwo.
    pub years: Years,
}

/// How far an authority reaches that is not for all of the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// The parts for which a diploma gives authority.
    pub covered: Vec<Part>,
    /// The parts for which none does.
    pub not_covered: Vec<Part>,
    /// It in one or two Dutch sentences, with the conditions.
    pub text: String,
}

/// What the school and the diploma say, side by side, when they differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What the school delivered.
    pub school: String,
    /// What we found.
    pub found: String,
}

/// How one step of the comparison went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepResult {
    /// *Voldoet.*
    Yes,
    /// *Voldoet niet.*
    No,
    /// *Voldoet deels.*
    Partly,
    /// *Niet van toepassing.*
    NotApplicable,
}

/// One step of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How it went.
    pub result: StepResult,
    /// What was compared, in one Dutch sentence.
    pub title: String,
    /// Why, in plain Dutch.
    pub text: String,
}

/// The answer to a claim, with everything that page, letter and history need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The outcome.
    pub outcome: Outcome,
    /// It in plain Dutch to the teacher.
    pub summary: String,
    /// How far it reaches, with [`Outcome::ConfirmedInPart`].
    pub limit: Option<Limit>,
    /// Both values, with [`Outcome::Conflicting`].
    pub conflict: Option<Conflict>,
    /// Why the source may not hold the diploma, with [`Outcome::NotFound`].
    pub gaps: Vec<Gap>,
    /// How it was reached.
    pub steps: Vec<Step>,
    /// The diplomas that decided; the one that covers most comes first.
    pub diplomas: Vec<Diploma>,
    /// The rows of the table that give authority, in the order of the parts of the claim. Empty in
    /// an answer from before rows were kept.
    #[serde(default)]
    pub bases: Vec<Basis>,
    /// When the source answered.
    pub asked_at: Option<Timestamp>,
    /// The day of the extract, when the diplomas come from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extract: Option<Date>,
    /// The version of the table.
    pub table_version: String,
}

impl Check {
    /// The diploma that decided, or the one that covers most when there are more.
    pub fn diploma(&self) -> Option<&Diploma> {
        self.diplomas.first()
    }
}

/// What stands beside every answer (chapter 5.1 of the handbook).
pub const NOT_A_DECISION: &str = "De uitkomst van deze vergelijking is geen besluit. Klopt er iets niet? Vraag dan om een correctie.";

/// Compares a claim with what the Diplomaregister said, as it is `on` this day.
///
/// Every claim has an answer. The order of the diplomas does not matter, and one more diploma
/// never makes [`Outcome::favour`] lower.
pub fn check(
    claim: &Claim,
    source: &Source,
    facts: &PersonFacts,
    table: &AuthorityTable,
    on: Date,
) -> Check {
    let approval = facts
        .approval
        .as_ref()
        .filter(|approval| approval.on <= on && approval.until.is_none_or(|last| on <= last));
    let subject = table.subjects().find(&claim.subject);
    let found = match (source, subject) {
        (Source::Answered { diplomas, .. } | Source::Extract { diplomas, .. }, Some(subject)) => {
            let (asked_at, extract) = source.moments();
            let question = Question {
                claim,
                subject,
                facts,
                table,
                on,
                extract,
            };
            Check {
                asked_at,
                extract,
                ..compare(&question, diplomas)
            }
        }
        (Source::Answered { .. } | Source::Extract { .. } | Source::NotAsked, _) => {
            explain::not_checked(table)
        }
        (Source::Unreachable, _) => explain::unreachable(table),
    };
    match approval {
        Some(approval) if found.outcome.favour() < Outcome::Evidenced.favour() => {
            explain::evidenced(approval, found)
        }
        _ => found,
    }
}

impl Source {
    /// What tables call it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Answered { .. } => "answered",
            Self::Extract { .. } => "extract",
            Self::Unreachable => "unreachable",
            Self::NotAsked => "not_asked",
        }
    }

    /// When it answered, or of which day the extract is.
    const fn moments(&self) -> (Option<Timestamp>, Option<Date>) {
        match self {
            Self::Answered { asked_at, .. } => (Some(*asked_at), None),
            Self::Extract { day, .. } => (None, Some(*day)),
            Self::Unreachable | Self::NotAsked => (None, None),
        }
    }
}

impl Claim {
    /// A claim as it is kept, by codes; a code that is not known is left out.
    pub fn of_codes(
        subject: String,
        school_types: &[String],
        years: &[String],
        since: Date,
    ) -> Self {
        Self {
            subject,
            school_types: school_types
                .iter()
                .filter_map(|code| SchoolType::parse(code))
                .collect(),
            years: Years::parse(years).unwrap_or(Years::All),
            since,
        }
    }

    /// The parts for which authority is looked up, each on its own.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = self
            .school_types
            .iter()
            .flat_map(|&school_type| {
                let years: &[Years] = match (school_type, self.years) {
                    (SchoolType::HavoVwo, Years::All) => &[Years::Lower, Years::Upper],
                    (SchoolType::HavoVwo, Years::Lower) => &[Years::Lower],
                    (SchoolType::HavoVwo, Years::Upper) => &[Years::Upper],
                    _ => &[Years::All],
                };
                years.iter().map(move |&years| Part { school_type, years })
            })
            .collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// The same subject for these of its parts alone; `None` when none of them is of it.
    pub fn only(&self, parts: &[Part]) -> Option<Self> {
        let own: Vec<Part> = self
            .parts()
            .into_iter()
            .filter(|part| parts.contains(part))
            .collect();
        let mut school_types: Vec<SchoolType> = own.iter().map(|part| part.school_type).collect();
        school_types.dedup();
        let years = own
            .iter()
            .filter(|part| part.school_type == SchoolType::HavoVwo);
        let years = match years.map(|part| part.years).collect::<Vec<_>>().as_slice() {
            [one] => *one,
            _ => Years::All,
        };
        (!own.is_empty()).then(|| Self {
            school_types,
            years,
            ..self.clone()
        })
    }

    /// The years and kinds of school, as the title of a page has them: `het vmbo, havo en vwo`, `alle leerjaren`.
    pub fn extent(&self) -> String {
        let all_years = self.school_types == [SchoolType::HavoVwo];
        match (all_years, self.years) {
            (true, Years::All) => Years::All.phrase().to_owned(),
            _ => explain::list(&self.parts(), self),
        }
    }
}
