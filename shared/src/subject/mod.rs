//! The subjects (*vakken*) that a teacher can enter, and the kinds of school where they are given.
//!
//! A subject is not an exam code: lower years, primary and vocational education have subjects
//! without one. The group of a subject (*vakgroep*) is the unit in which somebody is qualified;
//! what a diploma gives is for [`crate::authority`] to say.

mod school_type;
#[cfg(test)]
mod tests;

pub use school_type::{SchoolType, Years};

use crate::data_file::{DataError, parts, rows, wrong};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

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
impl SubjectTable {
    /// The table that holds now.
    pub fn current() -> &'static Self {
        static CURRENT: LazyLock<SubjectTable> = LazyLock::new(|| {
            SubjectTable::parse(include_str!("../../data/subjects.csv"))
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
