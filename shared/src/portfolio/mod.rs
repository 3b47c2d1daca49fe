//! The portfolio: what a teacher did to keep up the profession (article 38g, first paragraph,
//! under g, WPO), in hours per category, and which files of evidence go with it.

mod calendar;
mod evidence;
pub mod exchange;
mod feedback;
mod form;
mod sharing;
mod versions;

pub use calendar::{CALENDAR_YEARS, MAX_CALENDAR_BYTES, MAX_CALENDAR_EVENTS, PickedEvent, picked};
pub use evidence::{EvidenceKind, MAX_EVIDENCE_BYTES, MAX_EVIDENCE_BYTES_PER_TEACHER};
pub use feedback::{
    Feedback, FeedbackForm, INVITATION_DAYS, InvitationKind, MAX_ANSWER, MAX_INVITATIONS_PER_DAY,
    MAX_NAME, MAX_OPEN_INVITATIONS,
};
pub use form::{ActivityForm, EARLIEST_YEAR, MAX_HOURS, MAX_PROVIDER, MAX_REFLECTION, MAX_TITLE};
pub use versions::{Part, Take, differences};

pub use sharing::{Shared, SharingForm};

use crate::notation;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// Time in quarters of an hour, the unit in which the portfolio counts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quarters(pub i32);

impl Quarters {
    /// No time.
    pub const ZERO: Self = Self(0);

    /// Whole hours.
    pub const fn hours(hours: i32) -> Self {
        Self(hours.saturating_mul(4))
    }

    /// Reads hours as people write them: `7`, `7,5`, `7.25`, `7,5 uur`. `None` when it is no
    /// number of quarters, or less than nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("uur").trim_end();
        let (whole, part) = text.split_once([',', '.']).unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole)
            || !digits(part)
            || (whole.is_empty() && part.is_empty())
            || whole.len() > 6
        {
            return None;
        }
        let quarters = match part.trim_end_matches('0') {
            "" => 0,
            "25" => 1,
            "5" => 2,
            "75" => 3,
            _ => return None,
        };
        let whole: i32 = if whole.is_empty() {
            0
        } else {
            whole.parse().ok()?
        };
        Some(Self(whole * 4 + quarters))
    }
}

impl std::fmt::Display for Quarters {
    /// In hours, without the word: `7,5`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&notation::hours(self.0.into()))
    }
}

impl Add for Quarters {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Quarters {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Quarters {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

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

/// Where an activity came from (*bron*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The teacher typed it.
    Manual,
    /// The teacher picked it from a calendar.
    Calendar,
    /// It was brought along from an earlier portfolio.
    Migration,
    /// A colleague entered it for a team.
    Team,
    /// The teacher took it from the catalogue.
    Catalogue,
    /// The provider confirmed that the teacher was there.
    Provider,
}

impl Source {
    /// All of them, each with its code (*bron*; handbook, 4.4) and in words.
    const ALL: [(Self, &str, &str); 6] = [
        (Self::Manual, "handmatig", "Zelf ingevuld"),
        (Self::Calendar, "kalender", "Uit je agenda"),
        (Self::Migration, "migratie", "Uit je oude portfolio"),
        (Self::Team, "team", "Van een collega, uit jullie team"),
        (Self::Catalogue, "catalogus", "Uit de catalogus"),
        (Self::Provider, "aanbieder_koppeling", "Van de aanbieder"),
    ];

    /// The source with this code.
    pub fn parse(code: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(_, known, _)| *known == code);
        found.map(|(source, _, _)| source)
    }

    /// In words.
    pub fn label(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(source, _, _)| *source == self);
        found.map_or("", |(_, _, label)| label)
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

/// Hours per category, in the order of [`Category::ALL`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Split([Quarters; 6]);

impl Split {
    /// Hours in the order of [`Category::ALL`].
    pub const fn new(hours: [Quarters; 6]) -> Self {
        Self(hours)
    }

    /// All hours in one category.
    pub fn only(category: Category, hours: Quarters) -> Self {
        let mut split = Self::default();
        split.set(category, hours);
        split
    }

    /// The hours of a category.
    pub const fn get(&self, category: Category) -> Quarters {
        self.0[category as usize]
    }

    /// Sets the hours of a category.
    pub const fn set(&mut self, category: Category, hours: Quarters) {
        self.0[category as usize] = hours;
    }

    /// The hours of all categories together.
    pub fn total(&self) -> Quarters {
        self.0.into_iter().sum()
    }
}

/// An activity as a teacher enters it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewActivity {
    /// What it was, short.
    pub title: String,
    /// What kind of activity.
    pub kind: Option<ActivityKind>,
    /// The day, or the first day.
    pub from: Date,
    /// The last day, when there was more than one.
    pub to: Option<Date>,
    /// All hours together; more than none.
    pub hours: Quarters,
    /// The hours per category, together never more than `hours`.
    pub split: Split,
    /// Who gave it.
    pub provider: Option<String>,
    /// What the teacher learned.
    pub reflection: Option<String>,
    /// The ids of the subjects it was for.
    pub subjects: Vec<String>,
}

impl NewActivity {
    /// The hours without a category yet (*nog te kiezen*).
    pub fn to_choose(&self) -> Quarters {
        self.hours - self.split.total()
    }
}

/// The year in which the school year of a day began, which is on 1 August (article 1 WPO).
pub fn school_year(day: Date) -> i16 {
    if day.month() >= 8 {
        day.year()
    } else {
        day.year() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hours_are_read_with_a_comma_or_a_point_in_quarters_only() {
        let read = |text| Quarters::parse(text).map(|q| q.0);
        for (text, quarters) in [
            ("7", 28),
            ("7,5", 30),
            ("7.25", 29),
            (" 7,50 uur ", 30),
            (",5", 2),
            ("0", 0),
        ] {
            assert_eq!(read(text), Some(quarters), "{text}");
        }
        for text in ["", "zes", "7,3", "-7", "7,5,5", ",", "9999999", "٧"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

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

    proptest! {
        #[test]
        fn hours_are_read_back_as_they_are_written(quarters in 0_i32..4000) {
            prop_assert_eq!(Quarters::parse(&Quarters(quarters).to_string()), Some(Quarters(quarters)));
        }

        #[test]
        fn reading_hours_never_panics(text in ".{0,12}") {
            prop_assert!(Quarters::parse(&text).is_none_or(|q| q >= Quarters::ZERO));
        }
    }
}
