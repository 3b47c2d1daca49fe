//! The words of a check: what was compared and what it means, in plain Dutch to the teacher.
//! Neutral always: that we do not find a diploma says nothing about the person.

mod labels;
mod steps;

pub(super) use self::labels::list;
use self::steps::{
    bases, by_diploma, diplomas, found_steps, notes, positive_steps, reaches, step, training_step,
};
use super::{
    Approval, AuthorityTable, Check, Conflict, Gap, Limit, Outcome, Part, SchoolGround, Step,
    StepResult, Training,
    compare::{Answer, Question},
};
use crate::notation;

fn answer(
    outcome: Outcome,
    summary: impl Into<String>,
    steps: Vec<Step>,
    table: &AuthorityTable,
) -> Check {
    Check {
        outcome,
        summary: summary.into(),
        limit: None,
        conflict: None,
        gaps: Vec::new(),
        steps,
        diplomas: Vec::new(),
        bases: Vec::new(),
        asked_at: None,
        extract: None,
        table_version: table.version().to_owned(),
    }
}

pub(super) fn not_checked(table: &AuthorityTable) -> Check {
    let title = "We hebben het Diplomaregister niet gevraagd";
    let steps = vec![step(
        StepResult::NotApplicable,
        title,
        "Je vak staat er als eigen opgave.",
    )];
    answer(
        Outcome::NotChecked,
        "Je vak staat er als eigen opgave. Je hoeft niets te doen.",
        steps,
        table,
    )
}

pub(super) fn unreachable(table: &AuthorityTable) -> Check {
    let text = "Dat ligt niet aan jou. We proberen het vanzelf opnieuw.";
    let steps = vec![step(
        StepResult::NotApplicable,
        "We konden het Diplomaregister niet bereiken",
        text,
    )];
    let summary = "We konden het Diplomaregister nu niet bereiken. Je vak kun je gewoon opslaan. We vergelijken het later en laten je weten wat we vinden.";
    answer(Outcome::SourceUnreachable, summary, steps, table)
}

pub(super) fn evidenced(approval: &Approval, found: Check) -> Check {
    let until = approval
        .until
        .map(|last| format!(" Dat geldt tot en met {}.", notation::date(last)));
    let text = format!(
        "Gecontroleerd op {}.{}",
        notation::date(approval.on),
        until.unwrap_or_default()
    );
    let mut steps = found.steps;
    steps.push(step(
        StepResult::Yes,
        "Een medewerker heeft je bewijs goedgekeurd",
        text.clone(),
    ));
    Check {
        outcome: Outcome::Evidenced,
        summary: text,
        limit: None,
        conflict: None,
        gaps: Vec::new(),
        steps,
        ..found
    }
}

pub(super) fn confirmed(question: &Question<'_>, answers: &[Answer<'_>]) -> Check {
    let summary = format!(
        "Je bent bevoegd voor dit vak in {}. Je hoeft niets te bewijzen.",
        question.claim.extent()
    );
    Check {
        diplomas: diplomas(answers),
        bases: bases(question, answers),
        ..answer(
            Outcome::Confirmed,
            summary,
            positive_steps(question, answers),
            question.table,
        )
    }
}

pub(super) fn conflicting(
    question: &Question<'_>,
    answers: &[Answer<'_>],
    ground: &SchoolGround,
) -> Check {
    let found = confirmed(question, answers);
    let school = format!("Je school gaf door: ‘{}’ ({}).", ground.name, ground.code);
    let mut steps = found.steps;
    steps.push(step(
        StepResult::Partly,
        "Je school gaf iets anders door",
        format!("{school} Dat is een grondslag voor wie nog niet bevoegd is voor dit vak."),
    ));
    Check {
        outcome: Outcome::Conflicting,
        summary: format!(
            "Je diploma past bij je vak. {school} Vraag je school om dat te verbeteren."
        ),
        conflict: Some(Conflict {
            school,
            found: format!(
                "Je diploma geeft bevoegdheid voor {}.",
                question.subject.name
            ),
        }),
        steps,
        ..found
    }
}

pub(super) fn in_part(question: &Question<'_>, answers: &[Answer<'_>]) -> Check {
    let covers = |part: &Part| {
        answers
            .iter()
            .any(|a| a.part == *part && a.grant.is_authority())
    };
    let (covered, not_covered): (Vec<Part>, Vec<Part>) =
        question.claim.parts().into_iter().partition(covers);
    let mut text = vec![format!(
        "Voor {} ben je bevoegd.",
        list(&covered, question.claim)
    )];
    if !not_covered.is_empty() {
        text.push(format!(
            "Voor {} geldt je diploma niet.",
            list(&not_covered, question.claim)
        ));
    }
    let mut conditions: Vec<String> = answers
        .iter()
        .filter_map(|a| a.grant.limit().map(str::to_owned))
        .collect();
    conditions.sort();
    conditions.dedup();
    text.extend(conditions);
    let text = text.join(" ");
    let positive: Vec<&Answer<'_>> = answers.iter().filter(|a| a.grant.is_authority()).collect();
    let mut steps: Vec<Step> = found_steps(question, &positive);
    let reach = reaches(&positive);
    steps.push(step(
        StepResult::Partly,
        "Je diploma geldt niet voor alles wat je opgaf",
        format!("{text} {reach}"),
    ));
    steps.extend(notes(question, &positive));
    Check {
        diplomas: by_diploma(&positive)
            .into_iter()
            .map(|(diploma, _)| diploma.clone())
            .collect(),
        bases: bases(question, answers),
        limit: Some(Limit {
            covered,
            not_covered,
            text: text.clone(),
        }),
        ..answer(Outcome::ConfirmedInPart, text, steps, question.table)
    }
}

pub(super) fn related(question: &Question<'_>, answers: &[Answer<'_>]) -> Check {
    let subject = &question.subject.name;
    let all: Vec<&Answer<'_>> = answers.iter().collect();
    let mut steps = Vec::new();
    for (diploma, training) in by_diploma(&all) {
        let result = if training == Training::Vakstudie {
            StepResult::No
        } else {
            StepResult::Yes
        };
        steps.push(training_step(result, diploma, training));
    }
    let same_subject = answers
        .iter()
        .any(|a| a.recognised.groups.contains(&question.subject.group));
    let trained = answers
        .iter()
        .any(|a| a.recognised.training != Training::Vakstudie);
    let summary = if same_subject && trained {
        let parts = list(&question.claim.parts(), question.claim);
        steps.push(step(
            StepResult::Yes,
            format!("Je diploma gaat over {subject}"),
            "Het hoort bij hetzelfde vakgebied.",
        ));
        steps.push(step(
            StepResult::Partly,
            format!("Je diploma geldt niet voor {parts}"),
            reaches(&all),
        ));
        format!(
            "Je diploma gaat over {subject}, maar geldt niet voor {parts}. Heb je een ander bewijs? Stuur het mee."
        )
    } else {
        let text = "Een medewerker kan bekijken of je met dit diploma bevoegd bent.";
        steps.push(step(
            StepResult::Partly,
            format!("Je diploma is verwant aan {subject}"),
            text,
        ));
        steps.push(step(
            StepResult::NotApplicable,
            "Leerjaren konden we niet vergelijken",
            "Daarvoor is een diploma voor dit vak nodig.",
        ));
        format!(
            "Je diploma is verwant aan {subject}. Stuur een bewijs mee als je bevoegd bent voor dit vak. Je opgave blijft staan."
        )
    };
    Check {
        diplomas: diplomas(answers),
        ..answer(Outcome::Related, summary, steps, question.table)
    }
}

pub(super) fn not_found(question: &Question<'_>, others: usize, gaps: Vec<Gap>) -> Check {
    let subject = &question.subject.name;
    let reasons: Vec<&str> = gaps.iter().map(|gap| gap.text()).collect();
    let reasons = reasons.join(" ");
    let count = match others {
        0 => "Er staan geen diploma’s op jouw naam.".to_owned(),
        1 => "Er staat 1 ander diploma op jouw naam.".to_owned(),
        n => format!("Er staan {n} andere diploma’s op jouw naam."),
    };
    let why = if gaps.is_empty() {
        "Staat er een bevoegdheid op een ander bewijs? Stuur dat mee."
    } else {
        &reasons
    };
    let steps = vec![
        step(
            StepResult::Yes,
            question.extract.map_or_else(
                || "We konden het Diplomaregister bereiken".to_owned(),
                |day| format!("We lazen je uittreksel van {}", notation::date(day)),
            ),
            count,
        ),
        step(
            StepResult::No,
            format!("Er is geen lerarenopleiding gevonden voor {subject}"),
            why,
        ),
        step(
            StepResult::NotApplicable,
            "Leerjaren konden we niet vergelijken",
            "Daarvoor is een diploma nodig.",
        ),
    ];
    let (outcome, summary) = if gaps.is_empty() {
        (
            Outcome::NoBasis,
            "Je opgave blijft staan als eigen opgave. Heb je een ander bewijs? Stuur het mee."
                .to_owned(),
        )
    } else {
        (
            Outcome::NotFound,
            format!("Dat zegt niets over jou. {reasons}"),
        )
    };
    Check {
        gaps,
        ..answer(outcome, summary, steps, question.table)
    }
}
