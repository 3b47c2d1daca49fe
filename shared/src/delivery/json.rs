//! A message in JSON (RFC 8259).

use super::Record;
use super::batch::MAX_RECORD_BYTES;
use super::field::MessageKind;
use super::file::CsvRow;
use super::message::AppointmentMessage;
use super::removal::RemovalMessage;
use super::tree::{Group, Node, Notation, flatten, unreadable};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The member by which a message that deletes is known.
const REMOVAL: &str = "verwijdering";

/// Reads one message. What is wrong with its form is told by the row: a member that we do not
/// know, one that is there twice, a value of another type. What is no JSON at all gives a row
/// with that finding only.
pub fn read_json(bytes: &[u8]) -> Record {
    match parse(bytes) {
        Ok(message) => {
            let removes = message.iter().any(|(name, _)| name == REMOVAL);
            let kind = if removes {
                MessageKind::Removal
            } else {
                MessageKind::Appointment
            };
            let row = flatten(kind, Notation::Json, &message);
            Record { kind, row }
        }
        Err(row) => Record {
            kind: MessageKind::Appointment,
            row,
        },
    }
}

/// Writes a message that [`read_json`] reads back, on one line. It holds the BSN in clear.
///
/// # Panics
/// Never: a message has only text keys, so it is JSON.
pub fn to_json(message: &AppointmentMessage) -> String {
    serde_json::to_string(message).expect("a message has only text keys, so it is JSON")
}

/// Writes a message that deletes as [`read_json`] reads it back, on one line.
///
/// # Panics
/// Never: a message has only text keys, so it is JSON.
pub fn removal_to_json(message: &RemovalMessage) -> String {
    serde_json::to_string(message).expect("a message has only text keys, so it is JSON")
}

fn parse(bytes: &[u8]) -> Result<Group, CsvRow> {
    if bytes.len() > MAX_RECORD_BYTES {
        return Err(unreadable("Het bericht is groter dan 64 kB."));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match serde_json::from_slice(bytes) {
        Ok(Node::Group(message)) => Ok(message),
        Ok(_) => Err(unreadable("Een bericht in JSON begint met een accolade.")),
        Err(error) => Err(unreadable(format!(
            "Dit is geen goede JSON: kijk naar regel {}, teken {}. In een batch staat elk bericht op 1 regel.",
            error.line(),
            error.column()
        ))),
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NodeVisitor)
    }
}

/// Keeps members that are there twice, which a map would lose.
struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Node, E> {
        Ok(Node::YesNo(yes))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    /// `3.0` is a whole number to JSON Schema.
    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(keepable(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut group = Vec::new();
        while let Some((name, value)) = members.next_entry::<String, Node>()? {
            group.push((keepable(&name), value));
        }
        Ok(Node::Group(group))
    }
}

/// A text without the character zero, which no database keeps. What stands there instead is as wrong,
/// and is told at its field.
fn keepable(text: &str) -> String {
    text.replace('\0', "\u{FFFE}")
}
