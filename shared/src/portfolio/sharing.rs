//! What a teacher shows the board of the portfolio: only what the teacher chose, and only as long
//! (article 38o, second paragraph, under d, WPO).

use crate::{FieldError, Problem, identifier::ActivityId, notation};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is filled in to share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SharingForm {
    /// The number of the board.
    pub board: String,
    /// `activiteit` or `periode`.
    pub what: String,
    /// The number of the activity.
    pub activity: String,
    /// Day of the month on which the period begins.
    pub from_day: String,
    /// Its month, as a number.
    pub from_month: String,
    /// Its year, in four digits.
    pub from_year: String,
    /// Day of the month on which it ends, or nothing.
    pub to_day: String,
    /// Its month, as a number.
    pub to_month: String,
    /// Its year, in four digits.
    pub to_year: String,
    /// Day of the month of the last day on which the board sees it, or nothing.
    pub until_day: String,
    /// Its month, as a number.
    pub until_month: String,
    /// Its year, in four digits.
    pub until_year: String,
}

/// What is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shared {
    /// One activity.
    Activity(ActivityId),
    /// All that begins in a period; without a last day also what comes.
    Period {
        /// The first day.
        from: Date,
        /// The last day.
        to: Option<Date>,
    },
}

impl SharingForm {
    /// Reads what is shared.
    ///
    /// # Errors
    /// 422 with everything that is missing or wrong, at its field.
    pub fn parse(&self) -> Result<Shared, Problem> {
        let refuse = |field: &str, message: &str| {
            Err(Problem::invalid(vec![FieldError::new(field, message)]))
        };
        match self.what.as_str() {
            "activiteit" => match self.activity.parse() {
                Ok(id) => Ok(Shared::Activity(id)),
                Err(_) => refuse("activity", "Kies een activiteit"),
            },
            "periode" => self.period(),
            _ => refuse("what", "Kies wat je wilt delen"),
        }
    }

    /// The last day on which the board sees it; nothing for as long as the teacher does not stop.
    ///
    /// # Errors
    /// 422 at its field when it is no day, or has passed.
    pub fn until(&self, today: Date) -> Result<Option<Date>, Problem> {
        let message = match day([&self.until_day, &self.until_month, &self.until_year]) {
            Ok(Some(until)) if until < today => "Kies vandaag of een dag daarna",
            Ok(until) => return Ok(until),
            Err(message) => message,
        };
        Err(Problem::invalid(vec![FieldError::new("until", message)]))
    }

    fn period(&self) -> Result<Shared, Problem> {
        let from = day([&self.from_day, &self.from_month, &self.from_year])
            .and_then(|from| from.ok_or("Vul in vanaf welke dag je deelt"));
        let to = day([&self.to_day, &self.to_month, &self.to_year]);
        match (from, to) {
            (Ok(from), Ok(Some(to))) if to < from => {
                let message = "Kies een laatste dag die na de eerste dag ligt";
                Err(Problem::invalid(vec![FieldError::new("to", message)]))
            }
            (Ok(from), Ok(to)) => Ok(Shared::Period { from, to }),
            (from, to) => {
                let wrong = [("from", from.err()), ("to", to.err())];
                let errors = wrong
                    .into_iter()
                    .filter_map(|(field, message)| Some(FieldError::new(field, message?)));
                Err(Problem::invalid(errors.collect()))
            }
        }
    }
}

/// The day of these parts; nothing when none of them was filled in.
fn day(parts: [&String; 3]) -> Result<Option<Date>, &'static str> {
    let parts = parts.map(|part| part.trim());
    if parts.iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    notation::parse_date(&parts.join("-"))
        .map(Some)
        .ok_or("Vul een datum in die bestaat")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(from: [&str; 3], to: [&str; 3]) -> Result<Shared, Problem> {
        let [from_day, from_month, from_year] = from.map(str::to_owned);
        let [to_day, to_month, to_year] = to.map(str::to_owned);
        SharingForm {
            what: "periode".to_owned(),
            from_day,
            from_month,
            from_year,
            to_day,
            to_month,
            to_year,
            ..SharingForm::default()
        }
        .parse()
    }

    #[test]
    fn a_period_may_be_open_but_does_not_end_before_it_begins() {
        let from = date(2026, 8, 1);
        let open = period(["1", "8", "2026"], ["", "", ""]);
        assert_eq!(open, Ok(Shared::Period { from, to: None }));
        let wrong = period(["1", "8", "2026"], ["31", "7", "2026"]);
        assert!(wrong.expect_err("before").at("to").is_some());
        let wrong = period(["", "", ""], ["31", "2", "2026"]).expect_err("both");
        assert!(wrong.at("from").is_some() && wrong.at("to").is_some());
    }

    #[test]
    fn the_last_day_on_which_the_board_sees_it_has_not_passed() {
        let today = date(2026, 11, 23);
        let until = |day: &str| {
            let form = SharingForm {
                until_day: day.to_owned(),
                until_month: if day.is_empty() { "" } else { "11" }.to_owned(),
                until_year: if day.is_empty() { "" } else { "2026" }.to_owned(),
                ..SharingForm::default()
            };
            form.until(today)
        };
        assert_eq!(until(""), Ok(None));
        assert_eq!(until("23"), Ok(Some(today)));
        for wrong in ["22", "31"] {
            assert!(until(wrong).expect_err(wrong).at("until").is_some());
        }
    }

    #[test]
    fn what_is_shared_is_chosen() {
        let nothing = SharingForm::default().parse().expect_err("nothing");
        assert!(nothing.at("what").is_some());
    }
}
