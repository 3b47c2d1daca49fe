//! What a kind of training qualifies for, as dated data: `data/authorities.csv` (chapter 3.1 of
//! the handbook). A change of the law is a change of that file.

use super::{
    Diploma, Part,
    coverage::Tables,
    programme::{Programmes, Recognised},
    training::{Training, training},
};
use crate::{
    data_file::{DataError, parts, rows, wrong},
    subject::{SchoolType, Subject, SubjectTable, Years},
};
use jiff::civil::Date;
use serde::Deserialize;
use std::{fmt, sync::LazyLock};

/// One row of the table of authorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// The training that gives it.
    pub training: Training,
    /// Where it holds.
    pub school_type: SchoolType,
    /// The years in which it holds; [`Years::All`] outside havo and vwo.
    pub years: Years,
    /// For which subjects.
    pub scope: Scope,
    /// How far.
    pub extent: Extent,
    /// Another training that must be there too.
    pub requires: Option<Training>,
    /// First day of graduation for which the row holds.
    pub valid_from: Date,
    /// Last day of graduation for which the row holds.
    pub valid_to: Option<Date>,
    /// Where the row comes from: S read in a source, M from memory, A our assumption.
    pub source: char,
    /// What a lawyer should know.
    pub remark: Option<String>,
}

/// The subjects for which an authority holds; a group is a *vakgroep*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The groups of the programme.
    Match,
    /// The groups of the programme, as far as they are among these.
    MatchOf(Vec<String>),
    /// Every subject.
    Any,
    /// Every subject outside this group.
    AnyBut(String),
    /// The subjects of this group alone.
    Only(String),
}

/// How far an authority reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Wholly.
    Yes,
    /// With a limit, in a Dutch sentence to the teacher.
    Limited(String),
    /// Not at all.
    No,
}

/// What one recognised diploma gives for one part of a claim; later is more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grant {
    Nothing,
    Related,
    Limited(String),
    Full,
}

impl Grant {
    /// More is better; the words of a limit do not count.
    pub(super) const fn rank(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Related => 1,
            Self::Limited(_) => 2,
            Self::Full => 3,
        }
    }

    /// The limit, when there is one.
    pub(super) fn limit(&self) -> Option<&str> {
        match self {
            Self::Limited(limit) => Some(limit),
            Self::Nothing | Self::Related | Self::Full => None,
        }
    }

    /// Whether somebody may teach by it, with or without a limit.
    pub(super) const fn is_authority(&self) -> bool {
        matches!(self, Self::Limited(_) | Self::Full)
    }
}

/// What diplomas give, of one version, with the subjects it is about.
#[derive(Clone, Debug)]
pub struct AuthorityTable {
    version: String,
    authorities: Vec<Authority>,
    programmes: Programmes,
    subjects: SubjectTable,
    source: Tables,
}

/// The files of a version of before, in `data/versions`.
struct Released {
    authorities: &'static str,
    programmes: &'static str,
    subjects: &'static str,
    /// Of what the Diplomaregister holds, and why a diploma may not be there. In the first version those
    /// were no files yet; of it no answer was kept that rests on them.
    source: Option<(&'static str, &'static str)>,
}

/// The versions of before, the oldest first. A new one is not made without keeping the last here: what was
/// told by it must be made again for as long as it is kept.
const RELEASED: [Released; 1] = [Released {
    authorities: include_str!("../../data/versions/2026-1/authorities.csv"),
    programmes: include_str!("../../data/versions/2026-1/programmes.csv"),
    subjects: include_str!("../../data/versions/2026-1/subjects.csv"),
    source: None,
}];

impl Released {
    fn read(&self) -> Result<AuthorityTable, DataError> {
        let subjects = SubjectTable::parse(self.subjects)?;
        let table = AuthorityTable::parse(self.authorities, self.programmes, subjects)?;
        Ok(match self.source {
            Some((coverage, gaps)) => AuthorityTable {
                source: Tables::parse(coverage, gaps)?,
                ..table
            },
            None => table,
        })
    }
}

impl AuthorityTable {
    /// The table that holds now.
    pub fn current() -> &'static Self {
        static CURRENT: LazyLock<AuthorityTable> = LazyLock::new(|| {
            AuthorityTable::parse(
                include_str!("../../data/authorities.csv"),
                include_str!("../../data/programmes.csv"),
                SubjectTable::current().clone(),
            )
            .expect("the tables of authorities that come with the program are right")
        });
        &CURRENT
    }

    /// The table of this version, now or before; `None` when the program does not carry it.
    pub fn of_version(version: &str) -> Option<&'static Self> {
        static BEFORE: LazyLock<Vec<AuthorityTable>> = LazyLock::new(|| {
            let tables: Result<_, _> = RELEASED.iter().map(Released::read).collect();
            tables.expect("the tables of authorities of before are right")
        });
        let current = Some(Self::current()).filter(|table| table.version() == version);
        current.or_else(|| BEFORE.iter().find(|table| table.version() == version))
    }

    /// Reads the two data files, beside what the source is known to hold now; the version is that of the
    /// authorities.
    ///
    /// # Errors
    /// [`DataError`] names what cannot be read.
    pub fn parse(
        authorities: &str,
        programmes: &str,
        subjects: SubjectTable,
    ) -> Result<Self, DataError> {
        let (version, rights) = rows::<AuthorityRow>(authorities)?;
        Ok(Self {
            version,
            authorities: rights
                .into_iter()
                .map(AuthorityRow::read)
                .collect::<Result<_, _>>()?,
            programmes: Programmes::parse(programmes, &subjects)?,
            subjects,
            source: Tables::current().clone(),
        })
    }

    /// The version of the table: `2026-1`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The subjects to which the table belongs.
    pub fn subjects(&self) -> &SubjectTable {
        &self.subjects
    }

    /// Every row, of all times.
    pub fn all(&self) -> &[Authority] {
        &self.authorities
    }

    /// What the diploma can be; more than one when they fit equally well.
    pub(super) fn recognise(&self, diploma: &Diploma) -> Vec<Recognised> {
        self.programmes.recognise(diploma)
    }

    /// What the source holds.
    pub(super) fn source(&self) -> &Tables {
        &self.source
    }

    /// What a recognised diploma gives for one part of a claim, and the place of the row that gives
    /// it when a row does. `trainings` is what the person has beside it.
    pub(super) fn grant(
        &self,
        part: Part,
        subject: &Subject,
        diploma: &Recognised,
        graduated: Date,
        trainings: &[Training],
    ) -> (Grant, Option<usize>) {
        let best = self
            .authorities
            .iter()
            .enumerate()
            .filter(|(_, row)| {
                row.training == diploma.training
                    && row.school_type == part.school_type
                    && row.years == part.years
                    && row.valid_from <= graduated
                    && row.valid_to.is_none_or(|last| graduated <= last)
                    && row.requires.is_none_or(|other| trainings.contains(&other))
                    && row.scope.holds(&subject.group, &diploma.groups)
            })
            .filter_map(|(place, row)| match &row.extent {
                Extent::Yes => Some((Grant::Full, place)),
                Extent::Limited(limit) => Some((Grant::Limited(limit.clone()), place)),
                Extent::No => None,
            })
            // The most, and of equals the upper row.
            .max_by_key(|(grant, place)| (grant.rank(), std::cmp::Reverse(*place)));
        match best {
            Some((grant, place)) => (grant, Some(place)),
            None if is_related(subject, diploma) => (Grant::Related, None),
            None => (Grant::Nothing, None),
        }
    }
}

/// Whether a diploma without authority is still near the subject, so that a person should look.
fn is_related(subject: &Subject, diploma: &Recognised) -> bool {
    let same_group = diploma.groups.contains(&subject.group);
    let near = diploma
        .groups
        .iter()
        .any(|group| subject.related.contains(group));
    same_group || (near && diploma.training != Training::Vakstudie)
}

impl Scope {
    fn holds(&self, group: &str, of_diploma: &[String]) -> bool {
        match self {
            Self::Match => of_diploma.iter().any(|g| g == group),
            Self::MatchOf(these) => {
                of_diploma.iter().any(|g| g == group) && these.iter().any(|g| g == group)
            }
            Self::Any => true,
            Self::AnyBut(other) => other != group,
            Self::Only(only) => only == group,
        }
    }

    fn parse(cell: &str) -> Option<Self> {
        match cell {
            "match" => Some(Self::Match),
            "any" => Some(Self::Any),
            _ => cell
                .strip_prefix("any but ")
                .map(|group| Self::AnyBut(group.to_owned()))
                .or_else(|| {
                    cell.strip_prefix("match of ")
                        .map(|groups| Self::MatchOf(parts(groups, ',')))
                })
                .or_else(|| {
                    cell.strip_prefix("only ")
                        .map(|group| Self::Only(group.to_owned()))
                }),
        }
    }
}

impl fmt::Display for Scope {
    /// As the table writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Match => f.write_str("match"),
            Self::MatchOf(groups) => write!(f, "match of {}", groups.join(",")),
            Self::Any => f.write_str("any"),
            Self::AnyBut(group) => write!(f, "any but {group}"),
            Self::Only(group) => write!(f, "only {group}"),
        }
    }
}

#[derive(Deserialize)]
struct AuthorityRow {
    training: String,
    school_type: String,
    years: String,
    scope: String,
    extent: String,
    limit: String,
    requires: String,
    valid_from: Date,
    valid_to: Option<Date>,
    source: char,
    remark: Option<String>,
}

impl AuthorityRow {
    fn read(self) -> Result<Authority, DataError> {
        let extent = match (self.extent.as_str(), self.limit.is_empty()) {
            ("yes", true) => Extent::Yes,
            ("no", true) => Extent::No,
            ("limited", false) => Extent::Limited(self.limit),
            (other, _) => return Err(wrong("extent", other)),
        };
        Ok(Authority {
            training: training(&self.training)?,
            school_type: SchoolType::parse(&self.school_type)
                .ok_or_else(|| wrong("school_type", &self.school_type))?,
            years: match self.years.as_str() {
                "" => Years::All,
                one => Years::parse(&[one]).ok_or_else(|| wrong("years", one))?,
            },
            scope: Scope::parse(&self.scope).ok_or_else(|| wrong("scope", &self.scope))?,
            requires: (!self.requires.is_empty())
                .then(|| training(&self.requires))
                .transpose()?,
            extent,
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
    use crate::{authority::InputsHash, data_file::table_version};
    use sha2::{Digest, Sha256};

    #[test]
    fn every_training_has_an_answer_for_every_kind_of_school() {
        let table = AuthorityTable::current();
        for training in Training::ALL {
            for school_type in SchoolType::ALL {
                let years = if school_type == SchoolType::HavoVwo {
                    vec![Years::Lower, Years::Upper]
                } else {
                    vec![Years::All]
                };
                for years in years {
                    let is_there = |a: &&Authority| {
                        a.training == training && a.school_type == school_type && a.years == years
                    };
                    assert!(
                        table.all().iter().any(|a| is_there(&a)),
                        "{training:?} {school_type:?} {years:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_changed_table_is_a_new_version() {
        // Results name their version: what it says may not change while the name stays.
        let mut digest = Sha256::new();
        for file in [
            include_str!("../../data/subjects.csv"),
            include_str!("../../data/authorities.csv"),
            include_str!("../../data/programmes.csv"),
            include_str!("../../data/coverage.csv"),
            include_str!("../../data/gaps.csv"),
        ] {
            assert_eq!(
                table_version(file).as_deref(),
                Some(AuthorityTable::current().version())
            );
            digest.update(file);
        }
        let digest: [u8; 32] = digest.finalize().into();
        assert_eq!(
            (
                AuthorityTable::current().version(),
                InputsHash::from(digest).to_string().as_str()
            ),
            (
                "2026-2",
                "d2f0821de070a3fdcd2b2e87d03660e0ebd7de4d93e7899580700b25d0b9aa2f"
            ),
            "keep the five files of before in data/versions, raise the version in their first line, then renew this"
        );
    }

    #[test]
    fn every_version_that_answers_were_given_by_is_still_there() {
        // A new version is added here, and the one of before stays.
        for version in ["2026-1", "2026-2"] {
            let table = AuthorityTable::of_version(version).expect(version);
            assert_eq!(table.version(), version);
            assert_eq!(table.subjects().version(), version);
        }
        assert!(AuthorityTable::of_version("1999-1").is_none());
        // It is the table as it was: for a mentoring hour there was no rule yet.
        let knows = |version| {
            let table = AuthorityTable::of_version(version).expect(version);
            table.subjects().find("MENTORUUR").is_some()
        };
        assert_eq!((knows("2026-1"), knows("2026-2")), (false, true));
    }
}
