//! Where one objects, and what the court asks, as dated data (`data/remedies.csv`).

use crate::data_file::rows;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// Where one goes with an objection, and what an appeal costs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Office {
    valid_from: Date,
    /// The address of the site.
    pub site: String,
    /// Where a letter goes.
    pub address: String,
    /// What the court asks of a citizen (*griffierecht*), in whole euros.
    pub court_fee: u32,
}

impl Office {
    /// As it is on this day: the first, when the day is before all.
    ///
    /// # Panics
    /// Never: a test reads the file.
    pub fn on(day: Date) -> &'static Self {
        static ALL: LazyLock<Vec<Office>> = LazyLock::new(|| {
            let (_, rows) = rows(include_str!("../../data/remedies.csv"))
                .expect("the addresses that come with the program are right");
            rows
        });
        let first = ALL.first().expect("there is one");
        ALL.iter()
            .rfind(|office| office.valid_from <= day)
            .unwrap_or(first)
    }
}
