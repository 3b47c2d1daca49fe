//! The words of a check: what was compared and what it means, in plain Dutch to the teacher.
//! Neutral always: that we do not find a diploma says nothing about the person.

use super::{
    Approval, AuthorityTable, Basis, Check, Claim, Conflict, Diploma, Gap, Limit, Outcome, Part,
    RecognisedBy, SchoolGround, Step, StepResult, Training,
    compare::{Answer, Question},
};
use crate::{
    notation,
    subject::{SchoolType, Years},
};
use jiff::civil::{Date, date};

impl Outcome {
    /// The heading above the explanation.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Confirmed => "Je vak past bij je diploma",
            Self::ConfirmedInPart => "Je diploma past voor een deel",
            Self::Related => "Je diploma is verwant aan dit vak",
            Self::NotFound | Self::NoBasis => "We vonden geen diploma bij dit vak",
            Self::Conflicting => "Je diploma en de gegevens van je school verschillen",
            Self::Evidenced => "Je bewijs is gecontroleerd",
            Self::SourceUnreachable => "We vergelijken je vak later met je diploma",
            Self::NotChecked => "We hebben je vak niet vergeleken met je diploma",
        }
    }

    /// The few words in a list or on a badge.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Confirmed => "Past bij diploma",
            Self::ConfirmedInPart => "Past voor een deel",
            Self::Related => "Verwant diploma",
            Self::NotFound | Self::NoBasis => "Geen diploma gevonden",
            Self::Conflicting => "Verschilt van je school",
            Self::Evidenced => "Bewijs gecontroleerd",
            Self::SourceUnreachable => "Nog niet vergeleken",
            Self::NotChecked => "Eigen opgave",
        }
    }
}

impl StepResult {
    /// How it went, before the title of the step: `Voldoet`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yes => "Voldoet",
            Self::No => "Voldoet niet",
            Self::Partly => "Voldoet deels",
            Self::NotApplicable => "Niet van toepassing",
        }
    }
}

impl Check {
    /// The whole answer as text, for a message: what came of it, how it was reached, and by which version
    /// of the rules, in the words of the page.
    pub fn story(&self) -> String {
        let outcome = format!("{}. {}", self.outcome.title(), self.summary);
        let steps = self.steps.iter().enumerate().map(|(place, step)| {
            let result = match (step.result, self.outcome) {
                // What the source does not hold is no fault (handbook, 3.4).
                (StepResult::No, Outcome::NotFound) => "Niet gevonden",
                (result, _) => result.label(),
            };
            format!("{}. {result}: {}. {}", place + 1, step.title, step.text)
        });
        let version = format!(
            "Regelset vakken en bevoegdheden, versie {}.",
            self.table_version
        );
        std::iter::once(outcome)
            .chain(steps)
            .chain(std::iter::once(version))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl Part {
    /// The part after *voor*: `klas 4 en hoger van havo en vwo`, `het vmbo`.
    pub fn phrase(self) -> String {
        match (self.school_type, self.years) {
            (SchoolType::HavoVwo, years) => format!("{} van havo en vwo", years.phrase()),
            (other, _) => other.phrase().to_owned(),
        }
    }
}

/// The parts as an enumeration. Where the claim is about havo and vwo alone, that goes without saying.
pub(super) fn list(parts: &[Part], claim: &Claim) -> String {
    let phrases: Vec<String> = parts
        .iter()
        .map(|part| match claim.school_types.as_slice() {
            [SchoolType::HavoVwo] => part.years.phrase().to_owned(),
            _ => part.phrase(),
        })
        .collect();
    match phrases.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} en {last}", rest.join(", ")),
    }
}

/// Since this day the authority stands on the diploma or its supplement.
const STATED_ON_DIPLOMA_FROM: Date = date(2006, 8, 1);

fn step(result: StepResult, title: impl Into<String>, text: impl Into<String>) -> Step {
    Step {
        result,
        title: title.into(),
        text: text.into(),
    }
}

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

/// The steps when every part is covered.
fn positive_steps(question: &Question<'_>, answers: &[Answer<'_>]) -> Vec<Step> {
    let all: Vec<&Answer<'_>> = answers.iter().collect();
    let mut steps = found_steps(question, &all);
    let title = match question.claim.school_types.as_slice() {
        [SchoolType::HavoVwo] if question.claim.years == Years::All => {
            "Je diploma geldt voor alle leerjaren".to_owned()
        }
        _ => format!("Je diploma geldt voor {}", question.claim.extent()),
    };
    steps.push(step(StepResult::Yes, title, reaches(&all)));
    steps.extend(notes(question, &all));
    steps
}

/// That it is a teacher training, and that its subject is the one of the claim.
fn found_steps(question: &Question<'_>, answers: &[&Answer<'_>]) -> Vec<Step> {
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

fn training_step(result: StepResult, diploma: &Diploma, training: Training) -> Step {
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
fn notes(question: &Question<'_>, answers: &[&Answer<'_>]) -> Vec<Step> {
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
fn by_diploma<'a>(answers: &[&Answer<'a>]) -> Vec<(&'a Diploma, Training)> {
    let mut all: Vec<(&Diploma, Training)> = Vec::new();
    for answer in answers {
        if all.iter().all(|(diploma, _)| *diploma != answer.diploma) {
            all.push((answer.diploma, answer.recognised.training));
        }
    }
    all
}

/// The rows that give authority, in the order of the parts of the claim.
fn bases(question: &Question<'_>, answers: &[Answer<'_>]) -> Vec<Basis> {
    let rows = question.table.all();
    let mut all: Vec<Basis> = answers
        .iter()
        .filter_map(|answer| Some(Basis::of(answer, rows.get(answer.row?)?)))
        .collect();
    all.sort_by_key(|basis| basis.part);
    all
}

fn diplomas(answers: &[Answer<'_>]) -> Vec<Diploma> {
    let all: Vec<&Answer<'_>> = answers.iter().collect();
    by_diploma(&all)
        .into_iter()
        .map(|(diploma, _)| diploma.clone())
        .collect()
}

fn reaches(answers: &[&Answer<'_>]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for answer in answers {
        let reach = answer.recognised.training.reach();
        if !all.contains(&reach) {
            all.push(reach);
        }
    }
    all.join(" ")
}
