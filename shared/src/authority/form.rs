//! The form of a claim: what was typed, and what it means.

use super::Claim;
use crate::{
    FieldError, Problem, notation,
    subject::{SchoolType, Subject, SubjectTable, Years},
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// A claim as somebody typed it. The messages are at `subject`, `school_types`, `years` and, for
/// the three fields of the date together, `since`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimForm {
    /// The appointment it is about; the server looks whether it is of this teacher.
    pub appointment: String,
    /// The id of a subject, or one of its names.
    pub subject: String,
    /// Codes of [`SchoolType`]. May stay empty when the subject is given in one kind of school.
    pub school_types: Vec<String>,
    /// `lower`, `upper` or both; asked for havo and vwo only.
    pub years: Vec<String>,
    /// Day of the month.
    pub since_day: String,
    /// Number of the month.
    pub since_month: String,
    /// Year in four digits.
    pub since_year: String,
}

impl ClaimForm {
    /// The form that makes this claim, for changing it.
    pub fn of(claim: &Claim, appointment: &str) -> Self {
        let codes = claim.school_types.iter().map(|kind| kind.code().to_owned());
        Self {
            appointment: appointment.to_owned(),
            subject: claim.subject.clone(),
            school_types: codes.collect(),
            years: claim
                .years
                .codes()
                .iter()
                .map(|code| (*code).to_owned())
                .collect(),
            since_day: claim.since.day().to_string(),
            since_month: claim.since.month().to_string(),
            since_year: claim.since.year().to_string(),
        }
    }

    /// Reads the claim.
    ///
    /// # Errors
    /// 422 with every message at once, each at its field.
    pub fn parse(&self, today: Date, subjects: &SubjectTable) -> Result<Claim, Problem> {
        let subject = self.subject(today, subjects);
        let known = subject.as_ref().ok().copied();
        let school_types = self.school_types(known);
        let asks_years = school_types.as_ref().map_or_else(
            |_| {
                self.school_types
                    .iter()
                    .any(|code| code == SchoolType::HavoVwo.code())
            },
            |types| types.contains(&SchoolType::HavoVwo),
        );
        let years = self.years(asks_years);
        let since = self.since(today);
        match (subject, school_types, years, since) {
            (Ok(subject), Ok(school_types), Ok(years), Ok(since)) => Ok(Claim {
                subject: subject.id.clone(),
                school_types,
                years,
                since,
            }),
            (subject, school_types, years, since) => Err(Problem::invalid(
                [subject.err(), school_types.err(), years.err(), since.err()]
                    .into_iter()
                    .flatten()
                    .collect(),
            )),
        }
    }

    fn subject<'a>(
        &self,
        today: Date,
        subjects: &'a SubjectTable,
    ) -> Result<&'a Subject, FieldError> {
        if self.subject.trim().is_empty() {
            return Err(FieldError::new("subject", "Kies het vak dat je geeft"));
        }
        subjects
            .resolve(&self.subject, today)
            .ok_or_else(|| FieldError::new("subject", "Kies een vak uit de lijst"))
    }

    fn school_types(&self, subject: Option<&Subject>) -> Result<Vec<SchoolType>, FieldError> {
        let wrong = |message: String| FieldError::new("school_types", message);
        let read: Option<Vec<_>> = self
            .school_types
            .iter()
            .map(|code| SchoolType::parse(code))
            .collect();
        let mut chosen = read.ok_or_else(|| wrong("Kies een soort school uit de lijst".into()))?;
        if let (true, Some(&[only])) = (
            chosen.is_empty(),
            subject.map(|s| s.school_types.as_slice()),
        ) {
            chosen.push(only);
        }
        if chosen.is_empty() {
            return Err(wrong("Kies het soort school waar je dit vak geeft".into()));
        }
        if let Some(subject) = subject
            && let Some(elsewhere) = chosen
                .iter()
                .find(|kind| !subject.school_types.contains(kind))
        {
            return Err(wrong(format!(
                "{} wordt niet gegeven in {}. Kies een ander soort school of een ander vak",
                subject.name,
                elsewhere.phrase(),
            )));
        }
        chosen.sort_unstable();
        chosen.dedup();
        Ok(chosen)
    }

    fn years(&self, asked: bool) -> Result<Years, FieldError> {
        if !asked {
            return Ok(Years::All);
        }
        Years::parse(&self.years)
            .ok_or_else(|| FieldError::new("years", "Kies in welke leerjaren je dit vak geeft"))
    }

    fn since(&self, today: Date) -> Result<Date, FieldError> {
        let wrong = |message: &str| FieldError::new("since", message);
        let typed = [&self.since_day, &self.since_month, &self.since_year].map(|text| text.trim());
        if typed.iter().all(|text| text.is_empty()) {
            return Err(wrong("Vul in sinds wanneer je dit vak geeft"));
        }
        let since = notation::parse_date(&typed.join("-"))
            .ok_or_else(|| wrong("Vul een datum in die bestaat, bijvoorbeeld 1 8 2020"))?;
        if since.year() < 1950 {
            return Err(wrong("Vul een datum in vanaf 1950"));
        }
        // A new school year may be entered before it begins.
        if since > today.saturating_add(Span::new().years(1)) {
            return Err(wrong(
                "Vul een datum in die niet meer dan een jaar vooruit ligt",
            ));
        }
        Ok(since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 23);

    fn form() -> ClaimForm {
        ClaimForm {
            subject: "maatschappijleer".into(),
            school_types: vec!["havo_vwo".into(), "vmbo".into()],
            years: vec!["lower".into()],
            since_day: "1".into(),
            since_month: "08".into(),
            since_year: " 2020 ".into(),
            ..ClaimForm::default()
        }
    }

    fn message(form: &ClaimForm, field: &str) -> String {
        let problem = form
            .parse(TODAY, SubjectTable::current())
            .expect_err("a problem");
        assert_eq!(problem.status, 422);
        problem.at(field).unwrap_or_default().to_owned()
    }

    #[test]
    fn a_whole_form_is_a_claim_and_a_claim_is_a_form_again() {
        let claim = form()
            .parse(TODAY, SubjectTable::current())
            .expect("a claim");
        assert_eq!(claim.subject, "MAATSCHAPPIJLEER");
        assert_eq!(claim.school_types, [SchoolType::Vmbo, SchoolType::HavoVwo]);
        assert_eq!((claim.years, claim.since), (Years::Lower, date(2020, 8, 1)));
        let again = ClaimForm::of(&claim, "x").parse(TODAY, SubjectTable::current());
        assert_eq!(again, Ok(claim));
    }

    #[test]
    fn an_empty_form_says_all_at_once_what_to_do() {
        let problem = ClaimForm::default()
            .parse(TODAY, SubjectTable::current())
            .expect_err("empty");
        let fields: Vec<&str> = problem.errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["subject", "school_types", "since"]);
    }

    #[test]
    fn each_wrong_field_has_its_own_message() {
        let with = |change: fn(&mut ClaimForm)| {
            let mut form = form();
            change(&mut form);
            form
        };
        assert_eq!(
            message(&with(|f| f.subject = "toveren".into()), "subject"),
            "Kies een vak uit de lijst"
        );
        assert_eq!(
            message(
                &with(|f| f.school_types = vec!["po".into()]),
                "school_types"
            ),
            "Maatschappijleer wordt niet gegeven in de basisschool. Kies een ander soort school of een ander vak"
        );
        assert_eq!(
            message(&with(|f| f.years.clear()), "years"),
            "Kies in welke leerjaren je dit vak geeft"
        );
        assert_eq!(
            message(&with(|f| f.since_month = "13".into()), "since"),
            "Vul een datum in die bestaat, bijvoorbeeld 1 8 2020"
        );
        assert_eq!(
            message(&with(|f| f.since_year = "1949".into()), "since"),
            "Vul een datum in vanaf 1950"
        );
        assert!(message(&with(|f| f.since_year = "2029".into()), "since").contains("vooruit"));
    }

    #[test]
    fn years_are_asked_for_havo_and_vwo_only_and_one_kind_of_school_is_not_asked() {
        let groups = ClaimForm {
            subject: "Loopbaan en burgerschap".into(),
            school_types: vec![],
            years: vec![],
            ..form()
        };
        let claim = groups
            .parse(TODAY, SubjectTable::current())
            .expect("a claim");
        assert_eq!(
            (claim.school_types, claim.years),
            (vec![SchoolType::Mbo], Years::All)
        );
    }

    proptest! {
        #[test]
        fn no_form_makes_it_panic(subject in ".{0,12}", types in prop::collection::vec("[a-z_]{0,8}", 0..3), years in prop::collection::vec("lower|upper|x", 0..3), day in ".{0,4}", month in ".{0,4}", year in ".{0,6}") {
            let form = ClaimForm { appointment: String::new(), subject, school_types: types, years, since_day: day, since_month: month, since_year: year };
            if let Err(problem) = form.parse(TODAY, SubjectTable::current()) {
                prop_assert!(!problem.errors.is_empty());
            }
        }
    }
}
