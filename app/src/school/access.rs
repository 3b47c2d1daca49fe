//! Who has been here for the board.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Somebody who logged in for the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// The name that eHerkenning gave.
    pub name: String,
    /// The end of the pseudonym under which eHerkenning knows the person.
    pub pseudonym: String,
    /// When the last login of this person was, in Dutch time.
    pub last: DateTime,
    /// How often this person logged in, in the period shown.
    pub times: i64,
    /// Whether this is the one who looks.
    pub you: bool,
}
