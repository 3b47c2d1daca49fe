//! The comparison itself: for each part of a claim the best that the diplomas give, and what
//! follows from that for the whole.

use super::{
    AuthorityTable, Check, Claim, Diploma, Part, PersonFacts, SchoolGround, Training, explain,
    programme::Recognised, table::Grant,
};
use crate::{
    ground::Target,
    subject::{SchoolType, Subject, Years},
};
use jiff::civil::Date;

/// What is asked, together.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) claim: &'a Claim,
    pub(super) subject: &'a Subject,
    pub(super) facts: &'a PersonFacts,
    pub(super) table: &'a AuthorityTable,
    pub(super) on: Date,
    /// The day of the extract, when the diplomas come from one.
    pub(super) extract: Option<Date>,
}

/// The best that one diploma gives for one part.
pub(super) struct Answer<'a> {
    pub(super) part: Part,
    pub(super) grant: Grant,
    /// The row of the table that gives it; none when it gives no authority.
    pub(super) row: Option<usize>,
    pub(super) diploma: &'a Diploma,
    pub(super) recognised: &'a Recognised,
}

/// The answer from these diplomas.
pub(super) fn compare(question: &Question<'_>, diplomas: &[Diploma]) -> Check {
    let mut diplomas: Vec<&Diploma> = diplomas
        .iter()
        .filter(|d| d.graduated <= question.on)
        .collect();
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
    let full = answers.iter().filter(|a| a.grant == Grant::Full).count();
    if full > 0 && full == parts.len() {
        return match contradicting(question) {
            Some(ground) => explain::conflicting(question, &answers, ground),
            None => explain::confirmed(question, &answers),
        };
    }
    if answers.iter().any(|a| a.grant.is_authority()) {
        return explain::in_part(question, &answers);
    }
    if !answers.is_empty() {
        return explain::related(question, &answers);
    }
    let foreign = diplomas.iter().any(|d| !is_dutch(&d.country));
    let gaps = question.table.source().gaps(
        question.claim,
        question.subject,
        question.facts,
        foreign,
        question.on,
    );
    explain::not_found(question, diplomas.len(), gaps)
}

/// The best answer for each part that has one, one for a part. As few diplomas as possible: the one that answers
/// most parts goes first, and of equal ones the newest.
fn best_answers<'a>(
    question: &Question<'_>,
    recognised: &'a [(&'a Diploma, Vec<Recognised>)],
) -> Vec<Answer<'a>> {
    let trainings: Vec<Training> = recognised
        .iter()
        .flat_map(|(_, all)| all)
        .map(|r| r.training)
        .collect();
    let mut candidates = Vec::new();
    for part in question.claim.parts() {
        let all = recognised
            .iter()
            .flat_map(|(diploma, all)| all.iter().map(move |r| (*diploma, r)));
        let mut answers: Vec<Answer<'_>> = all
            .map(|(diploma, recognised)| {
                let (grant, row) = question.table.grant(
                    part,
                    question.subject,
                    recognised,
                    diploma.graduated,
                    &trainings,
                );
                Answer {
                    part,
                    grant,
                    row,
                    diploma,
                    recognised,
                }
            })
            .collect();
        let best = answers
            .iter()
            .map(|answer| answer.grant.rank())
            .max()
            .unwrap_or(0);
        answers.retain(|answer| answer.grant.rank() == best && best > 0);
        // One limit can be narrower than another: the upper row of the table goes first.
        let upper = answers.iter().filter_map(|answer| answer.row).min();
        answers.retain(|answer| answer.grant.limit().is_none() || answer.row == upper);
        // A diploma that can be more things at once: the subject itself before its group.
        answers
            .sort_by_key(|answer| answer.recognised.subject.as_ref() != Some(&question.subject.id));
        candidates.push(answers);
    }
    let mut chosen: Vec<Answer<'a>> = Vec::new();
    while let Some(diploma) = most_telling(recognised, &candidates) {
        for answers in &mut candidates {
            if let Some(place) = answers.iter().position(|a| a.diploma == diploma) {
                chosen.push(answers.remove(place));
                answers.clear();
            }
        }
    }
    chosen
}

/// The diploma that answers most of the parts that are left; of equals the first.
fn most_telling<'a>(
    recognised: &'a [(&'a Diploma, Vec<Recognised>)],
    left: &[Vec<Answer<'a>>],
) -> Option<&'a Diploma> {
    let answered = |diploma: &Diploma| {
        let parts = left.iter();
        parts
            .filter(|all| all.iter().any(|a| a.diploma == diploma))
            .count()
    };
    let all = recognised
        .iter()
        .map(|(diploma, _)| (answered(diploma), *diploma));
    // Not max_by_key, which would take the last of equals.
    all.filter(|(parts, _)| *parts > 0)
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
        .map(|(_, diploma)| diploma)
}

/// The ground of the school, when it says that somebody is not qualified for what is claimed.
fn contradicting<'a>(question: &Question<'a>) -> Option<&'a SchoolGround> {
    let ground = question.facts.ground.as_ref()?;
    let subject = question.subject;
    let same_subject = ground
        .fields
        .iter()
        .any(|field| *field == subject.id || *field == subject.group);
    let same_years = match (question.claim.school_types.as_slice(), question.claim.years) {
        _ if ground.years.is_empty() => true,
        ([SchoolType::HavoVwo], Years::Lower) => ground.years.iter().any(|year| *year <= 3),
        ([SchoolType::HavoVwo], Years::Upper) => ground.years.iter().any(|year| *year >= 4),
        _ => true,
    };
    (ground.target == Target::Vestibule && same_subject && same_years).then_some(ground)
}

fn is_dutch(country: &str) -> bool {
    matches!(
        country.trim().to_ascii_uppercase().as_str(),
        "" | "NL" | "NLD" | "NEDERLAND"
    )
}
