//! The subjects (*vakken*) that a teacher can enter, and the kinds of school where they are given.
//!
//! A subject is not an exam code: lower years, primary and vocational education have subjects
//! without one. The group of a subject (*vakgroep*) is the unit in which somebody is qualified;
//! what a diploma gives is for [`crate::authority`] to say.

use crate::{ground::table_version, sector::Sector};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A kind of school with rules of its own on who may teach there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchoolType {
    /// Primary education, special primary schools (*sbo*) included.
    Po,
    /// Special education, and secondary special education without exams.
    So,
    /// Secondary special education that leads to exams.
    VsoExam,
    /// Practical training (*praktijkonderwijs*).
    Pro,
    /// Pre-vocational secondary education.
    Vmbo,
    /// General secondary education: havo and vwo.
    HavoVwo,
    /// Vocational education.
    Mbo,
}

impl SchoolType {
    /// All kinds, in the order in which pages list them.
    pub const ALL: [Self; 7] = [
        Self::Po,
        Self::So,
        Self::VsoExam,
        Self::Pro,
        Self::Vmbo,
        Self::HavoVwo,
        Self::Mbo,
    ];

    /// Whether there are such schools in this sector.
    pub const fn is_in(self, sector: Sector) -> bool {
        matches!(
            (self, sector),
            (Self::Po, Sector::Po)
                | (Self::So, Sector::So | Sector::Vso)
                | (Self::VsoExam, Sector::Vso)
                | (Self::Pro | Self::Vmbo | Self::HavoVwo, Sector::Vo)
                | (Self::Mbo, Sector::Mbo)
        )
    }

    /// The code that forms, tables and data files use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Po => "po",
            Self::So => "so",
            Self::VsoExam => "vso_exam",
            Self::Pro => "pro",
            Self::Vmbo => "vmbo",
            Self::HavoVwo => "havo_vwo",
            Self::Mbo => "mbo",
        }
    }

    /// The name as a label: `Havo en vwo`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Po => "Basisschool en speciaal basisonderwijs",
            Self::So => "Speciaal onderwijs en vso zonder examens",
            Self::VsoExam => "Vso met examens",
            Self::Pro => "Praktijkonderwijs",
            Self::Vmbo => "Vmbo",
            Self::HavoVwo => "Havo en vwo",
            Self::Mbo => "Mbo",
        }
    }

    /// The name inside a sentence, after *in* or *voor*: `het vmbo`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Po => "de basisschool",
            Self::So => "het speciaal onderwijs",
            Self::VsoExam => "het vso met examens",
            Self::Pro => "het praktijkonderwijs",
            Self::Vmbo => "het vmbo",
            Self::HavoVwo => "havo en vwo",
            Self::Mbo => "het mbo",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The years in which a subject is given. Only havo and vwo have different rules for lower and
/// upper years; anywhere else it is [`Years::All`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Years {
    /// Years 1 to 3 of havo and vwo.
    Lower,
    /// Years 4 to 6 of havo and vwo.
    Upper,
    /// All years.
    All,
}

impl Years {
    /// The choices as a form and a table keep them: `lower`, `upper` or both.
    pub const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Lower => &["lower"],
            Self::Upper => &["upper"],
            Self::All => &["lower", "upper"],
        }
    }

    /// The years that these choices make together; `None` for no choice or an unknown one.
    pub fn parse<S: AsRef<str>>(codes: &[S]) -> Option<Self> {
        let (mut lower, mut upper) = (false, false);
        for code in codes {
            match code.as_ref() {
                "lower" => lower = true,
                "upper" => upper = true,
                _ => return None,
            }
        }
        match (lower, upper) {
            (true, true) => Some(Self::All),
            (true, false) => Some(Self::Lower),
            (false, true) => Some(Self::Upper),
            (false, false) => None,
        }
    }

    /// `klas 1 tot en met 3`, `klas 4 en hoger`, `alle leerjaren`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Lower => "klas 1 tot en met 3",
            Self::Upper => "klas 4 en hoger",
            Self::All => "alle leerjaren",
        }
    }
}

/// A subject that can be entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Our code, which never changes: `MAATSCHAPPIJLEER`.
    pub id: String,
    /// The name in Dutch.
    pub name: String,
    /// The short name of the official list, when there is one: `maat`.
    pub abbreviation: Option<String>,
    /// Other names under which people look for it, or under which a programme teaches it.
    pub synonyms: Vec<String>,
    /// Where it is given.
    pub school_types: Vec<SchoolType>,
    /// The official exam codes, four digits each.
    pub exam_codes: Vec<String>,
    /// The group in which one is qualified; the code of a teaching field (*onderwijsterrein*), but
    /// for mentoring, for which no authority of its own exists.
    pub group: String,
    /// Groups whose diplomas are related, without giving authority by themselves.
    pub related: Vec<String>,
    /// First day on which it can be entered.
    pub valid_from: Date,
    /// Last day on which it can be entered.
    pub valid_to: Option<Date>,
    /// Where the row comes from: S read in a source, M from memory, A our assumption.
    pub source: char,
}

impl Subject {
    /// Whether the subject can be entered on this day.
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }

    /// Where it is given, for under its name in a list: `vmbo, havo en vwo`.
    pub fn where_given(&self) -> String {
        let names: Vec<String> = self
            .school_types
            .iter()
            .map(|t| t.name().to_lowercase())
            .collect();
        names.join(", ")
    }

    /// Every name, the official one first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.synonyms.iter().map(String::as_str))
    }

    /// How well this beginning of a name fits; lower is better.
    fn rank(&self, wanted: &str) -> Option<u8> {
        let name = fold(&self.name);
        if name == wanted || self.abbreviation.as_deref().map(fold).as_deref() == Some(wanted) {
            return Some(0);
        }
        if name.starts_with(wanted) {
            return Some(1);
        }
        if starts_a_word(&name, wanted) {
            return Some(2);
        }
        self.synonyms
            .iter()
            .chain(&self.abbreviation)
            .any(|name| starts_a_word(&fold(name), wanted))
            .then_some(3)
    }
}

fn starts_a_word(folded: &str, wanted: &str) -> bool {
    folded.starts_with(wanted) || folded.contains(&format!(" {wanted}"))
}

/// The name of the subject with this id; the id itself when there is no such subject.
pub fn subject_name(id: &str) -> &str {
    let subject = SubjectTable::current().find(id);
    subject.map_or(id, |subject| subject.name.as_str())
}

/// The subjects, of one version.
#[derive(Clone, Debug)]
pub struct SubjectTable {
    version: String,
    subjects: Vec<Subject>,
    /// The names of each, as they are compared.
    folded: Vec<Folded>,
}

/// The names of a subject, folded.
#[derive(Clone, Debug)]
struct Folded {
    name: String,
    others: Vec<String>,
}

impl Folded {
    fn of(subject: &Subject) -> Self {
        let others = subject.abbreviation.iter().chain(&subject.synonyms);
        Self {
            name: fold(&subject.name),
            others: others.map(|name| fold(name)).collect(),
        }
    }
}

/// Why a text is not a data file of the kind it should be.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The text is not CSV with the columns of the table.
    #[error("the data file cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// The first line does not name the version.
    #[error("the data file does not begin with its version")]
    Version,
    /// A cell holds what its column does not know.
    #[error("{column} cannot be {value:?}")]
    Cell {
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
}

impl SubjectTable {
    /// The table that holds now.
    pub fn current() -> &'static Self {
        static CURRENT: LazyLock<SubjectTable> = LazyLock::new(|| {
            SubjectTable::parse(include_str!("../data/subjects.csv"))
                .expect("the table of subjects that comes with the program is right")
        });
        &CURRENT
    }

    /// Reads a table: `;` between the cells, the version in the first line (`# versie: 2026-1`).
    ///
    /// # Errors
    /// [`DataError`] names what cannot be read.
    pub fn parse(text: &str) -> Result<Self, DataError> {
        let (version, rows) = rows::<Row>(text)?;
        let subjects = rows
            .into_iter()
            .map(Row::into_subject)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            version,
            folded: subjects.iter().map(Folded::of).collect(),
            subjects,
        })
    }

    /// The version of the table: `2026-1`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every subject, of all times, in the order of the table.
    pub fn all(&self) -> &[Subject] {
        &self.subjects
    }

    /// The subject with this id.
    pub fn find(&self, id: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.id == id)
    }

    /// The subjects that can be entered on this day and have a name, short name or synonym of
    /// which a word begins like this; the best first. Everything by name when the text is empty.
    pub fn search(&self, text: &str, on: Date) -> Vec<&Subject> {
        let wanted = fold(text);
        let mut found: Vec<(u8, String, &Subject)> = self
            .subjects
            .iter()
            .filter(|subject| subject.is_valid_on(on))
            .filter_map(|subject| Some((subject.rank(&wanted)?, fold(&subject.name), subject)))
            .collect();
        if wanted.is_empty() {
            found.sort_by(|a, b| a.1.cmp(&b.1));
        } else {
            found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        }
        found.into_iter().map(|(.., subject)| subject).collect()
    }

    /// The subject of an official exam code, as the export of a timetable has it, on this day. The
    /// zero in front may be missing, as spreadsheets leave it out.
    pub fn of_exam_code(&self, code: &str, on: Date) -> Option<&Subject> {
        let code = format!("{:0>4}", code.trim());
        self.subjects
            .iter()
            .find(|subject| subject.is_valid_on(on) && subject.exam_codes.contains(&code))
    }

    /// The one subject that is meant by an id, or by a name, short name or synonym as somebody
    /// typed it. `None` when there is none on this day, or more than one.
    pub fn resolve(&self, text: &str, on: Date) -> Option<&Subject> {
        let wanted = fold(text);
        let valid = || {
            self.subjects
                .iter()
                .zip(&self.folded)
                .filter(|(subject, _)| subject.is_valid_on(on))
        };
        let named = |(subject, folded): &(&Subject, &Folded)| {
            subject.id == text.trim() || folded.name == wanted
        };
        if let Some((subject, _)) = valid().find(named) {
            return Some(subject);
        }
        let mut others = valid().filter(|(_, folded)| folded.others.contains(&wanted));
        let (first, _) = others.next()?;
        others.next().is_none().then_some(first)
    }
}

/// A text for comparing: small letters without accents, one space between the words, nothing else.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => out.push('e'),
            'ì'..='ï' | 'ī' | 'ı' => out.push('i'),
            'ñ' | 'ń' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' => out.push('o'),
            'ù'..='ü' | 'ū' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ł' => out.push('l'),
            'ś' | 'š' | 'ş' => out.push('s'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ĳ' => out.push_str("ij"),
            // Marks that stand loose after their letter, and the & of short names such as m&o.
            '\u{300}'..='\u{36f}' | '&' | '\'' | '’' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// The version and the rows of a data file of ours.
pub(crate) fn rows<T: serde::de::DeserializeOwned>(
    text: &str,
) -> Result<(String, Vec<T>), DataError> {
    let version = table_version(text).ok_or(DataError::Version)?;
    let rows = csv::ReaderBuilder::new()
        .delimiter(b';')
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()?;
    Ok((version, rows))
}

/// The parts of a cell; none when it is empty.
pub(crate) fn parts(cell: &str, separator: char) -> Vec<String> {
    cell.split(separator)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// That a cell holds what its column does not know.
pub(crate) fn wrong(column: &'static str, value: &str) -> DataError {
    DataError::Cell {
        column,
        value: value.to_owned(),
    }
}

#[derive(Deserialize)]
struct Row {
    id: String,
    name: String,
    abbreviation: Option<String>,
    synonyms: String,
    school_types: String,
    exam_codes: String,
    group: String,
    related: String,
    valid_from: Date,
    valid_to: Option<Date>,
    source: char,
}

impl Row {
    fn into_subject(self) -> Result<Subject, DataError> {
        let school_types = parts(&self.school_types, ',')
            .iter()
            .map(|code| SchoolType::parse(code).ok_or_else(|| wrong("school_types", code)))
            .collect::<Result<_, _>>()?;
        let mut exam_codes = Vec::new();
        for cell in parts(&self.exam_codes, ',') {
            exam_codes.extend(codes(&cell).ok_or_else(|| wrong("exam_codes", &cell))?);
        }
        Ok(Subject {
            school_types,
            exam_codes,
            synonyms: parts(&self.synonyms, '|'),
            related: parts(&self.related, ','),
            id: self.id,
            name: self.name,
            abbreviation: self.abbreviation,
            group: self.group,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            source: self.source,
        })
    }
}

/// One code, or a range of codes: `1024-1027`.
fn codes(cell: &str) -> Option<Vec<String>> {
    let (first, last) = cell.split_once('-').unwrap_or((cell, cell));
    if first.len() != 4 || last.len() != 4 {
        return None;
    }
    let (first, last): (u16, u16) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then(|| (first..=last).map(|code| format!("{code:04}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn found(text: &str) -> Vec<&'static str> {
        let subjects = SubjectTable::current().search(text, date(2026, 11, 1));
        subjects.into_iter().map(|s| s.name.as_str()).collect()
    }

    #[test]
    fn the_table_is_whole() {
        let table = SubjectTable::current();
        let fields = include_str!("../data/teaching_fields.csv");
        let fields: HashSet<&str> = fields
            .lines()
            .filter_map(|line| line.split(';').next())
            .collect();
        let mut ids = HashSet::new();
        for subject in table.all() {
            assert!(ids.insert(&subject.id), "{} is there twice", subject.id);
            assert!(
                !subject.name.is_empty() && !subject.school_types.is_empty(),
                "{}",
                subject.id
            );
            assert!("SMA".contains(subject.source), "{}", subject.id);
            for group in subject.related.iter().chain([&subject.group]) {
                assert!(
                    group == "MENTORAAT" || fields.contains(group.as_str()),
                    "{}: {group} is no teaching field",
                    subject.id
                );
            }
        }
    }

    #[test]
    fn an_exam_code_belongs_to_one_subject_on_one_day() {
        let all = SubjectTable::current().all();
        for (nr, a) in all.iter().enumerate() {
            for b in &all[nr + 1..] {
                let overlap = a.valid_to.is_none_or(|end| b.valid_from <= end)
                    && b.valid_to.is_none_or(|end| a.valid_from <= end);
                let shared = a.exam_codes.iter().any(|code| b.exam_codes.contains(code));
                assert!(!(overlap && shared), "{} and {}", a.id, b.id);
            }
        }
        let wiskunde = SubjectTable::current().find("WISKUNDE").expect("a subject");
        assert_eq!(
            wiskunde.exam_codes,
            ["1024", "1025", "1026", "1027", "0153"]
        );
    }

    #[derive(Deserialize)]
    struct ExamCode {
        code: String,
        name: String,
        on: Date,
        subject: String,
    }

    #[test]
    fn every_code_of_the_regulation_has_its_subject_and_every_short_name_finds_it() {
        let table = SubjectTable::current();
        let codes = include_str!("../data/tests/exam_codes.csv");
        let mut codes = csv::ReaderBuilder::new()
            .delimiter(b';')
            .comment(Some(b'#'))
            .from_reader(codes.as_bytes());
        for row in codes.deserialize() {
            let row: ExamCode = row.expect("a row");
            let found = table.of_exam_code(&row.code, row.on).map(|s| s.id.as_str());
            assert_eq!(found, Some(row.subject.as_str()), "{}", row.code);
            let mut found = table.search(&row.name, row.on).into_iter();
            assert!(found.any(|s| s.id == row.subject), "{}", row.name);
        }
        let on = date(2026, 11, 1);
        let of = |code| table.of_exam_code(code, on).map(|s| s.id.as_str());
        assert_eq!(of("153"), Some("WISKUNDE"), "a spreadsheet ate the zero");
        assert_eq!(of("1055"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn the_first_letters_short_names_and_synonyms_find_a_subject() {
        assert_eq!(
            found("Maatschappij"),
            [
                "Maatschappijkunde",
                "Maatschappijleer",
                "Maatschappijwetenschappen",
                "Bewegen, sport en maatschappij",
                "Mens en maatschappij"
            ]
        );
        assert_eq!(found("ckv")[0], "Culturele en kunstzinnige vorming");
        assert_eq!(found("O&O"), ["Onderzoek en ontwerpen"]);
        assert_eq!(found("orientatie").len(), 2);
        assert_eq!(
            found("gym"),
            ["Bewegingsonderwijs", "Lichamelijke opvoeding"]
        );
        assert!(found("bestaat niet").is_empty());
    }

    #[test]
    fn a_typed_name_means_one_subject_or_none() {
        let table = SubjectTable::current();
        let resolve = |text, on| table.resolve(text, on).map(|s| s.id.as_str());
        let now = date(2026, 11, 1);
        assert_eq!(resolve("NEDERLANDS", now), Some("NEDERLANDS"));
        assert_eq!(resolve("  nederlandse   taal ", now), Some("NEDERLANDS"));
        assert_eq!(
            resolve("ORIËNTATIE op jezelf en de wereld", now),
            Some("WERELDORIENTATIE")
        );
        assert_eq!(resolve("gym", now), None, "it can be two subjects");
        assert_eq!(resolve("", now), None);
        assert_eq!(resolve("M_EN_O", now), None, "it is no longer given");
        assert_eq!(resolve("M_EN_O", date(2018, 7, 31)), Some("M_EN_O"));
    }

    proptest! {
        #[test]
        fn searching_never_panics_and_folding_twice_changes_nothing(text in ".{0,20}") {
            let table = SubjectTable::current();
            table.search(&text, date(2026, 1, 1));
            table.resolve(&text, date(2026, 1, 1));
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn years_are_read_back_as_they_were_kept(nr in 0_usize..3) {
            let years = [Years::Lower, Years::Upper, Years::All][nr];
            prop_assert_eq!(Years::parse(years.codes()), Some(years));
        }
    }
}
