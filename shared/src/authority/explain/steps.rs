//! The steps of a check, each in a sentence: what was found, what it fits, and what to know about its date.

use crate::{
    authority::{
        Basis, Diploma, RecognisedBy, Step, StepResult, Training,
        compare::{Answer, Question},
    },
    notation,
};
use jiff::civil::{Date, date};

/// Since this day the authority stands on the diploma or its supplement.
const STATED_ON_DIPLOMA_FROM: Date = date(2006, 8, 1);

pub(super) fn step(result: StepResult, title: impl Into<String>, text: impl Into<String>) -> Step {
    Step {
        result,
        title: title.into(),
        text: text.into(),
    }
}

/// The steps when every part is covered.
pub(super) fn positive_steps(question: &Question<'_>, answers: &[Answer<'_>]) -> Vec<Step> {
    let all: Vec<&Answer<'_>> = answers.iter().collect();
    let mut steps = found_steps(question, &all);
    let title = format!("Je diploma geldt voor {}", question.claim.extent());
    steps.push(step(StepResult::Yes, title, reaches(&all)));
    steps.extend(notes(question, &all));
    steps
}

/// That it is a teacher training, and that its subject is the one of the claim.
pub(super) fn found_steps(question: &Question<'_>, answers: &[&Answer<'_>]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (diploma, training) in by_diploma(answers) {
        steps.push(training_step(StepResult::Yes, diploma, training));
    }
    let subject = &question.subject.name;
    let names_it = answers.iter().any(|a| {
        let named = a.recognised.subject.as_ref();
        named.map_or(a.recognised.groups.contains(&question.subject.id), |id| {
            *id == question.subject.id
        })
    });
    let mut fits = if names_it {
        step(
            StepResult::Yes,
            format!("Het vak op je diploma is {subject}"),
            "Dat is hetzelfde als het vak dat je opgaf.",
        )
    } else if answers
        .iter()
        .any(|a| a.recognised.training == Training::Pabo)
    {
        step(
            StepResult::Yes,
            format!("Je diploma is ook voor {subject}"),
            "De pabo leidt op voor de vakken van de basisschool.",
        )
    } else if answers
        .iter()
        .all(|a| !a.recognised.groups.contains(&question.subject.group))
    {
        // A row of the table for any subject, or for one without an authority of its own.
        let of_no_subject = answers
            .iter()
            .any(|a| a.recognised.training == Training::Pdg);
        step(
            StepResult::Yes,
            format!("Je diploma is ook voor {subject}"),
            if of_no_subject {
                "Een pdg noemt geen vak. Het geldt voor je eigen vakgebied."
            } else {
                "Voor dit vak bestaat geen eigen bevoegdheid. Een bevoegdheid voor een ander vak is genoeg."
            },
        )
    } else {
        step(
            StepResult::Yes,
            format!("Het vak op je diploma past bij {subject}"),
            "Het hoort bij hetzelfde vakgebied.",
        )
    };
    if answers
        .iter()
        .any(|a| a.recognised.by == RecognisedBy::LikeName)
    {
        fits.text
            .push_str(" De naam op je diploma wijkt iets af van de naam die wij kennen.");
    }
    steps.push(fits);
    steps
}

pub(super) fn training_step(result: StepResult, diploma: &Diploma, training: Training) -> Step {
    let title = match (result, training) {
        (StepResult::Yes, Training::Leergang | Training::Pdg) => "Je getuigschrift telt mee",
        (StepResult::Yes, _) => "Je diploma is een lerarenopleiding",
        _ => "Je diploma is geen lerarenopleiding",
    };
    let text = format!(
        "‘{}’ van {}, {}: {}.",
        diploma.programme.trim(),
        diploma.institution.trim(),
        notation::date(diploma.graduated),
        training.label(),
    );
    step(result, title, text)
}

/// What to know about the dates, when there is something.
pub(super) fn notes(question: &Question<'_>, answers: &[&Answer<'_>]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (diploma, _) in by_diploma(answers) {
        let day = notation::date(diploma.graduated);
        if diploma.graduated > question.claim.since {
            let title = format!("Je haalde dit diploma op {day}");
            steps.push(step(
                StepResult::Yes,
                title,
                "Vanaf die dag past je vak bij je diploma.",
            ));
        }
        if diploma.graduated < STATED_ON_DIPLOMA_FROM {
            let text = "De bevoegdheid staat dan nog niet op het diploma zelf. We lazen haar uit de naam van de opleiding. Waarvoor zo’n diploma precies geldt, staat in de bevoegdhedenscan en het Handboek Onderwijsbevoegdheden. Staat daar iets anders? Vraag dan om een correctie.";
            steps.push(step(
                StepResult::Yes,
                "Je diploma is van voor 1 augustus 2006",
                text,
            ));
        }
    }
    steps
}

/// Each diploma once, with what it was taken for.
pub(super) fn by_diploma<'a>(answers: &[&Answer<'a>]) -> Vec<(&'a Diploma, Training)> {
    let mut all: Vec<(&Diploma, Training)> = Vec::new();
    for answer in answers {
        if all.iter().all(|(diploma, _)| *diploma != answer.diploma) {
            all.push((answer.diploma, answer.recognised.training));
        }
    }
    all
}

/// The rows that give authority, in the order of the parts of the claim.
pub(super) fn bases(question: &Question<'_>, answers: &[Answer<'_>]) -> Vec<Basis> {
    let rows = question.table.all();
    let mut all: Vec<Basis> = answers
        .iter()
        .filter_map(|answer| Some(Basis::of(answer, rows.get(answer.row?)?)))
        .collect();
    all.sort_by_key(|basis| basis.part);
    all
}

pub(super) fn diplomas(answers: &[Answer<'_>]) -> Vec<Diploma> {
    let all: Vec<&Answer<'_>> = answers.iter().collect();
    by_diploma(&all)
        .into_iter()
        .map(|(diploma, _)| diploma.clone())
        .collect()
}

pub(super) fn reaches(answers: &[&Answer<'_>]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for answer in answers {
        let reach = answer.recognised.training.reach();
        if !all.contains(&reach) {
            all.push(reach);
        }
    }
    all.join(" ")
}
