//! A message in JSON or XML as a tree, and the tree as a row: what is known goes to its field,
//! and what is not known, doubled or of another form is told by its place.

use super::field::{FieldSpec, Form, MessageKind};
use super::file::CsvRow;
use super::rule::{Finding, masked};

/// The most mistakes of form that one record tells.
const MOST_MISTAKES: usize = 40;

/// A value as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// `null`, or an element that is nil.
    Nothing,
    /// `true` or `false` of JSON.
    YesNo(bool),
    /// A number of JSON.
    Number(String),
    /// Text.
    Text(String),
    /// An array of JSON.
    List(Vec<Node>),
    /// Members or elements, in the order in which they were sent.
    Group(Group),
}

/// Members or elements with their names.
pub(super) type Group = Vec<(String, Node)>;

/// How the tree was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// Members in any order; values have types.
    Json,
    /// Elements in the order of the fields; values are text, and a list repeats its element.
    Xml,
}

/// Makes a row of a message.
pub(super) fn flatten(kind: MessageKind, notation: Notation, message: &Group) -> CsvRow {
    let mut reading = Reading {
        fields: kind.fields(),
        notation,
        row: CsvRow::default(),
    };
    reading.group(&mut Vec::new(), message);
    reading.row
}

/// A record of which nothing could be read.
pub(super) fn unreadable(message: impl Into<String>) -> CsvRow {
    CsvRow {
        form: vec![Finding::new("LR-F001", "", "", message)],
        ..CsvRow::default()
    }
}

/// A place as a JSON Pointer, of names that may hold anything.
pub(super) fn place<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names
        .into_iter()
        .fold(String::new(), |place, name| place + "/" + &masked("", name))
}

struct Reading {
    fields: &'static [FieldSpec],
    notation: Notation,
    row: CsvRow,
}

impl Reading {
    fn group(&mut self, path: &mut Vec<String>, members: &Group) {
        let mut seen: Vec<&str> = Vec::new();
        let mut last = 0;
        for (name, node) in members {
            path.push(name.clone());
            match self.find(path) {
                None => self.unknown(path, name),
                Some((position, spec)) => {
                    let repeats = self.notation == Notation::Xml
                        && spec.is_some_and(FieldSpec::is_list)
                        && seen.last() == Some(&name.as_str());
                    if seen.contains(&name.as_str()) && !repeats {
                        self.tell(path, spec, "", "staat er 2 keer in. Stuur het 1 keer.");
                    } else if self.notation == Notation::Xml && position < last {
                        self.tell(
                            path,
                            spec,
                            "",
                            "staat niet op zijn plaats. Houd de volgorde van het XSD aan.",
                        );
                    } else {
                        self.member(path, spec, node);
                    }
                    last = last.max(position);
                    seen.push(name);
                }
            }
            path.pop();
        }
    }

    /// Where a place is in the order of the fields, and its field when it is no group.
    fn find(&self, path: &[String]) -> Option<(usize, Option<&'static FieldSpec>)> {
        let begins = |spec: &FieldSpec| {
            spec.path.len() >= path.len() && spec.path.iter().zip(path).all(|(a, b)| a == b)
        };
        let position = self.fields.iter().position(begins)?;
        let spec = &self.fields[position];
        Some((position, (spec.path.len() == path.len()).then_some(spec)))
    }

    fn member(&mut self, path: &mut Vec<String>, spec: Option<&'static FieldSpec>, node: &Node) {
        match (spec, node) {
            (_, Node::Nothing) => {}
            (Some(spec), node) => self.field(path, spec, node),
            (None, Node::Group(members)) => self.group(path, members),
            (None, Node::Text(text))
                if self.notation == Notation::Xml && text.trim().is_empty() => {}
            (None, _) => self.tell(path, None, "", "heeft onderdelen met een naam. Stuur die."),
        }
    }

    fn field(&mut self, path: &[String], spec: &'static FieldSpec, node: &Node) {
        let read = match self.notation {
            Notation::Json => json_value(spec, node),
            Notation::Xml => xml_value(spec, node),
        };
        match read {
            Err(wanted) => {
                let sent = match node {
                    Node::Text(text) | Node::Number(text) => text.as_str(),
                    _ => "",
                };
                self.tell(path, Some(spec), sent, &wanted);
            }
            Ok(value) => match self
                .row
                .fields
                .iter_mut()
                .find(|(name, _)| name == spec.column)
            {
                Some((_, cell)) => {
                    cell.push(',');
                    cell.push_str(&value);
                }
                None => self.row.fields.push((spec.column.to_owned(), value)),
            },
        }
    }

    fn unknown(&mut self, path: &[String], name: &str) {
        let why = match name.strip_prefix('{').and_then(|name| name.split_once('}')) {
            Some(_) => "staat in een andere naamruimte dan die van het bericht.",
            None => {
                "kennen we niet. Kijk of de naam goed is geschreven en op de goede plaats staat."
            }
        };
        self.tell(path, None, "", why);
    }

    fn tell(&mut self, path: &[String], spec: Option<&FieldSpec>, sent: &str, what: &str) {
        let place = place(path.iter().map(String::as_str));
        let message = format!("Het gegeven {place} {what}");
        let field = spec.map_or(place.as_str(), |spec| spec.column);
        if self.row.form.len() < MOST_MISTAKES {
            self.row
                .form
                .push(Finding::new("LR-F001", field, sent, message));
        }
    }
}

/// The value of a member as CSV has it, or what form it should have.
fn json_value(spec: &FieldSpec, node: &Node) -> Result<String, String> {
    let value = match (spec.form, node) {
        (Form::Whole(..), Node::Number(number)) => Some(number.clone()),
        (Form::YesNo, Node::YesNo(yes)) => Some(yes_no(*yes)),
        (Form::Codes(_), Node::List(items)) => joined(items, |item| match item {
            Node::Text(text) => one_item(text),
            _ => None,
        }),
        (Form::Numbers(..), Node::List(items)) => joined(items, |item| match item {
            Node::Number(number) => Some(number.clone()),
            _ => None,
        }),
        (Form::Whole(..) | Form::YesNo | Form::Codes(_) | Form::Numbers(..), _) => None,
        (_, Node::Text(text)) => typed(spec, text),
        _ => None,
    };
    value.ok_or_else(|| wanted(spec, Notation::Json))
}

/// The value of an element as CSV has it, or what form it should have.
fn xml_value(spec: &FieldSpec, node: &Node) -> Result<String, String> {
    let value = match (spec.form, node) {
        (Form::YesNo, Node::Text(text)) => match text.trim() {
            "true" | "1" => Some(yes_no(true)),
            "false" | "0" => Some(yes_no(false)),
            _ => None,
        },
        (Form::Codes(_) | Form::Numbers(..), Node::Text(text)) => one_item(text),
        (Form::Whole(..), Node::Text(text)) => {
            Some(text.trim().to_owned()).filter(|t| !t.is_empty())
        }
        (_, Node::Text(text)) => typed(spec, text),
        _ => None,
    };
    value.ok_or_else(|| wanted(spec, Notation::Xml))
}

fn joined(items: &[Node], item: impl Fn(&Node) -> Option<String>) -> Option<String> {
    let items = items.iter().map(item).collect::<Option<Vec<_>>>()?;
    Some(items.join(","))
}

/// An item of a list, which may not fall apart where CSV would part it.
fn one_item(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && !text.contains([',', '|'])).then(|| text.to_owned())
}

/// A text whose notation is looked at here; the rest is for the reader of the cell.
fn typed(spec: &FieldSpec, text: &str) -> Option<String> {
    let value = text.trim();
    let fits = match spec.form {
        Form::Text => true,
        Form::Date => shaped(value, "0000-00-00"),
        Form::Moment => is_moment(value),
        // That a required field is empty is told when its cell is read.
        _ => !value.is_empty() || spec.is_required(),
    };
    fits.then(|| text.to_owned())
}

/// Whether each `0` of the shape is a digit in the text and the rest is the same.
fn shaped(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                other => byte == other,
            })
}

/// Whether a text is written as RFC 3339 has a date and time.
fn is_moment(text: &str) -> bool {
    let Some((start, rest)) = text.split_at_checked(19) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    shaped(start, "0000-00-00T00:00:00")
        && (zone == "Z" || shaped(zone, "+00:00") || shaped(zone, "-00:00"))
}

fn yes_no(yes: bool) -> String {
    if yes { "ja" } else { "nee" }.to_owned()
}

fn wanted(spec: &FieldSpec, notation: Notation) -> String {
    let empty = match notation {
        Notation::Json => "Leeg is null.",
        Notation::Xml => "Is het leeg, laat het element dan weg.",
    };
    let form = match (spec.form, notation) {
        (Form::Text, _) => "is tekst",
        (Form::Pattern(_) | Form::OneOf(_) | Form::Uuid, _) => "is gevulde tekst",
        (Form::Whole(..), _) => "is een heel getal",
        (Form::Date, _) => "is een datum als 2026-08-01",
        (Form::Moment, _) => "is een datum en tijd met tijdzone, als 2026-08-20T08:14:05Z",
        (Form::YesNo, _) => "is true of false",
        (Form::Codes(_), Notation::Json) => "is een lijst van codes, elk een tekst",
        (Form::Numbers(..), Notation::Json) => "is een lijst van hele getallen",
        (Form::Codes(_), Notation::Xml) => "is 1 code. Herhaal het element voor elke code",
        (Form::Numbers(..), Notation::Xml) => "is 1 heel getal. Herhaal het element voor elk getal",
    };
    if spec.is_required() {
        format!("{form}.")
    } else {
        format!("{form}. {empty}")
    }
}
