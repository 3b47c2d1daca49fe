//! What a colleague says of an activity: three answers and a text, and never a score (handbook 4.4).

use crate::{FieldError, Problem};
use serde::{Deserialize, Serialize};

/// Longest answer, in characters.
pub const MAX_ANSWER: usize = 2000;
/// Longest name, in characters.
pub const MAX_NAME: usize = 100;
/// How many days somebody who is invited has to answer (assumed).
pub const INVITATION_DAYS: i64 = 30;
/// How many invitations to one activity may be open at a time (assumed).
pub const MAX_OPEN_INVITATIONS: i64 = 20;
/// How many invitations a teacher may send in a day (assumed).
pub const MAX_INVITATIONS_PER_DAY: i64 = 50;

/// For what somebody is invited to an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationKind {
    /// To say something about it.
    Feedback,
    /// To put what was done together in the own portfolio.
    Team,
}

impl InvitationKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Feedback, Self::Team];

    /// As it is kept and stands in a form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Team => "team",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Feedback as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedbackForm {
    /// Who gives it; not asked of who is logged in.
    pub name: String,
    /// What the colleague saw of the activity.
    pub seen: String,
    /// What went well.
    pub good: String,
    /// What could be better, or otherwise.
    pub better: String,
    /// Anything else; may stay empty.
    pub remark: String,
}

/// Feedback that can be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Who gives it.
    pub name: String,
    /// What the colleague saw of the activity.
    pub seen: String,
    /// What went well.
    pub good: String,
    /// What could be better, or otherwise.
    pub better: String,
    /// Anything else.
    pub remark: Option<String>,
}

impl Feedback {
    /// The questions that were answered, each with its answer.
    pub fn answers(&self) -> Vec<(&'static str, &str)> {
        let mut answers = vec![
            ("Wat zag je?", self.seen.as_str()),
            ("Wat ging goed?", &self.good),
            ("Wat kan beter of anders?", &self.better),
        ];
        answers.extend(self.remark.as_deref().map(|text| ("Verder", text)));
        answers
    }
}

impl FeedbackForm {
    /// Reads the form. Who is logged in gives the name `known`, and need not type it.
    ///
    /// # Errors
    /// 422 with everything that is missing or too long, at its field.
    pub fn parse(&self, known: Option<&str>) -> Result<Feedback, Problem> {
        let mut errors = Vec::new();
        let mut read = |field: &str, text: &str, missing: &str, most: usize| {
            let text = text.trim();
            let message = match text.chars().count() {
                0 if !missing.is_empty() => missing.to_owned(),
                length if length > most => format!("Gebruik hier niet meer dan {most} tekens"),
                _ => return text.to_owned(),
            };
            errors.push(FieldError::new(field, message));
            String::new()
        };
        let name = known.map_or_else(
            || read("name", &self.name, "Vul je naam in", MAX_NAME),
            str::to_owned,
        );
        let seen = read(
            "seen",
            &self.seen,
            "Schrijf op wat je ervan hebt gezien",
            MAX_ANSWER,
        );
        let good = read("good", &self.good, "Schrijf op wat goed ging", MAX_ANSWER);
        let better = read(
            "better",
            &self.better,
            "Schrijf op wat beter of anders kan",
            MAX_ANSWER,
        );
        let remark = read("remark", &self.remark, "", MAX_ANSWER);
        if errors.is_empty() {
            Ok(Feedback {
                name,
                seen,
                good,
                better,
                remark: Some(remark).filter(|remark| !remark.is_empty()),
            })
        } else {
            Err(Problem::invalid(errors))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let problem = FeedbackForm::default().parse(None).expect_err("empty");
        let fields: Vec<&str> = problem.errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["name", "seen", "good", "better"]);
        let problem = FeedbackForm::default().parse(Some("M. Zandlicht"));
        assert_eq!(problem.expect_err("empty").errors.len(), 3);
    }

    #[test]
    fn an_answer_of_more_than_what_is_kept_is_refused() {
        let form = FeedbackForm {
            name: "A. Rietwending".to_owned(),
            seen: "De les".to_owned(),
            good: "é".repeat(MAX_ANSWER),
            better: "x".repeat(MAX_ANSWER + 1),
            remark: String::new(),
        };
        let problem = form.parse(None).expect_err("too long");
        assert_eq!(problem.errors.len(), 1);
        assert!(problem.at("better").is_some());
    }
}
