//! The published form of the messages in JSON: JSON Schema 2020-12, made from the fields.

use super::field::{FieldSpec, Form, LONGEST_TEXT, MessageKind, NAMESPACE};
use serde_json::{Map, Value, json};

/// The JSON Schema of the message about an appointment.
pub fn json_schema() -> String {
    schema(MessageKind::Appointment)
}

/// The JSON Schema of the message that deletes an appointment.
pub fn removal_json_schema() -> String {
    schema(MessageKind::Removal)
}

fn schema(kind: MessageKind) -> String {
    let mut root = group(kind.fields(), 0);
    // The member that makes it a deletion must be there, though nothing in it has to be.
    if kind == MessageKind::Removal
        && let Some(required) = root.get_mut("required").and_then(Value::as_array_mut)
    {
        required.push("verwijdering".into());
    }
    root.insert(
        "$schema".into(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    root.insert("$id".into(), format!("{NAMESPACE}:{}", kind.name()).into());
    root.insert("title".into(), kind.name().into());
    format!("{:#}", Value::Object(root))
}

/// An object with these fields, whose paths are the same up to this depth.
fn group(fields: &[FieldSpec], depth: usize) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required: Vec<Value> = Vec::new();
    for part in fields.chunk_by(|a, b| a.path[depth] == b.path[depth]) {
        let name = part[0].path[depth];
        let property = match part {
            [field] if field.path.len() == depth + 1 => leaf(field),
            _ => group(part, depth + 1),
        };
        if part.iter().any(FieldSpec::is_required) {
            required.push(name.into());
        }
        properties.insert(name.to_owned(), Value::Object(property));
    }
    let mut object = Map::new();
    object.insert("type".into(), "object".into());
    object.insert("properties".into(), Value::Object(properties));
    object.insert("required".into(), Value::Array(required));
    object.insert("additionalProperties".into(), false.into());
    object
}

fn leaf(field: &FieldSpec) -> Map<String, Value> {
    let (kind, form) = match field.form {
        Form::Text => ("string", json!({ "maxLength": LONGEST_TEXT })),
        Form::Pattern(pattern) => ("string", json!({ "pattern": whole(pattern) })),
        Form::OneOf(words) => ("string", json!({ "enum": words })),
        Form::Whole(least, most) => ("integer", json!({ "minimum": least, "maximum": most })),
        Form::Date => ("string", json!({ "format": "date" })),
        Form::Moment => ("string", json!({ "format": "date-time" })),
        Form::YesNo => ("boolean", json!({})),
        Form::Uuid => ("string", json!({ "format": "uuid" })),
        Form::Codes(pattern) => (
            "array",
            json!({ "items": { "type": "string", "pattern": whole(pattern) } }),
        ),
        Form::Numbers(least, most) => (
            "array",
            json!({ "items": { "type": "integer", "minimum": least, "maximum": most } }),
        ),
    };
    let mut leaf = match form {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    let types = if field.is_required() {
        json!(kind)
    } else {
        json!([kind, "null"])
    };
    if !field.is_required()
        && let Some(words) = leaf.get_mut("enum").and_then(Value::as_array_mut)
    {
        words.push(Value::Null);
    }
    leaf.insert("type".into(), types);
    leaf.insert("description".into(), field.meaning.into());
    leaf.insert("examples".into(), json!([example(field)]));
    leaf.insert("x-verplicht".into(), field.required.into());
    leaf.insert("x-csv-kolom".into(), field.column.into());
    if let Some(list) = field.code_list {
        leaf.insert("x-codelijst".into(), list.into());
    }
    leaf
}

/// The example of a field as JSON has it.
fn example(field: &FieldSpec) -> Value {
    let number = |text: &str| text.parse::<u32>().map_or(Value::Null, Value::from);
    let items = || field.example.split(',');
    match field.form {
        Form::Whole(..) => number(field.example),
        Form::YesNo => (field.example == "ja").into(),
        Form::Codes(_) => items().map(Value::from).collect(),
        Form::Numbers(..) => items().map(number).collect(),
        _ => field.example.into(),
    }
}

fn whole(pattern: &str) -> String {
    format!("^{pattern}$")
}
