//! The form of an activity: what was typed, and what it means.

use super::{ActivityKind, Category, NewActivity, Quarters, Split};
use crate::{FieldError, Problem, notation, subject::SubjectTable};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest title, in characters.
pub const MAX_TITLE: usize = 150;
/// Longest provider, in characters.
pub const MAX_PROVIDER: usize = 150;
/// Longest reflection, in characters.
pub const MAX_REFLECTION: usize = 5000;
/// Most hours of one activity; a master of two years is 3.360 (120 study points of 28 hours).
pub const MAX_HOURS: Quarters = Quarters::hours(4000);
/// The earliest year of an activity.
pub const EARLIEST_YEAR: i16 = 2000;

/// An activity as it was typed. Messages are at the names of the fields; those of a date, which
/// has three, are at `from` and `to`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityForm {
    /// Title.
    pub title: String,
    /// Code of [`ActivityKind`], or nothing.
    pub kind: String,
    /// Code of the one [`Category`] for all hours; not used when hours per category are filled in.
    pub category: String,
    /// Day of the month on which it was or began.
    pub from_day: String,
    /// Its month, as a number.
    pub from_month: String,
    /// Its year, in four digits.
    pub from_year: String,
    /// Day of the month on which it ended, or nothing.
    pub to_day: String,
    /// Its month, as a number.
    pub to_month: String,
    /// Its year, in four digits.
    pub to_year: String,
    /// All hours together.
    pub hours: String,
    /// Hours of [`Category::SubjectContent`].
    pub hours_subject_content: String,
    /// Hours of [`Category::SubjectDidactics`].
    pub hours_subject_didactics: String,
    /// Hours of [`Category::Pedagogy`].
    pub hours_pedagogy: String,
    /// Hours of [`Category::Professional`].
    pub hours_professional: String,
    /// Hours of [`Category::School`].
    pub hours_school: String,
    /// Hours of [`Category::Profession`].
    pub hours_profession: String,
    /// Who gave it.
    pub provider: String,
    /// What the teacher learned.
    pub reflection: String,
    /// Ids of subjects.
    pub subjects: Vec<String>,
    /// When two versions lie beside each other: for a [`super::Part`], by its code, which is taken
    /// ([`super::Take`]).
    pub take: BTreeMap<String, String>,
}

impl From<&NewActivity> for ActivityForm {
    fn from(activity: &NewActivity) -> Self {
        let date = |d: Date| {
            (
                d.day().to_string(),
                d.month().to_string(),
                d.year().to_string(),
            )
        };
        let (from_day, from_month, from_year) = date(activity.from);
        let (to_day, to_month, to_year) = activity.to.map(date).unwrap_or_default();
        let hours = |category| match activity.split.get(category) {
            Quarters::ZERO => String::new(),
            hours => typed(hours),
        };
        Self {
            title: activity.title.clone(),
            kind: activity
                .kind
                .map(|kind| kind.code().to_owned())
                .unwrap_or_default(),
            category: String::new(),
            from_day,
            from_month,
            from_year,
            to_day,
            to_month,
            to_year,
            hours: typed(activity.hours),
            hours_subject_content: hours(Category::SubjectContent),
            hours_subject_didactics: hours(Category::SubjectDidactics),
            hours_pedagogy: hours(Category::Pedagogy),
            hours_professional: hours(Category::Professional),
            hours_school: hours(Category::School),
            hours_profession: hours(Category::Profession),
            provider: activity.provider.clone().unwrap_or_default(),
            reflection: activity.reflection.clone().unwrap_or_default(),
            subjects: activity.subjects.clone(),
            take: BTreeMap::new(),
        }
    }
}

/// Hours as somebody would type them: without the dot for thousands.
fn typed(hours: Quarters) -> String {
    hours.to_string().replace('.', "")
}

impl ActivityForm {
    /// What was typed as hours of this category.
    pub fn hours_of(&self, category: Category) -> &str {
        match category {
            Category::SubjectContent => &self.hours_subject_content,
            Category::SubjectDidactics => &self.hours_subject_didactics,
            Category::Pedagogy => &self.hours_pedagogy,
            Category::Professional => &self.hours_professional,
            Category::School => &self.hours_school,
            Category::Profession => &self.hours_profession,
        }
    }

    /// Reads the activity. Title, first date and hours are required; everything else may come later.
    ///
    /// # Errors
    /// 422 with every message at once, each at its field.
    pub fn parse(&self, today: Date) -> Result<NewActivity, Problem> {
        let mut errors = Errors::default();
        let title = errors.take(
            "title",
            required(&self.title, "Vul een titel in", MAX_TITLE),
        );
        let kind = errors.take(
            "kind",
            choice(
                &self.kind,
                ActivityKind::parse,
                "Kies een soort activiteit uit de lijst",
            ),
        );
        let category = errors.take(
            "category",
            choice(
                &self.category,
                Category::parse,
                "Kies een onderwerp uit de lijst",
            ),
        );
        let from = errors.take("from", self.first_day(today));
        let to = errors.take("to", self.last_day(from, today));
        let hours = errors.take("hours", self.hours());
        let split = self.split(hours, category.flatten(), &mut errors);
        let provider = errors.take("provider", optional(&self.provider, MAX_PROVIDER));
        let reflection = errors.take("reflection", optional(&self.reflection, MAX_REFLECTION));
        let subjects = errors.take("subjects", self.subjects());
        match (title, from, hours) {
            (Some(title), Some(from), Some(hours)) if errors.0.is_empty() => Ok(NewActivity {
                title,
                kind: kind.flatten(),
                from,
                to: to.flatten(),
                hours,
                split,
                provider: provider.flatten(),
                reflection: reflection.flatten(),
                subjects: subjects.unwrap_or_default(),
            }),
            _ => Err(Problem::invalid(errors.0)),
        }
    }

    fn first_day(&self, today: Date) -> Result<Date, String> {
        let from = date([&self.from_day, &self.from_month, &self.from_year])?;
        let from = from.ok_or("Vul in wanneer je dit deed")?;
        if from > today {
            return Err("Kies een datum die niet in de toekomst ligt".into());
        }
        if from.year() < EARLIEST_YEAR {
            return Err(format!("Kies een datum vanaf {EARLIEST_YEAR}"));
        }
        Ok(from)
    }

    /// The last day; `None` when it is not filled in, or the same as the first.
    fn last_day(&self, from: Option<Date>, today: Date) -> Result<Option<Date>, String> {
        let Some(to) = date([&self.to_day, &self.to_month, &self.to_year])? else {
            return Ok(None);
        };
        if to > today {
            return Err("Kies een datum die niet in de toekomst ligt".into());
        }
        if from.is_some_and(|from| to < from) {
            return Err("Kies een einddatum die niet voor de begindatum ligt".into());
        }
        Ok(Some(to).filter(|to| from != Some(*to)))
    }

    fn hours(&self) -> Result<Quarters, String> {
        let hours = Quarters::parse(&self.hours).ok_or(if self.hours.trim().is_empty() {
            "Vul in hoeveel uur het was"
        } else {
            "Vul een aantal uren in, bijvoorbeeld 6 of 7,5"
        })?;
        match hours {
            Quarters::ZERO => Err("Vul meer dan 0 uur in".into()),
            h if h > MAX_HOURS => Err(format!("Vul ten hoogste {MAX_HOURS} uur in")),
            h => Ok(h),
        }
    }

    /// The hours per category: as filled in, or all of them in the one category that was chosen.
    fn split(
        &self,
        hours: Option<Quarters>,
        category: Option<Category>,
        errors: &mut Errors,
    ) -> Split {
        let mut split = Split::default();
        let mut first_filled = None;
        for category in Category::ALL {
            let typed = self.hours_of(category);
            if typed.trim().is_empty() {
                continue;
            }
            first_filled.get_or_insert(category.field());
            let read = Quarters::parse(typed)
                .ok_or("Vul een aantal uren in, bijvoorbeeld 6 of 7,5".to_owned());
            split.set(
                category,
                errors.take(category.field(), read).unwrap_or_default(),
            );
        }
        match (first_filled, hours, category) {
            (None, Some(hours), Some(category)) => Split::only(category, hours),
            (Some(field), Some(hours), _) if split.total() > hours => {
                let message = format!(
                    "De uren per onderwerp zijn samen {}. Verdeel niet meer dan de {hours} uur van de activiteit",
                    split.total()
                );
                errors.0.push(FieldError::new(field, message));
                split
            }
            _ => split,
        }
    }

    fn subjects(&self) -> Result<Vec<String>, String> {
        let mut subjects: Vec<String> = self
            .subjects
            .iter()
            .map(|id| id.trim().to_owned())
            .filter(|id| !id.is_empty())
            .collect();
        if subjects
            .iter()
            .any(|id| SubjectTable::current().find(id).is_none())
        {
            return Err("Kies een vak uit de lijst".into());
        }
        subjects.sort();
        subjects.dedup();
        Ok(subjects)
    }
}

/// The messages so far.
#[derive(Default)]
struct Errors(Vec<FieldError>);

impl Errors {
    /// The value, or its message at this field.
    fn take<T>(&mut self, field: &str, result: Result<T, String>) -> Option<T> {
        result
            .map_err(|message| self.0.push(FieldError::new(field, message)))
            .ok()
    }
}

fn required(typed: &str, missing: &str, max: usize) -> Result<String, String> {
    optional(typed, max)?.ok_or_else(|| missing.to_owned())
}

fn optional(typed: &str, max: usize) -> Result<Option<String>, String> {
    let text = typed.trim();
    let length = text.chars().count();
    if length > max {
        let max = notation::number(i64::try_from(max).unwrap_or(i64::MAX));
        return Err(format!("Maak de tekst korter: ten hoogste {max} tekens"));
    }
    Ok((length > 0).then(|| text.to_owned()))
}

fn choice<T>(
    code: &str,
    parse: impl Fn(&str) -> Option<T>,
    wrong: &str,
) -> Result<Option<T>, String> {
    match code.trim() {
        "" => Ok(None),
        code => parse(code).map(Some).ok_or_else(|| wrong.to_owned()),
    }
}

/// The date in three fields; `None` when all are empty.
fn date(typed: [&String; 3]) -> Result<Option<Date>, String> {
    let parts = typed.map(|text| text.trim());
    if parts.iter().all(|text| text.is_empty()) {
        return Ok(None);
    }
    let date = notation::parse_date(&parts.join("-"));
    date.map(Some)
        .ok_or_else(|| "Vul een datum in die bestaat, bijvoorbeeld 30 6 2026".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 23);

    fn form() -> ActivityForm {
        ActivityForm {
            title: " Cursus Formatief toetsen ".into(),
            from_day: "3".into(),
            from_month: "11".into(),
            from_year: "2026".into(),
            hours: "7,5".into(),
            ..ActivityForm::default()
        }
    }

    fn messages(form: &ActivityForm) -> Vec<(String, String)> {
        let problem = form.parse(TODAY).expect_err("a problem");
        problem
            .errors
            .into_iter()
            .map(|e| (e.field, e.message))
            .collect()
    }

    fn one_message(form: &ActivityForm) -> (String, String) {
        let mut all = messages(form);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn title_date_and_hours_are_enough() {
        let activity = form().parse(TODAY).expect("an activity");
        assert_eq!(activity.title, "Cursus Formatief toetsen");
        assert_eq!(
            (activity.from, activity.hours),
            (date(2026, 11, 3), Quarters(30))
        );
        assert_eq!(
            (activity.kind, activity.to, activity.to_choose()),
            (None, None, Quarters(30))
        );
    }

    #[test]
    fn an_empty_form_asks_for_these_three_at_once() {
        let fields: Vec<String> = messages(&ActivityForm::default())
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["title", "from", "hours"]);
    }

    #[test]
    fn one_category_takes_all_hours_and_hours_per_category_go_before_it() {
        let one = ActivityForm {
            category: "pedagogisch".into(),
            ..form()
        };
        assert_eq!(
            one.parse(TODAY).expect("an activity").split,
            Split::only(Category::Pedagogy, Quarters(30))
        );
        let more = ActivityForm {
            hours_school: "2".into(),
            hours_subject_content: "4,25".into(),
            ..one
        };
        let activity = more.parse(TODAY).expect("an activity");
        assert_eq!(activity.split.get(Category::School), Quarters(8));
        assert_eq!(activity.split.get(Category::Pedagogy), Quarters::ZERO);
        assert_eq!(activity.to_choose(), Quarters(5));
    }

    #[test]
    fn more_hours_per_category_than_in_all_is_told_at_the_first_of_them() {
        let form = ActivityForm {
            hours_pedagogy: "4".into(),
            hours_school: "4".into(),
            ..form()
        };
        let (field, message) = one_message(&form);
        assert_eq!(field, "hours_pedagogy");
        assert_eq!(
            message,
            "De uren per onderwerp zijn samen 8. Verdeel niet meer dan de 7,5 uur van de activiteit"
        );
    }

    #[test]
    fn dates_exist_are_not_in_the_future_and_in_order() {
        let from = |day: &str, month: &str, year: &str| ActivityForm {
            from_day: day.into(),
            from_month: month.into(),
            from_year: year.into(),
            ..form()
        };
        assert!(from("23", "11", "2026").parse(TODAY).is_ok());
        assert_eq!(
            one_message(&from("24", "11", "2026")),
            (
                "from".into(),
                "Kies een datum die niet in de toekomst ligt".into()
            )
        );
        assert!(
            one_message(&from("31", "6", "2026"))
                .1
                .contains("die bestaat")
        );
        assert_eq!(
            one_message(&from("1", "1", "1999")).1,
            "Kies een datum vanaf 2000"
        );
        let to = |day: &str| ActivityForm {
            to_day: day.into(),
            to_month: "11".into(),
            to_year: "2026".into(),
            ..form()
        };
        assert_eq!(one_message(&to("2")).0, "to");
        assert_eq!(
            to("3").parse(TODAY).expect("an activity").to,
            None,
            "one day has no end of its own"
        );
        assert_eq!(
            to("4").parse(TODAY).expect("an activity").to,
            Some(date(2026, 11, 4))
        );
    }

    #[test]
    fn what_is_too_long_too_much_or_not_on_the_list_is_refused() {
        let long = ActivityForm {
            reflection: "é".repeat(MAX_REFLECTION + 1),
            ..form()
        };
        assert_eq!(
            one_message(&long).1,
            "Maak de tekst korter: ten hoogste 5.000 tekens"
        );
        for (hours, message) in [
            ("0", "Vul meer dan 0 uur in"),
            ("4001", "Vul ten hoogste 4.000 uur in"),
            ("zes", "Vul een aantal uren in, bijvoorbeeld 6 of 7,5"),
        ] {
            assert_eq!(
                one_message(&ActivityForm {
                    hours: hours.into(),
                    ..form()
                })
                .1,
                message
            );
        }
        assert_eq!(
            one_message(&ActivityForm {
                kind: "vakantie".into(),
                ..form()
            })
            .0,
            "kind"
        );
        assert_eq!(
            one_message(&ActivityForm {
                subjects: vec!["TOVEREN".into()],
                ..form()
            })
            .0,
            "subjects"
        );
    }

    #[test]
    fn an_activity_is_a_form_again() {
        let full = ActivityForm {
            kind: "cursus".into(),
            hours: "1200,5".into(),
            hours_school: "1000".into(),
            to_day: "5".into(),
            to_month: "11".into(),
            to_year: "2026".into(),
            provider: "Hogeschool Noorderzee".into(),
            reflection: "Veel".into(),
            subjects: vec!["NEDERLANDS".into()],
            ..form()
        };
        let activity = full.parse(TODAY).expect("an activity");
        assert_eq!(ActivityForm::from(&activity).parse(TODAY), Ok(activity));
    }

    proptest! {
        #[test]
        fn what_is_taken_in_is_never_split_over_more_than_there_is(total in "[0-9]{1,3}(,5)?", parts in prop::collection::vec("[0-9]{0,2}", 6), day in ".{0,3}") {
            let mut parts = parts.into_iter();
            let mut next = || parts.next().unwrap_or_default();
            let form = ActivityForm {
                hours: total,
                to_day: day,
                hours_subject_content: next(),
                hours_subject_didactics: next(),
                hours_pedagogy: next(),
                hours_professional: next(),
                hours_school: next(),
                hours_profession: next(),
                ..form()
            };
            match form.parse(TODAY) {
                Ok(activity) => prop_assert!(activity.to_choose() >= Quarters::ZERO && activity.hours > Quarters::ZERO),
                Err(problem) => prop_assert!(!problem.errors.is_empty()),
            }
        }
    }
}
