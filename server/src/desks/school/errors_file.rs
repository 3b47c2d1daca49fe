//! The errors of a delivery as a file, to repair them in the school's own system.

use super::{deliveries, messages, records, table_file};
use crate::{
    System,
    fault::Fault,
    viewing,
    web::{CSV, attachment},
};
use app::{
    actor::{FromActor, SchoolContact},
    desk::Visit,
    school::delivery::{Messages, RecordCard},
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;
use shared::{Problem, identifier::DeliveryId, viewing::Viewing};
use std::sync::Arc;
use uuid::Uuid;

const HEADER: [&str; 8] = [
    "rij",
    "benoemingvolgnummer",
    "naam",
    "foutcode",
    "veld",
    "gestuurd",
    "melding",
    "herstel",
];

/// `GET /school/leveringen/{id}/fouten.csv`: one line for each error of the records that still
/// wait for a right one. It holds no BSN.
///
/// # Errors
/// 401 or 403 for who is not a contact; 404 when they see no such delivery.
pub async fn download_errors(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let contact = contact(visit)?;
    let id: DeliveryId = id.parse().map_err(|_| Problem::not_found())?;
    if !deliveries::is_seen_by(&system.pool, &contact, id).await? {
        return Err(Problem::not_found().into());
    }
    file_of(&system, &contact, &[id.0]).await
}

/// Which messages.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    dag: String,
    #[serde(default)]
    programma: String,
}

/// `GET /school/leveringen/berichten.csv?dag=&programma=`: the same of the messages that a program
/// sent one at a time on a day.
///
/// # Errors
/// 401 or 403 for who is not a contact; 404 when their board has no such messages.
pub async fn download_message_errors(
    State(system): State<Arc<System>>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let contact = contact(visit)?;
    let asked = Messages {
        program: asked.programma,
        day: asked.dag.parse().map_err(|_| Problem::not_found())?,
    };
    let ids = messages::deliveries(&system.pool, &contact, &asked).await?;
    if ids.is_empty() {
        return Err(Problem::not_found().into());
    }
    file_of(&system, &contact, &ids).await
}

fn contact(visit: Visit) -> Result<SchoolContact, Problem> {
    let actor = visit.actor.ok_or_else(Problem::not_logged_in)?;
    SchoolContact::from_actor(actor).ok_or_else(Problem::forbidden)
}

async fn file_of(
    system: &System,
    contact: &SchoolContact,
    deliveries: &[Uuid],
) -> Result<Response, Fault> {
    let refused = records::refused(system, contact, deliveries, i64::MAX).await?;
    let records: Vec<RecordCard> = refused.into_iter().map(|(_, record)| record).collect();
    let numbers: Vec<String> = records
        .iter()
        .filter_map(|record| record.appointment.clone())
        .collect();
    viewing::by_school(system, contact, Viewing::ErrorsFile, &numbers).await?;
    Ok(attachment("fouten.csv", CSV, write(&records)?))
}

fn write(records: &[RecordCard]) -> Result<Vec<u8>, Fault> {
    let rows: Vec<Vec<String>> = records
        .iter()
        .flat_map(|record| record.findings.iter().map(move |finding| (record, finding)))
        .map(|(record, finding)| {
            vec![
                record.row.to_string(),
                record.appointment.clone().unwrap_or_default(),
                record.name.clone().unwrap_or_default(),
                finding.code.clone(),
                finding.field.clone(),
                finding.sent.clone(),
                finding.message.clone(),
                finding.fix.clone(),
            ]
        })
        .collect();
    table_file::csv(&HEADER, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::school::delivery::FindingCard;

    #[test]
    fn every_error_is_a_line_of_its_own() {
        let finding = |code: &str, sent: &str| FindingCard {
            code: code.to_owned(),
            title: String::new(),
            field: "begindatum".to_owned(),
            sent: sent.to_owned(),
            message: "Maand 13 bestaat niet; kijk het na.".to_owned(),
            fix: "Pas aan".to_owned(),
        };
        let record = RecordCard {
            row: 4,
            removes: false,
            stands: true,
            appointment: Some("2026-000481".to_owned()),
            name: Some("=Waterbos".to_owned()),
            findings: vec![finding("LR-F001", "2021-13-01"), finding("LR-F012", "")],
            aid: None,
        };
        let file = String::from_utf8(write(&[record]).expect("csv")).expect("text");
        let lines: Vec<&str> = file
            .trim_start_matches('\u{feff}')
            .trim_end()
            .split("\r\n")
            .collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(
            lines[1],
            "4;2026-000481;'=Waterbos;LR-F001;begindatum;2021-13-01;\"Maand 13 bestaat niet; kijk het na.\";Pas aan"
        );
    }
}
