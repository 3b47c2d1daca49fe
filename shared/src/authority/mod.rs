//! What a teacher is qualified to teach (*onderwijsbevoegdheid*): a claim of a subject is compared
//! with diplomas by a dated table, and the answer is explained step by step.
//!
//! The check is a pure function: the same arguments give the same answer and the same words, in
//! the browser and on the server. It never stands in the way of saving a claim.

mod explain;
mod form;
mod name;
mod table;
#[cfg(test)]
mod tests;

pub use form::ClaimForm;
pub use table::{Authority, AuthorityTable, Extent, Scope, Training};

use crate::{
    ground::Target,
    subject::{SchoolType, Subject, Years},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use table::{Grant, Recognised};

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

/// What the Diplomaregister said.
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
        matches!(self, Self::Confirmed | Self::ConfirmedInPart | Self::Conflicting | Self::Evidenced)
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

/// Why the source may not hold the diploma of this person (chapter 3.4 of the handbook).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// From before 1996.
    Earlier,
    /// From abroad.
    Abroad,
    /// From a private institution, before 2018.
    Private,
    /// A statement, decision or certificate that is not kept there.
    OtherPaper,
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
    /// When the source answered.
    pub asked_at: Option<Timestamp>,
    /// The version of the table.
    pub table_version: String,
}

impl Check {
    /// The diploma that decided, or the one that covers most when there are more.
    pub fn diploma(&self) -> Option<&Diploma> {
        self.diplomas.first()
    }
}

/// Compares a claim with what the Diplomaregister said, as it is `on` this day.
///
/// Every claim has an answer. The order of the diplomas does not matter, and one more diploma
/// never makes [`Outcome::favour`] lower.
pub fn check(claim: &Claim, source: &Source, facts: &PersonFacts, table: &AuthorityTable, on: Date) -> Check {
    let approval = facts
        .approval
        .as_ref()
        .filter(|approval| approval.on <= on && approval.until.is_none_or(|last| on <= last));
    let subject = table.subjects().find(&claim.subject);
    let found = match (source, subject) {
        (Source::Answered { diplomas, asked_at }, Some(subject)) => Check {
            asked_at: Some(*asked_at),
            ..compare(&Question { claim, subject, facts, table, on }, diplomas)
        },
        (Source::Answered { .. } | Source::NotAsked, _) => explain::not_checked(table),
        (Source::Unreachable, _) => explain::unreachable(table),
    };
    match approval {
        Some(approval) if found.outcome.favour() < Outcome::Evidenced.favour() => explain::evidenced(approval, found),
        _ => found,
    }
}

/// What is asked, together.
#[derive(Clone, Copy)]
struct Question<'a> {
    claim: &'a Claim,
    subject: &'a Subject,
    facts: &'a PersonFacts,
    table: &'a AuthorityTable,
    on: Date,
}

/// The best that one diploma gives for one part.
struct Answer<'a> {
    part: Part,
    grant: Grant,
    diploma: &'a Diploma,
    recognised: &'a Recognised,
}

fn compare(question: &Question<'_>, diplomas: &[Diploma]) -> Check {
    let mut diplomas: Vec<&Diploma> = diplomas.iter().filter(|d| d.graduated <= question.on).collect();
    // Newest first, so that the newest decides when two give the same.
    diplomas.sort_by(|a, b| b.graduated.cmp(&a.graduated).then_with(|| a.cmp(b)));
    diplomas.dedup();
    let recognised: Vec<(&Diploma, Vec<Recognised>)> = diplomas
        .iter()
        .filter(|diploma| is_dutch(&diploma.country))
        .map(|diploma| (*diploma, question.table.recognise(diploma)))
        .collect();
    let answers = best_answers(question, &recognised);
    let parts = question.claim.parts();
    let has = |rank: u8| parts.iter().filter(|part| answers.iter().any(|a| a.part == **part && a.grant.rank() >= rank)).count();
    if !parts.is_empty() && has(Grant::Full.rank()) == parts.len() {
        return match contradicting(question) {
            Some(ground) => explain::conflicting(question, &answers, ground),
            None => explain::confirmed(question, &answers),
        };
    }
    if has(2) > 0 {
        return explain::in_part(question, &answers);
    }
    if !answers.is_empty() {
        return explain::related(question, &answers);
    }
    explain::not_found(question, diplomas.len(), gaps(question, &diplomas))
}

/// The best answer for each part that has one. As few diplomas as possible: the one that answers
/// most parts goes first, and of equal ones the newest.
fn best_answers<'a>(question: &Question<'_>, recognised: &'a [(&'a Diploma, Vec<Recognised>)]) -> Vec<Answer<'a>> {
    let trainings: Vec<Training> = recognised.iter().flat_map(|(_, all)| all).map(|r| r.training).collect();
    let mut candidates = Vec::new();
    for part in question.claim.parts() {
        let all = recognised.iter().flat_map(|(diploma, all)| all.iter().map(move |r| (*diploma, r)));
        let mut answers: Vec<Answer<'_>> = all
            .map(|(diploma, recognised)| Answer {
                part,
                grant: question.table.grant(part, question.subject, recognised, diploma.graduated, &trainings),
                diploma,
                recognised,
            })
            .collect();
        let best = answers.iter().map(|answer| answer.grant.rank()).max().unwrap_or(0);
        answers.retain(|answer| answer.grant.rank() == best && best > 0);
        candidates.push(answers);
    }
    let mut chosen: Vec<Answer<'a>> = Vec::new();
    while let Some(diploma) = recognised
        .iter()
        .map(|(diploma, _)| *diploma)
        .map(|diploma| (candidates.iter().filter(|all| all.iter().any(|a| a.diploma == diploma)).count(), diploma))
        .filter(|(parts, _)| *parts > 0)
        // The first of equals: max_by_key would take the last.
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
        .map(|(_, diploma)| diploma)
    {
        for answers in &mut candidates {
            if let Some(place) = answers.iter().position(|a| a.diploma == diploma) {
                chosen.push(answers.swap_remove(place));
                answers.clear();
            }
        }
    }
    chosen
}

/// The ground of the school, when it says that somebody is not qualified for what is claimed.
fn contradicting<'a>(question: &Question<'a>) -> Option<&'a SchoolGround> {
    let ground = question.facts.ground.as_ref()?;
    let subject = question.subject;
    let same_subject = ground.fields.iter().any(|field| *field == subject.id || *field == subject.group);
    let same_years = match (question.claim.school_types.as_slice(), question.claim.years) {
        _ if ground.years.is_empty() => true,
        ([SchoolType::HavoVwo], Years::Lower) => ground.years.iter().any(|year| *year <= 3),
        ([SchoolType::HavoVwo], Years::Upper) => ground.years.iter().any(|year| *year >= 4),
        _ => true,
    };
    (ground.target == Target::Vestibule && same_subject && same_years).then_some(ground)
}

/// Grounds that rest on a diploma from abroad.
const GROUNDS_ABROAD: [&str; 8] =
    ["PO-3.1B2", "PO-3.3", "SO-3.1B2", "SO-3.3", "VO-33.1B2", "VO-33A", "MB-B5", "MB-B6"];

/// Grounds that rest on a statement, decision, old act or certificate.
const GROUNDS_ON_PAPER: [&str; 11] = [
    "PO-OVG", "SO-3.4", "SO-3.8-B1", "VO-33.2", "VO-33.16", "VO-33B", "VO-CONV", "VO-OVG", "MB-B2", "MB-B4", "MB-C-PDG",
];

/// Born before this day, somebody was 21, the usual age at the earliest, before the source began
/// with higher education in 1996.
const COVERED_FROM_BIRTH: Date = jiff::civil::date(1975, 1, 1);

/// The same for private institutions, which the source holds since 2018.
const COVERED_FROM_BIRTH_PRIVATE: Date = jiff::civil::date(1997, 1, 1);

/// Why the source may not hold the diploma. More diplomas never take a reason away.
fn gaps(question: &Question<'_>, diplomas: &[&Diploma]) -> Vec<Gap> {
    let facts = question.facts;
    let code = facts.ground.as_ref().map_or("", |ground| ground.code.as_str());
    let born_before = |day: Date| facts.birth_date.is_none_or(|birth| birth < day);
    let of_register = facts.ground.as_ref().is_some_and(|ground| ground.target == Target::Register);
    let reasons = [
        (Gap::Earlier, born_before(COVERED_FROM_BIRTH)),
        (Gap::Abroad, GROUNDS_ABROAD.contains(&code) || diplomas.iter().any(|d| !is_dutch(&d.country))),
        // The school saw a diploma and we do not: a private institution explains that.
        (Gap::Private, of_register && born_before(COVERED_FROM_BIRTH_PRIVATE)),
        (Gap::OtherPaper, GROUNDS_ON_PAPER.contains(&code) || question.claim.school_types.contains(&SchoolType::Mbo)),
    ];
    reasons.into_iter().filter(|(_, holds)| *holds).map(|(gap, _)| gap).collect()
}

fn is_dutch(country: &str) -> bool {
    matches!(country.trim().to_ascii_uppercase().as_str(), "" | "NL" | "NLD" | "NEDERLAND")
}

impl Claim {
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

    /// The years and kinds of school, as the title of a page has them: `klas 1 tot en met 3 van havo en vwo, het vmbo`.
    pub fn extent(&self) -> String {
        let all_years = self.school_types == [SchoolType::HavoVwo];
        match (all_years, self.years) {
            (true, Years::All) => Years::All.phrase().to_owned(),
            _ => explain::list(&self.parts(), self),
        }
    }
}
