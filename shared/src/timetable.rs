//! The timetable of a school (*rooster*): which subject is given in which appointment. It proposes
//! subjects to teachers, so that they need not type what the school knows (handbook, 1.4 and 3.3).

use crate::{
    Problem,
    data_file::{DataError, parts, rows, wrong},
    delivery::{MAX_ROWS, decode, separator},
    subject::{SchoolType, SubjectTable, Years, fold},
};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// One row of a timetable, as it was sent, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimetableRow {
    /// The row as a spreadsheet numbers it: the header is 1.
    pub row: u32,
    /// The number of the appointment, as it was sent.
    pub number: String,
    /// The subject, as it was sent.
    pub code: String,
    /// What it proposes, or in Dutch why it does not.
    pub lesson: Result<Lesson, String>,
}

/// What a row proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The id of the subject.
    pub subject: String,
    /// Where it is given; none when the row does not say.
    pub school_type: Option<SchoolType>,
    /// In which years of havo and vwo; none when the row does not say, or elsewhere.
    pub years: Option<Years>,
}

/// Reads a timetable. A row that is wrong does not spoil the others.
///
/// # Errors
/// A [`Problem`] in plain Dutch when the file as a whole cannot be read: it is empty, no CSV, lacks
/// a column or has more than [`MAX_ROWS`] rows.
pub fn read_timetable(
    bytes: &[u8],
    today: Date,
    subjects: &SubjectTable,
) -> Result<Vec<TimetableRow>, Problem> {
    let (text, _) = decode(bytes);
    if text.trim().is_empty() {
        return Err(unreadable("Dit bestand is leeg"));
    }
    if text.contains('\0') || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"%PDF-") {
        return Err(unreadable("Dit is geen CSV-bestand"));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if separator(&text) == ',' { b',' } else { b';' })
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|_| unreadable("Dit is geen CSV-bestand"))?
        .clone();
    let places = Places::of(&header)?;
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| unreadable("Dit is geen CSV-bestand"))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        if found.len() == MAX_ROWS {
            return Err(Problem::too_large(
                "Dit bestand heeft meer dan 10.000 rijen",
            ));
        }
        let cell = |column: Option<usize>| column.and_then(|c| record.get(c)).unwrap_or_default();
        let line = record.position().map_or(0, csv::Position::line);
        found.push(TimetableRow {
            row: u32::try_from(line).unwrap_or(u32::MAX),
            number: cell(places.number).to_owned(),
            code: cell(places.code).to_owned(),
            lesson: lesson(
                cell(places.code),
                cell(places.school_type),
                cell(places.years),
                today,
                subjects,
            ),
        });
    }
    if found.is_empty() {
        return Err(unreadable("In dit bestand staan geen lessen"));
    }
    Ok(found)
}

fn unreadable(title: &str) -> Problem {
    Problem::bad_request(title).with_detail(
        "Sla je rooster op als CSV-bestand, met een rij per docent en vak, en stuur dat.",
    )
}

fn lesson(
    code: &str,
    school_type: &str,
    years: &str,
    today: Date,
    subjects: &SubjectTable,
) -> Result<Lesson, String> {
    if code.is_empty() {
        return Err("Er staat geen vak. Vul de vakcode in.".to_owned());
    }
    let subject = subjects
        .of_exam_code(code, today)
        .or_else(|| subjects.resolve(code, today))
        .ok_or_else(|| {
            format!("Vak ‘{code}’ kennen we niet. Gebruik de vakcode van het examen.")
        })?;
    let school_type = match school_type {
        "" => match subject.school_types.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        words => Some(school_type_of(words).ok_or_else(|| {
            format!("Schoolsoort ‘{words}’ kennen we niet. Gebruik bijvoorbeeld vmbo, havo of vwo.")
        })?),
    };
    if let Some(kind) = school_type
        && !subject.school_types.contains(&kind)
    {
        return Err(format!(
            "{} wordt niet gegeven in {}.",
            subject.name,
            kind.phrase()
        ));
    }
    let years = match (school_type, years) {
        (_, "") => None,
        (Some(SchoolType::HavoVwo), text) => Some(years_of(text).ok_or_else(|| {
            format!("Leerjaar ‘{text}’ kunnen we niet lezen. Gebruik getallen van 1 tot en met 6.")
        })?),
        _ => None,
    };
    Ok(Lesson {
        subject: subject.id.clone(),
        school_type,
        years,
    })
}

/// The years of a cell: `4`, `4,5`, `4-5` or `4 t/m 6`.
fn years_of(text: &str) -> Option<Years> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let (first, last) = (*numbers.iter().min()?, *numbers.iter().max()?);
    if first < 1 || last > 6 {
        return None;
    }
    Some(match (first <= 3, last >= 4) {
        (true, true) => Years::All,
        (true, false) => Years::Lower,
        (false, _) => Years::Upper,
    })
}

fn school_type_of(words: &str) -> Option<SchoolType> {
    let wanted = fold(words);
    TABLE
        .schools
        .iter()
        .find(|(_, names)| names.iter().any(|name| fold(name) == wanted))
        .map(|(kind, _)| *kind)
}

/// The kinds of school in a list of them, as the open data of DUO have it: `VMBO/HAVO/VWO`. What is
/// not known is left out.
pub fn school_types_of(structure: &str) -> Vec<SchoolType> {
    let mut kinds: Vec<SchoolType> = structure.split('/').filter_map(school_type_of).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// At which place each column stands.
struct Places {
    number: Option<usize>,
    code: Option<usize>,
    school_type: Option<usize>,
    years: Option<usize>,
}

impl Places {
    fn of(header: &csv::StringRecord) -> Result<Self, Problem> {
        let place = |id: &str| {
            let column = TABLE.columns.iter().find(|column| column.id == id)?;
            let named = |cell: &str| column.names.iter().any(|name| fold(name) == fold(cell));
            header.iter().position(named)
        };
        if let Some(missing) = TABLE
            .columns
            .iter()
            .find(|column| column.required && place(&column.id).is_none())
        {
            let title = format!("De kolom ‘{}’ ontbreekt", missing.id);
            return Err(Problem::bad_request(title).with_detail(
                "De eerste rij moet de namen van de kolommen bevatten: benoemingvolgnummer en vakcode, en als je wilt schoolsoort en leerjaar.",
            ));
        }
        Ok(Self {
            number: place("benoemingvolgnummer"),
            code: place("vakcode"),
            school_type: place("schoolsoort"),
            years: place("leerjaar"),
        })
    }
}

struct Table {
    columns: Vec<ColumnNames>,
    schools: Vec<(SchoolType, Vec<String>)>,
}

struct ColumnNames {
    id: String,
    names: Vec<String>,
    required: bool,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let read = || -> Result<Table, DataError> {
        let (_, all) = rows::<Row>(include_str!("../data/timetable.csv"))?;
        let mut table = Table {
            columns: Vec::new(),
            schools: Vec::new(),
        };
        for row in all {
            let names = parts(&row.names, '|');
            match row.kind.as_str() {
                "column" => table.columns.push(ColumnNames {
                    required: row.required == "yes",
                    id: row.id,
                    names,
                }),
                "school" => {
                    let kind = SchoolType::parse(&row.id).ok_or_else(|| wrong("id", &row.id))?;
                    table.schools.push((kind, names));
                }
                other => return Err(wrong("kind", other)),
            }
        }
        Ok(table)
    };
    read().expect("the table of timetable columns that comes with the program is right")
});

#[derive(Deserialize)]
struct Row {
    kind: String,
    id: String,
    names: String,
    required: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Vec<TimetableRow>, Problem> {
        read_timetable(text.as_bytes(), date(2026, 11, 23), SubjectTable::current())
    }

    fn lessons(text: &str) -> Vec<Result<Lesson, String>> {
        let rows = read(text).expect("a timetable");
        rows.into_iter().map(|row| row.lesson).collect()
    }

    #[test]
    fn a_row_proposes_the_subject_of_its_exam_code_where_it_is_given() {
        let text = "personeelsnummer,Vakcode,afdeling,klas\n2014-000121,1025,VWO,4-5\nA,153,vmbo-tl,3\nB,wiskunde,,\n";
        let rows = read(text).expect("a timetable");
        assert_eq!((rows[0].row, rows[0].number.as_str()), (2, "2014-000121"));
        let found = lessons(text);
        let upper = found[0].as_ref().expect("a lesson");
        assert_eq!(upper.school_type, Some(SchoolType::HavoVwo));
        assert_eq!(upper.years, Some(Years::Upper));
        let vmbo = found[1].as_ref().expect("a lesson, also without its zero");
        assert_eq!(
            (vmbo.school_type, vmbo.years),
            (Some(SchoolType::Vmbo), None)
        );
        let named = found[2].as_ref().expect("a lesson by its name");
        assert_eq!((named.school_type, named.years), (None, None));
    }

    #[test]
    fn a_row_that_is_wrong_says_what_and_leaves_the_others() {
        let found = lessons(
            "benoemingvolgnummer;vakcode;schoolsoort;leerjaar\n1;9999;;\n2;;;\n3;1025;maanschool;\n4;1025;havo;9\n5;1025;havo;4\n",
        );
        for (place, word) in [(0, "9999"), (1, "geen vak"), (2, "maanschool"), (3, "‘9’")] {
            let why = found[place].as_ref().expect_err("no lesson");
            assert!(why.contains(word), "{why}");
        }
        assert!(found[4].is_ok());
    }

    #[test]
    fn a_file_that_is_no_timetable_says_what_is_missing() {
        let title = |text: &str| read(text).expect_err("no timetable").title;
        assert_eq!(title(" \n"), "Dit bestand is leeg");
        assert!(title("vakcode;leerjaar\n1025;4\n").contains("benoemingvolgnummer"));
        assert_eq!(
            title("volgnummer;vakcode\n"),
            "In dit bestand staan geen lessen"
        );
        assert_eq!(title("%PDF-1.7"), "Dit is geen CSV-bestand");
    }

    #[test]
    fn the_structure_of_a_location_names_its_kinds_of_school() {
        assert_eq!(
            school_types_of("VMBO/HAVO/VWO"),
            [SchoolType::Vmbo, SchoolType::HavoVwo]
        );
        assert_eq!(school_types_of("BRUGJAAR 1"), []);
    }

    proptest! {
        #[test]
        fn no_file_breaks_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_timetable(&bytes, date(2026, 11, 23), SubjectTable::current());
        }

        #[test]
        fn every_pair_of_years_is_lower_upper_or_both(a in 1u32..=6, b in 1u32..=6) {
            let years = years_of(&format!("{a}-{b}"));
            let expected = match (a.min(b) <= 3, a.max(b) >= 4) {
                (true, true) => Years::All,
                (true, false) => Years::Lower,
                _ => Years::Upper,
            };
            prop_assert_eq!(years, Some(expected));
        }
    }
}
