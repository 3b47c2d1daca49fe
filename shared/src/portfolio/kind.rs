//! The lists from which a teacher chooses: what kind of activity it was, and what it was about.

use serde::{Deserialize, Serialize};

/// The kind of an activity: the seven of the voluntary register, and informal learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// A training that leads to a diploma.
    Opleiding,
    /// A course.
    Cursus,
    /// A study day.
    Studiedag,
    /// A conference.
    Conferentie,
    /// Other, inside the school: coaching, research.
    BinnenSchool,
    /// Other, outside the school: network, internship.
    BuitenSchool,
    /// Professional self-study.
    Zelfstudie,
    /// Informal: peer review, collegial learning.
    Informeel,
}

impl ActivityKind {
    /// All kinds, in the order in which pages list them.
    pub const ALL: [Self; 8] = [
        Self::Opleiding,
        Self::Cursus,
        Self::Studiedag,
        Self::Conferentie,
        Self::BinnenSchool,
        Self::BuitenSchool,
        Self::Zelfstudie,
        Self::Informeel,
    ];

    /// The code that forms and tables use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opleiding => "opleiding",
            Self::Cursus => "cursus",
            Self::Studiedag => "studiedag",
            Self::Conferentie => "conferentie",
            Self::BinnenSchool => "binnen_school",
            Self::BuitenSchool => "buiten_school",
            Self::Zelfstudie => "zelfstudie",
            Self::Informeel => "informeel",
        }
    }

    /// The name in Dutch.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Opleiding => "Opleiding",
            Self::Cursus => "Cursus",
            Self::Studiedag => "Studiedag",
            Self::Conferentie => "Conferentie",
            Self::BinnenSchool => "Leren binnen je school",
            Self::BuitenSchool => "Leren buiten je school",
            Self::Zelfstudie => "Zelfstudie",
            Self::Informeel => "Leren van en met collega’s",
        }
    }

    /// What belongs to it, under its name in a form.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Opleiding => "Met een diploma of getuigschrift",
            Self::Cursus => "Bij een aanbieder, met een bewijs van deelname",
            Self::Studiedag => "Een dag of dagdeel over één onderwerp",
            Self::Conferentie => "Bijvoorbeeld een congres voor je vak",
            Self::BinnenSchool => "Bijvoorbeeld coaching, begeleiden of onderzoek",
            Self::BuitenSchool => "Bijvoorbeeld een netwerk of een stage",
            Self::Zelfstudie => "Bijvoorbeeld vakliteratuur",
            Self::Informeel => "Bijvoorbeeld intervisie of samen lessen maken",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What an activity is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// The content of the subject.
    #[serde(rename = "vakinhoudelijk")]
    SubjectContent,
    /// How to teach the subject.
    #[serde(rename = "vakdidactisch")]
    SubjectDidactics,
    /// Pedagogy.
    #[serde(rename = "pedagogisch")]
    Pedagogy,
    /// Professional action in general.
    #[serde(rename = "professioneel_algemeen")]
    Professional,
    /// Development of the school.
    #[serde(rename = "school")]
    School,
    /// Development of the profession.
    #[serde(rename = "beroepsgroep")]
    Profession,
}

impl Category {
    /// All categories, in the order of [`Split`] and of the pages.
    pub const ALL: [Self; 6] = [
        Self::SubjectContent,
        Self::SubjectDidactics,
        Self::Pedagogy,
        Self::Professional,
        Self::School,
        Self::Profession,
    ];

    /// The code that forms, criteria and messages use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SubjectContent => "vakinhoudelijk",
            Self::SubjectDidactics => "vakdidactisch",
            Self::Pedagogy => "pedagogisch",
            Self::Professional => "professioneel_algemeen",
            Self::School => "school",
            Self::Profession => "beroepsgroep",
        }
    }

    /// The name in Dutch.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SubjectContent => "Inhoud van je vak",
            Self::SubjectDidactics => "Vakdidactiek",
            Self::Pedagogy => "Pedagogiek en begeleiding",
            Self::Professional => "Je beroep in het algemeen",
            Self::School => "School en samenwerken",
            Self::Profession => "De beroepsgroep",
        }
    }

    /// What belongs to it, under its name in a form.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::SubjectContent => "Wat je lesgeeft",
            Self::SubjectDidactics => "Hoe je je vak geeft",
            Self::Pedagogy => "Leerlingen begeleiden en een veilige klas",
            Self::Professional => "Bijvoorbeeld gesprekken voeren of plannen",
            Self::School => "Je school verder brengen, met collega’s en ouders",
            Self::Profession => "Het beroep van leraar verder brengen",
        }
    }

    /// The field of [`ActivityForm`] with the hours of this category.
    pub const fn field(self) -> &'static str {
        match self {
            Self::SubjectContent => "hours_subject_content",
            Self::SubjectDidactics => "hours_subject_didactics",
            Self::Pedagogy => "hours_pedagogy",
            Self::Professional => "hours_professional",
            Self::School => "hours_school",
            Self::Profession => "hours_profession",
        }
    }

    /// The category with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_and_are_what_goes_over_the_wire() {
        for kind in ActivityKind::ALL {
            assert_eq!(ActivityKind::parse(kind.code()), Some(kind));
            assert_eq!(
                serde_json::to_string(&kind).expect("json"),
                format!("{:?}", kind.code())
            );
        }
        for (place, category) in Category::ALL.into_iter().enumerate() {
            assert_eq!(category as usize, place);
            assert_eq!(Category::parse(category.code()), Some(category));
            assert_eq!(
                serde_json::to_string(&category).expect("json"),
                format!("{:?}", category.code())
            );
        }
    }
}
