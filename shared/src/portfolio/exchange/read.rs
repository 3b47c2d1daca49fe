//! Reads a portfolio that comes in: every row stands by itself, so that one that is wrong does not keep
//! out the others.

use super::{FIELDS, hours_of, mapping};
use crate::{
    FieldError, Problem,
    delivery::{decode, separator},
    notation,
    portfolio::{ActivityForm, ActivityKind, ActivityLabel, Category, NewActivity},
    subject::SubjectTable,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The largest file, in bytes.
pub const MAX_FILE_BYTES: usize = 5 * 1024 * 1024;

/// The most activities in one file.
pub const MAX_INCOMING: usize = 2000;

/// The most subjects of one activity, and the most characters in which they stand.
const MAX_SUBJECTS: usize = 50;
const MAX_SUBJECT_CHARACTERS: usize = 2000;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileFormat {
    /// Columns with a header.
    Csv,
    /// An object, or a list of activities.
    Json,
}

impl FileFormat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// The code that tables use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The format with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// How this file is written, by how it begins.
    pub fn of(bytes: &[u8]) -> Self {
        let first = decode(bytes).0.trim_start().chars().next();
        if matches!(first, Some('{' | '[')) {
            Self::Json
        } else {
            Self::Csv
        }
    }
}

/// An activity that comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// Its place in the file, from 1.
    pub row: usize,
    /// Which register it is of; may be empty when that is what is wrong.
    pub source: String,
    /// Its number there.
    pub source_id: String,
    /// Its title, as it stands there.
    pub title: String,
    /// What it becomes here, or what is wrong with it.
    pub read: Result<Proposal, Vec<String>>,
}

/// What an activity becomes here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The activity.
    pub activity: NewActivity,
    /// Whether the old register had validated it; nothing when that is not known.
    pub validated: Option<bool>,
    /// What was called otherwise there.
    pub mapped: Vec<Mapped>,
}

/// What something was called, and what it is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    /// What: `Soort`.
    pub what: String,
    /// As it stands there.
    pub old: String,
    /// As it is here; nothing when it is left for the teacher to choose.
    pub new: Option<String>,
}

/// The fields of one row, by their names, as they stand there.
type Cells = HashMap<String, String>;

/// Reads the activities of a file, as they would be here today.
///
/// # Errors
/// 422 at the field `bestand` when the file is no such file, is empty or holds too much.
pub fn read(format: FileFormat, bytes: &[u8], today: Date) -> Result<Vec<Incoming>, Problem> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(refused(
            "Het bestand is te groot. Kies een bestand van ten hoogste 5 MB",
        ));
    }
    let text = decode(bytes).0;
    let rows = match format {
        FileFormat::Csv => csv_rows(&text)?,
        FileFormat::Json => json_rows(&text)?,
    };
    if rows.is_empty() {
        return Err(refused("Er staat geen activiteit in dit bestand"));
    }
    if rows.len() > MAX_INCOMING {
        return Err(refused(
            "Er staan meer dan 2.000 activiteiten in dit bestand. Splits het in kleinere bestanden",
        ));
    }
    let mut seen = HashSet::new();
    let incoming = rows.iter().enumerate().map(|(at, cells)| {
        let mut one = incoming(at + 1, cells, today);
        if !seen.insert((one.source.clone(), one.source_id.clone())) && one.read.is_ok() {
            let message = "Dit nummer staat al eerder in het bestand";
            one.read = Err(vec![message.to_owned()]);
        }
        one
    });
    Ok(incoming.collect())
}

fn refused(message: &str) -> Problem {
    Problem::invalid(vec![FieldError::new("bestand", message)])
}

fn csv_rows(text: &str) -> Result<Vec<Cells>, Problem> {
    let unreadable = || refused("We kunnen dit bestand niet lezen. Kies een CSV- of JSON-bestand");
    let separator = u8::try_from(separator(text)).map_err(|_| unreadable())?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header: Vec<String> = reader
        .headers()
        .map_err(|_| unreadable())?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let missing: Vec<&str> = FIELDS
        .iter()
        .filter(|field| field.required)
        .filter(|field| {
            !header
                .iter()
                .any(|name| name == field.name || Some(name.as_str()) == field.also)
        })
        .map(|field| field.name)
        .collect();
    if !missing.is_empty() {
        let message = format!("In het bestand ontbreekt: {}", missing.join(", "));
        return Err(refused(&message));
    }
    let mut rows = Vec::new();
    for record in reader.records().take(MAX_INCOMING + 1) {
        let record = record.map_err(|_| unreadable())?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cells = header.iter().cloned().zip(record.iter().map(str::to_owned));
        rows.push(cells.collect());
    }
    Ok(rows)
}

fn json_rows(text: &str) -> Result<Vec<Cells>, Problem> {
    let unreadable = || refused("We kunnen dit bestand niet lezen. Kies een CSV- of JSON-bestand");
    let value: Value = serde_json::from_str(text).map_err(|_| unreadable())?;
    let list = match &value {
        Value::Array(list) => list,
        Value::Object(object) => object
            .get("activiteiten")
            .and_then(Value::as_array)
            .ok_or_else(|| refused("In het bestand ontbreekt: activiteiten"))?,
        _ => return Err(unreadable()),
    };
    let cell = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "ja" } else { "nee" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(parts) => parts
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(","),
        Value::Null | Value::Object(_) => String::new(),
    };
    Ok(list
        .iter()
        .map(|activity| {
            activity
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.to_lowercase(), cell(value)))
                .collect()
        })
        .collect())
}

fn incoming(row: usize, cells: &Cells, today: Date) -> Incoming {
    let cell = |name: &str| cells.get(name).map_or("", |text| text.trim());
    Incoming {
        row,
        source: cell("bron").to_owned(),
        source_id: cell("bron_id").to_owned(),
        title: cell("titel").to_owned(),
        read: proposal(&cell, today),
    }
}

fn proposal<'a>(cell: &impl Fn(&str) -> &'a str, today: Date) -> Result<Proposal, Vec<String>> {
    let mut wrong = Vec::new();
    for (name, what) in [("bron", "De bron"), ("bron_id", "Het nummer bij de bron")] {
        match cell(name).chars().count() {
            0 => wrong.push(format!("{what} ontbreekt")),
            1..=100 => {}
            _ => wrong.push(format!("{what} is langer dan 100 tekens")),
        }
    }
    let mut mapped = Vec::new();
    let kind = mapping::kind(cell("soort"));
    map(
        &mut mapped,
        "Soort",
        cell("soort"),
        kind.map(ActivityKind::label),
    );
    let category = mapping::category(cell("categorie"));
    map(
        &mut mapped,
        "Onderwerp",
        cell("categorie"),
        category.map(Category::label),
    );
    let hours = first(cell("uren"), cell("ru"));
    let hours_in = |category| cell(&hours_of(category)).to_owned();
    let [from_day, from_month, from_year] = date(cell("van"));
    let [last_day, last_month, last_year] = date(cell("tot"));
    let form = ActivityForm {
        title: cell("titel").to_owned(),
        kind: kind.map_or("", ActivityKind::code).to_owned(),
        category: category.map_or("", Category::code).to_owned(),
        from_day,
        from_month,
        from_year,
        to_day: last_day,
        to_month: last_month,
        to_year: last_year,
        hours: hours.to_owned(),
        hours_subject_content: hours_in(Category::SubjectContent),
        hours_subject_didactics: hours_in(Category::SubjectDidactics),
        hours_pedagogy: hours_in(Category::Pedagogy),
        hours_professional: hours_in(Category::Professional),
        hours_school: hours_in(Category::School),
        hours_profession: hours_in(Category::Profession),
        provider: cell("aanbieder").to_owned(),
        reflection: cell("reflectie").to_owned(),
        subjects: if has_too_many_subjects(cell("vakken")) {
            wrong.push("Bij vakken staat te veel. Noem ten hoogste 50 vakken".to_owned());
            Vec::new()
        } else {
            subjects(&mut mapped, cell("vakken"), today)
        },
        labels: labels(&mut mapped, cell("vormen")),
        contact_hours: cell("contacturen").to_owned(),
        credits: cell("studiepunten").to_owned(),
        diploma: match yes_or_no("diploma", cell("diploma"), &mut wrong) {
            Some(true) => "ja".to_owned(),
            _ => String::new(),
        },
        ..ActivityForm::default()
    };
    let validated = yes_or_no("gevalideerd", cell("gevalideerd"), &mut wrong);
    match form.parse(today) {
        Ok(activity) if wrong.is_empty() => {
            if category.is_none() && activity.to_choose() == activity.hours {
                let old = cell("categorie").to_owned();
                mapped.retain(|one| one.what != "Onderwerp");
                let what = "Onderwerp".to_owned();
                mapped.push(Mapped {
                    what,
                    old,
                    new: None,
                });
            }
            Ok(Proposal {
                activity,
                validated,
                mapped,
            })
        }
        Ok(_) => Err(wrong),
        Err(problem) => {
            wrong.extend(problem.errors.into_iter().map(|error| said(&error)));
            Err(wrong)
        }
    }
}

fn yes_or_no(name: &str, text: &str, wrong: &mut Vec<String>) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "" => None,
        "ja" | "true" | "1" => Some(true),
        "nee" | "false" | "0" => Some(false),
        _ => {
            wrong.push(format!("Bij {name} staat iets anders dan ja of nee"));
            None
        }
    }
}

/// A message of the form, with the name of the field in the file: there is no field beside it here.
fn said(error: &FieldError) -> String {
    let name = match error.field.as_str() {
        "title" => "titel",
        "from" => "van",
        "to" => "tot",
        "hours" => "uren",
        "provider" => "aanbieder",
        "reflection" => "reflectie",
        "subjects" => "vakken",
        "contact_hours" => "contacturen",
        "credits" => "studiepunten",
        field => match Category::ALL.into_iter().find(|one| one.field() == field) {
            Some(category) => category.code(),
            None => field,
        },
    };
    format!("{name}: {}", error.message)
}

fn first<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.is_empty() { other } else { one }
}

/// Notes what was called otherwise; nothing when it was called so, or was not there.
fn map(mapped: &mut Vec<Mapped>, what: &str, old: &str, new: Option<&'static str>) {
    let same = new.is_some_and(|new| new.eq_ignore_ascii_case(old));
    if !old.is_empty() && !same {
        mapped.push(Mapped {
            what: what.to_owned(),
            old: old.to_owned(),
            new: new.map(str::to_owned),
        });
    }
}

/// Whether there is more in a list than anybody teaches: each part is looked for among all subjects.
fn has_too_many_subjects(list: &str) -> bool {
    list.chars().nth(MAX_SUBJECT_CHARACTERS).is_some()
        || list.split(',').nth(MAX_SUBJECTS).is_some()
}

/// The subjects of a list that the register knows; the others are left for the teacher.
fn subjects(mapped: &mut Vec<Mapped>, list: &str, today: Date) -> Vec<String> {
    let table = SubjectTable::current();
    let mut ids = Vec::new();
    for part in list
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let found = table.find(part).or_else(|| table.resolve(part, today));
        match found {
            Some(subject) => ids.push(subject.id.clone()),
            None => map(mapped, "Vak", part, None),
        }
    }
    ids
}

/// The forms and themes of a list that the register knows; the others are left for the teacher.
fn labels(mapped: &mut Vec<Mapped>, list: &str) -> Vec<String> {
    let known = |code: &str| ActivityLabel::chosen(&code.trim().to_lowercase());
    let mut codes = Vec::new();
    for part in list.split(',').filter(|part| !part.trim().is_empty()) {
        match known(part) {
            Some(label) => codes.push(label.code.clone()),
            None => map(mapped, "Vorm of thema", part.trim(), None),
        }
    }
    codes
}

/// Day, month and year of a date, as somebody would type them; what is no date stays as it is, so that
/// the form says what is wrong with it.
fn date(text: &str) -> [String; 3] {
    // Of a moment the day counts.
    let day = text.split('T').next().unwrap_or_default();
    let date: Option<Date> = day.parse().ok().or_else(|| notation::parse_date(day));
    match date {
        Some(date) => [
            date.day().to_string(),
            date.month().to_string(),
            date.year().to_string(),
        ],
        None => [text.to_owned(), String::new(), String::new()],
    }
}
