//! Delivery (*levering*) by schools: the message about one appointment, the file that carries
//! many, the checks, and what becomes of each record.
//!
//! The way of a record: [`read_csv`] makes rows, [`Draft::read`] reads a row as far as it goes,
//! [`check_draft`] tells everything that is wrong or noteworthy at once, and [`Outcome::of`]
//! decides. What a check needs to know of the register comes in as [`Context`].

mod cells;
mod check;
mod column;
mod draft;
mod file;
mod message;
mod notices;
mod outcome;
mod refusals;
mod rule;
mod teaching_field;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use cells::Cell;
pub use check::{Context, KnownSchool, PersonFacts, check, check_draft};
pub use column::{COLUMNS, Column, Need};
pub use draft::{Draft, parse_row};
pub use file::{CsvDelivery, CsvRow, Encoding, MAX_ROWS, read_csv, to_csv};
pub use message::{
    Appointment, AppointmentMessage, AppointmentNumber, Contract, DeliveredGround, Document, Kind,
    Person, School, Sex, Teaching,
};
pub use outcome::{ContentHash, Outcome, Sent};
pub use rule::{Finding, Rule, Severity};
pub use teaching_field::TeachingField;
