//! How far the comparison with the Diplomaregister is, as dated settings for a sector and a cohort
//! of schools (`data/phases.csv`; chapter 3.5 of the handbook), and what each phase means for the
//! data of a teacher.

use crate::{
    data_file::{DataError, rows, wrong},
    sector::Sector,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How far the comparison is; a later phase does more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 0: what the teacher says stands as it is.
    OwnDeclaration,
    /// 1: the teacher uploads a signed extract, and its signature is verified.
    SignedExtract,
    /// 2: the source is asked with the consent of the teacher.
    Consent,
    /// 3: the source is asked on a legal basis.
    Automatic,
    /// 4: besides, diplomas that are unclear are reported to DUO.
    Feedback,
}

impl Phase {
    /// All phases, in their order.
    pub const ALL: [Self; 5] = [
        Self::OwnDeclaration,
        Self::SignedExtract,
        Self::Consent,
        Self::Automatic,
        Self::Feedback,
    ];

    /// The number of the handbook, 0 to 4.
    pub const fn number(self) -> u8 {
        match self {
            Self::OwnDeclaration => 0,
            Self::SignedExtract => 1,
            Self::Consent => 2,
            Self::Automatic => 3,
            Self::Feedback => 4,
        }
    }

    /// The phase with this number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.number() == number)
    }

    /// Whether the Diplomaregister may be asked, given whether the teacher consents.
    pub fn may_ask(self, consents: bool) -> bool {
        match self {
            Self::OwnDeclaration | Self::SignedExtract => false,
            Self::Consent => consents,
            Self::Automatic | Self::Feedback => true,
        }
    }

    /// Whether a teacher may upload a signed extract: as of phase 1, because later phases leave
    /// out whoever does not consent and whatever the source does not answer.
    pub fn takes_extract(self) -> bool {
        self >= Self::SignedExtract
    }

    /// Whether diplomas that are unclear are reported to DUO.
    pub fn reports_unclear(self) -> bool {
        self == Self::Feedback
    }

    /// What happens with the data of a teacher, in plain Dutch.
    pub const fn text(self) -> &'static str {
        match self {
            Self::OwnDeclaration => {
                "Je geeft zelf op welk vak je geeft. We vragen geen diploma’s op en vergelijken je vak nergens mee."
            }
            Self::SignedExtract => {
                "Je kunt zelf een digitaal uittreksel van je diploma uploaden. We controleren de handtekening van DUO en vergelijken je vak met het uittreksel. We vragen zelf niets op bij het Diplomaregister."
            }
            Self::Consent => {
                "Geef je toestemming? Dan vragen we je diploma’s op bij het Diplomaregister. We gebruiken ze alleen om je vak ermee te vergelijken. In Mijn diploma’s zie je dat we keken. Je kunt je toestemming altijd intrekken. Zonder toestemming vergelijken we je vak met een uittreksel dat je zelf geeft, of blijft het staan als eigen opgave."
            }
            Self::Automatic => {
                "We vragen je diploma’s op bij het Diplomaregister, omdat de wet dat regelt. We gebruiken ze alleen om je vak ermee te vergelijken. In Mijn diploma’s zie je dat we keken."
            }
            Self::Feedback => {
                "We vragen je diploma’s op bij het Diplomaregister, omdat de wet dat regelt. We gebruiken ze alleen om je vak ermee te vergelijken. In Mijn diploma’s zie je dat we keken. Is de naam van een opleiding niet duidelijk? Dan melden we die opleiding aan DUO, zonder je naam."
            }
        }
    }
}

/// The cohort of whoever is in no other cohort of the sector.
pub const REST_COHORT: &str = "OVERIG";

/// A phase of a cohort of schools in a sector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseSetting {
    /// The sector.
    pub sector: Sector,
    /// The cohort: `KOPLOPER`, `GOLF_2018_1`, [`REST_COHORT`].
    pub cohort: String,
    /// How far it is.
    pub phase: Phase,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
    /// Where the row comes from: S read in a source, M from memory, A our assumption.
    pub source: char,
    /// What a lawyer should know.
    pub remark: Option<String>,
}

impl PhaseSetting {
    /// Every setting, of all times.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<PhaseSetting>> = LazyLock::new(|| {
            PhaseSetting::parse(include_str!("../../data/phases.csv"))
                .expect("the phases that come with the program are right")
        });
        &ALL
    }

    /// Reads settings: `;` between the cells, the version in the first line.
    ///
    /// # Errors
    /// [`DataError`] names what cannot be read.
    pub fn parse(text: &str) -> Result<Vec<Self>, DataError> {
        let (_, rows) = rows::<Row>(text)?;
        rows.into_iter().map(Row::read).collect()
    }

    /// Whether it is of this cohort. The wave of a board (*golf*) may name its sector too:
    /// `KOPLOPER_VO` is the cohort `KOPLOPER` of that sector.
    fn is_of(&self, sector: Sector, cohort: &str) -> bool {
        let named = || cohort.strip_prefix(self.cohort.as_str())?.strip_prefix('_');
        self.sector == sector
            && (self.cohort == cohort
                || named().is_some_and(|rest| rest.eq_ignore_ascii_case(sector.code())))
    }

    fn holds(&self, sector: Sector, cohort: &str, on: Date) -> bool {
        self.is_of(sector, cohort)
            && self.valid_from <= on
            && self.valid_to.is_none_or(|last| on <= last)
    }
}

/// How far the comparison is for this cohort on this day, by the settings that come with the
/// program.
pub fn phase_on(sector: Sector, cohort: &str, on: Date) -> Phase {
    phase_in(PhaseSetting::all(), sector, cohort, on)
}

/// How far the comparison is for this cohort on this day, by these settings. A cohort that the
/// sector does not have is [`REST_COHORT`]; before the first setting everything is an own
/// declaration.
pub fn phase_in(settings: &[PhaseSetting], sector: Sector, cohort: &str, on: Date) -> Phase {
    let known = settings.iter().any(|row| row.is_of(sector, cohort));
    let cohort = if known { cohort } else { REST_COHORT };
    settings
        .iter()
        .find(|row| row.holds(sector, cohort, on))
        .map_or(Phase::OwnDeclaration, |row| row.phase)
}

#[derive(Deserialize)]
struct Row {
    sector: String,
    cohort: String,
    phase: u8,
    valid_from: Date,
    valid_to: Option<Date>,
    source: char,
    remark: Option<String>,
}

impl Row {
    fn read(self) -> Result<PhaseSetting, DataError> {
        Ok(PhaseSetting {
            sector: Sector::parse(&self.sector).ok_or_else(|| wrong("sector", &self.sector))?,
            phase: Phase::of_number(self.phase)
                .ok_or_else(|| wrong("phase", &self.phase.to_string()))?,
            cohort: self.cohort,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            source: self.source,
            remark: self.remark,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    #[test]
    fn a_cohort_goes_forward_without_a_day_between_or_twice() {
        let all = PhaseSetting::all();
        let cohorts: BTreeSet<(Sector, &str)> = all
            .iter()
            .map(|row| (row.sector, row.cohort.as_str()))
            .collect();
        for (sector, cohort) in cohorts {
            let rows: Vec<&PhaseSetting> = all
                .iter()
                .filter(|row| row.sector == sector && row.cohort == cohort)
                .collect();
            for pair in rows.windows(2) {
                let last = pair[0].valid_to.expect("a later row follows");
                assert_eq!(last.tomorrow().ok(), Some(pair[1].valid_from));
                assert!(pair[0].phase < pair[1].phase, "{sector:?} {cohort}");
            }
            assert_eq!(rows.last().and_then(|row| row.valid_to), None);
        }
        for sector in Sector::ALL {
            assert!(
                all.iter()
                    .any(|r| r.sector == sector && r.cohort == REST_COHORT)
            );
        }
    }

    #[test]
    fn the_day_decides_for_the_sector_and_the_cohort() {
        let vo = |cohort, day| phase_on(Sector::Vo, cohort, day);
        assert_eq!(vo("KOPLOPER", date(2017, 8, 31)), Phase::OwnDeclaration);
        assert_eq!(vo("KOPLOPER", date(2017, 9, 1)), Phase::SignedExtract);
        assert_eq!(vo("KOPLOPER", date(2018, 1, 31)), Phase::SignedExtract);
        assert_eq!(vo("KOPLOPER", date(2018, 2, 1)), Phase::Consent);
        assert_eq!(vo("KOPLOPER", date(2019, 8, 1)), Phase::Automatic);
        assert_eq!(vo("KOPLOPER", date(2021, 8, 1)), Phase::Feedback);
        assert_eq!(vo("GOLF_2018_1", date(2018, 7, 31)), Phase::OwnDeclaration);
        assert_eq!(vo("GOLF_2018_1", date(2018, 8, 1)), Phase::SignedExtract);
        let po = |cohort, day| phase_on(Sector::Po, cohort, day);
        assert_eq!(
            po("GOLF_2018_1", date(2021, 1, 1)),
            po(REST_COHORT, date(2021, 1, 1)),
            "a cohort that the sector does not have"
        );
        assert_eq!(
            vo("KOPLOPER_VO", date(2017, 9, 1)),
            Phase::SignedExtract,
            "the code of a wave names its sector"
        );
        assert_eq!(
            vo("KOPLOPER_PO", date(2017, 9, 1)),
            Phase::OwnDeclaration,
            "the wave of another sector"
        );
        for sector in Sector::ALL {
            assert_eq!(
                phase_on(sector, REST_COHORT, date(2016, 1, 1)),
                Phase::OwnDeclaration
            );
            assert!(phase_on(sector, REST_COHORT, date(2026, 11, 23)).may_ask(false));
        }
    }

    #[test]
    fn each_phase_says_what_happens_with_the_data_and_does_just_that() {
        for phase in Phase::ALL {
            assert_eq!(Phase::of_number(phase.number()), Some(phase));
            let asks = phase.may_ask(true);
            assert_eq!(
                phase.text().contains("vragen we je diploma’s op")
                    || phase.text().starts_with("We vragen je diploma’s op"),
                asks
            );
            assert_eq!(
                phase.text().contains("toestemming"),
                asks && !phase.may_ask(false)
            );
            assert_eq!(phase.text().contains("melden we"), phase.reports_unclear());
        }
        assert_eq!(Phase::of_number(5), None);
        assert!(!Phase::OwnDeclaration.takes_extract() && Phase::Automatic.takes_extract());
    }

    #[test]
    fn a_wrong_setting_is_named() {
        let with = |row: &str| {
            let head = "sector;cohort;phase;valid_from;valid_to;source;remark";
            PhaseSetting::parse(&format!("# versie: 1\n{head}\n{row}\n")).map_err(|e| e.to_string())
        };
        assert!(with("vo;OVERIG;4;2018-01-01;;A;").is_ok());
        let wrong = with("vo;OVERIG;5;2018-01-01;;A;").expect_err("no such phase");
        assert_eq!(wrong, "phase cannot be \"5\"");
        assert!(with("wo;OVERIG;1;2018-01-01;;A;").is_err());
    }
}
