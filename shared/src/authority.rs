//! To be written.
use jiff::civil::Date;
/// A diploma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diploma { pub programme: String, pub code: Option<String>, pub institution: String, pub kind: String, pub graduated: Date, pub country: String }
