//! The form of an activity: what was typed, and what it means.

use super::{ActivityKind, ActivityLabel, Category, NewActivity, Quarters, Split};
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
/// Most study points of one activity: a bachelor of four years.
pub const MAX_CREDITS: u16 = 240;
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
    /// Codes of forms and themes.
    pub labels: Vec<String>,
    /// Of the hours those with a teacher.
    pub contact_hours: String,
    /// Study points.
    pub credits: String,
    /// That it ended with a diploma: `ja`.
    pub diploma: String,
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
            labels: activity.labels.clone(),
            contact_hours: activity.contact_hours.map(typed).unwrap_or_default(),
            credits: match activity.credits {
                0 => String::new(),
                credits => credits.to_string(),
            },
            diploma: if activity.diploma { "ja" } else { "" }.to_owned(),
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
        let labels = errors.take("labels", self.labels());
        let contact_hours = errors.take("contact_hours", self.contact_hours(hours));
        let credits = errors.take("credits", self.credits());
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
                labels: labels.unwrap_or_default(),
                contact_hours: contact_hours.flatten(),
                credits: credits.unwrap_or_default(),
                diploma: self.diploma.trim() == "ja",
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

impl ActivityForm {
    fn labels(&self) -> Result<Vec<String>, String> {
        let typed = self.labels.iter().map(|code| code.trim());
        let mut labels: Vec<String> = typed
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect();
        if labels
            .iter()
            .any(|code| ActivityLabel::chosen(code).is_none())
        {
            return Err("Kies een vorm of thema uit de lijst".into());
        }
        labels.sort();
        labels.dedup();
        Ok(labels)
    }

    fn contact_hours(&self, hours: Option<Quarters>) -> Result<Option<Quarters>, String> {
        if self.contact_hours.trim().is_empty() {
            return Ok(None);
        }
        let contact = Quarters::parse(&self.contact_hours)
            .ok_or("Vul een aantal uren in, bijvoorbeeld 6 of 7,5")?;
        match hours {
            Some(hours) if contact > hours => Err(format!(
                "Vul niet meer contacturen in dan de {hours} uur van de activiteit"
            )),
            _ => Ok(Some(contact).filter(|contact| *contact > Quarters::ZERO)),
        }
    }

    fn credits(&self) -> Result<u16, String> {
        match self.credits.trim() {
            "" => Ok(0),
            typed => typed
                .parse()
                .ok()
                .filter(|credits| *credits <= MAX_CREDITS)
                .ok_or_else(|| {
                    format!("Vul een heel aantal studiepunten in, ten hoogste {MAX_CREDITS}")
                }),
        }
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
mod tests;
