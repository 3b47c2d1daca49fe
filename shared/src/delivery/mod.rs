//! Delivery (*levering*) by schools: the messages about one appointment, the batch that carries
//! many, the checks, and what becomes of each record.
//!
//! The way of a record: [`read_json`], [`read_xml`], [`read_csv`] or a [`BatchReader`] makes rows,
//! [`Draft::read`] reads a row as far as it goes, [`check_draft`] tells everything that is wrong or
//! noteworthy at once, and [`ledger::step`] or [`Outcome::of`] decides. What a check needs to know
//! of the register comes in as [`Context`] and [`Surroundings`]. The three notations mean the same,
//! because all follow [`fields`], from which the specification is made too.

mod batch;
mod cells;
mod check;
mod column;
mod draft;
mod field;
mod file;
mod json;
pub mod ledger;
mod message;
mod notices;
mod outcome;
mod pension;
mod refusals;
mod removal;
mod replaced;
mod rule;
mod schema;
pub mod signals;
mod teaching_field;
mod term;
mod tree;
mod xml;
mod xsd;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use batch::{BATCH_ELEMENT, BatchFormat, BatchReader, MAX_RECORD_BYTES, Record};
pub use cells::Cell;
pub use check::{
    Context, KnownPeriod, KnownSchool, OtherAppointment, PersonFacts, Surroundings, check,
    check_draft, check_draft_among,
};
pub use column::{COLUMNS, Column, Need};
pub use draft::{Draft, parse_row};
pub use field::{
    FieldSpec, Form, LONGEST_TEXT, MAX_VERSION, MessageKind, NAMESPACE, fields, pointer_of,
    removal_fields,
};
pub use file::{CsvDelivery, CsvRow, Encoding, MAX_ROWS, decode, read_csv, separator, to_csv};
pub use json::{read_json, removal_to_json, to_json};
pub use message::{
    Appointment, AppointmentMessage, AppointmentNumber, Contract, DeliveredGround, Document, Kind,
    Person, School, Sex, Teaching,
};
pub use outcome::{ContentHash, Outcome, Sent};
pub use pension::{pension_date, pension_to_propose};
pub use removal::{Removal, RemovalContext, RemovalDraft, RemovalMessage, check_removal};
pub use replaced::ReplacedCode;
pub use rule::{Finding, Rule, Severity};
pub use schema::{json_schema, removal_json_schema};
pub use teaching_field::TeachingField;
pub use term::repair_term;
pub use xml::{read_xml, removal_to_xml, to_xml};
pub use xsd::xsd;
