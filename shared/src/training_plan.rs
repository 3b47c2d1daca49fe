//! The training plan (*scholingsplan*) of an appointment in the vestibule: what a board and a teacher
//! agreed so that the teacher becomes qualified in time (article 38s, second paragraph, WPO and its
//! likes). The one enters it, the other confirms it.

use crate::{FieldError, Problem, notation::parse_date};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest route, in characters.
pub const MAX_ROUTE: usize = 300;

/// What was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingPlan {
    /// The day on which it was agreed.
    pub agreed_on: Date,
    /// The training that is followed, and where.
    pub route: String,
    /// The day on which it should be done.
    pub ends_on: Date,
}

/// One of the two who agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Party {
    /// The board.
    School,
    /// The teacher.
    Teacher,
}

impl Party {
    /// The name in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Teacher => "teacher",
        }
    }

    /// The party with this name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::School, Self::Teacher]
            .into_iter()
            .find(|party| party.code() == code)
    }
}

/// A plan as it was typed. Messages of a date, which has three fields, are at `agreed` and `ends`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingPlanForm {
    /// Day of the month on which it was agreed.
    pub agreed_day: String,
    /// Its month, as a number.
    pub agreed_month: String,
    /// Its year, in four digits.
    pub agreed_year: String,
    /// The training that is followed, and where.
    pub route: String,
    /// Day of the month on which it should be done.
    pub ends_day: String,
    /// Its month, as a number.
    pub ends_month: String,
    /// Its year, in four digits.
    pub ends_year: String,
}

impl From<&TrainingPlan> for TrainingPlanForm {
    fn from(plan: &TrainingPlan) -> Self {
        Self {
            agreed_day: plan.agreed_on.day().to_string(),
            agreed_month: plan.agreed_on.month().to_string(),
            agreed_year: plan.agreed_on.year().to_string(),
            route: plan.route.clone(),
            ends_day: plan.ends_on.day().to_string(),
            ends_month: plan.ends_on.month().to_string(),
            ends_year: plan.ends_on.year().to_string(),
        }
    }
}

impl TrainingPlanForm {
    /// Reads the plan of an appointment that began on the ground on `since`.
    ///
    /// # Errors
    /// 422 with every message at once, each at its field.
    pub fn parse(&self, since: Date, today: Date) -> Result<TrainingPlan, Problem> {
        let agreed_on = date([&self.agreed_day, &self.agreed_month, &self.agreed_year]);
        let ends_on = date([&self.ends_day, &self.ends_month, &self.ends_year]);
        let route = self.route.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut errors = Vec::new();
        match agreed_on {
            None => errors.push((
                "agreed",
                "Vul de dag in waarop het is afgesproken, zoals 15 8 2026",
            )),
            Some(day) if day > today => {
                errors.push((
                    "agreed",
                    "De dag van de afspraak kan niet in de toekomst liggen",
                ));
            }
            Some(_) => {}
        }
        if route.is_empty() {
            errors.push(("route", "Vul in welke opleiding wordt gevolgd, en waar"));
        } else if route.chars().count() > MAX_ROUTE {
            errors.push(("route", "Maak het korter: maximaal 300 tekens"));
        }
        match (ends_on, agreed_on) {
            (None, _) => errors.push((
                "ends",
                "Vul in wanneer de opleiding klaar is, zoals 31 7 2028",
            )),
            (Some(ends), Some(agreed)) if ends < agreed => {
                errors.push((
                    "ends",
                    "De opleiding kan niet klaar zijn voor het is afgesproken",
                ));
            }
            (Some(ends), _) if ends < since => errors.push((
                "ends",
                "De opleiding kan niet klaar zijn voor de benoeming begint",
            )),
            _ => {}
        }
        match (agreed_on, ends_on) {
            (Some(agreed_on), Some(ends_on)) if errors.is_empty() => Ok(TrainingPlan {
                agreed_on,
                route,
                ends_on,
            }),
            _ => Err(Problem::invalid(
                errors
                    .into_iter()
                    .map(|(field, message)| FieldError::new(field, message))
                    .collect(),
            )),
        }
    }
}

/// A date that was typed in three fields.
fn date([day, month, year]: [&str; 3]) -> Option<Date> {
    parse_date(&format!("{}-{}-{}", day.trim(), month.trim(), year.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn form(agreed: [&str; 3], route: &str, ends: [&str; 3]) -> TrainingPlanForm {
        let text = str::to_owned;
        TrainingPlanForm {
            agreed_day: text(agreed[0]),
            agreed_month: text(agreed[1]),
            agreed_year: text(agreed[2]),
            route: text(route),
            ends_day: text(ends[0]),
            ends_month: text(ends[1]),
            ends_year: text(ends[2]),
        }
    }

    #[test]
    fn a_plan_is_read_and_can_be_changed() {
        let (since, today) = (date(2026, 8, 1), date(2026, 11, 23));
        let typed = form(
            ["15", "8", "2026"],
            " Tweedegraads  maatschappijleer ",
            ["31", "7", "2028"],
        );
        let plan = typed.parse(since, today).expect("a plan");
        assert_eq!(plan.agreed_on, date(2026, 8, 15));
        assert_eq!(plan.route, "Tweedegraads maatschappijleer");
        assert_eq!(plan.ends_on, date(2028, 7, 31));
        assert_eq!(TrainingPlanForm::from(&plan).parse(since, today), Ok(plan));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_at_its_field() {
        let (since, today) = (date(2026, 8, 1), date(2026, 11, 23));
        let fields = |form: TrainingPlanForm| -> Vec<String> {
            let problem = form.parse(since, today).expect_err("it is wrong");
            problem
                .errors
                .iter()
                .map(|error| error.field.clone())
                .collect()
        };
        assert_eq!(
            fields(TrainingPlanForm::default()),
            ["agreed", "route", "ends"]
        );
        let long = "a".repeat(301);
        assert_eq!(
            fields(form(["24", "11", "2026"], &long, ["23", "11", "2026"])),
            ["agreed", "route", "ends"]
        );
        assert_eq!(
            fields(form(["1", "5", "2026"], "Master", ["31", "7", "2026"])),
            ["ends"]
        );
        assert_eq!(
            fields(form(["30", "2", "2026"], "Master", ["31", "7", "2027"])),
            ["agreed"]
        );
    }

    proptest! {
        #[test]
        fn whatever_is_typed_a_plan_has_an_order(parts in prop::array::uniform7("[0-9 -]{0,4}")) {
            let [a, b, c, route, d, e, f] = &parts;
            let typed = form([a, b, c], route, [d, e, f]);
            if let Ok(plan) = typed.parse(date(2026, 8, 1), date(2026, 11, 23)) {
                prop_assert!(plan.agreed_on <= plan.ends_on && !plan.route.is_empty());
            }
        }
    }
}
