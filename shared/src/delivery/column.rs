//! The columns of a delivery as CSV: the fields of the message, flattened.

use super::field;

/// A column of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in the header: Dutch camelCase.
    pub name: &'static str,
    /// Whether it must be there.
    pub need: Need,
}

/// How much a column is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The column must be there and every row must fill it.
    Filled,
    /// The column must be there, a cell may be empty. A message carries the whole latest state,
    /// so a column that was forgotten would wipe out what stood there.
    Present,
    /// The column may be left out.
    Optional,
}

/// Every column, in the order in which we write them.
pub const COLUMNS: [Column; 32] = field::columns();

impl Column {
    /// The column with this name; capitals do not matter.
    pub fn find(name: &str) -> Option<Self> {
        COLUMNS
            .into_iter()
            .find(|column| column.name.eq_ignore_ascii_case(name))
    }
}
