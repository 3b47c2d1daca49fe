//! The domain: types that cross the wire and the rules of the law.
//!
//! Pure functions only: no I/O, and time is an argument. Everything here compiles to native
//! code and to WebAssembly, so a page, a desk and a bulk job apply the very same rule.

pub mod aid;
pub mod authority;
pub mod case;
pub mod catalogue;
pub mod conformance;
pub mod criteria;
pub mod data_file;
pub mod delivery;
pub mod disclosure;
pub mod entry;
pub mod ground;
pub mod identifier;
pub mod notation;
pub mod placement;
pub mod portfolio;
pub mod problem;
pub mod programme;
pub mod proof;
pub mod releases;
pub mod search;
pub mod sector;
pub mod subject;
pub mod term;
pub mod timetable;
pub mod training_plan;
pub mod viewing;

pub use problem::{FieldError, Problem};
