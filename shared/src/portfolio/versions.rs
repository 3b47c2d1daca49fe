//! Versions of an activity beside each other: what differs, and one put together from two.

use super::{ActivityForm, ActivityLabel, Category, NewActivity, Quarters};
use crate::{notation, subject::subject_name};
use serde::{Deserialize, Serialize};

/// A part of an activity that is changed, compared and chosen as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What it was.
    Title,
    /// The first and the last day.
    Days,
    /// The hours, and how they are split.
    Hours,
    /// What kind of activity.
    Kind,
    /// Who gave it.
    Provider,
    /// The subjects it was for.
    Subjects,
    /// Its forms and themes.
    Labels,
    /// What it gave: study points, a diploma.
    Outcome,
    /// What the teacher learned.
    Reflection,
}

impl Part {
    /// All parts, in the order of the pages.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Days,
        Self::Hours,
        Self::Kind,
        Self::Provider,
        Self::Subjects,
        Self::Labels,
        Self::Outcome,
        Self::Reflection,
    ];

    /// The code that forms use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Days => "days",
            Self::Hours => "hours",
            Self::Kind => "kind",
            Self::Provider => "provider",
            Self::Subjects => "subjects",
            Self::Labels => "labels",
            Self::Outcome => "outcome",
            Self::Reflection => "reflection",
        }
    }

    /// The name in Dutch.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Title => "Titel",
            Self::Days => "Wanneer",
            Self::Hours => "Uren",
            Self::Kind => "Soort activiteit",
            Self::Provider => "Aanbieder",
            Self::Subjects => "Vakken",
            Self::Labels => "Vorm en thema",
            Self::Outcome => "Resultaat",
            Self::Reflection => "Wat je leerde",
        }
    }

    /// What an activity says of it, in words; empty when it says nothing.
    pub fn text(self, activity: &NewActivity) -> String {
        match self {
            Self::Title => activity.title.clone(),
            Self::Days => activity.when(),
            Self::Hours => hours(activity),
            Self::Kind => activity
                .kind
                .map(|kind| kind.label().to_owned())
                .unwrap_or_default(),
            Self::Provider => activity.provider.clone().unwrap_or_default(),
            Self::Subjects => {
                let names = activity.subjects.iter().map(|id| subject_name(id));
                names.collect::<Vec<_>>().join(", ")
            }
            Self::Labels => {
                let found = activity.labels.iter();
                let names = found.filter_map(|code| ActivityLabel::find(code));
                let names: Vec<&str> = names.map(|label| label.name.as_str()).collect();
                names.join(", ")
            }
            Self::Outcome => {
                let credits = i64::from(activity.credits);
                let credits =
                    (credits > 0).then(|| notation::count(credits, "studiepunt", "studiepunten"));
                let diploma = activity.diploma.then(|| "diploma".to_owned());
                let parts: Vec<String> = credits.into_iter().chain(diploma).collect();
                parts.join(" en ")
            }
            Self::Reflection => activity.reflection.clone().unwrap_or_default(),
        }
    }

    fn is_same(self, one: &NewActivity, other: &NewActivity) -> bool {
        match self {
            Self::Title => one.title == other.title,
            Self::Days => (one.from, one.to) == (other.from, other.to),
            Self::Hours => {
                let hours = |of: &NewActivity| (of.hours, of.split, of.contact_hours);
                hours(one) == hours(other)
            }
            Self::Kind => one.kind == other.kind,
            Self::Provider => one.provider == other.provider,
            Self::Subjects => one.subjects == other.subjects,
            Self::Labels => one.labels == other.labels,
            Self::Outcome => (one.credits, one.diploma) == (other.credits, other.diploma),
            Self::Reflection => one.reflection == other.reflection,
        }
    }

    fn copy(self, from: &ActivityForm, to: &mut ActivityForm) {
        match self {
            Self::Title => to.title.clone_from(&from.title),
            Self::Days => {
                to.from_day.clone_from(&from.from_day);
                to.from_month.clone_from(&from.from_month);
                to.from_year.clone_from(&from.from_year);
                to.to_day.clone_from(&from.to_day);
                to.to_month.clone_from(&from.to_month);
                to.to_year.clone_from(&from.to_year);
            }
            Self::Hours => {
                to.hours.clone_from(&from.hours);
                to.contact_hours.clone_from(&from.contact_hours);
                to.category.clone_from(&from.category);
                to.hours_subject_content
                    .clone_from(&from.hours_subject_content);
                to.hours_subject_didactics
                    .clone_from(&from.hours_subject_didactics);
                to.hours_pedagogy.clone_from(&from.hours_pedagogy);
                to.hours_professional.clone_from(&from.hours_professional);
                to.hours_school.clone_from(&from.hours_school);
                to.hours_profession.clone_from(&from.hours_profession);
            }
            Self::Kind => to.kind.clone_from(&from.kind),
            Self::Provider => to.provider.clone_from(&from.provider),
            Self::Subjects => to.subjects.clone_from(&from.subjects),
            Self::Labels => to.labels.clone_from(&from.labels),
            Self::Outcome => {
                to.credits.clone_from(&from.credits);
                to.diploma.clone_from(&from.diploma);
            }
            Self::Reflection => to.reflection.clone_from(&from.reflection),
        }
    }
}

/// `7,5 uur: 4 uur pedagogiek en begeleiding, 3,5 uur nog te kiezen`.
fn hours(activity: &NewActivity) -> String {
    let of = |hours: Quarters, what: &str| format!("{hours} uur {what}");
    let mut parts: Vec<String> = Category::ALL
        .into_iter()
        .map(|category| (activity.split.get(category), category))
        .filter(|(hours, _)| *hours > Quarters::ZERO)
        .map(|(hours, category)| of(hours, &category.label().to_lowercase()))
        .collect();
    if activity.to_choose() > Quarters::ZERO && !parts.is_empty() {
        parts.push(of(activity.to_choose(), "nog te kiezen"));
    }
    let contact = activity.contact_hours;
    let contact = contact.map(|contact| format!(" waarvan {contact} contacturen"));
    let all = format!("{} uur{}", activity.hours, contact.unwrap_or_default());
    if parts.is_empty() {
        all
    } else {
        format!("{all}: {}", parts.join(", "))
    }
}

/// What an activity says of how it was given and what it gave, each with its name: nothing of what it does
/// not say.
pub fn details(activity: &NewActivity) -> Vec<(&'static str, String)> {
    let contact = activity.contact_hours;
    let contact = contact.map(|contact| ("Contacturen", format!("{contact} uur")));
    let parts = [Part::Labels, Part::Outcome].map(|part| (part.label(), part.text(activity)));
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    contact.into_iter().chain(parts).collect()
}

/// The parts in which two versions differ.
pub fn differences(one: &NewActivity, other: &NewActivity) -> Vec<Part> {
    Part::ALL
        .into_iter()
        .filter(|part| !part.is_same(one, other))
        .collect()
}

/// Which of two versions of a part is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// What is saved.
    Saved,
    /// What was typed.
    Typed,
    /// Both, one below the other: of the reflection only.
    Both,
}

impl Take {
    /// The code that forms use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Saved => "opgeslagen",
            Self::Typed => "getypt",
            Self::Both => "allebei",
        }
    }

    /// What to propose for a part, when both started from `base`: what nobody changed since gives way.
    pub fn proposed(
        part: Part,
        base: &NewActivity,
        saved: &NewActivity,
        typed: &NewActivity,
    ) -> Self {
        match (part.is_same(base, saved), part.is_same(base, typed)) {
            (false, true) => Self::Saved,
            (false, false) if part == Part::Reflection => Self::Both,
            _ => Self::Typed,
        }
    }
}

impl ActivityForm {
    /// What was typed, with what is saved for each part of which that was chosen.
    #[must_use]
    pub fn combined(&self, saved: &NewActivity) -> Self {
        let saved = Self::from(saved);
        let mut form = self.clone();
        for part in Part::ALL {
            let taken = self.take.get(part.code()).map_or("", String::as_str);
            if taken == Take::Saved.code() {
                part.copy(&saved, &mut form);
            } else if taken == Take::Both.code() && part == Part::Reflection {
                form.reflection = format!("{}\n{}", saved.reflection, self.reflection);
            }
        }
        form.take.clear();
        form
    }
}

impl NewActivity {
    /// `12 januari 2021`, or `12 januari 2021 tot en met 3 maart 2021`.
    pub fn when(&self) -> String {
        let from = notation::date(self.from);
        match self.to {
            Some(to) => format!("{from} tot en met {}", notation::date(to)),
            None => from,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2026, 11, 23);

    fn form() -> ActivityForm {
        ActivityForm {
            title: "Leesclub".into(),
            from_day: "3".into(),
            from_month: "11".into(),
            from_year: "2026".into(),
            hours: "6".into(),
            reflection: "Lezen.".into(),
            ..ActivityForm::default()
        }
    }

    fn activity(form: &ActivityForm) -> NewActivity {
        form.parse(TODAY).expect("an activity")
    }

    fn taking(form: ActivityForm, choices: &[(Part, Take)]) -> ActivityForm {
        let code = |(part, take): &(Part, Take)| (part.code().to_owned(), take.code().to_owned());
        ActivityForm {
            take: choices.iter().map(code).collect(),
            ..form
        }
    }

    #[test]
    fn what_differs_is_told_by_part_in_words() {
        let other = activity(&ActivityForm {
            hours: "7,5".into(),
            hours_pedagogy: "4".into(),
            from_day: "2".into(),
            to_day: "3".into(),
            to_month: "11".into(),
            to_year: "2026".into(),
            ..form()
        });
        let parts = differences(&activity(&form()), &other);
        assert_eq!(parts, [Part::Days, Part::Hours]);
        let texts: Vec<String> = parts.iter().map(|part| part.text(&other)).collect();
        assert_eq!(
            texts,
            [
                "2 november 2026 tot en met 3 november 2026",
                "7,5 uur: 4 uur pedagogiek en begeleiding, 3,5 uur nog te kiezen"
            ]
        );
        assert!(differences(&other, &other).is_empty());
    }

    #[test]
    fn forms_contact_hours_and_what_it_gave_are_told_and_chosen_too() {
        let other = activity(&ActivityForm {
            labels: vec!["mentor".into(), "inductie".into()],
            contact_hours: "4".into(),
            credits: "5".into(),
            diploma: "ja".into(),
            ..form()
        });
        let parts = differences(&activity(&form()), &other);
        assert_eq!(parts, [Part::Hours, Part::Labels, Part::Outcome]);
        let texts: Vec<String> = parts.iter().map(|part| part.text(&other)).collect();
        assert_eq!(
            texts,
            [
                "6 uur waarvan 4 contacturen",
                "Begeleiding als startende leraar, Mentor",
                "5 studiepunten en diploma"
            ]
        );
        let choices = [Part::Hours, Part::Labels, Part::Outcome].map(|part| (part, Take::Saved));
        assert_eq!(activity(&taking(form(), &choices).combined(&other)), other);
        let told = details(&other);
        let texts: Vec<&str> = told.iter().map(|(_, text)| text.as_str()).collect();
        let labels = "Begeleiding als startende leraar, Mentor";
        assert_eq!(texts, ["4 uur", labels, "5 studiepunten en diploma"]);
        assert!(details(&activity(&form())).is_empty());
    }

    #[test]
    fn two_versions_become_one_as_was_chosen_for_each_part() {
        let saved = activity(&ActivityForm {
            title: "Leesclub klas 3".into(),
            hours: "8".into(),
            hours_school: "2".into(),
            reflection: "Samen lezen.".into(),
            ..form()
        });
        let typed = taking(
            ActivityForm {
                title: "De leesclub".into(),
                provider: "Bibliotheek".into(),
                category: "pedagogisch".into(),
                ..form()
            },
            &[
                (Part::Title, Take::Typed),
                (Part::Hours, Take::Saved),
                (Part::Reflection, Take::Both),
            ],
        );
        let one = activity(&typed.combined(&saved));
        assert_eq!(one.title, "De leesclub");
        assert_eq!((one.hours, one.split), (saved.hours, saved.split));
        assert_eq!(one.provider.as_deref(), Some("Bibliotheek"));
        assert_eq!(one.reflection.as_deref(), Some("Samen lezen.\nLezen."));
    }

    #[test]
    fn what_only_one_of_the_two_changed_is_proposed() {
        let base = activity(&form());
        let saved = activity(&ActivityForm {
            title: "A".into(),
            hours: "7".into(),
            reflection: "X".into(),
            ..form()
        });
        let typed = activity(&ActivityForm {
            hours: "8".into(),
            provider: "B".into(),
            reflection: "Y".into(),
            ..form()
        });
        let proposed = |part| Take::proposed(part, &base, &saved, &typed);
        assert_eq!(proposed(Part::Title), Take::Saved);
        assert_eq!(proposed(Part::Provider), Take::Typed);
        assert_eq!(proposed(Part::Hours), Take::Typed);
        assert_eq!(proposed(Part::Reflection), Take::Both);
    }
}
