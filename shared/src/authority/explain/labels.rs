//! What an outcome, a step and a part are called.

use crate::authority::{Check, Claim, Outcome, Part, StepResult};
use crate::subject::{SchoolType, Years};

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

/// The parts as an enumeration. All years of havo and vwo are just that: `het vmbo, havo en vwo`. Where the claim
/// is about some years of havo and vwo alone, the kind of school goes without saying.
pub(in crate::authority) fn list(parts: &[Part], claim: &Claim) -> String {
    let is_whole = [Years::Lower, Years::Upper].iter().all(|&years| {
        parts.contains(&Part {
            school_type: SchoolType::HavoVwo,
            years,
        })
    });
    let phrases: Vec<String> = parts
        .iter()
        .map(|part| match (part.school_type, part.years) {
            (SchoolType::HavoVwo, Years::Lower) if is_whole => "havo".to_owned(),
            (SchoolType::HavoVwo, Years::Upper) if is_whole => "vwo".to_owned(),
            (SchoolType::HavoVwo, years) if claim.school_types.len() == 1 => {
                years.phrase().to_owned()
            }
            _ => part.phrase(),
        })
        .collect();
    match phrases.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} en {last}", rest.join(", ")),
    }
}
