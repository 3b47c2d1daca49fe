//! One message at a time, in JSON or XML.

use super::{
    login::Machine,
    reply::{Refusal, Signal, word},
};
use crate::{
    System,
    delivery::{self, Sender, Taken},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use shared::{
    FieldError, Problem,
    delivery::{Finding, MessageKind, Outcome, Record, Severity, read_json, read_xml},
};
use std::sync::Arc;
use uuid::Uuid;

/// The rule that says that somebody is not found in the BRP, and looked for.
const IN_RESEARCH: &str = "LR-S101";

/// What became of a message.
#[derive(Serialize)]
struct Answer {
    kenmerk: Option<Uuid>,
    uitkomst: &'static str,
    signalen: Vec<Signal>,
}

/// A refused message: a problem with everything that is wrong.
#[derive(Serialize)]
struct RefusedMessage {
    #[serde(flatten)]
    problem: Problem,
    fouten: Vec<Signal>,
}

/// `PUT /benoemingen/{bevoegdGezag}/{benoemingvolgnummer}`: the whole latest state of an
/// appointment. 201 when it is new, 202 when the person is looked for, 200 otherwise, also when the
/// message is older than what there is.
///
/// # Errors
/// 403 without a mandate of the board; 422 with everything that is wrong.
pub async fn put(
    State(system): State<Arc<System>>,
    machine: Machine,
    Path((board, number)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let record = of_kind(MessageKind::Appointment, &headers, &body)?;
    take(&system, &machine, (&board, &number), record).await
}

/// `DELETE /benoemingen/{bevoegdGezag}/{benoemingvolgnummer}`: the appointment was sent by mistake.
/// The message says so, with its version; 200, also when we never had the appointment.
///
/// # Errors
/// 403 without a mandate of the board; 422 with everything that is wrong.
pub async fn delete(
    State(system): State<Arc<System>>,
    machine: Machine,
    Path((board, number)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let record = of_kind(MessageKind::Removal, &headers, &body)?;
    take(&system, &machine, (&board, &number), record).await
}

/// Takes in a message that was sent to the address of this appointment.
async fn take(
    system: &System,
    machine: &Machine,
    (board, number): (&str, &str),
    mut record: Record,
) -> Result<Response, Refusal> {
    let board = machine.acting_for(board)?.clone();
    // What could not be read has no key; the check below tells what is wrong with it.
    let (sent_board, sent_number) = record.row.key();
    let differs = |sent: &str, named: &str| !sent.is_empty() && sent != named;
    if differs(sent_board, board.as_str()) || differs(sent_number, number) {
        let message = "Het bevoegd gezag en het nummer in het bericht zijn niet die van het adres";
        let error = FieldError::new("benoemingvolgnummer", message);
        return Err(Problem::invalid(vec![error]).into());
    }
    record.row.row_number = 1;
    let sender = Sender::program(board, machine.client().to_owned());
    let taken = delivery::take_one(system, sender, &record).await?;
    Ok(answer(taken))
}

/// `POST /proefcontroles`: the same checks, and nothing is kept.
///
/// # Errors
/// 403 without a mandate of the board; 422 with everything that is wrong.
pub async fn check(
    State(system): State<Arc<System>>,
    machine: Machine,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let record = of_kind(MessageKind::Appointment, &headers, &body)?;
    let board = machine.acting_for(record.row.key().0)?.clone();
    let sender = Sender::program(board, machine.client().to_owned());
    let (outcome, findings) = delivery::try_out(&system, sender, &record).await?;
    Ok(told(None, outcome, findings))
}

/// The message, by its media type; it must do this.
fn of_kind(wanted: MessageKind, headers: &HeaderMap, body: &[u8]) -> Result<Record, Problem> {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    let mut record = match media_type.trim() {
        "application/json" => read_json(body),
        "application/xml" | "text/xml" => read_xml(body),
        _ => {
            let mut problem = Problem::bad_request("Stuur application/json of application/xml");
            problem.status = 415;
            return Err(problem);
        }
    };
    // What cannot be read does not say what it does; the check tells what is wrong with it.
    if record.row.fields.is_empty() {
        record.kind = wanted;
    }
    if record.kind != wanted {
        return Err(Problem::bad_request(match wanted {
            MessageKind::Appointment => "Dit is geen bericht over een benoeming",
            MessageKind::Removal => "Dit is geen bericht dat een benoeming verwijdert",
        }));
    }
    Ok(record)
}

fn answer(taken: Taken) -> Response {
    told(Some(taken.delivery.0), taken.outcome, taken.findings)
}

fn told(kenmerk: Option<Uuid>, outcome: Outcome, findings: Vec<Finding>) -> Response {
    let in_research = findings.iter().any(|finding| finding.rule == IN_RESEARCH);
    let status = match outcome {
        Outcome::Refused => return refused(findings),
        Outcome::New | Outcome::Changed if in_research => StatusCode::ACCEPTED,
        Outcome::New if kenmerk.is_some() => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    let answer = Answer {
        kenmerk,
        uitkomst: word(outcome.code()),
        signalen: findings.into_iter().map(Signal::from).collect(),
    };
    (status, Json(answer)).into_response()
}

fn refused(findings: Vec<Finding>) -> Response {
    // What is only worth knowing is told below it, and is nothing to mend.
    let errors = findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .map(|finding| FieldError::new(finding.field.clone(), finding.message.clone()))
        .collect();
    let problem = RefusedMessage {
        problem: Problem::invalid(errors),
        fouten: findings.into_iter().map(Signal::from).collect(),
    };
    let mut response = (StatusCode::UNPROCESSABLE_ENTITY, Json(problem)).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    response
}
