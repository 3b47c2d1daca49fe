//! What is done with a case, as the forms send it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::{
    FieldError,
    case::{Ruling, Skip, Verdict},
    identifier::CaseId,
    notation,
};

/// A step with a case, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStep {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// [`super::CaseLine::seen`]. Beside the form: a number is not read in a part of one.
    #[serde(skip)]
    pub seen: i32,
    /// `take`, `release`, `hand_over`, `confirm` or `send_back`.
    #[serde(default)]
    pub step: String,
    /// To whom it is handed over.
    #[serde(default)]
    pub to: String,
    /// What the colleague must know.
    #[serde(default)]
    pub note: String,
}

/// What the verdict must be, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The case.
    #[serde(default)]
    pub id: Option<CaseId>,
    /// [`super::CaseLine::seen`]. Beside the form: a number is not read in a part of one.
    #[serde(skip)]
    pub seen: i32,
    /// The code of a [`Verdict`].
    #[serde(default)]
    pub verdict: String,
    /// The reasons, as the teacher reads them.
    #[serde(default)]
    pub reasons: String,
    /// The code of what becomes of a fact of the register.
    #[serde(default)]
    pub becomes: String,
    /// The last day on which evidence holds, or in the vestibule: day of the month.
    #[serde(default)]
    pub until_day: String,
    /// Number of the month.
    #[serde(default)]
    pub until_month: String,
    /// Year in four digits.
    #[serde(default)]
    pub until_year: String,
    /// Why it departs from the advice of the committee.
    #[serde(default)]
    pub deviation: String,
    /// Why the teacher is not heard: a letter of article 7:3.
    #[serde(default)]
    pub skip: String,
    /// `ja` when a refusal rests only on what the teacher gave (article 4:7, first paragraph, Awb).
    #[serde(default)]
    pub own_facts: String,
    /// `ja` when the committee advised with care (article 3:9 Awb).
    #[serde(default)]
    pub careful: String,
}

impl Proposal {
    /// What is said of an advice, of hearing the teacher, and of asking a view.
    pub fn ruling(&self) -> Ruling {
        let deviation = self.deviation.trim();
        Ruling {
            deviation: (!deviation.is_empty()).then(|| deviation.to_owned()),
            skip: Skip::parse(&self.skip),
            own_facts: self.own_facts == "ja",
            careful: self.careful == "ja",
        }
    }

    /// The last day of what is granted; nothing when it has no end, or is refused.
    ///
    /// # Errors
    /// What to do about it, when what was typed is no date.
    pub fn until(&self, verdict: Option<Verdict>) -> Result<Option<Date>, FieldError> {
        let typed = [&self.until_day, &self.until_month, &self.until_year].map(|text| text.trim());
        if verdict != Some(Verdict::Granted) || typed.iter().all(|text| text.is_empty()) {
            return Ok(None);
        }
        let message = "Vul een datum in die bestaat, of laat de datum leeg";
        notation::parse_date(&typed.join("-"))
            .map(Some)
            .ok_or_else(|| FieldError::new("until", message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_end_of_what_is_accepted_may_be_left_out_and_must_exist() {
        let proposal = |day: &str| Proposal {
            until_day: day.to_owned(),
            until_month: "2".to_owned(),
            until_year: "2027".to_owned(),
            ..Proposal::default()
        };
        let granted = Some(Verdict::Granted);
        assert_eq!(Proposal::default().until(granted), Ok(None));
        assert_eq!(proposal("28").until(granted), Ok(Some(date(2027, 2, 28))));
        assert!(proposal("29").until(granted).is_err());
        assert_eq!(proposal("29").until(Some(Verdict::Refused)), Ok(None));
    }
}
