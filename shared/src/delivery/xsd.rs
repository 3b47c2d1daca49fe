//! The published form of the messages in XML: one XML Schema (XSD 1.0), made from the fields.

use super::batch::BATCH_ELEMENT;
use super::field::{FieldSpec, Form, LONGEST_TEXT, MessageKind, NAMESPACE};
use quick_xml::escape::escape;
use std::fmt::Write;

/// The XML Schema of both messages and of the batch.
pub fn xsd() -> String {
    let mut xsd = Xsd {
        text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        depth: 0,
    };
    xsd.open(&format!(
        "xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"{NAMESPACE}\" \
         targetNamespace=\"{NAMESPACE}\" elementFormDefault=\"qualified\" version=\"1.0\""
    ));
    let kinds = [MessageKind::Appointment, MessageKind::Removal];
    for kind in kinds {
        xsd.open(&format!("xs:element name=\"{}\"", kind.element()));
        xsd.group(kind.fields(), 0);
        xsd.close("xs:element");
    }
    xsd.open(&format!("xs:element name=\"{BATCH_ELEMENT}\""));
    xsd.open("xs:complexType");
    xsd.open("xs:choice minOccurs=\"1\" maxOccurs=\"unbounded\"");
    for kind in kinds {
        xsd.line(&format!("<xs:element ref=\"{}\"/>", kind.element()));
    }
    for name in ["xs:choice", "xs:complexType", "xs:element"] {
        xsd.close(name);
    }
    xsd.close("xs:schema");
    xsd.text
}

/// The text so far.
struct Xsd {
    text: String,
    depth: usize,
}

impl Xsd {
    fn line(&mut self, line: &str) {
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{:indent$}{line}", "", indent = self.depth * 2);
    }

    fn open(&mut self, tag: &str) {
        self.line(&format!("<{tag}>"));
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    /// A sequence of these fields, whose paths are the same up to this depth.
    fn group(&mut self, fields: &[FieldSpec], depth: usize) {
        self.open("xs:complexType");
        self.open("xs:sequence");
        for part in fields.chunk_by(|a, b| a.path[depth] == b.path[depth]) {
            let name = part[0].path[depth];
            match part {
                [field] if field.path.len() == depth + 1 => self.leaf(name, field),
                _ => {
                    let least = u8::from(part.iter().any(FieldSpec::is_required));
                    self.open(&format!("xs:element name=\"{name}\" minOccurs=\"{least}\""));
                    self.group(part, depth + 1);
                    self.close("xs:element");
                }
            }
        }
        self.close("xs:sequence");
        self.close("xs:complexType");
    }

    fn leaf(&mut self, name: &str, field: &FieldSpec) {
        let occurs = match (field.is_required(), field.is_list()) {
            (true, _) => "",
            (false, false) => " minOccurs=\"0\" nillable=\"true\"",
            (false, true) => " minOccurs=\"0\" maxOccurs=\"unbounded\"",
        };
        self.open(&format!("xs:element name=\"{name}\"{occurs}"));
        self.open("xs:annotation");
        let required = format!("Verplicht: {}.", field.required);
        let list = field.code_list.map(|list| format!(" Codelijst: {list}."));
        let text = format!("{} {required}{}", field.meaning, list.unwrap_or_default());
        self.line(&format!(
            "<xs:documentation xml:lang=\"nl\">{}</xs:documentation>",
            escape(text.as_str())
        ));
        self.close("xs:annotation");
        let (base, facets) = facets(field.form);
        self.open("xs:simpleType");
        self.open(&format!("xs:restriction base=\"{base}\""));
        for (facet, value) in facets {
            self.line(&format!(
                "<xs:{facet} value=\"{}\"/>",
                escape(value.as_str())
            ));
        }
        self.close("xs:restriction");
        self.close("xs:simpleType");
        self.close("xs:element");
    }
}

/// The type of a form, and what narrows it.
fn facets(form: Form) -> (&'static str, Vec<(&'static str, String)>) {
    let pattern = |text: &str| vec![("pattern", text.to_owned())];
    let range = |least: u32, most: u32| {
        vec![
            ("minInclusive", least.to_string()),
            ("maxInclusive", most.to_string()),
        ]
    };
    match form {
        Form::Text => ("xs:token", vec![("maxLength", LONGEST_TEXT.to_string())]),
        Form::Pattern(text) | Form::Codes(text) => ("xs:token", pattern(text)),
        Form::OneOf(words) => {
            let word = |word: &&str| ("enumeration", (*word).to_owned());
            ("xs:token", words.iter().map(word).collect())
        }
        Form::Whole(least, most) | Form::Numbers(least, most) => {
            ("xs:unsignedInt", range(least, most))
        }
        Form::Date => ("xs:date", pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")),
        Form::Moment => ("xs:dateTime", pattern(".*(Z|[+\\-][0-9]{2}:[0-9]{2})")),
        Form::YesNo => ("xs:boolean", Vec::new()),
        Form::Uuid => (
            "xs:token",
            pattern("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"),
        ),
    }
}
