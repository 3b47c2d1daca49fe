//! The catalogue: what providers offer to teachers, and how the profession validates it (handbook 4.1).

use crate::{
    FieldError, Problem,
    data_file::{DataError, rows, wrong},
    portfolio::{ActivityKind, Category, MAX_HOURS, MAX_TITLE, Quarters},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Longest description, in characters.
pub const MAX_ABOUT: usize = 3000;
/// Longest review, in characters.
pub const MAX_REVIEW: usize = 1000;

/// How an offering stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferingState {
    /// The provider still writes it.
    Concept,
    /// The provider asks to validate it.
    Offered,
    /// It is in the catalogue.
    Validated,
    /// The profession refused it; the provider can change it and offer it again.
    Refused,
    /// The provider took it out.
    Withdrawn,
}

/// What can be done with an offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The provider changes it.
    Change,
    /// The provider asks to validate it.
    Offer,
    /// The profession validates it.
    Validate,
    /// The profession refuses it.
    Refuse,
    /// The provider takes it out.
    Withdraw,
}

impl OfferingState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Concept,
        Self::Offered,
        Self::Validated,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// As it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Offered => "offered",
            Self::Validated => "validated",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// In a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Concept => "Concept",
            Self::Offered => "Wacht op toetsing",
            Self::Validated => "In de catalogus",
            Self::Refused => "Afgewezen",
            Self::Withdrawn => "Teruggetrokken",
        }
    }

    /// The state with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// How it stands after a step; nothing when that step cannot be taken. What was validated is not
    /// changed any more: that would be another offering.
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Concept | Self::Refused, Step::Change) => Some(Self::Concept),
            (Self::Concept, Step::Offer) => Some(Self::Offered),
            (Self::Offered, Step::Validate) => Some(Self::Validated),
            (Self::Offered, Step::Refuse) => Some(Self::Refused),
            (Self::Concept | Self::Offered | Self::Validated | Self::Refused, Step::Withdraw) => {
                Some(Self::Withdrawn)
            }
            _ => None,
        }
    }
}

/// A requirement of the quality of an offering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityRule {
    /// Its code: `K1`.
    pub code: String,
    /// What it is about.
    pub name: String,
    /// What is asked.
    pub question: String,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Where the row comes from: S read in a source, M from memory, A our assumption.
    pub source: char,
}

/// The requirements of all times, with their version.
#[derive(Clone, Debug)]
pub struct QualityRules {
    /// The version of the file.
    pub version: String,
    /// Every requirement.
    pub rules: Vec<QualityRule>,
}

impl QualityRules {
    /// Those that come with the program (`data/quality_rules.csv`).
    pub fn builtin() -> &'static Self {
        static RULES: LazyLock<QualityRules> = LazyLock::new(|| {
            QualityRules::parse(include_str!("../data/quality_rules.csv"))
                .expect("the quality rules that come with the program are right")
        });
        &RULES
    }

    /// Reads requirements: `;` between the cells, the version in the first line.
    ///
    /// # Errors
    /// [`DataError`] names what cannot be read.
    pub fn parse(text: &str) -> Result<Self, DataError> {
        let (version, rules) = rows::<QualityRule>(text)?;
        if rules.is_empty() {
            return Err(wrong("code", ""));
        }
        Ok(Self { version, rules })
    }

    /// The requirements on a day.
    pub fn on(&self, day: Date) -> Vec<QualityRule> {
        let holds = |rule: &&QualityRule| {
            rule.valid_from <= day && rule.valid_to.is_none_or(|last| day <= last)
        };
        self.rules.iter().filter(holds).cloned().collect()
    }
}

/// An offering as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferingForm {
    /// Title.
    pub title: String,
    /// Code of an [`ActivityKind`].
    pub kind: String,
    /// Code of a [`Category`].
    pub category: String,
    /// How many hours.
    pub hours: String,
    /// What it is and how it is set up, and who gives it.
    pub about: String,
}

/// An offering that can be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offering {
    /// Title.
    pub title: String,
    /// What kind of activity.
    pub kind: ActivityKind,
    /// What it is about.
    pub category: Category,
    /// How many hours.
    pub hours: Quarters,
    /// What it is and how it is set up, and who gives it.
    pub about: String,
}

impl OfferingForm {
    /// Reads the form.
    ///
    /// # Errors
    /// 422 with everything that is missing or wrong, at its field.
    pub fn parse(&self) -> Result<Offering, Problem> {
        let mut errors = Vec::new();
        let mut text = |field: &str, value: &str, missing: &str, most: usize| {
            let value = value.trim();
            if value.is_empty() {
                errors.push(FieldError::new(field, missing));
            } else if value.chars().count() > most {
                let message = format!("Gebruik hier niet meer dan {most} tekens");
                errors.push(FieldError::new(field, message));
            }
            value.to_owned()
        };
        let title = text("title", &self.title, "Vul een titel in", MAX_TITLE);
        let about = text(
            "about",
            &self.about,
            "Schrijf op wat een leraar doet en wie het geeft",
            MAX_ABOUT,
        );
        let kind = ActivityKind::parse(&self.kind);
        let category = Category::parse(&self.category);
        let hours = Quarters::parse(&self.hours)
            .filter(|hours| *hours > Quarters::ZERO && *hours <= MAX_HOURS);
        for (field, is_missing, message) in [
            ("kind", kind.is_none(), "Kies een soort"),
            ("category", category.is_none(), "Kies een onderwerp"),
            (
                "hours",
                hours.is_none(),
                "Vul de uren in, bijvoorbeeld 6 of 7,5",
            ),
        ] {
            if is_missing {
                errors.push(FieldError::new(field, message));
            }
        }
        match (kind, category, hours) {
            (Some(kind), Some(category), Some(hours)) if errors.is_empty() => Ok(Offering {
                title,
                kind,
                category,
                hours,
                about,
            }),
            _ => Err(Problem::invalid(errors)),
        }
    }
}

impl From<&Offering> for OfferingForm {
    fn from(offering: &Offering) -> Self {
        Self {
            title: offering.title.clone(),
            kind: offering.kind.code().to_owned(),
            category: offering.category.code().to_owned(),
            hours: offering.hours.to_string().replace('.', ""),
            about: offering.about.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn there_are_four_requirements_and_none_before_they_held() {
        let rules = QualityRules::builtin();
        assert_eq!(rules.version, "2026-1");
        assert_eq!(rules.on(date(2026, 11, 23)).len(), 4);
        assert!(rules.on(date(2018, 7, 31)).is_empty());
    }

    #[test]
    fn only_the_profession_puts_something_in_the_catalogue() {
        use OfferingState::{Concept, Offered, Refused, Validated, Withdrawn};
        assert_eq!(Concept.after(Step::Validate), None);
        assert_eq!(Offered.after(Step::Validate), Some(Validated));
        assert_eq!(
            Validated.after(Step::Change),
            None,
            "it was validated as it is"
        );
        assert_eq!(Refused.after(Step::Change), Some(Concept));
        for step in [Step::Change, Step::Offer, Step::Validate, Step::Withdraw] {
            assert_eq!(Withdrawn.after(step), None);
        }
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let problem = OfferingForm::default().parse().expect_err("empty");
        assert_eq!(problem.errors.len(), 5);
    }
}
