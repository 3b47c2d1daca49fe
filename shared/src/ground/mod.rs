//! The appointment grounds (*benoemingsgrondslagen*): the legal table as dated data, and the
//! latest day on which somebody may teach on a temporary ground.
//!
//! The table itself is `data/grounds.csv`; a change of the law is a change of that file.

mod table;
#[cfg(test)]
mod tests;

pub use table::{GroundTable, TableError};

use crate::{notation, sector::Sector};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

pub use crate::term::{Computed, Step};

/// Where an appointment on a ground is listed (articles 38b, 38p and 38r WPO and their likes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// The register of teachers (*lerarenregister*).
    Register,
    /// The vestibule of the register (*registervoorportaal*).
    Vestibule,
    /// Nowhere: a school does not deliver such an appointment.
    NotDelivered,
}

impl Target {
    /// The target with this code of [`crate::placement::Shelf`]; what is no list, is none.
    pub fn of(code: &str) -> Self {
        match code {
            "register" => Self::Register,
            "vestibule" => Self::Vestibule,
            _ => Self::NotDelivered,
        }
    }

    /// What messages and files call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "lerarenregister",
            Self::Vestibule => "registervoorportaal",
            Self::NotDelivered => "nietLeveren",
        }
    }

    /// What a file for people calls it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Register | Self::Vestibule => self.name(),
            Self::NotDelivered => "geen van beide",
        }
    }
}

/// How long somebody may teach on a ground, extensions aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Maximum {
    /// Without end.
    None,
    /// As long as the decision or the order in council says; the table does not know it.
    AsDecided,
    /// Consecutive school years, each from 1 August to 31 July.
    SchoolYears(u8),
    /// Calendar months from the first day.
    Months(u16),
    /// Months at a full-time job; longer in proportion when the job is smaller.
    FteMonths(u8),
}

/// One row of the legal table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Our code, at most ten characters: `VO-33.4`.
    pub code: String,
    /// The code of DUO's own table, once it is known.
    pub duo_code: Option<String>,
    /// The sectors in which the code may be used.
    pub sectors: Vec<Sector>,
    /// The article of law: `artikel 33 lid 4 WVO`.
    pub article: String,
    /// The name in plain Dutch.
    pub name: String,
    /// Where an appointment on this ground is listed.
    pub target: Target,
    /// How long it lasts without extension.
    pub maximum: Maximum,
    /// How often it may be extended.
    pub extensions: u8,
    /// How many months one extension lasts.
    pub extension_months: u16,
    /// The extension from which a written statement is needed (0: from the start); `None`: never.
    pub statement_from: Option<u8>,
    /// Whether the teacher is in training (*leraar in opleiding*).
    pub trainee: bool,
    /// First begin date of an appointment that may carry the code.
    pub valid_from: Date,
    /// Last begin date of an appointment that may carry the code.
    pub valid_to: Option<Date>,
    /// Where the row comes from: S read in a source, M from memory, A our assumption.
    pub source: char,
    /// What a lawyer should know: conditions, and how an unclear article was read.
    pub remark: Option<String>,
}

impl Ground {
    /// Whether an appointment that begins on this day may carry the code.
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }

    /// Whether the ground holds for a time only, so that the day on which it began counts.
    pub fn is_temporary(&self) -> bool {
        self.target == Target::Vestibule
    }

    /// Whether the written statement must be there after this number of extensions.
    pub fn needs_statement(&self, extensions: u8) -> bool {
        self.statement_from.is_some_and(|from| extensions >= from)
    }

    /// The latest day on which somebody may teach on this ground who began on `first_day`.
    ///
    /// A school year that has begun counts whole: who starts halfway has that year as the first,
    /// for "two consecutive school years" names years and not months. Months end on the day
    /// before the same day of the month; when that month has no such day, on its last day.
    /// Extensions beyond what the article allows do not count. `None` when there is no maximum,
    /// or when it does not follow from dates alone (a decision, or the size of the job).
    pub fn maximum_date(&self, first_day: Date, extensions: u8) -> Option<Computed> {
        let (mut date, reason) = match self.maximum {
            Maximum::None | Maximum::AsDecided | Maximum::FteMonths(_) => return None,
            Maximum::SchoolYears(years) => {
                let end = end_of_school_year(first_day)?
                    .checked_add(Span::new().years(i64::from(years) - 1))
                    .ok()?;
                let reason = match years {
                    1 => "Einde van het schooljaar waarin de benoeming op deze grond begon".into(),
                    n => format!(
                        "Einde van het {n}e schooljaar op rij. Het schooljaar waarin de benoeming op deze grond begon, telt als eerste"
                    ),
                };
                (end, reason)
            }
            Maximum::Months(months) => (
                last_day(first_day, months)?,
                format!("{} vanaf de eerste dag", months_text(months)),
            ),
        };
        let step = |date, reason| Step {
            date,
            reason,
            article: self.article.clone(),
        };
        let mut steps = vec![
            step(first_day, "Eerste dag op deze grond".into()),
            step(date, reason),
        ];
        for nr in 1..=extensions.min(self.extensions) {
            date = last_day(date.tomorrow().ok()?, self.extension_months)?;
            let length = months_text(self.extension_months);
            steps.push(step(date, format!("{nr}e verlenging, met {length}")));
        }
        Some(Computed { date, steps })
    }

    /// How often and how long a ground that was extended this often can still be extended, and whether a
    /// written statement belongs to it, in plain Dutch to the teacher. `None` when it does not end, or when
    /// a decision says all of that.
    pub fn extension_text(&self, extensions: u8) -> Option<String> {
        let decided = self.maximum == Maximum::AsDecided && self.extensions == 0;
        if !self.is_temporary() || decided {
            return None;
        }
        let left = self.extensions.saturating_sub(extensions);
        let mut text = match (left, self.extensions) {
            (0, 0) => "Deze grondslag kan niet worden verlengd.".to_owned(),
            (0, _) => "Deze grondslag kan niet nog een keer worden verlengd.".to_owned(),
            (1, _) => format!(
                "Je school kan deze grondslag nog 1 keer verlengen, met {}.",
                months_text(self.extension_months)
            ),
            (left, _) => format!(
                "Je school kan deze grondslag nog {left} keer verlengen, elke keer met {}.",
                months_text(self.extension_months)
            ),
        };
        if self.needs_statement(extensions) {
            text.push_str(" Bij deze grondslag hoort een schriftelijke inspanningsverklaring.");
        } else if left > 0 && self.needs_statement(extensions.saturating_add(1)) {
            text.push_str(" Daarvoor is een schriftelijke inspanningsverklaring nodig.");
        }
        Some(text)
    }

    /// How long the ground lasts, in plain Dutch, with its extensions.
    pub fn maximum_text(&self) -> String {
        let base = match self.maximum {
            Maximum::None => return "Geen einddatum".to_owned(),
            Maximum::AsDecided => {
                return "Zo lang als in het besluit of de regeling staat".to_owned();
            }
            Maximum::SchoolYears(1) => "1 schooljaar".to_owned(),
            Maximum::SchoolYears(years) => format!("{years} schooljaren op rij"),
            Maximum::Months(months) => months_text(months),
            Maximum::FteMonths(months) => {
                format!(
                    "{months} maanden bij een volledige baan, naar verhouding langer bij een kleinere"
                )
            }
        };
        match self.extensions {
            0 => base,
            1 => format!(
                "{base}, 1 keer te verlengen met {}",
                months_text(self.extension_months)
            ),
            n => format!(
                "{base}, {n} keer te verlengen met {}",
                months_text(self.extension_months)
            ),
        }
    }
}

/// The 31st of July that ends the school year of this day (article 1 WPO: *schooljaar*).
fn end_of_school_year(day: Date) -> Option<Date> {
    let year = day.year() + i16::from(day.month() >= 8);
    Date::new(year, 7, 31).ok()
}

/// The last day of a period of whole months that begins on `first_day`.
fn last_day(first_day: Date, months: u16) -> Option<Date> {
    let same_day = first_day
        .checked_add(Span::new().months(i64::from(months)))
        .ok()?;
    if same_day.day() == first_day.day() {
        same_day.yesterday().ok()
    } else {
        Some(same_day)
    }
}

fn months_text(months: u16) -> String {
    match months {
        m if m % 12 == 0 && m > 12 => format!("{} jaar", m / 12),
        m => notation::count(i64::from(m), "maand", "maanden"),
    }
}

/// How far ahead a term that ends asks for attention, in months: the middle one of the warnings at
/// 6, 3 and 1 months (handbook, 6.4, LR-S103).
pub const MONTHS_AHEAD: i64 = 3;

/// The day until which a term counts as ending soon.
pub fn horizon(today: Date) -> Date {
    today.saturating_add(Span::new().months(MONTHS_AHEAD))
}
