//! What a diploma qualifies for, as dated data: `data/authorities.csv` (kinds of training and
//! what they give, chapter 3.1 of the handbook) and `data/programmes.csv` (programmes by code
//! and name). A change of the law is a change of these files.

use super::{
    Diploma, Part,
    name::{ALIKE, Name, Trigrams},
};
use crate::subject::{DataError, SchoolType, Subject, SubjectTable, Years, parts, rows, wrong};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A kind of training, with rights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Training {
    /// Teacher training for primary education.
    Pabo,
    /// Certificate for physical education in primary schools; counts beside a pabo only.
    Leergang,
    /// Second degree (*tweedegraads*).
    Tweedegraads,
    /// First degree (*eerstegraads*).
    Eerstegraads,
    /// Limited second degree (*beperkt tweedegraads*): educational minor or module.
    Beperkt,
    /// Physical education, for all sectors.
    Alo,
    /// Teacher of an art, without degree: for all levels.
    Kunstvak,
    /// Pedagogical-didactical certificate for vocational education.
    Pdg,
    /// A study of the subject that is no teacher training.
    Vakstudie,
}

impl Training {
    /// What it is, after *is een*.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pabo => "lerarenopleiding voor het basisonderwijs (pabo)",
            Self::Leergang => "leergang bewegingsonderwijs",
            Self::Tweedegraads => "tweedegraads lerarenopleiding",
            Self::Eerstegraads => "eerstegraads lerarenopleiding",
            Self::Beperkt => "studie met een educatieve minor of module",
            Self::Alo => "lerarenopleiding lichamelijke opvoeding",
            Self::Kunstvak => "docentenopleiding in een kunstvak",
            Self::Pdg => "pedagogisch-didactisch getuigschrift",
            Self::Vakstudie => "studie zonder lerarenopleiding",
        }
    }

    /// What it gives, in plain Dutch.
    pub const fn reach(self) -> &'static str {
        match self {
            Self::Pabo => "De pabo geeft bevoegdheid voor de basisschool en het speciaal onderwijs.",
            Self::Leergang => "De leergang geeft, samen met de pabo, bevoegdheid voor bewegingsonderwijs aan alle groepen.",
            Self::Tweedegraads => "Deze opleiding geeft een tweedegraads bevoegdheid. Die geldt voor klas 1 tot en met 3 van havo en vwo, voor heel het vmbo en voor het mbo.",
            Self::Eerstegraads => "Deze opleiding geeft een eerstegraads bevoegdheid. Die geldt voor alle leerjaren.",
            Self::Beperkt => "Een educatieve minor of module geeft een beperkte tweedegraads bevoegdheid. Die geldt voor klas 1 tot en met 3 van havo en vwo, en voor de theoretische leerweg van het vmbo.",
            Self::Alo => "Deze opleiding geeft bevoegdheid voor lichamelijke opvoeding in alle soorten onderwijs.",
            Self::Kunstvak => "Een docentenopleiding in een kunstvak geldt voor alle leerjaren.",
            Self::Pdg => "Het pedagogisch-didactisch getuigschrift geldt in het mbo.",
            Self::Vakstudie => "Deze studie gaat over het vak, maar is geen lerarenopleiding. Misschien staat er een educatieve minor of module op je diplomasupplement.",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        let all = [
            ("pabo", Self::Pabo),
            ("leergang", Self::Leergang),
            ("tweedegraads", Self::Tweedegraads),
            ("eerstegraads", Self::Eerstegraads),
            ("beperkt", Self::Beperkt),
            ("alo", Self::Alo),
            ("kunstvak", Self::Kunstvak),
            ("pdg", Self::Pdg),
            ("vakstudie", Self::Vakstudie),
        ];
        all.into_iter().find(|(name, _)| *name == code).map(|(_, training)| training)
    }
}

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

/// A programme that the register knows, by code or by name.
#[derive(Clone, Debug)]
struct Programme {
    code: Option<String>,
    names: Vec<Pattern>,
    training: Training,
    groups: Vec<String>,
    valid_from: Date,
    valid_to: Option<Date>,
}

#[derive(Clone, Debug)]
enum Pattern {
    /// The whole name.
    Whole(Name, Trigrams),
    /// What stands before and after the name of a subject.
    Around(Name, Name),
}

/// What a diploma was recognised as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Recognised {
    pub(super) training: Training,
    /// The groups for which it holds.
    pub(super) groups: Vec<String>,
    /// The subject that its name mentions.
    pub(super) subject: Option<String>,
    /// Whether code or name were exactly ours.
    pub(super) exact: bool,
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
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Related => 1,
            Self::Limited(_) => 2,
            Self::Full => 3,
        }
    }
}

/// What diplomas give, of one version, with the subjects it is about.
#[derive(Clone, Debug)]
pub struct AuthorityTable {
    version: String,
    authorities: Vec<Authority>,
    programmes: Vec<Programme>,
    subjects: SubjectTable,
    subject_names: Vec<(String, Trigrams, usize)>,
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

    /// Reads the two data files; the version is that of the authorities.
    ///
    /// # Errors
    /// [`DataError`] names what cannot be read.
    pub fn parse(authorities: &str, programmes: &str, subjects: SubjectTable) -> Result<Self, DataError> {
        let (version, rights) = rows::<AuthorityRow>(authorities)?;
        let (_, programmes) = rows::<ProgrammeRow>(programmes)?;
        let mut subject_names = Vec::new();
        for (nr, subject) in subjects.all().iter().enumerate() {
            // A short name such as "en" or "lo" is no name of a programme.
            let names = subject.names().map(|name| Name::new(name).text());
            subject_names.extend(names.filter(|n| n.len() > 3).map(|n| (n.clone(), Trigrams::of(&n), nr)));
        }
        Ok(Self {
            version,
            authorities: rights.into_iter().map(AuthorityRow::read).collect::<Result<_, _>>()?,
            programmes: programmes.into_iter().map(ProgrammeRow::read).collect::<Result<_, _>>()?,
            subjects,
            subject_names,
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

    /// What the diploma can be: by its code when we know it, else by its name. More than one when
    /// they fit equally well.
    pub(super) fn recognise(&self, diploma: &Diploma) -> Vec<Recognised> {
        let valid = || {
            let day = diploma.graduated;
            let programmes = self.programmes.iter();
            programmes.filter(move |p| p.valid_from <= day && p.valid_to.is_none_or(|last| day <= last))
        };
        if let Some(code) = diploma.code.as_deref().map(str::trim) {
            let by_code: Vec<_> = valid().filter(|p| p.code.as_deref() == Some(code)).map(Programme::itself).collect();
            if !by_code.is_empty() {
                return by_code;
            }
        }
        let name = Name::new(&diploma.programme);
        let spellings: Vec<Name> = name.without_degree().into_iter().chain([name]).collect();
        let mut found: Vec<(u32, Recognised)> = Vec::new();
        for programme in valid().filter(|p| p.training != Training::Vakstudie || is_higher_education(&diploma.kind)) {
            for pattern in &programme.names {
                for spelling in &spellings {
                    self.matches(programme, pattern, spelling, &mut found);
                }
            }
        }
        let best = found.iter().map(|(likeness, _)| *likeness).max().unwrap_or(0);
        let mut found: Vec<_> = found.into_iter().filter(|(l, _)| *l == best).map(|(_, r)| r).collect();
        found.sort();
        found.dedup();
        found
    }

    fn matches(&self, programme: &Programme, pattern: &Pattern, name: &Name, found: &mut Vec<(u32, Recognised)>) {
        match pattern {
            Pattern::Whole(whole, trigrams) => {
                let likeness = if whole == name { 1000 } else { trigrams.likeness(&Trigrams::of(&name.text())).min(999) };
                if likeness >= ALIKE {
                    let exact = likeness == 1000;
                    found.push((likeness, Recognised { exact, ..programme.itself() }));
                }
            }
            Pattern::Around(begin, end) => {
                let Some(words) = name.between(begin, end) else { return };
                let trigrams = Trigrams::of(&words);
                for (subject_name, of_subject, nr) in &self.subject_names {
                    let likeness = if *subject_name == words { 1000 } else { of_subject.likeness(&trigrams).min(999) };
                    if likeness < ALIKE {
                        continue;
                    }
                    let subject = &self.subjects.all()[*nr];
                    found.push((likeness, Recognised {
                        training: programme.training,
                        groups: vec![subject.group.clone()],
                        subject: Some(subject.id.clone()),
                        exact: likeness == 1000,
                    }));
                }
            }
        }
    }

    /// What a recognised diploma gives for one part of a claim. `trainings` is what the person has
    /// beside it.
    pub(super) fn grant(
        &self,
        part: Part,
        subject: &Subject,
        diploma: &Recognised,
        graduated: Date,
        trainings: &[Training],
    ) -> Grant {
        let best = self
            .authorities
            .iter()
            .filter(|row| {
                row.training == diploma.training
                    && row.school_type == part.school_type
                    && row.years == part.years
                    && row.valid_from <= graduated
                    && row.valid_to.is_none_or(|last| graduated <= last)
                    && row.requires.is_none_or(|other| trainings.contains(&other))
                    && row.scope.holds(&subject.group, &diploma.groups)
            })
            .map(|row| match &row.extent {
                Extent::Yes => Grant::Full,
                Extent::Limited(limit) => Grant::Limited(limit.clone()),
                Extent::No => Grant::Nothing,
            })
            .max()
            .unwrap_or(Grant::Nothing);
        if best == Grant::Nothing && is_related(subject, diploma) { Grant::Related } else { best }
    }
}

/// Whether a diploma without authority is still near the subject, so that a person should look.
fn is_related(subject: &Subject, diploma: &Recognised) -> bool {
    let same_group = diploma.groups.contains(&subject.group);
    let near = diploma.groups.iter().any(|group| subject.related.contains(group));
    same_group || (near && diploma.training != Training::Vakstudie)
}

fn is_higher_education(kind: &str) -> bool {
    let kind = kind.trim().to_lowercase();
    kind.starts_with("wo") || kind.starts_with("hbo")
}

impl Scope {
    fn holds(&self, group: &str, of_diploma: &[String]) -> bool {
        match self {
            Self::Match => of_diploma.iter().any(|g| g == group),
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
                .or_else(|| cell.strip_prefix("only ").map(|group| Self::Only(group.to_owned()))),
        }
    }
}

impl Programme {
    fn itself(&self) -> Recognised {
        Recognised { training: self.training, groups: self.groups.clone(), subject: None, exact: true }
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
            school_type: SchoolType::parse(&self.school_type).ok_or_else(|| wrong("school_type", &self.school_type))?,
            years: match self.years.as_str() {
                "" => Years::All,
                one => Years::parse(&[one]).ok_or_else(|| wrong("years", one))?,
            },
            scope: Scope::parse(&self.scope).ok_or_else(|| wrong("scope", &self.scope))?,
            requires: (!self.requires.is_empty()).then(|| training(&self.requires)).transpose()?,
            extent,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            source: self.source,
            remark: self.remark,
        })
    }
}

#[derive(Deserialize)]
struct ProgrammeRow {
    code: Option<String>,
    name: String,
    synonyms: String,
    training: String,
    groups: String,
    valid_from: Date,
    valid_to: Option<Date>,
}

impl ProgrammeRow {
    fn read(self) -> Result<Programme, DataError> {
        let names = parts(&self.name, '|').into_iter().chain(parts(&self.synonyms, '|'));
        Ok(Programme {
            names: names.map(|name| pattern(&name)).collect(),
            training: training(&self.training)?,
            groups: parts(&self.groups, ','),
            code: self.code,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
        })
    }
}

fn pattern(name: &str) -> Pattern {
    if let Some((begin, end)) = name.split_once("{vak}") {
        return Pattern::Around(Name::new(begin), Name::new(end));
    }
    let name = Name::new(name);
    let trigrams = Trigrams::of(&name.text());
    Pattern::Whole(name, trigrams)
}

fn training(code: &str) -> Result<Training, DataError> {
    Training::parse(code).ok_or_else(|| wrong("training", code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::table_version;
    use jiff::civil::date;

    fn recognised(name: &str, kind: &str, code: Option<&str>) -> Vec<(Training, Vec<String>)> {
        let diploma = Diploma {
            programme: name.into(),
            code: code.map(Into::into),
            institution: "Hogeschool Noorderzee".into(),
            kind: kind.into(),
            graduated: date(2004, 7, 1),
            country: "NL".into(),
        };
        let found = AuthorityTable::current().recognise(&diploma);
        found.into_iter().map(|r| (r.training, r.groups)).collect()
    }

    fn one(training: Training, group: &str) -> Vec<(Training, Vec<String>)> {
        vec![(training, vec![group.to_owned()])]
    }

    #[test]
    fn every_training_has_an_answer_for_every_kind_of_school() {
        let table = AuthorityTable::current();
        for training in ["pabo", "leergang", "tweedegraads", "eerstegraads", "beperkt", "alo", "kunstvak", "pdg", "vakstudie"] {
            let training = Training::parse(training).expect("a training");
            for school_type in SchoolType::ALL {
                let years = if school_type == SchoolType::HavoVwo { vec![Years::Lower, Years::Upper] } else { vec![Years::All] };
                for years in years {
                    let is_there = |a: &&Authority| a.training == training && a.school_type == school_type && a.years == years;
                    assert!(table.all().iter().any(|a| is_there(&a)), "{training:?} {school_type:?} {years:?}");
                }
            }
        }
    }

    #[test]
    fn the_three_files_are_of_one_version() {
        let version = AuthorityTable::current().version();
        assert_eq!(version, "2026-1");
        assert_eq!(SubjectTable::current().version(), version);
        assert_eq!(table_version(include_str!("../../data/programmes.csv")).as_deref(), Some(version));
    }

    #[test]
    fn names_of_subjects_of_different_groups_are_never_taken_for_one_another() {
        let table = AuthorityTable::current();
        let group = |nr: usize| &table.subjects.all()[nr].group;
        for (a, of_a, nr_a) in &table.subject_names {
            for (b, of_b, nr_b) in &table.subject_names {
                // Equal names of two groups are ties, and ties are kept.
                if group(*nr_a) != group(*nr_b) && a != b {
                    assert!(of_a.likeness(of_b) < 1000, "{a} and {b}");
                }
            }
        }
    }

    #[test]
    fn a_programme_is_recognised_by_code_by_name_and_by_an_old_name() {
        use Training::{Beperkt, Eerstegraads, Kunstvak, Pabo, Tweedegraads, Vakstudie};
        let hbo = |name| recognised(name, "hbo-bachelor", None);
        assert_eq!(recognised("onleesbaar", "hbo", Some("35198")), one(Tweedegraads, "NEDERLANDS"));
        assert_eq!(hbo("B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Duits"), one(Tweedegraads, "DUITS"));
        assert_eq!(hbo("Bachelor lerarenopleiding Maatschappijleer"), one(Tweedegraads, "MAATSCHAPPIJLEER"));
        assert_eq!(hbo("Master lerarenopleiding Nederlands"), one(Eerstegraads, "NEDERLANDS"));
        assert_eq!(hbo("M Leraar VHO in Griekse en Latijnse Taal en Cultuur"), one(Eerstegraads, "KLASSIEKE_TALEN"));
        assert_eq!(hbo("Akte MO-B Geschiedenis"), one(Eerstegraads, "GESCHIEDENIS"));
        assert_eq!(hbo("Opleiding tot leraar Basisonderwijs (pabo)"), one(Pabo, "GROEPSLEERKRACHT"));
        assert_eq!(hbo("Docent Muziek"), vec![(Kunstvak, vec!["MUZIEK".to_owned(), "CKV".to_owned()])]);
        assert_eq!(recognised("B Scheikunde", "wo-bachelor", None), one(Vakstudie, "SCHEIKUNDE"));
        assert!(recognised("Scheikunde", "mbo", None).is_empty());
        assert!(hbo("B Scheikunde met educatieve minor").iter().all(|(t, _)| *t != Beperkt), "there was no minor in 2004");
    }

    #[test]
    fn a_small_difference_in_the_name_of_the_subject_is_forgiven_but_not_in_the_degree() {
        let name = |n| recognised(n, "hbo-bachelor", None);
        assert_eq!(name("Leraar vo tweede graad Natuurkundig"), one(Training::Tweedegraads, "NATUURKUNDE"));
        assert!(name("Leraar vo tweede graad Imkerij").is_empty());
        assert!(name("Leraar vo vierde graad Duits").is_empty());
        assert!(name("Werktuigbouwkunde").is_empty());
        assert!(name("").is_empty());
    }
}
