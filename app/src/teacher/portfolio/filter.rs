//! What narrows the portfolio down. It stands in the address, so that it can be kept and shared with
//! oneself; the list and the timeline have the same.

use super::Entry;
use crate::{
    design::{Choice, SearchBox, SelectField},
    page::query,
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use shared::{
    portfolio::{ActivityKind, Category, Quarters},
    subject::{SubjectTable, subject_name},
};

/// The code for hours of which no category was chosen yet (*nog te kiezen*).
const TO_CHOOSE: &str = "nog-te-kiezen";
/// The code for activities with evidence.
const WITH: &str = "met";
/// The code for activities without evidence.
const WITHOUT: &str = "zonder";

/// What somebody looks for in the own portfolio, as it stands in the address. What cannot be read
/// narrows nothing down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words in the title, the provider or the reflection.
    pub q: String,
    /// The code of a category that has hours, or [`TO_CHOOSE`].
    pub onderwerp: String,
    /// The code of a kind.
    pub soort: String,
    /// The id of a subject for which it was.
    pub vak: String,
    /// A calendar year in which it was.
    pub jaar: String,
    /// [`WITH`] or [`WITHOUT`] evidence.
    pub bewijs: String,
    /// The page, from 1.
    pub pagina: String,
    /// The number of what was just added; it narrows nothing down.
    pub toegevoegd: String,
}

impl Filter {
    /// Only the words.
    pub fn words(words: &str) -> Self {
        Self {
            q: words.to_owned(),
            ..Self::default()
        }
    }

    /// What the address says.
    pub fn read(map: &ParamsMap) -> Self {
        let get = |name| map.get(name).unwrap_or_default();
        Self {
            q: get("q"),
            onderwerp: get("onderwerp"),
            soort: get("soort"),
            vak: get("vak"),
            jaar: get("jaar"),
            bewijs: get("bewijs"),
            pagina: get("pagina"),
            toegevoegd: get("toegevoegd"),
        }
    }

    /// As it stands in an address, but for the page: `q=toets&jaar=2026&`.
    pub fn address(&self) -> String {
        query([
            ("q", &self.q),
            ("onderwerp", &self.onderwerp),
            ("soort", &self.soort),
            ("vak", &self.vak),
            ("jaar", &self.jaar),
            ("bewijs", &self.bewijs),
        ])
    }

    /// Whether it asks for less than everything.
    pub fn narrows(&self) -> bool {
        let Self {
            q,
            onderwerp,
            soort,
            vak,
            jaar,
            bewijs,
            pagina: _,
            toegevoegd: _,
        } = self;
        [q, onderwerp, soort, vak, jaar, bewijs]
            .iter()
            .any(|value| !value.trim().is_empty())
    }

    /// Whether an activity in which the words occur is asked for.
    pub fn admits(&self, entry: &Entry) -> bool {
        let activity = &entry.activity;
        let about = match (self.onderwerp.as_str(), Category::parse(&self.onderwerp)) {
            (TO_CHOOSE, _) => activity.to_choose() > Quarters::ZERO,
            (_, Some(category)) => activity.split.get(category) > Quarters::ZERO,
            _ => true,
        };
        let kind = ActivityKind::parse(&self.soort).is_none_or(|kind| activity.kind == Some(kind));
        let subject = SubjectTable::current()
            .find(&self.vak)
            .is_none_or(|subject| activity.subjects.contains(&subject.id));
        let year = self.jaar.parse::<i16>().ok().is_none_or(|year| {
            (activity.from.year()..=activity.to.unwrap_or(activity.from).year()).contains(&year)
        });
        let evidence = match self.bewijs.as_str() {
            WITH => entry.evidence > 0,
            WITHOUT => entry.evidence == 0,
            _ => true,
        };
        about && kind && subject && year && evidence
    }
}

/// The form with which one narrows the portfolio down; works without script.
#[component]
pub fn FilterForm(
    /// The address of the page that shows what is found.
    action: &'static str,
    /// What is asked for now.
    filter: Filter,
    /// The years in which there are activities, latest first.
    years: Vec<i16>,
    /// The ids of the subjects for which there are activities.
    subjects: Vec<String>,
) -> impl IntoView {
    let first = |label: &str| std::iter::once(Choice::new("", label));
    let categories = first("Alle onderwerpen")
        .chain(Category::ALL.map(|category| Choice::new(category.code(), category.label())))
        .chain([Choice::new(TO_CHOOSE, "Nog te kiezen")])
        .collect();
    let kinds = first("Alle soorten")
        .chain(ActivityKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())))
        .collect();
    let subjects = (!subjects.is_empty()).then(|| {
        let names = subjects.iter().map(|id| Choice::new(id, subject_name(id)));
        let choices = first("Alle vakken").chain(names).collect();
        view! { <SelectField name="vak" label="Vak" value=filter.vak choices/> }
    });
    let years = first("Alle jaren")
        .chain(
            years
                .into_iter()
                .map(|year| Choice::new(year.to_string(), year.to_string())),
        )
        .collect();
    let evidence = first("Met en zonder")
        .chain([
            Choice::new(WITH, "Met bewijs"),
            Choice::new(WITHOUT, "Zonder bewijs"),
        ])
        .collect();
    view! {
        <SearchBox action label="Zoek in je activiteiten" value=filter.q>
            <SelectField name="onderwerp" label="Onderwerp" value=filter.onderwerp choices=categories/>
            <SelectField name="soort" label="Soort" value=filter.soort choices=kinds/>
            {subjects}
            <SelectField name="jaar" label="Jaar" value=filter.jaar choices=years/>
            <SelectField name="bewijs" label="Bewijs" value=filter.bewijs choices=evidence/>
        </SearchBox>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use shared::{
        identifier::ActivityId,
        portfolio::{NewActivity, Split},
    };

    fn entry() -> Entry {
        Entry {
            id: ActivityId(uuid::Uuid::nil()),
            activity: NewActivity {
                title: "Master".to_owned(),
                kind: Some(ActivityKind::Opleiding),
                from: date(2024, 9, 1),
                to: Some(date(2026, 6, 30)),
                hours: Quarters::hours(10),
                split: Split::only(Category::Pedagogy, Quarters::hours(4)),
                subjects: vec!["NEDERLANDS".to_owned()],
                ..NewActivity::default()
            },
            evidence: 0,
        }
    }

    fn admits(change: impl FnOnce(&mut Filter)) -> bool {
        let mut filter = Filter::default();
        change(&mut filter);
        filter.admits(&entry())
    }

    #[test]
    fn an_activity_is_found_by_each_of_its_categories_and_by_what_is_to_be_chosen() {
        assert!(admits(|filter| filter.onderwerp = "pedagogisch".to_owned()));
        assert!(admits(|filter| filter.onderwerp = TO_CHOOSE.to_owned()));
        assert!(!admits(|filter| filter.onderwerp = "school".to_owned()));
    }

    #[test]
    fn an_activity_of_years_is_found_in_each_of_them() {
        for (year, found) in [
            ("2023", false),
            ("2024", true),
            ("2025", true),
            ("2026", true),
        ] {
            assert_eq!(
                admits(|filter| filter.jaar = year.to_owned()),
                found,
                "{year}"
            );
        }
    }

    #[test]
    fn an_activity_is_found_by_the_subject_that_it_was_for() {
        assert!(admits(|filter| filter.vak = "NEDERLANDS".to_owned()));
        assert!(!admits(|filter| filter.vak = "BIOLOGIE".to_owned()));
        assert!(admits(|filter| filter.vak = "TOVEREN".to_owned()));
    }

    #[test]
    fn kind_and_evidence_narrow_down_and_what_cannot_be_read_does_not() {
        assert!(admits(|filter| filter.soort = "opleiding".to_owned()));
        assert!(!admits(|filter| filter.soort = "cursus".to_owned()));
        assert!(admits(|filter| filter.bewijs = WITHOUT.to_owned()));
        assert!(!admits(|filter| filter.bewijs = WITH.to_owned()));
        assert!(admits(|filter| filter.jaar = "ooit".to_owned()));
    }
}
