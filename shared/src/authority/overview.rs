//! Reads the programme codes of DUO's *Overzicht Erkenningen HO* (chapters 3.2 and 12 of the handbook)
//! for the next version of the table: the codes that come with the program are a small beginning.
//!
//! A code is taken when the name beside it is exactly one that the table knows as one kind of
//! teacher training. Any other is left for a person to look at, never guessed. A table that is in use
//! does not change: what was told by it can be made again.

use super::{AuthorityTable, Diploma, RecognisedBy, Training, programme::Recognised};
use crate::data_file::DataError;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A programme of the overview that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unclear {
    /// The code.
    pub code: String,
    /// The name beside it.
    pub name: String,
}

/// What came of reading an overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rows to add to `data/programmes.csv`, one for each code that is new.
    pub rows: Vec<String>,
    /// Teacher trainings that the table does not know by their name, or knows as more than one.
    pub unclear: Vec<Unclear>,
    /// Codes that the table knew as something else than their name says; they are left as they were.
    pub different: Vec<Unclear>,
}

impl AuthorityTable {
    /// What an overview of this day has that this table does not know. `text` is the file of DUO, `;`
    /// between its cells, already read as UTF-8.
    ///
    /// # Errors
    /// [`DataError::Csv`] when a column is missing or a row cannot be read.
    pub fn read_overview(&self, text: &str, day: Date) -> Result<Found, DataError> {
        let mut found = Found {
            rows: Vec::new(),
            unclear: Vec::new(),
            different: Vec::new(),
        };
        for (code, name) in teacher_trainings(text)? {
            let Some(named) = self.one_training(&name, day) else {
                found.unclear.push(Unclear { code, name });
                continue;
            };
            match self.coded(&code, day).as_slice() {
                [] => found.rows.push(row(&code, &named, day)),
                [known] if (known.training, &known.groups) == (named.training, &named.groups) => {}
                _ => found.different.push(Unclear { code, name }),
            }
        }
        Ok(found)
    }

    /// The one teacher training that has exactly this name.
    fn one_training(&self, name: &str, day: Date) -> Option<Recognised> {
        let mut found = self.recognise(&diploma(name, None, day)).into_iter();
        let first = found
            .next()
            .filter(|one| one.by == RecognisedBy::Name && one.training != Training::Vakstudie)?;
        let alike = |other: Recognised| {
            (other.training, other.groups) == (first.training, first.groups.clone())
        };
        found.all(alike).then_some(first)
    }

    fn coded(&self, code: &str, day: Date) -> Vec<Recognised> {
        self.recognise(&diploma("", Some(code), day))
    }
}

/// A row of `data/programmes.csv` that knows a programme by its code, for every day of graduation.
fn row(code: &str, programme: &Recognised, day: Date) -> String {
    format!(
        "{code};;;{};{};1950-08-01;;S;Overzicht Erkenningen HO van {day}.",
        programme.training.code(),
        programme.groups.join(",")
    )
}

fn diploma(name: &str, code: Option<&str>, day: Date) -> Diploma {
    Diploma {
        programme: name.to_owned(),
        code: code.map(str::to_owned),
        institution: String::new(),
        kind: "hbo".to_owned(),
        graduated: day,
        country: "NL".to_owned(),
    }
}

/// The codes and names of what can be a teacher training, each pair once: an overview has a row
/// for every place where a programme is given.
fn teacher_trainings(text: &str) -> Result<BTreeSet<(String, String)>, csv::Error> {
    let mut found = BTreeSet::new();
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for row in rows.deserialize() {
        let row: Row = row?;
        let name = row.name.to_lowercase();
        let of_teachers = ["leraar", "lerarenopleiding", "docent", "educatie"];
        if !row.part.eq_ignore_ascii_case("onderwijs")
            || !of_teachers.iter().any(|word| name.contains(word))
        {
            continue;
        }
        for code in [&row.recognised_code, &row.unit_code] {
            if !code.is_empty() {
                found.insert((code.clone(), row.name.trim().to_owned()));
            }
        }
    }
    Ok(found)
}

#[derive(Deserialize)]
struct Row {
    #[serde(rename = "ERKENDEOPLEIDINGSCODE")]
    recognised_code: String,
    #[serde(rename = "OPLEIDINGSEENHEIDCODE")]
    unit_code: String,
    #[serde(rename = "OPLEIDINGSEENHEID_NAAM")]
    name: String,
    #[serde(rename = "ONDERDEEL")]
    part: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::{Claim, Outcome, PersonFacts, cases::answered, check};
    use crate::subject::{SchoolType, SubjectTable, Years};
    use jiff::civil::date;

    /// Invented codes, but for 34808.
    const OVERVIEW: &str = "INSTELLINGSCODE;ERKENDEOPLEIDINGSCODE;OPLEIDINGSEENHEIDCODE;OPLEIDINGSEENHEID_NAAM;ONDERDEEL
00AA;90001;1001O9001;B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Geschiedenis;ONDERWIJS
00BB;90001;1001O9001;B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Geschiedenis;ONDERWIJS
00AA;34808;;B Opleiding tot leraar Basisonderwijs;ONDERWIJS
00AA;35193;;B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Frans;ONDERWIJS
00AA;90002;;B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Imkerij;ONDERWIJS
00AA;90003;;B Opleiding tot leraar voortgezet onderwijs van de tweede graad in Naturkunde;ONDERWIJS
00AA;90004;;B Pedagogiek;ONDERWIJS
00AA;90005;;B Docent Muziek;TAAL EN CULTUUR
";

    const DAY: Date = date(2026, 11, 1);

    fn found() -> Found {
        let table = AuthorityTable::current();
        table.read_overview(OVERVIEW, DAY).expect("an overview")
    }

    /// The table of a next version: that of now, with these rows.
    fn with(rows: &[String]) -> AuthorityTable {
        let programmes = include_str!("../../data/programmes.csv");
        AuthorityTable::parse(
            include_str!("../../data/authorities.csv"),
            &format!("{programmes}{}\n", rows.join("\n")),
            SubjectTable::current().clone(),
        )
        .expect("rows of the table")
    }

    fn unclear(code: &str, subject: &str) -> Unclear {
        let name =
            format!("B Opleiding tot leraar voortgezet onderwijs van de tweede graad in {subject}");
        Unclear {
            code: code.to_owned(),
            name,
        }
    }

    #[test]
    fn a_code_is_known_when_the_name_beside_it_is_exactly_one_of_ours() {
        let rows = found().rows;
        assert_eq!(
            rows,
            [
                "1001O9001;;;tweedegraads;GESCHIEDENIS;1950-08-01;;S;Overzicht Erkenningen HO van 2026-11-01.",
                "90001;;;tweedegraads;GESCHIEDENIS;1950-08-01;;S;Overzicht Erkenningen HO van 2026-11-01."
            ],
            "the old key and the new, each once"
        );
        let next = with(&rows);
        let claim = Claim {
            subject: "GESCHIEDENIS".into(),
            school_types: vec![SchoolType::Vmbo],
            years: Years::All,
            since: date(2015, 8, 1),
        };
        for code in ["90001", "1001O9001"] {
            let source = answered([diploma("onleesbaar", Some(code), date(2015, 7, 1))]);
            let facts = PersonFacts::default();
            let outcome = |table| check(&claim, &source, &facts, table, DAY).outcome;
            assert_eq!(outcome(&next), Outcome::Confirmed);
            assert_eq!(outcome(AuthorityTable::current()), Outcome::NotFound);
        }
        let again = next.read_overview(OVERVIEW, DAY).expect("an overview");
        assert_eq!(again.rows, Vec::<String>::new(), "they are known now");
    }

    #[test]
    fn what_is_not_sure_is_left_for_a_person() {
        let found = found();
        assert_eq!(
            found.unclear,
            [unclear("90002", "Imkerij"), unclear("90003", "Naturkunde")]
        );
        assert_eq!(found.different, [unclear("35193", "Frans")]);
    }

    #[test]
    fn a_file_without_the_columns_is_refused_and_an_empty_one_has_nothing() {
        let table = AuthorityTable::current();
        assert!(table.read_overview("A;B\n1;2\n", DAY).is_err());
        let head = OVERVIEW.lines().next().expect("a first line");
        let found = table.read_overview(head, DAY).expect("an overview");
        assert_eq!(found.rows.len() + found.unclear.len(), 0);
    }
}
