//! Several appointments at once: each becomes a record with its next version, and together they are
//! one delivery.

use super::appointment;
use crate::{
    System,
    delivery::{self, Channel, Sender},
    fault::Fault,
};
use app::{
    actor::SchoolContact,
    school::{appointment::Occasion, teachers::MOST},
};
use jiff::civil::Date;
use shared::{FieldError, Problem, delivery::Record, identifier::DeliveryId, notation};
use uuid::Uuid;

/// What the delivery is called in the list.
const NAME: &str = "Zelfde einddatum";

/// Gives the appointments with these numbers the same last day.
///
/// # Errors
/// 422 with what is wrong, at the fields.
pub async fn end(
    system: &System,
    contact: &SchoolContact,
    last_day: &str,
    mut numbers: Vec<String>,
) -> Result<DeliveryId, Fault> {
    numbers.sort();
    numbers.dedup();
    let last_day = check(last_day, &numbers)?;
    let mut records = Vec::with_capacity(numbers.len());
    for (row, number) in (1..).zip(&numbers) {
        let mut record = ended(system, contact, number, last_day).await?;
        record.row.row_number = row;
        records.push(record);
    }
    let sender = Sender {
        channel: Channel::Screen,
        ..contact.into()
    };
    delivery::take_together(system, sender, NAME, &records).await
}

/// The last day, when all is well.
fn check(last_day: &str, numbers: &[String]) -> Result<Date, Problem> {
    let mut errors = Vec::new();
    if numbers.is_empty() {
        let message = "Kies ten minste 1 benoeming";
        errors.push(FieldError::new("benoemingen", message));
    }
    if numbers.len() > MOST {
        let message = format!("Kies ten hoogste {MOST} benoemingen tegelijk");
        errors.push(FieldError::new("benoemingen", message));
    }
    let day = notation::parse_date(last_day);
    if day.is_none() {
        let message = "Vul de laatste dag in, bijvoorbeeld 31-07-2027";
        errors.push(FieldError::new("einddatum", message));
    }
    match day {
        Some(day) if errors.is_empty() => Ok(day),
        _ => Err(Problem::invalid(errors)),
    }
}

/// What was delivered last of an appointment, with another last day and the next version.
async fn ended(
    system: &System,
    contact: &SchoolContact,
    number: &str,
    last_day: Date,
) -> Result<Record, Fault> {
    let occasion = Occasion::Change(number.to_owned());
    let before = match appointment::before(system, contact, &occasion).await {
        Err(Fault::Refused(problem)) if problem.status == 404 => {
            let message = format!("Benoeming {number} is er niet meer. Kies opnieuw.");
            return Err(Problem::invalid(vec![FieldError::new("benoemingen", message)]).into());
        }
        before => before?,
    };
    let mut state = before.sent.clone();
    state.set("einddatum", last_day.to_string());
    state.set("versie", before.next.to_string());
    state.set(
        "identificatiecodeBedrijfsdocument",
        Uuid::now_v7().to_string(),
    );
    let row = state.record(contact.board(), &before.sent, before.bsn.as_deref());
    Ok(Record::from(row))
}
