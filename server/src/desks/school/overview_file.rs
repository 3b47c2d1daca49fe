//! What the register holds of a board on a day, as a file to lay beside one's own administration. It
//! holds no BSN.

use super::{completeness, table_file};
use crate::{
    System,
    fault::Fault,
    viewing,
    web::{CSV, attachment},
};
use app::{
    actor::{Colleague, FromActor, SchoolContact},
    desk::Visit,
};
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use jiff::{Span, civil::Date};
use jiff_sqlx::ToSqlx;
use serde::Deserialize;
use shared::{Problem, ground::Target, viewing::Viewing};
use std::sync::Arc;

const HEADER: [&str; 16] = [
    "benoemingvolgnummer",
    "versie",
    "naam",
    "instellingscode",
    "vestigingscode",
    "begindatum",
    "einddatum",
    "arbeidsovereenkomstBegindatum",
    "arbeidsovereenkomstEinddatum",
    "grondslag",
    "ingangsdatumGrond",
    "verlenging",
    "onderwijsterreinen",
    "staat in",
    "uiterlijk",
    "bevestigd",
];

/// Of which day.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    peildatum: String,
}

/// `GET /school/leveringen/overzicht.csv?peildatum=`: the appointments that hold on that day, which
/// is today when it is not named.
///
/// # Errors
/// 401 or 403 for who is not a contact; 422 when it is no day, or one that is still to come.
pub async fn csv_of_register(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    let contact = Colleague::from_actor(actor).ok_or_else(Problem::forbidden)?;
    let day = completeness::read(&system, &asked.peildatum)?;
    let rows = rows(&system, &contact, day).await?;
    let numbers: Vec<String> = rows.iter().filter_map(|row| row.first().cloned()).collect();
    viewing::by_school(&system, &contact, Viewing::OverviewFile, &numbers).await?;
    let name = format!("registratieoverzicht-{day}.csv");
    Ok(attachment(&name, CSV, table_file::csv(&HEADER, &rows)?))
}

async fn rows(
    system: &System,
    contact: &SchoolContact,
    on: Date,
) -> Result<Vec<Vec<String>>, Fault> {
    let rows = sqlx::query!(
        r#"select a.number, a.version, a.brin, a.location_code, a.ground_code, a.target,
                  lower(a.valid) as "begins!", upper(a.valid) as ends, a.maximum_date, a.confirmed,
                  array_to_string(a.teaching_fields, ',') as "fields!",
                  v.contract_start, v.contract_end, v.ground_start, v.extension,
                  d.initials || ' ' || coalesce(d.prefix || ' ', '') || d.family_name as name
           from current_appointment a
           join appointment_version v
               on v.appointment_id = a.id
               and upper_inf(v.recorded)
           left join person_details d
               on d.person_id = a.person_id
               and upper_inf(d.recorded)
           where a.board_number = $1
             and a.valid @> $2::date
             and ($3::text[] is null or a.brin = any($3))
           order by a.number"#,
        contact.board().as_str(),
        on.to_sqlx() as jiff_sqlx::Date,
        contact.schools() as Option<&[String]>,
    )
    .fetch_all(&system.pool)
    .await?;
    let day = |day: Option<jiff_sqlx::Date>| {
        day.map_or_else(String::new, |day| day.to_jiff().to_string())
    };
    Ok(rows
        .into_iter()
        .map(|row| {
            let shelf = Target::of(&row.target).words();
            let last = row
                .ends
                .map(|end| end.to_jiff().saturating_sub(Span::new().days(1)));
            vec![
                row.number,
                row.version.to_string(),
                row.name.unwrap_or_default(),
                row.brin,
                row.location_code.unwrap_or_default(),
                row.begins.to_jiff().to_string(),
                last.map_or_else(String::new, |last| last.to_string()),
                row.contract_start.to_jiff().to_string(),
                day(row.contract_end),
                row.ground_code,
                day(row.ground_start),
                row.extension.to_string(),
                row.fields,
                shelf.to_owned(),
                day(row.maximum_date),
                if row.confirmed { "ja" } else { "nee" }.to_owned(),
            ]
        })
        .collect())
}
