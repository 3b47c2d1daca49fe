//! The published form of the messages, against the types and the readers.

use super::arbitrary::messages;
use crate::delivery::samples::message;
use crate::delivery::{
    AppointmentMessage, COLUMNS, Document, FieldSpec, Form, RemovalMessage, Sex, fields,
    json_schema, parse_row, pointer_of, read_json, removal_fields, removal_json_schema, to_json,
    xsd,
};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// A message in which every field is filled.
fn full() -> AppointmentMessage {
    let mut full = message();
    full.document = Document {
        id: Some(uuid::Uuid::from_u128(1)),
        made_at: Some("2026-08-20T08:14:05Z".parse().expect("a moment")),
        definition: Some("1.0".into()),
        software: Some("VoorbeeldHR 12.3".into()),
    };
    full.person.prefix = Some("van".into());
    full.person.sex = Some(Sex::V);
    full.contract.ends = Some(full.contract.begins);
    full
}

/// The places of the leaves of a value.
fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                leaves(value, &format!("{place}/{name}"), found);
            }
        }
        _ => found.push(place.to_owned()),
    }
}

fn places<T: serde::Serialize>(message: &T) -> Vec<String> {
    let mut found = Vec::new();
    leaves(
        &serde_json::to_value(message).expect("json"),
        "",
        &mut found,
    );
    found.sort();
    found
}

fn pointers(fields: &[FieldSpec]) -> Vec<String> {
    let mut pointers: Vec<String> = fields.iter().map(FieldSpec::pointer).collect();
    pointers.sort();
    pointers
}

/// What a value does wrong by a schema, as far as ours go: types, members, words and ranges.
fn faults(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let fits = |kind: &&str| match *kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("a type that the test does not know: {other}"),
    };
    if !types.iter().any(fits) {
        return vec![format!("{place}: type")];
    }
    let mut found = Vec::new();
    if let (Some(number), Some(least)) = (value.as_i64(), schema["minimum"].as_i64())
        && (number < least || schema["maximum"].as_i64().is_some_and(|most| number > most))
    {
        found.push(format!("{place}: range"));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{place}: word"));
    }
    for item in value.as_array().into_iter().flatten() {
        found.extend(faults(&schema["items"], item, place));
    }
    let none = Map::new();
    if let Some(members) = value.as_object() {
        let known = schema["properties"].as_object().unwrap_or(&none);
        for (name, value) in members {
            match known.get(name) {
                Some(schema) => found.extend(faults(schema, value, &format!("{place}/{name}"))),
                None => found.push(format!("{place}/{name}: unknown")),
            }
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            if !members.contains_key(name.as_str().unwrap_or_default()) {
                found.push(format!("{place}: {name} missing"));
            }
        }
    }
    found
}

fn schema() -> Value {
    serde_json::from_str(&json_schema()).expect("json")
}

#[test]
fn the_fields_are_those_of_the_types() {
    assert_eq!(places(&full()), pointers(fields()));
    let json = r#"{"bevoegdGezag":"41234","benoemingvolgnummer":"9","versie":2,"verwijdering":{}}"#;
    let removal: RemovalMessage = serde_json::from_str(json).expect("a removal");
    assert_eq!(places(&removal), pointers(removal_fields()));
}

#[test]
fn every_field_is_a_column_and_every_column_a_field() {
    let mut columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let mut named: Vec<&str> = fields().iter().map(|field| field.column).collect();
    columns.sort_unstable();
    named.sort_unstable();
    assert_eq!(columns, named);
    assert_eq!(COLUMNS[0].name, "bevoegdGezag");
    assert_eq!(COLUMNS[31].name, "softwarepakket");
    assert!(
        full()
            .fields()
            .iter()
            .all(|(name, value)| !value.is_empty() || name == "einddatum")
    );
}

#[test]
fn a_finding_names_its_place_in_json() {
    assert_eq!(
        pointer_of("arbeidsovereenkomstBegindatum"),
        "/arbeidsovereenkomst/begindatum"
    );
    assert_eq!(pointer_of("begindatum"), "/benoeming/begindatum");
    assert_eq!(pointer_of("verwijderingReden"), "/verwijdering/reden");
    assert_eq!(pointer_of("/persoon/leeftijd"), "/persoon/leeftijd");
    assert_eq!(pointer_of(""), "");
}

#[test]
fn every_field_says_what_it_means_and_its_example_can_be_read() {
    let row = crate::delivery::CsvRow {
        fields: fields()
            .iter()
            .map(|field| (field.column.to_owned(), field.example.to_owned()))
            .collect(),
        ..crate::delivery::CsvRow::default()
    };
    assert!(parse_row(&row).is_ok());
    for field in fields().iter().chain(removal_fields()) {
        assert!(field.meaning.ends_with('.'), "{}", field.column);
        assert!(
            !field.required.is_empty() && !field.example.is_empty(),
            "{}",
            field.column
        );
    }
}

#[test]
fn the_schema_has_the_fields_and_no_others() {
    let mut found = Vec::new();
    described(&schema(), "", &mut found);
    found.sort();
    assert_eq!(found, pointers(fields()));
    let removal: Value = serde_json::from_str(&removal_json_schema()).expect("json");
    assert_eq!(removal["required"][3], "verwijdering");
    assert_eq!(
        schema()["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
}

/// The places that a schema describes.
fn described(schema: &Value, place: &str, found: &mut Vec<String>) {
    match schema["properties"].as_object() {
        None => found.push(place.to_owned()),
        Some(members) => {
            for (name, schema) in members {
                described(schema, &format!("{place}/{name}"), found);
            }
        }
    }
}

#[test]
fn the_samples_are_valid_by_the_schema() {
    for message in [message(), full()] {
        let value = serde_json::to_value(&message).expect("json");
        assert_eq!(faults(&schema(), &value, ""), [""; 0]);
    }
}

#[test]
fn the_xsd_is_xml_with_an_element_for_every_field() {
    let xsd = xsd();
    let mut reader = quick_xml::Reader::from_str(&xsd);
    let mut path: Vec<String> = Vec::new();
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("xml") {
            quick_xml::events::Event::Start(tag) if tag.name().as_ref() == b"xs:element" => {
                let name = tag
                    .try_get_attribute("name")
                    .expect("attributes")
                    .expect("a name");
                path.push(String::from_utf8_lossy(&name.value).into_owned());
            }
            quick_xml::events::Event::Start(tag) if tag.name().as_ref() == b"xs:simpleType" => {
                found.push(format!("/{}", path.join("/")));
            }
            quick_xml::events::Event::End(tag) if tag.name().as_ref() == b"xs:element" => {
                path.pop();
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    found.sort();
    let of = |root: &str, fields: &[FieldSpec]| -> Vec<String> {
        pointers(fields)
            .into_iter()
            .map(|place| format!("/{root}{place}"))
            .collect()
    };
    let mut wanted = of("AanleverenBenoeming_Request", fields());
    wanted.extend(of(
        "AanleverenVerwijderingBenoeming_Request",
        removal_fields(),
    ));
    wanted.sort();
    assert_eq!(found, wanted);
}

/// A value of another form than the field has.
fn wrong_value(field: &FieldSpec) -> Value {
    match field.form {
        Form::Whole(_, most) => Value::from(u64::from(most) + 1),
        Form::OneOf(_) => Value::from("ANDERS"),
        Form::Text | Form::Pattern(_) | Form::Date | Form::Moment | Form::Uuid => Value::from(7),
        Form::YesNo => Value::from("ja"),
        Form::Codes(_) | Form::Numbers(..) => Value::from("1"),
    }
}

#[test]
fn what_the_schema_refuses_the_reader_or_a_rule_refuses_too() {
    use crate::delivery::samples::context;
    use crate::delivery::{Draft, Severity, check_draft};
    for field in fields() {
        let mut value = serde_json::to_value(full()).expect("json");
        *value.pointer_mut(&field.pointer()).expect("a field") = wrong_value(field);
        assert!(
            !faults(&schema(), &value, "").is_empty(),
            "{}",
            field.column
        );
        let record = read_json(value.to_string().as_bytes());
        let found = check_draft(
            &Draft::read(&record.row),
            &context(),
            crate::ground::GroundTable::current(),
        );
        let at_field = found
            .iter()
            .filter(|finding| finding.severity() == Severity::Error)
            .any(|finding| finding.field == field.column);
        assert!(at_field, "{}: {found:?}", field.column);
    }
}

proptest! {
    #[test]
    fn what_we_write_is_valid_by_the_schema(written in messages()) {
        let value: Value = serde_json::from_str(&to_json(&written)).expect("json");
        let found = faults(&schema(), &value, "");
        // The messages of the test have functions and extensions that only the rules refuse.
        prop_assert!(found.iter().all(|fault| fault.starts_with("/benoeming/functiecategorie") || fault.starts_with("/grondslag/verlenging")), "{found:?}");
    }
}
