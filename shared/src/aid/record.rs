//! What a delivered record already answers.

use super::answer::Answer;
use super::question::{Fact, Input, Kind, Question};
use super::replacement::Period;
use super::tree::Tree;
use super::walk::{SECTOR, Walk};
use crate::delivery::{CsvRow, Draft};
use crate::sector::Sector;
use jiff::civil::Date;

/// The function category of a teacher in training.
const TRAINEE: u8 = 10;
/// The function categories that teach.
const TEACHING: [u8; 4] = [8, 9, TRAINEE, 11];

/// What a record of a delivery, perhaps a wrong one, tells about the questions. Its ground is not
/// among it: that is what the aid must find. Nothing of the person is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialRecord {
    /// The sector of the school.
    pub sector: Option<Sector>,
    /// Whether a vso school holds its own final exams.
    pub own_exams: Option<bool>,
    /// The function category.
    pub function_category: Option<u8>,
    /// First day of the appointment.
    pub begins: Option<Date>,
    /// First day on the ground.
    pub ground_since: Option<Date>,
    /// How often the ground was extended.
    pub extensions: Option<u8>,
}

impl PartialRecord {
    /// What a record tells as far as it can be read, at a school of this sector.
    pub fn of(row: &CsvRow, sector: Option<Sector>) -> Self {
        let draft = Draft::read(row);
        Self {
            sector,
            own_exams: None,
            function_category: draft.function_category.get().copied(),
            begins: draft.begins.get().copied(),
            ground_since: draft.ground_since.get().copied(),
            extensions: draft.extensions.get().copied(),
        }
    }

    fn says(&self, fact: Fact) -> bool {
        let category = self.function_category;
        match fact {
            Fact::Teaches => category.is_some_and(|c| TEACHING.contains(&c)),
            Fact::InTraining => category == Some(TRAINEE),
            Fact::OwnExams => self.own_exams == Some(true),
            Fact::NoExams => self.own_exams == Some(false),
        }
    }

    /// The answer to a question, when the record tells it.
    fn answer(&self, question: &Question) -> Option<Answer> {
        let first_day = self.ground_since.or(self.begins);
        match &question.kind {
            Kind::Choice(choices) if question.id.as_str() == SECTOR => {
                let code = self.sector?.code();
                choices
                    .iter()
                    .find(|choice| choice.id == code)
                    .map(|choice| Answer::Choice(choice.id.clone()))
            }
            Kind::Choice(choices) => choices
                .iter()
                .find(|choice| choice.fact.is_some_and(|fact| self.says(fact)))
                .map(|choice| Answer::Choice(choice.id.clone())),
            Kind::Date(Input::FirstDay, _) => first_day.map(Answer::Date),
            Kind::Date(Input::Begin, _) => self.begins.map(Answer::Date),
            Kind::Number(Input::Extensions, ..) => {
                self.extensions.map(|count| Answer::Number(count.into()))
            }
            Kind::Periods(_) => {
                first_day.map(|first| Answer::Periods(vec![Period { first, last: None }]))
            }
            Kind::Date(..) | Kind::Number(..) => None,
        }
    }
}

impl Tree<'_> {
    /// The walk in which every question of the record's sector that the record answers is
    /// answered, wherever its path leads: the page begins at the first question that is left.
    pub fn prefill(&self, record: &PartialRecord) -> Walk {
        let mut walk = Walk::default();
        let mut open = vec![self.graph().first()];
        let mut seen = Vec::new();
        while let Some(question) = open.pop() {
            if seen.contains(&&question.id) {
                continue;
            }
            seen.push(&question.id);
            let answer = record.answer(question);
            if let Some(answer) = &answer {
                walk.set(&question.id, answer);
            }
            // Only the sector closes the other ways: of all else, an answer may be changed.
            let ways = match answer {
                Some(answer) if question.id.as_str() == SECTOR => answer
                    .way(question, self.reference_date())
                    .map(|(_, next)| next)
                    .into_iter()
                    .collect(),
                _ => question.ways(),
            };
            open.extend(
                ways.into_iter()
                    .filter_map(|next| self.graph().question_at(next)),
            );
        }
        walk
    }
}
