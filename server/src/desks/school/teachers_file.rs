//! The list of teachers as a file, with the filters of the page or what was chosen in it. It holds no
//! BSN.

use super::{
    table_file::{self, Sheet},
    teachers,
};
use crate::{
    System,
    fault::Fault,
    web::{CSV, XLSX, attachment},
};
use app::{
    actor::{Colleague, FromActor},
    desk::Visit,
    school::teachers::{TeacherFilter, TeacherRow},
};
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use shared::{Problem, ground::Target};
use std::sync::Arc;

const HEADER: [&str; 9] = [
    "naam",
    "benoemingvolgnummer",
    "vestiging",
    "vakken",
    "grondslag",
    "omschrijving",
    "staat in",
    "tot en met",
    "status",
];

/// `GET /school/leraren.csv`: the appointments that fit the filters; with `gekozen` only those whose
/// numbers stand in `benoemingen[]`.
///
/// # Errors
/// 400 when nothing is chosen; 401 or 403 for who is not a contact; 500 when the database does not answer.
pub async fn csv_of_teachers(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let rows = rows(&system, visit, query).await?;
    Ok(attachment(
        "leraren.csv",
        CSV,
        table_file::csv(&HEADER, &rows)?,
    ))
}

/// `GET /school/leraren.xlsx`: the same as a workbook.
///
/// # Errors
/// 401 or 403 for who is not a contact; 500 when the database does not answer.
pub async fn xlsx_of_teachers(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let rows = rows(&system, visit, query).await?;
    let sheet = Sheet {
        name: "Leraren",
        header: &HEADER,
        rows: &rows,
    };
    Ok(attachment(
        "leraren.xlsx",
        XLSX,
        table_file::xlsx(&[sheet])?,
    ))
}

async fn rows(
    system: &System,
    visit: Visit,
    query: Vec<(String, String)>,
) -> Result<Vec<Vec<String>>, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let contact = Colleague::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let value = |name: &str| {
        query
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.clone())
    };
    let filter = TeacherFilter::from_query(value);
    let chosen = value("gekozen").map(|_| chosen(&query)).transpose()?;
    let teachers = teachers::all(system, &contact, &filter, chosen.as_deref()).await?;
    Ok(teachers.into_iter().map(cells).collect())
}

/// The numbers that were chosen in the list.
fn chosen(query: &[(String, String)]) -> Result<Vec<String>, Problem> {
    let numbers: Vec<String> = query
        .iter()
        .filter(|(name, _)| name.split('[').next() == Some("benoemingen"))
        .map(|(_, number)| number.clone())
        .collect();
    if numbers.is_empty() {
        let problem = Problem::bad_request("Kies eerst de benoemingen die je wilt downloaden");
        return Err(problem.with_detail("Ga terug en zet een vinkje voor elke benoeming."));
    }
    Ok(numbers)
}

fn cells(row: TeacherRow) -> Vec<String> {
    let shelf = Target::of(&row.shelf).words();
    vec![
        row.name.unwrap_or_default(),
        row.appointment,
        row.location,
        row.subjects.join(", "),
        row.ground_code,
        row.ground,
        shelf.to_owned(),
        row.ends.map(|day| day.to_string()).unwrap_or_default(),
        row.status.word().to_owned(),
    ]
}
