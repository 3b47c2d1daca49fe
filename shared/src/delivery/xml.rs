//! A message in XML, in the namespace [`NAMESPACE`] under any prefix. A document type, and so
//! every entity of one's own, is refused; comments and processing instructions say nothing.

use super::Record;
use super::batch::{MAX_RECORD_BYTES, decode_xml};
use super::field::{FieldSpec, Form, MessageKind, NAMESPACE};
use super::message::AppointmentMessage;
use super::removal::RemovalMessage;
use super::rule::masked;
use super::tree::{Group, Node, Notation, flatten, place, unreadable};
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use std::fmt::Write;

/// How deep elements may lie in each other; the deepest field lies at three.
const DEEPEST: usize = 8;

/// The namespace of `nil` and `schemaLocation`.
const INSTANCE: &[u8] = b"http://www.w3.org/2001/XMLSchema-instance";

/// Reads one message. What is wrong with its form is told by the row: an element that we do not
/// know, one that is there twice or out of order, a value of another form. What is no XML at all
/// gives a row with that finding only.
pub fn read_xml(bytes: &[u8]) -> Record {
    if bytes.len() > MAX_RECORD_BYTES {
        return broken("Het bericht is groter dan 64 kB.");
    }
    match decode_xml(bytes) {
        Ok(text) => read_element(&text, None),
        Err(message) => broken(message),
    }
}

/// Reads a message that lies in an element of which this is the start tag.
pub(super) fn read_element(text: &str, inside: Option<&str>) -> Record {
    match parse(text, inside) {
        Err(message) => broken(message),
        Ok(root) => match [MessageKind::Appointment, MessageKind::Removal]
            .into_iter()
            .find(|kind| kind.element() == root.name)
        {
            None => broken(format!(
                "Het bericht {} kennen we niet. Stuur {} in de naamruimte {NAMESPACE}.",
                masked("", &root.name),
                MessageKind::Appointment.element()
            )),
            Some(kind) => {
                let mut row = flatten(kind, Notation::Xml, &root.children);
                row.form.extend(unreadable_attributes(&root.oddities));
                Record { kind, row }
            }
        },
    }
}

/// Writes a message that [`read_xml`] reads back. It holds the BSN in clear.
pub fn to_xml(message: &AppointmentMessage) -> String {
    write(MessageKind::Appointment, &message.fields())
}

/// Writes a message that deletes as [`read_xml`] reads it back.
pub fn removal_to_xml(message: &RemovalMessage) -> String {
    write(MessageKind::Removal, &message.fields())
}

fn broken(message: impl Into<String>) -> Record {
    Record {
        kind: MessageKind::Appointment,
        row: unreadable(message),
    }
}

fn unreadable_attributes(oddities: &[String]) -> impl Iterator<Item = super::Finding> + use<'_> {
    oddities.iter().map(|place| {
        let message = format!("Het gegeven {place} kennen we niet. Haal dat attribuut weg.");
        super::Finding::new("LR-F001", place, "", message)
    })
}

/// The element of a message.
struct Root {
    name: String,
    children: Group,
    /// The places of attributes that we do not know.
    oddities: Vec<String>,
}

/// An element that is not yet closed.
#[derive(Default)]
struct Open {
    name: String,
    text: String,
    children: Group,
    nil: bool,
}

impl Open {
    fn close(self) -> Result<(String, Node), String> {
        let has_text = !self.text.trim().is_empty();
        let node = match (self.nil, self.children.is_empty()) {
            (true, true) if !has_text => Node::Nothing,
            (true, _) => {
                return Err(format!(
                    "Het element {} is nil en toch gevuld.",
                    masked("", &self.name)
                ));
            }
            (false, true) => Node::Text(self.text),
            (false, false) if has_text => {
                return Err(format!(
                    "In het element {} staat tekst tussen de onderdelen.",
                    masked("", &self.name)
                ));
            }
            (false, false) => Node::Group(self.children),
        };
        Ok((self.name, node))
    }
}

const NOT_XML: &str = "Dit is geen goede XML. Kijk of elk element wordt gesloten.";

fn parse(text: &str, inside: Option<&str>) -> Result<Root, String> {
    let wrapped = inside.map(|tag| format!("{tag}{text}"));
    let mut reader = NsReader::from_str(wrapped.as_deref().unwrap_or(text));
    reader.config_mut().expand_empty_elements = true;
    if inside.is_some() {
        reader.read_event().map_err(|_| NOT_XML)?;
    }
    let mut open: Vec<Open> = Vec::new();
    let mut oddities = Vec::new();
    let mut root = None;
    loop {
        let event = reader.read_event().map_err(|_| NOT_XML)?;
        match event {
            Event::Start(start) => {
                if root.is_some() {
                    return Err(NOT_XML.into());
                }
                if open.len() == DEEPEST {
                    return Err(format!(
                        "Elementen liggen meer dan {DEEPEST} diep in elkaar."
                    ));
                }
                let element = element(&reader, &start, &open, &mut oddities)?;
                open.push(element);
            }
            Event::End(_) => {
                let (name, node) = open.pop().ok_or(NOT_XML)?.close()?;
                match open.last_mut() {
                    Some(parent) => parent.children.push((name, node)),
                    None => root = Some((name, node)),
                }
            }
            Event::Text(text) => {
                let text = text.xml10_content().map_err(|_| NOT_XML)?;
                add(&mut open, &text)?;
            }
            Event::CData(text) => {
                let text = text.xml10_content().map_err(|_| NOT_XML)?;
                add(&mut open, &text)?;
            }
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|_| NOT_XML)?;
                let of_number = reference.resolve_char_ref().map_err(|_| NOT_XML)?;
                match (of_number, resolve_predefined_entity(&name)) {
                    (Some(character), _) => add(&mut open, character.encode_utf8(&mut [0; 4]))?,
                    (None, Some(text)) => add(&mut open, text)?,
                    (None, None) => {
                        return Err(
                            "Een eigen entiteit in XML nemen we niet aan. Schrijf het teken zelf."
                                .into(),
                        );
                    }
                }
            }
            Event::DocType(_) => {
                return Err("Een DOCTYPE in XML nemen we niet aan. Haal het weg.".into());
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Empty(_) => return Err(NOT_XML.into()),
            Event::Eof => break,
        }
    }
    match root {
        Some((name, node)) if open.is_empty() => Ok(Root {
            name,
            children: match node {
                Node::Group(children) => children,
                Node::Nothing => Group::new(),
                Node::Text(text) if text.trim().is_empty() => Group::new(),
                _ => return Err("In het bericht staat tekst in plaats van elementen.".into()),
            },
            oddities,
        }),
        _ => Err(NOT_XML.into()),
    }
}

/// Adds text to the element that is open; outside of one there is only space.
fn add(open: &mut [Open], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(NOT_XML.into()),
    }
    Ok(())
}

/// An element with its name: as it is in our namespace, and else with its namespace in front.
fn element(
    reader: &NsReader<&[u8]>,
    start: &BytesStart<'_>,
    open: &[Open],
    oddities: &mut Vec<String>,
) -> Result<Open, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (namespace, local) = reader.resolver().resolve_element(start.name());
    let local = text(local.as_ref());
    let name = match namespace {
        ResolveResult::Bound(Namespace(bound)) if bound == NAMESPACE.as_bytes() => local,
        ResolveResult::Bound(Namespace(bound)) => format!("{{{}}}{local}", text(bound)),
        ResolveResult::Unbound => format!("{{}}{local}"),
        ResolveResult::Unknown(_) => return Err(NOT_XML.into()),
    };
    let mut element = Open {
        name,
        ..Open::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| NOT_XML)?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        let of_instance = namespace == ResolveResult::Bound(Namespace(INSTANCE));
        match local.as_ref() {
            b"nil" if of_instance => element.nil = matches!(&*attribute.value, b"true" | b"1"),
            b"schemaLocation" | b"noNamespaceSchemaLocation" if of_instance => {}
            other => {
                let attribute = format!("@{}", text(other));
                let names = open.iter().skip(1).map(|open| open.name.as_str());
                let own = (!open.is_empty()).then_some(element.name.as_str());
                oddities.push(place(names.chain(own).chain([attribute.as_str()])));
            }
        }
    }
    Ok(element)
}

// Writing to a string does not fail.
fn write(kind: MessageKind, values: &[(String, String)]) -> String {
    let mut xml = format!("<{} xmlns=\"{NAMESPACE}\">", kind.element());
    let mut open: Option<&str> = None;
    for spec in kind.fields() {
        let value = values
            .iter()
            .find(|(name, _)| name == spec.column)
            .map_or("", |(_, value)| value.as_str());
        let group = match spec.path {
            [group, _] => Some(*group),
            _ => None,
        };
        if value.is_empty() {
            continue;
        }
        if group != open {
            close_group(&mut xml, open);
            if let Some(group) = group {
                let _ = write!(xml, "<{group}>");
            }
            open = group;
        }
        let name = spec.path.last().copied().unwrap_or_default();
        for item in items(spec, value) {
            let _ = write!(xml, "<{name}>{item}</{name}>");
        }
    }
    close_group(&mut xml, open);
    let _ = write!(xml, "</{}>", kind.element());
    xml
}

fn close_group(xml: &mut String, open: Option<&str>) {
    if let Some(group) = open {
        let _ = write!(xml, "</{group}>");
    }
}

/// The texts of the elements of a field.
fn items(spec: &FieldSpec, value: &str) -> Vec<String> {
    match spec.form {
        Form::YesNo => vec![(value == "ja").to_string()],
        Form::Codes(_) | Form::Numbers(..) => value
            .split(',')
            .map(|item| escape(item).into_owned())
            .collect(),
        _ => vec![escape(value).into_owned()],
    }
}
