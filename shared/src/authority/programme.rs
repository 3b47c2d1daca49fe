//! Which programme a diploma is of, by code or by name: `data/programmes.csv`. Institutions write
//! one programme in many ways; a name that is nearly that of a subject is taken for it, a name
//! that is nearly that of a degree is not.

use super::{
    Diploma, RecognisedBy,
    name::{ALIKE, Name, Trigrams},
    training::{Training, training},
};
use crate::{
    data_file::{DataError, parts, rows},
    subject::SubjectTable,
};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// What a diploma was recognised as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Recognised {
    pub(super) training: Training,
    /// The groups for which it holds.
    pub(super) groups: Vec<String>,
    /// The subject that its name mentions.
    pub(super) subject: Option<String>,
    /// How it was recognised.
    pub(super) by: RecognisedBy,
    /// Where the row of the programme comes from.
    pub(super) source: char,
}

/// The programmes that the register knows.
#[derive(Clone, Debug)]
pub(super) struct Programmes {
    programmes: Vec<Programme>,
    subject_names: Vec<SubjectName>,
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
    source: char,
}

/// How the name of a programme is written down.
#[derive(Clone, Debug)]
enum Pattern {
    /// The whole name.
    Whole(Name, Trigrams),
    /// What stands before and after the name of a subject.
    Around(Name, Name),
}

/// A name under which a subject stands in the name of a programme.
#[derive(Clone, Debug)]
struct SubjectName {
    name: String,
    trigrams: Trigrams,
    id: String,
    group: String,
}

/// The names of the programmes that the register knows, each with the kind of training, in the order of
/// the alphabet; where a name names a subject, it says `een vak`.
pub fn programme_names() -> &'static [(Training, String)] {
    static NAMES: LazyLock<Vec<(Training, String)>> = LazyLock::new(|| {
        let (_, rows) = rows::<ProgrammeRow>(include_str!("../../data/programmes.csv"))
            .expect("the programmes that come with the program are right");
        let mut names: Vec<(Training, String)> = rows
            .iter()
            .flat_map(|row| {
                let training = Training::parse(&row.training);
                let names = parts(&row.name, '|')
                    .into_iter()
                    .chain(parts(&row.synonyms, '|'));
                names.filter_map(move |name| Some((training?, name.replace("{vak}", "een vak"))))
            })
            .collect();
        names.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        names.dedup();
        names
    });
    &NAMES
}

impl Programmes {
    pub(super) fn parse(text: &str, subjects: &SubjectTable) -> Result<Self, DataError> {
        let (_, programmes) = rows::<ProgrammeRow>(text)?;
        let mut subject_names = Vec::new();
        for subject in subjects.all() {
            for name in subject.names().map(|name| Name::new(name).text()) {
                // A short name such as "en" or "lo" is no name of a programme.
                if name.len() > 3 {
                    let (id, group) = (subject.id.clone(), subject.group.clone());
                    subject_names.push(SubjectName {
                        trigrams: Trigrams::of(&name),
                        name,
                        id,
                        group,
                    });
                }
            }
        }
        Ok(Self {
            programmes: programmes
                .into_iter()
                .map(ProgrammeRow::read)
                .collect::<Result<_, _>>()?,
            subject_names,
        })
    }

    /// What the diploma can be: by its code when we know it, else by its name. More than one when
    /// they fit equally well.
    pub(super) fn recognise(&self, diploma: &Diploma) -> Vec<Recognised> {
        let valid = || {
            let day = diploma.graduated;
            let programmes = self.programmes.iter();
            programmes
                .filter(move |p| p.valid_from <= day && p.valid_to.is_none_or(|last| day <= last))
        };
        if let Some(code) = diploma.code.as_deref().map(str::trim) {
            let by_code: Vec<_> = valid()
                .filter(|p| p.code.as_deref() == Some(code))
                .map(|programme| programme.itself(RecognisedBy::Code))
                .collect();
            if !by_code.is_empty() {
                return by_code;
            }
        }
        let name = Name::new(&diploma.programme);
        let spellings: Vec<Name> = name.without_degree().into_iter().chain([name]).collect();
        let mut found: Vec<(u32, Recognised)> = Vec::new();
        for programme in valid()
            .filter(|p| p.training != Training::Vakstudie || is_higher_education(&diploma.kind))
        {
            for pattern in &programme.names {
                for spelling in &spellings {
                    self.matches(programme, pattern, spelling, &mut found);
                }
            }
        }
        let best = found
            .iter()
            .map(|(likeness, _)| *likeness)
            .max()
            .unwrap_or(0);
        let mut found: Vec<_> = found
            .into_iter()
            .filter(|(l, _)| *l == best)
            .map(|(_, r)| r)
            .collect();
        found.sort();
        found.dedup();
        found
    }

    fn matches(
        &self,
        programme: &Programme,
        pattern: &Pattern,
        name: &Name,
        found: &mut Vec<(u32, Recognised)>,
    ) {
        match pattern {
            Pattern::Whole(whole, trigrams) => {
                let likeness = if whole == name {
                    1000
                } else {
                    trigrams.likeness(&Trigrams::of(&name.text())).min(999)
                };
                if likeness >= ALIKE {
                    found.push((likeness, programme.itself(by_name(likeness))));
                }
            }
            Pattern::Around(begin, end) => {
                let Some(words) = name.between(begin, end) else {
                    return;
                };
                let trigrams = Trigrams::of(&words);
                for subject in &self.subject_names {
                    let likeness = if subject.name == words {
                        1000
                    } else {
                        subject.trigrams.likeness(&trigrams).min(999)
                    };
                    if likeness < ALIKE {
                        continue;
                    }
                    found.push((
                        likeness,
                        Recognised {
                            training: programme.training,
                            groups: vec![subject.group.clone()],
                            subject: Some(subject.id.clone()),
                            by: by_name(likeness),
                            source: programme.source,
                        },
                    ));
                }
            }
        }
    }
}

fn by_name(likeness: u32) -> RecognisedBy {
    if likeness == 1000 {
        RecognisedBy::Name
    } else {
        RecognisedBy::LikeName
    }
}

fn is_higher_education(kind: &str) -> bool {
    let kind = kind.trim().to_lowercase();
    kind.starts_with("wo") || kind.starts_with("hbo")
}

impl Programme {
    fn itself(&self, by: RecognisedBy) -> Recognised {
        Recognised {
            training: self.training,
            groups: self.groups.clone(),
            subject: None,
            by,
            source: self.source,
        }
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
    source: char,
}

impl ProgrammeRow {
    fn read(self) -> Result<Programme, DataError> {
        let names = parts(&self.name, '|')
            .into_iter()
            .chain(parts(&self.synonyms, '|'));
        Ok(Programme {
            names: names.map(|name| pattern(&name)).collect(),
            training: training(&self.training)?,
            groups: parts(&self.groups, ','),
            code: self.code,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            source: self.source,
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn programmes() -> Programmes {
        Programmes::parse(
            include_str!("../../data/programmes.csv"),
            SubjectTable::current(),
        )
        .expect("programmes")
    }

    fn recognised(name: &str, kind: &str, code: Option<&str>) -> Vec<(Training, Vec<String>)> {
        let diploma = Diploma {
            programme: name.into(),
            code: code.map(Into::into),
            institution: "Hogeschool Noorderzee".into(),
            kind: kind.into(),
            graduated: date(2004, 7, 1),
            country: "NL".into(),
        };
        let found = programmes().recognise(&diploma);
        found.into_iter().map(|r| (r.training, r.groups)).collect()
    }

    fn one(training: Training, group: &str) -> Vec<(Training, Vec<String>)> {
        vec![(training, vec![group.to_owned()])]
    }

    #[test]
    fn names_of_subjects_of_different_groups_are_never_taken_for_one_another() {
        let names = programmes().subject_names;
        let mut alike = Vec::new();
        for a in &names {
            for b in &names {
                if a.name < b.name
                    && a.group != b.group
                    && a.trigrams.likeness(&b.trigrams) >= ALIKE
                {
                    alike.push(format!("{} ~ {}", a.name, b.name));
                }
            }
        }
        // Natuur- en scheikunde is truly near both of its halves; an exact name always goes first.
        alike.retain(|pair| {
            !pair.contains("natuur scheikunde") && !pair.contains("natuurkunde scheikunde")
        });
        assert!(alike.is_empty(), "{alike:?}");
    }

    #[test]
    fn a_programme_is_recognised_by_code_by_name_and_by_an_old_name() {
        use Training::{Beperkt, Eerstegraads, Kunstvak, Pabo, Tweedegraads, Vakstudie};
        let hbo = |name| recognised(name, "hbo-bachelor", None);
        assert_eq!(
            recognised("onleesbaar", "hbo", Some("35198")),
            one(Tweedegraads, "NEDERLANDS")
        );
        assert_eq!(
            hbo("B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Duits"),
            one(Tweedegraads, "DUITS")
        );
        assert_eq!(
            hbo("Bachelor lerarenopleiding Maatschappijleer"),
            one(Tweedegraads, "MAATSCHAPPIJLEER")
        );
        assert_eq!(
            hbo("Master lerarenopleiding Nederlands"),
            one(Eerstegraads, "NEDERLANDS")
        );
        assert_eq!(
            hbo("M Leraar VHO in Griekse en Latijnse Taal en Cultuur"),
            one(Eerstegraads, "KLASSIEKE_TALEN")
        );
        assert_eq!(
            hbo("Akte MO-B Geschiedenis"),
            one(Eerstegraads, "GESCHIEDENIS")
        );
        assert_eq!(
            hbo("Opleiding tot leraar Basisonderwijs (pabo)"),
            one(Pabo, "GROEPSLEERKRACHT")
        );
        assert_eq!(
            hbo("Docent Muziek"),
            vec![(Kunstvak, vec!["MUZIEK".to_owned(), "CKV".to_owned()])]
        );
        assert_eq!(
            recognised("B Scheikunde", "wo-bachelor", None),
            one(Vakstudie, "SCHEIKUNDE")
        );
        assert!(recognised("Scheikunde", "mbo", None).is_empty());
        assert!(
            hbo("B Scheikunde met educatieve minor")
                .iter()
                .all(|(t, _)| *t != Beperkt),
            "there was no minor in 2004"
        );
    }

    #[test]
    fn a_small_difference_in_the_name_of_the_subject_is_forgiven_but_not_in_the_degree() {
        let name = |n| recognised(n, "hbo-bachelor", None);
        assert_eq!(
            name("Leraar vo tweede graad Natuurkundig"),
            one(Training::Tweedegraads, "NATUURKUNDE")
        );
        assert!(name("Leraar vo tweede graad Imkerij").is_empty());
        assert!(name("Leraar vo tweede graad Portugese taal en cultuur").is_empty());
        assert!(name("Leraar vo vierde graad Duits").is_empty());
        assert!(name("Werktuigbouwkunde").is_empty());
        assert!(name("").is_empty());
    }
}
