//! The list of the board's own administration beside the register, on the screen.

use crate::{
    System,
    comparison::{self, Differs, Scope},
    delivery::without_bsn,
    desks::Desk,
    fault::Fault,
    viewing,
    web::forms,
};
use app::{
    actor::{Colleague, FromActor},
    desk::Visit,
    school::{
        comparison::{Comparison, Difference, Fact, Kind},
        desk::SchoolDesk,
    },
    upload::File,
};
use axum::body::Body;
use bytes::Bytes;
use http::request::Parts;
use serde_json::Value;
use shared::{FieldError, Problem, delivery::BatchFormat, notation, viewing::Viewing};
use std::{convert::Infallible, sync::Arc};

/// Compares a list that a browser posted.
///
/// # Errors
/// 401 or 403 for who is not of a board itself; what is wrong with the list, at its field.
pub async fn compare_posted(
    system: &Arc<System>,
    parts: &Parts,
    body: Body,
) -> Result<Comparison, Problem> {
    let visit = parts.extensions.get::<Visit>();
    let actor = visit
        .and_then(|visit| visit.actor.clone())
        .ok_or_else(Problem::not_logged_in)?;
    let contact = Colleague::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let posted = forms::posted(&parts.headers, body).await?;
    let file = posted.into_file("bestand")?;
    Desk::new(system.clone()).compare(&contact, file).await
}

/// Compares a list with what the register holds now. Who is shown with it, is recorded.
///
/// # Errors
/// A problem at the field `bestand` when it cannot be read.
pub async fn compare(
    system: &System,
    contact: &Colleague,
    file: File,
) -> Result<Comparison, Fault> {
    let now = system.clock.now_stored();
    let scope = Scope {
        schools: contact.schools(),
        ..Scope::of(contact.board().as_str(), now)
    };
    let list = futures::stream::once(async { Ok::<_, Infallible>(Bytes::from(file.bytes)) });
    let compared = comparison::compare(system, scope, BatchFormat::Csv, list)
        .await
        .map_err(at_the_file)?;
    let held: Vec<String> = compared
        .found
        .iter()
        .filter(|(_, differs)| matches!(differs, Differs::OnlyInRegister | Differs::Facts(_)))
        .map(|(number, _)| number.clone())
        .collect();
    viewing::by_school(system, contact, Viewing::OverviewFile, &held).await?;
    Ok(Comparison {
        lines: compared.lines,
        differences: compared.found.into_iter().map(difference).collect(),
    })
}

fn at_the_file(fault: Fault) -> Fault {
    match fault {
        Fault::Refused(mut problem) => {
            problem.errors = vec![FieldError::new("bestand", problem.title.clone())];
            problem.into()
        }
        broken @ Fault::Broken(_) => broken,
    }
}

fn difference((number, differs): (String, Differs)) -> Difference {
    Difference {
        number: without_bsn(&number),
        kind: match differs {
            Differs::Unreadable => Kind::Unreadable,
            Differs::OnlyInList => Kind::Missing,
            Differs::OnlyInRegister => Kind::Extra,
            Differs::Facts(facts) => Kind::Facts(facts.into_iter().map(fact).collect()),
        },
    }
}

/// A fact by the name of its column. A BSN is never shown, right or wrong.
fn fact((place, own, held): (String, Value, Value)) -> Fact {
    let column = column_of(&place).to_owned();
    if column == "burgerservicenummer" {
        return Fact {
            column,
            own: None,
            held: None,
        };
    }
    Fact {
        column,
        own: Some(text(&own)),
        held: Some(text(&held)),
    }
}

/// The column of a file for a place in the message.
fn column_of(place: &str) -> &str {
    match place {
        "/arbeidsovereenkomst/begindatum" => "arbeidsovereenkomstBegindatum",
        "/arbeidsovereenkomst/einddatum" => "arbeidsovereenkomstEinddatum",
        "/grondslag/code" => "grondslag",
        place => place.rsplit('/').next().unwrap_or(place),
    }
}

/// A value as one reads it; nothing when it is not filled in.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "ja".to_owned(),
        Value::Bool(false) => "nee".to_owned(),
        Value::String(text) => {
            notation::parse_date(text).map_or_else(|| without_bsn(text), notation::date)
        }
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        value => value.to_string(),
    }
}
