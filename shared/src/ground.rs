//! The appointment grounds (*benoemingsgrondslagen*): the legal table as dated data, and the
//! latest day on which somebody may teach on a temporary ground.
//!
//! The table itself is `data/grounds.csv`; a change of the law is a change of that file.

use crate::notation;
use crate::sector::Sector;
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

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

/// The legal table of grounds, of one version.
#[derive(Clone, Debug)]
pub struct GroundTable {
    version: String,
    grounds: Vec<Ground>,
}

/// Why a text is not a table of grounds.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The text is not CSV with the columns of the table.
    #[error("the table cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// The first line does not name the version.
    #[error("the table does not begin with its version")]
    Version,
    /// A cell holds what its column does not know.
    #[error("row {code}: {column} cannot be {value:?}")]
    Cell {
        /// The ground of the row.
        code: String,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
}

impl GroundTable {
    /// The table that holds now.
    pub fn current() -> &'static Self {
        static CURRENT: LazyLock<GroundTable> = LazyLock::new(|| {
            GroundTable::parse(include_str!("../data/grounds.csv"))
                .expect("the table of grounds that comes with the program is right")
        });
        &CURRENT
    }

    /// Reads a table: `;` between the cells, the version in the first line (`# versie: 2026-1`).
    ///
    /// # Errors
    /// [`TableError`] names what is wrong with which row.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let version = table_version(text).ok_or(TableError::Version)?;
        let grounds = csv::ReaderBuilder::new()
            .delimiter(b';')
            .comment(Some(b'#'))
            .from_reader(text.as_bytes())
            .deserialize::<Row>()
            .map(|row| row?.into_ground())
            .collect::<Result<_, _>>()?;
        Ok(Self { version, grounds })
    }

    /// The version of the table: `2026-1`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The ground with this code that an appointment beginning on this day may carry.
    pub fn find(&self, code: &str, on: Date) -> Option<&Ground> {
        self.valid_on(on)
            .find(|ground| ground.code.eq_ignore_ascii_case(code.trim()))
    }

    /// All grounds that an appointment beginning on this day may carry, in the order of the table.
    pub fn valid_on(&self, date: Date) -> impl Iterator<Item = &Ground> {
        self.grounds.iter().filter(move |g| g.is_valid_on(date))
    }

    /// Every row, of all times.
    pub fn all(&self) -> &[Ground] {
        &self.grounds
    }
}

/// The version in the first line of a data file of ours: `# versie: 2026-1`.
pub(crate) fn table_version(text: &str) -> Option<String> {
    let version = text.lines().next()?.strip_prefix("# versie:")?.trim();
    (!version.is_empty()).then(|| version.to_owned())
}

/// The sectors in a cell of a data file of ours: `vo,vso`.
pub(crate) fn sectors(cell: &str) -> Option<Vec<Sector>> {
    cell.split(',')
        .map(|code| Sector::parse(code.trim()))
        .collect()
}

#[derive(Deserialize)]
struct Row {
    code: String,
    duo_code: Option<String>,
    sectors: String,
    article: String,
    name: String,
    target: char,
    maximum: String,
    extensions: u8,
    extension_months: Option<u16>,
    statement_from: Option<u8>,
    trainee: String,
    valid_from: Date,
    valid_to: Option<Date>,
    source: char,
    remark: Option<String>,
}

impl Row {
    fn into_ground(self) -> Result<Ground, TableError> {
        let wrong = |column, value: &str| TableError::Cell {
            code: self.code.clone(),
            column,
            value: value.to_owned(),
        };
        let target = match self.target {
            'R' => Target::Register,
            'V' => Target::Vestibule,
            '-' => Target::NotDelivered,
            other => return Err(wrong("target", &other.to_string())),
        };
        let trainee = match self.trainee.as_str() {
            "ja" => true,
            "nee" => false,
            other => return Err(wrong("trainee", other)),
        };
        Ok(Ground {
            sectors: sectors(&self.sectors).ok_or_else(|| wrong("sectors", &self.sectors))?,
            maximum: maximum(&self.maximum).ok_or_else(|| wrong("maximum", &self.maximum))?,
            target,
            trainee,
            extension_months: self.extension_months.unwrap_or(0),
            code: self.code,
            duo_code: self.duo_code,
            article: self.article,
            name: self.name,
            extensions: self.extensions,
            statement_from: self.statement_from,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            source: self.source,
            remark: self.remark,
        })
    }
}

fn maximum(cell: &str) -> Option<Maximum> {
    match cell {
        "none" => return Some(Maximum::None),
        "decided" => return Some(Maximum::AsDecided),
        _ => {}
    }
    let (count, unit) = cell.split_once(' ')?;
    match unit {
        "school years" => count
            .parse()
            .ok()
            .filter(|n| *n > 0)
            .map(Maximum::SchoolYears),
        "months" => count.parse().ok().map(Maximum::Months),
        "fte-months" => count.parse().ok().map(Maximum::FteMonths),
        _ => None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn ground(code: &str) -> &'static Ground {
        GroundTable::current()
            .find(code, date(2018, 1, 1))
            .expect("a code of the table")
    }

    fn latest(code: &str, first_day: Date, extensions: u8) -> Option<Date> {
        ground(code)
            .maximum_date(first_day, extensions)
            .map(|c| c.date)
    }

    #[test]
    fn the_table_is_whole_and_names_its_version() {
        let table = GroundTable::current();
        assert_eq!(table.version(), "2026-1");
        let count = |prefix: &str| {
            let rows = table.all().iter();
            rows.filter(|g| g.code.starts_with(prefix)).count()
        };
        assert_eq!(
            [count("PO-"), count("SO-"), count("VO-"), count("MB-")],
            [11, 13, 22, 11]
        );
        for ground in table.all() {
            assert!(
                ground.code.len() <= 10,
                "{} fits the suppliers' field",
                ground.code
            );
            assert!(
                !ground.sectors.is_empty() && !ground.article.is_empty() && !ground.name.is_empty()
            );
            assert!("SMA".contains(ground.source), "{}", ground.code);
            assert_eq!(
                ground.extensions > 0,
                ground.extension_months > 0,
                "{}",
                ground.code
            );
            if ground.target != Target::Vestibule {
                assert!(
                    matches!(ground.maximum, Maximum::None | Maximum::AsDecided),
                    "{}",
                    ground.code
                );
            }
        }
    }

    #[test]
    fn a_code_never_has_two_meanings_on_one_day() {
        let all = GroundTable::current().all();
        for (nr, a) in all.iter().enumerate() {
            for b in &all[nr + 1..] {
                let overlap = a.valid_to.is_none_or(|end| b.valid_from <= end)
                    && b.valid_to.is_none_or(|end| a.valid_from <= end);
                assert!(a.code != b.code || !overlap, "{}", a.code);
            }
        }
    }

    #[test]
    fn a_code_is_found_only_inside_its_validity() {
        let table = GroundTable::current();
        assert!(table.find("PO-OVG", date(2017, 7, 31)).is_some());
        assert!(table.find("PO-OVG", date(2017, 8, 1)).is_none());
        assert!(table.find("po-ovg5 ", date(2017, 8, 1)).is_some());
        assert!(table.find("PO-OVG5", date(2022, 8, 1)).is_none());
        assert!(table.find("VO-99.9", date(2020, 1, 1)).is_none());
    }

    #[test]
    fn two_school_years_end_on_the_last_of_july() {
        assert_eq!(
            latest("VO-33.1B3", date(2026, 8, 1), 0),
            Some(date(2028, 7, 31))
        );
        assert_eq!(
            latest("VO-33.1B3", date(2026, 7, 31), 0),
            Some(date(2027, 7, 31))
        );
    }

    #[test]
    fn a_start_halfway_counts_that_school_year_as_the_first() {
        assert_eq!(
            latest("VO-33.1B3", date(2027, 2, 1), 0),
            Some(date(2028, 7, 31))
        );
        assert_eq!(
            latest("VO-33.12F", date(2026, 9, 1), 0),
            Some(date(2027, 7, 31))
        );
    }

    #[test]
    fn months_end_on_the_day_before_the_same_day() {
        assert_eq!(
            latest("VO-33.3V", date(2026, 2, 1), 0),
            Some(date(2027, 1, 31))
        );
        assert_eq!(
            latest("VO-33.4", date(2026, 8, 1), 0),
            Some(date(2028, 7, 31))
        );
        assert_eq!(
            latest("VO-33.3V", date(2024, 2, 29), 0),
            Some(date(2025, 2, 28))
        );
        assert_eq!(
            latest("PO-OVG5", date(2018, 3, 15), 0),
            Some(date(2023, 3, 14))
        );
    }

    #[test]
    fn extensions_are_added_and_a_third_does_not_count() {
        let first = date(2026, 2, 1);
        assert_eq!(latest("VO-33.3V", first, 1), Some(date(2029, 1, 31)));
        assert_eq!(latest("VO-33.3V", first, 2), Some(date(2031, 1, 31)));
        assert_eq!(latest("VO-33.3V", first, 3), latest("VO-33.3V", first, 2));
        assert_eq!(
            latest("PO-3.1B3", date(2026, 8, 1), 1),
            Some(date(2030, 7, 31))
        );
        let steps = ground("VO-33.3V")
            .maximum_date(first, 1)
            .expect("dates")
            .steps;
        assert_eq!(steps.len(), 3);
        assert_eq!(steps[1].reason, "12 maanden vanaf de eerste dag");
        assert_eq!(steps[2].reason, "1e verlenging, met 2 jaar");
        assert_eq!(steps[2].article, "artikel 33 lid 3 WVO");
    }

    #[test]
    fn what_does_not_follow_from_dates_has_no_maximum_date() {
        for code in ["VO-33.1B1", "PO-3.3", "VO-35A", "PO-3.4"] {
            assert_eq!(latest(code, date(2026, 8, 1), 0), None, "{code}");
        }
        assert!(
            ground("PO-3.4")
                .maximum_text()
                .starts_with("5 maanden bij een volledige baan")
        );
        assert_eq!(
            ground("VO-33.4").maximum_text(),
            "2 jaar, 1 keer te verlengen met 2 jaar"
        );
    }

    #[test]
    fn a_statement_is_asked_when_the_article_asks_it() {
        assert!(ground("VO-33.4").needs_statement(0));
        assert!(!ground("VO-33.3V").needs_statement(0));
        assert!(ground("VO-33.3V").needs_statement(1));
        assert!(!ground("PO-3.1B3").needs_statement(1));
    }

    #[test]
    fn a_wrong_table_says_which_row() {
        let text = include_str!("../data/grounds.csv").replace(";R;none;", ";X;none;");
        let error = GroundTable::parse(&text).expect_err("X is no target");
        assert_eq!(error.to_string(), "row PO-3.1B1: target cannot be \"X\"");
    }

    proptest! {
        #[test]
        fn the_maximum_is_never_before_the_first_day_and_grows_with_each_extension(
            days in 0_i64..60_000, nr in 0_usize..200, extensions in 0_u8..4,
        ) {
            let all = GroundTable::current().all();
            let ground = &all[nr % all.len()];
            let first = date(1950, 8, 1) + Span::new().days(days);
            if let Some(computed) = ground.maximum_date(first, extensions) {
                prop_assert!(computed.date >= first);
                prop_assert_eq!(computed.steps.last().map(|s| s.date), Some(computed.date));
                let more = ground.maximum_date(first, extensions + 1).expect("one more");
                prop_assert_eq!(more.date > computed.date, extensions < ground.extensions);
            }
        }

        #[test]
        fn reading_a_table_never_panics(text in "(# versie: 1\n)?[ -~\n]{0,200}") {
            let _ = GroundTable::parse(&text);
        }
    }

    #[test]
    fn a_term_ends_soon_within_three_months() {
        assert_eq!(horizon(date(2026, 11, 30)), date(2027, 2, 28));
    }
}
