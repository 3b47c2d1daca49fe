//! Cases of teachers: what waits for a case worker, one case, and what is done with it.

pub mod api;
mod case;
#[cfg(feature = "ssr")]
pub mod desk;
mod event;
mod file;
pub(super) mod forms;
mod letter;
mod list;
mod matter;
mod step;
pub(super) mod worklist;

pub use case::{Announced, Asked, CaseFile, Change, Grantable, Matter, Report};
pub use event::CaseEvent;
pub use file::CasePage;
pub use list::{CaseFilter, CaseLine, Counts, List, Worklist};
pub use step::{NewStep, Proposal};
pub use worklist::WorklistPage;
