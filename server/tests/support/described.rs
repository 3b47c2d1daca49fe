//! Holds an answer beside what the published document says of it: a small part of JSON Schema, as far
//! as the document uses it.

use serde_json::Value;

/// What of an answer the document does not say; empty when it says all of it.
pub fn undocumented(
    document: &Value,
    (method, route): (&str, &str),
    (status, kind): (u16, &str),
    body: &Value,
) -> Vec<String> {
    let operation = &document["paths"][route][method.to_lowercase()];
    let told = &operation["responses"][status.to_string()];
    let place = format!("{method} {route} {status}");
    if !told.is_object() {
        return vec![format!("{place}: the status is not documented")];
    }
    let Some(kinds) = told["content"].as_object() else {
        return Vec::new();
    };
    let kind = kind.split(';').next().unwrap_or_default();
    match kinds.get(kind) {
        None => vec![format!("{place}: {kind} is not documented")],
        Some(content) => {
            let mut wrong = Vec::new();
            fits(document, &content["schema"], body, &place, &mut wrong);
            wrong
        }
    }
}

fn fits(document: &Value, schema: &Value, value: &Value, place: &str, wrong: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let pointer = reference.trim_start_matches('#');
        let schema = document.pointer(pointer).expect("a schema");
        fits(document, schema, value, place, wrong);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        fits(document, part, value, place, wrong);
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(some) => some.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| is_of(name, value)) {
        wrong.push(format!("{place}: {value} is not {types:?}"));
        return;
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        wrong.push(format!("{place}: {value} is none of {words:?}"));
    }
    if let Some(members) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten() {
            let name = name.as_str().expect("a name");
            if !members.contains_key(name) {
                wrong.push(format!("{place}: {name} is missing"));
            }
        }
        for (name, member) in members {
            let described = &schema["properties"][name];
            let described = if described.is_null() {
                &schema["additionalProperties"]
            } else {
                described
            };
            fits(
                document,
                described,
                member,
                &format!("{place}/{name}"),
                wrong,
            );
        }
    }
    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(
            document,
            &schema["items"],
            item,
            &format!("{place}/{at}"),
            wrong,
        );
    }
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}
