//! A portfolio to read on paper: what was done, what it counts for, and what one learned.

use super::{Template, print};
use crate::fault::Fault;
use jiff::civil::Date;
use serde::Serialize;
use shared::{notation, portfolio::Quarters};

/// A portfolio, or a part of it.
pub struct Portfolio {
    /// Whose: the name of the teacher.
    pub name: String,
    /// The number of the teacher.
    pub number: String,
    /// The first and the last day of the period, when it is of one.
    pub period: Option<(Date, Date)>,
    /// The hours in each category, by its name.
    pub hours: Vec<(String, Quarters)>,
    /// What was done, in the order in which it is shown.
    pub activities: Vec<Activity>,
}

/// Something that the teacher did.
pub struct Activity {
    /// What it is called.
    pub title: String,
    /// What kind of activity it was, by its name.
    pub kind: Option<String>,
    /// The categories, by their names.
    pub category: String,
    /// Who gave it, when somebody did.
    pub provider: Option<String>,
    /// The names of the subjects that it was for.
    pub subjects: Vec<String>,
    /// How it was given and what it gave, each with its name.
    pub details: Vec<(&'static str, String)>,
    /// The first and the last day.
    pub days: (Date, Date),
    /// How long.
    pub hours: Quarters,
    /// What the teacher learned, in the teacher's own words.
    pub reflection: Option<String>,
    /// The names of the files of evidence.
    pub evidence: Vec<String>,
    /// What colleagues said, and the teacher put with it.
    pub feedback: Vec<Words>,
}

/// What a colleague said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// `A. Rietwending, leraar, 23 november 2026`
    pub who: String,
    /// The questions, each with its answer.
    pub answers: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct Sheet {
    title: String,
    made: String,
    facts: Vec<(&'static str, String, bool)>,
    hours: Vec<Row>,
    total: String,
    activities: Vec<Entry>,
}

#[derive(Serialize)]
struct Row {
    category: String,
    hours: String,
}

#[derive(Serialize)]
struct Entry {
    title: String,
    facts: Vec<(&'static str, String, bool)>,
    reflection: String,
    evidence: Vec<String>,
    feedback: Vec<Words>,
}

/// The portfolio as a PDF, made on this day.
///
/// # Errors
/// When it cannot be printed.
pub async fn of(portfolio: Portfolio, made: Date) -> Result<Vec<u8>, Fault> {
    let total = portfolio.hours.iter().map(|(_, hours)| hours.0).sum();
    let mut facts = vec![
        ("Leraar", portfolio.name, false),
        ("Registratienummer", portfolio.number.clone(), true),
    ];
    if let Some(days) = portfolio.period {
        facts.push(("Periode", span(days), false));
    }
    let sheet = Sheet {
        title: "Portfolio".to_owned(),
        made: notation::date(made),
        facts,
        hours: portfolio
            .hours
            .into_iter()
            .map(|(category, hours)| Row {
                category,
                hours: hours.to_string(),
            })
            .collect(),
        total: Quarters(total).to_string(),
        activities: portfolio.activities.into_iter().map(Entry::of).collect(),
    };
    print(Template::Portfolio, &sheet, &portfolio.number, made).await
}

impl Entry {
    fn of(activity: Activity) -> Self {
        let mut facts = vec![("Wanneer", span(activity.days), false)];
        facts.extend(activity.kind.map(|kind| ("Soort", kind, false)));
        if !activity.category.is_empty() {
            facts.push(("Onderwerp", activity.category, false));
        }
        facts.push(("Uren", activity.hours.to_string(), false));
        if !activity.subjects.is_empty() {
            facts.push(("Vakken", activity.subjects.join(", "), false));
        }
        let details = activity.details.into_iter();
        facts.extend(details.map(|(name, text)| (name, text, false)));
        facts.extend(
            activity
                .provider
                .map(|provider| ("Aanbieder", provider, false)),
        );
        Self {
            title: activity.title,
            facts,
            reflection: activity.reflection.unwrap_or_default(),
            evidence: activity.evidence,
            feedback: activity.feedback,
        }
    }
}

fn span((first, last): (Date, Date)) -> String {
    if first == last {
        notation::date(first)
    } else {
        format!(
            "{} tot en met {}",
            notation::date(first),
            notation::date(last)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_activity_tells_its_kind_and_what_it_was_about() {
        let activity = |kind: Option<&str>, category: &str| Activity {
            title: "Studiedag".to_owned(),
            kind: kind.map(str::to_owned),
            category: category.to_owned(),
            provider: None,
            subjects: Vec::new(),
            details: Vec::new(),
            days: (date(2026, 2, 3), date(2026, 2, 3)),
            hours: Quarters(24),
            reflection: None,
            evidence: Vec::new(),
            feedback: Vec::new(),
        };
        let told = |activity: Activity| -> Vec<(&str, String)> {
            let facts = Entry::of(activity).facts.into_iter();
            facts.map(|(name, value, _)| (name, value)).collect()
        };
        let facts = told(activity(Some("Studiedag of congres"), "Pedagogiek"));
        assert_eq!(facts[1], ("Soort", "Studiedag of congres".to_owned()));
        assert_eq!(facts[2], ("Onderwerp", "Pedagogiek".to_owned()));
        let names: Vec<&str> = told(activity(None, ""))
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            names,
            ["Wanneer", "Uren"],
            "what was not chosen is not told"
        );
        let given = Activity {
            details: vec![("Contacturen", "5 uur".to_owned())],
            ..activity(None, "")
        };
        let last = told(given).pop();
        assert_eq!(last, Some(("Contacturen", "5 uur".to_owned())));
    }
}
