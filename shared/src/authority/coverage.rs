//! What the Diplomaregister holds and since when (`data/coverage.csv`), and why a proof of
//! somebody may not be there (`data/gaps.csv`; chapter 3.4 of the handbook). That a diploma is not
//! found is then normal, and says nothing about the person.

use super::{Claim, PersonFacts};
use crate::{
    data_file::{DataError, parts, rows, wrong},
    ground::Target,
    subject::{SchoolType, Subject},
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Why the source may not hold the diploma of this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// From before 1996.
    Earlier,
    /// From a denominational university, before September 2010.
    Denominational,
    /// From abroad.
    Abroad,
    /// From a private institution, before 2018.
    Private,
    /// A statement, decision or certificate that is not kept there.
    OtherPaper,
    /// A minor or module, which stands on the supplement of a diploma only.
    Supplement,
    /// So new that the institution may not have delivered it yet.
    Recent,
}

impl Gap {
    /// All reasons.
    pub const ALL: [Self; 7] = [
        Self::Earlier,
        Self::Denominational,
        Self::Abroad,
        Self::Private,
        Self::OtherPaper,
        Self::Supplement,
        Self::Recent,
    ];

    /// The reason in one sentence.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Earlier => {
                "Het Diplomaregister kent diploma’s van hbo en universiteit vanaf 1996."
            }
            Self::Denominational => {
                "Diploma’s van levensbeschouwelijke universiteiten staan pas vanaf september 2010 in het Diplomaregister."
            }
            Self::Abroad => "Een diploma uit het buitenland staat niet in het Diplomaregister.",
            Self::Private => {
                "Diploma’s van particuliere opleidingen staan pas vanaf 2018 in het Diplomaregister."
            }
            Self::OtherPaper => {
                "Een oudere akte, verklaring, besluit of pdg staat niet in het Diplomaregister."
            }
            Self::Supplement => {
                "Een educatieve minor of module staat op het diplomasupplement, en niet in het Diplomaregister."
            }
            Self::Recent => "Een nieuw diploma staat soms pas na 8 weken in het Diplomaregister.",
        }
    }
}

/// What the Diplomaregister holds of one kind of education.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Coverage {
    /// Our code of the kind: `hbo`, `wo_denominational`.
    pub education: String,
    /// Its name in Dutch, inside a sentence.
    pub name: String,
    /// First day of graduation at a funded institution (*bekostigd*).
    pub funded_from: Date,
    /// First day of graduation at a private institution; `None` when there are none, or none is held.
    pub private_from: Option<Date>,
    /// Within how many days after the result an institution delivers; `None` when it is not known.
    pub delivered_within: Option<u16>,
    /// Where the row comes from: S read in a source, M from memory, A our assumption.
    pub source: char,
    /// What a lawyer should know.
    pub remark: Option<String>,
}

/// A diploma can be seen this many days after it was delivered.
const VISIBLE_AFTER: i64 = 1;

impl Coverage {
    /// Every kind of education, as the table that comes with the program has it.
    pub fn all() -> &'static [Self] {
        &CURRENT.coverage
    }

    /// The kind with this code.
    pub fn find(education: &str) -> Option<&'static Self> {
        Self::all().iter().find(|row| row.education == education)
    }

    /// Whether the source holds a diploma of this day.
    pub fn holds(&self, owner: Owner, graduated: Date) -> bool {
        self.from(owner).is_some_and(|first| first <= graduated)
    }

    /// The last day on which a diploma of this day may still be missing; `None` when it is not
    /// known how fast institutions deliver.
    pub fn missing_until(&self, graduated: Date) -> Option<Date> {
        let days = i64::from(self.delivered_within?) + VISIBLE_AFTER;
        Some(graduated.saturating_add(Span::new().days(days)))
    }

    fn from(&self, owner: Owner) -> Option<Date> {
        match owner {
            Owner::Funded => Some(self.funded_from),
            Owner::Private => self.private_from,
        }
    }
}

/// Who runs an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Paid by the state (*bekostigd*).
    Funded,
    /// Recognised, and paid by its students (*particulier*).
    Private,
}

/// What the source holds and why it may not hold a diploma, of one version.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    coverage: Vec<Coverage>,
    reasons: Vec<Reason>,
}

static CURRENT: LazyLock<Tables> = LazyLock::new(|| {
    Tables::parse(
        include_str!("../../data/coverage.csv"),
        include_str!("../../data/gaps.csv"),
    )
    .expect("the tables of what the Diplomaregister holds that come with the program are right")
});

/// When a diploma may not be there; what a row names must all hold.
#[derive(Clone, Debug)]
struct Reason {
    gap: Gap,
    grounds: Vec<String>,
    of_register: bool,
    school_type: Option<SchoolType>,
    group: Option<String>,
    /// Whoever was born before this day may have graduated before the source began.
    born_before: Option<Date>,
    delivery: Option<Coverage>,
}

impl Reason {
    fn holds(&self, claim: &Claim, subject: &Subject, facts: &PersonFacts, on: Date) -> bool {
        let ground = facts.ground.as_ref();
        let grounds = self.grounds.is_empty()
            || ground.is_some_and(|ground| self.grounds.contains(&ground.code));
        let of_register =
            !self.of_register || ground.is_some_and(|ground| ground.target == Target::Register);
        let school_type = self
            .school_type
            .is_none_or(|kind| claim.school_types.contains(&kind));
        let group = self
            .group
            .as_ref()
            .is_none_or(|group| *group == subject.group);
        let born = self
            .born_before
            .is_none_or(|day| facts.birth_date.is_none_or(|birth| birth < day));
        let delivery = self.delivery.as_ref().is_none_or(|row| {
            row.missing_until(claim.since)
                .is_some_and(|last| on <= last)
        });
        grounds && of_register && school_type && group && born && delivery
    }
}

impl Tables {
    /// Those that hold now.
    pub(super) fn current() -> &'static Self {
        &CURRENT
    }

    /// Reads the two data files.
    pub(super) fn parse(coverage: &str, gaps: &str) -> Result<Self, DataError> {
        let (_, coverage) = rows::<Coverage>(coverage)?;
        let (_, reasons) = rows::<ReasonRow>(gaps)?;
        let reasons = reasons
            .into_iter()
            .map(|row| row.read(&coverage))
            .collect::<Result<_, _>>()?;
        Ok(Self { coverage, reasons })
    }

    /// Why the source may not hold a diploma for this claim; each reason once. `foreign` is whether
    /// it gave one from abroad.
    pub(super) fn gaps(
        &self,
        claim: &Claim,
        subject: &Subject,
        facts: &PersonFacts,
        foreign: bool,
        on: Date,
    ) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = self
            .reasons
            .iter()
            .filter(|reason| reason.holds(claim, subject, facts, on))
            .map(|reason| reason.gap)
            .chain(foreign.then_some(Gap::Abroad))
            .collect();
        gaps.sort_unstable();
        gaps.dedup();
        gaps
    }
}

#[derive(Deserialize)]
struct ReasonRow {
    gap: Gap,
    grounds: String,
    target: String,
    school_type: String,
    group: Option<String>,
    before: String,
    age: Option<i16>,
    delivery: String,
}

impl ReasonRow {
    fn read(self, coverage: &[Coverage]) -> Result<Reason, DataError> {
        let find = |education: &str| coverage.iter().find(|row| row.education == education);
        let begin = |cell: &str| {
            let (education, owner) = cell.split_once(':')?;
            let owner = match owner {
                "funded" => Owner::Funded,
                "private" => Owner::Private,
                _ => return None,
            };
            find(education)?.from(owner)
        };
        let given = |cell: &str| !cell.is_empty();
        Ok(Reason {
            gap: self.gap,
            grounds: parts(&self.grounds, ','),
            of_register: match self.target.as_str() {
                "" => false,
                "R" => true,
                other => return Err(wrong("target", other)),
            },
            school_type: given(&self.school_type)
                .then(|| {
                    SchoolType::parse(&self.school_type)
                        .ok_or_else(|| wrong("school_type", &self.school_type))
                })
                .transpose()?,
            group: self.group,
            born_before: match (given(&self.before), self.age) {
                (false, None) => None,
                (true, Some(age)) => begin(&self.before)
                    .and_then(|first| first.checked_sub(Span::new().years(age)).ok())
                    .map(Some)
                    .ok_or_else(|| wrong("before", &self.before))?,
                _ => return Err(wrong("age", &self.before)),
            },
            delivery: given(&self.delivery)
                .then(|| {
                    find(&self.delivery)
                        .cloned()
                        .ok_or_else(|| wrong("delivery", &self.delivery))
                })
                .transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::GroundTable;
    use jiff::civil::date;

    #[test]
    fn the_grounds_that_are_named_are_in_the_table_of_grounds() {
        for reason in &CURRENT.reasons {
            for code in &reason.grounds {
                let mut all = GroundTable::current().all().iter();
                assert!(
                    all.any(|g| g.code == *code && g.target == Target::Register),
                    "{code}"
                );
            }
        }
    }

    #[test]
    fn the_source_holds_a_diploma_from_the_first_day_of_the_table() {
        let holds = |education: &str, owner, day| {
            Coverage::find(education)
                .expect("a kind of education")
                .holds(owner, day)
        };
        assert!(!holds("hbo", Owner::Funded, date(1995, 12, 31)));
        assert!(holds("hbo", Owner::Funded, date(1996, 1, 1)));
        assert!(!holds("wo", Owner::Private, date(2017, 12, 31)));
        assert!(holds("wo", Owner::Private, date(2018, 1, 1)));
        assert!(!holds(
            "wo_denominational",
            Owner::Funded,
            date(2010, 8, 31)
        ));
        assert!(holds("wo_denominational", Owner::Funded, date(2010, 9, 1)));
        assert!(holds("mbo", Owner::Private, date(2012, 1, 1)));
        assert!(!holds("vo_state_exam", Owner::Private, date(2026, 1, 1)));
    }

    #[test]
    fn a_new_diploma_may_be_missing_for_eight_weeks_and_a_day() {
        let last = |education: &str| {
            Coverage::find(education).and_then(|row| row.missing_until(date(2026, 7, 1)))
        };
        assert_eq!(last("hbo"), Some(date(2026, 8, 27)));
        assert_eq!(last("mbo"), Some(date(2026, 7, 16)));
        assert_eq!(last("nt2"), None);
    }

    #[test]
    fn every_reason_has_a_row() {
        for gap in Gap::ALL {
            assert!(CURRENT.reasons.iter().any(|r| r.gap == gap), "{gap:?}");
        }
    }
}
