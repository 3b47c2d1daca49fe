//! What stands in a form on the page: read, and put back.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventInit, FormData, HtmlFormElement};

/// The form in which this event happened, when it is one that is posted.
pub fn posted_form(event: &Event) -> Option<HtmlFormElement> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let form: HtmlFormElement = element.closest("form").ok()??.dyn_into().ok()?;
    form.get_attribute("method")
        .is_some_and(|method| method.eq_ignore_ascii_case("post"))
        .then_some(form)
}

/// The fields of a form by name; files are left out.
pub fn values(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else {
        return Vec::new();
    };
    data.entries()
        .into_iter()
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let pair: js_sys::Array = entry.dyn_into().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect()
}

/// Puts the fields back as they were; whoever listens to a field hears it as if it were typed.
pub fn fill(form: &HtmlFormElement, values: &[(String, String)]) {
    let Ok(fields) = form.query_selector_all("[name]") else {
        return;
    };
    let mut left = values.to_vec();
    for place in 0..fields.length() {
        let Some(field) = fields
            .item(place)
            .and_then(|node| node.dyn_into::<Element>().ok())
        else {
            continue;
        };
        let name = field.get_attribute("name").unwrap_or_default();
        let kind = field.get_attribute("type").unwrap_or_default();
        let (property, value): (&str, JsValue) = match kind.as_str() {
            "file" | "submit" => continue,
            "radio" | "checkbox" => {
                let own = field.get_attribute("value").unwrap_or_default();
                let is_chosen = values.iter().any(|(n, v)| *n == name && *v == own);
                ("checked", is_chosen.into())
            }
            // Several fields of one name get their values in order.
            _ => match left.iter().position(|(n, _)| *n == name) {
                Some(place) => ("value", left.remove(place).1.into()),
                None => continue,
            },
        };
        if Reflect::get(&field, &property.into()).as_ref() == Ok(&value) {
            continue;
        }
        open_around(&field);
        if Reflect::set(&field, &property.into(), &value).is_ok() {
            told(&field);
        }
    }
}

/// Opens what the field is folded away in, so that one sees what was put back.
fn open_around(field: &Element) {
    let mut around = field.closest("details").ok().flatten();
    while let Some(details) = around {
        // Fails only for an attribute that does not exist.
        let _ = details.set_attribute("open", "");
        around = details
            .parent_element()
            .and_then(|parent| parent.closest("details").ok().flatten());
    }
}

/// Tells whoever listens that the field changed.
fn told(field: &Element) {
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &bubbling) {
        // Tells only whether somebody prevented it.
        let _ = field.dispatch_event(&event);
    }
}
