//! Codes that were replaced by another (`data/replaced_codes.csv`): for a time both are taken in,
//! with the notice that the old one will go (LR-M062).

use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// A code that is on its way out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReplacedCode {
    /// The code list: `grondslagen` or `onderwijsterreinen`.
    pub list: String,
    /// The old code.
    pub code: String,
    /// The code that takes its place.
    pub successor: String,
    /// The day from which the new one is asked for.
    pub since: Date,
    /// The last day on which the old one is taken in.
    pub until: Date,
}

impl ReplacedCode {
    /// The codes that were replaced.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<ReplacedCode>> = LazyLock::new(|| {
            ReplacedCode::parse(include_str!("../../data/replaced_codes.csv"))
                .expect("the list of replaced codes that comes with the program is right")
        });
        &ALL
    }

    /// Reads a list: `;` between the cells, lines with `#` are remarks.
    ///
    /// # Errors
    /// When the text is not CSV with these columns.
    pub fn parse(text: &str) -> Result<Vec<Self>, csv::Error> {
        csv::ReaderBuilder::new()
            .delimiter(b';')
            .comment(Some(b'#'))
            .from_reader(text.as_bytes())
            .deserialize()
            .collect()
    }

    /// Whether the code is this one of this list and its successor is asked for on this day.
    pub fn holds(&self, list: &str, code: &str, on: Date) -> bool {
        self.list == list && self.code == code && self.since <= on
    }
}
