//! The code lists, as they are on a day.

use super::reply::Refusal;
use crate::{System, clock::dutch};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::{
    Problem,
    delivery::TeachingField,
    ground::{GroundTable, Maximum},
    subject::SubjectTable,
};
use std::sync::Arc;

/// The names of the lists.
pub const NAMES: [&str; 3] = ["grondslagen", "onderwijsterreinen", "vakken"];

/// On which day.
#[derive(Deserialize)]
pub struct AsOf {
    peildatum: Option<Date>,
}

/// A list on a day.
#[derive(Serialize)]
pub struct CodeList {
    naam: String,
    peildatum: Date,
    codes: Vec<Value>,
}

/// `GET /codelijsten/{naam}?peildatum=`; open to everyone.
///
/// # Errors
/// 404 when there is no list of this name.
pub async fn list(
    State(system): State<Arc<System>>,
    Path(name): Path<String>,
    Query(asked): Query<AsOf>,
) -> Result<Json<CodeList>, Refusal> {
    let on = asked
        .peildatum
        .unwrap_or_else(|| dutch(system.clock.now()).date());
    let codes = match name.as_str() {
        "grondslagen" => grounds(on),
        "onderwijsterreinen" => teaching_fields(on),
        "vakken" => subjects(on),
        _ => return Err(Problem::not_found().into()),
    };
    Ok(Json(CodeList {
        naam: name,
        peildatum: on,
        codes,
    }))
}

fn grounds(on: Date) -> Vec<Value> {
    GroundTable::current()
        .valid_on(on)
        .map(|ground| {
            let sectors: Vec<&str> = ground.sectors.iter().map(|sector| sector.code()).collect();
            json!({
                "code": ground.code,
                "naam": ground.name,
                "artikel": ground.article,
                "sectoren": sectors,
                "bestemming": ground.target.name(),
                "duur": ground.maximum_text(),
                "maximum": maximum(ground.maximum),
                "verlengingen": ground.extensions,
                "maandenPerVerlenging": (ground.extensions > 0).then_some(ground.extension_months),
                "verklaringVanafVerlenging": ground.statement_from,
                "opmerking": ground.remark,
                "geldigVanaf": ground.valid_from,
                "geldigTotEnMet": ground.valid_to,
            })
        })
        .collect()
}

/// How long a ground lasts without extension: how many of what; nothing when there is no end.
fn maximum(maximum: Maximum) -> Value {
    match maximum {
        Maximum::None => Value::Null,
        Maximum::AsDecided => json!({ "eenheid": "volgensBesluit", "aantal": null }),
        Maximum::SchoolYears(years) => json!({ "eenheid": "schooljaren", "aantal": years }),
        Maximum::Months(months) => json!({ "eenheid": "maanden", "aantal": months }),
        Maximum::FteMonths(months) => json!({ "eenheid": "maandenVoltijd", "aantal": months }),
    }
}

fn teaching_fields(on: Date) -> Vec<Value> {
    TeachingField::all()
        .iter()
        .filter(|field| field.valid_from <= on && field.valid_to.is_none_or(|last| on <= last))
        .map(|field| {
            let sectors: Vec<&str> = field.sectors.iter().map(|sector| sector.code()).collect();
            json!({
                "code": field.code,
                "naam": field.name,
                "sectoren": sectors,
                "geldigVanaf": field.valid_from,
                "geldigTotEnMet": field.valid_to,
            })
        })
        .collect()
}

fn subjects(on: Date) -> Vec<Value> {
    SubjectTable::current()
        .all()
        .iter()
        .filter(|subject| subject.is_valid_on(on))
        .map(|subject| {
            let kinds: Vec<&str> = subject
                .school_types
                .iter()
                .map(|kind| kind.code())
                .collect();
            json!({
                "code": subject.id,
                "naam": subject.name,
                "schoolsoorten": kinds,
                "examencodes": subject.exam_codes,
                "geldigVanaf": subject.valid_from,
                "geldigTotEnMet": subject.valid_to,
            })
        })
        .collect()
}
